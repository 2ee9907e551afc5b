/// Greets.
#[rpc_service]
pub trait Greeter {
    /// Greets one person.
    #[rpc(no_side_effects)]
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status>;

    async fn chat(
        &self,
        requests: Streaming<HelloRequest>,
        cx: &Context,
    ) -> Result<Streaming<HelloResponse>, Status>;

    /// Plain arguments.
    async fn add(
        &self,
        /// The first.
        #[tag(1)]
        a: i32,
        #[tag(2, sint)] b: i32,
    ) -> Result<i32, AddError>;
}
