//! Rules about enum values, and about fields that cannot go again.

use super::{case, names::fields_of, own};
use crate::{
    descriptor::{Cardinality, DescriptorSet, enums_of},
    finding::At,
    rules::Report,
};

const NAME: &[i32] = &[1];
/// `EnumValueDescriptorProto.number`
const NUMBER: &[i32] = &[2];
/// `EnumOptions.allow_alias`
const ALLOW_ALIAS: u32 = 2;

/// A reader that knows no value shows the first.
pub(super) fn enum_first_value_zero(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        let first = enums_of(file).into_iter().filter_map(|it| it.values.first());
        for value in first.filter(|value| value.number != 0) {
            let message = format!("first enum value {:?} should be 0", value.name);
            report.wrong(At::part(file, &value.at, NUMBER), message);
        }
    }
}

pub(super) fn enum_no_allow_alias(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in enums_of(file) {
            if it.options.flag(ALLOW_ALIAS).unwrap_or(false) {
                let message = format!("enum {:?} should have no aliases", it.name);
                report.wrong(At::part(file, &it.at, &[3, ALLOW_ALIAS.cast_signed()]), message);
            }
        }
    }
}

/// In C++ the values of an enum are names beside it.
pub(super) fn enum_value_prefix(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in enums_of(file) {
            let prefix = case::upper_snake(&it.name) + "_";
            for value in it.values.iter().filter(|value| !value.name.starts_with(&prefix)) {
                let message = format!("enum value {:?} should start with {prefix:?}", value.name);
                report.wrong(At::part(file, &value.at, NAME), message);
            }
        }
    }
}

pub(super) fn enum_zero_value_suffix(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        let values = enums_of(file).into_iter().flat_map(|it| &it.values);
        for value in values.filter(|value| value.number == 0) {
            if !value.name.ends_with("_UNSPECIFIED") {
                let name = &value.name;
                let message =
                    format!("enum value {name:?} is 0 and should end with \"_UNSPECIFIED\"");
                report.wrong(At::part(file, &value.at, NAME), message);
            }
        }
    }
}

pub(super) fn field_not_required(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in fields_of(file).filter(|it| it.cardinality == Cardinality::Required) {
            let message = format!("field {:?} should not be required: it could never go", it.name);
            report.wrong(At::part(file, &it.at, NAME), message);
        }
    }
}
