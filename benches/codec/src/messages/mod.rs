//! strait's messages, the source of the other two: `tests/proto.rs` exports them into `proto/`.
//!
//! Public schemas have the numbers and types of the originals, so that their bytes are real; where
//! a name would meet that of protobuf's own files, the package is another.
#![allow(missing_docs, reason = "the originals say what the fields are for")]

pub mod conformance;
pub mod descriptor;
pub mod etcd;
pub mod google_rpc;
pub mod longrunning;
pub mod otel_common;
pub mod otel_metrics;
pub mod otel_resource;
pub mod otel_trace;
pub mod shapes;

/// A service that names every message, for what it exports.
pub mod samples {
    use strait::{Status, rpc_service};

    use super::{
        conformance::TestAllTypesProto3,
        descriptor::FileDescriptorSet,
        etcd::{RangeRequest, RangeResponse},
        google_rpc,
        longrunning::Operation,
        otel_metrics::MetricsData,
        otel_trace::TracesData,
        shapes::{Blob, Greeting, Labels, Log, Order, Series, Tree},
    };

    strait::package!("bench.samples");

    /// One method for each kind of message.
    #[rpc_service]
    pub trait Samples {
        async fn conformance(&self, message: TestAllTypesProto3) -> Result<(), Status>;
        async fn descriptors(&self, message: FileDescriptorSet) -> Result<(), Status>;
        async fn range(&self, message: RangeRequest) -> Result<RangeResponse, Status>;
        async fn status(&self, message: google_rpc::Status) -> Result<(), Status>;
        async fn bad_request(&self, message: google_rpc::BadRequest) -> Result<(), Status>;
        async fn operation(&self, message: Operation) -> Result<(), Status>;
        async fn metrics(&self, message: MetricsData) -> Result<(), Status>;
        async fn traces(&self, message: TracesData) -> Result<(), Status>;
        async fn blob(&self, message: Blob) -> Result<(), Status>;
        async fn greeting(&self, message: Greeting) -> Result<(), Status>;
        async fn labels(&self, message: Labels) -> Result<(), Status>;
        async fn log(&self, message: Log) -> Result<(), Status>;
        async fn order(&self, message: Order) -> Result<(), Status>;
        async fn series(&self, message: Series) -> Result<(), Status>;
        async fn tree(&self, message: Tree) -> Result<(), Status>;
    }
}
