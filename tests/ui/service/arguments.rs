strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn opaque(&self, request: impl Into<Hello>) -> Result<Hello, Status>;
    async fn pattern(&self, Hello {}: Hello) -> Result<Hello, Status>;
    async fn wildcard(&self, _: Hello) -> Result<Hello, Status>;
    async fn mutable(&self, mut request: Hello) -> Result<Hello, Status>;
    async fn text(&self, name: &str) -> Result<Hello, Status>;
    async fn slice(&self, #[tag(1)] data: &[u8]) -> Result<Hello, Status>;
    async fn size(&self, #[tag(1)] size: usize) -> Result<Hello, Status>;
}

fn main() {}
