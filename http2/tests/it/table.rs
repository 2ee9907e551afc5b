//! The table of streams against a model of it: whatever begins, ends and is reset, by either side,
//! the engine knows which streams are there, takes as many as it said and no more, and keeps none.

use std::collections::BTreeMap;

use bytes::Bytes;
use proptest::prelude::*;
use strait_http2::{Config, Event, Reason, hpack::Indexing};

use crate::peer::*;

/// Streams that the server takes at once.
const LIMIT: usize = 3;
/// How far back a step may reach.
const RECENT: usize = 6;

/// What happens to one of the last few streams, by its place among them.
#[derive(Clone, Debug)]
enum Step {
    /// The client begins another, and ends it at once or not.
    Begin {
        end: bool,
    },
    PeerSends {
        stream: usize,
        end: bool,
    },
    PeerResets {
        stream: usize,
    },
    WeAnswer {
        stream: usize,
        end: bool,
    },
    WeReset {
        stream: usize,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let recent = 0..RECENT;
    let step = prop_oneof![
        4 => any::<bool>().prop_map(|end| Step::Begin { end }),
        3 => (recent.clone(), any::<bool>())
            .prop_map(|(stream, end)| Step::PeerSends { stream, end }),
        1 => recent.clone().prop_map(|stream| Step::PeerResets { stream }),
        3 => (recent.clone(), any::<bool>())
            .prop_map(|(stream, end)| Step::WeAnswer { stream, end }),
        1 => recent.prop_map(|stream| Step::WeReset { stream }),
    ];
    prop::collection::vec(step, 0..200)
}

/// What a stream that is there has before it.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// The client has ended it.
    received: bool,
    /// Its head is sent.
    answered: bool,
}

/// The resets in what was written.
fn resets(subject: &mut Subject) -> Vec<(u32, u32)> {
    let frames = subject.written().into_iter().filter(|frame| frame.kind == RST_STREAM);
    let code = |frame: Frame| {
        let code = u32::from_be_bytes(frame.payload[..].try_into().expect("four bytes"));
        (frame.stream, code)
    };
    frames.map(code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_table_has_what_is_open_and_nothing_else(steps in steps()) {
        let config = Config { max_concurrent_streams: LIMIT as u32, ..Config::default() };
        let mut subject = Subject::server(config);
        let mut open = BTreeMap::<u32, Open>::new();
        let mut next = 1_u32;
        // The id of one of the last few, if there were as many.
        let recent = |next: u32, back: usize| next.checked_sub(2 * (back as u32 + 1));
        for step in steps {
            let mut expected = Vec::new();
            match step {
                Step::Begin { end } => {
                    let id = next;
                    next += 2;
                    let events = subject.send(&headers(id, end)).expect("fine");
                    if open.len() < LIMIT {
                        let taken = matches!(events[..], [Event::Headers { stream, .. }] if stream == id);
                        prop_assert!(taken, "{:?}", events);
                        open.insert(id, Open { received: end, answered: false });
                    } else {
                        prop_assert_eq!(events, vec![]);
                        expected.push((id, Reason::REFUSED_STREAM.0));
                    }
                }
                Step::PeerSends { stream, end } => {
                    let Some(id) = recent(next, stream) else { continue };
                    // Of a stream that the client has ended or reset it sends no more.
                    let Some(state) = open.get_mut(&id).filter(|state| !state.received) else {
                        continue;
                    };
                    let flags = if end { END_STREAM } else { 0 };
                    let events = subject.send(&frame(DATA, flags, id, b"data")).expect("fine");
                    let told = matches!(events[..], [Event::Data { stream, .. }] if stream == id);
                    prop_assert!(told, "{:?}", events);
                    subject.engine.release(id, 4);
                    state.received = end;
                }
                Step::PeerResets { stream } => {
                    let Some(id) = recent(next, stream) else { continue };
                    let code = Reason::CANCEL.0.to_be_bytes();
                    let events = subject.send(&frame(RST_STREAM, 0, id, &code)).expect("fine");
                    let told = matches!(events[..], [Event::Reset { stream, .. }] if stream == id);
                    prop_assert_eq!(told, open.remove(&id).is_some(), "{:?}", events);
                }
                Step::WeAnswer { stream, end } => {
                    let Some(id) = recent(next, stream) else { continue };
                    // Whatever became of it: the owner may not know yet.
                    subject.engine.send_headers(id, false, |block| {
                        block.field(":status", b"200", Indexing::Incremental);
                    });
                    subject.engine.send_data(id, Bytes::from_static(b"data"), end);
                    let Some(state) = open.get_mut(&id) else { continue };
                    state.answered = true;
                    if end {
                        // Who has answered reads no more.
                        if !open.remove(&id).is_some_and(|state| state.received) {
                            expected.push((id, Reason::NO_ERROR.0));
                        }
                    }
                }
                Step::WeReset { stream } => {
                    let Some(id) = recent(next, stream) else { continue };
                    subject.engine.reset(id, Reason::INTERNAL_ERROR);
                    if open.remove(&id).is_some() {
                        expected.push((id, Reason::INTERNAL_ERROR.0));
                    }
                }
            }
            prop_assert_eq!(resets(&mut subject), expected);
            prop_assert_eq!(subject.engine.has_streams(), !open.is_empty());
            for id in (0..RECENT).filter_map(|back| recent(next, back)) {
                let sends = open.get(&id).is_some_and(|state| state.answered);
                prop_assert_eq!(subject.engine.capacity(id).is_some(), sends, "stream {}", id);
            }
        }
    }
}
