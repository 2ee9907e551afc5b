//! Many connections.

use strait_tests::{
    lab::{self, LabClient, Note, Script},
    soon,
    wire::WireClient,
};

use super::{Over, withstands};

#[tokio::test]
async fn connections_above_the_limit_are_closed_and_the_others_served() {
    // The honest client's, and the one after the attack.
    withstands(Over::Tcp, lab::builder(Script::new()).max_connections(6), async |place| {
        let address = place.address();
        let mut taken = Vec::new();
        for _ in 0..5 {
            let mut client = WireClient::connect(address).await;
            client.assert_serves().await;
            taken.push(client);
        }
        for _ in 0..200 {
            WireClient::connect(address).await.closed().await;
        }
        for client in &mut taken {
            client.assert_serves().await;
        }
        drop(taken);
        // Their places are free as soon as the server has seen their ends.
        soon("a place is free", async {
            loop {
                if let Ok(client) = LabClient::connect(address).await
                    && client.unary(Note::default()).await.is_ok()
                {
                    return;
                }
            }
        })
        .await;
    })
    .await
    .assert_none();
}

#[tokio::test]
async fn connections_of_one_address_leave_room_for_others() {
    let builder = lab::builder(Script::new()).max_connections_per_address(2);
    let (_server, address) = lab::serve(builder).await;
    let mut first = WireClient::connect(address).await;
    first.assert_serves().await;
    let mut second = WireClient::connect(address).await;
    second.assert_serves().await;
    WireClient::connect(address).await.closed().await;
    // All of 127/8 is this machine.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut other = WireClient::over(socket.connect(address).await.unwrap()).await;
    other.assert_serves().await;
}

/// Connections that are opened and dropped, some in the middle of the handshake.
async fn connections_that_come_and_go(over: Over) {
    withstands(over, lab::builder(Script::new()), async |place| {
        for n in 0..300 {
            match n % 3 {
                0 => drop(WireClient::silent(place).await),
                1 => drop(WireClient::connect(place).await),
                _ => WireClient::connect(place).await.assert_serves().await,
            }
        }
    })
    .await
    .assert_none();
}

super::attacks! {
    connections_that_come_and_go,
}
