//! A service that others defined, implemented, called and exported again.

use futures::StreamExt as _;
use strait::{MethodDescriptor, Server, Status, Streaming};

strait::proto!("import/proto/helloworld.proto");

use helloworld::{Greeter, GreeterClient, GreeterServer, HelloReply, HelloRequest};

struct MyGreeter;

fn greet(request: &HelloRequest) -> HelloReply {
    HelloReply { message: format!("Hello {}", request.name) }
}

impl Greeter for MyGreeter {
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloReply, Status> {
        Ok(greet(&request))
    }

    async fn say_hello_stream_reply(
        &self,
        request: HelloRequest,
    ) -> Result<Streaming<HelloReply>, Status> {
        let reply = greet(&request);
        Ok(Streaming::from_iter([reply.clone(), reply]))
    }

    async fn say_hello_bidi_stream(
        &self,
        mut requests: Streaming<HelloRequest>,
    ) -> Result<Streaming<HelloReply>, Status> {
        let mut replies = Vec::new();
        while let Some(request) = requests.next().await {
            replies.push(greet(&request?));
        }
        Ok(Streaming::from_iter(replies))
    }
}

#[tokio::test]
async fn an_imported_service_is_implemented_and_called_like_any_other()
-> Result<(), Box<dyn std::error::Error>> {
    let channel = Server::builder().add(GreeterServer::new(MyGreeter)).in_process()?;
    let greeter = GreeterClient::new(channel);
    let ann = || HelloRequest { name: "Ann".into() };
    assert_eq!(greeter.say_hello(ann()).await?.message, "Hello Ann");
    let mut replies = greeter.say_hello_bidi_stream(Streaming::from_iter([ann()])).await?;
    assert_eq!(replies.next().await.expect("a reply")?.message, "Hello Ann");
    assert!(replies.next().await.is_none());
    Ok(())
}

#[test]
fn paths_are_those_of_the_proto() {
    let paths: Vec<&str> =
        helloworld::GreeterSchema::METHODS.iter().map(MethodDescriptor::path).collect();
    assert_eq!(
        paths,
        [
            "/helloworld.Greeter/SayHello",
            "/helloworld.Greeter/SayHelloStreamReply",
            "/helloworld.Greeter/SayHelloBidiStream",
        ]
    );
}
