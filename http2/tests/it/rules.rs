//! What RFC 9113 says of single frames, each rule with what breaks it.

use strait_http2::{Config, Connection, Event, Limits, Reason};

use crate::peer::*;

/// What a sequence of frames comes to.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// The connection goes on, and no stream was reset.
    Fine,
    /// The stream was reset with this code.
    Stream(u32, Reason),
    /// The connection is over.
    Connection(Reason),
}

use Outcome::{Connection as Ends, Fine, Stream as Resets};

fn outcome(subject: &mut Subject, bytes: &[u8]) -> Outcome {
    let ended = subject.send(bytes).err();
    let written = subject.written();
    if let Some(error) = ended {
        let goaway = written.last().expect("GOAWAY is the last word");
        assert_eq!(goaway.kind, GOAWAY);
        assert_eq!(goaway.payload[4..8], error.reason.0.to_be_bytes(), "{error}");
        assert_eq!(goaway.payload[8..], *error.why.as_bytes());
        assert!(!subject.engine.wants_input());
        return Ends(error.reason);
    }
    let reset = written.iter().find(|frame| frame.kind == RST_STREAM);
    let outcome = reset.map_or(Fine, |frame| {
        let code = frame.payload[..].try_into().expect("4 bytes");
        Resets(frame.stream, Reason(u32::from_be_bytes(code)))
    });
    // It lives: a PING is answered.
    assert!(subject.send(&frame(PING, 0, 0, &[7; 8])).is_ok());
    assert_eq!(subject.written().pop().map(|frame| (frame.kind, frame.flags)), Some((PING, ACK)));
    outcome
}

fn server(bytes: &[Vec<u8>]) -> Outcome {
    outcome(&mut Subject::server(Config::default()), &bytes.concat())
}

/// On a client that has stream 1 open.
fn client(bytes: &[Vec<u8>]) -> Outcome {
    let mut subject = Subject::client(Config::default());
    subject.open();
    subject.written();
    outcome(&mut subject, &bytes.concat())
}

fn response(stream: u32, end: bool) -> Vec<u8> {
    frame(HEADERS, END_HEADERS | u8::from(end), stream, &block(&[(":status", "200")]))
}

fn setting(id: u16, value: u32) -> Vec<u8> {
    frame(SETTINGS, 0, 0, &[&id.to_be_bytes()[..], &value.to_be_bytes()].concat())
}

fn u32_frame(kind: u8, stream: u32, value: u32) -> Vec<u8> {
    frame(kind, 0, stream, &value.to_be_bytes())
}

/// Section 3.4.
#[test]
fn the_preface_is_known_by_its_first_wrong_byte() {
    let hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    for at in 0..hello.len() {
        let mut subject = Subject::new(Connection::server(Config::default(), Texts));
        assert_eq!(subject.send(&hello[..at]), Ok(vec![]));
        let error = subject.send(b"\xff").unwrap_err();
        assert_eq!(error.reason, Reason::PROTOCOL_ERROR, "{at}");
    }
    let mut subject = Subject::new(Connection::server(Config::default(), Texts));
    let error = subject.send(&[hello, &frame(PING, 0, 0, &[0; 8])[..]].concat()).unwrap_err();
    assert_eq!(error.reason, Reason::PROTOCOL_ERROR, "SETTINGS come first");
}

/// Section 4.
#[test]
fn frames_have_their_sizes() {
    let long = vec![0; 16_385];
    assert_eq!(server(&[headers(1, false), frame(DATA, 0, 1, &long[..16_384])]), Fine);
    for wrong in [
        frame(DATA, 0, 1, &long),
        frame(RST_STREAM, 0, 1, &[0; 3]),
        frame(PING, 0, 0, &[0; 7]),
        frame(WINDOW_UPDATE, 0, 0, &[0; 5]),
        frame(GOAWAY, 0, 0, &[0; 7]),
        frame(SETTINGS, 0, 0, &[0; 5]),
        frame(SETTINGS, ACK, 0, &[0; 6]),
        frame(HEADERS, END_HEADERS | 0x20, 3, &[0; 4]),
    ] {
        let (kind, len) = (wrong[3], wrong.len());
        let got = server(&[headers(1, false), wrong]);
        assert_eq!(got, Ends(Reason::FRAME_SIZE_ERROR), "kind {kind}, {len} bytes");
    }
    let short = frame(PRIORITY, 0, 1, &[0; 4]);
    assert_eq!(server(&[headers(1, false), short]), Resets(1, Reason::FRAME_SIZE_ERROR));
}

