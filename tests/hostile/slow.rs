//! Clients that begin something and do not go on.

use strait_tests::{
    lab::{self, Note, Script},
    soon,
    wire::{Frame, PREFACE, Place, WireClient, kind, message},
};

use super::{Attacker, ENHANCE_YOUR_CALM, Over, collect, millis, stream, unary, withstands};

const INITIAL_WINDOW_SIZE: u16 = 4;
const CANCELLED: &str = "1";

/// Calls whose responses are `len` bytes, from a client with windows of nothing.
async fn ask_without_a_window(place: &Place, calls: u32, len: usize) -> Attacker {
    let mut attacker = Attacker::connect(place).await;
    attacker.send([Frame::settings(&[(INITIAL_WINDOW_SIZE, 0)])]).await;
    let body = message(&Note::ballast(len));
    for n in 0..calls {
        let mut frames = vec![unary(stream(n))];
        let pieces = body.chunks(16 * 1024).map(<[u8]>::to_vec);
        frames.extend(pieces.map(|piece| Frame::data(stream(n), piece, false)));
        frames.push(Frame::data(stream(n), "", true));
        attacker.send(frames).await;
    }
    attacker
}

/// CVE-2019-9517 and CVE-2026-49975: responses that no window lets out.
async fn long_responses_that_are_not_taken_are_reset(over: Over) {
    let builder = lab::builder(Script::new()).stall_timeout(millis(200));
    withstands(over, builder, async |place| {
        let mut attacker = ask_without_a_window(place, 20, 100_000).await;
        for n in 0..20 {
            let reset = soon("the reset", attacker.client.reset(stream(n))).await;
            assert_eq!(reset, ENHANCE_YOUR_CALM);
        }
    })
    .await
    .assert_none();
}

async fn short_responses_that_are_not_taken_end_the_connection(over: Over) {
    let builder = lab::builder(Script::new()).stall_timeout(millis(200));
    withstands(over, builder, async |place| {
        let mut attacker = ask_without_a_window(place, 20, 1000).await;
        while attacker.send([]).await {
            tokio::time::sleep(millis(20)).await;
        }
        assert_eq!(attacker.goaway, Some(ENHANCE_YOUR_CALM));
    })
    .await
    .assert_reached("what was sent to the client was not taken")
    .await;
}

/// A slow reader is no attacker.
async fn a_response_that_is_taken_slowly_goes_on(over: Over) {
    let builder = lab::builder(Script::new()).stall_timeout(millis(400));
    withstands(over, builder, async |place| {
        let mut attacker = ask_without_a_window(place, 1, 10_000).await;
        for _ in 0..15 {
            tokio::time::sleep(millis(60)).await;
            attacker.client.send([Frame::window_update(1, 10)]).await;
        }
        attacker.client.send([Frame::window_update(1, 20_000)]).await;
        let response = attacker.client.response(1).await;
        assert_eq!(response.note().data.len(), 10_000);
    })
    .await
    .assert_none();
}

/// Windows as large as can be, and a socket that is never read.
async fn a_socket_that_is_not_read_is_closed(over: Over) {
    let builder = lab::builder(Script::new()).stall_timeout(millis(200));
    withstands(over, builder, async |place| {
        let mut client = WireClient::connect(place).await;
        let window = (1 << 31) - 1;
        client.send([Frame::settings(&[(INITIAL_WINDOW_SIZE, window)])]).await;
        client.send([Frame::window_update(0, window - 65_535)]).await;
        let body = message(&Note::number(u64::MAX));
        let expand = strait_tests::wire::grpc_request("/lab.Lab/Expand");
        for n in 0..10 {
            let call = [
                Frame::headers(stream(n), &expand, false),
                Frame::data(stream(n), body.clone(), true),
            ];
            client.send(call).await;
        }
        soon("the server closes", async {
            // An unknown frame, which is ignored: a write finds out whether the socket lives.
            let nothing = Frame::new(0xee, 0, 0, vec![]).encode();
            while client.try_write(&nothing).await {
                tokio::time::sleep(millis(20)).await;
            }
        })
        .await;
    })
    .await
    .assert_reached("what was sent to the client was not taken")
    .await;
}

