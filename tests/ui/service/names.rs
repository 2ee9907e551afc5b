strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
    #[rpc(name = "SayHello")]
    async fn greet(&self, request: Hello) -> Result<Hello, Status>;
    async fn connect(&self, request: Hello) -> Result<Hello, Status>;
    #[rpc(name = "Say-Bye")]
    async fn say_bye(&self, request: Hello) -> Result<Hello, Status>;
}

fn main() {}
