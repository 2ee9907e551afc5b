//! Messages over a stream: cut out of what arrives, gathered into what goes out.

use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::Body;
use crate::{
    Compression, Status,
    compression::Encoder,
    method::PayloadSource,
    wire::{Frame, FrameDecoder},
};

/// The messages in a body.
pub(crate) struct MessageBody {
    pub(crate) body: Body,
    decoder: FrameDecoder,
    max_message_len: usize,
    encoding: Option<Compression>,
    last_was_compressed: bool,
}

impl MessageBody {
    /// Messages of at most `max_message_len` bytes, on the wire and when their compression is
    /// undone.
    pub(crate) fn new(body: Body, max_message_len: usize, encoding: Option<Compression>) -> Self {
        let decoder = FrameDecoder::new(max_message_len, encoding.is_some());
        Self { body, decoder, max_message_len, encoding, last_was_compressed: false }
    }

    /// Whether the message given last arrived compressed.
    pub(crate) fn last_was_compressed(&self) -> bool {
        self.last_was_compressed
    }

    /// Bytes held of a message that is not complete.
    pub(crate) fn buffered(&self) -> usize {
        self.decoder.buffered()
    }

    /// The next message; `None` at the end of the data.
    pub(crate) fn poll_message(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Status>>> {
        loop {
            if let Some(frame) = self.decoder.next().transpose() {
                return Poll::Ready(Some(frame.and_then(|frame| self.message(frame))));
            }
            match ready!(self.body.poll_data(cx)) {
                Some(Ok(data)) => {
                    if let Err(status) = self.decoder.push(data) {
                        return Poll::Ready(Some(Err(status)));
                    }
                }
                Some(Err(status)) => return Poll::Ready(Some(Err(status))),
                None => return Poll::Ready(self.decoder.finish().err().map(Err)),
            }
        }
    }

    fn message(&mut self, frame: Frame) -> Result<Bytes, Status> {
        self.last_was_compressed = frame.compressed;
        match self.encoding {
            Some(encoding) if frame.compressed => {
                encoding.decompress(&frame.data, self.max_message_len)
            }
            _ => Ok(frame.data),
        }
    }
}

/// Where an [`Outgoing`] puts its bytes.
pub(crate) trait MessageSink {
    /// Makes ready for a message: says how it is to be compressed. `None` if no message of the
    /// call is.
    fn open(&mut self) -> Option<Encoder>;

    /// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
    fn poll_capacity(&mut self, cx: &mut Context<'_>, wanted: usize) -> Poll<Option<usize>>;

    /// Sends message bytes.
    fn send_data(&mut self, data: Bytes);
}

/// A stream of messages on its way out.
///
/// It gathers what is ready, up to [`BATCH`](Self::BATCH), and sends it as one, so that a thousand
/// small messages are not a thousand frames; and it takes no more from the source while the peer's
/// window is closed.
pub(crate) struct Outgoing {
    source: Box<dyn PayloadSource>,
    max_message_len: usize,
    /// Where messages are compressed.
    scratch: Vec<u8>,
    filling: Vec<u8>,
    sending: Bytes,
    end: Option<End>,
}

/// How a stream of messages ended.
pub(crate) enum End {
    /// After its last message.
    Complete,
    /// With an error instead of a message.
    Failed(Status),
    /// The peer reads no more.
    Gone,
}

impl Outgoing {
    /// The bytes gathered before they are sent: two frames of the size every peer takes.
    const BATCH: usize = 32 * 1024;

    /// The batches after which a source that is always ready lets others run.
    const TURN: usize = 16;

    /// Sends what `source` gives, messages of at most `max_message_len` bytes.
    pub(crate) fn new(source: Box<dyn PayloadSource>, max_message_len: usize) -> Self {
        Self {
            source,
            max_message_len,
            scratch: Vec::new(),
            filling: Vec::new(),
            sending: Bytes::new(),
            end: None,
        }
    }

