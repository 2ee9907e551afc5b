//! Strait's side of the contract.

use std::sync::mpsc::{self, Receiver, Sender};

use futures::TryStreamExt;
use strait::{Code, Context, OrStatus, Status, Streaming, server::Builder};
use tokio::{net::TcpListener, runtime::Runtime};

use crate::contract::{AddError, CountRequest, Everything, Item, Peer, PeerServer, Total, sample};

/// What a handler saw of its call.
#[derive(Debug, PartialEq)]
pub(crate) enum Event {
    /// A call of `Wait` has reached its handler.
    Waiting,
    /// A call of `Wait` was cancelled, by the client or because its time was up.
    Cancelled,
    /// The stream of a call of `Count` was dropped before its end.
    Abandoned,
}

/// A server at work until it is dropped.
pub(crate) struct Served {
    pub(crate) address: String,
    pub(crate) events: Receiver<Event>,
    _runtime: Runtime,
}

/// Whose HTTP/2 the calls arrive over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Host {
    Strait,
    /// hyper's, with the service mounted in a router.
    Axum,
}

pub(crate) fn serve(host: Host) -> Served {
    serve_on(strait::Server::builder(), host)
}

pub(crate) fn serve_on(builder: Builder, host: Host) -> Served {
    let runtime = Runtime::new().expect("a runtime");
    let (sender, events) = mpsc::channel();
    let server = builder.add(PeerServer::new(StraitPeer { events: sender }));
    let address = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a TCP address").to_string();
        match host {
            Host::Strait => drop(server.listen(listener).expect("one service").spawn()),
            Host::Axum => {
                let service = server.into_http_service().expect("one service");
                let app = axum::Router::new().fallback_service(service);
                tokio::spawn(async move { axum::serve(listener, app).await });
            }
        }
        address
    });
    Served { address, events, _runtime: runtime }
}

struct StraitPeer {
    events: Sender<Event>,
}

impl Peer for StraitPeer {
    async fn echo(&self, everything: Everything, cx: &Context) -> Result<Everything, Status> {
        if let Some(compression) = cx.request_compression() {
            let compressed = cx.request_was_compressed().to_string();
            cx.append_initial_metadata(compression.name(), &compressed)
                .or_status(Code::Internal)?;
            cx.compress(compression);
        }
        Ok(everything)
    }

    async fn check(&self, everything: Everything) -> Result<(), Status> {
        if everything == sample() {
            return Ok(());
        }
        Err(Status::invalid_argument(format!("{everything:#?}\nis not\n{:#?}", sample())))
    }

    async fn count(&self, request: CountRequest) -> Result<Streaming<Item>, Status> {
        let CountRequest { items, payload } = request;
        let abandoned = Abandoned(self.events.clone());
        Ok(Streaming::produce(async move |mut tx| {
            for number in 1..=items {
                tx.send(Item { number, payload: vec![0; payload as usize] }).await?;
            }
            abandoned.defuse();
            Ok(())
        }))
    }

    async fn collect(&self, items: Streaming<Item>) -> Result<Total, Status> {
        let add = |total: Total, item: Item| async move {
            Ok(Total { items: total.items + 1, payload: total.payload + item.payload.len() as u64 })
        };
        items.try_fold(Total::default(), add).await
    }

    async fn double(&self, items: Streaming<Item>) -> Result<Streaming<Item>, Status> {
        let double = |item: Item| Item { number: 2 * item.number, ..item };
        Ok(Streaming::from_stream(items.map_ok(double)))
    }

    async fn metadata(&self, cx: &Context) -> Result<(), Status> {
        for text in cx.metadata().get_all("x-text") {
            cx.append_initial_metadata("x-text", text).or_status(Code::Internal)?;
        }
        for bytes in cx.metadata().get_all_bin("x-bytes-bin") {
            cx.append_trailer_bin("x-bytes-bin", bytes).or_status(Code::Internal)?;
        }
        if let Some(id) = cx.tls().and_then(|tls| tls.spiffe_id()) {
            cx.append_trailer("x-spiffe-id", id).or_status(Code::Internal)?;
        }
        Ok(())
    }

    async fn fail(&self, code: i32, message: String) -> Result<(), Status> {
        Err(Status::new(Code::from_number(code).unwrap_or(Code::Internal), message))
    }

    async fn add(&self, a: i32, b: i32) -> Result<i32, AddError> {
        a.checked_add(b).ok_or(AddError::Overflow { a, b })
    }

    async fn time_remaining(&self, cx: &Context) -> Result<Option<u64>, Status> {
        Ok(cx.time_remaining().map(|left| u64::try_from(left.as_millis()).unwrap_or(u64::MAX)))
    }

    async fn wait(&self, cx: &Context) -> Result<(), Status> {
        let (cx, events) = (cx.clone(), self.events.clone());
        // Errors mean that no one asks any more.
        let _ = events.send(Event::Waiting);
        // In a task of its own, which lives on when the handler is dropped.
        tokio::spawn(async move {
            cx.cancelled().await;
            let _ = events.send(Event::Cancelled);
        });
        std::future::pending().await
    }
}

/// Tells of a stream that is dropped before its end.
struct Abandoned(Sender<Event>);

impl Abandoned {
    fn defuse(self) {
        std::mem::forget(self);
    }
}

impl Drop for Abandoned {
    fn drop(&mut self) {
        // An error means that no one asks any more.
        let _ = self.0.send(Event::Abandoned);
    }
}
