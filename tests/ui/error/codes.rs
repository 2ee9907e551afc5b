strait::package!("ui");

use strait::{RpcError, Status};

#[derive(Debug, RpcError)]
pub enum AddError {
    #[tag(1)]
    Missing,
    #[status(OutOfRange, "overflow")]
    #[tag(2)]
    Camel,
    #[status(OK, "fine")]
    #[tag(3)]
    Fine,
    #[status(TEAPOT, "short and stout")]
    #[tag(4)]
    Teapot,
    #[status(INTERNAL)]
    #[tag(5)]
    Silent,
    #[status]
    Rpc(Status),
}

fn main() {}
