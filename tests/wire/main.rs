//! What goes over the wire, frame by frame, and peers that misbehave.

mod client_meets;
mod server_answers;
mod server_meets;
