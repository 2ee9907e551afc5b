//! Frames that a peer sends, right and wrong, drawn at random.

use arbitrary::Unstructured;
use proptest::prelude::*;
use strait_http2::hpack;

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const PRIORITY: u8 = 2;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const PUSH_PROMISE: u8 = 5;
pub(crate) const PING: u8 = 6;
pub(crate) const GOAWAY: u8 = 7;
pub(crate) const WINDOW_UPDATE: u8 = 8;
pub(crate) const CONTINUATION: u8 = 9;

const ACK: u8 = 0x1;
pub(crate) const END_STREAM: u8 = 0x1;
pub(crate) const END_HEADERS: u8 = 0x4;
const PADDED: u8 = 0x8;
const PRIORITIZED: u8 = 0x20;

/// One frame.
#[derive(Clone)]
pub(crate) struct Step {
    /// What its payload is, in words: a row of one of the tables below.
    pub(crate) what: &'static str,
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) id: u32,
    payload: Vec<u8>,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { what, kind, flags, id, payload } = self;
        write!(f, "{what}: kind {kind}, flags {flags:#x}, stream {id}, {} bytes", payload.len())
    }
}

impl Step {
    pub(crate) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = (self.payload.len() as u32).to_be_bytes()[1..].to_vec();
        bytes.extend([self.kind, self.flags]);
        bytes.extend(self.id.to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }
}

/// What the peer has said before the script: SETTINGS, and that it knows ours.
pub(crate) fn hello(is_client: bool) -> Vec<u8> {
    let preface: &[u8] = if is_client { b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" } else { b"" };
    let frame = |flags| [0, 0, 0, SETTINGS, flags, 0, 0, 0, 0];
    [preface, &frame(0), &frame(ACK)].concat()
}

const OPENED: [u32; 4] = [1, 3, 5, 7];

/// Some streams begin as they should, and then anything comes.
pub(crate) fn scripts(by_client: bool) -> impl Strategy<Value = Vec<Step>> {
    let streams = prop::sample::subsequence(OPENED.to_vec(), 0..=4);
    (streams, prop::collection::vec(step(by_client), 1..12)).prop_map(move |(streams, steps)| {
        streams.into_iter().map(|id| begin(by_client, id)).chain(steps).collect()
    })
}

/// A head that is right.
fn begin(by_client: bool, id: u32) -> Step {
    let (what, fields) = heads(by_client)[0];
    Step { what, kind: HEADERS, flags: END_HEADERS, id, payload: block(fields) }
}

fn heads(by_client: bool) -> &'static [Head] {
    if by_client { &REQUESTS } else { &RESPONSES }
}

/// The same from bytes, as a fuzzer gives them: a byte for the streams that begin, and a few for
/// each frame.
pub(crate) fn script_of(by_client: bool, bytes: &[u8]) -> arbitrary::Result<Vec<Step>> {
    let mut bytes = Unstructured::new(bytes);
    let begun: u8 = bytes.arbitrary()?;
    let begun = OPENED.iter().enumerate().filter(|(bit, _)| begun & 1 << bit != 0);
    let mut script: Vec<Step> = begun.map(|(_, &id)| begin(by_client, id)).collect();
    while !bytes.is_empty() && script.len() < 24 {
        script.push(step_of(by_client, &mut bytes)?);
    }
    Ok(script)
}

fn step_of(by_client: bool, bytes: &mut Unstructured<'_>) -> arbitrary::Result<Step> {
    let kind = bytes.int_in_range(0..=4)?;
    let id = *bytes.choose(&[1, 3, 5, 7, 9, 0, 2, 4, 11])?;
    Ok(match kind {
        0 => {
            let all = heads(by_client).iter().chain(&TRAILERS).chain(&[NO_HPACK]);
            let all: Vec<_> = all.copied().collect();
            headers_of(by_client, *bytes.choose(&all)?, *bytes.choose(&HEADERS_FLAGS)?, id)
        }
        1 => {
            let len = *bytes.choose(&[100, 1, 300, 599, 0, 16_385])?;
            data_of(*bytes.choose(&DATA_FLAGS)?, len, bytes.arbitrary()?, id)
        }
        2 => window_of(*bytes.choose(&WINDOWS)?, id),
        3 => fixed_of(*bytes.choose(&FIXED)?, id, !bytes.ratio(1, 10)?),
        _ => settings_of(*bytes.choose(&SETTINGS_ROWS)?, if bytes.ratio(1, 10)? { 1 } else { 0 }),
    })
}

