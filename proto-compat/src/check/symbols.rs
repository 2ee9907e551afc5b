//! The table of all full names. Protobuf has one for everything: packages, types, fields, oneofs,
//! methods and enum values must not share a name.

use super::names::inner_names;
use crate::{
    catalog::{Catalog, Definition, Item},
    files::members::synthetic_oneofs,
    map::Map,
    naming::map_entry_name,
    schema::{Claim, FieldType, SchemaError, TypeName},
};

/// Every full name, with who has it.
#[derive(Default)]
pub(crate) struct Symbols {
    claims: Map<String, Claim>,
}

impl Symbols {
    pub(super) fn gather(catalog: &Catalog<'_>) -> Result<Self, SchemaError> {
        let mut symbols = Self::default();
        for (name, item) in &catalog.items {
            symbols.insert_packages(name.package(), item.origin)?;
            symbols.insert(name.to_string(), item.claim())?;
        }
        for (name, item) in &catalog.items {
            symbols.insert_parts(name, item)?;
        }
        Ok(symbols)
    }

    /// Whether anything has that full name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.claims.contains_key(name)
    }

    fn insert(&mut self, name: String, claim: Claim) -> Result<(), SchemaError> {
        match self.claims.insert(name.clone(), claim.clone()) {
            None => Ok(()),
            Some(first) => Err(SchemaError::NameTaken { name, first, second: claim }),
        }
    }

    /// A package may be named any number of times, but be nothing else.
    fn insert_packages(&mut self, package: &str, origin: &'static str) -> Result<(), SchemaError> {
        let ends = package.match_indices('.').map(|(end, _)| end).chain([package.len()]);
        for name in ends.map(|end| &package[..end]).filter(|name| !name.is_empty()) {
            if !matches!(self.claims.get(name), Some(Claim::Package { .. })) {
                let claim = Claim::Package { name: name.to_owned(), origin };
                self.insert(name.to_owned(), claim)?;
            }
        }
        Ok(())
    }

    fn insert_parts(&mut self, name: &TypeName, item: &Item<'_>) -> Result<(), SchemaError> {
        let full = name.to_string();
        // A value is a sibling of its enum.
        let scope = match &item.definition {
            Definition::Enum(_) => full.rsplit_once('.').map_or("", |(scope, _)| scope),
            _ => &full,
        };
        for (part, claim) in inner_names(&item.definition, item.origin) {
            self.insert(join(scope, part), claim)?;
        }
        let Definition::Message(message) = &item.definition else { return Ok(()) };
        let origin = item.origin;
        for field in &message.fields {
            if let FieldType::Map(..) = field.kind.ty {
                let claim = Claim::MapEntry { field: field.name.clone(), origin };
                self.insert(join(scope, &map_entry_name(&field.name)), claim)?;
            }
        }
        for (field, oneof) in synthetic_oneofs(message) {
            let claim = Claim::OptionalOneof { field: field.name.clone(), origin };
            self.insert(join(scope, &oneof), claim)?;
        }
        Ok(())
    }
}

fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}
