//! A server as an HTTP service in axum, and `tower` layers as interceptors.

use std::{
    future::pending,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use futures::StreamExt as _;
use strait::{
    Code, Peer, Status, Streaming,
    interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext},
    server::Builder,
    tower::{InterceptorLayer, TowerInterceptor},
};
use strait_tests::{
    lab::{LabClient, Note, Script, all, builder, numbers},
    soon,
    wire::{Frame, WireClient, grpc_request},
};
use tokio::sync::mpsc;
use tower::{
    ServiceBuilder,
    limit::ConcurrencyLimitLayer,
    load_shed::{LoadShedLayer, error::Overloaded},
    timeout::{TimeoutLayer, error::Elapsed},
};

/// A server in an axum router, beside a page.
fn app(server: Builder) -> Router {
    Router::new()
        .route("/page", get(async || "a page"))
        .fallback_service(server.into_http_service().unwrap())
}

/// Serves a router with axum's own server.
async fn serve(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

async fn hosted(script: Script) -> LabClient {
    LabClient::connect(serve(app(builder(script))).await).await.unwrap()
}

#[tokio::test]
async fn calls_of_all_kinds_go_through_axum() {
    let client = hosted(Script::new()).await;
    assert_eq!(client.unary(Note::text("a")).await.unwrap().text, "a");
    let notes = || Streaming::from_iter((0..100).map(Note::number));
    assert_eq!(client.collect(notes()).await.unwrap().number, 100);
    let expanded = all(client.expand(Note::number(100)).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&expanded), (0..100).collect::<Vec<_>>());
    let chat = all(client.chat(notes()).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&chat), (0..100).collect::<Vec<_>>());
    let large = client.unary(Note::ballast(3_000_000)).await.unwrap();
    assert_eq!(large.data.len(), 3_000_000);
}

#[tokio::test]
async fn both_directions_flow_at_the_same_time() {
    let client = hosted(Script::new()).await;
    let (mut sender, requests) = Streaming::channel(1);
    let mut replies = client.chat(requests).await.unwrap();
    for n in 0..10 {
        sender.send(Note::number(n)).await.unwrap();
        let reply = soon("the echo", replies.message()).await.unwrap();
        assert_eq!(reply.unwrap().number, n);
    }
    drop(sender);
    assert_eq!(soon("the end", replies.message()).await.unwrap(), None);
}

#[tokio::test]
async fn metadata_status_and_trailers_are_those_of_grpc() {
    let script = Script::new()
        .on_unary(async |note: Note, cx| {
            cx.append_trailer("last", "2").unwrap();
            if note.text == "fail" {
                return Err(Status::aborted("no: ü"));
            }
            cx.append_initial_metadata("first", "1").unwrap();
            Ok(Note::text(cx.metadata().get("k").unwrap()))
        })
        .on_expand(async |_, cx| {
            cx.append_initial_metadata("first", "1").unwrap();
            cx.send_initial_metadata();
            Ok(Streaming::from_stream(futures::stream::pending()))
        });
    let client = hosted(script).await;
    let response = client.unary(Note::default()).metadata("k", "v").with_response().await.unwrap();
    assert_eq!(response.message.text, "v");
    assert_eq!(response.initial_metadata.get("first"), Some("1"));
    assert_eq!(response.trailers.get("last"), Some("2"));
    let status = client.unary(Note::text("fail")).await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::Aborted, "no: ü"));
    assert_eq!(status.metadata().get("last"), Some("2"));
    let mut replies = client.expand(Note::default()).await.unwrap();
    let initial = soon("headers before any message", replies.initial_metadata()).await.unwrap();
    assert_eq!(initial.get("first"), Some("1"));
}

#[tokio::test]
async fn what_is_no_call_is_answered_as_http() {
    let address = serve(app(builder(Script::new()))).await;
    let mut client = WireClient::connect(address).await;
    let request = |method: &'static str, path: &'static str, content_type: &'static str| {
        vec![
            (":method", method),
            (":scheme", "http"),
            (":path", path),
            (":authority", "x"),
            ("content-type", content_type),
        ]
    };
    for (stream, headers, status) in [
        (1, request("GET", "/page", "text/plain"), "200"),
        (3, request("GET", "/lab.Lab/Unary", "application/grpc"), "405"),
        (5, request("POST", "/lab.Lab/Unary", "application/json"), "415"),
    ] {
        client.send([Frame::headers(stream, &headers, true)]).await;
        assert_eq!(client.response(stream).await.one(":status"), status);
    }
    client.send([Frame::headers(7, &grpc_request("/lab.Lab/Nope"), true)]).await;
    let response = client.response(7).await;
    assert_eq!(response.status(), "12");
    assert!(response.is_trailers_only(), "{response:?}");
    client.assert_serves().await;
}

