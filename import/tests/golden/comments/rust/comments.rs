//! What [Nobody] wrote for <T>: http://example.com
//! - a
//! b

#![allow(rustdoc::all, reason = "as the schema has it")]
#![allow(clippy::doc_lazy_continuation, reason = "as the schema has it")]
#![allow(clippy::doc_overindented_list_items, reason = "as the schema has it")]
#![allow(clippy::enum_variant_names, reason = "as the schema has it")]
#![allow(clippy::large_enum_variant, reason = "as the schema has it")]
#![allow(clippy::module_inception, reason = "as the schema has it")]
#![allow(clippy::wrong_self_convention, reason = "as the schema has it")]

use strait::{Enumeration, Message, Status, rpc_service};

strait::package!("comments");

/// See [brackets], https://example.com, Map<String, Foo> and [`Foo`](Foo).
///
/// * an entry
/// goes on
///   * over
///      indented
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Comments {
    /// <U>
    #[tag(1)]
    pub a: String,
    #[oneof]
    pub kind: Option<comments::Kind>,
    #[tag(4)]
    pub inner: Option<comments::Comments>,
}

/// What [`Comments`] is made of.
pub mod comments {
    use strait::{Message, Oneof};

    /// 1. One
    /// two
    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum Kind {
        #[tag(2)]
        KindA(String),
        #[tag(3)]
        KindB(super::Large),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "Comments.comments", within = super::Comments)]
    pub struct Comments {
        #[tag(1)]
        pub x: String,
        #[tag(2)]
        pub inner: Option<comments::Inner>,
    }

    /// What [`Comments`] is made of.
    pub mod comments {
        use strait::Message;

        #[derive(Clone, Debug, Default, PartialEq, Message)]
        #[message(name = "Comments.comments.Inner", within = super::Comments)]
        pub struct Inner {
            #[tag(1)]
            pub y: String,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Large {
    #[tag(1)]
    pub a: String,
    #[tag(2)]
    pub b: String,
    #[tag(3)]
    pub c: String,
    #[tag(4)]
    pub d: String,
    #[tag(5)]
    pub e: String,
    #[tag(6)]
    pub f: String,
    #[tag(7)]
    pub g: String,
    #[tag(8)]
    pub h: String,
    #[tag(9)]
    pub i: String,
    #[tag(10)]
    pub j: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum Way {
    #[default]
    FooA = 0,
    FooB = 1,
    FooC = 2,
}

#[rpc_service]
pub trait Conversions {
    async fn into_thing(&self, request: Comments) -> Result<Comments, Status>;

    /// [Foo]
    async fn from_thing(&self, request: Comments) -> Result<Comments, Status>;
}