/// Slowloris: each byte in time, the whole never.
async fn a_header_block_that_is_never_finished(over: Over) {
    let builder = lab::builder(Script::new()).header_timeout(millis(300));
    withstands(over, builder, async |place| {
        let mut client = WireClient::connect(place).await;
        client.send([Frame::new(kind::HEADERS, 0, 1, vec![0])]).await;
        // The length of a literal's name, of which one byte at a time will come.
        client.send([Frame::new(kind::CONTINUATION, 0, 1, vec![100])]).await;
        soon("the server closes", async {
            let byte = Frame::new(kind::CONTINUATION, 0, 1, vec![b'x']).encode();
            while client.try_write(&byte).await {
                tokio::time::sleep(millis(50)).await;
            }
        })
        .await;
        client.closed().await;
    })
    .await
    .assert_reached("bytes came that did not become a request or a message")
    .await;
}

async fn a_frame_that_is_never_finished(over: Over) {
    let builder = lab::builder(Script::new()).header_timeout(millis(300));
    withstands(over, builder, async |place| {
        let mut client = WireClient::connect(place).await;
        client.send([collect(1)]).await;
        let frame = Frame::data(1, vec![0; 16_000], true).encode();
        soon("the server closes", async {
            for byte in frame.chunks(1) {
                if !client.try_write(byte).await {
                    return;
                }
                tokio::time::sleep(millis(50)).await;
            }
            panic!("the server waited for all of it");
        })
        .await;
    })
    .await
    .assert_reached("bytes came that did not become a request or a message")
    .await;
}

async fn a_preface_that_nothing_follows(over: Over) {
    let builder = lab::builder(Script::new()).header_timeout(millis(300));
    withstands(over, builder, async |place| {
        let mut client = WireClient::silent(place).await;
        client.write(PREFACE).await;
        client.closed().await;
    })
    .await
    .assert_reached("bytes came that did not become a request or a message")
    .await;
}

async fn a_message_that_is_never_finished(over: Over) {
    let builder = lab::builder(Script::new()).message_timeout(millis(200));
    withstands(over, builder, async |place| {
        let mut attacker = Attacker::connect(place).await;
        for n in 0..100 {
            let part = message(&Note::ballast(1000))[..500].to_vec();
            let (id, call) = (stream(n), if n % 2 == 0 { unary } else { collect });
            attacker.client.send([call(id), Frame::data(id, part, false)]).await;
        }
        for n in 0..100 {
            let response = attacker.client.response(stream(n)).await;
            assert_eq!(response.status(), CANCELLED);
        }
        attacker.client.assert_serves().await;
    })
    .await
    .assert_none();
}

/// A message that comes in pieces is waited for as long as pieces come.
async fn a_message_that_comes_slowly_is_taken(over: Over) {
    let builder = lab::builder(Script::new()).message_timeout(millis(400));
    withstands(over, builder, async |place| {
        let mut client = WireClient::connect(place).await;
        let note = Note::ballast(1000);
        client.send([unary(1)]).await;
        for piece in message(&note).chunks(100) {
            client.send([Frame::data(1, piece.to_vec(), false)]).await;
            tokio::time::sleep(millis(80)).await;
        }
        client.send([Frame::data(1, "", true)]).await;
        assert_eq!(client.response(1).await.note(), note);
    })
    .await
    .assert_none();
}

super::attacks! {
    long_responses_that_are_not_taken_are_reset,
    short_responses_that_are_not_taken_end_the_connection,
    a_response_that_is_taken_slowly_goes_on,
    a_socket_that_is_not_read_is_closed,
    a_header_block_that_is_never_finished,
    a_frame_that_is_never_finished,
    a_preface_that_nothing_follows,
    a_message_that_is_never_finished,
    a_message_that_comes_slowly_is_taken,
}
