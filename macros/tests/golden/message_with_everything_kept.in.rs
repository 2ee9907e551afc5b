#[derive(Message)]
#[message(name = "Outer.Inner", package = "elsewhere.v1")]
pub struct Inner {
    #[required]
    #[tag(2, sint)]
    pub id: i32,
    #[required]
    #[oneof]
    pub contact: Option<Contact>,
    #[tag(1)]
    pub name: String,
    #[message(skip)]
    pub cache: Cache,
    #[unknown]
    pub unknown: UnknownFields,
}
