strait::package!("ui");

use strait::{Context, Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn scalar(&self, id: u64) -> Result<Hello, Status>;
    async fn two(&self, a: Hello, b: Option<i32>) -> Result<Hello, Status>;
    async fn mixed(&self, #[tag(2)] a: i32, b: i32) -> Result<Hello, Status>;
    async fn list(&self, names: Vec<String>, cx: &Context) -> Result<i32, Status>;
}

fn main() {}
