//! Windows over a network that takes its time, in time that the test makes.

use std::{collections::VecDeque, time::Duration};

use bytes::{Buf as _, Bytes, BytesMut};
use proptest::prelude::*;
use strait_http2::{Config, Connection, Event, hpack::Indexing};

use crate::peer::{TextEvent, Texts};

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// A client that sends whatever it may on its streams, and a server that reads them, or does not.
struct Network {
    client: Connection<Texts>,
    server: Connection<Texts>,
    up: Link,
    down: Link,
    /// Milliseconds.
    now: u64,
    /// What is left to send on each stream.
    to_send: Vec<(u32, usize)>,
    /// Bytes that came on each stream and that were read, by the stream's place.
    streams: Vec<Stream>,
}

#[derive(Clone, Copy, Default)]
struct Stream {
    came: usize,
    read: usize,
    /// Bytes that are read in a millisecond.
    pace: usize,
    ended: bool,
}

/// One direction.
struct Link {
    delay: u64,
    bytes_in_a_ms: usize,
    on_its_way: VecDeque<(u64, Bytes)>,
    arrived: BytesMut,
}

impl Link {
    fn new(delay: u64, bytes_in_a_ms: usize) -> Self {
        Self { delay, bytes_in_a_ms, on_its_way: VecDeque::new(), arrived: BytesMut::new() }
    }

    fn pass(&mut self, now: u64, from: &mut Connection<Texts>) {
        let output = from.output();
        let bytes = output.copy_to_bytes(output.remaining().min(self.bytes_in_a_ms));
        from.make_room();
        self.on_its_way.push_back((now + self.delay, bytes));
        while self.on_its_way.front().is_some_and(|(at, _)| *at <= now) {
            let bytes = self.on_its_way.pop_front().map(|(_, bytes)| bytes);
            self.arrived.extend_from_slice(&bytes.unwrap_or_default());
        }
    }
}

impl Network {
    fn new(config: Config, delay: u64, bytes_in_a_ms: usize) -> Self {
        Self {
            client: Connection::client(Config::default(), Texts),
            server: Connection::server(config, Texts),
            up: Link::new(delay, bytes_in_a_ms),
            down: Link::new(delay, bytes_in_a_ms),
            now: 0,
            to_send: Vec::new(),
            streams: Vec::new(),
        }
    }

    /// Begins to send `len` bytes, of which `pace` are read in a millisecond.
    fn send(&mut self, len: usize, pace: usize) -> usize {
        let opened = self.client.open(false, |block| {
            block.field(":method", b"POST", Indexing::Incremental);
            block.field(":scheme", b"http", Indexing::Incremental);
            block.field(":path", b"/a/b", Indexing::Incremental);
        });
        self.to_send.push((opened.expect("there is room"), len));
        self.streams.push(Stream { pace, ..Stream::default() });
        self.streams.len() - 1
    }

    /// Lets time pass.
    fn run(&mut self, milliseconds: u64) {
        for _ in 0..milliseconds {
            self.now += 1;
            for (id, left) in &mut self.to_send {
                let len = self.client.capacity(*id).unwrap_or(0).min(*left);
                *left -= len;
                if len > 0 {
                    self.client.send_data(*id, Bytes::from(vec![7; len]), *left == 0);
                }
            }
            self.up.pass(self.now, &mut self.client);
            self.down.pass(self.now, &mut self.server);
            self.receive();
            self.read();
        }
    }

    fn receive(&mut self) {
        let now = Duration::from_millis(self.now);
        self.client.set_time(now);
        self.server.set_time(now);
        let answers = events(&mut self.client, &mut self.down.arrived);
        assert!(!answers.iter().any(|event| matches!(event, Event::Reset { .. })), "{answers:?}");
        for event in events(&mut self.server, &mut self.up.arrived) {
            if let Event::Data { stream, data, end } = event {
                let stream = self.of(stream);
                stream.came += data.len();
                stream.ended |= end;
            }
        }
    }

    fn read(&mut self) {
        for (stream, (id, _)) in self.streams.iter_mut().zip(&self.to_send) {
            let read = (stream.came - stream.read).min(stream.pace);
            stream.read += read;
            if read > 0 {
                self.server.release(*id, read);
            }
        }
    }

    fn of(&mut self, id: u32) -> &mut Stream {
        let place = self.to_send.iter().position(|(other, _)| *other == id).expect("ours");
        &mut self.streams[place]
    }

    /// Bytes that a stream brings in a second.
    fn rate(&mut self, stream: usize) -> usize {
        let before = self.streams[stream].read;
        self.run(1000);
        self.streams[stream].read - before
    }

    /// Bytes on the way and unread.
    fn unread(&self) -> usize {
        self.streams.iter().map(|stream| stream.came - stream.read).sum()
    }
}

fn events(engine: &mut Connection<Texts>, input: &mut BytesMut) -> Vec<TextEvent> {
    let mut events = Vec::new();
    while let Some(event) = engine.poll_event(input).expect("both are right") {
        events.push(event);
    }
    events
}

const ALL: usize = usize::MAX / 2;

