use strait::{Status, rpc_service};

strait::package!("greeter");

#[rpc_service(option("deprecated = true"))]
pub trait Greeter {
    #[rpc(option("idempotency_level = IDEMPOTENT"))]
    async fn greet(&self) -> Result<(), Status>;

    #[rpc(option("(google.api.http) = { get: \"/v1\" }", path = "google/api/annotations.proto"))]
    async fn wave(&self) -> Result<(), Status>;
}

fn main() {}
