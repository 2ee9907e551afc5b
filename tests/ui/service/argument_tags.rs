strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn twice(&self, #[tag(1)] a: i32, #[tag(1)] b: i32) -> Result<Hello, Status>;
    async fn zero(&self, #[tag(0)] a: i32) -> Result<Hello, Status>;
    async fn json(&self, #[tag(1)] user_id: i32, #[tag(2)] userId: i32) -> Result<Hello, Status>;
}

fn main() {}