fn config(stream: usize, max: usize, connection: usize) -> Config {
    Config {
        stream_window: stream as u32,
        max_stream_window: max as u32,
        connection_window: connection as u32,
        max_held: 0,
        ..Config::default()
    }
}

/// 100 ms there and back, 20 MB a second: 2 MB are on their way if they may be.
#[test]
fn a_window_grows_to_what_the_network_carries() {
    let mut fixed = Network::new(config(64 * KIB, 64 * KIB, 16 * MIB), 50, 20_000);
    let stream = fixed.send(ALL, ALL);
    fixed.run(5000);
    let held_up = fixed.rate(stream);
    assert!((500_000..700_000).contains(&held_up), "64 KiB a round trip, and it was {held_up}");

    let mut growing = Network::new(config(64 * KIB, 8 * MIB, 16 * MIB), 50, 20_000);
    let stream = growing.send(ALL, ALL);
    growing.run(3000);
    let full = growing.rate(stream);
    assert!(full > 19_000_000, "{full} of 20,000,000");
}

/// What a window is worth is seen when its owner stops reading: that is all that comes.
#[test]
fn no_window_grows_beyond_the_limit_or_what_is_of_use() {
    for (limit, expected) in [(512 * KIB, 255 * KIB..=512 * KIB), (32 * MIB, 2 * MIB..=9 * MIB)] {
        let mut network = Network::new(config(64 * KIB, limit, 64 * MIB), 50, 20_000);
        let stream = network.send(ALL, ALL);
        network.run(5000);
        network.streams[stream].pace = 0;
        network.run(5000);
        assert!(expected.contains(&network.unread()), "{} of {limit}", network.unread());
    }
}

#[test]
fn a_stream_that_is_read_slowly_gets_no_larger_window() {
    let mut network = Network::new(config(64 * KIB, 8 * MIB, 16 * MIB), 50, 20_000);
    let slow = network.send(ALL, 100);
    network.run(10_000);
    network.streams[slow].pace = 0;
    network.run(1000);
    assert!(network.unread() <= 64 * KIB, "{}", network.unread());
}

/// All that streams have beyond their first windows is half of the connection's.
#[test]
fn streams_that_are_read_no_more_leave_room_for_others() {
    let mut network = Network::new(config(64 * KIB, 8 * MIB, 8 * MIB), 50, 20_000);
    let streams: Vec<_> = (0..10).map(|_| network.send(ALL, ALL)).collect();
    network.run(5000);
    for stream in streams {
        network.streams[stream].pace = 0;
    }
    network.run(2000);
    assert!(network.unread() > MIB, "their windows have grown");
    assert!(network.unread() <= 4 * MIB + 10 * 64 * KIB, "{}", network.unread());
    let other = network.send(ALL, ALL);
    network.run(1000);
    let rate = network.rate(other);
    assert!(rate > 500_000, "{rate}");
}

/// What a stream has had beyond its first window is there for others when it ends.
#[test]
fn growth_is_given_back() {
    let mut network = Network::new(config(64 * KIB, 2 * MIB, 4 * MIB), 50, 20_000);
    for _ in 0..20 {
        let stream = network.send(4 * MIB, ALL);
        network.run(2000);
        assert!(network.streams[stream].ended);
    }
    let stream = network.send(ALL, ALL);
    network.run(1000);
    let rate = network.rate(stream);
    assert!(rate > 9_000_000, "{rate}");
}

/// PINGs go with data, and not with small messages.
#[test]
fn nothing_is_measured_without_much_data() {
    let mut network = Network::new(config(64 * KIB, 8 * MIB, 16 * MIB), 5, 20_000);
    for _ in 0..100 {
        network.send(10 * KIB, ALL);
        network.run(20);
    }
    let came = |network: &mut Network| {
        let output = network.server.output();
        output.copy_to_bytes(output.remaining())
    };
    assert_eq!(came(&mut network), Bytes::new());
    network.run(10_000);
    assert_eq!(came(&mut network), Bytes::new());
    assert!(network.streams.iter().all(|stream| stream.ended));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Messages larger than all windows come whole, whatever the network and the other streams do,
    /// and no more is held than the connection's window.
    #[test]
    fn large_messages_come_whole(
        stream in 1..100_usize,
        max in 1..1000_usize,
        connection in 64..1000_usize,
        delay in 0..40_u64,
        rate in 1000..50_000_usize,
        unread in 0..5_usize,
        lens in prop::collection::vec(1..3000_usize, 1..5),
    ) {
        let windows = config(stream * KIB, max * KIB, connection * KIB);
        let mut network = Network::new(windows, delay, rate);
        // Those that nobody reads may not take all of the connection's window.
        let unread = unread.min((connection / 2).saturating_sub(1) / stream.max(64));
        (0..unread).for_each(|_| { network.send(ALL, 0); });
        let read: Vec<_> = lens.iter().map(|len| network.send(len * KIB, ALL)).collect();
        for _ in 0..2000 {
            network.run(100);
            prop_assert!(network.unread() <= connection.max(64) * KIB);
            if read.iter().all(|&stream| network.streams[stream].ended) {
                break;
            }
        }
        for (&stream, len) in read.iter().zip(&lens) {
            prop_assert_eq!(network.streams[stream].came, len * KIB);
        }
    }
}
