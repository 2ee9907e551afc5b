//! The diary: its contract, the service that keeps it, and the interceptors that guard it.
//!
//! The service never sees a token: [`RequireToken`] turns it into a [`User`] before any handler
//! runs. [`RequestLog`] writes a line for each call, whoever answered it.

mod log;
mod token;

pub use log::RequestLog;
pub use token::{RequireToken, User};

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use strait::{Context, Message, Status, Streaming, rpc_service};

strait::package!("diary");

/// A diary for each of many people.
#[rpc_service]
pub trait Diary {
    /// Adds an entry to the diary of whoever calls.
    async fn write(&self, entry: Entry, cx: &Context) -> Result<(), Status>;

    /// All entries of whoever calls.
    async fn read(&self, cx: &Context) -> Result<Streaming<Entry>, Status>;
}

/// What somebody wrote.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Entry {
    /// The text.
    #[tag(1)]
    pub text: String,
}

/// Diaries in memory.
#[derive(Clone, Debug, Default)]
pub struct Diaries(Arc<Mutex<HashMap<User, Vec<Entry>>>>);

impl Diaries {
    fn with<T>(&self, cx: &Context, edit: impl FnOnce(&mut Vec<Entry>) -> T) -> Result<T, Status> {
        let user = cx.extension().ok_or_else(|| Status::unauthenticated("nobody is logged in"))?;
        let mut diaries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(edit(diaries.entry(user).or_default()))
    }
}

impl Diary for Diaries {
    async fn write(&self, entry: Entry, cx: &Context) -> Result<(), Status> {
        self.with(cx, |entries| entries.push(entry))
    }

    async fn read(&self, cx: &Context) -> Result<Streaming<Entry>, Status> {
        Ok(Streaming::from_iter(self.with(cx, |entries| entries.clone())?))
    }
}
