//! The chat: its contract, and the room that keeps it.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use strait::{Message, Oneof, Status, Streaming, rpc_service};
use tokio::sync::broadcast::{self, error::RecvError};

strait::package!("chat");

/// A room to chat in.
#[rpc_service]
pub trait Chat {
    /// Joins the room for as long as the stream of lines lasts. The first line is a name.
    async fn join(&self, lines: Streaming<Line>) -> Result<Streaming<Event>, Status>;
}

/// What a member sends.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Line {
    /// The text.
    #[tag(1)]
    pub text: String,
}

/// Something that happened in the room.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Event {
    /// Who did it.
    #[tag(1)]
    pub name: String,
    /// What it was.
    #[oneof]
    pub what: Option<What>,
}

/// What a member can do.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum What {
    /// Came in.
    #[tag(2)]
    Joined(Joined),
    /// Said something.
    #[tag(3)]
    Said(String),
    /// Went away.
    #[tag(4)]
    Left(Left),
}

/// Somebody came in.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Joined {
    /// Everybody who is in the room now.
    #[tag(1)]
    pub members: Vec<String>,
}

/// Somebody went away.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Left {}

/// A room in memory. Clones are the same room.
#[derive(Clone, Debug)]
pub struct Room(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    members: HashSet<String>,
    /// None once the room is closed.
    events: Option<broadcast::Sender<Event>>,
}

/// How many events a member may be behind before it is put out, so that nobody's slow connection
/// costs the server more memory than this.
const BEHIND: usize = 256;

impl Default for Room {
    fn default() -> Self {
        let (events, _) = broadcast::channel(BEHIND);
        Self(Arc::new(Mutex::new(State { members: HashSet::new(), events: Some(events) })))
    }
}

impl Room {
    /// Ends the stay of everybody.
    pub fn close(&self) {
        self.state().events = None;
    }

    fn enter(&self, name: String) -> Result<(Member, broadcast::Receiver<Event>), Status> {
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(Status::invalid_argument(format!("{name:?} is no name")));
        }
        let mut state = self.state();
        let events = match &state.events {
            Some(events) => events.subscribe(),
            None => return Err(Status::unavailable("the room is closed")),
        };
        if !state.members.insert(name.clone()) {
            return Err(Status::already_exists(format!("{name} is in the room already")));
        }
        let mut members: Vec<_> = state.members.iter().cloned().collect();
        members.sort();
        drop(state);
        let member = Member { room: self.clone(), name };
        member.tell(What::Joined(Joined { members }));
        Ok((member, events))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Chat for Room {
    async fn join(&self, mut lines: Streaming<Line>) -> Result<Streaming<Event>, Status> {
        let name = lines.message().await?.unwrap_or_default().text;
        let (member, mut events) = self.enter(name)?;
        Ok(Streaming::produce(async move |mut tx| {
            loop {
                tokio::select! {
                    line = lines.message() => match line? {
                        Some(Line { text }) => member.tell(What::Said(text)),
                        None => return Ok(()),
                    },
                    event = events.recv() => match event {
                        Ok(event) => tx.send(event).await?,
                        Err(RecvError::Closed) => return Ok(()),
                        Err(RecvError::Lagged(_)) => {
                            let message = format!("{} is too slow for this room", member.name);
                            return Err(Status::resource_exhausted(message));
                        }
                    },
                }
            }
        }))
    }
}

/// Somebody's stay in the room; it ends with the call, however that ends.
struct Member {
    room: Room,
    name: String,
}

impl Member {
    fn tell(&self, what: What) {
        if let Some(events) = &self.room.state().events {
            // An error means that nobody is there to hear it.
            let _ = events.send(Event { name: self.name.clone(), what: Some(what) });
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.room.state().members.remove(&self.name);
        self.tell(What::Left(Left {}));
    }
}
