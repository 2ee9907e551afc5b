strait::package!("ui");

use strait::Oneof;

#[derive(Oneof)]
pub enum Contact {
    #[tag(1)]
    None,
    #[tag(2)]
    Postal { street: String },
    #[tag(3)]
    Numbers(Vec<u64>),
    #[tag(4)]
    Maybe(Option<String>),
    #[tag(5)]
    Size(usize),
    #[tag(6, unpacked)]
    Unpacked(u32),
}

#[derive(Oneof)]
pub enum Empty {}

#[derive(Oneof)]
pub struct Struct {}

fn main() {}