    /// Sends one message that is complete, prefix included, and encoded.
    pub(crate) fn one(frame: Vec<u8>) -> Self {
        Self {
            source: Box::new(Nothing),
            max_message_len: 0,
            scratch: Vec::new(),
            filling: Vec::new(),
            sending: frame.into(),
            end: Some(End::Complete),
        }
    }

    /// Sends until the source has ended and all is handed over.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>, sink: &mut impl MessageSink) -> Poll<End> {
        let mut dry = false;
        for _ in 0..Self::TURN {
            if self.sending.is_empty() {
                if dry {
                    return Poll::Pending;
                }
                dry = self.fill(cx, sink).is_pending();
                if self.filling.is_empty() {
                    return self.end.take().map_or(Poll::Pending, Poll::Ready);
                }
                // Room as for the last batch if more follows at once. Otherwise none: the stream
                // may be idle for hours.
                let more = !dry && self.end.is_none();
                let room = if more { self.filling.len().min(Self::BATCH) } else { 0 };
                let next = Vec::with_capacity(room);
                self.sending = std::mem::replace(&mut self.filling, next).into();
            }
            match ready!(sink.poll_capacity(cx, self.sending.len())) {
                Some(capacity) => sink.send_data(self.sending.split_to(capacity)),
                None => return Poll::Ready(End::Gone),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Bytes that wait for the peer's window.
    pub(crate) fn waiting(&self) -> usize {
        self.sending.len()
    }

    /// Lets the source act on the end of its call. What it still gives is not sent.
    pub(crate) fn poll_last(&mut self, cx: &mut Context<'_>) {
        if self.end.is_none() {
            let _ = self.source.poll_append(cx, &mut Vec::new());
        }
    }

    /// Gathers a batch; pending if the source has no more for now, and will wake.
    fn fill(&mut self, cx: &mut Context<'_>, sink: &mut impl MessageSink) -> Poll<()> {
        // What compression is given counts, not what it makes of it: that is what takes the time.
        let mut taken = 0;
        let mut compresses = true;
        while self.end.is_none() && taken < Self::BATCH {
            let start = self.filling.len();
            let appended = match self.source.poll_append(cx, &mut self.filling) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(()))) => {
                    check_len(self.filling.len() - start, self.max_message_len)
                }
                Poll::Ready(Some(Err(status))) => Err(status),
                Poll::Ready(None) => {
                    self.end = Some(End::Complete);
                    return Poll::Ready(());
                }
            };
            match appended {
                Ok(()) => {
                    taken += self.filling.len() - start;
                    compresses = compresses && self.encode_last(start, sink);
                }
                Err(status) => {
                    self.filling.truncate(start);
                    self.end = Some(End::Failed(status));
                }
            }
        }
        Poll::Ready(())
    }

    /// Compresses the message that begins at `start`, if it may be. Whether messages of its call
    /// are at all.
    fn encode_last(&mut self, start: usize, sink: &mut impl MessageSink) -> bool {
        let Some(encoder) = sink.open() else { return false };
        if encoder.compression.is_some() && !self.source.last_is_uncompressed() {
            encoder.encode_last(&mut self.filling, start, &mut self.scratch);
            // Not more than a batch is kept, as of the buffer that is filled.
            self.scratch.clear();
            self.scratch.shrink_to(Self::BATCH);
        }
        true
    }
}

/// A source without messages.
struct Nothing;

impl PayloadSource for Nothing {
    fn poll_append(
        &mut self,
        _: &mut Context<'_>,
        _: &mut Vec<u8>,
    ) -> Poll<Option<Result<(), Status>>> {
        Poll::Ready(None)
    }
}

/// Checks a frame, prefix included, against the limit on what we send.
pub(crate) fn check_len(frame_len: usize, max_message_len: usize) -> Result<(), Status> {
    let len = frame_len - crate::method::PREFIX_LEN;
    if len > max_message_len {
        return Err(Status::resource_exhausted(format!(
            "message of {len} bytes to be sent exceeds the limit of {max_message_len}"
        )));
    }
    Ok(())
}
