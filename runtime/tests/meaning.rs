//! A newtype is what it holds on the wire, and its name is in the comment of each field of it: that
//! is what `strait breaking` compares.

#![expect(missing_docs, reason = "what is undocumented here shows the comment that is made")]

use std::collections::{BTreeMap, HashMap};

use strait::{Message, Oneof, RpcError, Status, rpc_service};

strait::package!("people.v1");

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Message)]
#[message(transparent)]
pub struct UserId(pub u64);

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Message)]
#[message(transparent, name = "shop.OrderId")]
pub struct Order(pub String);

/// A newtype of a newtype is the outer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Message)]
#[message(transparent)]
pub struct AdminId(pub UserId);

/// One of a message.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(transparent)]
pub struct Parent(pub Box<Person>);

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Person {
    /// Who it is.
    #[tag(1)]
    pub bare: UserId,
    #[tag(2)]
    pub maybe: Option<UserId>,
    #[tag(3, unpacked)]
    pub many: Vec<UserId>,
    #[tag(4, fixed)]
    pub fixed: Vec<UserId>,
    #[tag(5)]
    pub entries: BTreeMap<UserId, Order>,
    #[tag(6, key = fixed, value = sint)]
    pub keys: HashMap<UserId, i32>,
    #[tag(7)]
    pub values: BTreeMap<String, AdminId>,
    #[tag(8, wrapper)]
    pub wrapped: Option<UserId>,
    #[tag(9)]
    pub parent: Option<Parent>,
    #[oneof]
    pub contact: Option<Contact>,
    /// strait:type Gone
    ///
    /// Whose it was before.
    #[tag(12)]
    pub left_behind: AdminId,
    /// strait:type UserId
    #[tag(13)]
    pub said_by_hand: u64,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum Contact {
    /// By number.
    #[tag(10, fixed)]
    User(UserId),
    #[tag(11)]
    Text(String),
}

#[derive(Debug, RpcError)]
pub enum FindError {
    #[status(NOT_FOUND, "nobody is {user:?}")]
    #[tag(1)]
    Nobody {
        #[tag(1)]
        user: UserId,
    },
    #[status]
    Rpc(Status),
}

#[rpc_service]
pub trait People {
    async fn add(&self, person: Person) -> Result<UserId, Status>;
    async fn find(&self, #[tag(1)] user: UserId) -> Result<Vec<Order>, FindError>;
}

const PROTO: &str = include_str!("meaning.proto");

#[test]
fn each_field_of_a_newtype_says_its_name() {
    let files = PeopleSchema::proto_files();
    let file = files.iter().find(|file| file.path() == "people/v1/people.proto");
    assert_eq!(file.expect("the package has a file").contents(), PROTO);
}

#[test]
fn the_descriptor_set_says_so_too() {
    let set = PeopleSchema::file_descriptor_set();
    let set = strait_proto_compat::descriptor::DescriptorSet::decode(&set).expect("it is one");
    let file = set.file("people/v1/people.proto").expect("the package has a file");
    let person = file.messages.iter().find(|it| it.name == "Person").expect("the message");
    let comment = |name: &str| {
        let field = person.fields.iter().find(|field| field.name == name).expect("the field");
        file.locations.at(&field.at).expect("fields have places").leading.clone()
    };
    assert_eq!(comment("bare"), " Who it is.\n strait:type UserId\n");
    assert_eq!(comment("entries"), " strait:key UserId\n strait:type shop.OrderId\n");
    assert_eq!(comment("user"), " By number.\n strait:type UserId\n");
    assert_eq!(comment("text"), "");
}
