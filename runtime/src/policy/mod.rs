//! Decisions without effects: the clock and randomness are arguments.

#[cfg(feature = "client")]
mod backoff;
#[cfg(feature = "server")]
mod lifetime;
#[cfg(feature = "server")]
mod rate;

#[cfg(feature = "client")]
pub(crate) use backoff::Backoff;
#[cfg(feature = "server")]
pub(crate) use lifetime::{Closing, Lifetime, LifetimeSettings, Totals, Verdict};
#[cfg(feature = "server")]
pub(crate) use rate::Rate;
