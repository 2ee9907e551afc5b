#![allow(clippy::enum_variant_names, reason = "as the schema has it")]

use ::std::collections::BTreeMap;

use ::strait::{Streaming, rpc_service};

::strait::package!("clashes");

/// Names that Rust, strait or another message has already.
#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "Option")]
pub struct OptionMessage {
    #[tag(1)]
    pub value: String,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "Result")]
pub struct ResultMessage {
    #[tag(1)]
    pub option: Option<OptionMessage>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "String")]
pub struct StringMessage {
    #[tag(1)]
    pub value: String,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "Vec")]
pub struct VecMessage {
    #[tag(1)]
    pub items: Vec<VecMessage>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "Box")]
pub struct BoxMessage {
    #[tag(1)]
    pub r#box: Option<Box<BoxMessage>>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "Self")]
pub struct SelfMessage {
    #[tag(1, name = "self")]
    pub self_: Option<Box<SelfMessage>>,
    #[tag(2, name = "super")]
    pub super_: Option<OptionMessage>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Message {
    #[tag(1)]
    pub text: Option<String>,
    #[tag(2)]
    pub data: ::strait::Bytes,
    #[tag(3)]
    pub open: Vec<Open>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Status {
    #[tag(1)]
    pub code: i32,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Open {
    #[tag(1)]
    pub value: ::strait::Open<Enumeration>,
    #[oneof]
    pub oneof: Option<open::Oneof>,
}

/// What [`Open`] is made of.
pub mod open {
    #[derive(Clone, Debug, PartialEq, strait::Oneof)]
    pub enum Oneof {
        #[tag(2)]
        Text(String),
    }
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Bytes {
    #[tag(1)]
    pub bytes: ::strait::Bytes,
    #[tag(2)]
    pub by_name: BTreeMap<String, ::strait::Bytes>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "BTreeMap")]
pub struct BTreeMapMessage {
    #[tag(1)]
    pub map: BTreeMap<String, BTreeMapMessage>,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Default {
    #[tag(1)]
    pub default: String,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Clone {
    #[tag(1)]
    pub clone: String,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "i32")]
pub struct I32 {
    #[tag(1)]
    pub i32: i32,
    #[tag(2)]
    pub u32: u32,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Oneof {
    #[oneof(name = "Oneof")]
    pub oneof: Option<oneof::Oneof>,
}

/// What [`Oneof`] is made of.
pub mod oneof {
    #[derive(Clone, Debug, PartialEq, strait::Oneof)]
    pub enum Oneof {
        #[tag(1, name = "a_b")]
        AB(String),
        #[tag(2, name = "self")]
        Self_(String),
    }
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Strait {
    #[tag(1)]
    pub a_std: Option<strait::Std>,
    #[tag(2)]
    pub map: BTreeMap<String, String>,
}

/// What [`Strait`] is made of.
pub mod strait {
    use strait::Message;

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Strait.std", within = super::Strait)]
    pub struct Std {
        #[tag(1)]
        pub again: Option<Box<Std>>,
    }
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Std {
    #[tag(1)]
    pub a_strait: Option<std::Strait>,
    #[tag(2)]
    pub map: BTreeMap<String, String>,
}

/// What [`Std`] is made of.
pub mod std {
    use strait::{Bytes, Message};

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Std.strait", within = super::Std)]
    pub struct Strait {
        #[tag(1)]
        pub data: Bytes,
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ::strait::Enumeration)]
pub enum Enumeration {
    #[default]
    Unspecified = 0,
    #[enumeration(name = "ENUMERATION_SELF")]
    Self_ = 1,
}

/// Two messages, one Rust name.
#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct FooBar {
    #[tag(1)]
    pub a: String,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "foo_bar")]
pub struct FooBarMessage {
    #[tag(1)]
    pub a: String,
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
#[message(name = "Foo_Bar")]
pub struct FooBarMessage2 {
    #[tag(1)]
    pub a: String,
    #[tag(2)]
    pub inner: Option<foo_bar::Inner>,
}

/// What [`FooBarMessage2`] is made of.
pub mod foo_bar {
    use strait::Message;

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Foo_Bar.Inner", within = super::FooBarMessage2)]
    pub struct Inner {}
}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct FooBar2 {
    #[tag(1)]
    pub inner: Option<foo_bar2::Inner>,
}

/// What [`FooBar2`] is made of.
pub mod foo_bar2 {
    use strait::Message;

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "FooBar2.Inner", within = super::FooBar2)]
    pub struct Inner {}
}

/// Fields, variants and values that differ in case only.
#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct Fields {
    #[oneof]
    pub choice: Option<fields::ChoiceOneof>,
    #[tag(6)]
    pub chosen: Option<fields::Choice>,
    #[tag(7, name = "Chosen_One")]
    pub chosen_one: String,
    #[oneof(name = "chosenOne")]
    pub chosen_one_: Option<fields::ChosenOne>,
}

/// What [`Fields`] is made of.
pub mod fields {
    use strait::{Message, Oneof};

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum ChoiceOneof {
        #[tag(4)]
        One(String),
        #[tag(5, name = "_2")]
        Field2(String),
    }

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum ChosenOne {
        #[tag(8)]
        Yes(bool),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Fields.Choice", within = super::Fields)]
    pub struct Choice {}
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ::strait::Enumeration)]
pub enum Cases {
    #[default]
    Zero = 0,
    #[enumeration(name = "ONE")]
    One = 1,
    #[enumeration(name = "cases_two")]
    CasesTwo = 2,
    #[enumeration(name = "SELF")]
    Self_ = 4,
    #[enumeration(name = "_7")]
    Value7 = 7,
    #[enumeration(name = "CASES_8")]
    Cases8 = 8,
    #[enumeration(name = "kNine")]
    KNine = 9,
}

/// What a service makes beside itself.
#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct GreeterClient {}

#[derive(Clone, Debug, Default, PartialEq, ::strait::Message)]
pub struct SearchMethodMethod {}

#[rpc_service(name = "Greeter")]
pub trait GreeterService {
    async fn clone_(&self, request: GreeterClient) -> Result<Status, ::strait::Status>;

    async fn connect_(
        &self,
        requests: Streaming<StringMessage>,
    ) -> Result<OptionMessage, ::strait::Status>;

    async fn get_x(&self, request: SelfMessage) -> Result<ResultMessage, ::strait::Status>;

    #[rpc(name = "get_x")]
    async fn get_x2(
        &self,
        request: SelfMessage,
    ) -> Result<Streaming<ResultMessage>, ::strait::Status>;

    #[rpc(name = "self")]
    async fn self_(&self, request: BoxMessage) -> Result<VecMessage, ::strait::Status>;
}

#[rpc_service(name = "Streaming")]
pub trait StreamingService {
    async fn search(&self, request: Message) -> Result<Open, ::strait::Status>;
}

#[rpc_service(name = "Search")]
pub trait SearchService {
    async fn method(&self, request: Message) -> Result<Open, ::strait::Status>;
}

#[rpc_service]
pub trait Context {
    #[rpc(name = "context")]
    async fn context(&self, request: BTreeMapMessage) -> Result<Bytes, ::strait::Status>;
}
