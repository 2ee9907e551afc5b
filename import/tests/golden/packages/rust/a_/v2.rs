use strait::Message;

strait::package!("a.v2");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct V {
    #[oneof]
    pub oneof: Option<v::Oneof>,
}

/// What [`V`] is made of.
pub mod v {
    #[derive(Clone, Debug, PartialEq, strait::Oneof)]
    pub enum Oneof {
        #[tag(1)]
        A(String),
    }
}
