//! Hello world in strait, for the cost of building it.

use strait::{Message, Server, Status, rpc_service};

strait::package!("hello");

/// Who to greet.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HelloRequest {
    #[tag(1)]
    name: String,
}

/// The greeting.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HelloResponse {
    #[tag(1)]
    text: String,
}

/// Greets.
#[rpc_service]
pub trait Greeter {
    /// Greets one person.
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status>;
}

struct English;

impl Greeter for English {
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status> {
        Ok(HelloResponse { text: format!("Hello, {}!", request.name) })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    Server::builder().add(GreeterServer::new(English)).serve("127.0.0.1:50051").await?;
    Ok(())
}
