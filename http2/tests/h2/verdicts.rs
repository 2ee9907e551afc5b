//! The same bytes, judged by both: frame by frame the same streams are reset and the same connections
//! ended, with the same codes, or one of the [`DIFFERENCES`] says why not.

use std::{cell::RefCell, collections::BTreeSet};

use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestRunner},
};

use crate::{
    script::*,
    subjects::{GIVEN_UP, Ours, Theirs, Verdict},
};

/// A way in which the two differ, and why the engine does what it does.
struct Difference {
    why: &'static str,
    is: fn(&Step, Ourselves, &Verdict) -> bool,
}

/// What the engine did, seen from the frame.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ourselves {
    Nothing,
    /// Nothing, on a stream that was reset before.
    Ignored,
    /// The frame's stream was reset, with this code.
    Stream(u32),
    Connection(u32),
    /// None of these.
    Other,
}
use Ourselves::{Connection, Ignored, Nothing, Stream};

const NO_ERROR: u32 = 0;
const PROTOCOL_ERROR: u32 = 1;
const FLOW_CONTROL_ERROR: u32 = 3;
const STREAM_CLOSED: u32 = 5;
const FRAME_SIZE_ERROR: u32 = 6;
const COMPRESSION_ERROR: u32 = 9;

/// h2's answer to most of what follows.
const ENDED: Verdict = Verdict::Connection(PROTOCOL_ERROR);

const DIFFERENCES: &[Difference] = &[
    Difference {
        why: "FRAME_SIZE_ERROR is the code for a length that is wrong (sections 4.2 and 6), and for \
              PRIORITY it is the stream's (6.3)",
        is: |step, ours, theirs| {
            let for_stream = step.kind == PRIORITY && ours == Stream(FRAME_SIZE_ERROR);
            let lengths = ["of a wrong length", "acknowledgement with a payload"];
            lengths.iter().any(|length| step.what.ends_with(length))
                && (for_stream || ours == Connection(FRAME_SIZE_ERROR))
                && *theirs == ENDED
        },
    },
    Difference {
        why: "FLOW_CONTROL_ERROR is the code for an initial window above the largest (6.5.2)",
        is: |step, ours, theirs| {
            step.what == "settings with a large window"
                && ours == Connection(FLOW_CONTROL_ERROR)
                && *theirs == ENDED
        },
    },
    Difference {
        why: "COMPRESSION_ERROR is the code for a header block that is no HPACK (4.3)",
        is: |step, ours, theirs| {
            step.what == "no HPACK" && ours == Connection(COMPRESSION_ERROR) && *theirs == ENDED
        },
    },
    Difference {
        why: "a malformed message is an error of its stream (8.1.1), and what cannot be in an \
              http::HeaderMap ends h2's connection",
        is: |step, ours, theirs| {
            let malformed = [
                "line feed",
                "upper case",
                "upper-case trailers",
                "unknown pseudo",
                "status of letters",
                "status of two digits",
            ];
            malformed.contains(&step.what)
                && matches!(ours, Ignored | Stream(PROTOCOL_ERROR))
                && *theirs == ENDED
        },
    },
    Difference {
        why: "a message is malformed that lacks a pseudo-header field, or has one that is not its \
              own (8.3), or ends with an informational response (8.1); h2 lets these pass, and its \
              owner answers",
        is: |step, ours, theirs| {
            is_block(step)
                && ours == Stream(PROTOCOL_ERROR)
                && (*theirs == Verdict::Streams(vec![]) || *theirs == reset(step, NO_ERROR))
        },
    },
    Difference {
        why: "content-length in a response that is a head alone is that of what HEAD leaves out \
              (RFC 9110, 8.6), and the engine does not keep what was asked",
        is: |step, ours, theirs| {
            step.what == "length 100"
                && step.has(END_STREAM)
                && ours == Nothing
                // Nothing to reset is left where the request has ended too: its owner is told.
                && (*theirs == reset(step, PROTOCOL_ERROR) || *theirs == Verdict::Streams(vec![]))
        },
    },
    Difference {
        why: "DATA before the head of its response is a malformed message: an error of its stream \
              (8.1.1)",
        is: |step, ours, theirs| {
            step.kind == DATA && ours == Stream(PROTOCOL_ERROR) && *theirs == ENDED
        },
    },
    Difference {
        why: "frames on a stream that is half-closed (remote) are an error of the stream of type \
              STREAM_CLOSED (5.1)",
        is: |step, ours, theirs| {
            (step.kind == DATA || is_block(step))
                && ours == Stream(STREAM_CLOSED)
                && (*theirs == ENDED || *theirs == reset(step, PROTOCOL_ERROR))
        },
    },
    Difference {
        why: "HEADERS on a stream that is closed or idle are an error of the connection (5.1), \
              whatever is in them",
        is: |step, ours, theirs| {
            is_block(step)
                && matches!(ours, Connection(STREAM_CLOSED | PROTOCOL_ERROR))
                && (matches!(theirs, Verdict::Streams(_)) || *theirs == ENDED)
        },
    },
    Difference {
        why: "a WINDOW_UPDATE of 0 is an error of its stream (6.9), or on its way to one that is \
              closed",
        is: |step, ours, theirs| {
            step.what == "window of nothing"
                && matches!(ours, Nothing | Ignored | Stream(PROTOCOL_ERROR))
                && *theirs == ENDED
        },
    },
    Difference {
        why: "a server must not enable push (6.5.2), and a client cannot push (8.4)",
        is: |step, ours, theirs| {
            ["settings with push 1", "push"].contains(&step.what)
                && ours == Connection(PROTOCOL_ERROR)
                && *theirs == Verdict::Streams(vec![])
        },
    },
];

