strait::package!("ui");

use strait::{Message, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[derive(Debug)]
pub enum Failure {
    Overflow,
}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Failure>;
}

fn main() {}
