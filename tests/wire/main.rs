//! What goes over the wire, frame by frame, and peers that misbehave.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client_keeps_alive;
mod client_meets;
mod client_queues;
mod client_reads;
mod client_refuses;
mod client_retries;
mod compression;
mod server_answers;
mod server_lives;
mod server_meets;
mod server_tells;
