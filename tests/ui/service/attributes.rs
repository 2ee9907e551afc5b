strait::package!("ui");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service(transparent)]
pub trait Greeter {
    #[rpc(no_side_effects, idempotent)]
    async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
    #[rpc(deadline = "1s")]
    async fn say_bye(&self, request: Hello) -> Result<Hello, Status>;
    #[rpc(request = "Other")]
    async fn pinned(&self, request: Hello) -> Result<Hello, Status>;
    #[cfg(unix)]
    async fn sometimes(&self, request: Hello) -> Result<Hello, Status>;
}

fn main() {}
