//! Sending: windows, turns, what waits, and what is given back.

use bytes::Bytes;
use strait_http2::{Config, Connection, Event, Limits, Reason, hpack::Indexing};

use crate::peer::*;

fn window_update(stream: u32, by: u32) -> Vec<u8> {
    frame(WINDOW_UPDATE, 0, stream, &by.to_be_bytes())
}

/// A server with streams 1, 3, 5 … open, whose requests are complete and whose heads are sent.
fn server_with(streams: u32, config: Config) -> Subject {
    let mut subject = Subject::server(config);
    for id in (0..streams).map(|n| 2 * n + 1) {
        subject.send(&headers(id, true)).expect("fine");
        subject.engine.send_headers(id, false, |block| {
            block.field(":status", b"200", Indexing::Incremental);
        });
    }
    subject.written();
    subject
}

fn shape(frames: &[Frame]) -> Vec<(u8, u32, usize)> {
    frames.iter().map(|frame| (frame.kind, frame.stream, frame.payload.len())).collect()
}

#[test]
fn what_no_window_has_room_for_waits_and_trailers_stay_behind_it() {
    let mut subject = server_with(1, Config::default());
    subject.engine.send_data(1, Bytes::from(vec![1; 100_000]), false);
    subject.engine.send_trailers(1, |block| {
        block.field("grpc-status", b"0", Indexing::Incremental);
    });
    let sent = shape(&subject.written());
    assert_eq!(sent.iter().map(|frame| frame.2).sum::<usize>(), 65_535);
    assert!(sent.iter().all(|&(kind, _, len)| kind == DATA && len <= 16_384), "{sent:?}");
    // Both windows are needed.
    subject.send(&window_update(1, 100_000)).expect("fine");
    assert_eq!(subject.written(), []);
    subject.send(&window_update(0, 100_000)).expect("fine");
    let rest = subject.written();
    assert_eq!(
        shape(&rest),
        [(DATA, 1, 16_384), (DATA, 1, 16_384), (DATA, 1, 1697), (HEADERS, 1, 15)]
    );
    assert_eq!(rest[3].flags, END_HEADERS | END_STREAM);
    assert!(!subject.engine.has_streams());
}

#[test]
fn streams_take_turns_when_the_connections_window_is_short() {
    let mut subject = server_with(3, Config::default());
    for id in [1, 3, 5] {
        subject.engine.send_data(id, Bytes::from(vec![1; 60_000]), true);
    }
    subject.written();
    subject.send(&window_update(0, 1_000_000)).expect("fine");
    let order: Vec<_> = subject.written().iter().map(|frame| frame.stream).collect();
    // The first had sent all but a little before the others came.
    assert_eq!(order.iter().filter(|&&id| id == 3).count(), 4, "{order:?}");
    let alternating = order.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(alternating >= order.len() - 2, "{order:?}");
}

#[test]
fn a_closed_stream_window_holds_up_no_other() {
    let mut subject = server_with(2, Config::default());
    subject.send(&window_update(0, 1_000_000)).expect("fine");
    subject.engine.send_data(1, Bytes::from(vec![1; 65_536]), true);
    subject.engine.send_data(3, Bytes::from(vec![1; 1000]), true);
    let frames = subject.written();
    assert_eq!(
        frames.iter().filter(|f| f.stream == 1).map(|f| f.payload.len()).sum::<usize>(),
        65_535
    );
    assert_eq!(frames.last().map(|f| (f.stream, f.flags)), Some((3, END_STREAM)));
    subject.send(&window_update(1, 1)).expect("fine");
    assert_eq!(shape(&subject.written()), [(DATA, 1, 1)]);
}

#[test]
fn a_smaller_initial_window_makes_windows_negative_and_a_larger_one_opens_them() {
    let mut subject = server_with(1, Config::default());
    subject.engine.send_data(1, Bytes::from(vec![1; 60_000]), false);
    subject.written();
    let initial = |size: u32| frame(SETTINGS, 0, 0, &[&[0, 4][..], &size.to_be_bytes()].concat());
    subject.send(&initial(10_000)).expect("fine");
    subject.engine.send_data(1, Bytes::from(vec![1; 5000]), true);
    subject.send(&window_update(1, 50_000)).expect("fine");
    assert!(subject.written().iter().all(|frame| frame.kind == SETTINGS));
    subject.send(&initial(15_000)).expect("fine");
    let sent = subject.written();
    assert_eq!(sent.last().map(|f| (f.kind, f.payload.len())), Some((DATA, 5000)));
}

