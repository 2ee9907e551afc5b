//! The greeter: its contract, and the service that keeps it.
//!
//! The contract is all that a client needs. What it means to the rest of the world is in
//! `proto/greeter.proto`, which is written from here.

use futures::TryStreamExt;
use strait::{Message, RpcError, Status, Streaming, rpc_service};

strait::package!("greeter");

/// Who to greet.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HelloRequest {
    /// As the person wants to be called.
    #[tag(1)]
    pub name: String,
}

/// A greeting.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HelloResponse {
    /// The text to show.
    #[tag(1)]
    pub message: String,
}

/// Greets people, and adds numbers for them.
#[rpc_service]
pub trait Greeter {
    /// Greets one person.
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status>;

    /// Greets each word of a name by itself.
    async fn greet_each_word(
        &self,
        request: HelloRequest,
    ) -> Result<Streaming<HelloResponse>, Status>;

    /// Greets many people at once.
    async fn greet_everyone(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> Result<HelloResponse, Status>;

    /// Greets people as they come.
    async fn chat(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> Result<Streaming<HelloResponse>, Status>;

    /// Adds two numbers. The messages of plain arguments and results are written by strait.
    async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, AddError>;
}

/// Why two numbers have no sum.
#[derive(Debug, RpcError)]
pub enum AddError {
    /// The sum does not fit into 32 bits.
    #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
    #[tag(1)]
    Overflow {
        /// The first number.
        #[tag(1)]
        a: i32,
        /// The second number.
        #[tag(2)]
        b: i32,
    },
    /// The call failed.
    #[status]
    Rpc(Status),
}

/// A greeter that says hello.
#[derive(Clone, Copy, Debug)]
pub struct MyGreeter;

impl Greeter for MyGreeter {
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status> {
        Ok(hello(&request.name))
    }

    async fn greet_each_word(
        &self,
        request: HelloRequest,
    ) -> Result<Streaming<HelloResponse>, Status> {
        let greetings: Vec<_> = request.name.split_whitespace().map(hello).collect();
        Ok(Streaming::from_iter(greetings))
    }

    async fn greet_everyone(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> Result<HelloResponse, Status> {
        let names: Vec<_> = requests.map_ok(|request| request.name).try_collect().await?;
        Ok(hello(&names.join(", ")))
    }

    async fn chat(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> Result<Streaming<HelloResponse>, Status> {
        Ok(Streaming::from_stream(requests.map_ok(|request| hello(&request.name))))
    }

    async fn add(&self, a: i32, b: i32) -> Result<i32, AddError> {
        a.checked_add(b).ok_or(AddError::Overflow { a, b })
    }
}

fn hello(name: &str) -> HelloResponse {
    HelloResponse { message: format!("Hello, {name}!") }
}
