//! Two engines, and a wire that cuts as it likes: what one sends is what the other gets.

use std::collections::BTreeMap;

use bytes::{Buf as _, Bytes, BytesMut};
use proptest::prelude::*;
use strait_http2::{Config, Connection, Event, hpack::Indexing};

use crate::peer::{TextEvent, Texts};

struct Side {
    engine: Connection<Texts>,
    input: BytesMut,
    /// What each stream got: its bytes, and whether it has ended.
    got: BTreeMap<u32, (Vec<u8>, bool)>,
    /// What each stream is still to send.
    to_send: BTreeMap<u32, Bytes>,
}

impl Side {
    fn new(engine: Connection<Texts>) -> Self {
        Self { engine, input: BytesMut::new(), got: BTreeMap::new(), to_send: BTreeMap::new() }
    }

    fn events(&mut self) -> Vec<TextEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.engine.poll_event(&mut self.input).expect("both are right") {
            match &event {
                Event::Headers { stream, end, .. } => {
                    self.got.entry(*stream).or_default().1 = *end;
                }
                Event::Data { stream, data, end } => {
                    let got = self.got.entry(*stream).or_default();
                    got.0.extend(data);
                    got.1 = *end;
                    self.engine.release(*stream, data.len());
                }
                Event::Trailers { stream, head, .. } => {
                    assert_eq!(head[..], ["grpc-status: 0"]);
                    self.got.entry(*stream).or_default().1 = true;
                }
                _ => {}
            }
            events.push(event);
        }
        events
    }

    /// Sends as much of every stream as there is room for, then its end: a server when it has the
    /// whole request, which it would stop otherwise.
    fn send(&mut self, is_server: bool, finish: impl Fn(&mut Connection<Texts>, u32)) {
        let (engine, got) = (&mut self.engine, &self.got);
        self.to_send.retain(|&id, data| {
            let capacity = engine.capacity(id).unwrap_or(0);
            let piece = data.split_to(capacity.min(data.len()));
            if !piece.is_empty() {
                engine.send_data(id, piece, false);
            }
            let ends = data.is_empty() && (!is_server || got[&id].1);
            if ends {
                finish(engine, id);
            }
            !ends
        });
    }

    /// Moves at most `bytes` to the other side.
    fn write(&mut self, to: &mut Side, bytes: usize) -> usize {
        let output = self.engine.output();
        let moved = output.copy_to_bytes(bytes.min(output.remaining()));
        to.input.extend_from_slice(&moved);
        moved.len()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Bodies of all sizes, both ways at once, through windows and pieces of all sizes.
    #[test]
    fn bodies_arrive_whole(
        bodies in prop::collection::vec((0_usize..30_000, 0_usize..30_000), 1..6),
        client_window in 300_u32..40_000,
        server_window in 300_u32..40_000,
        max_output in 100_usize..50_000,
        pieces in prop::collection::vec(100_usize..5000, 1..20),
    ) {
        let config = |stream_window| Config { stream_window, max_output, ..Config::default() };
        let mut client = Side::new(Connection::client(config(client_window), Texts));
        let mut server = Side::new(Connection::server(config(server_window), Texts));
        let body = |id: u32, len: usize| (0..len).map(|at| at as u8 ^ id as u8).collect::<Vec<_>>();
        let mut expected = BTreeMap::new();
        for &(request, response) in &bodies {
            let id = client.engine.open(false, |block| {
                block.field(":method", b"POST", Indexing::Incremental);
                block.field(":scheme", b"http", Indexing::Incremental);
                block.field(":path", b"/a/b", Indexing::Incremental);
            }).expect("there is room");
            client.to_send.insert(id, body(id, request).into());
            expected.insert(id, (request, response));
        }
        let mut pieces = pieces.into_iter().cycle();
        for _ in 0..100_000 {
            client.send(false, |engine, id| engine.send_data(id, Bytes::new(), true));
            server.send(true, |engine, id| {
                engine.send_trailers(id, |block| {
                    block.field("grpc-status", b"0", Indexing::Incremental);
                });
            });
            let size = pieces.next().unwrap_or(1);
            let moved = client.write(&mut server, size) + server.write(&mut client, size);
            for event in server.events() {
                if let Event::Headers { stream, .. } = event {
                    server.engine.send_headers(stream, false, |block| {
                        block.field(":status", b"200", Indexing::Incremental);
                    });
                    server.to_send.insert(stream, body(stream, expected[&stream].1).into());
                }
            }
            client.events();
            let done = |side: &Side| side.to_send.is_empty() && side.got.len() == bodies.len();
            if moved == 0 && done(&client) && done(&server) {
                break;
            }
        }
        for (&id, &(request, response)) in &expected {
            for (side, sent) in [(&server, request), (&client, response)] {
                let (got, ended) = &side.got[&id];
                prop_assert!(*got == body(id, sent) && *ended, "{} of {} bytes", got.len(), sent);
            }
        }
        prop_assert!(!client.engine.has_streams() && !server.engine.has_streams());
    }

    /// Whatever comes, the engine answers or ends, and holds no more than it said.
    #[test]
    fn any_bytes_are_survived(
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        kinds in prop::collection::vec((0_u8..11, any::<u8>(), 0_u32..8, 0_usize..40), 0..60),
    ) {
        let mut side = Side::new(Connection::server(Config::default(), Texts));
        side.input.extend_from_slice(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
        let mut rest = bytes.iter().copied().cycle();
        for (kind, flags, stream, len) in kinds {
            let payload: Vec<u8> = rest.by_ref().take(len).collect();
            side.input.extend_from_slice(&crate::peer::frame(kind, flags, stream, &payload));
        }
        loop {
            match side.engine.poll_event(&mut side.input) {
                Ok(Some(Event::Headers { stream, .. })) => {
                    side.engine.send_headers(stream, false, |block| {
                        block.field(":status", b"200", Indexing::Incremental);
                    });
                    side.engine.send_data(stream, Bytes::from_static(&[0; 50_000]), false);
                    side.engine.send_trailers(stream, |_| {});
                }
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => break,
            }
        }
        prop_assert!(side.engine.output().remaining() < 1_000_000);
    }
}
