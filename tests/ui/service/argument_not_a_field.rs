strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

pub struct Plain {}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, #[tag(1)] plain: Plain) -> Result<Hello, Status>;
}

fn main() {}
