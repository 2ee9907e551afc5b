strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

pub struct Plain {}

#[rpc_service]
pub trait Greeter {
    async fn request(&self, request: Plain) -> Result<Hello, Status>;
}

fn main() {}
