//! What a call is told beside its request.

use std::time::{Duration, Instant};

use crate::{
    Context, InvalidMetadata, Metadata,
    compression::Choice,
    interceptor::{ClientChain, ClientInterceptor},
};

/// Options of calls, for clients that set them once for many.
///
/// ```
/// use std::time::Duration;
///
/// let options = strait::CallOptions::new()
///     .timeout(Duration::from_secs(2))
///     .metadata("x-tenant", "blue");
/// # drop(options);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(crate) deadline: Option<Instant>,
    pub(crate) parent: Option<Context>,
    pub(crate) metadata: Metadata,
    pub(super) invalid: Option<InvalidMetadata>,
    pub(super) wait_for_ready: bool,
    pub(super) interceptors: ClientChain,
    pub(super) compression: Choice,
}

impl CallOptions {
    /// No options.
    pub fn new() -> Self {
        Self::default()
    }

    /// As [`Call::timeout`](super::Call::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// As [`Call::deadline`](super::Call::deadline).
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// As [`Call::within`](super::Call::within).
    pub fn within(mut self, cx: &Context) -> Self {
        self.parent = Some(cx.clone());
        self
    }

    /// As [`Call::metadata`](super::Call::metadata).
    pub fn metadata(mut self, key: &str, value: &str) -> Self {
        let appended = self.metadata.append(key, value);
        self.invalid = self.invalid.or(appended.err());
        self
    }

    /// As [`Call::metadata_bin`](super::Call::metadata_bin).
    pub fn metadata_bin(mut self, key: &str, value: impl AsRef<[u8]>) -> Self {
        let appended = self.metadata.append_bin(key, value);
        self.invalid = self.invalid.or(appended.err());
        self
    }

    /// As [`Call::wait_for_ready`](super::Call::wait_for_ready).
    pub fn wait_for_ready(mut self) -> Self {
        self.wait_for_ready = true;
        self
    }

    /// As [`Call::intercept`](super::Call::intercept).
    pub fn intercept(mut self, interceptor: impl ClientInterceptor) -> Self {
        self.interceptors.push(interceptor);
        self
    }

    /// These options with `defaults` where they say nothing.
    pub(super) fn or(mut self, defaults: &Self) -> Self {
        if self.timeout.is_none() && self.deadline.is_none() {
            self.timeout = defaults.timeout;
            self.deadline = defaults.deadline;
        }
        self.parent = self.parent.or_else(|| defaults.parent.clone());
        self.metadata.extend(&defaults.metadata);
        self.invalid = self.invalid.or_else(|| defaults.invalid.clone());
        self.wait_for_ready |= defaults.wait_for_ready;
        self.interceptors = defaults.interceptors.around(&self.interceptors);
        self.compression = self.compression.or(defaults.compression);
        self
    }

    /// The earliest of all that was said about the end.
    pub(super) fn earliest_deadline(&self, now: Instant) -> Option<Instant> {
        // A timeout too long to be added is as good as none.
        let timeout = self.timeout.and_then(|timeout| now.checked_add(timeout));
        let parent = self.parent.as_ref().and_then(Context::deadline);
        [timeout, self.deadline, parent].into_iter().flatten().min()
    }
}
