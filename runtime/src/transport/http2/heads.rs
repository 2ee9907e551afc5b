//! What a server makes of header fields while they are decoded, and how it writes its own.

use strait_http2::{
    Block, Collect,
    hpack::{Field, Indexing, Slot, StaticIndex},
};

use crate::{
    Metadata, Status,
    wire::{self, Encodings, request::RequestHeaders, trailers::trailer_fields},
};

/// Makes heads of requests.
#[derive(Debug)]
pub(crate) struct RequestHeads;

/// The head of a request. Trailers are collected as one too, and say nothing.
#[derive(Default)]
pub(crate) struct RequestHead {
    pub(super) path: String,
    /// Whether the method is POST.
    pub(super) post: bool,
    pub(super) headers: RequestHeaders,
    /// Fields that are no pseudo-headers.
    pub(super) count: usize,
}

impl Collect for RequestHeads {
    type Head = RequestHead;

    fn begin(&mut self) -> RequestHead {
        // Beside the protocol's own fields: `:authority`, `user-agent`, a trace and a token.
        const FIELDS: usize = 4;
        RequestHead { headers: RequestHeaders::with_capacity(FIELDS), ..RequestHead::default() }
    }

    fn field(&mut self, head: &mut RequestHead, field: &Field<'_>, value: &[u8]) {
        let name = field.name.as_bytes();
        match name {
            // What is not text is not the path of a method either.
            b":path" => head.path = str::from_utf8(value).unwrap_or_default().to_owned(),
            b":method" => head.post = value == b"POST",
            b":scheme" => {}
            b":authority" => head.headers.header(name, value),
            _ => {
                head.count += 1;
                head.headers.header(name, value);
            }
        }
    }
}

/// Fields that every response of a connection has, by where the client's table has them.
#[derive(Debug, Default)]
pub(crate) struct Repeated {
    content_type: Slot,
    status_ok: Slot,
}

impl Repeated {
    /// The headers before the messages.
    pub(super) fn head(
        &mut self,
        block: &mut Block<'_>,
        metadata: &Metadata,
        encodings: Encodings,
    ) {
        self.begin(block);
        if let Some(encoding) = encodings.encoding() {
            block.field("grpc-encoding", encoding.as_bytes(), Indexing::Incremental);
        }
        if let Some(accepted) = encodings.accept_encoding() {
            block.field("grpc-accept-encoding", accepted.as_bytes(), Indexing::Incremental);
        }
        for (key, value) in metadata.raw() {
            block.field(key, value, Indexing::Without);
        }
    }

    /// The trailers after the messages.
    pub(super) fn trailers(
        &mut self,
        block: &mut Block<'_>,
        error: Option<&Status>,
        metadata: &Metadata,
    ) {
        trailer_fields(error, metadata, |key, value| match (key, value) {
            (b"grpc-status", b"0") => block.cached(&mut self.status_ok, key, value),
            _ => block.field(key, value, Indexing::Without),
        });
    }

    /// The only headers of a call that fails at once.
    pub(super) fn trailers_only(
        &mut self,
        block: &mut Block<'_>,
        error: Option<&Status>,
        metadata: &Metadata,
    ) {
        self.begin(block);
        self.trailers(block, error, metadata);
    }

    fn begin(&mut self, block: &mut Block<'_>) {
        block.indexed(StaticIndex::STATUS_200);
        let content_type = wire::CONTENT_TYPE.as_bytes();
        block.cached(&mut self.content_type, StaticIndex::CONTENT_TYPE, content_type);
    }
}

/// A bare HTTP status.
pub(super) fn rejection(block: &mut Block<'_>, http_status: u16) {
    let status = http_status.to_string();
    // Not indexed: it is rare.
    block.field(StaticIndex::STATUS_200, status.as_bytes(), Indexing::Without);
    if http_status == 405 {
        block.field(StaticIndex::ALLOW, b"POST", Indexing::Without);
    }
}
