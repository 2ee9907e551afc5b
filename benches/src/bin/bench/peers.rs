//! Who is compared: the names of their programs, and what they can do.

use strait_bench_harness::server::{Options, Source};
use strait_benches::load::Call;

/// One framework: its name in the tables, the names of its programs, and what they can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// The package that its programs are built from.
    pub(crate) package: &'static str,
    pub(crate) server: &'static str,
    /// None if only its server takes part.
    pub(crate) client: Option<&'static str>,
    /// What both programs are told beside what all are told.
    pub(crate) flags: &'static [&'static str],
    /// Whether it speaks gRPC; one that does not is its own load.
    pub(crate) grpc: bool,
    /// Whether it knows calls of more than one message.
    pub(crate) streams: bool,
    /// The most bytes of data in a message that it can take.
    largest: usize,
    /// Whether its server takes part in the rows with TLS.
    tls: bool,
    /// What a reader of the tables must know about it.
    pub(crate) note: Option<&'static str>,
}

impl Peer {
    const fn grpc(name: &'static str, server: &'static str, client: &'static str) -> Self {
        Self {
            name,
            package: OWN_PACKAGE,
            server,
            client: Some(client),
            flags: &[],
            grpc: true,
            streams: true,
            largest: usize::MAX,
            tls: false,
            note: None,
        }
    }

    /// A server that knows unary calls only, built from a package of its own.
    const fn unary_server(
        name: &'static str,
        package: &'static str,
        server: &'static str,
        note: &'static str,
    ) -> Self {
        Self {
            package,
            client: None,
            streams: false,
            note: Some(note),
            ..Self::grpc(name, server, "")
        }
    }

    const fn with_tls(self) -> Self {
        Self { tls: true, ..self }
    }

    /// Its name on the command line.
    pub(crate) fn flag(&self) -> String {
        self.name.replace(' ', "-")
    }

    /// Whether its server can be run so.
    pub(crate) fn can_run(&self, options: Options) -> bool {
        (self.streams || options.source == Source::Ready) && (self.tls || !options.tls)
    }

    /// Whether its server can answer such calls.
    pub(crate) fn can_answer(&self, call: Call) -> bool {
        (self.streams || call.messages() == 1) && call.size() <= self.largest
    }
}

/// This one, where the peers are that can be built together.
const OWN_PACKAGE: &str = "strait-benches";

/// What the others are compared with.
pub(crate) const TONIC: Peer = Peer::grpc("tonic", "tonic-server", "tonic-client").with_tls();
/// The server against which every client is measured.
pub(crate) const H2: Peer = Peer {
    note: Some(
        "the h2 crate with handlers polled inside the connection's task, without limits, \
         deadlines or errors: the floor for what is built on it",
    ),
    ..Peer::grpc("bare h2", "h2-server", "h2-client")
};
const STRAIT: Peer = Peer::grpc("strait", "bench-server", "bench-client").with_tls();
const STRAIT_ON_H2: Peer = Peer {
    name: "strait on h2",
    flags: &["--h2"],
    note: Some("`Http2Engine::H2`, the second engine"),
    ..STRAIT
};
const CONNECTRPC: Peer = Peer::grpc("connectrpc", "connectrpc-server", "connectrpc-client");
const TARPC: Peer = Peer {
    package: "strait-bench-tarpc",
    grpc: false,
    streams: false,
    note: Some("not gRPC but bincode over TCP, unary only; its own client is its load"),
    ..Peer::grpc("tarpc", "tarpc-server", "tarpc-client")
};
const PAJAMAX: Peer = Peer {
    largest: 16_000,
    ..Peer::unary_server(
        "pajamax",
        "strait-bench-pajamax",
        "pajamax-server",
        "unary calls on a thread for each connection, without tokio. It takes a DATA frame for a \
         message, so it has no rows of 64 KiB, and reads nothing else of a call but its path: no \
         deadline, compression or END_STREAM, no windows, and no answer to SETTINGS or PING. It \
         sets no `TCP_NODELAY`",
    )
};
const WTX: Peer = Peer::unary_server(
    "wtx",
    "strait-bench-wtx",
    "wtx-server",
    "its HTTP/2 layer, which takes unary calls whole, with gRPC's prefix and status put on by \
     hand, as its own gRPC server needs a nightly compiler; its limit of 256 calls in the life of \
     a connection is lifted; no deadlines and no compression",
);

/// All of them, tonic first.
pub(crate) const PEERS: [Peer; 8] =
    [TONIC, STRAIT, STRAIT_ON_H2, CONNECTRPC, TARPC, PAJAMAX, WTX, H2];

/// What a server does unless told otherwise.
pub(crate) const USUAL: Options =
    Options { source: Source::Ready, inline: false, h2: false, tls: false };
/// The ways in which each server is run that can.
pub(crate) const WAYS: [Options; 3] =
    [USUAL, Options { source: Source::Task, ..USUAL }, Options { tls: true, ..USUAL }];
