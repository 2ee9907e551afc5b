#![allow(rustdoc::all, reason = "as the schema has it")]
#![allow(clippy::doc_lazy_continuation, reason = "as the schema has it")]
#![allow(clippy::doc_overindented_list_items, reason = "as the schema has it")]

use strait::{Message, UnknownFields};

strait::package!(
    "extensions",
    option("features.json_format = LEGACY_BEST_EFFORT"),
    option("features.utf8_validation = NONE")
);

/// Others may add to it.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(extensions(100..=199, 300))]
pub struct Order {
    #[tag(1)]
    pub item: Option<String>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Row {
    #[tag(1)]
    pub count: Option<i32>,
}

/// The predecessor of `Any`.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(extensions(4..=536870911))]
pub struct Set {
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Member {
    #[tag(1)]
    pub there: Option<bool>,
}

/// A user of the option.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Weight {
    #[tag(
        1,
        option(
            "(extensions.unit) = \"g\"",
            import = "extensions.proto",
            wire = b"\x82\xb5\x18\x01g"
        )
    )]
    pub grams: Option<f64>,
}
