//! A line for each call.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use strait::{
    Context, Status,
    interceptor::{CallEnd, IncomingCall, Reply, ServerInterceptor, ServerNext},
};

use super::User;

/// Writes a line for each call when it is over: who called what, how it ended, how many messages
/// went each way, and how long it took.
///
/// ```text
/// ann /diary.Diary/Read OK, 1 in, 3 out, 1.2 ms
/// ```
pub struct RequestLog {
    write: fn(String),
}

impl RequestLog {
    /// Gives each line to `write`.
    #[must_use]
    pub fn new(write: fn(String)) -> Self {
        Self { write }
    }
}

impl ServerInterceptor for RequestLog {
    async fn intercept(&self, mut call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
        let (received, sent) = (Counter::default(), Counter::default());
        // A hook, and not code after `next.run`: a stream is not over then, and a call that is
        // cancelled does not get there.
        let (write, path, cx) = (self.write, call.path().to_owned(), call.context().clone());
        let counts = (received.clone(), sent.clone());
        call.on_end(move |end| write(line(&path, &cx, &counts, end)));

        call.on_message(move |_| {
            received.add_one();
            Ok(())
        });
        next.run(call).await?.on_message(move |_| {
            sent.add_one();
            Ok(())
        })
    }
}

fn line(
    path: &str,
    cx: &Context,
    (received, sent): &(Counter, Counter),
    end: &CallEnd<'_>,
) -> String {
    let user = cx.extension().map_or_else(|| cx.peer().to_string(), |User(name)| name);
    let ms = end.elapsed().as_secs_f64() * 1000.0;
    let (received, sent) = (received.get(), sent.get());
    let mut line = format!("{user} {path} {}, {received} in, {sent} out, {ms:.1} ms", end.code());
    if let Some(status) = end.status() {
        line.push_str(": ");
        line.push_str(status.message());
    }
    line
}

#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Counter {
    fn add_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}
