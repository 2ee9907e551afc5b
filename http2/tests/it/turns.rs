//! The scheduler against a model of it: whatever windows come and whatever is sent, no window is
//! exceeded, nothing waits that could be sent, and streams take turns.

use std::collections::BTreeMap;

use bytes::Bytes;
use proptest::prelude::*;
use strait_http2::{Config, hpack::Indexing};

use crate::peer::*;

const STREAMS: [u32; 4] = [1, 3, 5, 7];
const INITIAL: i64 = 65_535;
/// The most that a stream sends before it is the next one's turn.
const TURN: usize = 16_384;

/// What happens, by the owner or by the peer.
#[derive(Clone, Debug)]
enum Step {
    Send {
        stream: u32,
        len: usize,
    },
    /// On all streams, before anything is written.
    SendAll {
        len: usize,
    },
    Grow {
        stream: u32,
        by: u32,
    },
    GrowAll {
        by: u32,
    },
    Initial {
        size: u32,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let stream = || prop::sample::select(&STREAMS[..]);
    let by = || prop_oneof![1_u32..200, 1_u32..60_000];
    let step = prop_oneof![
        6 => (stream(), prop_oneof![1_usize..200, 1_usize..60_000])
            .prop_map(|(stream, len)| Step::Send { stream, len }),
        2 => (1_usize..60_000).prop_map(|len| Step::SendAll { len }),
        3 => (stream(), by()).prop_map(|(stream, by)| Step::Grow { stream, by }),
        4 => by().prop_map(|by| Step::GrowAll { by }),
        1 => (0_u32..100_000).prop_map(|size| Step::Initial { size }),
    ];
    prop::collection::vec(step, 1..120)
}

/// What the engine may do.
struct Model {
    connection: i64,
    initial: i64,
    streams: BTreeMap<u32, Waiting>,
    /// Whether all streams that could send stood in line when what comes was written.
    all_in_line: bool,
}

#[derive(Default)]
struct Waiting {
    window: i64,
    bytes: usize,
    /// Frames of each other stream since this one could send.
    passed_by: BTreeMap<u32, u32>,
}

impl Waiting {
    fn could_send(&self) -> bool {
        self.bytes > 0 && self.window > 0
    }
}

impl Model {
    fn new() -> Self {
        let waiting = || Waiting { window: INITIAL, ..Waiting::default() };
        let streams = STREAMS.into_iter().map(|id| (id, waiting())).collect();
        Self { connection: INITIAL, initial: INITIAL, streams, all_in_line: true }
    }

    fn stream(&mut self, id: u32) -> &mut Waiting {
        self.streams.get_mut(&id).expect("it was opened")
    }

    /// A frame of DATA was written.
    fn sent(&mut self, id: u32, len: usize) -> Result<(), TestCaseError> {
        prop_assert!(len > 0 && len <= TURN, "{} bytes on {}", len, id);
        self.connection -= len as i64;
        let stream = self.stream(id);
        stream.window -= len as i64;
        prop_assert!(stream.window >= 0, "more than the window of {}", id);
        prop_assert!(stream.bytes >= len, "more than was to be sent on {}", id);
        stream.bytes -= len;
        stream.passed_by.clear();
        prop_assert!(self.connection >= 0, "more than the connection's window");
        for (&other, waits) in &mut self.streams {
            if other != id && waits.could_send() && self.all_in_line {
                let frames = waits.passed_by.entry(id).or_default();
                *frames += 1;
                prop_assert!(*frames == 1, "{} had two turns while {} waited", id, other);
            } else {
                waits.passed_by.clear();
            }
        }
        Ok(())
    }

    /// Nothing waits but for a window.
    fn is_idle(&self) -> bool {
        self.connection == 0 || !self.streams.values().any(Waiting::could_send)
    }
}

/// Takes all that the engine writes until it has nothing more to write.
fn drain(subject: &mut Subject, model: &mut Model) -> Result<(), TestCaseError> {
    // Whose window has closed loses its place.
    let closed = model.streams.values_mut().filter(|stream| !stream.could_send());
    closed.for_each(|stream| stream.passed_by.clear());
    loop {
        let frames = subject.written();
        if frames.is_empty() {
            break;
        }
        for frame in frames.iter().filter(|frame| frame.kind == DATA) {
            model.sent(frame.stream, frame.payload.len())?;
        }
        // From here on all that could send have stood in line.
        model.all_in_line = true;
        subject.engine.make_room();
    }
    model.all_in_line = true;
    prop_assert!(model.is_idle(), "something could be sent and was not");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn windows_are_kept_and_used_and_streams_take_turns(
        steps in steps(),
        max_output in prop_oneof![200_usize..2000, 200_usize..100_000],
    ) {
        let mut subject = Subject::server(Config { max_output, ..Config::default() });
        for id in STREAMS {
            subject.send(&headers(id, true)).expect("fine");
            subject.engine.send_headers(id, false, |block| {
                block.field(":status", b"200", Indexing::Incremental);
            });
        }
        let mut model = Model::new();
        for step in steps {
            let send = |subject: &mut Subject, stream, len| {
                subject.engine.send_data(stream, Bytes::from(vec![0; len]), false);
            };
            let update = |id, by: u32| frame(WINDOW_UPDATE, 0, id, &by.to_be_bytes());
            match step {
                Step::Send { stream, len } => {
                    model.stream(stream).bytes += len;
                    send(&mut subject, stream, len);
                }
                Step::SendAll { len } => {
                    model.all_in_line = false;
                    for id in STREAMS {
                        model.stream(id).bytes += len;
                        send(&mut subject, id, len);
                    }
                }
                Step::Grow { stream, by } => {
                    model.stream(stream).window += i64::from(by);
                    subject.send(&update(stream, by)).expect("fine");
                }
                Step::GrowAll { by } => {
                    model.connection += i64::from(by);
                    subject.send(&update(0, by)).expect("fine");
                }
                Step::Initial { size } => {
                    let change = i64::from(size) - std::mem::replace(&mut model.initial, size.into());
                    model.streams.values_mut().for_each(|stream| stream.window += change);
                    let setting = [&[0, 4][..], &size.to_be_bytes()].concat();
                    subject.send(&frame(SETTINGS, 0, 0, &setting)).expect("fine");
                }
            }
            drain(&mut subject, &mut model)?;
        }
    }
}
