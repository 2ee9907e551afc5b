//! The types that an `Any` can hold in JSON.

use std::{collections::BTreeMap, fmt};

use bytes::Bytes;

use super::{
    Context, JsonMessage,
    tree::{Tree, TreeError, TreeWriter},
};
use crate::message::well_known::{
    Any, BoolValue, BytesValue, DoubleValue, Duration, Empty, FieldMask, FloatValue, Int32Value,
    Int64Value, ListValue, RpcStatus, StringValue, Struct, Timestamp, UInt32Value, UInt64Value,
    Value,
};

/// The types that an [`Any`] can hold in JSON, found by their full names.
///
/// In binary an `Any` holds bytes and needs no more; in JSON it shows the fields of the message,
/// so that its type must be known.
///
/// ```
/// use strait::{Message, json::{Options, TypeRegistry}, well_known::Any};
///
/// strait::package!("shop");
///
/// #[derive(Debug, Default, PartialEq, Message)]
/// struct Item {
///     #[tag(1)]
///     name: String,
/// }
///
/// let options = Options::new().registry(TypeRegistry::new().with::<Item>());
/// let any = Any::pack(&Item { name: "tea".into() });
/// let text = options.to_string(&any)?;
/// assert_eq!(text, r#"{"@type":"type.googleapis.com/shop.Item","name":"tea"}"#);
/// assert_eq!(options.from_str::<Any>(&text)?, any);
/// # Ok::<(), strait::json::Error>(())
/// ```
#[derive(Clone)]
pub struct TypeRegistry {
    types: BTreeMap<String, Entry>,
}

/// How a message of a type gets into a tree and out of it.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) write: fn(&Bytes, &Context<'_>) -> Result<Tree, TreeError>,
    pub(super) read: fn(Tree, &Context<'_>) -> Result<Bytes, TreeError>,
    /// Whether the form stands in `value`, instead of its fields beside `@type`.
    pub(super) is_special: bool,
}

impl TypeRegistry {
    /// The well-known types, which every registry has.
    #[must_use]
    pub fn new() -> Self {
        Self { types: BTreeMap::new() }
            .with::<Any>()
            .with::<Duration>()
            .with::<Empty>()
            .with::<FieldMask>()
            .with::<ListValue>()
            .with::<RpcStatus>()
            .with::<Struct>()
            .with::<Timestamp>()
            .with::<Value>()
            .with::<BoolValue>()
            .with::<BytesValue>()
            .with::<DoubleValue>()
            .with::<FloatValue>()
            .with::<Int32Value>()
            .with::<Int64Value>()
            .with::<StringValue>()
            .with::<UInt32Value>()
            .with::<UInt64Value>()
    }

    /// Adds a type.
    #[must_use]
    pub fn with<M: JsonMessage>(mut self) -> Self {
        self.add::<M>();
        self
    }

    /// Adds a type.
    pub fn add<M: JsonMessage>(&mut self) {
        let entry = Entry { write: write::<M>, read: read::<M>, is_special: M::SPECIAL };
        self.types.insert(M::type_name().to_string(), entry);
    }

    /// The type that a URL names after its last slash.
    pub(super) fn find(&self, type_url: &str) -> Option<Entry> {
        let (_, name) = type_url.rsplit_once('/')?;
        self.types.get(name).copied()
    }
}

impl Default for TypeRegistry {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TypeRegistry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.types.keys()).finish()
    }
}

fn write<M: JsonMessage>(value: &Bytes, cx: &Context<'_>) -> Result<Tree, TreeError> {
    let message = M::decode(value.clone()).map_err(|error| {
        cx.write_error::<TreeError>(format_args!("the value is no `{}`: {error}", M::type_name()))
    })?;
    message.write_json(TreeWriter, cx)
}

fn read<M: JsonMessage>(tree: Tree, cx: &Context<'_>) -> Result<Bytes, TreeError> {
    M::read_json(tree, cx).map(|message| message.encode_to_bytes())
}