fn step(by_client: bool) -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => headers(by_client),
        6 => data(),
        3 => window_update(),
        3 => fixed(),
        2 => settings(),
    ]
}

/// Mostly streams that a client opens, where 5 and 7 are special to the [verdicts](crate::verdicts).
fn id() -> impl Strategy<Value = u32> {
    prop_oneof![
        20 => prop::sample::select(vec![1, 3, 5, 7, 9]),
        1 => Just(0),
        1 => prop::sample::select(vec![2, 4, 11]),
    ]
}

type Head = (&'static str, &'static [(&'static str, &'static str)]);

const REQUESTS: [Head; 20] = [
    ("request", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), (":authority", "x")]),
    ("no authority", &[(":method", "POST"), (":scheme", "http"), (":path", "/a")]),
    ("no method", &[(":scheme", "http"), (":path", "/a")]),
    ("no scheme", &[(":method", "POST"), (":path", "/a")]),
    ("no path", &[(":method", "POST"), (":scheme", "http")]),
    ("empty path", &[(":method", "POST"), (":scheme", "http"), (":path", "")]),
    ("two paths", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), (":path", "/a")]),
    ("a status", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), (":status", "200")]),
    ("unknown pseudo", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), (":x", "y")]),
    ("late pseudo", &[(":method", "POST"), (":scheme", "http"), ("a", "b"), (":path", "/a")]),
    ("length 0", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), LENGTH_0]),
    ("length 100", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), LENGTH_100]),
    ("no length", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), LENGTH_X]),
    ("upper case", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), ("Upper", "x")]),
    ("connection", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), CONNECTION]),
    ("te gzip", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), ("te", "gzip")]),
    ("line feed", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), ("a", "b\nc")]),
    ("blanks", &[(":method", "POST"), (":scheme", "http"), (":path", "/a"), ("a", " b ")]),
    ("connect", &[(":method", "CONNECT"), (":authority", "x:1")]),
    ("connect with a path", &[(":method", "CONNECT"), (":authority", "x:1"), (":path", "/a")]),
];

const RESPONSES: [Head; 15] = [
    ("response", &[(":status", "200")]),
    ("informational", &[(":status", "103")]),
    ("no status", &[("a", "b")]),
    ("two statuses", &[(":status", "200"), (":status", "200")]),
    ("status of two digits", &[(":status", "20")]),
    ("status of letters", &[(":status", "abc")]),
    ("a path", &[(":status", "200"), (":path", "/a")]),
    ("late pseudo", &[("a", "b"), (":status", "200")]),
    ("length 0", &[(":status", "200"), LENGTH_0]),
    ("length 100", &[(":status", "200"), LENGTH_100]),
    ("no length", &[(":status", "200"), LENGTH_X]),
    ("upper case", &[(":status", "200"), ("Upper", "x")]),
    ("connection", &[(":status", "200"), CONNECTION]),
    ("line feed", &[(":status", "200"), ("a", "b\nc")]),
    ("blanks", &[(":status", "200"), ("a", " b ")]),
];

const TRAILERS: [Head; 4] = [
    ("trailers", &[("grpc-status", "0")]),
    ("upper-case trailers", &[("Upper", "x")]),
    ("trailers with a pseudo", &[(":path", "/a")]),
    ("empty trailers", &[]),
];

