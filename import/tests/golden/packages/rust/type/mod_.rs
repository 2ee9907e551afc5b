use strait::Message;

strait::package!("type.mod");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Fn {
    #[tag(1)]
    pub r#fn: String,
    #[tag(2)]
    pub r#impl: Vec<Fn>,
}
