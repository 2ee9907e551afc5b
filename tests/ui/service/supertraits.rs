strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

pub trait Named {}

#[rpc_service]
pub trait Greeter: Named + Send + Sync + 'static {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
}

fn main() {}
