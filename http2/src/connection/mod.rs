//! The life of a connection: one state machine for both sides.
//!
//! | file | what it has |
//! | --- | --- |
//! | this | the state, and what its owner may ask |
//! | [`receive`] | frames from the peer, the events that they become, and what is wrong with them |
//! | [`blocks`] | header blocks |
//! | [`control`] | frames about the connection or about windows |
//! | [`send`] | what the owner wants sent, and what waits for windows |
//! | [`guard`] | what the peer sends for nothing |

mod blocks;
mod control;
mod guard;
mod receive;
mod send;

use std::{collections::VecDeque, time::Duration};

use bytes::{Buf as _, Bytes};

pub use self::send::Block;
use self::{blocks::PartialBlock, guard::Guard};
use crate::{
    Config, ConnectionError, Output, Reason, StreamMap,
    bandwidth::Bandwidth,
    copies::Copies,
    flow::{INITIAL_WINDOW, ReceiveWindow, SendWindow},
    frame::{self, MIN_MAX_FRAME_SIZE, settings},
    hpack::{self, Field},
    meaning::KnownEntries,
    recent::Recent,
    stream::Stream,
};

/// What the owner of a connection makes of header fields while they are decoded.
///
/// Nothing is stored in between: what is not kept here is gone. Fields come in the order of the
/// wire, pseudo-header fields among them, and each has passed the rules of HTTP/2; a block that
/// breaks them later is thrown away with its head.
pub trait Collect {
    /// A header block.
    type Head;

    /// Begins a block.
    fn begin(&mut self) -> Self::Head;

    /// Takes the next field. `value` has no blanks around it; all else is in `field`.
    fn field(&mut self, head: &mut Self::Head, field: &Field<'_>, value: &[u8]);
}

/// What happened.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<H> {
    /// The peer's first SETTINGS came, or others.
    Settings,
    /// A request, or the head of a response.
    Headers {
        /// Its stream.
        stream: u32,
        /// What was made of the fields.
        head: H,
        /// Whether nothing follows.
        end: bool,
        /// Whether the header list was longer than [`Config::max_header_list_size`]. The fields
        /// above the limit were not given.
        too_large: bool,
    },
    /// A part of a body. It counts as held until it is [released](Connection::release).
    Data {
        /// Its stream.
        stream: u32,
        /// The bytes, without padding; none if the frame just ends the stream.
        data: Bytes,
        /// Whether nothing follows.
        end: bool,
    },
    /// The last header block of a stream.
    Trailers {
        /// Its stream.
        stream: u32,
        /// What was made of the fields.
        head: H,
        /// As in [`Event::Headers`].
        too_large: bool,
    },
    /// A stream is over before its end, in both directions.
    Reset {
        /// The stream.
        stream: u32,
        /// The code.
        reason: Reason,
        /// What the peer did wrong, if that was the cause; `None` if the peer reset the stream.
        fault: Option<&'static str>,
    },
    /// A stream that [waits](Connection::capacity) may send.
    Writable {
        /// The stream.
        stream: u32,
    },
    /// A stream that we opened was not looked at by the peer, which closes the connection.
    Unprocessed {
        /// The stream.
        stream: u32,
    },
    /// A PING came, and its answer is on its way.
    Ping,
    /// One of our PINGs was answered.
    Pong([u8; 8]),
    /// The peer takes no more streams than it has.
    GoAway {
        /// Why.
        reason: Reason,
        /// What it says of that.
        debug: Bytes,
    },
}