/// Sections 4.1 and 5.5.
#[test]
fn unknown_frames_flags_settings_and_codes_are_ignored() {
    let unknown = frame(0x42, 0xff, 9, b"whatever");
    let flags = frame(PING, 0xfe, 0, &[0; 8]);
    let priority = frame(PRIORITY, 0, 99, &[0; 5]);
    let code = u32_frame(RST_STREAM, 1, 0x9999);
    assert_eq!(
        server(&[unknown, flags, setting(0x99, 7), priority, headers(1, false), code]),
        Fine
    );
}

/// Section 6: which frames are about a stream.
#[test]
fn frames_belong_to_streams_or_to_the_connection() {
    for (kind, stream, len) in [
        (DATA, 0, 1),
        (HEADERS, 0, 1),
        (PRIORITY, 0, 5),
        (RST_STREAM, 0, 4),
        (CONTINUATION, 0, 1),
        (SETTINGS, 1, 0),
        (PING, 1, 8),
        (GOAWAY, 1, 8),
    ] {
        let got = server(&[headers(1, false), frame(kind, 0, stream, &vec![0; len])]);
        assert_eq!(got, Ends(Reason::PROTOCOL_ERROR), "kind {kind}");
    }
}

/// Section 5.1.
#[test]
fn idle_streams_have_nothing_but_headers_and_priority() {
    for wrong in
        [frame(DATA, 0, 1, b"x"), u32_frame(RST_STREAM, 1, 8), u32_frame(WINDOW_UPDATE, 1, 1)]
    {
        assert_eq!(server(std::slice::from_ref(&wrong)), Ends(Reason::PROTOCOL_ERROR));
        // Neither has a stream that only the server could open, nor one of the client's future.
        let even = [&wrong[..8], &[2], &wrong[9..]].concat();
        assert_eq!(server(&[even]), Ends(Reason::PROTOCOL_ERROR));
        let later = [&wrong[..8], &[3], &wrong[9..]].concat();
        assert_eq!(client(&[later]), Ends(Reason::PROTOCOL_ERROR));
    }
}

/// Section 5.1, half-closed (remote) and closed.
#[test]
fn nothing_comes_after_the_end_of_a_stream() {
    let data = frame(DATA, 0, 1, b"x");
    assert_eq!(server(&[headers(1, true), data.clone()]), Resets(1, Reason::STREAM_CLOSED));
    assert_eq!(server(&[headers(1, true), headers(1, true)]), Resets(1, Reason::STREAM_CLOSED));
    let by_peer = u32_frame(RST_STREAM, 1, 8);
    let got = server(&[headers(1, false), by_peer.clone(), data.clone()]);
    assert_eq!(got, Resets(1, Reason::STREAM_CLOSED));
    let got = server(&[headers(1, false), by_peer.clone(), headers(1, true)]);
    assert_eq!(got, Ends(Reason::STREAM_CLOSED));
    // What may have been on its way is no fault.
    let update = u32_frame(WINDOW_UPDATE, 1, 1);
    assert_eq!(server(&[headers(1, false), by_peer.clone(), update, by_peer]), Fine);
}

/// Section 5.1, "closed": "An endpoint MUST minimally process and then discard any frames it
/// receives in this state."
#[test]
fn what_comes_after_our_reset_is_ignored() {
    let mut subject = Subject::server(Config::default());
    subject.send(&headers(1, false)).expect("fine");
    subject.engine.reset(1, Reason::CANCEL);
    assert_eq!(subject.written(), [reset(1, Reason::CANCEL)]);
    let late = [frame(DATA, 0, 1, b"x"), frame(HEADERS, END_HEADERS | 1, 1, &block(&[]))];
    assert_eq!(outcome(&mut subject, &late.concat()), Fine);
    assert!(!subject.engine.has_streams());
}

