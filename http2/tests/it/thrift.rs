//! What calls cost on the wire: writes, frames and bytes, counted. Whoever changes a figure here
//! changes what every call costs.

use std::{io::IoSlice, ops::Range};

use bytes::{Buf as _, Bytes};
use strait_http2::{Block, Config, hpack::Indexing};

use crate::peer::*;

const FRAME_HEAD: usize = 9;

fn response(block: &mut Block<'_>) {
    block.field(":status", b"200", Indexing::Incremental);
    block.field("content-type", b"application/grpc", Indexing::Incremental);
}

fn trailers(block: &mut Block<'_>) {
    block.field("grpc-status", b"0", Indexing::Incremental);
}

fn answer(subject: &mut Subject, id: u32, body: &[u8]) {
    subject.engine.send_headers(id, false, response);
    subject.engine.send_data(id, Bytes::copy_from_slice(body), false);
    subject.engine.send_trailers(id, trailers);
}

#[test]
fn a_hundred_small_responses_are_one_write_and_three_frames_each() {
    let mut subject = Subject::server(Config::default());
    let requests: Vec<u8> = (0..101).flat_map(|n| headers(2 * n + 1, true)).collect();
    subject.send(&requests).expect("fine");
    // The first says all header fields; then each is one byte.
    answer(&mut subject, 1, &[7; 100]);
    subject.written();
    for id in (1..101).map(|n| 2 * n + 1) {
        answer(&mut subject, id, &[7; 100]);
    }
    let len = subject.engine.output().remaining();
    assert_eq!(subject.engine.output().chunk().len(), len, "one piece");
    assert_eq!(len, 100 * (FRAME_HEAD + 2 + FRAME_HEAD + 100 + FRAME_HEAD + 1));
    assert_eq!(subject.written().len(), 300);
    assert!(!subject.engine.has_streams());
}

#[test]
fn a_hundred_small_requests_are_one_write_and_two_frames_each() {
    let mut subject = Subject::client(Config::default());
    let begin = |subject: &mut Subject| {
        let id = subject.open();
        subject.engine.send_data(id, Bytes::from_static(&[7; 100]), true);
    };
    begin(&mut subject);
    subject.written();
    (0..100).for_each(|_| begin(&mut subject));
    let len = subject.engine.output().remaining();
    assert_eq!(subject.engine.output().chunk().len(), len, "one piece");
    assert_eq!(len, 100 * (FRAME_HEAD + 3 + FRAME_HEAD + 100));
    assert_eq!(subject.written().len(), 200);
}

/// The last frame of a body ends its stream, whether or not it had to wait.
#[test]
fn no_frame_is_spent_on_an_end() {
    let mut subject = Subject::client(Config::default());
    for len in [100, 16_384, 49_000] {
        let id = subject.open();
        subject.engine.send_data(id, vec![7; len].into(), true);
    }
    let ends: Vec<_> = subject
        .written()
        .iter()
        .filter(|frame| frame.kind == DATA)
        .map(|frame| (frame.payload.len(), frame.flags))
        .collect();
    assert_eq!(
        ends,
        [(100, END_STREAM), (16_384, END_STREAM), (16_384, 0), (16_384, 0), (16_232, END_STREAM),]
    );
}

#[test]
fn windows_are_told_in_halves_and_not_for_small_calls() {
    let window = 64 * 1024;
    let config = Config {
        stream_window: window,
        max_stream_window: window,
        connection_window: 4 * window,
        ..Config::default()
    };
    let mut subject = Subject::server(config);
    for id in (0..100).map(|n| 2 * n + 1) {
        let request = [headers(id, false), frame(DATA, END_STREAM, id, &[7; 100])].concat();
        subject.send(&request).expect("fine");
        subject.engine.release(id, 100);
    }
    assert_eq!(subject.written(), [], "windows of 100 small requests");

    subject.send(&headers(201, false)).expect("fine");
    for _ in 0..64 {
        subject.send(&frame(DATA, 0, 201, &[7; 16_384])).expect("fine");
        subject.engine.release(201, 16_384);
    }
    let told = subject.written();
    let of =
        |id| told.iter().filter(|frame| frame.kind == WINDOW_UPDATE && frame.stream == id).count();
    assert_eq!((of(201), of(0), told.len()), (32, 8, 40), "{told:?}");
}

/// A large message is not copied: what is written lies where its owner has put it.
#[test]
fn a_large_message_leaves_from_where_it_lies() {
    let mut subject = Subject::server(Config { max_output: 2 << 20, ..Config::default() });
    let windows = [frame(WINDOW_UPDATE, 0, 0, &[0, 0x20, 0, 0]), headers(1, true)];
    subject.send(&windows.concat()).expect("fine");
    subject.send(&frame(WINDOW_UPDATE, 0, 1, &[0, 0x20, 0, 0])).expect("fine");
    subject.engine.send_headers(1, false, response);
    let message = Bytes::from(vec![7; 1 << 20]);
    let Range { start, end } = message.as_ptr_range();
    subject.engine.send_data(1, message, false);
    subject.engine.send_trailers(1, trailers);

    let mut slices = [IoSlice::new(&[]); 256];
    let output = subject.engine.output();
    let filled = output.chunks_vectored(&mut slices);
    let there = slices[..filled].iter().filter(|piece| (start..end).contains(&piece.as_ptr()));
    let lens: Vec<_> = there.map(|piece| piece.len()).collect();
    assert_eq!(lens, [16_384; 64]);
    // Between two payloads the head of a frame, and trailers at the end.
    assert_eq!(filled, 2 * 64 + 1);
}
