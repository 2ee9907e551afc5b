//! What can be wrong with a single definition.

use std::{fmt, ops::RangeInclusive};

/// A rule of protobuf that a definition breaks.
///
/// Where two things are at odds both are named.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names of the fields say what they hold")]
pub enum Fault {
    /// Field numbers go from 1 to 536,870,911, without 19,000 to 19,999.
    FieldNumber { field: String, number: u32 },
    /// Two fields with one number.
    FieldNumberTwice { number: u32, first: String, second: String },
    /// Two fields with one JSON name.
    JsonNameTwice { json_name: String, first: String, second: String },
    /// A JSON name that protoc does not take: empty, in brackets, or with a control character.
    JsonName { field: String, json_name: String },
    /// A field or value has a reserved number.
    ReservedNumber { name: String, number: i32 },
    /// A field or value has a reserved name.
    ReservedName { name: String },
    /// A reserved range that is empty or reaches beyond the numbers there are.
    ReservedRange { range: RangeInclusive<i32> },
    /// A reserved name that nothing could have.
    ReservedNotAName { name: String },
    /// A field that belongs to a oneof which the message does not have.
    NoSuchOneof { field: String, index: usize },
    /// A oneof without fields.
    EmptyOneof { oneof: String },
    /// A map, or a field with a label, in a oneof.
    NotInOneof { field: String },
    /// A map key that is neither an integer, a bool nor a string.
    MapKey { field: String },
    /// A map of maps.
    MapOfMaps { field: String },
    /// A map whose values are an enum that does not begin with 0, which an entry without a value has.
    MapValueNotZero { field: String, enumeration: String },
    /// A map that is optional or not packed.
    LabelOnMap { field: String },
    /// `packed = false` on a field that is never packed.
    NeverPacked { field: String },
    /// An enum without values.
    NoValues,
    /// An enum whose first value is not zero.
    FirstNotZero { value: String, number: i32 },
    /// A value with a name that has a meaning of its own in an enum.
    Keyword { value: String },
    /// Two values with one number.
    ValueNumberTwice { number: i32, first: String, second: String },
    /// Two values that are one in languages that strip the name of the enum.
    ValueNameTwice { stripped: String, first: String, second: String },
    /// A default on a field that cannot have one.
    Default { field: String },
    /// An option that its element does not have.
    UnknownOption { option: String },
    /// An option with a value of another type.
    OptionValue { option: String },
    /// An option that is a name only.
    OptionWithoutValue { option: String },
    /// A custom option without the file that declares it.
    OptionWithoutFile { option: String },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldNumber { field, number } => write!(
                f,
                "field `{field}` has the number {number}: use 1 to 536870911, and not 19000 to \
                 19999, which protobuf keeps for itself"
            ),
            Self::FieldNumberTwice { number, first, second } => {
                write!(f, "fields `{first}` and `{second}` both have the number {number}")
            }
            Self::JsonNameTwice { json_name, first, second } => {
                write!(f, "fields `{first}` and `{second}` both have the JSON name `{json_name}`")
            }
            Self::JsonName { field, json_name } => write!(
                f,
                "field `{field}` has the JSON name {json_name:?}: it must not be empty, stand in \
                 brackets or hold control characters"
            ),
            Self::ReservedNumber { name, number } => {
                write!(f, "`{name}` has the number {number}, which is reserved")
            }
            Self::ReservedName { name } => write!(f, "`{name}` is a reserved name"),
            Self::ReservedRange { range } => write!(
                f,
                "the reserved range {} to {} is empty or reaches beyond the numbers there are",
                range.start(),
                range.end()
            ),
            Self::ReservedNotAName { name } => {
                write!(f, "{name:?} is reserved, but nothing could have that name")
            }
            Self::NoSuchOneof { field, index } => {
                write!(f, "field `{field}` belongs to oneof number {index}, which is not there")
            }
            Self::EmptyOneof { oneof } => write!(f, "oneof `{oneof}` has no fields"),
            Self::NotInOneof { field } => write!(
                f,
                "field `{field}` is a map, repeated or optional, which a field of a oneof cannot be"
            ),
            Self::MapKey { field } => {
                write!(f, "the map `{field}` has keys that are not integers, bools or strings")
            }
            Self::MapOfMaps { field } => {
                write!(f, "the values of the map `{field}` are maps: put them into a message")
            }
            Self::MapValueNotZero { field, enumeration } => write!(
                f,
                "the values of the map `{field}` are of `{enumeration}`, whose first value is not \
                 0: make it so, or put the values into a message"
            ),
            Self::LabelOnMap { field } => {
                write!(f, "the map `{field}` is optional or not packed, which a map cannot be")
            }
            Self::NeverPacked { field } => {
                write!(f, "field `{field}` is to be not packed, but its type is never packed")
            }
            Self::NoValues => f.write_str("it has no values"),
            Self::FirstNotZero { value, number } => {
                write!(f, "its first value `{value}` is {number}: the first must be zero")
            }
            Self::Keyword { value } => {
                write!(f, "a value cannot be called `{value}`, which means something else there")
            }
            Self::ValueNumberTwice { number, first, second } => {
                write!(f, "values `{first}` and `{second}` are both {number}")
            }
            Self::ValueNameTwice { stripped, first, second } => write!(
                f,
                "values `{first}` and `{second}` are both `{stripped}` in languages that leave \
                 out the name of the enum"
            ),
            Self::Default { field } => write!(
                f,
                "field `{field}` has a default: only a single scalar, string or enum with presence \
                 can have one"
            ),
            Self::UnknownOption { option } => write!(
                f,
                "the option `{option}` is none of protobuf's own there: a custom one has its name \
                 in parentheses"
            ),
            Self::OptionValue { option } => {
                write!(f, "the value of the option `{option}` is not one that it can have")
            }
            Self::OptionWithoutValue { option } => {
                write!(f, "the option `{option}` has no value: write `name = value`")
            }
            Self::OptionWithoutFile { option } => write!(
                f,
                "the option `{option}` is a custom one: say which file declares it with \
                 `import = \"…\"`"
            ),
        }
    }
}
