//! What a client makes of header fields while they are decoded, and how it writes its own.

use strait_http2::{
    Block, Collect,
    hpack::{Field, Indexing, Slot, StaticIndex},
};

use crate::{
    transport::client::{Origin, RequestHead, Scheme},
    wire::{self, response::ResponseHeaders},
};

/// Makes heads of responses, and trailers. What the engine tells of is [taken](Self::take) from here
/// at once: it is too large to be handed from one to the other.
#[derive(Default)]
pub(crate) struct ResponseHeads(ResponseFields);

impl ResponseHeads {
    /// The fields of the block that was decoded last.
    pub(super) fn take(&mut self) -> ResponseFields {
        std::mem::take(&mut self.0)
    }
}

/// The fields of a header block.
#[derive(Default)]
pub(crate) struct ResponseFields {
    pub(super) http_status: u16,
    pub(super) headers: ResponseHeaders,
}

/// Header blocks that came on a stream.
#[derive(Default)]
pub(crate) struct Inbox {
    pub(super) head: Option<ResponseFields>,
    /// Whether nothing follows the head.
    pub(super) head_is_all: bool,
    pub(super) trailers: Option<ResponseHeaders>,
}

impl Collect for ResponseHeads {
    type Head = ();

    fn begin(&mut self) {
        self.0 = ResponseFields::default();
    }

    fn field(&mut self, (): &mut (), field: &Field<'_>, value: &[u8]) {
        let head = &mut self.0;
        match field.name.as_bytes() {
            // The engine has made sure that it is a number of three digits.
            b":status" => {
                let digits = value.iter().map(|digit| u16::from(digit.wrapping_sub(b'0')));
                head.http_status =
                    digits.fold(0, |n, digit| n.wrapping_mul(10).wrapping_add(digit));
            }
            // Servers do not encode blanks, and a message may end with one.
            b"grpc-message" => head.headers.header(b"grpc-message", field.value),
            name => head.headers.header(name, value),
        }
    }
}

/// Fields that the requests of a connection have in common, by where the server's table has them.
pub(super) struct RequestFields {
    scheme: StaticIndex,
    authority: (String, Slot),
    user_agent: (String, Slot),
    te: Slot,
    content_type: Slot,
    paths: Vec<(&'static str, Slot)>,
}

impl RequestFields {
    /// Methods whose paths are remembered; others are looked for in the table.
    const PATHS: usize = 32;

    pub(super) fn new(origin: &Origin) -> Self {
        Self {
            scheme: match origin.scheme {
                Scheme::Http => StaticIndex::SCHEME_HTTP,
                Scheme::Https => StaticIndex::SCHEME_HTTPS,
            },
            authority: (origin.authority.clone(), Slot::default()),
            user_agent: (origin.user_agent.clone(), Slot::default()),
            te: Slot::default(),
            content_type: Slot::default(),
            paths: Vec::new(),
        }
    }

    /// The headers before the messages.
    pub(super) fn request(&mut self, block: &mut Block<'_>, head: &RequestHead<'_>) {
        block.indexed(StaticIndex::METHOD_POST);
        block.indexed(self.scheme);
        self.path(block, head.path);
        let (authority, slot) = &mut self.authority;
        block.cached(slot, StaticIndex::AUTHORITY, authority.as_bytes());
        // "Servers … may choose to prioritize the timeout": first, as the specification asks.
        if let Some(timeout) = head.timeout.map(wire::format_timeout) {
            block.field("grpc-timeout", timeout.as_bytes(), Indexing::Without);
        }
        block.cached(&mut self.te, "te", b"trailers");
        let content_type = wire::CONTENT_TYPE.as_bytes();
        block.cached(&mut self.content_type, StaticIndex::CONTENT_TYPE, content_type);
        if let Some(encoding) = head.encodings.encoding() {
            block.field("grpc-encoding", encoding.as_bytes(), Indexing::Incremental);
        }
        if let Some(accepted) = head.encodings.accept_encoding() {
            block.field("grpc-accept-encoding", accepted.as_bytes(), Indexing::Incremental);
        }
        let (user_agent, slot) = &mut self.user_agent;
        block.cached(slot, StaticIndex::USER_AGENT, user_agent.as_bytes());
        for (key, value) in head.metadata.raw() {
            block.field(key, value, indexing(key));
        }
    }

    fn path(&mut self, block: &mut Block<'_>, path: &'static str) {
        // A method has one text, so that its address tells it.
        let known = self.paths.iter_mut().find(|(known, _)| std::ptr::eq(*known, path));
        if let Some((_, slot)) = known {
            return block.cached(slot, StaticIndex::PATH, path.as_bytes());
        }
        let mut slot = Slot::default();
        block.cached(&mut slot, StaticIndex::PATH, path.as_bytes());
        if self.paths.len() < Self::PATHS {
            self.paths.push((path, slot));
        }
    }
}

/// Secrets must not enter a table, where what compresses well could be guessed; the rest changes
/// from call to call.
fn indexing(key: &[u8]) -> Indexing {
    match key {
        b"authorization" | b"cookie" | b"proxy-authorization" => Indexing::Never,
        _ => Indexing::Without,
    }
}
