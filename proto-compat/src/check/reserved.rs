//! What protobuf asks of reserved numbers and names, alike for messages and enums.

use std::ops::RangeInclusive;

use crate::{
    naming::is_identifier,
    schema::{Fault, Reserved},
};

/// `numbers` are all there are.
pub(super) fn check(reserved: &Reserved, numbers: RangeInclusive<i32>) -> Result<(), Fault> {
    for range in &reserved.numbers {
        check_range(range, &numbers)?;
    }
    match reserved.names.iter().find(|name| !is_identifier(name)) {
        Some(name) => Err(Fault::ReservedNotAName { name: name.clone() }),
        None => Ok(()),
    }
}

/// `numbers` are all there are.
pub(super) fn check_range(
    range: &RangeInclusive<i32>,
    numbers: &RangeInclusive<i32>,
) -> Result<(), Fault> {
    if !range.is_empty() && numbers.contains(range.start()) && numbers.contains(range.end()) {
        return Ok(());
    }
    Err(Fault::ReservedRange { range: range.clone() })
}

/// Whether a field or value may have that name and number.
pub(super) fn check_use(reserved: &Reserved, name: &str, number: i32) -> Result<(), Fault> {
    if reserved.numbers.iter().any(|range| range.contains(&number)) {
        return Err(Fault::ReservedNumber { name: name.to_owned(), number });
    }
    if reserved.names.iter().any(|reserved| reserved == name) {
        return Err(Fault::ReservedName { name: name.to_owned() });
    }
    Ok(())
}
