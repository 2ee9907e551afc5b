//! Hello world in tonic, for the cost of building it.

#[allow(warnings, reason = "generated, with other lints in mind")]
mod hello {
    tonic::include_proto!("hello");
}

use hello::greeter_server::{Greeter, GreeterServer};
use hello::{HelloRequest, HelloResponse};
use tonic::{Request, Response, Status};

struct English;

#[tonic::async_trait]
impl Greeter for English {
    async fn say_hello(
        &self,
        request: Request<HelloRequest>,
    ) -> Result<Response<HelloResponse>, Status> {
        let text = format!("Hello, {}!", request.into_inner().name);
        Ok(Response::new(HelloResponse { text }))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tonic::transport::Server::builder()
        .add_service(GreeterServer::new(English))
        .serve("127.0.0.1:50051".parse()?)
        .await?;
    Ok(())
}
