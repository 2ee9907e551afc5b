//! The same frames are judged alike by strait's engine and by the h2 crate.
#![no_main]
#![expect(dead_code, unused_imports, reason = "the tests use the rest")]
#[path = "../../http2/tests/h2/calls.rs"]
mod calls;
#[path = "../../http2/tests/h2/drawn.rs"]
mod drawn;
#[path = "../../http2/tests/h2/engine.rs"]
mod engine;
#[path = "../../http2/tests/h2/plan.rs"]
mod plan;
#[path = "../../http2/tests/h2/script.rs"]
mod script;
#[path = "../../http2/tests/h2/subjects.rs"]
mod subjects;
#[path = "../../http2/tests/h2/theirs.rs"]
mod theirs;
#[path = "../../http2/tests/h2/verdicts.rs"]
mod verdicts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drawn::verdicts(bytes));
