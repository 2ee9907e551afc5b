//! Calls over TLS, and everything that can be wrong with it.

mod calls;
mod mutual;
mod peers;
mod refusals;
mod reload;
mod setup;

use std::net::SocketAddr;

use strait::{Channel, ClientTls, ServerTls, Status, server::ServerHandle, tls::TlsEvent};
use strait_tests::{
    certs::{Authority, Identity},
    lab::{self, LabClient, Script, builder},
    soon,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// An authority and the server it vouches for.
struct Site {
    authority: Authority,
    identity: Identity,
}

impl Site {
    fn new() -> Self {
        let authority = Authority::new();
        let identity = authority.server(["localhost", "127.0.0.1"]);
        Self { authority, identity }
    }

    /// TLS of the server, without wishes about clients.
    fn server(&self) -> ServerTls {
        from_identity(&self.identity)
    }

    /// TLS of a client that trusts the site.
    fn client(&self) -> ClientTls {
        ClientTls::new().ca_pem(self.authority.pem())
    }
}

fn from_identity(identity: &Identity) -> ServerTls {
    ServerTls::from_pem(&identity.certificate, &identity.key)
}

/// Serves a script; the address is of this machine.
async fn serve(tls: ServerTls, script: Script) -> (ServerHandle, SocketAddr) {
    lab::serve(builder(script).tls(tls)).await
}

async fn connect(tls: ClientTls, address: SocketAddr) -> Result<LabClient, Status> {
    Channel::builder().tls(tls).connect(address).await.map(LabClient::new)
}

/// What is told of TLS, in words.
struct Events(UnboundedReceiver<String>);

impl Events {
    fn of(tls: ServerTls) -> (ServerTls, Self) {
        let (sender, receiver) = unbounded_channel();
        (tls.on_event(move |event| tell(&sender, &event)), Self(receiver))
    }

    fn of_client(tls: ClientTls) -> (ClientTls, Self) {
        let (sender, receiver) = unbounded_channel();
        (tls.on_event(move |event| tell(&sender, &event)), Self(receiver))
    }

    async fn next(&mut self) -> String {
        soon("an event", self.0.recv()).await.expect("the server is there")
    }
}

fn tell(sender: &UnboundedSender<String>, event: &TlsEvent<'_>) {
    // No one listens any more when the test is over.
    let _ = sender.send(match event {
        TlsEvent::Reloaded => "reloaded".to_owned(),
        TlsEvent::ReloadFailed(error) => format!("reload failed: {error}"),
        TlsEvent::HandshakeFailed { error, .. } => error.to_string(),
        other => format!("{other:?}"),
    });
}
