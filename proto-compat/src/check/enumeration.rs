//! What protobuf asks of an enum.

use std::collections::BTreeMap;

use super::reserved;
use crate::{
    naming::stripped_value_name,
    schema::{EnumDef, Fault},
};

pub(super) fn check(name: &str, enumeration: &EnumDef) -> Result<(), Fault> {
    let Some(first) = enumeration.values.first() else { return Err(Fault::NoValues) };
    if first.number != 0 {
        return Err(Fault::FirstNotZero { value: first.name.clone(), number: first.number });
    }
    reserved::check(&enumeration.reserved, i32::MIN..=i32::MAX)?;
    let mut by_number = BTreeMap::new();
    let mut by_stripped_name = BTreeMap::new();
    for value in &enumeration.values {
        // A line that starts with one of these is something else in the body of an enum.
        if matches!(value.name.as_str(), "option" | "reserved") {
            return Err(Fault::Keyword { value: value.name.clone() });
        }
        reserved::check_use(&enumeration.reserved, &value.name, value.number)?;
        let second = || value.name.clone();
        if let Some(first) = by_number.insert(value.number, second()) {
            let number = value.number;
            return Err(Fault::ValueNumberTwice { number, first, second: second() });
        }
        let stripped = stripped_value_name(name, &value.name);
        if let Some(first) = by_stripped_name.insert(stripped.clone(), second()) {
            return Err(Fault::ValueNameTwice { stripped, first, second: second() });
        }
    }
    Ok(())
}
