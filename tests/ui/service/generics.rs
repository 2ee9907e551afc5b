strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter<T> {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
}

#[rpc_service]
pub trait Echo {
    async fn echo<T>(&self, request: Hello) -> Result<Hello, Status>;
    async fn borrow<'a>(&'a self, request: Hello) -> Result<Hello, Status>;
    async fn bounded(&self, request: Hello) -> Result<Hello, Status>
    where
        Hello: Send;
}

fn main() {}
