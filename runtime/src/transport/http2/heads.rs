//! What a server makes of header fields while they are decoded, and how it writes its own.

use std::sync::Arc;

use strait_http2::{
    Block, Collect,
    hpack::{EntryId, Field, Indexing, Slot, StaticIndex},
};

use crate::{
    Metadata, Status,
    wire::{self, Encodings, request::RequestHeaders, trailers::trailer_fields},
};

/// Makes heads of requests. What the engine tells of is [taken](Self::take) from here at once: it is
/// too large to be handed from one to the other.
#[derive(Default)]
pub(crate) struct RequestHeads {
    head: RequestHead,
    /// Paths that are in the client's table, by the ids of their entries.
    paths: Vec<(EntryId, Arc<str>)>,
}

/// The head of a request. Trailers are collected as one too, and say nothing.
#[derive(Default)]
pub(crate) struct RequestHead {
    /// `None` if there was none that is text: that is not the path of a method either.
    pub(super) path: Option<Arc<str>>,
    /// Whether the method is POST.
    pub(super) post: bool,
    pub(super) headers: RequestHeaders,
    /// Fields that are no pseudo-headers.
    pub(super) count: usize,
}

impl RequestHeads {
    /// Paths that are remembered, and their length: most clients call few methods.
    const PATHS: usize = 8;
    const PATH_LEN: usize = 256;

    /// The head of the request whose headers were decoded last.
    pub(super) fn take(&mut self) -> RequestHead {
        std::mem::take(&mut self.head)
    }

    fn path(&mut self, id: Option<EntryId>, value: &[u8]) -> Option<Arc<str>> {
        if let Some((_, path)) = self.paths.iter().find(|(known, _)| Some(*known) == id) {
            return Some(Arc::clone(path));
        }
        let path: Arc<str> = str::from_utf8(value).ok()?.into();
        if let Some(id) = id
            && path.len() <= Self::PATH_LEN
        {
            if self.paths.len() == Self::PATHS {
                self.paths.remove(0);
            }
            self.paths.push((id, Arc::clone(&path)));
        }
        Some(path)
    }
}

impl Collect for RequestHeads {
    type Head = ();

    fn begin(&mut self) {
        // Beside the protocol's own fields: `:authority`, `user-agent`, a trace and a token.
        const FIELDS: usize = 4;
        self.head =
            RequestHead { headers: RequestHeaders::with_capacity(FIELDS), ..RequestHead::default() }
    }

    fn field(&mut self, (): &mut (), field: &Field<'_>, value: &[u8]) {
        let name = field.name.as_bytes();
        if name == b":path" {
            self.head.path = self.path(field.id, value);
            return;
        }
        let head = &mut self.head;
        match name {
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
