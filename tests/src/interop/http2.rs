//! Cases against a server that makes use of what HTTP/2 allows, or more.
//!
//! <https://github.com/grpc/grpc/blob/master/doc/negative-http2-interop-test-descriptions.md>

use strait::{Code, Status};

use super::{basics, fails_with};
use crate::grpc_testing::TestServiceClient;

/// The server is gone after the first call; the second makes a new connection.
pub(super) async fn goaway(client: &TestServiceClient) -> Result<(), Status> {
    basics::large_unary(client).await?;
    basics::large_unary(client).await
}

/// The server resets the stream, with NO_ERROR, before it has sent a status.
pub(super) async fn reset(client: &TestServiceClient) -> Result<(), Status> {
    let request = basics::simple_request(basics::LARGE_REQUEST, basics::LARGE_RESPONSE);
    fails_with(Code::Internal, client.unary_call(request).await).map(drop)
}

/// The server takes one stream at a time; the others have to wait.
pub(super) async fn max_streams(client: &TestServiceClient) -> Result<(), Status> {
    basics::large_unary(client).await?;
    let calls = (0..15).map(|_| basics::large_unary(client));
    futures::future::try_join_all(calls).await.map(drop)
}
