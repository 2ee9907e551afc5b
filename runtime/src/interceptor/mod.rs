//! Code around calls, on both sides: for authentication, logs, measurements, retries.
//!
//! An interceptor is a type with an `async fn` that is given each call and a `next`: what it does
//! before `next.run(call)` happens on the way in, what it does after that on the way out, and if
//! it does not run it, it answers by itself, with a [`Reply`] or a [`Status`](crate::Status).
//! [`ServerInterceptor`]s stand around handlers, [`ClientInterceptor`]s around calls that are made.
//!
//! | to put it around | write |
//! | --- | --- |
//! | a whole server | `Server::builder().intercept(i)` |
//! | one service | `GreeterServer::new(greeter).intercept(i)` |
//! | all calls of a channel | `Channel::builder().intercept(i)`, or `channel.intercept(i)` for another handle on the same connection |
//! | a client's calls, one call | `CallOptions::new().intercept(i)`, `client.say_hello(request).intercept(i)` |
//!
//! Each list is in the order of the table, and within one the first that is added is the outermost:
//! it sees a request first and its response last.
//!
//! # What it sees
//!
//! | | on the server | on the client |
//! | --- | --- | --- |
//! | method, deadline, peer or target | [`IncomingCall`] and its [`Context`](crate::Context) | [`OutgoingCall`] |
//! | request metadata | [`IncomingCall::metadata_mut`] | [`OutgoingCall::metadata_mut`] |
//! | the request before it is handled or sent | [`IncomingCall::first_message`] | [`OutgoingCall::message`] |
//! | each message of the request | [`IncomingCall::on_message`] | [`OutgoingCall::on_message`] |
//! | initial metadata of the response | [`IncomingCall::on_initial_metadata`] | [`OutgoingCall::on_initial_metadata`] |
//! | the response | [`Reply::as_message`] | [`Reply::as_message`] |
//! | each message of the response | [`Reply::on_message`] | [`Reply::on_message`] |
//! | status, trailers, time taken | [`IncomingCall::on_end`] | [`OutgoingCall::on_end`] |
//!
//! A stream is not over when `next.run` returns. What an interceptor wants to know or change later
//! it leaves as a hook. Hooks are not async, so that they can run where the call ends, however
//! it does: those of `on_end` run exactly once, when the call has gone well or failed,
//! was cancelled, dropped, ended by its deadline or by a panic.
//!
//! Messages are seen as they are encoded, before compression and after decompression;
//! [`MessageView::decode`] makes one of them of the bytes.
//!
//! # What it costs
//!
//! A call without interceptors pays the comparison of a pointer with null. With them it pays one
//! allocation for each, and what the hooks take.

#[cfg(feature = "client")]
mod bearer;
mod chain;
#[cfg(feature = "client")]
mod client;
mod hooked;
mod message;
mod reply;
#[cfg(feature = "server")]
mod server;

#[cfg(feature = "client")]
pub use bearer::BearerToken;
#[cfg(feature = "client")]
pub use client::{ClientInterceptor, ClientNext, OutgoingCall};
pub use message::MessageView;
pub use reply::Reply;
#[cfg(feature = "server")]
pub use server::{IncomingCall, Intercepted, ServerInterceptor, ServerNext};

pub use crate::context::CallEnd;

pub(crate) use chain::Chain;
#[cfg(feature = "client")]
pub(crate) use client::{ClientChain, start};
#[cfg(feature = "server")]
pub(crate) use server::{Last, ServerChain};
