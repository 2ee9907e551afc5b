//! The full names that a file defines.

use crate::{
    files::{File, Type, TypeDefinition},
    schema::TypeName,
};

/// All names, sorted.
pub(super) fn of(file: &File<'_>) -> Vec<String> {
    let mut names = vec![];
    for (name, service) in &file.services {
        names.push(name.to_string());
        names.extend(service.methods.iter().map(|method| format!("{name}.{}", method.name)));
    }
    for ty in &file.types {
        add_type(&mut names, ty);
    }
    names.sort_unstable();
    names
}

fn add_type(names: &mut Vec<String>, ty: &Type<'_>) {
    let full = ty.name.to_string();
    match &ty.definition {
        TypeDefinition::Message { message, nested } => {
            names.extend(message.fields.iter().map(|field| format!("{full}.{}", field.name)));
            names.extend(message.oneofs.iter().map(|oneof| format!("{full}.{}", oneof.name)));
            for ty in nested {
                add_type(names, ty);
            }
        }
        TypeDefinition::Enum(enumeration) => {
            names.extend(enumeration.values.iter().map(|value| beside(ty.name, &value.name)));
        }
    }
    names.push(full);
}

/// The full name of something that stands in the same scope as `name`.
fn beside(name: &TypeName, other: &str) -> String {
    match name.to_string().rsplit_once('.') {
        Some((scope, _)) => format!("{scope}.{other}"),
        None => other.to_owned(),
    }
}