const LENGTH_0: (&str, &str) = ("content-length", "0");
const LENGTH_100: (&str, &str) = ("content-length", "100");
const LENGTH_X: (&str, &str) = ("content-length", "x");
const CONNECTION: (&str, &str) = ("connection", "close");

const NO_HPACK: Head = ("no HPACK", &[]);

const HEADERS_FLAGS: [u8; 5] = [
    END_HEADERS,
    END_HEADERS | END_STREAM,
    END_HEADERS | PRIORITIZED,
    END_HEADERS | END_STREAM | PADDED,
    END_STREAM,
];

/// A header block, nearly always whole, and right if it is not.
fn headers(by_client: bool) -> impl Strategy<Value = Step> {
    let heads = heads(by_client);
    let head = prop_oneof![
        6 => Just(heads[0]),
        4 => prop::sample::select(heads),
        3 => prop::sample::select(&TRAILERS[..]),
        1 => Just(NO_HPACK),
    ];
    let [whole, ends, prioritized, padded, begins] = HEADERS_FLAGS;
    let flags = prop_oneof![
        6 => Just(whole),
        6 => Just(ends),
        1 => Just(prioritized),
        1 => Just(padded),
        1 => Just(begins),
    ];
    (head, flags, id()).prop_map(move |(head, flags, id)| headers_of(by_client, head, flags, id))
}

fn headers_of(by_client: bool, head: Head, flags: u8, id: u32) -> Step {
    // h2 judges a block as far as it has come, and forgets that there is to be more of one that
    // is wrong.
    let (what, fields) = if flags & END_HEADERS == 0 { heads(by_client)[0] } else { head };
    let mut payload = Vec::new();
    if flags & PADDED != 0 {
        payload.push(0);
    }
    if flags & PRIORITIZED != 0 {
        payload.extend([0, 0, 0, 0, 7]);
    }
    match what {
        "no HPACK" => payload.extend([0xff; 8]),
        _ => payload.extend(block(fields)),
    }
    Step { what, kind: HEADERS, flags, id, payload }
}

/// A header block that leaves no trace in the table.
fn block(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = hpack::Encoder::new(hpack::DEFAULT_TABLE_SIZE);
    let mut block = encoder.block(&mut out);
    for (name, value) in fields {
        block.field(*name, value.as_bytes(), hpack::Indexing::Without);
    }
    out
}

const DATA_FLAGS: [u8; 3] = [0, END_STREAM, PADDED];

fn data() -> impl Strategy<Value = Step> {
    let [more, ends, padded] = DATA_FLAGS;
    let flags = prop_oneof![5 => Just(more), 5 => Just(ends), 1 => Just(padded)];
    let len = prop_oneof![2 => Just(100_usize), 4 => 1..600_usize, 1 => Just(0), 1 => Just(16_385)];
    (flags, len, any::<bool>(), id())
        .prop_map(|(flags, len, padded_right, id)| data_of(flags, len, padded_right, id))
}

fn data_of(flags: u8, len: usize, padded_right: bool, id: u32) -> Step {
    let mut payload = vec![0; len];
    // Little of it: when its window is given back is each one's own affair.
    let padding = if padded_right { 1 } else { 255 };
    if flags & PADDED != 0 && !padded_right {
        payload.truncate(255);
    }
    if let Some(first) = payload.first_mut().filter(|_| flags & PADDED != 0) {
        *first = padding;
    }
    let what = match flags & PADDED {
        _ if payload.len() > 16_384 => "data above the size of a frame",
        0 => "data",
        _ if payload.is_empty() => "padded data of a wrong length",
        _ if payload.len() > usize::from(padding) => "padded data",
        _ => "data of too much padding",
    };
    Step { what, kind: DATA, flags, id, payload }
}

const WINDOWS: [u32; 5] = [0, 1, 1000, 0x7fff_ffff, 0x8000_0001];

fn window_update() -> impl Strategy<Value = Step> {
    (prop::sample::select(&WINDOWS[..]), id()).prop_map(|(by, id)| window_of(by, id))
}

