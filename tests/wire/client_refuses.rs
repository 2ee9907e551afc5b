//! Servers whose frames come in the wrong place, are cut oddly or end too early: what our client
//! makes of that, and that the other calls of the connection go on where they can.

use strait::{Code, Origin, Status};
use strait_tests::{
    lab::{LabClient, Note},
    soon,
    wire::{
        Frame, GRPC_RESPONSE, WireListener, WireServer, grpc_request, kind, message, trailers_only,
    },
};

const PROTOCOL_ERROR: u32 = 1;
const OK: &[(&str, &str)] = &[("grpc-status", "0")];

/// One good answer after another on a connection.
struct Conversation {
    client: LabClient,
    server: WireServer,
}

impl Conversation {
    async fn begin() -> Self {
        let (client, server) = WireListener::bind().await.connect().await;
        Self { client, server }
    }

    /// What a unary call makes of these frames; the stream it had.
    async fn answer(
        &mut self,
        frames: impl FnOnce(u32) -> Vec<Frame>,
    ) -> (Result<Note, Status>, u32) {
        let call = tokio::spawn(self.client.unary(Note::text("hello")).into_future());
        let stream = self.server.request().await.stream;
        self.server.send(frames(stream)).await;
        (soon("the call ends", call).await.unwrap(), stream)
    }

    /// What a unary call makes of frames that are wrong: it fails on this side.
    async fn fail(&mut self, frames: impl FnOnce(u32) -> Vec<Frame>) -> (Status, u32) {
        let (result, stream) = self.answer(frames).await;
        let status = result.unwrap_err();
        assert_eq!(status.origin(), Origin::Local, "{status}");
        (status, stream)
    }

    /// Frames that break HTTP/2 on one stream: the call is INTERNAL, the stream is reset with
    /// PROTOCOL_ERROR, and the connection serves the next call.
    async fn assert_breaks_stream(&mut self, what: &str, frames: impl FnOnce(u32) -> Vec<Frame>) {
        let (status, stream) = self.fail(frames).await;
        assert_eq!(status.code(), Code::Internal, "{what}: {status}");
        assert_eq!(self.server.reset(stream).await, PROTOCOL_ERROR, "{what}");
        self.assert_serves().await;
    }

    async fn assert_serves(&mut self) {
        let note = self.answer(good).await.0;
        assert_eq!(note.unwrap(), Note::text("good"));
    }
}

fn good(stream: u32) -> Vec<Frame> {
    vec![
        Frame::headers(stream, GRPC_RESPONSE, false),
        Frame::data(stream, message(&Note::text("good")), false),
        Frame::headers(stream, OK, true),
    ]
}

#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn data_before_headers_are_an_internal_error() {
    let mut conversation = Conversation::begin().await;
    conversation
        .assert_breaks_stream("DATA first", |stream| {
            vec![Frame::data(stream, message(&Note::default()), false)]
        })
        .await;
}

#[cfg(feature = "h2")]
#[tokio::test]
async fn data_before_headers_ends_the_connection_and_the_next_call_connects_again() {
    let listener = WireListener::bind().await;
    let (client, server) = listener.connect().await;
    let mut conversation = Conversation { client, server };
    let (status, _) = conversation
        .fail(|stream| vec![Frame::data(stream, message(&Note::default()), false)])
        .await;
    assert_eq!(status.code(), Code::Internal, "{status}");
    soon("the connection closes", conversation.server.closed()).await;
    let call = conversation.client.unary(Note::text("hello")).into_future();
    let call = tokio::spawn(call);
    let mut server = listener.accept().await;
    let stream = server.request().await.stream;
    server.send(good(stream)).await;
    assert_eq!(soon("the answer", call).await.unwrap().unwrap(), Note::text("good"));
}

#[tokio::test]
async fn headers_without_a_status_are_an_internal_error() {
    let mut conversation = Conversation::begin().await;
    // Trailers where headers should be. The stream is over, so there is nothing to reset.
    let (status, _) = conversation.fail(|stream| vec![Frame::headers(stream, OK, true)]).await;
    assert_eq!(status.code(), Code::Internal, "{status}");
    conversation.assert_serves().await;
    conversation
        .assert_breaks_stream("no :status", |stream| {
            vec![Frame::headers(stream, &GRPC_RESPONSE[1..], false)]
        })
        .await;
}

