//! What must hold among the methods of a service.

use std::collections::BTreeMap;

use super::{
    argument,
    model::{Request, Service},
};
use crate::{errors::Errors, naming};

/// Names that the generated clients use themselves.
const TAKEN: [&str; 5] = ["new", "connect", "channel", "clone", "with_options"];

pub(super) fn check(service: &Service, errors: &mut Errors) {
    let mut names = BTreeMap::new();
    for method in &service.methods {
        if let Some(first) = names.insert(&method.name, &method.ident) {
            let name = &method.name;
            errors.at(
                method.name_span,
                format!("method `{first}` is `{name}` on the wire already: pin another name, `#[rpc(name = \"…\")]`"),
            );
        }
        let ident = naming::plain(&method.ident);
        if TAKEN.contains(&ident.as_str()) {
            let name = &method.name;
            errors.on(
                &method.ident,
                format!("clients have a `{ident}` of their own: choose another name here and pin the one on the wire, `#[rpc(name = \"{name}\")]`"),
            );
        }
        if let Request::Arguments { fields, .. } = &method.request {
            check_arguments(fields, errors);
        }
    }
}

fn check_arguments(fields: &[crate::field::Field], errors: &mut Errors) {
    let mut numbers = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (field, tag) in argument::tags(fields) {
        let number = tag.number;
        if let Some(first) = numbers.insert(number, &field.ident) {
            errors.at(
                tag.span,
                format!("number {number} belongs to argument `{first}`: take another"),
            );
        }
        let json = tag.json();
        if let Some(first) = names.insert(json.clone(), &field.ident) {
            let ident = &field.ident;
            errors.on(ident, format!("arguments `{first}` and `{ident}` are both `{json}` in JSON: rename one, or pin `json_name = \"…\"` in its tag"));
        }
    }
}
