strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
}

struct Guard(*const u8);

async fn pause() {}

struct MyGreeter;

impl Greeter for MyGreeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status> {
        let guard = Guard(std::ptr::null());
        pause().await;
        drop(guard);
        Ok(request)
    }
}

fn main() {}
