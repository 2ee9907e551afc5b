/// Who to greet.
///
/// Indented code stays so:
///
///     greet()
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(3, 7..=9, "nick"))]
pub struct HelloRequest {
    /// The name.
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub title: Option<String>,
    #[tag(4)]
    pub moods: Vec<Mood>,
    #[tag(5, key = sint, value = fixed)]
    pub labels: BTreeMap<i32, u64>,
    #[deprecated]
    #[tag(6, unpacked, json_name = "old")]
    pub r#type: Vec<i32>,
    /// How to answer.
    #[oneof]
    pub contact: Option<Contact>,
}