#[tokio::test]
async fn whoever_gives_up_cancels_the_handler() {
    let (events, mut told) = mpsc::unbounded_channel();
    let (unary, stream) = (events.clone(), events);
    let script = Script::new()
        .on_unary(move |_, cx| {
            let events = unary.clone();
            async move {
                events.send("began").unwrap();
                cx.cancelled().await;
                events.send("cancelled").unwrap();
                pending().await
            }
        })
        .on_expand(move |_, cx| {
            let events = stream.clone();
            async move {
                tokio::spawn(async move {
                    cx.cancelled().await;
                    events.send("cancelled").unwrap();
                });
                let first = futures::stream::iter([Ok(Note::number(1))]);
                Ok(Streaming::from_stream(first.chain(futures::stream::pending())))
            }
        });
    let client = hosted(script).await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    assert_eq!(soon("the call", told.recv()).await, Some("began"));
    call.abort();
    assert_eq!(soon("the cancellation", told.recv()).await, Some("cancelled"));
    let mut replies = client.expand(Note::default()).await.unwrap();
    assert_eq!(replies.message().await.unwrap().unwrap().number, 1);
    drop(replies);
    assert_eq!(soon("the cancellation", told.recv()).await, Some("cancelled"));
}

#[tokio::test]
async fn deadlines_and_panics_end_calls() {
    let script = Script::new().on_unary(async |note: Note, cx| match note.text.as_str() {
        "panic" => panic!("as asked"),
        // Past the deadline of the server, which is the one that answers.
        _ => {
            tokio::time::sleep(cx.time_remaining().unwrap() * 2).await;
            Ok(note)
        }
    });
    let address = serve(app(builder(script))).await;
    let mut client = WireClient::connect(address).await;
    let mut headers = grpc_request("/lab.Lab/Unary");
    headers.push(("grpc-timeout", "10m"));
    let empty = Frame::data(1, vec![0; 5], true);
    client.send([Frame::headers(1, &headers, false), empty]).await;
    assert_eq!(client.response(1).await.status(), "4");
    let client = LabClient::connect(address).await.unwrap();
    assert_eq!(client.unary(Note::text("panic")).await.unwrap_err().code(), Code::Unknown);
}

