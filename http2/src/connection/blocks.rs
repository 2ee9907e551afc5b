//! Header blocks: put together, decoded, and what they begin or end:
//! [RFC 9113, section 8.1](https://www.rfc-editor.org/rfc/rfc9113#section-8.1).

use super::{Collect, Connection, Event, Role, receive::Handled};
use crate::{
    ConnectionError, Reason,
    fields::{BlockFacts, BlockKind, FieldCheck},
    frame::{self, Head, MIN_MAX_FRAME_SIZE, flag, kind},
    hpack::{DecodeError, Exceeded, Field, Limits},
    stream::Half,
};

/// A header block whose end has not come.
#[derive(Debug)]
pub(super) struct PartialBlock {
    stream: u32,
    end_stream: bool,
    block: Vec<u8>,
    continuations: u32,
}

/// The pieces after the first that a header block may come in.
const MAX_CONTINUATIONS: u32 = 128;

/// What a header block says.
struct Decoded<H> {
    head: H,
    /// Or what is wrong with it.
    facts: Result<BlockFacts, &'static str>,
    too_large: bool,
}

impl<C: Collect> Connection<C> {
    /// Sections 6.2 and 8.1.
    pub(super) fn on_headers(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        let unpadded = frame::unpadded(head, payload)?;
        let block = frame::skip_priority(head, payload.get(unpadded).unwrap_or_default())?;
        let end_stream = head.has(flag::END_STREAM);
        if head.has(flag::END_HEADERS) {
            return self.block(head.stream, end_stream, block);
        }
        if block.is_empty() {
            self.guard.empty()?;
        }
        self.partial = Some(PartialBlock {
            stream: head.stream,
            end_stream,
            block: block.to_vec(),
            continuations: 0,
        });
        Ok(None)
    }

    /// Section 6.10.
    pub(super) fn on_continuation(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        let Some(mut partial) = self.partial.take().filter(|p| p.stream == head.stream) else {
            return Err(ConnectionError::protocol("CONTINUATION without its HEADERS"));
        };
        partial.continuations += 1;
        if partial.continuations > MAX_CONTINUATIONS {
            return Err(ConnectionError::calm("a header block in too many pieces"));
        }
        // What is coded is hardly ever longer than what it says, and what it says has a limit: a
        // block that goes on beyond is there to be kept and decoded for nothing.
        let list_size = self.config.max_header_list_size as usize;
        let limit = list_size.saturating_mul(2).saturating_add(MIN_MAX_FRAME_SIZE as usize);
        if partial.block.len() + payload.len() > limit {
            return Err(ConnectionError::calm("a header block does not end"));
        }
        if payload.is_empty() {
            self.guard.empty()?;
        }
        partial.block.extend_from_slice(payload);
        if head.has(flag::END_HEADERS) {
            return self.block(partial.stream, partial.end_stream, &partial.block);
        }
        self.partial = Some(partial);
        Ok(None)
    }

    /// A whole header block. It is decoded whatever becomes of its stream, because it changes the
    /// table: "A receiver MUST terminate the connection with a connection error of type
    /// COMPRESSION_ERROR if it does not decompress a field block" (section 4.3).
    fn block(&mut self, id: u32, end: bool, block: &[u8]) -> Handled<C::Head> {
        let is_new = self.opened_by_peer(id) && id > self.last_remote;
        let kind = match (self.streams.get(id), self.role) {
            (Some(stream), _) if stream.receive == Half::Body => BlockKind::Trailers,
            (_, Role::Server) => BlockKind::Request,
            (_, Role::Client) => BlockKind::Response,
        };
        let decoded = self.decode(kind, block)?;
        match self.streams.get(id).map(|stream| stream.receive) {
            None if is_new => self.request(id, end, decoded),
            Some(Half::Head) => self.response(id, end, decoded),
            Some(Half::Body) => self.trailers(id, end, decoded),
            Some(Half::Closed) | None => {
                self.late(Head { len: 0, kind: kind::HEADERS, flags: 0, stream: id })
            }
        }
    }

