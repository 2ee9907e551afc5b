//! A long-running operation: after `google/longrunning/operations.proto`.

use strait::{Message, Oneof, well_known::Any};

strait::package!("google.longrunning");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Operation {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub metadata: Option<Any>,
    #[tag(3)]
    pub done: bool,
    #[oneof]
    pub result: Option<OperationResult>,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum OperationResult {
    #[tag(4)]
    Error(super::google_rpc::Status),
    #[tag(5)]
    Response(Any),
}
