/// What can go wrong.
#[derive(Debug, RpcError)]
pub enum AddError {
    /// The sum does not fit.
    #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
    #[tag(1)]
    Overflow {
        #[tag(1)]
        a: i32,
        #[tag(2)]
        b: i32,
    },
    #[status(RESOURCE_EXHAUSTED, "no more sums today")]
    #[tag(2)]
    Closed,
    #[status]
    Rpc(Status),
}
