//! The types of `google.protobuf` that strait itself has.

/// How a type is written in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WellKnown {
    /// In `strait::well_known`.
    pub(crate) name: &'static str,
    /// Where a field may be more than that type.
    pub(crate) shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    /// A wrapper: a singular field is `Option` of this type, with `wrapper` in its tag.
    Wrapper(&'static str),
    /// `SystemTime`, if the caller wants it.
    Timestamp,
    /// The standard library's, if the caller wants it.
    Duration,
}

/// The bytes of a `BytesValue`, whose type is not in the prelude.
pub(crate) const BYTES: &str = "Bytes";

pub(crate) fn of(full_name: &str) -> Option<WellKnown> {
    let (name, shape) = match full_name.strip_prefix("google.protobuf.")? {
        "Any" => ("Any", Shape::Plain),
        "Empty" => ("Empty", Shape::Plain),
        "FieldMask" => ("FieldMask", Shape::Plain),
        "Struct" => ("Struct", Shape::Plain),
        "Value" => ("Value", Shape::Plain),
        "ListValue" => ("ListValue", Shape::Plain),
        "NullValue" => ("NullValue", Shape::Plain),
        "Timestamp" => ("Timestamp", Shape::Timestamp),
        "Duration" => ("Duration", Shape::Duration),
        "DoubleValue" => ("DoubleValue", Shape::Wrapper("f64")),
        "FloatValue" => ("FloatValue", Shape::Wrapper("f32")),
        "Int64Value" => ("Int64Value", Shape::Wrapper("i64")),
        "UInt64Value" => ("UInt64Value", Shape::Wrapper("u64")),
        "Int32Value" => ("Int32Value", Shape::Wrapper("i32")),
        "UInt32Value" => ("UInt32Value", Shape::Wrapper("u32")),
        "BoolValue" => ("BoolValue", Shape::Wrapper("bool")),
        "StringValue" => ("StringValue", Shape::Wrapper("String")),
        "BytesValue" => ("BytesValue", Shape::Wrapper(BYTES)),
        _ => return None,
    };
    Some(WellKnown { name, shape })
}
