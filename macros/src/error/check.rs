//! What must hold among the variants of an error.

use std::collections::BTreeMap;

use super::model::RpcError;
use crate::{errors::Errors, field::FreeNumbers, message};

pub(super) fn check(error: &RpcError, errors: &mut Errors) {
    check_statuses(error, errors);
    check_tags(error, errors);
    for variant in &error.variants {
        message::check(&variant.message, errors);
    }
}

/// Transport errors, expired deadlines and variants that this side does not know need a place.
fn check_statuses(error: &RpcError, errors: &mut Errors) {
    match error.statuses.as_slice() {
        [_] => {}
        [] => errors.on(
            &error.ident,
            "calls also fail without the service's doing, and peers may know other variants: add \
             `#[status] Rpc(Status)` for all that",
        ),
        [first, others @ ..] => {
            for other in others {
                errors.on(other, format!("`{first}` holds the status already: give this variant a code, `#[status(INTERNAL, \"…\")]`"));
            }
        }
    }
}

fn check_tags(error: &RpcError, errors: &mut Errors) {
    let tags = || error.variants.iter().filter_map(|variant| variant.tag.as_ref());
    let mut free = FreeNumbers::above(tags().map(|tag| tag.number), &error.reserved);
    let mut taken = BTreeMap::new();
    for variant in &error.variants {
        let ident = &variant.ident;
        if variant.untagged {
            let number = free.take();
            errors.on(
                ident,
                format!("variant `{ident}` has no number: write `#[tag({number})]` before it"),
            );
        }
        let Some(tag) = &variant.tag else { continue };
        let number = tag.number;
        if let Some(first) = taken.insert(number, ident) {
            errors.at(
                tag.span,
                format!(
                    "number {number} belongs to variant `{first}`: the next free one is {}",
                    free.take()
                ),
            );
        }
        if i32::try_from(number).is_ok_and(|number| error.reserved.has_number(number)) {
            errors.at(tag.span, format!("number {number} is reserved, which keeps it from meaning two things: the next free one is {}", free.take()));
        }
        if error.reserved.has_name(&tag.name) {
            errors.on(
                ident,
                format!(
                    "the name `{}` is reserved for a variant that was removed: take another",
                    tag.name
                ),
            );
        }
    }
}
