//! An implementation added to a server without its wrapper.

strait::package!("ui");

use strait::{Message, Server, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
}

struct MyGreeter;

impl Greeter for MyGreeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status> {
        Ok(request)
    }
}

fn main() {
    let _ = Server::builder().add(MyGreeter);
}
