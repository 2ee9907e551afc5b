//! Protobuf's JSON: the form that every implementation of protobuf reads and writes.
//!
//! Every message has it, with nothing to derive beside [`Message`](derive@crate::Message); the
//! feature `json` must be on.
//!
//! ```
//! use std::{collections::BTreeMap, time::{Duration, SystemTime}};
//! use strait::{Enumeration, Message, json};
//!
//! strait::package!("greeter");
//!
//! #[derive(Clone, Debug, Default, PartialEq, Message)]
//! pub struct Greeting {
//!     #[tag(1)]
//!     pub user_id: u64,
//!     #[tag(2)]
//!     pub mood: Mood,
//!     #[tag(3)]
//!     pub labels: BTreeMap<String, f64>,
//!     #[tag(4)]
//!     pub sent: Option<SystemTime>,
//! }
//!
//! #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
//! pub enum Mood {
//!     #[default]
//!     Unspecified = 0,
//!     Happy = 1,
//! }
//!
//! let greeting = Greeting {
//!     user_id: 7,
//!     mood: Mood::Happy,
//!     labels: BTreeMap::from([("x".into(), f64::INFINITY)]),
//!     sent: Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1500)),
//! };
//! let text = json::to_string(&greeting)?;
//! assert_eq!(
//!     text,
//!     r#"{"userId":"7","mood":"MOOD_HAPPY","labels":{"x":"Infinity"},"sent":"1970-01-01T00:00:01.500Z"}"#
//! );
//! assert_eq!(json::from_str::<Greeting>(&text)?, greeting);
//!
//! let error = json::from_str::<Greeting>(r#"{"labels": {"x": true}}"#).unwrap_err();
//! assert_eq!(error.path(), r#"labels["x"]"#);
//! # Ok::<(), strait::json::Error>(())
//! ```
//!
//! [`Options`] chooses where protobuf leaves a choice, [`TypeRegistry`] names the types that an
//! `Any` can hold, and [`Error`] says what is wrong and where.
//!
//! # With serde
//!
//! Wherever serde asks for `Serialize` and `Deserialize`, [`Json`] is a message that has them:
//! `Json(greeting)`, `Vec<Json<Greeting>>`. In a struct with serde's derives a message is a field
//! by `#[serde(with = "strait::json")]`. And `#[message(serde)]` gives a message both traits, unless
//! it has implementations of its own:
//!
//! ```
//! use strait::Message;
//!
//! strait::package!("greeter");
//!
//! #[derive(Debug, PartialEq, Message)]
//! #[message(serde)]
//! struct Point {
//!     #[tag(1, sint)]
//!     x: i32,
//!     #[tag(2, sint)]
//!     y: i32,
//! }
//!
//! let points: Vec<Point> = serde_json::from_str(r#"[{"x": 1}, {"x": "-1", "y": 2.0}]"#)?;
//! assert_eq!(points, [Point { x: 1, y: 0 }, Point { x: -1, y: 2 }]);
//! assert_eq!(serde_json::to_string(&points)?, r#"[{"x":1},{"x":-1,"y":2}]"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Other self-describing formats of serde's work as well, and then hold what the JSON form has.
//!
//! # The form
//!
//! | protobuf | written | read as well |
//! | --- | --- | --- |
//! | field names | `userId`, or `json_name` | `user_id` |
//! | `int32`, `uint32`, … | a number | a string, `1.0`, `1e3` |
//! | `int64`, `uint64`, … | a string | a number |
//! | `float`, `double` | a number, `"NaN"`, `"Infinity"`, `"-Infinity"` | a string |
//! | `bytes` | base64 | the alphabet for URLs, no padding |
//! | an enum | its name, or the number if that is not known | the number |
//! | `map` | an object; keys are strings | |
//! | a field that is not set | nothing | `null` |
//! | `Timestamp`, `SystemTime` | `"1970-01-01T00:00:01.500Z"` | any offset |
//! | `Duration` | `"1.500s"` | |
//! | `FieldMask` | `"title,author.firstName"` | |
//! | `Any` | the message's fields and `"@type"` | |
//! | `Struct`, `Value`, `ListValue` | the JSON that they hold | |
//! | wrappers | what they wrap | |
//! | a response that is no message | `{"value": …}`, for `()` `{}` | |
//!
//! An integer with a point or an exponent is refused from 2^53 on, unless it is in quotes: parsers of
//! JSON make a float of it, which stands for its neighbours as well.
//!
//! Members that stand there twice, two fields of one oneof, and messages nested deeper than 100
//! are refused. The rules are [protobuf's](https://protobuf.dev/programming-guides/json/).

mod context;
mod enumeration;
mod error;
mod field;
mod nested;
mod number;
mod object;
mod options;
#[cfg(feature = "prost")]
mod prost;
mod registry;
mod repeated;
mod response;
mod serde_impls;
mod text;
mod third_party;
mod traits;
mod tree;
mod well_known;

pub use error::Error;
pub use options::Options;
pub use registry::TypeRegistry;
pub use serde_impls::{Json, deserialize, serialize};
pub use traits::JsonMessage;

#[doc(hidden)]
pub use context::Context;
#[doc(hidden)]
pub use enumeration::read_enumeration;
#[doc(hidden)]
pub use field::{read_singular, write_singular};
#[doc(hidden)]
pub use object::{read_variant, skip, write_member};
#[doc(hidden)]
pub use traits::{JsonEnumeration, JsonField, JsonFields, JsonKey, JsonName, JsonOneof, JsonValue};

use object::{read_object, write_object};

/// The message as JSON text.
///
/// # Errors
///
/// If the message holds what JSON has no form for; [`Options::to_string`] lists what that is.
pub fn to_string<M: JsonMessage>(message: &M) -> Result<String, Error> {
    options::DEFAULT.to_string(message)
}

/// The message as JSON text in bytes.
///
/// # Errors
///
/// As [`to_string`].
pub fn to_vec<M: JsonMessage>(message: &M) -> Result<Vec<u8>, Error> {
    options::DEFAULT.to_vec(message)
}

/// Reads a message from JSON text.
///
/// # Errors
///
/// If the text is not JSON, or not such a message; the error says where.
pub fn from_str<M: JsonMessage>(text: &str) -> Result<M, Error> {
    options::DEFAULT.from_str(text)
}

/// Reads a message from JSON text in bytes.
///
/// # Errors
///
/// As [`from_str`], and if the bytes are not UTF-8.
pub fn from_slice<M: JsonMessage>(text: &[u8]) -> Result<M, Error> {
    options::DEFAULT.from_slice(text)
}
