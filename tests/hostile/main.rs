//! Clients that mean harm, one attack a test, after the list in <https://kb.cert.org/vuls/> and
//! RFC 9113 section 10.5, over TCP and within the process. Each is bounded in count and time, goes
//! to this machine only, and while it lasts an honest client on another connection is served.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod connections;
mod descriptors;
mod floods;
mod memory;
mod slow;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use strait::{
    __private::testing::in_memory,
    Context, Streaming,
    server::{Builder, ConnectionEnd, ServerEvent},
};
use strait_tests::{
    lab::{self, Note, PulseClient, Script},
    soon,
    wire::{Frame, GRPC_REQUEST, Place, WireClient, grpc_request, kind},
};
use tokio::sync::mpsc::{self, UnboundedReceiver};

const ENHANCE_YOUR_CALM: u32 = 11;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// How attacker and honest client reach the server.
#[derive(Clone, Copy)]
enum Over {
    Tcp,
    Memory,
}

/// Makes two tests of each attack.
macro_rules! attacks {
    ($($name:ident),* $(,)?) => {
        mod over_tcp {
            $(#[tokio::test]
            async fn $name() {
                super::$name(super::super::Over::Tcp).await;
            })*
        }

        mod in_process {
            $(#[tokio::test]
            async fn $name() {
                super::$name(super::super::Over::Memory).await;
            })*
        }
    };
}
use attacks;

/// Runs an attack while an honest client calls, and calls again afterwards.
#[must_use]
async fn withstands(over: Over, builder: Builder, attack: impl AsyncFnOnce(&Place)) -> Limits {
    let (tell, limits) = mpsc::unbounded_channel();
    let builder = builder.on_event(move |event| {
        if let ServerEvent::ConnectionClosed { end: ConnectionEnd::Limit(limit), .. } = event {
            let _ = tell.send(*limit);
        }
    });
    let (_server, honest, place) = match over {
        Over::Tcp => {
            let (server, address) = lab::serve(builder).await;
            let honest = PulseClient::connect(address).await.unwrap();
            (Some(server), honest, Place::Tcp(address))
        }
        Over::Memory => {
            let (channel, open) = in_memory(builder).unwrap();
            (None, PulseClient::new(channel), Place::InProcess(Arc::new(open)))
        }
    };
    honest.beat().await.unwrap();
    let before = resident_bytes();
    let calls = async {
        loop {
            soon("an honest call", honest.beat().into_future()).await.unwrap();
            // Not a flood of its own.
            tokio::time::sleep(millis(1)).await;
        }
    };
    tokio::select! {
        () = calls => {}
        () = attack(&place) => {}
    }
    let grown = resident_bytes().saturating_sub(before);
    assert!(grown < 200 << 20, "the attack and the server took {grown} bytes");
    soon("an honest call", honest.beat().into_future()).await.unwrap();
    WireClient::connect(&place).await.assert_serves().await;
    Limits(limits)
}

/// The limits that connections went beyond, as the server tells of them.
struct Limits(UnboundedReceiver<&'static str>);

impl Limits {
    /// The attacker's connection was ended for this limit, and no other connection for any.
    async fn assert_reached(self, limit: &str) {
        self.assert_reached_one_of(&[limit]).await;
    }

    /// The same for an attack that may reach either.
    async fn assert_reached_one_of(mut self, limits: &[&str]) {
        let told = soon("the event", self.0.recv()).await.unwrap();
        // h2 tells the client alone which of its own limits it was.
        let anonymous = cfg!(feature = "h2") && told == "one of HTTP/2";
        assert!(anonymous || limits.contains(&told), "{told}");
        assert_eq!(self.0.try_recv().ok(), None, "after {told}");
    }

    /// No connection was ended for a limit.
    fn assert_none(mut self) {
        assert_eq!(self.0.try_recv().ok(), None);
    }
}

/// What this process has in memory; other tests run in it too.
fn resident_bytes() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split_whitespace().nth(1).and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}

/// A script whose `collect` waits for messages, and the most that were at work at once.
fn counted() -> (Script, Arc<AtomicUsize>) {
    struct Running(Arc<AtomicUsize>);
    impl Drop for Running {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let script = Script::new().on_collect(move |mut notes: Streaming<Note>, _: Context| {
        let now = running.fetch_add(1, Ordering::SeqCst) + 1;
        seen.fetch_max(now, Ordering::SeqCst);
        let running = Running(Arc::clone(&running));
        async move {
            while notes.message().await?.is_some() {}
            drop(running);
            Ok(Note::default())
        }
    });
    (script, most)
}

/// The headers of a call that waits for messages.
fn collect(stream: u32) -> Frame {
    Frame::headers(stream, &grpc_request("/lab.Lab/Collect"), false)
}

/// The headers of a unary call.
fn unary(stream: u32) -> Frame {
    Frame::headers(stream, GRPC_REQUEST, false)
}

/// A client that goes on until the server ends the connection.
struct Attacker {
    client: WireClient,
    /// The code of the last GOAWAY.
    goaway: Option<u32>,
}

impl Attacker {
    async fn connect(place: &Place) -> Self {
        Self { client: WireClient::connect(place).await, goaway: None }
    }

    /// Sends frames and waits until they are read: `false` once the server has closed.
    async fn send(&mut self, frames: impl IntoIterator<Item = Frame>) -> bool {
        soon("the server reads", self.client.send(frames)).await;
        self.client.send([Frame::new(kind::PING, 0, 0, vec![7; 8])]).await;
        while let Some(frame) = self.client.next_raw().await {
            match frame.kind {
                kind::PING if frame.payload[..] == [7; 8] => return true,
                kind::GOAWAY => {
                    let code = frame.payload[4..8].try_into().unwrap();
                    self.goaway = Some(u32::from_be_bytes(code));
                }
                kind::SETTINGS if frame.flags == 0 => {
                    self.client.send([Frame::settings_ack()]).await;
                }
                _ => self.client.take(&frame),
            }
        }
        false
    }

    /// Goes on until the server closes, at most `most` times.
    async fn send_until_closed(&mut self, most: u32, mut frames: impl FnMut(u32) -> Vec<Frame>) {
        for round in 0..most {
            if !self.send(frames(round)).await {
                return;
            }
        }
        panic!("the server put up with all of it");
    }
}

/// The id of the n-th stream of a client.
fn stream(n: u32) -> u32 {
    2 * n + 1
}
