//! The rules that make a complete catalog a valid one. What passes here, protoc takes.

mod enumeration;
mod message;
mod names;
mod reserved;
mod symbols;

pub(crate) use message::MAX_FIELD_NUMBER;
pub(crate) use symbols::Symbols;

use crate::{
    catalog::{Catalog, Definition},
    options::{self, Element},
    schema::{Fault, FieldType, MessageDef, SchemaError, ServiceDef},
};

/// Checks every definition, and gives the table of all names for finding short ones.
pub(crate) fn check(catalog: &Catalog<'_>) -> Result<Symbols, SchemaError> {
    for (name, item) in &catalog.items {
        names::check(name, item)?;
    }
    // Before the definitions: "two fields are called `a`" says more than "both are `a` in JSON".
    let symbols = Symbols::gather(catalog)?;
    for (name, item) in &catalog.items {
        let checked = match &item.definition {
            Definition::Message(message) => {
                message::check(message).and_then(|()| check_map_values(catalog, message))
            }
            Definition::Enum(enumeration) => enumeration::check(name.name(), enumeration),
            Definition::Service(service) => check_service(service),
        };
        checked.map_err(|fault| SchemaError::Invalid {
            name: name.clone(),
            claim: item.claim(),
            fault: Box::new(fault),
        })?;
    }
    for (name, package) in catalog.packages {
        options::check(Element::File, &package.options).map_err(|fault| {
            SchemaError::InvalidPackage { name: name.clone(), fault: Box::new(fault) }
        })?;
    }
    Ok(symbols)
}

/// An entry without a value has the enum's first one, which protoc wants to be 0.
fn check_map_values(catalog: &Catalog<'_>, message: &MessageDef) -> Result<(), Fault> {
    for field in &message.fields {
        if let FieldType::Map(_, value) = &field.kind.ty
            && let FieldType::Enum(name) = &**value
            && let Some(item) = catalog.items.get(name)
            && let Definition::Enum(enumeration) = &item.definition
            && enumeration.values.first().is_some_and(|first| first.number != 0)
        {
            let (field, enumeration) = (field.name.clone(), name.to_string());
            return Err(Fault::MapValueNotZero { field, enumeration });
        }
    }
    Ok(())
}

fn check_service(service: &ServiceDef) -> Result<(), Fault> {
    options::check(Element::Service, &service.options)?;
    service.methods.iter().try_for_each(|method| options::check(Element::Method, &method.options))
}
