strait::package!("ui");

use strait::{RpcError, Status};

#[derive(Debug, RpcError)]
pub enum AddError {
    #[status]
    Rpc(Status),
    #[status]
    Other(Status),
    #[status]
    Bare,
}

fn main() {}
