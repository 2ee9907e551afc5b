//! The inner package.

#![allow(clippy::module_inception, reason = "as the schema has it")]

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