/// Section 5.1.1.
#[test]
fn ids_are_odd_and_grow() {
    assert_eq!(server(&[headers(2, false)]), Ends(Reason::PROTOCOL_ERROR));
    assert_eq!(server(&[headers(5, false), headers(3, false)]), Ends(Reason::PROTOCOL_ERROR));
    assert_eq!(client(&[response(2, false)]), Ends(Reason::PROTOCOL_ERROR));
    assert_eq!(client(&[response(1, true)]), Fine);
}

/// Section 5.1.2.
#[test]
fn a_stream_too_many_is_refused_and_the_table_stays_in_step() {
    let config = Config { max_concurrent_streams: 1, ..Config::default() };
    let mut subject = Subject::server(config);
    let mut encoder = strait_http2::hpack::Encoder::new(4096);
    let mut request = |path: &str| {
        let mut out = Vec::new();
        let mut block = encoder.block(&mut out);
        for (name, value) in [(":method", "POST"), (":scheme", "http"), (":path", path)] {
            let indexing = strait_http2::hpack::Indexing::Incremental;
            block.field(name, value.as_bytes(), indexing);
        }
        out
    };
    let blocks = [request("/a/b"), request("/c/d"), request("/c/d")];
    let [first, second, third] =
        [1, 3, 5].map(|id| frame(HEADERS, END_HEADERS | END_STREAM, id, &blocks[id as usize / 2]));
    subject.send(&first).expect("fine");
    assert_eq!(subject.send(&second), Ok(vec![]));
    assert_eq!(subject.written(), [reset(3, Reason::REFUSED_STREAM)]);
    subject.engine.reset(1, Reason::CANCEL);
    let events = subject.send(&third).expect("fine");
    let [Event::Headers { stream: 5, head, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(head[2], ":path: /c/d");
}

/// Section 6.1.
#[test]
fn padding_fits_its_frame() {
    let padded = |payload: &[u8]| frame(DATA, 8, 1, payload);
    assert_eq!(server(&[headers(1, false), padded(&[1, b'x', 0])]), Fine);
    assert_eq!(server(&[headers(1, false), padded(&[2, 0])]), Ends(Reason::PROTOCOL_ERROR));
    // Section 4.2: what it must have does not fit.
    assert_eq!(server(&[headers(1, false), padded(&[])]), Ends(Reason::FRAME_SIZE_ERROR));
}

/// Section 6.2.
#[test]
fn headers_may_be_padded_and_have_a_priority() {
    let with = |flags, before: &[u8], after: &[u8]| {
        let payload = [before, &request(), after].concat();
        frame(HEADERS, END_HEADERS | END_STREAM | flags, 1, &payload)
    };
    let priority = [0, 0, 0, 0, 15];
    assert_eq!(server(&[with(0x8, &[2], &[0; 2])]), Fine);
    assert_eq!(server(&[with(0x28, &[&[2], &priority[..]].concat(), &[0; 2])]), Fine);
    assert_eq!(server(&[with(0x20, &priority, &[])]), Fine);
    let bad = |flags, payload: &[u8]| server(&[frame(HEADERS, END_HEADERS | flags, 1, payload)]);
    assert_eq!(bad(0x8, &[2, 0]), Ends(Reason::PROTOCOL_ERROR));
    assert_eq!(bad(0x8, &[]), Ends(Reason::FRAME_SIZE_ERROR));
    assert_eq!(bad(0x28, &[1, 0, 0, 0, 0, 0]), Ends(Reason::FRAME_SIZE_ERROR));
}

/// Sections 6.2 and 6.10.
#[test]
fn header_blocks_are_in_one_piece() {
    let block = request();
    let (start, rest) = block.split_at(5);
    let begun = frame(HEADERS, END_STREAM, 1, start);
    let continued = frame(CONTINUATION, 0, 1, &rest[..3]);
    let ended = frame(CONTINUATION, END_HEADERS, 1, &rest[3..]);
    assert_eq!(server(&[begun.clone(), continued, ended.clone()]), Fine);
    for within in [frame(PING, 0, 0, &[0; 8]), headers(3, true), frame(0x42, 0, 0, &[])] {
        let got = server(&[begun.clone(), within, ended.clone()]);
        assert_eq!(got, Ends(Reason::PROTOCOL_ERROR));
    }
    let other = frame(CONTINUATION, END_HEADERS, 3, rest);
    assert_eq!(server(&[begun, other]), Ends(Reason::PROTOCOL_ERROR));
    assert_eq!(server(&[ended]), Ends(Reason::PROTOCOL_ERROR));
}

/// Section 4.3.
#[test]
fn blocks_that_cannot_be_decoded_end_the_connection() {
    let bad = frame(HEADERS, END_HEADERS | END_STREAM, 1, &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(server(&[bad]), Ends(Reason::COMPRESSION_ERROR));
}

/// Section 6.5.
#[test]
fn settings_have_their_ranges() {
    for (id, value, expected) in [
        (2, 0, Fine),
        (2, 1, Fine),
        (2, 2, Ends(Reason::PROTOCOL_ERROR)),
        (4, 0x7fff_ffff, Fine),
        (4, 0x8000_0000, Ends(Reason::FLOW_CONTROL_ERROR)),
        (5, 16_384, Fine),
        (5, 16_383, Ends(Reason::PROTOCOL_ERROR)),
        (5, 0xff_ffff, Fine),
        (5, 0x100_0000, Ends(Reason::PROTOCOL_ERROR)),
    ] {
        assert_eq!(server(&[setting(id, value)]), expected, "{id} = {value}");
    }
    assert_eq!(client(&[setting(2, 1)]), Ends(Reason::PROTOCOL_ERROR), "a server pushes");
    let mut subject = Subject::server(Config::default());
    subject.send(&setting(3, 9)).expect("fine");
    let ack = Frame { kind: SETTINGS, flags: ACK, stream: 0, payload: vec![] };
    assert_eq!(subject.written(), [ack]);
    assert_eq!(subject.engine.max_local_streams(), 9);
}

/// Sections 6.6 and 8.4.
#[test]
fn nothing_is_pushed() {
    let promise =
        frame(PUSH_PROMISE, END_HEADERS, 1, &[&2_u32.to_be_bytes()[..], &request()].concat());
    assert_eq!(client(std::slice::from_ref(&promise)), Ends(Reason::PROTOCOL_ERROR));
    assert_eq!(server(&[headers(1, false), promise]), Ends(Reason::PROTOCOL_ERROR));
}

/// Section 5.1.1: "Stream identifiers cannot be reused."
#[test]
fn a_client_whose_ids_have_run_out_opens_no_streams() {
    let config = Config { first_stream: 0x7fff_fffd, ..Config::default() };
    let mut subject = Subject::client(config);
    assert_eq!([subject.open(), subject.open()], [0x7fff_fffd, 0x7fff_ffff]);
    for _ in 0..2 {
        let full = subject.engine.open(true, |_| panic!("nothing is written"));
        assert_eq!(full, Err(strait_http2::Full::Closing));
    }
    // Those that are open are not touched.
    let events = subject.send(&response(0x7fff_ffff, true)).expect("fine");
    assert!(matches!(events[..], [Event::Headers { stream: 0x7fff_ffff, end: true, .. }]));
}

/// Section 6.8.
#[test]
fn a_goaway_may_be_followed_by_one_that_takes_less() {
    let goaway =
        |last: u32| frame(GOAWAY, 0, 0, &[&last.to_be_bytes()[..], &[0; 4], b"why"].concat());
    assert_eq!(client(&[goaway(0x7fff_ffff), goaway(1)]), Fine);
    assert_eq!(client(&[goaway(1), goaway(3)]), Ends(Reason::PROTOCOL_ERROR));

    let mut subject = Subject::client(Config::default());
    let (first, second) = (subject.open(), subject.open());
    let events = subject.send(&goaway(first)).expect("fine");
    let debug = bytes::Bytes::from_static(b"why");
    let expected =
        [Event::GoAway { reason: Reason::NO_ERROR, debug }, Event::Unprocessed { stream: second }];
    assert_eq!(events, expected);
    let refused = subject.engine.open(true, |_| panic!("nothing is written"));
    assert_eq!(refused, Err(strait_http2::Full::Closing));
    let events = subject.send(&response(first, true)).expect("fine");
    assert!(matches!(events[..], [Event::Headers { stream: 1, end: true, .. }]));
}

/// Section 6.8: "any frames that alter connection state cannot be completely ignored".
#[test]
fn what_is_above_our_goaway_counts_for_the_connection() {
    let config = Config { connection_window: 65_535, max_held: 0, ..Config::default() };
    let mut subject = Subject::server(config);
    let mut encoder = strait_http2::hpack::Encoder::new(4096);
    let mut request = |id| {
        let mut out = Vec::new();
        let mut block = encoder.block(&mut out);
        for (name, value) in [(":method", "POST"), (":scheme", "http"), (":path", "/c/d")] {
            block.field(name, value.as_bytes(), strait_http2::hpack::Indexing::Incremental);
        }
        frame(HEADERS, END_HEADERS, id, &out)
    };
    subject.send(&headers(1, false)).expect("fine");
    subject.engine.refuse_streams("");
    subject.written();
    // The second block is of entries which the first brought.
    assert_eq!(subject.send(&[request(3), request(5)].concat()), Ok(vec![]));
    for _ in 0..20 {
        assert_eq!(subject.send(&frame(DATA, 0, 3, &[0; 16_000])), Ok(vec![]));
    }
    let written = subject.written();
    assert!(!written.is_empty());
    assert!(written.iter().all(|frame| (frame.kind, frame.stream) == (WINDOW_UPDATE, 0)));
}

/// Section 6.9: DATA that is an error of its stream gives its room in the connection's window back.
#[test]
fn the_connections_window_outlives_data_that_is_wrong() {
    let config = Config { connection_window: 65_535, max_held: 0, ..Config::default() };
    let mut subject = Subject::client(config);
    for _ in 0..20 {
        let id = subject.open();
        subject.written();
        let early = frame(DATA, 0, id, &[0; 16_000]);
        assert_eq!(outcome(&mut subject, &early), Resets(id, Reason::PROTOCOL_ERROR));
    }
}

/// Section 6.7: "with an identical frame payload".
#[test]
fn a_ping_is_answered_with_what_is_in_it() {
    let mut subject = Subject::server(Config::default());
    subject.send(&frame(PING, 0, 0, b"identity")).expect("fine");
    let answer = Frame { kind: PING, flags: ACK, stream: 0, payload: b"identity".to_vec() };
    assert_eq!(subject.written(), [answer]);
    subject.send(&frame(PING, ACK, 0, b"identity")).expect("fine");
    assert_eq!(subject.written(), [], "an answer is not answered");
}

/// Section 4.3.1: the block after the acknowledgement begins with the table's new size.
#[test]
fn a_smaller_table_is_acknowledged_and_then_signalled() {
    let mut subject = Subject::client(Config::default());
    subject.send(&setting(1, 0)).expect("fine");
    subject.open();
    let written = subject.written();
    assert_eq!((written[0].kind, written[0].flags), (SETTINGS, ACK));
    assert_eq!((written[1].kind, written[1].payload[0]), (HEADERS, 0x20));
}

/// Section 8.1.1, of responses.
#[test]
fn a_response_is_as_long_as_it_says() {
    let head = block(&[(":status", "200"), ("content-length", "3")]);
    let head = frame(HEADERS, END_HEADERS, 1, &head);
    assert_eq!(client(&[head.clone(), frame(DATA, END_STREAM, 1, b"abc")]), Fine);
    for wrong in [frame(DATA, 0, 1, b"abcd"), frame(DATA, END_STREAM, 1, b"ab")] {
        assert_eq!(client(&[head.clone(), wrong]), Resets(1, Reason::PROTOCOL_ERROR));
    }
}

/// Section 6.9.
#[test]
fn windows_grow_by_something_and_not_too_far() {
    let open = headers(1, false);
    let update = |stream, by| u32_frame(WINDOW_UPDATE, stream, by);
    assert_eq!(server(&[open.clone(), update(1, 0)]), Resets(1, Reason::PROTOCOL_ERROR));
    assert_eq!(server(&[update(0, 0)]), Ends(Reason::PROTOCOL_ERROR));
    // A unary call's client has ended its side, and still this is an error of the stream.
    let mut subject = Subject::client(Config::default());
    let stream = subject.engine.open(true, |_| {}).expect("there is room");
    subject.written();
    assert_eq!(outcome(&mut subject, &update(stream, 0x7fff_ffff)), Fine, "nothing to grow");
    assert_eq!(outcome(&mut subject, &update(stream, 0)), Resets(1, Reason::PROTOCOL_ERROR));
    assert_eq!(outcome(&mut subject, &update(stream, 0)), Fine, "after its end");
    assert_eq!(server(&[update(0, 0x7fff_ffff)]), Ends(Reason::FLOW_CONTROL_ERROR));
    let got = server(&[open.clone(), update(1, 0x7fff_ffff)]);
    assert_eq!(got, Resets(1, Reason::FLOW_CONTROL_ERROR));
    let got = server(&[open.clone(), update(1, 0x7fff_0000), setting(4, 0x7fff_ffff)]);
    assert_eq!(got, Ends(Reason::FLOW_CONTROL_ERROR));
}

/// Section 6.9.1.
#[test]
fn more_than_a_window_is_an_error_of_stream_or_connection() {
    let data = |stream| frame(DATA, 0, stream, &[0; 10_000]);
    let config = Config { stream_window: 10_000, ..Config::default() };
    let mut subject = Subject::server(config);
    let bytes = [headers(1, false), data(1), data(1)].concat();
    assert_eq!(outcome(&mut subject, &bytes), Resets(1, Reason::FLOW_CONTROL_ERROR));

    let config = Config { connection_window: 65_535, max_held: 0, ..Config::default() };
    let mut subject = Subject::server(config);
    let bytes = [vec![headers(1, false)], vec![data(1); 7]].concat().concat();
    assert_eq!(outcome(&mut subject, &bytes), Ends(Reason::FLOW_CONTROL_ERROR));
}

/// Section 8.1: a message is headers, data, trailers.
#[test]
fn messages_have_their_order() {
    let trailers = |flags| frame(HEADERS, END_HEADERS | flags, 1, &block(&[("a", "b")]));
    assert_eq!(server(&[headers(1, false), frame(DATA, 0, 1, b"x"), trailers(END_STREAM)]), Fine);
    let got = server(&[headers(1, false), trailers(0)]);
    assert_eq!(got, Resets(1, Reason::PROTOCOL_ERROR));
    assert_eq!(client(&[frame(DATA, 0, 1, b"x")]), Resets(1, Reason::PROTOCOL_ERROR));
    let early = |flags| frame(HEADERS, END_HEADERS | flags, 1, &block(&[(":status", "103")]));
    assert_eq!(client(&[early(0), early(0), response(1, true)]), Fine);
    assert_eq!(client(&[early(END_STREAM)]), Resets(1, Reason::PROTOCOL_ERROR));
}

/// Section 8.1.1.
#[test]
fn malformed_messages_are_errors_of_their_streams() {
    let head = [(":method", "POST"), (":scheme", "http"), (":path", "/"), ("content-length", "3")];
    let length = |end: u8| frame(HEADERS, END_HEADERS | end, 1, &block(&head));
    let data = |text: &[u8], end| frame(DATA, end, 1, text);
    assert_eq!(server(&[length(0), data(b"ab", 0), data(b"c", END_STREAM)]), Fine);
    for wrong in [
        vec![length(END_STREAM)],
        vec![length(0), data(b"abcd", 0)],
        vec![length(0), data(b"ab", END_STREAM)],
        vec![length(0), data(b"ab", 0), frame(HEADERS, END_HEADERS | END_STREAM, 1, &block(&[]))],
        vec![frame(HEADERS, END_HEADERS, 1, &block(&head[1..]))],
        vec![frame(HEADERS, END_HEADERS, 1, &block(&[&head[..], &[("Upper", "")]].concat()))],
        vec![frame(HEADERS, END_HEADERS, 1, &block(&[&head[..], &[("connection", "")]].concat()))],
    ] {
        let got = server(&wrong);
        assert_eq!(got, Resets(1, Reason::PROTOCOL_ERROR), "{wrong:?}");
    }
}

/// Section 10.5.1: what is too much is counted, decoded, and left to the owner to answer.
#[test]
fn a_header_list_above_the_limit_is_marked() {
    let config = Config { max_header_list_size: 200, ..Config::default() };
    let mut subject = Subject::server(config.clone());
    let list = [&request()[..], &block(&[("a", &"x".repeat(60)), ("b", "y")])].concat();
    let bytes = frame(HEADERS, END_HEADERS | END_STREAM, 1, &list);
    let events = subject.send(&bytes).expect("fine");
    let [Event::Headers { head, too_large: true, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(head.len(), 3, "{head:?}");

    let far = block(&[("a", &"x".repeat(900))]);
    let mut subject = Subject::server(config);
    let bytes = frame(HEADERS, END_HEADERS | END_STREAM, 1, &far);
    assert_eq!(outcome(&mut subject, &bytes), Ends(Reason::ENHANCE_YOUR_CALM));
}

/// The n-th part of a flood.
type Flood<'a> = &'a dyn Fn(u32) -> Vec<u8>;

/// Section 10.5: each flood has its limit, which is told.
#[test]
fn floods_end_the_connection() {
    let limits = Limits {
        pings: 5,
        settings: 5,
        window_updates: 5,
        ignored: 5,
        empty: 5,
        faulty_streams: 5,
        refused_streams: 5,
    };
    let config = Config { limits, max_concurrent_streams: 20, ..Config::default() };
    let open = headers(1, false);
    let floods: [(&str, Vec<u8>, Flood<'_>); 9] = [
        ("PING", vec![], &|_| frame(PING, 0, 0, &[0; 8])),
        ("PONG", vec![], &|_| frame(PING, ACK, 0, &[0; 8])),
        ("SETTINGS", vec![], &|_| frame(SETTINGS, 0, 0, &[])),
        ("WINDOW_UPDATE", vec![], &|_| u32_frame(WINDOW_UPDATE, 0, 1)),
        ("PRIORITY", open.clone(), &|_| frame(PRIORITY, 0, 1, &[0; 5])),
        ("unknown", open.clone(), &|_| frame(0x42, 0, 0, &[])),
        ("empty DATA", open.clone(), &|_| frame(DATA, 0, 1, &[])),
        ("streams above the limit", vec![], &|n| headers(2 * n + 1, false)),
        // A stream each, ended by us for the client's fault: CVE-2025-8671, "MadeYouReset".
        ("faulty streams", vec![], &|n| {
            let id = 2 * n + 1;
            [headers(id, false), u32_frame(WINDOW_UPDATE, id, 0)].concat()
        }),
    ];
    for (name, before, flood) in floods {
        let mut subject = Subject::server(config.clone());
        subject.send(&before).expect("fine");
        let error = (0..60).find_map(|n| subject.send(&flood(n)).err());
        let error = error.unwrap_or_else(|| panic!("{name}: no limit"));
        assert_eq!(error.reason, Reason::ENHANCE_YOUR_CALM, "{name}");
    }
}

/// CVE-2024-27316: CONTINUATION without an end.
#[test]
fn a_header_block_without_an_end_is_not_kept() {
    let mut subject = Subject::server(Config::default());
    subject.send(&frame(HEADERS, 0, 1, &request())).expect("fine");
    let piece = frame(CONTINUATION, 0, 1, &[b'x'; 1000]);
    let error = (0..100).find_map(|_| subject.send(&piece).err()).expect("a limit");
    assert_eq!(error.reason, Reason::ENHANCE_YOUR_CALM);
    for tiny in [&b""[..], b"x"] {
        let mut subject = Subject::server(Config::default());
        subject.send(&frame(HEADERS, 0, 1, &request())).expect("fine");
        let piece = frame(CONTINUATION, 0, 1, tiny);
        let error = (0..200).find_map(|_| subject.send(&piece).err()).expect("a limit");
        assert_eq!(error.reason, Reason::ENHANCE_YOUR_CALM);
    }
}
