strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub struct Greeter {
    status: Status,
}

fn main() {}