#[tokio::test]
async fn a_client_that_does_not_read_holds_the_handler_up() {
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let script = Script::new().on_expand(move |_, _| {
        let count = Arc::clone(&count);
        async move {
            Ok(Streaming::from_iter((0..1000).map(move |_| {
                count.fetch_add(1, Ordering::Relaxed);
                Note::ballast(64 * 1024)
            })))
        }
    });
    let client = hosted(script).await;
    let mut replies = client.expand(Note::default()).await.unwrap();
    replies.message().await.unwrap().unwrap();
    // Windows of this client are 1 MiB a call; what the server's side buffers is a few more.
    let mut before = usize::MAX;
    while before != made.load(Ordering::Relaxed) {
        before = made.load(Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(before < 100, "{before} messages were made for one that was read");
    assert_eq!(all(replies).await.unwrap().len(), 999);
    assert_eq!(made.load(Ordering::Relaxed), 1000);
}

/// Takes only those who say who they are, and tells the service.
async fn authenticate(
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Result<Response, StatusCode> {
    let user = request.headers().get(header::AUTHORIZATION).ok_or(StatusCode::UNAUTHORIZED)?;
    let user = User(user.to_str().unwrap().to_owned());
    request.extensions_mut().insert(user);
    request.extensions_mut().insert(Peer::Tcp(address));
    Ok(next.run(request).await)
}

#[derive(Clone)]
struct User(String);

#[tokio::test]
async fn axums_middleware_stands_before_handlers_and_gives_them_what_it_knows() {
    let script = Script::new().on_unary(async |_, cx| {
        let extensions: axum::http::Extensions = cx.extension().unwrap();
        let User(user) = extensions.get().unwrap();
        assert!(matches!(cx.peer(), Peer::Tcp(address) if address.ip().is_loopback()));
        Ok(Note::text(user.as_str()))
    });
    let app = app(builder(script)).layer(middleware::from_fn(authenticate));
    let client = LabClient::connect(serve(app).await).await.unwrap();
    let call = client.unary(Note::default()).metadata("authorization", "ann");
    assert_eq!(call.await.unwrap().text, "ann");
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated, "of HTTP status 401: {status}");
}

#[tokio::test]
async fn interceptors_see_hosted_calls() {
    struct Seen(mpsc::UnboundedSender<String>);
    impl ServerInterceptor for Seen {
        async fn intercept(
            &self,
            mut call: IncomingCall,
            next: ServerNext,
        ) -> Result<Reply, Status> {
            let (seen, line) =
                (self.0.clone(), format!("{} {}", call.path(), call.context().peer()));
            call.on_end(move |end| seen.send(format!("{line} {}", end.code())).unwrap());
            next.run(call).await
        }
    }
    let (seen, mut told) = mpsc::unbounded_channel();
    let script = Script::new()
        .on_expand(async |_, _| Ok(Streaming::from_stream(futures::stream::pending())));
    let server = builder(script).intercept(Seen(seen));
    let client = LabClient::connect(serve(app(server)).await).await.unwrap();
    client.unary(Note::default()).await.unwrap();
    assert_eq!(soon("the end", told.recv()).await.unwrap(), "/lab.Lab/Unary unknown OK");
    let mut replies =
        client.expand(Note::default()).timeout(Duration::from_secs(60)).await.unwrap();
    let first = tokio::spawn(async move { replies.message().await });
    tokio::task::yield_now().await;
    first.abort();
    assert_eq!(soon("the end", told.recv()).await.unwrap(), "/lab.Lab/Expand unknown CANCELLED");
}

#[tokio::test]
async fn a_layer_counts_all_calls_together_and_its_errors_become_statuses() {
    let (events, mut told) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |note: Note, _| {
        let events = events.clone();
        async move {
            events.send(()).unwrap();
            if note.text == "wait" { pending().await } else { Ok(note) }
        }
    });
    let layer =
        ServiceBuilder::new().layer(LoadShedLayer::new()).layer(ConcurrencyLimitLayer::new(2));
    let limit =
        TowerInterceptor::from_layer(layer).map_err(|error| match error.downcast::<Overloaded>() {
            Ok(_) => Status::unavailable("too many calls"),
            Err(error) => Status::unknown("a layer failed").with_source(error),
        });
    let client = LabClient::new(builder(script).intercept(limit).in_process().unwrap());
    let waiting: Vec<_> =
        (0..2).map(|_| tokio::spawn(client.unary(Note::text("wait")).into_future())).collect();
    for _ in 0..2 {
        soon("a waiting call", told.recv()).await.unwrap();
    }
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::Unavailable, "too many calls"));
    for call in waiting {
        call.abort();
        let _ = call.await;
    }
    // The server hears of it in its own time.
    let freed = async {
        while client.unary(Note::default()).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    soon("a place is free", freed).await;
}

#[tokio::test(start_paused = true)]
async fn a_layers_timeout_and_a_handlers_status_come_through() {
    let script = Script::new().on_unary(async |note: Note, _| match note.text.as_str() {
        "fail" => Err(Status::aborted("no")),
        _ => pending().await,
    });
    let timeout =
        TowerInterceptor::from_layer(TimeoutLayer::new(Duration::from_secs(1))).map_err(|error| {
            match error.downcast::<Elapsed>() {
                Ok(_) => Status::deadline_exceeded("the server gives a call a second"),
                Err(error) => Status::unknown("a layer failed").with_source(error),
            }
        });
    let client = LabClient::new(builder(script).intercept(timeout).in_process().unwrap());
    assert_eq!(client.unary(Note::text("fail")).await.unwrap_err().code(), Code::Aborted);
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert!(status.message().contains("a second"), "{status}");
}

/// Turns away all who do not say the word.
struct Word;

impl ServerInterceptor for Word {
    async fn intercept(&self, mut call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
        if call.metadata().get("word").is_none() {
            return Err(Status::permission_denied("say the word"));
        }
        call.metadata_mut().insert("word", "seen")?;
        next.run(call).await
    }
}

#[tokio::test]
async fn an_interceptor_stands_between_layers() {
    let script = Script::new().on_unary(async |note: Note, cx| match note.text.as_str() {
        "fail" => Err(Status::aborted("no")),
        _ => Ok(Note::text(cx.metadata().get("word").unwrap())),
    });
    let layers = ServiceBuilder::new()
        .layer(TimeoutLayer::new(Duration::from_secs(60)))
        .layer(InterceptorLayer::new(Word))
        .layer(ConcurrencyLimitLayer::new(1));
    let layers = TowerInterceptor::from_layer(layers);
    let client = LabClient::new(builder(script).intercept(layers).in_process().unwrap());
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::PermissionDenied, "say the word"));
    let call = client.unary(Note::default()).metadata("word", "please");
    assert_eq!(call.await.unwrap().text, "seen");
    let call = client.unary(Note::text("fail")).metadata("word", "please");
    assert_eq!(call.await.unwrap_err().code(), Code::Aborted);
}
