strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag(1, zigzag)]
    pub a: i32,
    #[tag(2, sint, fixed)]
    pub b: i32,
    #[tag(3, key = text)]
    pub c: std::collections::BTreeMap<i32, i32>,
    #[tag(4, fixed, value = fixed)]
    pub d: std::collections::BTreeMap<i32, i32>,
    #[tag(5, wrapper, unpacked)]
    pub e: Vec<i32>,
    #[tag(6)]
    #[tag(7)]
    pub f: i32,
    #[tag(8)]
    #[oneof]
    pub g: i32,
}

fn main() {}
