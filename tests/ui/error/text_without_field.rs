strait::package!("ui");

use strait::{RpcError, Status};

#[derive(Debug, RpcError)]
pub enum AddError {
    #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
    #[tag(1)]
    Overflow {
        #[tag(1)]
        a: i32,
    },
    #[status]
    Rpc(Status),
}

fn main() {}