#[test]
fn who_waits_for_room_is_told_once() {
    let mut subject = server_with(1, Config::default());
    assert_eq!(subject.engine.capacity(1), Some(65_535));
    subject.engine.send_data(1, Bytes::from(vec![1; 65_535]), false);
    subject.written();
    assert_eq!(subject.engine.capacity(1), Some(0));
    assert_eq!(subject.engine.capacity(1), Some(0));
    assert_eq!(subject.send(&window_update(0, 10)), Ok(vec![]));
    assert_eq!(subject.send(&window_update(1, 7)), Ok(vec![Event::Writable { stream: 1 }]));
    assert_eq!(subject.engine.capacity(1), Some(7));
    assert_eq!(subject.engine.capacity(3), None, "there is no such stream");
}

#[test]
fn a_transport_that_takes_nothing_stops_streams_and_reading() {
    let limits = Limits { pings: 10_000, ..Limits::default() };
    let config = Config { max_output: 20_000, limits, ..Config::default() };
    let mut subject = server_with(2, config);
    subject
        .send(&[window_update(0, 1_000_000), window_update(1, 1_000_000)].concat())
        .expect("fine");
    subject.engine.send_data(1, Bytes::from(vec![1; 100_000]), false);
    assert_eq!(subject.engine.capacity(3), Some(0));
    for _ in 0..5000 {
        subject.send(&frame(PING, 0, 0, &[0; 8])).expect("within the limits");
    }
    assert!(!subject.engine.wants_input());
    let waits = subject.input.len();
    assert!(waits > 10_000, "{waits} bytes are not read");
    // All of it leaves, and comes in, once there is room.
    let mut sent = 0;
    let mut told = false;
    loop {
        let frames = subject.written();
        if frames.is_empty() {
            break;
        }
        sent += frames.iter().filter(|f| f.kind == DATA).map(|f| f.payload.len()).sum::<usize>();
        let events = subject.events().expect("fine");
        told |= events.contains(&Event::Writable { stream: 3 });
    }
    assert_eq!((sent, told, subject.input.len()), (100_000, true, 0));
}

#[test]
fn windows_are_given_back_in_halves_and_the_connections_on_arrival() {
    let config = Config { stream_window: 40_000, connection_window: 65_535, ..Config::default() };
    let mut subject = Subject::server(config);
    subject.send(&headers(1, false)).expect("fine");
    let data = frame(DATA, 0, 1, &[0; 16_000]);
    subject.send(&[data.clone(), data.clone()].concat()).expect("fine");
    assert_eq!(subject.written(), [], "32,000 bytes are less than half of 65,535");
    subject.engine.release(1, 16_000);
    assert_eq!(subject.written(), []);
    subject.engine.release(1, 4000);
    assert_eq!(shape(&subject.written()), [(WINDOW_UPDATE, 1, 4)]);
    subject.send(&data).expect("fine");
    let update = subject.written();
    assert_eq!(shape(&update), [(WINDOW_UPDATE, 0, 4)]);
    assert_eq!(update[0].payload, 48_000_u32.to_be_bytes());
}

/// Section 6.9.3: who does not know our smaller windows yet may use the usual ones.
#[test]
fn what_was_sent_before_our_settings_were_known_is_taken() {
    let config = Config { stream_window: 300, max_stream_window: 300, ..Config::default() };
    let mut subject = Subject::new(Connection::server(config, Texts));
    let hello = [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], &frame(SETTINGS, 0, 0, &[])].concat();
    let early = [hello, headers(1, false), frame(DATA, 0, 1, &[0; 10_000])].concat();
    assert_eq!(subject.send(&early).map(|events| events.len()), Ok(3));
    subject.send(&frame(SETTINGS, ACK, 0, &[])).expect("fine");
    subject.written();
    subject.engine.release(1, 9999);
    assert_eq!(shape(&subject.written()), [(WINDOW_UPDATE, 1, 4)]);
    let rest = |len: usize| frame(DATA, 0, 1, &vec![0; len]);
    assert!(matches!(subject.send(&rest(299)).as_deref(), Ok([Event::Data { .. }])));
    let events = subject.send(&rest(1)).expect("fine");
    let reason = Reason::FLOW_CONTROL_ERROR;
    assert!(matches!(events[..], [Event::Reset { reason: r, .. }] if r == reason), "{events:?}");
}

#[test]
fn what_nobody_reads_holds_the_connections_window_in_the_end() {
    let config = Config { connection_window: 65_535, max_held: 30_000, ..Config::default() };
    let mut subject = Subject::server(config);
    subject.send(&headers(1, false)).expect("fine");
    let data = frame(DATA, 0, 1, &[0; 10_000]);
    for _ in 0..6 {
        subject.send(&data).expect("fine");
    }
    // 30,000 were given back, which is less than half.
    assert_eq!(subject.written(), []);
    subject.engine.forget(1);
    let updates = subject.written();
    let connection: u32 = updates
        .iter()
        .filter(|frame| frame.stream == 0)
        .map(|frame| u32::from_be_bytes(frame.payload[..].try_into().expect("4 bytes")))
        .sum();
    assert!(connection >= 33_000, "{updates:?}");
}

