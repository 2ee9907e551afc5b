//! The outer package.

pub mod b;
pub mod v10;
pub mod v2;

use strait::Message;

strait::package!("a");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct A {
    #[tag(1)]
    pub b: Option<b::B>,
    #[tag(2)]
    pub c: Option<a::b::C>,
}

/// What [`A`] is made of.
pub mod a {
    use strait::Message;

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "A.B", within = super::A)]
    pub struct B {}

    /// What [`B`] is made of.
    pub mod b {
        use strait::Message;

        #[derive(Clone, Debug, Default, PartialEq, Message)]
        #[message(name = "A.B.C", within = super::B)]
        pub struct C {}
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Again {
    #[tag(1)]
    pub a: Option<A>,
}
