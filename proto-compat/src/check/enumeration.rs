//! What protobuf asks of an enum.

use super::reserved;
use crate::{
    map::Map,
    naming::stripped_value_name,
    options::{self, Element},
    schema::{EnumDef, Fault},
};

pub(super) fn check(name: &str, enumeration: &EnumDef) -> Result<(), Fault> {
    let Some(first) = enumeration.values.first() else { return Err(Fault::NoValues) };
    if first.number != 0 && !enumeration.closed {
        return Err(Fault::FirstNotZero { value: first.name.clone(), number: first.number });
    }
    reserved::check(&enumeration.reserved, i32::MIN..=i32::MAX)?;
    options::check(Element::Enum, &enumeration.options)?;
    let mut by_number = Map::default();
    let mut by_stripped_name = Map::default();
    for value in &enumeration.values {
        // A line that starts with one of these is something else in the body of an enum.
        if matches!(value.name.as_str(), "option" | "reserved") {
            return Err(Fault::Keyword { value: value.name.clone() });
        }
        reserved::check_use(&enumeration.reserved, &value.name, value.number)?;
        options::check(Element::Value, &value.options)?;
        let second = || value.name.clone();
        let number_taken = by_number.insert(i64::from(value.number), second());
        if let Some(first) = number_taken.filter(|_| !enumeration.allow_alias) {
            let number = value.number;
            return Err(Fault::ValueNumberTwice { number, first, second: second() });
        }
        let stripped = stripped_value_name(name, &value.name);
        let name_taken = by_stripped_name.insert(stripped.clone(), (second(), value.number));
        // Two names of one number, and the names of proto2, may differ in nothing but their case.
        let name_taken =
            name_taken.filter(|(_, number)| *number != value.number && !enumeration.closed);
        if let Some((first, _)) = name_taken {
            return Err(Fault::ValueNameTwice { stripped, first, second: second() });
        }
    }
    Ok(())
}
