//! Decisions without effects: the clock and randomness are arguments.

#[cfg(feature = "server")]
mod adaptive;
#[cfg(feature = "client")]
mod backoff;
mod idle;
mod keepalive;
#[cfg(feature = "server")]
mod lifetime;
#[cfg(feature = "server")]
mod rate;
#[cfg(feature = "server")]
mod strikes;

#[cfg(feature = "server")]
pub(crate) use adaptive::{Adaptive, AdaptiveSettings};
#[cfg(feature = "client")]
pub(crate) use backoff::Backoff;
pub(crate) use idle::{IdleState, IdleStep};
pub use keepalive::Keepalive;
pub(crate) use keepalive::{KeepaliveState, KeepaliveStep};
#[cfg(feature = "server")]
pub(crate) use lifetime::{Closing, Lifetime, LifetimeSettings, Totals, Verdict};
#[cfg(feature = "server")]
pub(crate) use rate::Rate;
#[cfg(feature = "server")]
pub(crate) use strikes::{PingSettings, PingStrikes, PingsSeen};
