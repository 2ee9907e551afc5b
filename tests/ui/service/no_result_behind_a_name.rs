strait::package!("ui");

use strait::{Message, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, request: Hello) -> Hello;
}

fn main() {}
