strait::package!("ui");

use strait::{RpcError, Status};

#[derive(Debug, RpcError)]
#[rpc_error(reserved(7))]
pub enum AddError {
    #[status(OUT_OF_RANGE, "{a} overflows")]
    #[tag(1)]
    Overflow { a: i32, b: i32 },
    #[status(INTERNAL, "untagged")]
    Untagged,
    #[status(INTERNAL, "again")]
    #[tag(1)]
    Again,
    #[status(INTERNAL, "reserved")]
    #[tag(7)]
    Reserved,
    #[status(INTERNAL, "tuple")]
    #[tag(8)]
    Tuple(i32),
    #[status]
    Rpc(Status),
}

fn main() {}
