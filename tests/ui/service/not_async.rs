strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
}

// Importing what the macro makes is not a second mistake.
pub mod elsewhere {
    pub use super::{GreeterBlockingClient, GreeterClient, GreeterSchema, GreeterServer};
}

fn main() {}
