//! Bearer tokens on calls.

use std::{fmt, future::Future, pin::Pin};

use super::{ClientInterceptor, ClientNext, OutgoingCall, Reply};
use crate::{Code, Status};

/// A client's interceptor that sends `authorization: Bearer …` with each call.
///
/// It refuses calls on a channel on which others could read the token, with UNAUTHENTICATED. A call
/// that has an `authorization` of its own keeps it.
///
/// ```
/// use strait::{Channel, interceptor::BearerToken};
///
/// # fn example() -> Result<(), strait::Status> {
/// let channel = Channel::builder()
///     .intercept(BearerToken::fetched_by(|| async {
///         let token = tokio::fs::read_to_string("/var/run/token").await;
///         token.map_err(|error| strait::Status::unavailable("no token").with_source(error))
///     }))
///     .lazy("unix:/run/greeter.sock")?;
/// # drop(channel); Ok(()) }
/// ```
pub struct BearerToken {
    fetch: Box<dyn Fn() -> Fetching + Send + Sync>,
    insecure: bool,
}

type Fetching = Pin<Box<dyn Future<Output = Result<String, Status>> + Send>>;

impl BearerToken {
    /// Sends one token, always the same.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        let token = token.into();
        Self::fetched_by(move || std::future::ready(Ok(token.clone())))
    }

    /// Sends what `fetch` gives, which is asked for each call and should remember a token while it
    /// is good. The call waits for it, at most until its deadline.
    ///
    /// If it fails, so does the call, with the same status; but codes that say something about the
    /// request itself become INTERNAL, because the server that could say so has not been asked.
    #[must_use]
    pub fn fetched_by<F, Fut>(fetch: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<String, Status>> + Send + 'static,
    {
        Self { fetch: Box::new(move || Box::pin(fetch())), insecure: false }
    }

    /// Sends the token on channels too where anyone on the way can read it and use it. For tests,
    /// and where the network below is encrypted.
    #[must_use]
    pub fn allow_insecure(mut self) -> Self {
        self.insecure = true;
        self
    }
}

impl ClientInterceptor for BearerToken {
    async fn intercept(&self, mut call: OutgoingCall, next: ClientNext) -> Result<Reply, Status> {
        if !call.is_secure() && !self.insecure {
            return Err(Status::unauthenticated(format!(
                "a token is not sent to {}, where others could read it: use TLS, or allow it with \
                 `BearerToken::allow_insecure`",
                call.target()
            )));
        }
        if call.metadata().get("authorization").is_none() {
            let token = (self.fetch)().await.map_err(restrict)?;
            let value = format!("Bearer {}", token.trim());
            call.metadata_mut().insert("authorization", &value).map_err(|_| {
                // What is wrong with it is not said: it is a secret.
                Status::internal("the token cannot be sent as metadata")
            })?;
        }
        next.run(call).await
    }
}

/// "INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, and
/// DATA_LOSS" are not for what happens on the way to the server.
/// <https://github.com/grpc/proposal/blob/master/A54-restrict-control-plane-status-codes.md>
fn restrict(status: Status) -> Status {
    match status.code() {
        Code::Ok
        | Code::InvalidArgument
        | Code::NotFound
        | Code::AlreadyExists
        | Code::FailedPrecondition
        | Code::Aborted
        | Code::OutOfRange
        | Code::DataLoss => {
            Status::internal(format!("cannot get a token: {status}")).with_source(status)
        }
        _ => status,
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BearerToken").field("insecure", &self.insecure).finish_non_exhaustive()
    }
}
