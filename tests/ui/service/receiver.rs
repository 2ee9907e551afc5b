strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn exclusive(&mut self, request: Hello) -> Result<Hello, Status>;
    async fn owned(self, request: Hello) -> Result<Hello, Status>;
    async fn shared(self: std::sync::Arc<Self>, request: Hello) -> Result<Hello, Status>;
    async fn none(request: Hello) -> Result<Hello, Status>;
}

fn main() {}
