strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub optional: Option<Vec<i32>>,
    #[tag(2)]
    pub map: Option<std::collections::HashMap<i32, i32>>,
    #[tag(3)]
    pub nested: Vec<Vec<i32>>,
    #[tag(4)]
    pub twice: Option<Option<i32>>,
    #[tag(5)]
    pub elements: Vec<Option<i32>>,
    #[tag(6)]
    pub bytes: Option<Vec<u8>>,
}

fn main() {}
