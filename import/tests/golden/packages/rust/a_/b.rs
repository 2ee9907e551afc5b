//! The inner package.

// Names and comments are those of the schema, which was not written for Rust.
#![allow(clippy::module_inception)]

use strait::Message;

strait::package!("a.b");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct B {
    #[tag(1)]
    pub d: Option<Box<b::D>>,
}

/// What [`B`] is made of.
pub mod b {
    use strait::Message;

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "B.D", within = super::B)]
    pub struct D {
        #[tag(1)]
        pub b: Option<Box<super::B>>,
    }
}
