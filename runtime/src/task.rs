//! Tasks of one type.

use std::{future::Future, pin::Pin};

/// What a task runs, unless it is a call of the server, where an allocation counts.
///
/// The runtime's code for a task is compiled once for each type of future, in everybody's build.
pub(crate) type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Makes a task of a future.
pub(crate) fn task(future: impl Future<Output = ()> + Send + 'static) -> Task {
    Box::pin(future)
}
