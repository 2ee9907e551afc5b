use strait::Message;

strait::package!("");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Root {
    #[tag(1)]
    pub a: Option<super::a_::A>,
    #[tag(2)]
    pub b: Option<super::a_::b::B>,
    #[tag(3)]
    pub f: Option<super::r#type::mod_::Fn>,
}
