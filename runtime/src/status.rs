//! The error of a call.

use std::{borrow::Cow, error::Error, fmt};

use bytes::Bytes;

use crate::{Code, Metadata};

/// Why a call failed: a [`Code`], a message for people, and what the peer added to it.
///
/// One pointer wide, so that a `Result` stays small. The source is for logs on this side only: it
/// never goes over the wire.
///
/// ```
/// use strait::{Code, Status};
///
/// let status = Status::not_found("no user 42");
/// assert_eq!(status.code(), Code::NotFound);
/// assert_eq!(status.to_string(), "NOT_FOUND: no user 42");
/// ```
pub struct Status(Box<Inner>);

struct Inner {
    code: Code,
    message: Cow<'static, str>,
    details: Bytes,
    initial: Metadata,
    metadata: Metadata,
    origin: Origin,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// Who came to the conclusion that the call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This process: the handler, or strait from what it saw of the connection.
    Local,
    /// The peer said so in `grpc-status`.
    Remote,
}

impl Status {
    /// Makes a status.
    #[must_use]
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            code,
            message: message.into(),
            details: Bytes::new(),
            initial: Metadata::new(),
            metadata: Metadata::new(),
            origin: Origin::Local,
            source: None,
        }))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The message for people. Up to 4 KiB of it travel, fewer beside large details and trailers.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Whether the peer said it or this side concluded it.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.0.origin
    }

    /// The encoded `google.rpc.Status` that travels in `grpc-status-details-bin`; empty for none.
    #[must_use]
    pub fn details(&self) -> &Bytes {
        &self.0.details
    }

    /// The trailers that came or go with the status.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.0.metadata
    }

    /// The trailers that go with the status, to be added to.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.0.metadata
    }

    /// The metadata that the server sent before the call failed. Empty if it sent none, and on a
    /// server, where the [`Context`](crate::Context) takes it.
    #[must_use]
    pub fn initial_metadata(&self) -> &Metadata {
        &self.0.initial
    }

    /// Sets the encoded `google.rpc.Status`. It travels if it fits with the first KiB of the message
    /// and with the trailers into the [8 KiB](Metadata::MAX_SIZE) that peers take, as base64, which
    /// makes it a third longer: the code and message are worth more.
    #[must_use]
    pub fn with_details(mut self, details: impl Into<Bytes>) -> Self {
        self.0.details = details.into();
        self
    }

    /// Keeps the error behind the status for logs on this side; the peer never sees it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_metadata(mut self, metadata: Metadata) -> Self {
        self.0.metadata = metadata;
        self
    }

    pub(crate) fn with_initial_metadata(mut self, metadata: Metadata) -> Self {
        self.0.initial = metadata;
        self
    }

    pub(crate) fn said_by_peer(mut self) -> Self {
        self.0.origin = Origin::Remote;
        self
    }

    /// A copy without the source, for a failure that many calls share.
    pub(crate) fn copy(&self) -> Self {
        Self(Box::new(Inner {
            code: self.0.code,
            message: self.0.message.clone(),
            details: self.0.details.clone(),
            initial: self.0.initial.clone(),
            metadata: self.0.metadata.clone(),
            origin: self.0.origin,
            source: None,
        }))
    }
}

macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident => $code:ident;)*) => {
        /// One constructor a code.
        impl Status {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(message: impl Into<Cow<'static, str>>) -> Self {
                Self::new(Code::$code, message)
            })*
        }
    };
}

