strait::package!("ui");

use strait::{Message, Status, Streaming, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn optional(&self, requests: Option<Streaming<Hello>>) -> Result<Hello, Status>;
    async fn nested(&self, request: Hello) -> Result<Vec<Streaming<Hello>>, Status>;
    async fn tuple(&self, request: Hello) -> Result<(Hello, Streaming<Hello>), Status>;
    async fn two(&self, a: Streaming<Hello>, b: Streaming<Hello>) -> Result<Hello, Status>;
    async fn beside(&self, a: Streaming<Hello>, b: Hello) -> Result<Hello, Status>;
    async fn tagged(&self, #[tag(1)] a: Streaming<Hello>) -> Result<Hello, Status>;
    async fn error(&self, request: Hello) -> Result<Hello, Streaming<Hello>>;
}

fn main() {}
