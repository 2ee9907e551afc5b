//! Calls between the two: both sides agree on what arrived.

use std::time::Duration;

use proptest::{prelude::*, test_runner::RngSeed};
use tokio::{io::duplex, time::timeout};

use crate::{engine::Side, plan::*, theirs};

/// Runs a plan. A wire that stands still is seen by the clock, which runs ahead when all wait.
pub(crate) fn run(plan: &Plan, we_serve: bool) {
    let side = Side::new(plan, we_serve);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    let (ours, theirs) = runtime.block_on(async {
        let (near, far) = duplex(plan.wire);
        let plan = plan.clone();
        let theirs = tokio::spawn(async move {
            match we_serve {
                true => theirs::client(far, plan).await,
                false => theirs::server(far, plan).await,
            }
        });
        let both = async { (side.run(near).await, theirs.await.expect("no panic")) };
        timeout(Duration::from_secs(30), both).await.expect("it goes on")
    });
    let (clients, servers) = if we_serve { (theirs, ours) } else { (ours, theirs) };
    for (call, (client, server)) in plan.calls.iter().zip(clients.iter().zip(&servers)) {
        server.check(&call.request, call, CLIENT_RESETS);
        client.check(&call.response, call, SERVER_RESETS);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn our_client_and_their_server_agree(plan in plans()) {
        run(&plan, false);
    }

    #[test]
    fn their_client_and_our_server_agree(plan in plans()) {
        run(&plan, true);
    }
}
