strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello<'a> {
    #[tag(1)]
    pub size: usize,
    #[tag(2)]
    pub letter: char,
    #[tag(3)]
    pub wide: i128,
    #[tag(4)]
    pub set: std::collections::HashSet<String>,
    #[tag(5)]
    pub text: &'a str,
    #[tag(6)]
    pub pair: (i32, i32),
    #[tag(7)]
    pub array: [i32; 3],
    #[tag(8)]
    pub nothing: (),
    #[tag(9)]
    pub deep: Vec<Option<isize>>,
}

fn main() {}
