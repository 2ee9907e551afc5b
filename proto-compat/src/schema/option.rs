//! Options as they are written in a `.proto`, with what their bytes are in a descriptor.

/// An option of an element: what stands between `option` and `;`, or between the brackets behind
/// a field.
///
/// The options of `descriptor.proto` are known by their names. Custom ones, whose names begin with
/// a parenthesis, belong to a file that this crate does not have, so they come with the path of
/// that file and with the bytes that a compiler which has it makes of them.
///
/// ```
/// use strait_proto_compat::schema::OptionDef;
///
/// let option = OptionDef::standard("jstype = JS_STRING");
/// assert_eq!((option.name(), option.value()), ("jstype", "JS_STRING"));
///
/// let text = r#"(google.api.http) = { get: "/v1/{name}" }"#;
/// let option = OptionDef::custom(text, "google/api/annotations.proto", b"\x82\xd3\xe4\x93\x02\x0c");
/// assert_eq!(option.name(), "(google.api.http)");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionDef {
    /// `name = value`.
    pub text: String,
    /// The path of the file that declares a custom option.
    pub import: Option<String>,
    /// What a custom option adds to the encoded options of its element. Where it is empty the
    /// option is in the text only.
    pub wire: Vec<u8>,
}

impl OptionDef {
    /// An option of `descriptor.proto`.
    #[must_use]
    pub fn standard(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// An option that the file at `import` declares.
    #[must_use]
    pub fn custom(
        text: impl Into<String>,
        import: impl Into<String>,
        wire: impl Into<Vec<u8>>,
    ) -> Self {
        Self { text: text.into(), import: Some(import.into()), wire: wire.into() }
    }

    /// What stands before the `=`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text.split_once('=').map_or(self.text.as_str(), |(name, _)| name).trim()
    }

    /// What stands behind the `=`.
    #[must_use]
    pub fn value(&self) -> &str {
        self.text.split_once('=').map_or("", |(_, value)| value).trim()
    }

    /// Whether another file declares it.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.name().contains('(')
    }
}
