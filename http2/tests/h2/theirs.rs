//! h2's side of a plan.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use h2::{Reason, RecvStream, SendStream};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use tokio::io::DuplexStream;

use crate::plan::*;

type Shared = Arc<Mutex<Vec<Got>>>;

pub(crate) async fn server(io: DuplexStream, plan: Plan) -> Vec<Got> {
    let all: Shared = Arc::new(Mutex::new(vec![Got::default(); plan.calls.len()]));
    let mut builder = h2::server::Builder::new();
    builder.initial_window_size(plan.server_window).max_header_list_size(1 << 20);
    let mut connection = builder.handshake::<_, Bytes>(io).await.expect("a client");
    let mut calls = Vec::new();
    while let Some(accepted) = connection.accept().await {
        // The client is gone.
        let Ok((request, mut respond)) = accepted else { break };
        let number: usize = request.uri().path()[1..].parse().expect("a number");
        let call = plan.calls[number].clone();
        let all = Arc::clone(&all);
        calls.push(tokio::spawn(async move {
            let (head, body) = request.into_parts();
            let mut response = Response::new(());
            *response.headers_mut() = map(&call.response.head);
            all.lock().expect("no panic")[number].head = Some(fields(&head.headers));
            let Ok(send) = respond.send_response(response, false) else { return };
            let resets = (call.server_resets, SERVER_RESETS);
            exchange(send, body, &call.response, resets, &all, number, true).await;
        }));
    }
    for call in calls {
        call.await.expect("no panic");
    }
    Arc::into_inner(all).expect("all are done").into_inner().expect("no panic")
}

pub(crate) async fn client(io: DuplexStream, plan: Plan) -> Vec<Got> {
    let all: Shared = Arc::new(Mutex::new(vec![Got::default(); plan.calls.len()]));
    let mut builder = h2::client::Builder::new();
    builder.initial_window_size(plan.client_window).max_header_list_size(1 << 20);
    let (sender, connection) = builder.handshake::<_, Bytes>(io).await.expect("a server");
    let connection = tokio::spawn(connection);
    let mut calls = Vec::new();
    for (number, call) in plan.calls.into_iter().enumerate() {
        let (all, sender) = (Arc::clone(&all), sender.clone());
        calls.push(tokio::spawn(async move {
            let mut sender = sender.ready().await.expect("it is open");
            let mut request =
                Request::post(format!("http://test/{number}")).body(()).expect("valid");
            request.headers_mut().extend(map(&call.request.head));
            let (response, mut send) = sender.send_request(request, false).expect("it is open");
            let (answer, ()) = tokio::join!(response, async {
                // All of it, whatever the window: h2 keeps it.
                send_all(&mut send, &call.request);
            });
            match answer {
                Ok(response) => {
                    let (head, body) = response.into_parts();
                    all.lock().expect("no panic")[number].head = Some(fields(&head.headers));
                    let resets = (call.client_resets, CLIENT_RESETS);
                    exchange(send, body, &call.request, resets, &all, number, false).await;
                }
                Err(error) => {
                    let reason = error.reason().expect("the stream was reset");
                    all.lock().expect("no panic")[number].reset = Some(reason.into());
                }
            }
        }));
    }
    for call in calls {
        call.await.expect("no panic");
    }
    drop(sender);
    connection.await.expect("no panic").expect("no error");
    Arc::into_inner(all).expect("all are done").into_inner().expect("no panic")
}

/// Reads what comes; a server sends its answer meanwhile and its end behind it.
async fn exchange(
    mut send: SendStream<Bytes>,
    mut body: RecvStream,
    message: &Message,
    (resets, code): (Option<usize>, u32),
    all: &Shared,
    number: usize,
    is_server: bool,
) {
    if is_server && !message.body.is_empty() {
        let _ = send.send_data(message.body.clone().into(), false);
    }
    let got = |change: &mut dyn FnMut(&mut Got)| change(&mut all.lock().expect("no panic")[number]);
    let mut len = 0;
    loop {
        if resets.is_some_and(|after| after <= len) {
            send.send_reset(Reason::from(code));
            return;
        }
        match body.data().await {
            Some(Ok(data)) => {
                len += data.len();
                got(&mut |got| got.body.extend(&data));
                body.flow_control().release_capacity(data.len()).expect("it was taken");
            }
            Some(Err(error)) => {
                let reason = error.reason().map(u32::from);
                return got(&mut |got| got.reset = reason);
            }
            None => break,
        }
    }
    match body.trailers().await {
        Ok(trailers) => got(&mut |got| {
            (got.trailers, got.ended) = (trailers.as_ref().map(fields), true);
        }),
        Err(error) => {
            let reason = error.reason().map(u32::from);
            return got(&mut |got| got.reset = reason);
        }
    }
    if is_server {
        end(&mut send, message);
    }
}

fn send_all(send: &mut SendStream<Bytes>, message: &Message) {
    if !message.body.is_empty() {
        let _ = send.send_data(message.body.clone().into(), false);
    }
    end(send, message);
}

/// What fails here fails because the other side gave up, which is seen where it is read.
fn end(send: &mut SendStream<Bytes>, message: &Message) {
    let _ = match &message.trailers {
        Some(trailers) => send.send_trailers(map(trailers)),
        None => send.send_data(Bytes::new(), true),
    };
}

fn map(fields: &Fields) -> HeaderMap {
    let field = |(name, value): &(String, Vec<u8>)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a valid name");
        (name, HeaderValue::from_bytes(value).expect("a valid value"))
    };
    fields.iter().map(field).collect()
}

fn fields(map: &HeaderMap) -> Fields {
    let mut fields: Fields =
        map.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
    fields.sort();
    fields
}
