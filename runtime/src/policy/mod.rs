//! Decisions without effects: the clock and randomness are arguments.

mod backoff;

pub(crate) use backoff::Backoff;
