//! Attributes: after OpenTelemetry's `common.proto`.

use bytes::Bytes;
use strait::{Message, Oneof};

strait::package!("opentelemetry.proto.common.v1");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct AnyValue {
    #[oneof]
    pub value: Option<AnyValueValue>,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum AnyValueValue {
    #[tag(1)]
    StringValue(String),
    #[tag(2)]
    BoolValue(bool),
    #[tag(3)]
    IntValue(i64),
    #[tag(4)]
    DoubleValue(f64),
    #[tag(5)]
    ArrayValue(ArrayValue),
    #[tag(6)]
    KvlistValue(KeyValueList),
    #[tag(7)]
    BytesValue(Bytes),
    #[tag(8)]
    StringValueStrindex(i32),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ArrayValue {
    #[tag(1)]
    pub values: Vec<AnyValue>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct KeyValueList {
    #[tag(1)]
    pub values: Vec<KeyValue>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct KeyValue {
    #[tag(1)]
    pub key: String,
    #[tag(2)]
    pub value: Option<AnyValue>,
    #[tag(3)]
    pub key_strindex: i32,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct InstrumentationScope {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub version: String,
    #[tag(3)]
    pub attributes: Vec<KeyValue>,
    #[tag(4)]
    pub dropped_attributes_count: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EntityRef {
    #[tag(1)]
    pub schema_url: String,
    #[tag(2)]
    pub r#type: String,
    #[tag(3)]
    pub id_keys: Vec<String>,
    #[tag(4)]
    pub description_keys: Vec<String>,
}
