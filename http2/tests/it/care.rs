//! What a peer may do to an engine that takes care: nothing that costs more than it is worth.

use bytes::{Buf as _, Bytes};
use strait_http2::{Config, Event, Limits, Reason, hpack::Indexing};

use crate::peer::*;

fn window_update(stream: u32, by: u32) -> Vec<u8> {
    frame(WINDOW_UPDATE, 0, stream, &by.to_be_bytes())
}

fn initial_window(sizes: &[u32]) -> Vec<u8> {
    let payload: Vec<u8> =
        sizes.iter().flat_map(|size| [&[0, 4][..], &size.to_be_bytes()].concat()).collect();
    frame(SETTINGS, 0, 0, &payload)
}

fn respond(subject: &mut Subject, id: u32, end: bool) {
    subject.engine.send_headers(id, end, |block| {
        block.field(":status", b"200", Indexing::Incremental);
    });
}

/// A call that was given up may have a window full of small messages on their way.
#[test]
fn many_small_frames_after_a_reset_are_no_flood_up_to_the_window() {
    let limits = Limits { ignored: 10, ..Limits::default() };
    let config = Config { stream_window: 66_000, limits, ..Config::default() };
    let response = frame(HEADERS, END_HEADERS, 1, &block(&[(":status", "200")]));
    let small = frame(DATA, 0, 1, &[0; 20]).repeat(66_000 / 20);
    let one_more = frame(DATA, 0, 1, &[0; 20]);

    let mut client = Subject::client(config.clone());
    let id = client.open();
    client.send(&response).expect("fine");
    client.engine.reset(id, Reason::CANCEL);
    assert_eq!(client.send(&small), Ok(vec![]));
    let mut server = Subject::server(config);
    server.send(&headers(1, false)).expect("fine");
    respond(&mut server, 1, true);
    assert_eq!(server.send(&small), Ok(vec![]));
    for mut subject in [client, server] {
        let error = (0..20).find_map(|_| subject.send(&one_more).err()).expect("a limit");
        assert_eq!(error.reason, Reason::ENHANCE_YOUR_CALM);
    }
}

/// All requests of a client are turned away by their heads, and their bodies come later.
#[test]
fn late_bodies_of_a_thousand_streams_are_no_fault() {
    let mut subject = Subject::server(Config::default());
    let ids = || (0..1000).map(|n| 2 * n + 1);
    for id in ids() {
        subject.send(&headers(id, false)).expect("fine");
        respond(&mut subject, id, true);
    }
    subject.written();
    for id in ids() {
        assert_eq!(subject.send(&frame(DATA, END_STREAM, id, b"late")), Ok(vec![]));
    }
    assert_eq!(subject.written(), []);
}

/// Section 5.1, "closed": "An endpoint MUST minimally process and then discard any frames it
/// receives in this state."
#[test]
fn a_stream_that_has_ended_is_reset_once() {
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, true)).expect("fine");
    respond(&mut subject, 1, true);
    subject.written();
    let late = frame(DATA, 0, 1, b"late");
    subject.send(&late).expect("fine");
    assert_eq!(subject.written(), [reset(1, Reason::STREAM_CLOSED)]);
    subject.send(&[late, frame(DATA, END_STREAM, 1, b"still")].concat()).expect("fine");
    assert_eq!(subject.written(), []);
}

#[test]
fn padding_alone_is_an_empty_frame() {
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, false)).expect("fine");
    let padding = frame(DATA, 8, 1, &[0]);
    let error = (0..200).find_map(|_| subject.send(&padding).err()).expect("a limit");
    assert_eq!(error.reason, Reason::ENHANCE_YOUR_CALM);
}

/// Nothing is behind the last word, whatever the owner still asks for.
#[test]
fn after_the_end_nothing_is_written() {
    let mut subject = Subject::server(Config::default());
    for id in [1, 3, 5] {
        subject.send(&headers(id, false)).expect("fine");
    }
    respond(&mut subject, 3, false);
    subject.engine.send_data(3, Bytes::from(vec![0; 70_000]), false);
    respond(&mut subject, 5, false);
    subject.send(&frame(DATA, 0, 5, &[0; 1000])).expect("fine");
    subject.written();
    subject.engine.close(Reason::NO_ERROR, "");
    assert_eq!(subject.written().len(), 1);
    respond(&mut subject, 1, false);
    subject.engine.send_data(5, Bytes::from_static(b"x"), false);
    subject.engine.send_trailers(5, |_| {});
    subject.engine.release(5, 1000);
    subject.engine.reset(3, Reason::CANCEL);
    subject.engine.make_room();
    assert_eq!(subject.send(&window_update(0, 100_000)), Ok(vec![]));
    assert_eq!(subject.written(), []);
    assert_eq!(subject.engine.capacity(5), None);
    assert!(!subject.engine.has_streams());
}

