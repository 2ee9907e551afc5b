//! Interceptors on both sides: their order, what they see, and what they can change.

mod bearer;
mod client;
mod ending;
mod server;

use std::{
    future::Future,
    sync::{Arc, Mutex},
};

use strait::{
    Status,
    interceptor::{
        CallEnd, ClientInterceptor, ClientNext, IncomingCall, MessageView, OutgoingCall, Reply,
        ServerInterceptor, ServerNext,
    },
};
use strait_tests::lab::Note;

/// An interceptor that is a closure of the test.
struct Around<F>(F);

impl<F, Fut> ServerInterceptor for Around<F>
where
    F: Fn(IncomingCall, ServerNext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Reply, Status>> + Send + 'static,
{
    async fn intercept(&self, call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
        (self.0)(call, next).await
    }
}

/// The same for a client.
struct Outside<F>(F);

impl<F, Fut> ClientInterceptor for Outside<F>
where
    F: Fn(OutgoingCall, ClientNext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Reply, Status>> + Send + 'static,
{
    async fn intercept(&self, call: OutgoingCall, next: ClientNext) -> Result<Reply, Status> {
        (self.0)(call, next).await
    }
}

/// What happened, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn say(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Says its name on the way in and on the way out, on either side.
struct Named(&'static str, Log);

impl ServerInterceptor for Named {
    async fn intercept(&self, call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
        self.1.say(format!("{} in", self.0));
        let reply = next.run(call).await;
        self.1.say(format!("{} out", self.0));
        reply
    }
}

impl ClientInterceptor for Named {
    async fn intercept(&self, call: OutgoingCall, next: ClientNext) -> Result<Reply, Status> {
        self.1.say(format!("{} in", self.0));
        let reply = next.run(call).await;
        self.1.say(format!("{} out", self.0));
        reply
    }
}

/// Adds ten to the number of each note, and logs what was there.
fn add_ten(log: Log, what: &'static str) -> impl FnMut(&mut MessageView<'_>) -> Result<(), Status> {
    move |message| {
        let mut note: Note = message.decode()?;
        log.say(format!("{what} {} of {} bytes", note.number, message.len()));
        note.number += 10;
        message.replace(&note)
    }
}

fn ended(end: &CallEnd<'_>) -> String {
    format!("{} {:?}", end.code(), end.trailers().get("last"))
}
