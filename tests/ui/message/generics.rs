strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Page<T> {
    #[tag(1)]
    pub items: Vec<T>,
}

#[derive(Message)]
#[message(name = "{Item}Page")]
pub struct Misnamed<T> {
    #[tag(1)]
    pub items: Vec<T>,
}

#[derive(Message)]
pub struct Sized<const N: usize> {
    #[tag(1)]
    pub bytes: [u8; N],
}

fn main() {}
