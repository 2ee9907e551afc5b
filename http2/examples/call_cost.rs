//! What a unary call costs the engine on a server, to be counted by callgrind.
//!
//! ```text
//! cargo build --profile measured -p strait-http2 --example call_cost
//! for n in 1000 2000; do
//!     valgrind --tool=callgrind --callgrind-out-file=/dev/null \
//!         target/measured/examples/call_cost $n 2>&1 | grep Collected
//! done
//! ```
//!
//! The difference is that of 1000 calls: a request of eleven header fields, ten of which the tables
//! have, and 100 bytes, and a response of as many with its trailers.

use std::hint::black_box;

use bytes::{Buf as _, Bytes, BytesMut};
use strait_http2::{
    Collect, Config, Connection, Event,
    hpack::{Field, Indexing},
};

/// Looks at each field, and keeps the length.
struct Lengths;

impl Collect for Lengths {
    type Head = usize;

    fn begin(&mut self) -> usize {
        0
    }

    fn field(&mut self, head: &mut usize, field: &Field<'_>, value: &[u8]) {
        *head += field.name.len() + black_box(value).len();
    }
}

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let count: usize = count.expect("the argument is the count");
    let mut client = Connection::client(Config::default(), Lengths);
    let mut server = Connection::server(Config::default(), Lengths);
    let (mut up, mut down) = (BytesMut::new(), BytesMut::new());
    for number in 0..count {
        let id = client.open(false, |block| request(block, number)).expect("there is room");
        client.send_data(id, Bytes::from_static(&[7; 100]), true);
        pass(&mut client, &mut up);
        serve(&mut server, &mut up);
        pass(&mut server, &mut down);
        while let Some(event) = client.poll_event(&mut down).expect("both are right") {
            if let Event::Data { stream, data, .. } = event {
                client.release(stream, data.len());
            }
        }
    }
    assert!(!client.has_streams() && !server.has_streams());
}

fn request(block: &mut strait_http2::Block<'_>, number: usize) {
    for (name, value) in [
        (":method", &b"POST"[..]),
        (":scheme", b"http"),
        (":path", b"/grpc.testing.TestService/UnaryCall"),
        (":authority", b"greeter.example.com:50051"),
        ("te", b"trailers"),
        ("content-type", b"application/grpc"),
        ("user-agent", b"grpc-rust-strait/0.1.0 (tokio; linux)"),
        ("grpc-accept-encoding", b"identity,gzip"),
        ("x-tenant", b"the-one-with-a-name-of-some-length"),
        ("authorization", b"Bearer 0123456789abcdef0123456789abcdef0123456789abcdef"),
    ] {
        block.field(name, value, Indexing::Incremental);
    }
    let timeout = format!("{}m", 1000 + number % 1000);
    block.field("grpc-timeout", timeout.as_bytes(), Indexing::Without);
}

#[inline(never)]
fn serve(server: &mut Connection<Lengths>, input: &mut BytesMut) {
    while let Some(event) = server.poll_event(input).expect("both are right") {
        let Event::Data { stream, data, end: true } = event else { continue };
        server.release(stream, data.len());
        server.send_headers(stream, false, |block| {
            block.field(":status", b"200", Indexing::Incremental);
            block.field("content-type", b"application/grpc", Indexing::Incremental);
        });
        server.send_data(stream, data, false);
        server.send_trailers(stream, |block| {
            block.field("grpc-status", b"0", Indexing::Incremental);
        });
    }
}

fn pass(from: &mut Connection<Lengths>, to: &mut BytesMut) {
    let output = from.output();
    to.extend_from_slice(&output.copy_to_bytes(output.remaining()));
}
