strait::package!("ui");

use strait::Message;

pub struct Address {
    pub street: String,
}

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub address: Address,
    #[tag(2)]
    pub others: Vec<Address>,
}

fn main() {}