#[tokio::test]
async fn headers_twice_are_an_internal_error() {
    let mut conversation = Conversation::begin().await;
    conversation
        .assert_breaks_stream("headers twice", |stream| {
            vec![
                Frame::headers(stream, GRPC_RESPONSE, false),
                Frame::headers(stream, GRPC_RESPONSE, false),
            ]
        })
        .await;
    conversation
        .assert_breaks_stream("trailers without the end", |stream| {
            vec![
                Frame::headers(stream, GRPC_RESPONSE, false),
                Frame::data(stream, message(&Note::default()), false),
                Frame::headers(stream, OK, false),
            ]
        })
        .await;
}

#[tokio::test]
async fn an_informational_response_that_ends_the_stream_is_an_internal_error() {
    let mut conversation = Conversation::begin().await;
    for status in ["100", "103"] {
        let (error, _) = conversation
            .fail(|stream| vec![Frame::headers(stream, &[(":status", status)], true)])
            .await;
        assert_eq!(error.code(), Code::Internal, "{status}: {error}");
        conversation.assert_serves().await;
    }
}

#[tokio::test]
async fn what_comes_after_the_end_changes_nothing() {
    let mut conversation = Conversation::begin().await;
    let (note, stream) = conversation.answer(good).await;
    assert_eq!(note.unwrap(), Note::text("good"));
    for late in [Frame::reset(stream, 2), Frame::window_update(stream, 1)] {
        conversation.server.send([late]).await;
        conversation.assert_serves().await;
    }
}

#[tokio::test]
async fn resets_at_each_moment_end_the_call_with_their_code() {
    const INTERNAL_ERROR: u32 = 2;
    let mut conversation = Conversation::begin().await;
    let body = message(&Note::text("never whole"));
    for sent in 0..6 {
        let (status, _) = conversation
            .fail(|stream| {
                let mut frames = vec![
                    Frame::headers(stream, GRPC_RESPONSE, false),
                    Frame::data(stream, "", false),
                    Frame::data(stream, body[..3].to_vec(), false),
                    Frame::data(stream, body[3..8].to_vec(), false),
                    Frame::data(stream, body[8..].to_vec(), false),
                ];
                frames.truncate(sent);
                frames.push(Frame::reset(stream, INTERNAL_ERROR));
                frames
            })
            .await;
        assert_eq!(status.code(), Code::Internal, "{sent}: {status}");
        assert!(status.message().contains("INTERNAL_ERROR"), "{sent}: {status}");
        conversation.assert_serves().await;
    }
}

#[tokio::test]
async fn a_reset_of_a_stream_comes_after_the_messages_before_it() {
    const CANCEL: u32 = 8;
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = tokio::spawn(client.expand(Note::default()).into_future());
    let stream = server.request().await.stream;
    let mut replies = soon("the stream", call).await.unwrap().unwrap();
    let frames = [
        Frame::headers(stream, GRPC_RESPONSE, false),
        Frame::data(stream, message(&Note::number(1)), false),
    ];
    server.send(frames).await;
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(1)));
    server.send([Frame::reset(stream, CANCEL)]).await;
    let status = soon("the end", replies.message()).await.unwrap_err();
    assert_eq!((status.code(), status.origin()), (Code::Cancelled, Origin::Local), "{status}");
    assert_eq!(replies.message().await.unwrap(), None, "nothing follows");
}

