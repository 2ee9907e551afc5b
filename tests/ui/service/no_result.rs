strait::package!("ui");

use strait::{Message, Streaming, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn nothing(&self, request: Hello);
    async fn unit(&self, request: Hello) -> ();
    async fn scalar(&self, request: Hello) -> i32;
    async fn stream(&self, request: Hello) -> Streaming<Hello>;
    async fn opaque(&self, request: Hello) -> impl Iterator<Item = Hello>;
}

fn main() {}
