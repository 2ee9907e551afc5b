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
    #[rpc(request = "Self")]
    async fn keyword(&self) -> Result<Hello, Status>;
    #[rpc(name = "1st")]
    async fn first(&self) -> Result<Hello, Status>;
}

fn main() {}