/// One side of an HTTP/2 connection, without its socket and its clock.
///
/// It is given the [bytes](Self::poll_event) that come, gives events, takes commands, and has
/// [bytes](Self::output) to be written. It never waits, and holds no more than its [`Config`]
/// allows.
///
/// ```
/// use bytes::{Buf as _, BytesMut};
/// use strait_http2::{Collect, Config, Connection, Event, hpack::{Field, Indexing}};
///
/// /// Keeps the path.
/// struct Paths;
///
/// impl Collect for Paths {
///     type Head = Vec<u8>;
///     fn begin(&mut self) -> Vec<u8> {
///         Vec::new()
///     }
///     fn field(&mut self, head: &mut Vec<u8>, field: &Field<'_>, value: &[u8]) {
///         if &field.name[..] == b":path" {
///             head.extend(value);
///         }
///     }
/// }
///
/// let mut client = Connection::client(Config::default(), Paths);
/// let mut server = Connection::server(Config::default(), Paths);
/// let stream = client.open(true, |block| {
///     block.field(b":method", b"POST", Indexing::Incremental);
///     block.field(b":scheme", b"http", Indexing::Incremental);
///     block.field(b":path", b"/Greeter/Hello", Indexing::Incremental);
/// })?;
/// let mut wire = BytesMut::new();
/// let output = client.output();
/// wire.extend_from_slice(&output.copy_to_bytes(output.remaining()));
/// assert_eq!(server.poll_event(&mut wire)?, Some(Event::Settings));
/// let head = b"/Greeter/Hello".to_vec();
/// let request = Event::Headers { stream, head, end: true, too_large: false };
/// assert_eq!(server.poll_event(&mut wire)?, Some(request));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Connection<C: Collect> {
    role: Role,
    config: Config,
    collect: C,
    state: State,
    decoder: hpack::Decoder,
    /// Of the decoder's tables.
    known: KnownEntries,
    encoder: hpack::Encoder,
    partial: Option<PartialBlock>,
    streams: StreamMap<Stream>,
    recent: Recent,
    /// Of the streams that the peer opened, those that are open, and of ours.
    remote_open: u32,
    local_open: u32,
    last_remote: u32,
    next_local: u32,
    peer: PeerSettings,
    goaway: GoAway,
    /// Whether the peer has acknowledged our SETTINGS.
    acknowledged: bool,
    guard: Guard,
    /// The time, and when the guard was told of it.
    now: Duration,
    forgiven: Duration,
    bandwidth: Bandwidth,
    /// What streams have beyond the window that they began with.
    grown: u32,
    receive_window: ReceiveWindow,
    send_window: SendWindow,
    /// Bytes of DATA held unreleased, and what of the connection's window is owed for them.
    held: usize,
    owed: u32,
    /// Streams with something that waits for the connection's window.
    queue: VecDeque<u32>,
    /// Streams whose owners wait until they may send, in their order.
    waiting: VecDeque<u32>,
    events: VecDeque<Event<C::Head>>,
    copies: Copies,
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Client,
    Server,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A server waits for the client's preface.
    Preface,
    /// The first frame must be SETTINGS.
    FirstSettings,
    Open,
    /// After an error, or a GOAWAY that is the last: nothing is read any more.
    Closed,
}

/// What the peer has said of itself.
#[derive(Clone, Copy, Debug)]
struct PeerSettings {
    max_frame_size: u32,
    initial_window: u32,
    max_concurrent_streams: u32,
    max_header_list_size: u32,
}

/// What was said of the connection's end.
#[derive(Clone, Copy, Debug, Default)]
struct GoAway {
    /// The highest stream of the peer that we take.
    sent: Option<u32>,
    /// The highest stream of ours that the peer takes.
    received: Option<u32>,
}

/// The connection takes no more streams of ours now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// The peer's limit on streams that are open at once is reached.
    Limit,
    /// The connection is closing, or has used up its ids.
    Closing,
}

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Limit => "the peer takes no more streams at once",
            Self::Closing => "the connection takes no more streams",
        })
    }
}

impl std::error::Error for Full {}

impl<C: Collect> Connection<C> {
    /// A client's side. Its preface is in the output.
    ///
    /// # Panics
    ///
    /// If a window of `config` is larger than 2³¹ − 1.
    pub fn client(config: Config, collect: C) -> Self {
        let mut connection = Self::new(Role::Client, State::FirstSettings, config, collect);
        connection.output.tail().extend_from_slice(frame::PREFACE);
        connection.send_settings();
        connection
    }

    /// A server's side. Its SETTINGS are in the output.
    ///
    /// # Panics
    ///
    /// If a window of `config` is larger than 2³¹ − 1.
    pub fn server(config: Config, collect: C) -> Self {
        let mut connection = Self::new(Role::Server, State::Preface, config, collect);
        connection.send_settings();
        connection
    }

    fn new(role: Role, state: State, config: Config, collect: C) -> Self {
        config.check();
        Self {
            role,
            collect,
            state,
            decoder: hpack::Decoder::new(hpack::DEFAULT_TABLE_SIZE),
            known: KnownEntries::default(),
            encoder: hpack::Encoder::new(hpack::DEFAULT_TABLE_SIZE),
            partial: None,
            streams: StreamMap::default(),
            recent: Recent::default(),
            remote_open: 0,
            local_open: 0,
            last_remote: 0,
            // Section 5.1.1.
            next_local: if role == Role::Client { config.first_stream } else { 2 },
            peer: PeerSettings {
                max_frame_size: MIN_MAX_FRAME_SIZE,
                initial_window: INITIAL_WINDOW,
                max_concurrent_streams: u32::MAX,
                max_header_list_size: u32::MAX,
            },
            goaway: GoAway::default(),
            acknowledged: false,
            guard: Guard::new(config.limits.clone()),
            now: Duration::ZERO,
            forgiven: Duration::ZERO,
            bandwidth: Bandwidth::new(config.stream_window, config.max_stream_window),
            grown: 0,
            receive_window: ReceiveWindow::new(INITIAL_WINDOW),
            send_window: SendWindow::new(INITIAL_WINDOW),
            held: 0,
            owed: 0,
            queue: VecDeque::new(),
            waiting: VecDeque::new(),
            events: VecDeque::new(),
            copies: Copies::default(),
            output: Output::default(),
            config,
        }
    }

