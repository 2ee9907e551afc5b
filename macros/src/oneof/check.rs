//! What must hold among the variants; clashes with the message's fields are found where the
//! message is derived.

use std::collections::BTreeMap;

use super::model::Oneof;
use crate::{attr::Reserved, errors::Errors, field::FreeNumbers, types};

pub(super) fn check(oneof: &Oneof, errors: &mut Errors) {
    let none_reserved = Reserved::default();
    let mut free = FreeNumbers::above(oneof.tagged().map(|(_, tag)| tag.number), &none_reserved);
    check_missing(oneof, &mut free, errors);
    let mut numbers = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (variant, tag) in oneof.tagged() {
        if let Some(first) = numbers.insert(tag.number, &variant.ident) {
            let (number, next) = (tag.number, free.take());
            errors.at(tag.span, format!("number {number} belongs to variant `{first}`: the next free one is {next}, if the message does not use it"));
        }
        if let Some(first) = names.insert(tag.json(), &variant.ident) {
            let (name, ident) = (tag.json(), &variant.ident);
            errors.on(ident, format!("variants `{first}` and `{ident}` are both `{name}` in JSON: rename one, or pin `json_name = \"…\"` in its tag"));
        }
    }
}

fn check_missing(oneof: &Oneof, free: &mut FreeNumbers<'_>, errors: &mut Errors) {
    let mut lines = String::new();
    let mut count = 0;
    for variant in oneof.variants.iter().filter(|variant| variant.untagged) {
        let (ident, number) = (&variant.ident, free.take());
        errors.on(
            ident,
            format!("variant `{ident}` has no number: write `#[tag({number})]` before it, or another number that the message does not use"),
        );
        lines += &format!("\n    #[tag({number})] {ident}({}),", types::display(&variant.ty));
        count += 1;
    }
    if count > 1 {
        let ident = &oneof.ident;
        errors.on(
            ident,
            format!("`{ident}` has {count} variants without a number; the lines to write:{lines}"),
        );
    }
}
