strait::package!("ui");

use strait::{Context, Message, Status, rpc_service};

#[derive(Message)]
pub struct Hello {}

#[rpc_service]
pub trait Greeter {
    async fn first(&self, cx: &Context, request: Hello) -> Result<Hello, Status>;
    async fn twice(&self, request: Hello, cx: &Context, also: &Context) -> Result<Hello, Status>;
    async fn owned(&self, request: Hello, cx: Context) -> Result<Hello, Status>;
    async fn exclusive(&self, request: Hello, cx: &mut Context) -> Result<Hello, Status>;
}

fn main() {}
