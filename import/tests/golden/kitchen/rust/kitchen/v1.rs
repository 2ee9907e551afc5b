// A licence could stand here.
//
// With a second paragraph.

// Everything that proto3 can say.

// For Money.

// What this file is about.

//! The kitchen.
//!
//! Second paragraph of the package.

#![allow(rustdoc::all, reason = "as the schema has it")]
#![allow(clippy::doc_lazy_continuation, reason = "as the schema has it")]
#![allow(clippy::doc_overindented_list_items, reason = "as the schema has it")]
#![allow(clippy::enum_variant_names, reason = "as the schema has it")]
#![allow(clippy::large_enum_variant, reason = "as the schema has it")]
#![allow(deprecated, reason = "the schema deprecates some of what it uses")]

use std::collections::BTreeMap;

use strait::{Bytes, Enumeration, Message, Open, Status, Streaming, rpc_service, well_known};

strait::package!("kitchen.v1");

// Detached from the message.

// Detached as well.

/// Every scalar.
///
/// ```text
/// and code, indented
/// ```
///
/// ```text
/// and fenced
/// ```
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Scalars {
    /// Behind the field.
    #[tag(1)]
    pub a_double: f64,
    #[tag(2)]
    pub a_float: f32,
    #[tag(3)]
    pub an_int32: i32,
    #[tag(4)]
    pub an_int64: i64,
    #[tag(5)]
    pub a_uint32: u32,
    #[tag(6)]
    pub a_uint64: u64,
    #[tag(7, sint)]
    pub a_sint32: i32,
    #[tag(8, sint)]
    pub a_sint64: i64,

    // A section of fields.
    /// The first fixed one.
    /// Behind follows more.
    ///
    /// More.
    #[tag(9, fixed)]
    pub a_fixed32: u32,
    #[tag(10, fixed)]
    pub a_fixed64: u64,

    // A section without documentation.
    #[tag(11, fixed)]
    pub a_sfixed32: i32,
    #[tag(12, fixed)]
    pub a_sfixed64: i64,
    #[tag(13)]
    pub a_bool: bool,
    #[tag(14)]
    pub a_string: String,
    #[tag(15)]
    pub some_bytes: Bytes,
    #[tag(16)]
    pub maybe_int32: Option<i32>,
    #[tag(17)]
    pub maybe_string: Option<String>,
    #[tag(18)]
    pub maybe_bytes: Option<Bytes>,
    #[tag(19, fixed)]
    pub maybe_sfixed64: Option<i64>,
    /// A block
    /// of comment.
    #[tag(20)]
    pub maybe_mood: Option<Open<Mood>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Lists {
    #[tag(1)]
    pub packed: Vec<i32>,
    #[tag(2, unpacked)]
    pub unpacked: Vec<i32>,
    #[tag(3, sint, unpacked)]
    pub zigzag: Vec<i64>,
    #[tag(4)]
    pub strings: Vec<String>,
    #[tag(5)]
    pub blobs: Vec<Bytes>,
    #[tag(6)]
    pub moods: Vec<Open<Mood>>,
    #[tag(7)]
    pub messages: Vec<Scalars>,
    #[tag(8)]
    pub labels: BTreeMap<String, String>,
    #[tag(9, key = sint, value = fixed)]
    pub encoded: BTreeMap<i32, u64>,
    #[tag(10)]
    pub moods_by_flag: BTreeMap<bool, Open<Mood>>,
    #[tag(11)]
    pub by_id: BTreeMap<u64, Scalars>,
    #[tag(12)]
    pub blobs_by_name: BTreeMap<String, Bytes>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(3, 7..=9, 1000..=536870911, "nick", "old_name"))]
pub struct Names {
    #[tag(1)]
    pub r#type: String,
    #[tag(2, name = "self")]
    pub self_: String,
    #[tag(4, name = "camelCase")]
    pub camel_case: String,
    #[tag(5, json_name = "other")]
    pub camel_cased: String,
    #[tag(6, name = "HTTPUrl")]
    pub http_url: String,
    #[tag(10, name = "crate")]
    #[deprecated]
    pub crate_: String,
    #[tag(11, json_name = "@json")]
    pub with_json: String,
    #[tag(12)]
    pub _leading: String,
    #[tag(13)]
    pub unknown: String,
    #[tag(14, json_name = "anotherReallyLongNameThatGoesOnAndOn")]
    pub really_long_field_name_that_goes_on_and_on_for_a_while_longer: i32,
    #[tag(15)]
    pub a_map_of_long_names: BTreeMap<
        String,
        super::super::shared::types::VeryLongNameOfAMessageThatNobodyWouldWriteByHandButGeneratorsDo,
    >,
    #[tag(16)]
    pub a_field_of_a_long_name: Option<
        super::super::shared::types::VeryLongNameOfAMessageThatNobodyWouldWriteByHandButGeneratorsDo,
    >,
}

/// How one feels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
#[enumeration(reserved(-5..=-2, 9, "MOOD_SAD"))]
pub enum Mood {
    /// Unknown.
    #[default]
    Unspecified = 0,
    Happy = 1,
    /// So-so.
    SoSo = 2,
    V2 = 3,
    #[enumeration(name = "MOOD_HTTP_2")]
    Http2 = 4,
    #[enumeration(name = "MOOD_1")]
    Mood1 = 5,
    #[enumeration(name = "UNPREFIXED")]
    #[deprecated]
    Unprefixed = 6,
    #[enumeration(name = "MOOD_SELF")]
    Self_ = 7,
    Below = -1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[deprecated]
pub struct Outer {
    #[tag(1)]
    pub inner: Option<Box<outer::Inner>>,
    #[tag(2)]
    pub kind: Open<outer::Kind>,
    #[tag(3)]
    pub inners: Vec<outer::Inner>,
    #[oneof]
    pub choice: Option<outer::Choice>,
    #[oneof]
    pub inner_choice: Option<outer::InnerChoice>,
}

/// What [`Outer`] is made of.
pub mod outer {
    use strait::{Enumeration, Message, Oneof, Open, well_known};

