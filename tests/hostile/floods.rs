//! Many cheap frames.

use std::sync::atomic::Ordering;

use strait_tests::{
    lab::{self, Script},
    wire::{Frame, GRPC_REQUEST, WireClient, kind},
};

use super::{Attacker, ENHANCE_YOUR_CALM, Over, collect, counted, millis, stream, withstands};

const CANCEL: u32 = 8;
const PRIORITY: u8 = 2;

/// CVE-2023-44487, each stream reset after its handler has begun.
async fn rapid_reset_of_running_calls(over: Over) {
    let (script, most) = counted();
    let builder = lab::builder(script).max_client_resets((500, millis(60_000)));
    withstands(over, builder, async |place| {
        let mut attacker = Attacker::connect(place).await;
        let batch = |n: u32| (n * 100..n * 100 + 100).map(stream);
        for round in 0..20 {
            if !attacker.send(batch(round).map(collect)).await
                || !attacker.send(batch(round).map(|id| Frame::reset(id, CANCEL))).await
            {
                break;
            }
        }
        assert_eq!(attacker.goaway, Some(ENHANCE_YOUR_CALM));
    })
    .await
    .assert_reached("too many calls were reset")
    .await;
    let most = most.load(Ordering::SeqCst);
    assert!(most <= 2000, "{most} handlers at once");
}

/// CVE-2023-44487, each stream reset before the server has looked at it.
async fn rapid_reset_of_calls_that_have_not_begun(over: Over) {
    let (script, most) = counted();
    withstands(over, lab::builder(script), async |place| {
        let mut attacker = Attacker::connect(place).await;
        let pair = |id| [collect(id), Frame::reset(id, CANCEL)];
        let round = |n: u32| (n * 100..n * 100 + 100).map(stream).flat_map(pair).collect();
        attacker.send_until_closed(100, round).await;
        assert_eq!(attacker.goaway, Some(ENHANCE_YOUR_CALM));
    })
    .await
    .assert_reached("too many calls were reset")
    .await;
    let most = most.load(Ordering::SeqCst);
    assert!(most <= 2000, "{most} handlers at once");
}

/// CVE-2025-8671: the client breaks a rule of the stream, so that the server resets it.
async fn made_you_reset(over: Over) {
    let (script, most) = counted();
    withstands(over, lab::builder(script), async |place| {
        let mut attacker = Attacker::connect(place).await;
        let overflow = |id| [collect(id), Frame::window_update(id, (1 << 31) - 1)];
        let round = |n: u32| (n * 100..n * 100 + 100).map(stream).flat_map(overflow).collect();
        attacker.send_until_closed(100, round).await;
        assert_eq!(attacker.goaway, Some(ENHANCE_YOUR_CALM));
    })
    .await
    .assert_reached("too many streams with errors")
    .await;
    let most = most.load(Ordering::SeqCst);
    assert!(most <= 2000, "{most} handlers at once");
}

/// CVE-2024-27316: a header block without end.
async fn continuation_without_end(over: Over) {
    for (piece, limit) in [
        (vec![], "too many empty frames"),
        (vec![0; 1], "a header block in too many pieces"),
        (vec![0; 8192], "a header block does not end"),
    ] {
        withstands(over, lab::builder(Script::new()), async |place| {
            let mut client = WireClient::connect(place).await;
            client.send([Frame::new(kind::HEADERS, 0, 1, vec![])]).await;
            // Ends with an error once the server has closed; nothing is read before.
            for _ in 0..1000 {
                client.send([Frame::new(kind::CONTINUATION, 0, 1, piece.clone())]).await;
            }
            client.closed().await;
        })
        .await
        .assert_reached(limit)
        .await;
    }
}

/// CVE-2016-6581 and its kin: one long field in the table, and references of a byte each.
async fn headers_that_unpack_to_megabytes(over: Over) {
    withstands(over, lab::builder(Script::new()), async |place| {
        let mut attacker = Attacker::connect(place).await;
        // Literal with incremental indexing, name "k", a value of 127 + 3800 - 127 bytes.
        let mut block = vec![0x40, 1, b'k', 127, 0xd9, 0x1c];
        block.extend(vec![b'x'; 127 + 0x59 + (0x1c << 7)]);
        block.extend(vec![0xbe; 10_000]);
        attacker
            .send_until_closed(100, |n| {
                vec![Frame::new(kind::HEADERS, 0x4, stream(n), block.clone())]
            })
            .await;
    })
    .await
    .assert_reached("a header list far above the limit")
    .await;
}

