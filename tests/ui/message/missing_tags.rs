strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    pub name: String,
    pub labels: std::collections::BTreeMap<String, Vec<u8>>,
}

fn main() {}
