//! A service with one method of each kind, whose handlers are closures of the test.

use std::{future::Future, net::SocketAddr};

use bytes::Bytes;
use futures::{StreamExt as _, future::BoxFuture};
use strait::{
    Context, Message, Server, Status, Streaming, rpc_service,
    server::{Builder, ServerHandle},
};

strait::package!("lab");

/// What is sent either way.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Note {
    /// Text.
    #[tag(1)]
    pub text: String,
    /// A number, often a position.
    #[tag(2)]
    pub number: u64,
    /// Ballast.
    #[tag(3)]
    pub data: Bytes,
}

impl Note {
    /// A note of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A note of a number.
    #[must_use]
    pub fn number(number: u64) -> Self {
        Self { number, ..Self::default() }
    }

    /// A note of `len` bytes of ballast.
    #[must_use]
    pub fn ballast(len: usize) -> Self {
        Self { data: vec![7; len].into(), ..Self::default() }
    }
}

/// One method of each kind.
#[rpc_service]
pub trait Lab {
    /// One note for one.
    async fn unary(&self, note: Note, cx: &Context) -> Result<Note, Status>;
    /// One note for many.
    async fn collect(&self, notes: Streaming<Note>, cx: &Context) -> Result<Note, Status>;
    /// Many notes for one.
    async fn expand(&self, note: Note, cx: &Context) -> Result<Streaming<Note>, Status>;
    /// Many notes for many.
    async fn chat(&self, notes: Streaming<Note>, cx: &Context) -> Result<Streaming<Note>, Status>;
}

/// Asked whether a server still serves, whatever the script does to the calls of [`Lab`].
#[rpc_service]
pub trait Pulse {
    /// Is there any?
    async fn beat(&self) -> Result<(), Status>;
}

struct Alive;

impl Pulse for Alive {
    async fn beat(&self) -> Result<(), Status> {
        Ok(())
    }
}

type Handler<A, R> = Box<dyn Fn(A, Context) -> BoxFuture<'static, Result<R, Status>> + Send + Sync>;

/// A [`Lab`] made of closures.
///
/// Without any: `unary` and `chat` echo, `collect` counts the notes into `number` and joins their
/// texts, `expand` sends `number` notes counted from 0.
pub struct Script {
    unary: Handler<Note, Note>,
    collect: Handler<Streaming<Note>, Note>,
    expand: Handler<Note, Streaming<Note>>,
    chat: Handler<Streaming<Note>, Streaming<Note>>,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            unary: boxed(async |note, _| Ok(note)),
            collect: boxed(count),
            expand: boxed(async |note: Note, _| {
                Ok(Streaming::from_iter((0..note.number).map(Note::number)))
            }),
            chat: boxed(async |notes, _| Ok(notes)),
        }
    }
}

async fn count(mut notes: Streaming<Note>, _: Context) -> Result<Note, Status> {
    let mut sum = Note::default();
    while let Some(note) = notes.message().await? {
        sum.text.push_str(&note.text);
        sum.number += 1;
    }
    Ok(sum)
}

fn boxed<A, R, F, Fut>(handler: F) -> Handler<A, R>
where
    F: Fn(A, Context) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<R, Status>> + Send + 'static,
{
    Box::new(move |argument, cx| Box::pin(handler(argument, cx)))
}

macro_rules! setters {
    ($($name:ident: $argument:ty => $result:ty, $method:ident;)*) => {$(
        /// Replaces a handler.
        #[must_use]
        pub fn $method<F, Fut>(mut self, handler: F) -> Self
        where
            F: Fn($argument, Context) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = Result<$result, Status>> + Send + 'static,
        {
            self.$name = boxed(handler);
            self
        }
    )*};
}

impl Script {
    /// A lab that behaves as [`Script`] says.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    setters! {
        unary: Note => Note, on_unary;
        collect: Streaming<Note> => Note, on_collect;
        expand: Note => Streaming<Note>, on_expand;
        chat: Streaming<Note> => Streaming<Note>, on_chat;
    }
}

impl Lab for Script {
    async fn unary(&self, note: Note, cx: &Context) -> Result<Note, Status> {
        (self.unary)(note, cx.clone()).await
    }

    async fn collect(&self, notes: Streaming<Note>, cx: &Context) -> Result<Note, Status> {
        (self.collect)(notes, cx.clone()).await
    }

    async fn expand(&self, note: Note, cx: &Context) -> Result<Streaming<Note>, Status> {
        (self.expand)(note, cx.clone()).await
    }

    async fn chat(&self, notes: Streaming<Note>, cx: &Context) -> Result<Streaming<Note>, Status> {
        (self.chat)(notes, cx.clone()).await
    }
}

/// A server's builder with the script on it, and a [`Pulse`].
pub fn builder(script: Script) -> Builder {
    Server::builder()
        // Tests learn by PINGs what was read.
        .max_ping_strikes(None)
        .add(LabServer::new(script))
        .add(PulseServer::new(Alive))
}

/// A client of the script within the process, HTTP/2 and all.
///
/// # Panics
///
/// Outside of a tokio runtime.
#[must_use]
pub fn in_process(script: Script) -> LabClient {
    LabClient::new(builder(script).in_process().expect("two services, two names"))
}

/// Serves on a port of this machine.
///
/// # Panics
///
/// If no port can be had.
pub async fn serve(builder: Builder) -> (ServerHandle, SocketAddr) {
    let server = builder.bind("127.0.0.1:0").await.expect("a free port");
    let address = server.local_addr().expect("a TCP address");
    (server.spawn(), address)
}

/// Serves the script over TCP, and connects to it.
///
/// # Panics
///
/// If no port can be had, or connecting fails.
pub async fn over_tcp(script: Script) -> (ServerHandle, LabClient) {
    let (server, address) = serve(builder(script)).await;
    let client = LabClient::connect(address).await.expect("the server listens");
    (server, client)
}

/// All messages of a stream, or the status it ended with.
///
/// # Errors
///
/// The status of the call.
pub async fn all(stream: Streaming<Note>) -> Result<Vec<Note>, Status> {
    stream.collect::<Vec<_>>().await.into_iter().collect()
}

/// The numbers of notes.
#[must_use]
pub fn numbers(notes: &[Note]) -> Vec<u64> {
    notes.iter().map(|note| note.number).collect()
}
