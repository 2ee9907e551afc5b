//! What interceptors leave behind to be told about the metadata and the end of a call.
//!
//! The engines run the hooks: exactly once each, whatever becomes of the call. A hook that panics
//! fails the call with UNKNOWN and nothing else.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use crate::{Code, Metadata, Status};

type MetadataHook = Box<dyn FnOnce(&mut Metadata) + Send>;
type EndHook = Box<dyn FnOnce(&mut CallEnd<'_>) + Send>;

/// How a call ended.
///
/// Given to what [`on_end`](crate::interceptor::IncomingCall::on_end) registered.
pub struct CallEnd<'a> {
    status: Option<&'a Status>,
    replaced: Option<Status>,
    trailers: &'a mut Metadata,
    elapsed: Duration,
}

impl CallEnd<'_> {
    /// Why the call failed; `None` if it went well.
    #[must_use]
    pub fn status(&self) -> Option<&Status> {
        self.replaced.as_ref().or(self.status)
    }

    /// The code, [`Code::Ok`] included.
    #[must_use]
    pub fn code(&self) -> Code {
        self.status().map_or(Code::Ok, Status::code)
    }

    /// Fails the call, or fails it with another status. Whoever is told the end of the call later
    /// is told this one; nobody is, of a call that was cancelled.
    pub fn set_status(&mut self, status: Status) {
        self.replaced = Some(status);
    }

    /// The metadata that goes or came with the end, of a failed call as well.
    #[must_use]
    pub fn trailers(&self) -> &Metadata {
        self.trailers
    }

    /// The trailers, to be changed before the caller sees them.
    pub fn trailers_mut(&mut self) -> &mut Metadata {
        self.trailers
    }

    /// The time since the hook was registered.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Debug for CallEnd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallEnd")
            .field("status", &self.status())
            .field("trailers", &self.trailers)
            .field("elapsed", &self.elapsed)
            .finish()
    }
}

/// Hooks in the order in which they were registered, which is from the outside in; they run from
/// the inside out. A call without any pays for an empty option.
#[derive(Default)]
pub(crate) struct Hooks(Option<Box<Registered>>);

#[derive(Default)]
struct Registered {
    initial_metadata: Vec<MetadataHook>,
    end: Vec<(Instant, EndHook)>,
    panicked: bool,
}

impl Hooks {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn on_initial_metadata(
        &mut self,
        hook: impl FnOnce(&mut Metadata) + Send + 'static,
    ) {
        self.0.get_or_insert_default().initial_metadata.push(Box::new(hook));
    }

    pub(crate) fn on_end(
        &mut self,
        now: Instant,
        hook: impl FnOnce(&mut CallEnd<'_>) + Send + 'static,
    ) {
        self.0.get_or_insert_default().end.push((now, Box::new(hook)));
    }

    /// Takes the hooks that wait for the initial metadata.
    pub(crate) fn take_initial(&mut self) -> InitialHooks {
        InitialHooks(match &mut self.0 {
            Some(registered) => std::mem::take(&mut registered.initial_metadata),
            None => Vec::new(),
        })
    }

    /// Notes that a hook panicked: the call ends with UNKNOWN.
    pub(crate) fn note_panic(&mut self) {
        self.0.get_or_insert_default().panicked = true;
    }

    /// Runs what waits for the end. `outcome` and `trailers` are what they make of it; the trailers
    /// of a failed call are in its status before and after.
    pub(crate) fn end(
        &mut self,
        now: Instant,
        outcome: &mut Result<(), Status>,
        trailers: &mut Metadata,
    ) {
        let Some(registered) = self.0.take() else { return };
        if registered.panicked {
            *outcome = Err(panicked());
        }
        if let Err(status) = outcome {
            let mut all = std::mem::take(status.metadata_mut());
            all.extend(trailers);
            *trailers = all;
        }
        for (since, hook) in registered.end.into_iter().rev() {
            let elapsed = now.saturating_duration_since(since);
            let status = outcome.as_ref().err();
            let mut end = CallEnd { status, replaced: None, trailers, elapsed };
            let replaced = match catch_unwind(AssertUnwindSafe(|| hook(&mut end))) {
                Ok(()) => end.replaced,
                Err(_) => Some(panicked()),
            };
            if let Some(mut status) = replaced {
                trailers.extend(&std::mem::take(status.metadata_mut()));
                *outcome = Err(not_ok(status));
            }
        }
        if let Err(status) = outcome {
            *status.metadata_mut() = std::mem::take(trailers);
        }
    }
}

/// See [`Hooks::take_initial`].
#[must_use]
pub(crate) struct InitialHooks(Vec<MetadataHook>);

impl InitialHooks {
    /// Runs them; `false` if one panicked.
    pub(crate) fn run(self, metadata: &mut Metadata) -> bool {
        let mut all_well = true;
        for hook in self.0.into_iter().rev() {
            all_well &= catch_unwind(AssertUnwindSafe(|| hook(metadata))).is_ok();
        }
        all_well
    }
}

/// What a call whose interceptor panicked ends with. The message of the panic may tell secrets;
/// the panic hook has printed it on this side.
pub(crate) fn panicked() -> Status {
    Status::unknown("an interceptor panicked")
}

/// A failure must not read as success.
fn not_ok(status: Status) -> Status {
    match status.code() {
        Code::Ok => Status::internal("the call failed with a status of code OK"),
        _ => status,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn hooks_run_from_the_inside_out_and_see_what_the_inner_ones_made() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let start = Instant::now();
        let mut hooks = Hooks::default();
        for name in ["outer", "middle", "inner"] {
            let seen = Arc::clone(&seen);
            hooks.on_end(start, move |end| {
                seen.lock().unwrap().push((name, end.code(), end.trailers().len()));
                end.trailers_mut().append("k", name).unwrap();
                if name == "inner" {
                    end.set_status(Status::aborted("no"));
                }
                assert_ne!(name, "middle", "panics");
            });
        }
        let mut outcome = Ok(());
        let mut trailers = Metadata::new();
        hooks.end(start, &mut outcome, &mut trailers);
        hooks.end(start, &mut outcome, &mut trailers);
        let expected =
            [("inner", Code::Ok, 0), ("middle", Code::Aborted, 1), ("outer", Code::Unknown, 2)];
        assert_eq!(*seen.lock().unwrap(), expected);
        let status = outcome.unwrap_err();
        assert_eq!(status.code(), Code::Unknown);
        assert_eq!(
            status.metadata().get_all("k").collect::<Vec<_>>(),
            ["inner", "middle", "outer"]
        );
    }
}
