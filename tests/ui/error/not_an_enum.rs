strait::package!("ui");

use strait::{RpcError, Status};

#[derive(Debug, RpcError)]
pub struct AddError {
    status: Status,
}

fn main() {}
