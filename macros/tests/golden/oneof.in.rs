/// Where to find somebody.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum Contact {
    /// A number to call.
    #[tag(10)]
    Phone(String),
    #[tag(11)]
    Postal(Address),
    #[tag(12, sint, name = "id", json_name = "ID")]
    Number(i64),
}