    /// SETTINGS "MUST be the first frame" of either side, behind the client's preface: section 3.4.
    fn send_settings(&mut self) {
        let config = &self.config;
        let mut settings = vec![
            (settings::INITIAL_WINDOW_SIZE, config.stream_window),
            (settings::MAX_HEADER_LIST_SIZE, config.max_header_list_size),
        ];
        match self.role {
            Role::Client => settings.push((settings::ENABLE_PUSH, 0)),
            Role::Server => {
                settings.push((settings::MAX_CONCURRENT_STREAMS, config.max_concurrent_streams));
            }
        }
        settings::write(self.output.tail(), &settings);
        if let Some(growth) = self.receive_window.enlarge(self.config.connection_window) {
            frame::write::window_update(self.output.tail(), 0, growth);
        }
    }

    /// The bytes that are to be written next. What is taken out is gone.
    ///
    /// DATA that waited for room in it comes with [`poll_event`](Self::poll_event).
    pub fn output(&mut self) -> &mut Output {
        &mut self.output
    }

    /// Tells the time, counted from any moment that stays the same: to be called before
    /// [`poll_event`](Self::poll_event), when something was read. As it passes, some of what the peer
    /// sent for nothing is forgiven; and it tells how fast the peer sends.
    pub fn set_time(&mut self, now: Duration) {
        const OFTEN: Duration = Duration::from_secs(1);

        self.now = now;
        let passed = now.saturating_sub(self.forgiven);
        if passed > OFTEN {
            self.forgiven = now;
            self.guard.pass(passed);
        }
    }

    /// Gives back memory that is only there to be quick: to be called when nothing more has come, and
    /// the owner is about to wait.
    pub fn rest(&mut self) {
        self.copies.rest();
        self.output.rest();
    }

    /// Whether more is to be read. A server reads nothing while the client does not take the answers
    /// to what it sent: they would pile up here.
    ///
    /// That departs from section 5.2.2, which wants frames to be read as soon as they are there. A
    /// client always reads. If both sides waited for the other to read first, they would wait for
    /// ever; and what a server can have a client write is little, and has [`Limits`](crate::Limits).
    pub fn wants_input(&self) -> bool {
        let full = self.output.remaining() >= self.config.max_output.saturating_mul(2);
        self.state != State::Closed && !(full && self.role == Role::Server)
    }

    /// Whether [`poll_event`](Self::poll_event) has something to tell without more input, as it may
    /// after [`make_room`](Self::make_room).
    pub fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// Whether the peer has begun to speak HTTP/2: a server's has sent the preface, of a client's
    /// nothing is known before its SETTINGS.
    pub fn has_begun(&self) -> bool {
        match self.role {
            Role::Server => self.state != State::Preface,
            Role::Client => !matches!(self.state, State::Preface | State::FirstSettings),
        }
    }

    /// Whether a stream is open.
    pub fn has_streams(&self) -> bool {
        self.remote_open + self.local_open > 0
    }

    /// How many streams that we opened are open.
    pub fn local_streams(&self) -> u32 {
        self.local_open
    }

    /// How many streams of ours the peer takes at once, once its SETTINGS have come.
    pub fn max_local_streams(&self) -> u32 {
        self.peer.max_concurrent_streams
    }

    /// The longest header list that the peer says it takes, as HTTP/2 counts.
    pub fn peer_max_header_list_size(&self) -> u32 {
        self.peer.max_header_list_size
    }

    /// How many HEADERS and DATA frames went to the peer. A PING that comes before the next of them
    /// is one that nothing of ours has caused.
    pub fn frames_sent(&self) -> u64 {
        self.guard.frames_sent
    }

    /// Who collects header fields.
    pub fn collect(&mut self) -> &mut C {
        &mut self.collect
    }

    /// What the peer did is an error: says so, and reads nothing more.
    fn fail(&mut self, error: ConnectionError) -> ConnectionError {
        self.close(error.reason, error.why);
        error
    }

    /// A new stream. Until the peer knows our settings, it may send as much as if there were none:
    /// section 6.9.3.
    fn new_stream(&self) -> Stream {
        let own = self.config.stream_window;
        let receive = if self.acknowledged { own } else { own.max(INITIAL_WINDOW) };
        Stream::new(receive, self.peer.initial_window, self.now)
    }

    fn opened_by_peer(&self, stream: u32) -> bool {
        stream.is_multiple_of(2) == (self.role == Role::Client)
    }
}