/// CVE-2019-9512: frames that ask for an answer, which is not read.
async fn pings_whose_answers_are_not_read(over: Over) {
    let builder = lab::builder(Script::new()).stall_timeout(millis(300));
    withstands(over, builder, async |place| {
        let mut client = WireClient::connect(place).await;
        let ping = Frame::new(kind::PING, 0, 0, vec![0; 8]).encode();
        let many = ping.repeat(10_000);
        // Until the sockets are full the server answers; then it stops reading, and closes.
        let flood = async { while client.try_write(&many).await {} };
        tokio::time::timeout(millis(60_000), flood).await.expect("the server has enough");
    })
    .await
    // The first of them is strait's own; h2 counts no PINGs.
    .assert_reached_one_of(&["too many PING frames", "what was sent to the client was not taken"])
    .await;
}

/// CVE-2019-9512 with the answers read: it costs the client more than the server.
async fn pings_whose_answers_are_read(over: Over) {
    flood(over, Frame::new(kind::PING, 0, 0, vec![0; 8]), "too many PING frames").await;
}

/// CVE-2019-9515.
async fn settings(over: Over) {
    flood(over, Frame::settings(&[(3, 100)]), "too many SETTINGS frames").await;
}

async fn window_updates(over: Over) {
    for stream in [0, 1] {
        let update = Frame::window_update(stream, 1);
        flood(over, update, "too many WINDOW_UPDATE frames").await;
    }
}

/// CVE-2019-9513 and its kin.
async fn frames_that_are_ignored(over: Over) {
    for frame in [Frame::new(PRIORITY, 0, 1, vec![0; 5]), Frame::new(0xee, 0, 1, vec![0; 100])] {
        flood(over, frame, "too many frames that are ignored").await;
    }
}

/// Many of a frame that is allowed and has no use. h2 does not say that they come: they cost the
/// client as much as the server, and no memory.
async fn flood(over: Over, frame: Frame, limit: &str) {
    let mut ended = false;
    let limits = withstands(over, lab::builder(Script::new()), async |place| {
        let mut attacker = Attacker::connect(place).await;
        attacker.send([collect(1)]).await;
        for _ in 0..20 {
            if !attacker.send(std::iter::repeat_n(frame.clone(), 500)).await {
                assert_eq!(attacker.goaway, Some(ENHANCE_YOUR_CALM));
                ended = true;
                return;
            }
        }
    })
    .await;
    if ended || cfg!(not(feature = "h2")) {
        limits.assert_reached(limit).await;
    } else {
        limits.assert_none();
    }
}

/// Resets of a stream that is over.
async fn resets_of_what_is_over(over: Over) {
    let reset = Frame::reset(1, CANCEL);
    flood(over, reset, "too many frames that are ignored").await;
}

/// CVE-2019-9518: DATA without data.
async fn empty_data(over: Over) {
    withstands(over, lab::builder(Script::new()), async |place| {
        let mut attacker = Attacker::connect(place).await;
        attacker.send([collect(1)]).await;
        attacker.send_until_closed(100, |_| vec![Frame::data(1, "", false); 100]).await;
        assert_eq!(attacker.goaway, Some(ENHANCE_YOUR_CALM));
    })
    .await
    .assert_reached("too many empty frames")
    .await;
}

/// More streams than the server said it takes.
async fn streams_above_the_limit(over: Over) {
    let (script, most) = counted();
    withstands(over, lab::builder(script).max_concurrent_streams(10), async |place| {
        let mut attacker = Attacker::connect(place).await;
        attacker.send([Frame::headers(1, GRPC_REQUEST, false)]).await;
        let round = |n: u32| (n * 100 + 1..n * 100 + 101).map(stream).map(collect).collect();
        attacker.send_until_closed(100, round).await;
    })
    .await
    .assert_reached("too many streams above the limit")
    .await;
    assert!(most.load(Ordering::SeqCst) <= 10);
}

super::attacks! {
    rapid_reset_of_running_calls,
    rapid_reset_of_calls_that_have_not_begun,
    made_you_reset,
    continuation_without_end,
    headers_that_unpack_to_megabytes,
    pings_whose_answers_are_not_read,
    pings_whose_answers_are_read,
    settings,
    window_updates,
    frames_that_are_ignored,
    resets_of_what_is_over,
    empty_data,
    streams_above_the_limit,
}