/// The last frame of a header block.
fn is_block(step: &Step) -> bool {
    matches!(step.kind, HEADERS | CONTINUATION) && step.has(END_HEADERS)
}

fn reset(step: &Step, code: u32) -> Verdict {
    Verdict::Streams(vec![(step.id, code)])
}

impl Ourselves {
    fn of(verdict: &Verdict, step: &Step, dead: &BTreeSet<u32>) -> Self {
        match verdict {
            Verdict::Streams(resets) => match resets[..] {
                [] if dead.contains(&step.id) => Ignored,
                [] => Nothing,
                [(id, code)] if id == step.id => Stream(code),
                _ => Self::Other,
            },
            Verdict::Connection(code) => Connection(*code),
            Verdict::Gone => Self::Other,
        }
    }
}

/// How often the two agreed, and how often each difference was met.
#[derive(Default)]
pub(crate) struct Tally {
    fine: u32,
    streams: u32,
    connections: u32,
    met: [u32; DIFFERENCES.len()],
}

/// Has both judge a script, frame by frame. The error says where they differ for no known reason.
pub(crate) fn compare(
    script: &[Step],
    is_server: bool,
    tally: &mut Tally,
) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    runtime.block_on(judge(script, is_server, tally))
}

/// Runs a script until its end, that of the connection, or a difference that is explained.
async fn judge(script: &[Step], is_server: bool, tally: &mut Tally) -> Result<(), TestCaseError> {
    let mut ours = Ours::new(is_server);
    let mut theirs = Theirs::new(is_server).await;
    let mut dead = BTreeSet::new();
    if !is_server {
        dead.insert(GIVEN_UP);
    }
    for (at, step) in script.iter().enumerate() {
        let (we, they) = (ours.judge(step), theirs.judge(step).await);
        let (we_saw, they_saw) = (&ours.seen, theirs.seen());
        if we != they || *we_saw != they_saw {
            let ourselves = Ourselves::of(&we, step, &dead);
            let met = DIFFERENCES.iter().position(|row| (row.is)(step, ourselves, &they));
            let Some(met) = met else {
                let (we, they) = ((we, we_saw), (they, they_saw));
                return Err(TestCaseError::fail(format!("step {at}: we {we:?}, they {they:?}")));
            };
            tally.met[met] += 1;
            return Ok(());
        }
        match we {
            Verdict::Streams(resets) if resets.is_empty() => tally.fine += 1,
            Verdict::Streams(resets) => {
                dead.extend(resets.iter().map(|&(id, _)| id));
                tally.streams += 1;
            }
            Verdict::Connection(_) | Verdict::Gone => {
                tally.connections += 1;
                break;
            }
        }
    }
    Ok(())
}

#[test]
fn both_judge_the_same_bytes_alike() {
    let tally = RefCell::new(Tally::default());
    for is_server in [true, false] {
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 2000,
            rng_seed: RngSeed::Fixed(11),
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let judged = runner.run(&scripts(is_server), |script| {
            compare(&script, is_server, &mut tally.borrow_mut())
        });
        assert!(judged.is_ok(), "as a server: {is_server}: {}", judged.unwrap_err());
    }
    let Tally { fine, streams, connections, met } = tally.into_inner();
    assert!(fine > 7000 && streams > 700 && connections > 1500, "{fine} {streams} {connections}");
    for (row, met) in DIFFERENCES.iter().zip(met) {
        assert!(met > 0, "no longer a difference: {}", row.why);
    }
}