fn window_of(by: u32, id: u32) -> Step {
    let what = match by {
        0 => "window of nothing",
        0x7fff_ffff => "window that is too large",
        _ => "window",
    };
    Step { what, kind: WINDOW_UPDATE, flags: 0, id, payload: by.to_be_bytes().to_vec() }
}

type Row = (&'static str, u8, u8, &'static [u8]);

const CANCEL: &[u8] = &[0, 0, 0, 8];

/// Kinds with payloads of a certain length, right and wrong.
const FIXED: [Row; 17] = [
    ("reset", RST_STREAM, 0, CANCEL),
    ("reset", RST_STREAM, 0, CANCEL),
    ("reset", RST_STREAM, 0, CANCEL),
    ("reset of a wrong length", RST_STREAM, 0, &[0; 5]),
    ("priority", PRIORITY, 0, &[0, 0, 0, 13, 1]),
    ("priority of a wrong length", PRIORITY, 0, &[0; 4]),
    ("window of a wrong length", WINDOW_UPDATE, 0, &[0; 3]),
    ("ping", PING, 0, &[7; 8]),
    ("ping", PING, 0, &[7; 8]),
    ("pong of no ping", PING, ACK, &[7; 8]),
    ("ping of a wrong length", PING, 0, &[7; 7]),
    ("goaway of a wrong length", GOAWAY, 0, &[0; 7]),
    ("push", PUSH_PROMISE, END_HEADERS, &[0, 0, 0, 2, 0x83, 0x86, 0x84]),
    ("continuation", CONTINUATION, END_HEADERS, &[]),
    ("continuation", CONTINUATION, 0, &[]),
    ("unknown", 0x77, 0xff, b"what"),
    ("unknown", 0x77, 0xff, b"what"),
];

fn fixed() -> impl Strategy<Value = Step> {
    (prop::sample::select(&FIXED[..]), id(), prop::bool::weighted(0.9))
        .prop_map(|(row, id, in_place)| fixed_of(row, id, in_place))
}

fn fixed_of((what, kind, flags, payload): Row, id: u32, in_place: bool) -> Step {
    let id = match kind {
        PING | GOAWAY if in_place => 0,
        // h2 asserts, in debug builds, that this cannot be on a stream that it has reset.
        PUSH_PROMISE if id == 5 => 1,
        _ => id,
    };
    Step { what, kind, flags, id, payload: payload.to_vec() }
}

const SETTINGS_ROWS: [(&str, u8, &[u8]); 12] = [
    ("settings", 0, &[]),
    ("settings", 0, &[0, 1, 0, 0, 0, 0]),
    ("settings", 0, &[0, 3, 0, 0, 0, 1, 0, 4, 0, 0, 0, 0]),
    ("settings", 0, &[0, 4, 0x7f, 0xff, 0xff, 0xff]),
    ("settings", 0, &[0x55, 0x55, 1, 2, 3, 4]),
    ("settings of a wrong length", 0, &[0; 5]),
    ("settings with push 2", 0, &[0, 2, 0, 0, 0, 2]),
    ("settings with push 1", 0, &[0, 2, 0, 0, 0, 1]),
    ("settings with a large window", 0, &[0, 4, 0x80, 0, 0, 0]),
    ("settings with a small frame", 0, &[0, 5, 0, 0, 0x3f, 0xff]),
    ("settings with a large frame", 0, &[0, 5, 1, 0, 0, 0]),
    ("acknowledgement with a payload", ACK, &[0; 6]),
];

fn settings() -> impl Strategy<Value = Step> {
    let id = prop_oneof![9 => Just(0), 1 => Just(1)];
    (prop::sample::select(&SETTINGS_ROWS[..]), id).prop_map(|(row, id)| settings_of(row, id))
}

fn settings_of((what, flags, payload): (&'static str, u8, &[u8]), id: u32) -> Step {
    Step { what, kind: SETTINGS, flags, id, payload: payload.to_vec() }
}