    /// A stream that the client opens.
    fn request(&mut self, id: u32, end: bool, decoded: Decoded<C::Head>) -> Handled<C::Head> {
        if self.role == Role::Client {
            return Err(ConnectionError::protocol("the server opened a stream"));
        }
        // "After sending a GOAWAY frame, the sender can discard frames for streams … with
        // identifiers higher than the identified last stream": section 6.8.
        if self.goaway.sent.is_some_and(|last| id > last) {
            return Ok(None);
        }
        self.last_remote = id;
        // "An endpoint that receives a HEADERS frame that causes its advertised concurrent stream
        // limit to be exceeded MUST treat this as a stream error of type PROTOCOL_ERROR or
        // REFUSED_STREAM": section 5.1.2. It may not know our limit yet, so that it is no fault.
        if self.remote_open >= self.config.max_concurrent_streams {
            self.guard.refused_stream()?;
            self.write_reset(id, Reason::REFUSED_STREAM);
            return Ok(None);
        }
        let facts = match decoded.facts {
            Ok(facts) => facts,
            Err(why) => return self.fault(id, Reason::PROTOCOL_ERROR, why),
        };
        if end && facts.content_length.is_some_and(|length| length > 0) {
            return self.fault(id, Reason::PROTOCOL_ERROR, WRONG_LENGTH);
        }
        let mut stream = self.new_stream();
        stream.receive = if end { Half::Closed } else { Half::Body };
        stream.content_length = facts.content_length;
        self.streams.insert(id, stream);
        self.remote_open += 1;
        self.guard.stream();
        let Decoded { head, too_large, .. } = decoded;
        Ok(Some(Event::Headers { stream: id, head, end, too_large }))
    }

    /// The head of a response, or one that is only informational.
    fn response(&mut self, id: u32, end: bool, decoded: Decoded<C::Head>) -> Handled<C::Head> {
        let facts = match decoded.facts {
            Ok(facts) => facts,
            Err(why) => return self.fault(id, Reason::PROTOCOL_ERROR, why),
        };
        if (100..200).contains(&facts.status) {
            // "A HEADERS frame with the END_STREAM flag set that carries an informational status code
            // is malformed": section 8.1.
            if end {
                let why = "an informational response ends its stream";
                return self.fault(id, Reason::PROTOCOL_ERROR, why);
            }
            return self.guard.empty().map(|()| None);
        }
        if let Some(stream) = self.streams.get_mut(id) {
            stream.receive = if end { Half::Closed } else { Half::Body };
            // The length of what a response to HEAD would have had is not in question here.
            stream.content_length = facts.content_length.filter(|_| !end);
        }
        if end {
            self.closed_half(id);
        }
        let Decoded { head, too_large, .. } = decoded;
        Ok(Some(Event::Headers { stream: id, head, end, too_large }))
    }

    fn trailers(&mut self, id: u32, end: bool, decoded: Decoded<C::Head>) -> Handled<C::Head> {
        if let Err(why) = decoded.facts {
            return self.fault(id, Reason::PROTOCOL_ERROR, why);
        }
        if !end {
            let why = "a header block after the first that does not end the stream";
            return self.fault(id, Reason::PROTOCOL_ERROR, why);
        }
        if let Some(stream) = self.streams.get_mut(id) {
            if stream.content_length.is_some_and(|left| left > 0) {
                return self.fault(id, Reason::PROTOCOL_ERROR, WRONG_LENGTH);
            }
            stream.receive = Half::Closed;
        }
        self.closed_half(id);
        let Decoded { head, too_large, .. } = decoded;
        Ok(Some(Event::Trailers { stream: id, head, too_large }))
    }

    fn decode(
        &mut self,
        kind: BlockKind,
        block: &[u8],
    ) -> Result<Decoded<C::Head>, ConnectionError> {
        let mut check = FieldCheck::new(kind);
        let Self { collect, decoder, known, config, .. } = self;
        let mut head = collect.begin();
        let list_size = config.max_header_list_size as usize;
        // More fields than the list has room for there cannot be.
        let limits =
            Limits { list_size, fields: usize::MAX, abandon_at: list_size.saturating_mul(4) };
        let summary = decoder.decode(block, limits, &mut |field: Field<'_>| {
            if let Some(value) = check.field(known, field.id, &field.name, field.value) {
                collect.field(&mut head, &field, value);
            }
        });
        match summary {
            Ok(summary) => {
                let too_large = matches!(summary.exceeded, Some(Exceeded::ListSize));
                // Of a list that was cut off the rest is not known to be missing.
                let facts = match check.finish() {
                    Err(_) if too_large => Ok(BlockFacts { status: 200, content_length: None }),
                    facts => facts,
                };
                Ok(Decoded { head, facts, too_large })
            }
            Err(DecodeError::ListAbandoned { .. }) => {
                Err(ConnectionError::calm("a header list far above the limit"))
            }
            Err(_) => {
                Err(ConnectionError::new(Reason::COMPRESSION_ERROR, "a malformed header block"))
            }
        }
    }
}

/// "A request or response … is also malformed if the value of a content-length header field does not
/// equal the sum of the DATA frame payload lengths": section 8.1.1.
pub(super) const WRONG_LENGTH: &str = "the body is not as long as content-length says";