#[tokio::test]
async fn messages_do_not_depend_on_the_frames_they_come_in() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let bodies: Vec<_> = (0..5).map(|number| message(&Note::number(number))).collect();
    let body = bodies.concat();
    let cuts: [Vec<Vec<u8>>; 4] = [
        vec![body.clone()],
        bodies.clone(),
        body.chunks(1).map(<[u8]>::to_vec).collect(),
        body.chunks(7).map(<[u8]>::to_vec).collect(),
    ];
    for cut in cuts {
        let call = tokio::spawn(client.expand(Note::default()).into_future());
        let request = server.request().await;
        assert_eq!(request.all(":path"), ["/lab.Lab/Expand"]);
        let stream = request.stream;
        let mut frames = vec![Frame::headers(stream, GRPC_RESPONSE, false)];
        for (at, piece) in cut.into_iter().enumerate() {
            let padding = u8::try_from(at % 3 * 100).unwrap();
            frames.push(Frame::padded_data(stream, &piece, padding, false));
        }
        frames.push(Frame::headers(stream, OK, true));
        server.send(frames).await;
        let replies = soon("the stream", call).await.unwrap().unwrap();
        let notes = soon("all", strait_tests::lab::all(replies)).await.unwrap();
        assert_eq!(strait_tests::lab::numbers(&notes), [0, 1, 2, 3, 4]);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_within_a_message_says_so() {
    for sent in 1..4 {
        let mut conversation = Conversation::begin().await;
        let call = tokio::spawn(conversation.client.unary(Note::default()).into_future());
        let stream = conversation.server.request().await.stream;
        let body = message(&Note::text("cut off"));
        let mut frames = vec![
            Frame::headers(stream, GRPC_RESPONSE, false),
            Frame::data(stream, body[..7].to_vec(), false),
            Frame::data(stream, body[7..].to_vec(), false),
        ];
        frames.truncate(sent);
        conversation.server.send(frames).await;
        drop(conversation.server);
        let status = soon("the call ends", call).await.unwrap().unwrap_err();
        assert_eq!((status.code(), status.origin()), (Code::Unavailable, Origin::Local), "{sent}");
        assert!(status.message().contains("connection"), "{status}");
    }
}

#[tokio::test]
async fn a_frame_cut_off_by_the_end_of_the_connection_ends_the_call() {
    let mut conversation = Conversation::begin().await;
    let call = tokio::spawn(conversation.client.unary(Note::default()).into_future());
    let stream = conversation.server.request().await.stream;
    let bytes = good(stream).iter().flat_map(Frame::encode).collect::<Vec<_>>();
    conversation.server.write(&bytes[..bytes.len() - 3]).await;
    drop(conversation.server);
    let status = soon("the call ends", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
}

#[tokio::test]
async fn a_goaway_that_takes_a_stream_back_and_gives_it_again_ends_the_connection() {
    let listener = WireListener::bind().await;
    let (client, mut server) = listener.connect().await;
    let first = tokio::spawn(client.unary(Note::default()).into_future());
    let stream = server.request().await.stream;
    // "Endpoints MUST NOT increase the value they send in the last stream identifier".
    server.send([Frame::goaway(stream, 0), Frame::goaway(stream + 10, 0)]).await;
    let status = soon("the call ends", first).await.unwrap().unwrap_err();
    assert!(matches!(status.code(), Code::Internal | Code::Unavailable), "{status}");
    soon("the connection closes", server.closed()).await;
}

#[tokio::test]
async fn a_goaway_with_an_error_tells_its_code() {
    const INADEQUATE_SECURITY: u32 = 12;
    let listener = WireListener::bind().await;
    let (client, mut server) = listener.connect().await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    let mut wire = {
        server.request().await;
        server.send([Frame::goaway(0, INADEQUATE_SECURITY)]).await;
        listener.accept().await
    };
    wire.request().await;
    wire.send([Frame::goaway(0, INADEQUATE_SECURITY)]).await;
    let status = soon("the call ends", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("INADEQUATE_SECURITY"), "{status}");
}

#[tokio::test]
async fn headers_larger_than_the_client_takes_end_their_call_alone() {
    let mut conversation = Conversation::begin().await;
    let large = "x".repeat(20 * 1024);
    let fields = [GRPC_RESPONSE, &[("x-large", large.as_str())]].concat();
    let (status, _) = conversation
        .fail(|stream| Frame::headers_in_pieces(stream, &fields, false, 16 * 1024))
        .await;
    assert!(matches!(status.code(), Code::Internal | Code::ResourceExhausted), "{status}");
    conversation.assert_serves().await;
}

/// h2 gives those that it has read until then.
#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn trailers_larger_than_the_client_takes_end_their_call_alone() {
    let mut conversation = Conversation::begin().await;
    let large = "x".repeat(20 * 1024);
    let fields = [OK, &[("x-large", large.as_str())]].concat();
    let (status, _) = conversation
        .fail(|stream| {
            let mut frames = vec![Frame::headers(stream, GRPC_RESPONSE, false)];
            frames.extend(Frame::headers_in_pieces(stream, &fields, true, 16 * 1024));
            frames
        })
        .await;
    assert_eq!(status.code(), Code::Internal, "{status}");
    conversation.assert_serves().await;
}

#[tokio::test]
async fn a_padding_longer_than_its_frame_ends_the_connection_and_the_next_call_connects_again() {
    const PADDED: u8 = 8;
    let listener = WireListener::bind().await;
    let (client, mut server) = listener.connect().await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    let stream = server.request().await.stream;
    let bad = Frame::new(kind::DATA, PADDED, stream, vec![200, 1, 2]);
    server.send([Frame::headers(stream, GRPC_RESPONSE, false), bad]).await;
    let status = soon("the call ends", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Internal, "{status}");
    soon("the connection closes", server.closed()).await;
    let next = tokio::spawn(client.unary(Note::default()).into_future());
    let mut server = listener.accept().await;
    let stream = server.request().await.stream;
    server.send([Frame::headers(stream, &trailers_only("5", "next"), true)]).await;
    assert_eq!(soon("the answer", next).await.unwrap().unwrap_err().message(), "next");
}

#[tokio::test]
async fn trailers_that_are_wrong_end_the_call() {
    let mut conversation = Conversation::begin().await;
    for (wrong, code) in [
        (&[("connection", "close"), ("grpc-status", "0")][..], Code::Internal),
        (&[("grpc-status", "0"), ("x-bin", "*")], Code::Internal),
    ] {
        let (status, _) = conversation
            .fail(|stream| {
                vec![
                    Frame::headers(stream, GRPC_RESPONSE, false),
                    Frame::data(stream, message(&Note::default()), false),
                    Frame::headers(stream, wrong, true),
                ]
            })
            .await;
        assert_eq!(status.code(), code, "{wrong:?}: {status}");
        conversation.assert_serves().await;
    }
}

#[tokio::test]
async fn a_push_on_a_connection_that_forbids_it_ends_the_connection() {
    const PUSH_PROMISE: u8 = 5;
    const END_HEADERS: u8 = 4;
    let mut conversation = Conversation::begin().await;
    let (status, _) = conversation
        .fail(|stream| {
            let block = Frame::headers(stream, &grpc_request("/lab.Lab/Unary"), false).payload;
            let payload = [&[0, 0, 0, 2][..], &block].concat();
            vec![Frame::new(PUSH_PROMISE, END_HEADERS, stream, payload)]
        })
        .await;
    assert!(matches!(status.code(), Code::Internal | Code::Unavailable), "{status}");
    soon("the connection closes", conversation.server.closed()).await;
}

#[tokio::test]
async fn a_message_that_cannot_be_decoded_cancels_the_call_and_keeps_the_metadata() {
    let Conversation { client, mut server } = Conversation::begin().await;
    let call = tokio::spawn(client.expand(Note::default()).into_future());
    let stream = server.request().await.stream;
    let with_metadata = [GRPC_RESPONSE, &[("shelf", "7")]].concat();
    // Field 1 with a length beyond the message.
    let malformed = [0, 0, 0, 0, 2, 0x0a, 0x7f];
    server
        .send([
            Frame::headers(stream, &with_metadata, false),
            Frame::data(stream, malformed.to_vec(), false),
        ])
        .await;
    let mut notes = soon("the call", call).await.unwrap().unwrap();
    let status = soon("the message", notes.message()).await.unwrap_err();
    assert_eq!((status.code(), status.origin()), (Code::Internal, Origin::Local), "{status}");
    const CANCEL: u32 = 8;
    assert_eq!(soon("the reset", server.reset(stream)).await, CANCEL);
    assert_eq!(notes.message().await.unwrap(), None);
    assert_eq!(notes.initial_metadata().await.unwrap().get("shelf"), Some("7"));
}
