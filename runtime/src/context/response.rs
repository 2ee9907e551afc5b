//! The response metadata that a handler sets and its call sends.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    task::Waker,
    time::Instant,
};

use super::hooks::{CallEnd, Hooks};
use crate::{InvalidMetadata, Metadata, compression::Choice};

#[derive(Default)]
pub(crate) struct ResponseMetadata(Mutex<State>);

#[derive(Default)]
struct State {
    initial: Metadata,
    initial_sent: bool,
    compression: Choice,
    flush: bool,
    trailers: Metadata,
    hooks: Hooks,
    /// The call's task, woken for a flush that another task asks for.
    call: Option<Waker>,
}

impl ResponseMetadata {
    pub(super) fn edit_initial(
        &self,
        edit: impl FnOnce(&mut Metadata) -> Result<(), InvalidMetadata>,
    ) -> Result<(), InvalidMetadata> {
        let mut state = self.state();
        if state.initial_sent {
            return Err(InvalidMetadata::already_sent());
        }
        edit(&mut state.initial)
    }

    pub(super) fn edit_trailers(
        &self,
        edit: impl FnOnce(&mut Metadata) -> Result<(), InvalidMetadata>,
    ) -> Result<(), InvalidMetadata> {
        edit(&mut self.state().trailers)
    }

    pub(crate) fn on_initial_metadata(&self, hook: impl FnOnce(&mut Metadata) + Send + 'static) {
        self.state().hooks.on_initial_metadata(hook);
    }

    pub(crate) fn on_end(
        &self,
        now: Instant,
        hook: impl FnOnce(&mut CallEnd<'_>) + Send + 'static,
    ) {
        self.state().hooks.on_end(now, hook);
    }

    pub(super) fn choose_compression(&self, choice: Choice) {
        self.state().compression = choice;
    }

    pub(super) fn request_flush(&self) {
        let waker = {
            let mut state = self.state();
            state.flush = true;
            state.call.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The call's side.
impl ResponseMetadata {
    /// Adds to both; initial metadata only if it has not been sent.
    pub(crate) fn extend(&self, initial: &Metadata, trailers: &Metadata) {
        if initial.is_empty() && trailers.is_empty() {
            return;
        }
        let mut state = self.state();
        if !state.initial_sent {
            state.initial.extend(initial);
        }
        state.trailers.extend(trailers);
    }

    /// Takes the initial metadata, to which nothing can be added after that, and how the handler
    /// wants its messages compressed.
    pub(crate) fn take_initial(&self) -> (Metadata, Choice) {
        let (mut initial, choice, hooks) = {
            let mut state = self.state();
            state.initial_sent = true;
            let initial = std::mem::take(&mut state.initial);
            (initial, state.compression, state.hooks.take_initial())
        };
        // Outside the lock: a hook may use the context.
        if !hooks.run(&mut initial) {
            self.state().hooks.note_panic();
        }
        (initial, choice)
    }

    /// Whether the handler wants its messages not compressed.
    pub(crate) fn is_uncompressed(&self) -> bool {
        self.state().compression == Choice::Off
    }

    /// Takes the trailers, and the hooks that wait for the end.
    pub(crate) fn take_end(&self) -> (Metadata, Hooks) {
        let mut state = self.state();
        (std::mem::take(&mut state.trailers), std::mem::take(&mut state.hooks))
    }

    /// Whether the handler set initial metadata or asked for it to be sent.
    pub(crate) fn has_initial(&self) -> bool {
        let state = self.state();
        state.flush || !state.initial.is_empty()
    }

    /// Whether the headers are to go now; otherwise `waker` hears of it.
    pub(crate) fn poll_flush(&self, waker: &Waker) -> bool {
        let mut state = self.state();
        if !state.flush {
            state.call = Some(waker.clone());
        }
        state.flush && !state.initial_sent
    }
}
