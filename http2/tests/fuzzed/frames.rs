//! No frames make the engine panic, or write what HTTP/2 does not allow, on either side.

use std::collections::BTreeSet;

use arbitrary::{Arbitrary as _, Unstructured};
use bytes::{Buf as _, Bytes, BytesMut};
use strait_http2::{
    Collect, Config, Connection, Event, Reason,
    hpack::{Field, Indexing},
};

/// Kind, flags, stream, payload; above the kinds there are, something that the owner does.
type Step<'a> = (u8, u8, u8, &'a [u8]);

struct Count;

impl Collect for Count {
    type Head = usize;

    fn begin(&mut self) -> usize {
        0
    }

    fn field(&mut self, head: &mut usize, field: &Field<'_>, value: &[u8]) {
        let ends_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
        assert!(!field.name.is_empty());
        assert!(!ends_blank(value.first()) && !ends_blank(value.last()));
        *head += field.name.len() + value.len();
    }
}

pub(crate) fn run(bytes: &[u8]) {
    let Ok((is_server, steps)) =
        <(bool, Vec<Step<'_>>)>::arbitrary_take_rest(Unstructured::new(bytes))
    else {
        return;
    };
    let config = Config { stream_window: 1000, max_output: 100_000, ..Config::default() };
    let mut engine = match is_server {
        true => Connection::server(config, Count),
        false => Connection::client(config, Count),
    };
    let mut wire = BytesMut::new();
    if is_server {
        wire.extend_from_slice(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    } else {
        engine.output().advance(24);
        (0..3).for_each(|_| open(&mut engine));
    }
    wire.extend_from_slice(&[0, 0, 0, 4, 0, 0, 0, 0, 0]);
    let mut written = Written { window: 65_535, ..Written::default() };
    for step in steps {
        let id = u32::from(step.2 % 16);
        match step.0 % 16 {
            kind @ 0..=10 => {
                let at = wire.len();
                frame(&mut wire, kind, step.1, id, step.3);
                written.grant(&wire[at..]);
            }
            11 if !is_server => open(&mut engine),
            11 | 12 => engine.reset(id, Reason::CANCEL),
            13 => engine.release(id, usize::from(step.1)),
            14 => drop(engine.capacity(id)),
            _ => engine.send_data(id, vec![0; usize::from(step.1) * 300].into(), step.1 & 1 == 1),
        }
        let ended = events(&mut engine, &mut wire, is_server);
        written.take(&mut engine);
        if ended {
            engine.send_headers(id, false, |_| {});
            engine.make_room();
            assert_eq!(engine.output().remaining(), 0, "bytes after the end");
            return;
        }
    }
}

fn open(engine: &mut Connection<Count>) {
    let _ = engine.open(false, |block| {
        block.field(":method", b"POST", Indexing::Incremental);
        block.field(":path", b"/a/b", Indexing::Incremental);
    });
}

/// A frame of the right length. Some header blocks are made to be right.
fn frame(wire: &mut BytesMut, kind: u8, flags: u8, id: u32, payload: &[u8]) {
    let head: &[u8] = match (kind, flags & 0xc0) {
        (1, 0x40) => &[0x83, 0x86, 0x84],
        (1, 0x80) => &[0x88],
        _ => &[],
    };
    let fixed = match kind {
        2 => 5,
        3 | 8 => 4,
        4 => payload.len() / 6 * 6,
        6 => 8,
        _ => payload.len(),
    };
    // One in sixteen has the length that it happens to have.
    let len = if flags & 0x0f == 0x0f { payload.len() } else { fixed };
    let mut payload = payload.to_vec();
    payload.resize(len, 0);
    let flags = if head.is_empty() { flags } else { flags & 0x05 };
    let id = if matches!(kind, 4 | 6 | 7) && flags & 0x30 != 0x30 { 0 } else { id };
    wire.extend_from_slice(&((head.len() + len) as u32).to_be_bytes()[1..]);
    wire.extend_from_slice(&[kind, flags]);
    wire.extend_from_slice(&id.to_be_bytes());
    wire.extend_from_slice(head);
    wire.extend_from_slice(&payload);
}

/// Takes what has come, and answers. Whether the connection has ended.
fn events(engine: &mut Connection<Count>, wire: &mut BytesMut, is_server: bool) -> bool {
    loop {
        match engine.poll_event(wire) {
            Ok(Some(Event::Headers { stream, head, .. })) if is_server => {
                engine.send_headers(stream, false, |block| {
                    block.field(":status", b"200", Indexing::Incremental);
                });
                engine.send_data(stream, Bytes::from(vec![0; head * 100]), false);
                if head % 2 == 0 {
                    engine.send_trailers(stream, |block| {
                        block.field("grpc-status", b"0", Indexing::Incremental);
                    });
                }
            }
            Ok(Some(Event::Data { stream, data, .. })) => engine.release(stream, data.len() / 2),
            Ok(Some(_)) => {}
            Ok(None) => return false,
            Err(error) => {
                assert!(!error.why.is_empty());
                return true;
            }
        }
    }
}

/// What the engine has written, which has to be right.
#[derive(Default)]
struct Written {
    /// Of the connection: all that it was ever given.
    window: u64,
    data: u64,
    ended: BTreeSet<u32>,
}

impl Written {
    /// Notes a WINDOW_UPDATE that comes.
    fn grant(&mut self, frame: &[u8]) {
        if let [0, 0, 4, 8, _, 0, 0, 0, 0, increment @ ..] = frame
            && let Some(increment) = increment.first_chunk()
        {
            self.window += u64::from(u32::from_be_bytes(*increment) & 0x7fff_ffff);
        }
    }

    fn take(&mut self, engine: &mut Connection<Count>) {
        let output = engine.output();
        let mut bytes = output.copy_to_bytes(output.remaining());
        let mut block = None;
        while bytes.has_remaining() {
            let len = bytes.get_uint(3) as usize;
            let (kind, flags, id) = (bytes.get_u8(), bytes.get_u8(), bytes.get_u32());
            assert!(len <= bytes.remaining() && id <= i32::MAX as u32);
            bytes.advance(len);
            assert!(block.is_none_or(|of| kind == 9 && of == id), "a block is in one piece");
            match kind {
                0 | 1 => {
                    assert!(
                        id % 2 == 1 && !self.ended.contains(&id),
                        "{kind} on {id} after its end"
                    );
                    self.data += if kind == 0 { len as u64 } else { 0 };
                    assert!(self.data <= self.window, "{} of {}", self.data, self.window);
                    if flags & 1 == 1 {
                        self.ended.insert(id);
                    }
                    block = (kind == 1 && flags & 4 == 0).then_some(id);
                }
                3 => {
                    assert!(id % 2 == 1, "a reset of {id}");
                    self.ended.insert(id);
                }
                9 => block = (flags & 4 == 0).then_some(id),
                4 | 6 | 7 | 8 => {}
                _ => panic!("a frame of kind {kind}"),
            }
        }
        assert!(block.is_none(), "a block without its end");
    }
}