/// Section 6.4: "RST_STREAM frames MUST NOT be sent for a stream in the "idle" state."
#[test]
fn a_short_priority_of_an_idle_stream_is_an_error_of_the_connection() {
    let mut subject = Subject::server(Config::default());
    let error = subject.send(&frame(PRIORITY, 0, 9, &[0; 4])).unwrap_err();
    assert_eq!(error.reason, Reason::FRAME_SIZE_ERROR);
    assert!(subject.written().iter().all(|frame| frame.kind == GOAWAY));

    // Nor may the stream be reset that comes after the last which our GOAWAY takes.
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, false)).expect("fine");
    subject.engine.refuse_streams("");
    subject.written();
    assert_eq!(subject.send(&frame(PRIORITY, 0, 9, &[0; 4])), Ok(vec![]));
    assert_eq!(subject.written(), []);
}

/// Section 6.9.2: the initial size is that of streams that are "open" or "half-closed (remote)".
#[test]
fn the_initial_window_is_nothing_to_a_stream_that_has_ended() {
    let mut subject = Subject::server(Config::default());
    let body = frame(DATA, END_STREAM, 1, b"unread");
    subject.send(&[headers(1, false), window_update(1, 100_000), body].concat()).expect("fine");
    respond(&mut subject, 1, true);
    assert!(!subject.engine.has_streams());
    assert_eq!(subject.send(&initial_window(&[0x7fff_ffff])), Ok(vec![Event::Settings]));
}

/// Of many initial windows in one frame the last counts, and each is checked.
#[test]
fn the_last_of_many_initial_windows_counts() {
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, true)).expect("fine");
    respond(&mut subject, 1, false);
    subject.send(&initial_window(&[0, 70_000, 10])).expect("fine");
    assert_eq!(subject.engine.capacity(1), Some(10));
    let error = subject.send(&initial_window(&[0x8000_0000, 10])).unwrap_err();
    assert_eq!(error.reason, Reason::FLOW_CONTROL_ERROR);
}

/// Two sides that both wait for the other to read first would wait for ever.
#[test]
fn a_client_reads_however_much_it_has_to_write() {
    let mut subject = Subject::client(Config { max_output: 1000, ..Config::default() });
    for _ in 0..200 {
        subject.open();
    }
    assert!(subject.engine.output().remaining() > 2000);
    assert!(subject.engine.wants_input());
    let response = frame(HEADERS, END_HEADERS, 1, &block(&[(":status", "200")]));
    assert_eq!(subject.send(&response).map(|events| events.len()), Ok(1));
}

/// Who waits is told when its own window opens, in whatever way, and in its turn.
#[test]
fn a_stream_whose_own_window_opens_is_told() {
    let mut subject = Subject::server(Config::default());
    subject.send(&initial_window(&[0])).expect("fine");
    for id in [1, 3, 5, 7] {
        subject.send(&headers(id, true)).expect("fine");
        respond(&mut subject, id, false);
        assert_eq!(subject.engine.capacity(id), Some(0));
    }
    let told =
        |streams: &[u32]| Ok(streams.iter().map(|&stream| Event::Writable { stream }).collect());
    assert_eq!(subject.send(&window_update(5, 10)), told(&[5]));
    let mut events = subject.send(&initial_window(&[5])).expect("fine");
    assert_eq!(events.remove(0), Event::Settings);
    assert_eq!(Ok(events), told(&[1, 3, 7]));
    assert_eq!(subject.engine.capacity(5), Some(15));
    // One that takes more than it has waits for what is pending as well.
    subject.engine.send_data(1, Bytes::from_static(b"more than five"), false);
    assert_eq!(subject.engine.capacity(1), Some(0));
    assert_eq!(subject.send(&window_update(1, 9)), told(&[]));
    assert_eq!(subject.send(&window_update(1, 1)), told(&[1]));
}

/// A closed window in line for the connection's room is passed over, and told when it opens again.
#[test]
fn a_window_that_closes_while_its_stream_is_in_line_is_waited_for() {
    let mut subject = Subject::server(Config::default());
    for id in [1, 3, 5] {
        subject.send(&headers(id, true)).expect("fine");
        respond(&mut subject, id, false);
    }
    subject.engine.send_data(1, Bytes::from(vec![0; 65_535]), false);
    assert_eq!([3, 5].map(|id| subject.engine.capacity(id)), [Some(0), Some(0)]);
    subject.send(&initial_window(&[0])).expect("fine");
    assert_eq!(subject.send(&window_update(0, 100_000)), Ok(vec![]), "theirs are closed");
    assert_eq!(subject.send(&window_update(5, 1)), Ok(vec![Event::Writable { stream: 5 }]));
    assert_eq!(subject.send(&window_update(3, 1)), Ok(vec![Event::Writable { stream: 3 }]));
}

/// Some peers take frames that say nothing for a flood.
#[test]
fn no_empty_data_is_sent_in_the_middle_of_a_body() {
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, true)).expect("fine");
    respond(&mut subject, 1, false);
    subject.written();
    subject.engine.send_data(1, Bytes::new(), false);
    assert_eq!(subject.written(), []);
    subject.engine.send_data(1, Bytes::new(), true);
    assert_eq!(subject.written().len(), 1);
}
