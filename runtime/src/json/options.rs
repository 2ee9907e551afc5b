//! What is left to choose in protobuf's JSON.

use std::sync::{Arc, LazyLock};

use serde::{Deserializer, Serializer};

use super::{Context, Error, JsonMessage, TypeRegistry, context::Shared};

/// How JSON is written and read where protobuf leaves a choice.
///
/// ```
/// use strait::{Message, json::Options};
///
/// strait::package!("shop");
///
/// #[derive(Debug, Default, PartialEq, Message)]
/// struct Item {
///     #[tag(1)]
///     item_name: String,
///     #[tag(2)]
///     count: u32,
/// }
///
/// let item = Item { item_name: "tea".into(), count: 0 };
/// assert_eq!(Options::new().to_string(&item)?, r#"{"itemName":"tea"}"#);
///
/// let options = Options::new().proto_names().print_defaults();
/// assert_eq!(options.to_string(&item)?, r#"{"item_name":"tea","count":0}"#);
///
/// let newer = r#"{"itemName":"tea","colour":"green"}"#;
/// assert!(Options::new().from_str::<Item>(newer).is_err());
/// assert_eq!(Options::new().ignore_unknown().from_str::<Item>(newer)?, item);
/// # Ok::<(), strait::json::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(super) print_defaults: bool,
    pub(super) proto_names: bool,
    pub(super) enums_as_numbers: bool,
    pub(super) ignore_unknown: bool,
    /// `None` stands for the well-known types alone.
    registry: Option<Arc<TypeRegistry>>,
}

/// The options of whoever did not choose.
pub(super) static DEFAULT: Options = Options {
    print_defaults: false,
    proto_names: false,
    enums_as_numbers: false,
    ignore_unknown: false,
    registry: None,
};

static WELL_KNOWN: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::new);

impl Options {
    /// The canonical form: defaults are left out, names are lowerCamelCase, enums are written by
    /// name, and what is not known is refused.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes fields without presence even if they hold their default: `0`, `""`, `[]`. An
    /// `Option` that is `None` stays left out.
    #[must_use]
    pub fn print_defaults(mut self) -> Self {
        self.print_defaults = true;
        self
    }

    /// Writes field names as they stand in the `.proto`. Both forms are always read.
    #[must_use]
    pub fn proto_names(mut self) -> Self {
        self.proto_names = true;
        self
    }

    /// Writes enums as numbers. Names and numbers are always read.
    #[must_use]
    pub fn enums_as_numbers(mut self) -> Self {
        self.enums_as_numbers = true;
        self
    }

    /// Skips fields and enum names that are not known, as a newer peer may send them; a field with
    /// an unknown enum name is as if absent, and so is an element of a list or map.
    #[must_use]
    pub fn ignore_unknown(mut self) -> Self {
        self.ignore_unknown = true;
        self
    }

    /// The types that an [`Any`](crate::well_known::Any) can hold; without it only the well-known
    /// types.
    #[must_use]
    pub fn registry(mut self, registry: impl Into<Arc<TypeRegistry>>) -> Self {
        self.registry = Some(registry.into());
        self
    }

    /// The message as JSON text.
    ///
    /// # Errors
    ///
    /// If the message holds what JSON has no form for: an `Any` of a type that is not in the
    /// registry, a time outside the years 1 to 9999, a not-a-number in a
    /// [`Value`](crate::well_known::Value), a field mask with a path that is no field's.
    pub fn to_string<M: JsonMessage>(&self, message: &M) -> Result<String, Error> {
        let text = self.to_vec(message)?;
        Ok(String::from_utf8(text).expect("serde_json writes UTF-8"))
    }

    /// The message as JSON text in bytes.
    ///
    /// # Errors
    ///
    /// As [`to_string`](Self::to_string).
    pub fn to_vec<M: JsonMessage>(&self, message: &M) -> Result<Vec<u8>, Error> {
        let mut out = Vec::new();
        self.write(message, &mut serde_json::Serializer::new(&mut out))?;
        Ok(out)
    }

    /// The message as JSON text with line breaks, indented by two spaces.
    ///
    /// # Errors
    ///
    /// As [`to_string`](Self::to_string).
    pub fn to_string_pretty<M: JsonMessage>(&self, message: &M) -> Result<String, Error> {
        let mut out = Vec::new();
        self.write(message, &mut serde_json::Serializer::pretty(&mut out))?;
        Ok(String::from_utf8(out).expect("serde_json writes UTF-8"))
    }

    fn write<M, S>(&self, message: &M, serializer: S) -> Result<(), Error>
    where
        M: JsonMessage,
        S: Serializer<Error = serde_json::Error>,
    {
        let shared = Shared::path_apart(self);
        let written = message.write_json(serializer, &Context::root(&shared));
        written.map(drop).map_err(|error| shared.error(&error))
    }

    /// Reads a message from JSON text.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or not such a message; the error says where.
    pub fn from_str<M: JsonMessage>(&self, text: &str) -> Result<M, Error> {
        self.read(&mut serde_json::Deserializer::from_str(text))
    }

    /// Reads a message from JSON text in bytes.
    ///
    /// # Errors
    ///
    /// As [`from_str`](Self::from_str), and if the bytes are not UTF-8.
    pub fn from_slice<M: JsonMessage>(&self, text: &[u8]) -> Result<M, Error> {
        self.read(&mut serde_json::Deserializer::from_slice(text))
    }

    fn read<'de, M, R>(&self, input: &mut serde_json::Deserializer<R>) -> Result<M, Error>
    where
        M: JsonMessage,
        R: serde_json::de::Read<'de>,
    {
        // The limit of our own counts messages; serde_json's counts lists as well, and is lower
        // than what other implementations of protobuf read.
        input.disable_recursion_limit();
        let shared = Shared::path_apart(self);
        let message = M::read_json(&mut *input, &Context::root(&shared));
        let whole = message.and_then(|message| input.end().map(|()| message));
        whole.map_err(|error| shared.error(&error))
    }

    /// Writes the message to any format of serde's.
    ///
    /// # Errors
    ///
    /// As [`to_string`](Self::to_string), or if the format fails.
    pub fn serialize<M, S>(&self, message: &M, serializer: S) -> Result<S::Ok, S::Error>
    where
        M: JsonMessage,
        S: Serializer,
    {
        let shared = Shared::path_in_message(self);
        message.write_json(serializer, &Context::root(&shared))
    }

    /// Reads a message from any self-describing format of serde's.
    ///
    /// # Errors
    ///
    /// If the input is not such a message.
    pub fn deserialize<'de, M, D>(&self, deserializer: D) -> Result<M, D::Error>
    where
        M: JsonMessage,
        D: Deserializer<'de>,
    {
        let shared = Shared::path_in_message(self);
        M::read_json(deserializer, &Context::root(&shared))
    }

    pub(super) fn types(&self) -> &TypeRegistry {
        self.registry.as_deref().unwrap_or_else(|| &WELL_KNOWN)
    }
}
