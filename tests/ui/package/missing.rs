use strait::{Enumeration, Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub name: String,
}

#[derive(Clone, Copy, Enumeration)]
pub enum Mood {
    Unspecified = 0,
}

#[rpc_service]
pub trait Greeter {
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
}

// It does not need the module's.
#[derive(Message)]
#[message(package = "elsewhere")]
pub struct Elsewhere {}

fn main() {}