constructors! {
    /// `CANCELLED`: the caller gave up.
    cancelled => Cancelled;
    /// `UNKNOWN`: an error without a better code.
    unknown => Unknown;
    /// `INVALID_ARGUMENT`: the request is wrong whatever the state of the system.
    invalid_argument => InvalidArgument;
    /// `DEADLINE_EXCEEDED`: time ran out.
    deadline_exceeded => DeadlineExceeded;
    /// `NOT_FOUND`: something the request names does not exist.
    not_found => NotFound;
    /// `ALREADY_EXISTS`: something the request creates exists already.
    already_exists => AlreadyExists;
    /// `PERMISSION_DENIED`: the caller is known and may not do this.
    permission_denied => PermissionDenied;
    /// `RESOURCE_EXHAUSTED`: a quota, a limit or a disk is used up.
    resource_exhausted => ResourceExhausted;
    /// `FAILED_PRECONDITION`: the system is not in the state the call needs.
    failed_precondition => FailedPrecondition;
    /// `ABORTED`: the call lost against another.
    aborted => Aborted;
    /// `OUT_OF_RANGE`: the request goes past a valid range.
    out_of_range => OutOfRange;
    /// `UNIMPLEMENTED`: the method is not there.
    unimplemented => Unimplemented;
    /// `INTERNAL`: an invariant is broken.
    internal => Internal;
    /// `UNAVAILABLE`: the service cannot be reached just now.
    unavailable => Unavailable;
    /// `DATA_LOSS`: data is lost beyond repair.
    data_loss => DataLoss;
    /// `UNAUTHENTICATED`: the caller is not known.
    unauthenticated => Unauthenticated;
}

/// `CODE: message`, the source left out: it may hold what the reader must not see.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.code)?;
        if !self.0.message.is_empty() {
            write!(f, ": {}", self.0.message)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut s = f.debug_struct("Status");
        s.field("code", &self.0.code).field("message", &self.0.message);
        s.field("origin", &self.0.origin);
        if !self.0.details.is_empty() {
            s.field("details", &self.0.details);
        }
        if !self.0.initial.is_empty() {
            s.field("initial_metadata", &self.0.initial);
        }
        if !self.0.metadata.is_empty() {
            s.field("metadata", &self.0.metadata);
        }
        if let Some(source) = &self.0.source {
            s.field("source", source);
        }
        s.finish()
    }
}

impl Error for Status {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|e| e as _)
    }
}

/// Turns other errors into a [`Status`], one explicit code at a time.
///
/// There is no blanket `From`: what an error says is for the log, and what the caller may read is
/// a decision.
///
/// ```
/// use strait::{Code, OrStatus, Status};
///
/// fn read() -> Result<String, Status> {
///     std::fs::read_to_string("/no/such/file").or_status(Code::Internal)
/// }
/// let status = read().unwrap_err();
/// assert_eq!(status.to_string(), "INTERNAL");
/// assert!(std::error::Error::source(&status).is_some());
/// ```
pub trait OrStatus<T> {
    /// Replaces the error by a status with `code` and no message; the error becomes its source.
    ///
    /// # Errors
    ///
    /// If `self` is an error (or `None`).
    fn or_status(self, code: Code) -> Result<T, Status>;

    /// Replaces the error by a status with `code` and a message that the caller may read.
    ///
    /// # Errors
    ///
    /// If `self` is an error (or `None`).
    fn or_status_with(self, code: Code, message: impl Into<Cow<'static, str>>)
    -> Result<T, Status>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> OrStatus<T> for Result<T, E> {
    fn or_status(self, code: Code) -> Result<T, Status> {
        self.or_status_with(code, "")
    }

    fn or_status_with(
        self,
        code: Code,
        message: impl Into<Cow<'static, str>>,
    ) -> Result<T, Status> {
        self.map_err(|error| Status::new(code, message).with_source(error))
    }
}

impl<T> OrStatus<T> for Option<T> {
    fn or_status(self, code: Code) -> Result<T, Status> {
        self.or_status_with(code, "")
    }

    fn or_status_with(
        self,
        code: Code,
        message: impl Into<Cow<'static, str>>,
    ) -> Result<T, Status> {
        self.ok_or_else(|| Status::new(code, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_one_pointer_wide() {
        assert_eq!(size_of::<Result<(), Status>>(), size_of::<usize>());
    }

    #[test]
    fn the_source_shows_in_debug_and_not_in_display() {
        let status = Status::internal("cannot save").with_source("disk sda1 is full");
        assert_eq!(status.to_string(), "INTERNAL: cannot save");
        assert!(format!("{status:?}").contains("sda1"));
    }
}
