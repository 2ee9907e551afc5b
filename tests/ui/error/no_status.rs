strait::package!("ui");

use strait::RpcError;

#[derive(Debug, RpcError)]
pub enum AddError {
    #[status(OUT_OF_RANGE, "overflow")]
    #[tag(1)]
    Overflow,
}

// It is an error of methods nevertheless.
#[strait::rpc_service]
pub trait Calculator {
    async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, AddError>;
}


fn main() {}
