//! The options of each element: those that fields of the model stand for, and those that were
//! given as text.
//!
//! Text and descriptors are both made from these lists, so they cannot disagree.

mod table;

pub(crate) use table::{Element, encode};

use crate::{
    files::Syntax,
    schema::{
        EnumDef, EnumValueDef, Fault, FieldDef, Idempotency, Label, MessageDef, MethodDef,
        OneofDef, OptionDef, ServiceDef,
    },
};

/// Whether an element can have options that were given as text.
pub(crate) fn check(element: Element, options: &[OptionDef]) -> Result<(), Fault> {
    options.iter().find_map(|option| table::fault(element, option)).map_or(Ok(()), Err)
}

pub(crate) fn of_message(message: &MessageDef) -> Vec<OptionDef> {
    with_deprecated(message.deprecated, vec![], &message.options)
}

pub(crate) fn of_field(field: &FieldDef, syntax: Syntax) -> Vec<OptionDef> {
    let mut own = syntax.of_field(field);
    if syntax.is_proto3() && field.kind.label == Label::Unpacked {
        own.push(standard("packed = false"));
    }
    if field.deprecated {
        own.push(standard(DEPRECATED));
    }
    own.extend_from_slice(&field.options);
    own
}

pub(crate) fn of_oneof(oneof: &OneofDef) -> Vec<OptionDef> {
    oneof.options.clone()
}

pub(crate) fn of_enum(definition: &EnumDef, syntax: Syntax) -> Vec<OptionDef> {
    let mut own = syntax.of_enum(definition);
    if definition.allow_alias {
        own.insert(0, standard("allow_alias = true"));
    }
    with_deprecated(definition.deprecated, own, &definition.options)
}

pub(crate) fn of_value(value: &EnumValueDef) -> Vec<OptionDef> {
    with_deprecated(value.deprecated, vec![], &value.options)
}

pub(crate) fn of_service(service: &ServiceDef) -> Vec<OptionDef> {
    with_deprecated(service.deprecated, vec![], &service.options)
}

pub(crate) fn of_method(method: &MethodDef) -> Vec<OptionDef> {
    let level = match method.idempotency {
        Idempotency::Unknown => None,
        Idempotency::NoSideEffects => Some("idempotency_level = NO_SIDE_EFFECTS"),
        Idempotency::Idempotent => Some("idempotency_level = IDEMPOTENT"),
    };
    with_deprecated(method.deprecated, level.map(standard).into_iter().collect(), &method.options)
}

const DEPRECATED: &str = "deprecated = true";

fn standard(text: &str) -> OptionDef {
    OptionDef::standard(text)
}

fn with_deprecated(deprecated: bool, more: Vec<OptionDef>, given: &[OptionDef]) -> Vec<OptionDef> {
    let deprecated = deprecated.then(|| standard(DEPRECATED));
    deprecated.into_iter().chain(more).chain(given.iter().cloned()).collect()
}
