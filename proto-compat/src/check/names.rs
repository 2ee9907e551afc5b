//! Every name is an identifier, and a nested type has a message around it or will be missed.

use crate::{
    catalog::{Definition, Item},
    naming::{is_identifier, is_package},
    schema::{Claim, SchemaError, TypeName},
};

pub(super) fn check(name: &TypeName, item: &Item<'_>) -> Result<(), SchemaError> {
    let origin = item.origin;
    if !is_package(name.package()) {
        let package = name.package().to_owned();
        let claim = Claim::Package { name: package.clone(), origin };
        return Err(SchemaError::BadName { name: package, claim });
    }
    let nests = !matches!(item.definition, Definition::Service(_));
    let fits = if nests { is_package(name.path()) } else { is_identifier(name.path()) };
    if !fits || name.path().is_empty() {
        return Err(SchemaError::BadName { name: name.path().to_owned(), claim: item.claim() });
    }
    match inner_names(&item.definition, origin).into_iter().find(|(name, _)| !is_identifier(name)) {
        Some((name, claim)) => Err(SchemaError::BadName { name: name.to_owned(), claim }),
        None => Ok(()),
    }
}

/// The names that a definition gives to its parts.
pub(super) fn inner_names<'d>(
    definition: &'d Definition<'_>,
    origin: &'static str,
) -> Vec<(&'d str, Claim)> {
    fn part<'d>(
        name: &'d str,
        origin: &'static str,
        claim: fn(String, &'static str) -> Claim,
    ) -> (&'d str, Claim) {
        (name, claim(name.to_owned(), origin))
    }
    match definition {
        Definition::Message(message) => {
            let fields = message.fields.iter().map(|field| {
                part(&field.name, origin, |name, origin| Claim::Field { name, origin })
            });
            let oneofs = message.oneofs.iter().map(|oneof| {
                part(&oneof.name, origin, |name, origin| Claim::Oneof { name, origin })
            });
            fields.chain(oneofs).collect()
        }
        Definition::Enum(enumeration) => enumeration
            .values
            .iter()
            .map(|value| {
                part(&value.name, origin, |name, origin| Claim::EnumValue { name, origin })
            })
            .collect(),
        Definition::Service(service) => service
            .methods
            .iter()
            .map(|method| part(&method.name, origin, |name, origin| Claim::Method { name, origin }))
            .collect(),
    }
}