#[test]
fn padding_is_given_back_at_once() {
    let config = Config { stream_window: 1000, connection_window: 65_535, ..Config::default() };
    let mut subject = Subject::server(config);
    subject.send(&headers(1, false)).expect("fine");
    let padded = frame(DATA, 8, 1, &[&[199][..], &[0; 250]].concat());
    for _ in 0..4 {
        let events = subject.send(&padded).expect("fine");
        let [Event::Data { data, .. }] = &events[..] else { panic!("{events:?}") };
        subject.engine.release(1, data.len());
    }
    let told: usize = subject.written().iter().map(|f| f.payload.len()).sum();
    assert!(told > 0);
    assert!(subject.send(&padded).is_ok());
}

/// gRPC: "Servers … should send RST_STREAM with NO_ERROR" after an early answer.
#[test]
fn an_answer_before_the_end_of_the_request_stops_the_client() {
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, false)).expect("fine");
    subject.engine.send_headers(1, true, |block| {
        block.field(":status", b"200", Indexing::Incremental);
    });
    let frames = subject.written();
    assert_eq!(frames.last(), Some(&reset(1, Reason::NO_ERROR)));
    assert!(!subject.engine.has_streams());
    assert_eq!(subject.send(&frame(DATA, END_STREAM, 1, b"late")), Ok(vec![]));
    assert_eq!(subject.written(), []);
}

#[test]
fn a_header_block_longer_than_a_frame_is_continued() {
    let mut subject = server_with(1, Config::default());
    subject.engine.send_trailers(1, |block| {
        block.field("a", &[b'x'; 40_000], Indexing::Without);
    });
    let frames = subject.written();
    assert_eq!(
        shape(&frames),
        [(HEADERS, 1, 16_384), (CONTINUATION, 1, 16_384), (CONTINUATION, 1, 7_239)]
    );
    let flags: Vec<_> = frames.iter().map(|frame| frame.flags).collect();
    assert_eq!(flags, [END_STREAM, 0, END_HEADERS]);
}

#[test]
fn a_reset_drops_what_waits_and_is_said_once() {
    let mut subject = server_with(1, Config::default());
    subject.engine.send_data(1, Bytes::from(vec![1; 100_000]), false);
    subject.written();
    subject.engine.reset(1, Reason::CANCEL);
    subject.engine.reset(1, Reason::CANCEL);
    subject.engine.send_trailers(1, |_| panic!("the stream is over"));
    assert_eq!(subject.written(), [reset(1, Reason::CANCEL)]);
    subject.send(&window_update(0, 1000)).expect("fine");
    assert_eq!(subject.written(), []);
}

#[test]
fn a_client_opens_as_many_streams_as_the_server_takes() {
    let mut subject = Subject::client(Config::default());
    let limit = |n: u8| frame(SETTINGS, 0, 0, &[0, 3, 0, 0, 0, n]);
    subject.send(&limit(2)).expect("fine");
    let first = subject.open();
    subject.open();
    let refused = subject.engine.open(true, |_| panic!("nothing is written"));
    assert_eq!(refused, Err(strait_http2::Full::Limit));
    subject.engine.reset(first, Reason::CANCEL);
    assert_eq!(subject.open(), 5);
    subject.send(&limit(3)).expect("fine");
    assert_eq!(subject.open(), 7);
}

/// Turns of streams that are gone do not pile up behind a window that stays closed.
#[test]
fn streams_that_are_reset_while_they_wait_leave_nothing_behind() {
    let mut subject = server_with(1, Config::default());
    subject.engine.send_data(1, Bytes::from(vec![1; 66_000]), false);
    for id in (3..20_000).step_by(2) {
        subject.send(&headers(id, true)).expect("fine");
        subject.engine.send_headers(id, false, |block| {
            block.field(":status", b"200", Indexing::Incremental);
        });
        if id % 4 == 1 {
            assert_eq!(subject.engine.capacity(id), Some(0));
        } else {
            subject.engine.send_data(id, Bytes::from_static(b"x"), false);
        }
        subject.send(&frame(RST_STREAM, 0, id, &8_u32.to_be_bytes())).expect("fine");
        subject.written();
    }
    let state = format!("{:?}", subject.engine);
    assert!(state.len() < 100_000, "{} bytes of state", state.len());
}
