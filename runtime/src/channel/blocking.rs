//! Calls from code without async.

use std::sync::OnceLock;

use tokio::runtime::{Handle, Runtime};

use std::future::IntoFuture as _;

use super::{Builder, Call, CallOptions, Channel, IntoTarget};
use crate::{
    Status,
    interceptor::ClientInterceptor,
    method::{Response, RpcError},
};

/// A channel for threads outside of any runtime. Its connections live on one background runtime
/// of the process, started with the first channel. Clones share the connection.
#[derive(Clone, Debug)]
pub struct BlockingChannel {
    channel: Channel,
    options: CallOptions,
}

impl BlockingChannel {
    /// Connects, and waits until the server answers.
    ///
    /// # Errors
    ///
    /// As [`Channel::connect`], and INTERNAL inside of an async runtime.
    pub fn connect(target: impl IntoTarget) -> Result<Self, Status> {
        Channel::builder().connect_blocking(target)
    }

    /// Uses a channel that was made inside of a runtime, which must be kept running by other
    /// threads.
    #[must_use]
    pub fn new(channel: Channel) -> Self {
        Self { channel, options: CallOptions::new() }
    }

    /// The channel itself.
    #[must_use]
    pub fn channel(&self) -> &Channel {
        &self.channel
    }

    /// The same channel with `options` for all calls; those it has already stay unless replaced.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self { channel: self.channel.clone(), options: options.or(&self.options) }
    }

    /// The same channel with one interceptor more: [`Channel::intercept`]. It runs on the channel's
    /// runtime, and may wait as any other does.
    #[must_use]
    pub fn intercept(&self, interceptor: impl ClientInterceptor) -> Self {
        Self { channel: self.channel.intercept(interceptor), options: self.options.clone() }
    }

    /// Makes a call and waits for it.
    ///
    /// # Errors
    ///
    /// The call's own, and INTERNAL inside of an async runtime, where waiting would stop every
    /// other task of the thread.
    pub fn call<R: Response, E: RpcError>(&self, call: Call<R, E>) -> Result<R::Blocking, E> {
        check_thread()?;
        let call = call.options(&self.options);
        self.channel.inner.runtime.block_on(call.into_future()).map(Into::into)
    }
}

impl Builder {
    /// Connects from a thread outside of any runtime, and waits until the server answers.
    ///
    /// # Errors
    ///
    /// As [`BlockingChannel::connect`].
    pub fn connect_blocking(self, target: impl IntoTarget) -> Result<BlockingChannel, Status> {
        let target = target.into_target()?;
        check_thread()?;
        background()?.block_on(self.connect(target)).map(BlockingChannel::new)
    }
}

fn check_thread() -> Result<(), Status> {
    match Handle::try_current() {
        Err(_) => Ok(()),
        Ok(_) => Err(Status::internal(
            "a blocking client was used inside of an async runtime: use the async client there, \
             or make the call from a thread of its own",
        )),
    }
}

/// The runtime of all blocking channels that are not given one.
fn background() -> Result<&'static Runtime, Status> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("strait-blocking")
            .enable_all()
            .build()
            .map_err(|error| error.to_string())
    });
    runtime
        .as_ref()
        .map_err(|error| Status::internal(format!("cannot start the background runtime: {error}")))
}
