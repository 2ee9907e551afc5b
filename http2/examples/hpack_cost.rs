//! What a header block costs, to be counted by callgrind: instructions do not vary with the load.
//!
//! ```text
//! cargo build --profile measured -p strait-http2 --example hpack_cost
//! for n in 1000 2000; do
//!     valgrind --tool=callgrind --callgrind-out-file=/dev/null \
//!         target/measured/examples/hpack_cost decode $n 2>&1 | grep Collected
//! done
//! ```
//!
//! The difference is that of 1000 blocks. The kinds: `decode` and `encode` a request's head of
//! eight fields that the tables have; `find` encodes it without slots; `decode-first` and
//! `encode-first` are a connection's first head, `decode-plain` one of plain literals.

use std::hint::black_box;

use strait_http2::hpack::{Decoder, Encoder, Field, Indexing, Limits, Slot, StaticIndex};

const PATH: &[u8] = b"/grpc.testing.TestService/UnaryCall";
const AUTHORITY: &[u8] = b"greeter.example.com:50051";
const AGENT: &[u8] = b"grpc-rust-strait/0.1.0 (tokio; linux)";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().expect("the first argument is the kind");
    let count = arguments.next().and_then(|count| count.parse().ok()).expect("then the count");
    let mut encoder = Encoder::new(4096);
    let mut slots = Slots::default();
    let (mut first, mut later, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    head(&mut encoder, &mut slots, &mut first);
    head(&mut encoder, &mut slots, &mut later);
    literals(&mut Encoder::new(4096), Indexing::Without, &mut plain);

    let mut out = Vec::with_capacity(1024);
    let mut decoder = Decoder::new(4096);
    decode(&mut decoder, &first);
    for _ in 0..count {
        out.clear();
        match kind.as_str() {
            "decode" => decode(&mut decoder, &later),
            "decode-first" => decode(&mut Decoder::new(4096), &first),
            "decode-plain" => decode(&mut decoder, &plain),
            "encode" => head(&mut encoder, &mut slots, &mut out),
            "encode-first" => head(&mut Encoder::new(4096), &mut slots, &mut out),
            "find" => literals(&mut encoder, Indexing::Incremental, &mut out),
            other => panic!("no such kind: {other}"),
        }
        black_box(&out);
    }
}

#[derive(Default)]
struct Slots {
    path: Slot,
    authority: Slot,
    content_type: Slot,
    te: Slot,
    agent: Slot,
    accept: Slot,
}

#[inline(never)]
fn head(encoder: &mut Encoder, slots: &mut Slots, out: &mut Vec<u8>) {
    let mut block = encoder.block(out);
    block.indexed(StaticIndex::METHOD_POST);
    block.indexed(StaticIndex::SCHEME_HTTP);
    block.cached(&mut slots.path, StaticIndex::PATH, PATH);
    block.cached(&mut slots.authority, StaticIndex::AUTHORITY, AUTHORITY);
    block.cached(&mut slots.content_type, StaticIndex::CONTENT_TYPE, b"application/grpc");
    block.cached(&mut slots.te, "te", b"trailers");
    block.cached(&mut slots.agent, StaticIndex::USER_AGENT, AGENT);
    block.cached(&mut slots.accept, "grpc-accept-encoding", b"identity,gzip");
}

#[inline(never)]
fn literals(encoder: &mut Encoder, indexing: Indexing, out: &mut Vec<u8>) {
    let mut block = encoder.block(out);
    block.indexed(StaticIndex::METHOD_POST);
    block.indexed(StaticIndex::SCHEME_HTTP);
    block.field(StaticIndex::PATH, PATH, indexing);
    block.field(StaticIndex::AUTHORITY, AUTHORITY, indexing);
    block.field(StaticIndex::CONTENT_TYPE, b"application/grpc", indexing);
    block.field("te", b"trailers", indexing);
    block.field(StaticIndex::USER_AGENT, AGENT, indexing);
    block.field("grpc-accept-encoding", b"identity,gzip", indexing);
}

#[inline(never)]
fn decode(decoder: &mut Decoder, block: &[u8]) {
    let mut octets = 0;
    let summary = decoder.decode(block, Limits::default(), &mut |field: Field<'_>| {
        octets += field.value.len() + black_box(field.id).is_some() as usize;
    });
    assert!(summary.is_ok_and(|summary| summary.fields == 8));
    black_box(octets);
}