    /// What it is.
    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum Choice {
        /// A number.
        #[tag(4, sint)]
        Number(i32),
        #[tag(5, json_name = "TEXT")]
        Text(String),
        #[tag(6)]
        Nested(Box<Inner>),
        #[tag(7)]
        Again(Box<super::Outer>),
        #[tag(8)]
        Mood(Open<super::Mood>),
        #[tag(9)]
        At(well_known::Timestamp),
        #[tag(12, name = "HTTPThing")]
        HTTPThing(String),
        #[tag(13)]
        Flag(well_known::BoolValue),
    }

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum InnerChoice {
        #[tag(10)]
        Yes(bool),
        #[tag(11)]
        No(bool),
    }

    /// Nested.
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Outer.Inner", within = super::Outer)]
    pub struct Inner {
        #[tag(1)]
        pub deepest: Option<Box<inner::Deepest>>,
    }

    /// What [`Inner`] is made of.
    pub mod inner {
        use strait::{Message, Open};

        #[derive(Clone, Debug, Default, PartialEq, Message)]
        #[message(name = "Outer.Inner.Deepest", within = super::Inner)]
        pub struct Deepest {
            #[tag(1)]
            pub outer: Option<Box<super::super::Outer>>,
            #[tag(2)]
            pub kind: Open<super::Kind>,
        }
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "Outer.Kind", within = super::Outer)]
    pub enum Kind {
        #[default]
        Unspecified = 0,
        Good = 1,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Tree {
    #[tag(1)]
    pub left: Option<Box<Tree>>,
    #[tag(2)]
    pub right: Option<Box<Tree>>,
    #[tag(3)]
    pub others: Vec<Tree>,
    #[tag(4)]
    pub named: BTreeMap<String, Tree>,
    #[tag(5)]
    pub leaf: Option<Box<Leaf>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Leaf {
    #[tag(1)]
    pub back: Option<Box<Tree>>,
    #[tag(2)]
    pub apple: Option<Apple>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Apple {}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct WellKnown {
    #[tag(1)]
    pub any: Option<well_known::Any>,
    #[tag(2)]
    pub duration: Option<well_known::Duration>,
    #[tag(3)]
    pub timestamp: Option<well_known::Timestamp>,
    #[tag(4)]
    pub mask: Option<well_known::FieldMask>,
    #[tag(5)]
    pub fields: Option<well_known::Struct>,
    #[tag(6)]
    pub value: Option<well_known::Value>,
    #[tag(7)]
    pub list: Option<well_known::ListValue>,
    #[tag(8)]
    pub null: Open<well_known::NullValue>,
    #[tag(9)]
    pub empty: Option<well_known::Empty>,
    #[tag(10, wrapper)]
    pub a_double: Option<f64>,
    #[tag(11, wrapper)]
    pub a_float: Option<f32>,
    #[tag(12, wrapper)]
    pub an_int64: Option<i64>,
    #[tag(13, wrapper)]
    pub a_uint64: Option<u64>,
    #[tag(14, wrapper)]
    pub an_int32: Option<i32>,
    #[tag(15, wrapper)]
    pub a_uint32: Option<u32>,
    #[tag(16, wrapper)]
    pub a_bool: Option<bool>,
    #[tag(17, wrapper)]
    pub a_string: Option<String>,
    #[tag(18, wrapper)]
    pub some_bytes: Option<Bytes>,
    #[tag(19)]
    pub strings: Vec<well_known::StringValue>,
    #[tag(20)]
    pub numbers: BTreeMap<String, well_known::Int32Value>,
    #[tag(21)]
    pub times: Vec<well_known::Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Request {
    #[tag(1)]
    pub price: Option<super::super::shared::types::Money>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Response {}

/// Cooks.
#[rpc_service]
pub trait Kitchen {
    /// One dish.
    #[rpc(idempotent)]
    async fn cook(&self, request: Request) -> Result<Response, Status>;

    // Detached from the next.

    async fn cook_many(&self, requests: Streaming<Request>) -> Result<Response, Status>;

    #[rpc(no_side_effects)]
    async fn watch(&self, request: Request) -> Result<Streaming<Response>, Status>;

    async fn chat(&self, requests: Streaming<Request>) -> Result<Streaming<Response>, Status>;

    #[rpc(name = "GetHTTPStatus")]
    async fn get_http_status(
        &self,
        request: well_known::Empty,
    ) -> Result<well_known::Empty, Status>;

    #[rpc(name = "new")]
    async fn new_(&self, request: Request) -> Result<Response, Status>;

    #[deprecated]
    async fn r#type(&self, request: Request) -> Result<super::super::shared::types::Money, Status>;

    #[rpc(name = "cook")]
    async fn cook2(&self, request: Request) -> Result<Response, Status>;

    async fn a_very_long_name_of_a_method_for_a_line_that_is_too_long(
        &self,
        requests: Streaming<super::super::shared::types::VeryLongNameOfAMessageThatNobodyWouldWriteByHandButGeneratorsDo>,
    ) -> Result<Streaming<super::super::shared::types::VeryLongNameOfAMessageThatNobodyWouldWriteByHandButGeneratorsDo>, Status>;
}

#[rpc_service]
pub trait Empty {}
