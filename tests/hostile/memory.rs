//! Clients that make the server hold bytes.

use strait_tests::{
    lab::{self, Note, Script},
    wire::{Frame, WireClient, message},
};

use super::{Attacker, Over, collect, stream, withstands};

const RESOURCE_EXHAUSTED: &str = "8";

/// Many messages that claim much, none complete.
async fn incomplete_messages_are_held_up_to_the_servers_limit(over: Over) {
    const LIMIT: usize = 1024 * 1024;
    let builder = lab::builder(Script::new()).max_buffered_bytes(LIMIT);
    withstands(over, builder, async |place| {
        let mut attacker = Attacker::connect(place).await;
        let part = message(&Note::ballast(4_000_000))[..16_000].to_vec();
        let calls = u32::try_from(2 * LIMIT / part.len()).unwrap();
        for n in 0..calls {
            let id = stream(n);
            attacker.send([collect(id), Frame::data(id, part.clone(), false)]).await;
        }
        let over = (0..calls).filter(|n| {
            let response = attacker.client.so_far(stream(*n));
            response.ended && response.status() == RESOURCE_EXHAUSTED
        });
        let over = u32::try_from(over.count()).unwrap();
        let fit = u32::try_from(LIMIT / part.len()).unwrap();
        assert!(over >= calls - fit - 5 && over <= calls - fit + 5, "{over} of {calls}");
    })
    .await
    .assert_none();
}

/// A prefix that claims 4 MiB costs what came of it.
async fn a_length_that_lies_costs_nothing(over: Over) {
    withstands(over, lab::builder(Script::new()), async |place| {
        let mut client = WireClient::connect(place).await;
        let prefix = [&[0_u8][..], &(4_u32 << 20).to_be_bytes(), b"?"].concat();
        for n in 0..900 {
            client.send([collect(stream(n)), Frame::data(stream(n), prefix.clone(), false)]).await;
        }
        client.settle().await;
    })
    .await
    .assert_none();
}

super::attacks! {
    incomplete_messages_are_held_up_to_the_servers_limit,
    a_length_that_lies_costs_nothing,
}
