//! What must hold among the values of an enum.

use std::collections::BTreeMap;

use super::model::Enumeration;
use crate::errors::Errors;

pub(super) fn check(enumeration: &Enumeration, errors: &mut Errors) {
    check_missing_numbers(enumeration, errors);
    check_zero(enumeration, errors);
    let mut names = BTreeMap::new();
    for value in &enumeration.values {
        let name = &value.name;
        if let Some(first) = names.insert(name.clone(), &value.ident) {
            errors.on(&value.ident, format!("variant `{first}` has the name `{name}` already"));
        }
        if enumeration.reserved.has_name(name) {
            errors.on(
                &value.ident,
                format!("the name `{name}` is reserved for a value that was removed: take another"),
            );
        }
        for alias in &value.aliases {
            let name = alias.name.value();
            if enumeration.reserved.has_name(&name) {
                errors.on(
                    &alias.name,
                    format!(
                        "the name `{name}` is reserved for a value that was removed: take another"
                    ),
                );
            }
            if let Some(first) = names.insert(name.clone(), &value.ident) {
                errors.on(&alias.name, format!("variant `{first}` has the name `{name}` already"));
            }
        }
        if let Some(number) = value.number
            && enumeration.reserved.has_number(number)
        {
            errors.at(value.span, format!("number {number} is reserved, which keeps it from meaning two things: take another"));
        }
    }
}

fn check_missing_numbers(enumeration: &Enumeration, errors: &mut Errors) {
    let mut next =
        enumeration.numbered().map(|(_, number)| number).max().map_or(0, |n| n.saturating_add(1));
    for value in enumeration.values.iter().filter(|value| value.number.is_none()) {
        while enumeration.reserved.has_number(next) {
            next = next.saturating_add(1);
        }
        let ident = &value.ident;
        errors.on(ident, format!("variant `{ident}` has no number: write `{ident} = {next}`"));
        next = next.saturating_add(1);
    }
}

/// Protobuf's default value is number 0, and Rust's must not be another.
fn check_zero(enumeration: &Enumeration, errors: &mut Errors) {
    let some_unknown =
        enumeration.incomplete || enumeration.values.iter().any(|v| v.number.is_none());
    let Some(zero) = enumeration.zero() else {
        if !some_unknown {
            let ident = &enumeration.ident;
            errors.on(ident, format!("`{ident}` has no variant with number 0, which is what an absent field holds: add `Unspecified = 0`"));
        }
        return;
    };
    if let Some(other) =
        enumeration.values.iter().find(|value| value.default && value.number != zero.number)
    {
        let zero = &zero.ident;
        let what = if enumeration.closed { "the first variant" } else { "number 0" };
        errors.on(
            &other.ident,
            format!(
                "an absent field holds {what}, so the default is `{zero}`: move `#[default]` there"
            ),
        );
    }
}
