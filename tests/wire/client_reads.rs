//! What our client makes of responses, good, odd and wrong.

use std::time::Duration;

use strait::{Code, Origin, Status};
use strait_tests::{
    lab::Note,
    soon,
    wire::{Frame, GRPC_RESPONSE, WireListener, message, trailers_only},
};

/// What a unary call makes of these frames.
async fn answer(frames: impl FnOnce(u32) -> Vec<Frame>) -> Result<Note, Status> {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = tokio::spawn(client.unary(Note::text("hello")).into_future());
    let request = server.request().await;
    server.send(frames(request.stream)).await;
    soon("the call ends", call).await.unwrap()
}

/// What a unary call makes of one header block that ends the stream.
async fn answer_headers(fields: &[(&str, &str)]) -> Status {
    answer(|stream| vec![Frame::headers(stream, fields, true)]).await.unwrap_err()
}

/// What a unary call makes of good headers, a good message, and these trailers.
async fn answer_trailers(trailers: &[(&str, &str)]) -> Result<Note, Status> {
    answer(|stream| {
        vec![
            Frame::headers(stream, GRPC_RESPONSE, false),
            Frame::data(stream, message(&Note::text("reply")), false),
            Frame::headers(stream, trailers, true),
        ]
    })
    .await
}

#[tokio::test]
async fn a_request_has_the_protocols_headers_once_and_in_order() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let authority = server.local_address().to_string();
    let call = client
        .unary(Note::text("hello"))
        .timeout(Duration::from_secs(5))
        .metadata("x-custom", "one")
        .metadata("x-custom", "two")
        .metadata_bin("x-custom-bin", [255, 254, 253, 252]);
    let call = tokio::spawn(call.into_future());
    let request = server.request().await;
    let names: Vec<_> = request.fields.iter().map(|(name, _)| name.as_str()).collect();
    let (pseudo, rest) = names.split_at(4);
    assert!(pseudo.iter().all(|name| name.starts_with(':')), "{names:?}");
    assert_eq!(rest[0], "grpc-timeout", "directly after the pseudo-headers");
    let first_custom = names.iter().position(|name| name.starts_with("x-")).unwrap();
    assert!(names[first_custom..].iter().all(|name| name.starts_with("x-")), "{names:?}");
    for (name, values) in [
        (":method", &["POST"][..]),
        (":scheme", &["http"]),
        (":path", &["/lab.Lab/Unary"]),
        (":authority", &[&authority]),
        ("te", &["trailers"]),
        ("content-type", &["application/grpc"]),
        ("grpc-encoding", &[]),
        ("x-custom", &["one", "two"]),
        ("x-custom-bin", &["//79/A"]),
    ] {
        assert_eq!(request.all(name), values, "{name}");
    }
    assert!(request.all("user-agent")[0].starts_with("grpc-rust-strait/"));
    let timeout = request.all("grpc-timeout")[0];
    let (digits, unit) = timeout.split_at(timeout.len() - 1);
    assert!(digits.len() <= 8 && unit == "u", "{timeout}");
    assert!((4_000_000..=5_000_000).contains(&digits.parse::<u32>().unwrap()), "{timeout}");
    assert_eq!(request.data, message(&Note::text("hello")));
    server.send([Frame::headers(request.stream, &trailers_only("5", "no"), true)]).await;
    assert_eq!(call.await.unwrap().unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn a_good_answer_in_frames_of_one_byte_with_padding_is_a_good_answer() {
    let reply = Note::text("reply");
    let note = answer(|stream| {
        let mut frames = vec![Frame::headers(stream, GRPC_RESPONSE, false)];
        frames.extend(message(&reply).iter().map(|b| Frame::padded_data(stream, &[*b], 3, false)));
        frames.extend(Frame::headers_in_pieces(stream, &[("grpc-status", "0")], true, 5));
        frames
    })
    .await;
    assert_eq!(note.unwrap(), reply);
}

#[tokio::test]
async fn trailers_only_ends_the_call_with_what_the_server_says() {
    let status = answer_headers(&trailers_only("5", "no one")).await;
    assert_eq!(status.to_string(), "NOT_FOUND: no one");
    assert_eq!(status.origin(), Origin::Remote);
}

#[tokio::test]
async fn messages_are_decoded_as_far_as_they_can_be() {
    for (encoded, decoded) in [
        ("100%25 na%C3%AFve%0A", "100% na\u{ef}ve\n"),
        ("%c3%af", "\u{ef}"),
        ("50% off %zz %4", "50% off %zz %4"),
        ("%ff!", "\u{fffd}!"),
        (" a blank ", " a blank "),
    ] {
        let status = answer_headers(&trailers_only("3", encoded)).await;
        assert_eq!(status.message(), decoded, "{encoded}");
    }
}

#[tokio::test]
async fn http_statuses_without_a_grpc_status_have_their_codes() {
    for (http, code) in [
        ("400", Code::Internal),
        ("401", Code::Unauthenticated),
        ("403", Code::PermissionDenied),
        ("404", Code::Unimplemented),
        ("418", Code::Unknown),
        ("429", Code::Unavailable),
        ("431", Code::Unknown),
        ("500", Code::Unknown),
        ("502", Code::Unavailable),
        ("503", Code::Unavailable),
        ("504", Code::Unavailable),
    ] {
        let status = answer_headers(&[(":status", http)]).await;
        assert_eq!(status.code(), code, "{http}");
        assert_eq!(status.origin(), Origin::Local);
        assert!(status.message().contains(http), "{status}");
        // A body, as proxies send, changes nothing.
        let status = answer(|stream| {
            vec![
                Frame::headers(stream, &[(":status", http), ("content-type", "text/html")], false),
                Frame::data(stream, "<html>", true),
            ]
        });
        assert_eq!(status.await.unwrap_err().code(), code, "{http} with a body");
    }
}

#[tokio::test]
async fn a_grpc_status_wins_over_the_http_status() {
    let fields = [(":status", "503"), ("content-type", "application/grpc"), ("grpc-status", "9")];
    assert_eq!(answer_headers(&fields).await.code(), Code::FailedPrecondition);
}

#[tokio::test]
async fn an_answer_that_is_not_grpc_is_unknown() {
    for content_type in ["text/html", "application/grpc-web", "application/json"] {
        let status = answer(|stream| {
            let fields = [(":status", "200"), ("content-type", content_type)];
            vec![Frame::headers(stream, &fields, false), Frame::data(stream, "hi", true)]
        });
        let status = status.await.unwrap_err();
        assert_eq!(status.code(), Code::Unknown);
        assert!(status.message().contains(content_type), "{status}");
        assert!(status.message().ends_with(r#", which says "hi""#), "{status}");
    }
}

#[tokio::test]
async fn a_status_in_headers_is_ignored_when_more_follows() {
    let with_status = [GRPC_RESPONSE, &[("grpc-status", "9")]].concat();
    let reply = message(&Note::text("reply"));
    let note = answer(|stream| {
        vec![
            Frame::headers(stream, &with_status, false),
            Frame::data(stream, reply.clone(), false),
            Frame::headers(stream, &[("grpc-status", "0")], true),
        ]
    });
    assert_eq!(note.await.unwrap(), Note::text("reply"));
    // Trailers alone follow.
    let status = answer(|stream| {
        vec![
            Frame::headers(stream, &with_status, false),
            Frame::headers(stream, &[("grpc-status", "6")], true),
        ]
    });
    assert_eq!(status.await.unwrap_err().code(), Code::AlreadyExists);
    // The body ends the stream, and the status in the headers does not count.
    let status = answer(|stream| {
        vec![Frame::headers(stream, &with_status, false), Frame::data(stream, "", true)]
    });
    assert_eq!(status.await.unwrap_err().code(), Code::Internal);
}

#[tokio::test]
async fn a_stream_that_ends_without_trailers_is_an_internal_error() {
    let status = answer(|stream| {
        vec![
            Frame::headers(stream, GRPC_RESPONSE, false),
            Frame::data(stream, message(&Note::default()), true),
        ]
    });
    assert_eq!(status.await.unwrap_err().code(), Code::Internal);
    assert_eq!(answer_headers(GRPC_RESPONSE).await.code(), Code::Internal);
    assert_eq!(answer_trailers(&[("x", "y")]).await.unwrap_err().code(), Code::Internal);
}

#[tokio::test]
async fn statuses_that_do_not_exist_are_unknown() {
    for bad in ["17", "99999999999", "-1", "x", "", "1.0"] {
        let status = answer_trailers(&[("grpc-status", bad), ("grpc-message", "why")]).await;
        let status = status.unwrap_err();
        assert_eq!(status.code(), Code::Unknown, "{bad}");
        assert!(status.message().contains("why"), "{status}");
    }
}

#[tokio::test]
async fn trailers_carry_details_and_metadata() {
    let trailers =
        [("grpc-status", "3"), ("grpc-status-details-bin", "CAM="), ("k", "v"), ("k-bin", "AQI")];
    let status = answer_trailers(&trailers).await.unwrap_err();
    assert_eq!(status.details().as_ref(), [8, 3]);
    assert_eq!(status.metadata().get("k"), Some("v"));
    assert_eq!(status.metadata().get_bin("k-bin").as_deref(), Some(&[1, 2][..]));
}

#[tokio::test]
async fn a_unary_call_has_exactly_one_response() {
    let reply = message(&Note::text("reply"));
    for body in [vec![], [reply.clone(), reply.clone()].concat()] {
        let status = answer(|stream| {
            vec![
                Frame::headers(stream, GRPC_RESPONSE, false),
                Frame::data(stream, body, false),
                Frame::headers(stream, &[("grpc-status", "0")], true),
            ]
        });
        assert_eq!(status.await.unwrap_err().code(), Code::Unimplemented);
    }
    let status = answer_headers(&trailers_only("0", "")).await;
    assert_eq!(status.code(), Code::Unimplemented);
    // An error needs no message, and none of several counts.
    let status = answer_trailers(&[("grpc-status", "10")]).await.unwrap_err();
    assert_eq!(status.code(), Code::Aborted);
}

#[tokio::test]
async fn informational_responses_are_skipped() {
    let note = answer(|stream| {
        vec![
            Frame::headers(stream, &[(":status", "100")], false),
            Frame::headers(stream, &[(":status", "103"), ("link", "x")], false),
            Frame::headers(stream, GRPC_RESPONSE, false),
            Frame::data(stream, message(&Note::text("reply")), false),
            Frame::headers(stream, &[("grpc-status", "0")], true),
        ]
    });
    assert_eq!(note.await.unwrap(), Note::text("reply"));
}

#[tokio::test]
async fn resets_have_their_codes() {
    for (http2, code) in [
        (0, Code::Internal),           // NO_ERROR
        (1, Code::Internal),           // PROTOCOL_ERROR
        (2, Code::Internal),           // INTERNAL_ERROR
        (3, Code::Internal),           // FLOW_CONTROL_ERROR
        (4, Code::Internal),           // SETTINGS_TIMEOUT
        (5, Code::Internal),           // STREAM_CLOSED
        (6, Code::Internal),           // FRAME_SIZE_ERROR
        (7, Code::Unavailable),        // REFUSED_STREAM
        (8, Code::Cancelled),          // CANCEL
        (9, Code::Internal),           // COMPRESSION_ERROR
        (10, Code::Internal),          // CONNECT_ERROR
        (11, Code::ResourceExhausted), // ENHANCE_YOUR_CALM
        (12, Code::PermissionDenied),  // INADEQUATE_SECURITY
        (13, Code::Internal),          // HTTP_1_1_REQUIRED
        (0xdead, Code::Internal),
    ] {
        // A call that was refused is sent once more: `client_retries`.
        if http2 != 7 {
            let status = answer(|stream| vec![Frame::reset(stream, http2)]).await.unwrap_err();
            let got = (status.code(), status.origin());
            assert_eq!(got, (code, Origin::Local), "{http2}: {status}");
        }
        let status = answer(|stream| {
            vec![
                Frame::headers(stream, GRPC_RESPONSE, false),
                Frame::data(stream, message(&Note::default()), false),
                Frame::reset(stream, http2),
            ]
        });
        assert_eq!(status.await.unwrap_err().code(), code, "{http2} after a message");
    }
}

#[tokio::test]
async fn a_compressed_message_that_no_one_asked_for_is_an_internal_error() {
    let flagged = [&[1, 0, 0, 0, 1][..], b"z"].concat();
    let status = answer(|stream| {
        vec![
            Frame::headers(stream, GRPC_RESPONSE, false),
            Frame::data(stream, flagged.clone(), false),
            Frame::headers(stream, &[("grpc-status", "0")], true),
        ]
    });
    assert_eq!(status.await.unwrap_err().code(), Code::Internal);
    let status = answer(|stream| {
        let fields = [GRPC_RESPONSE, &[("grpc-encoding", "gzip")]].concat();
        vec![
            Frame::headers(stream, &fields, false),
            Frame::data(stream, flagged, false),
            Frame::headers(stream, &[("grpc-status", "0")], true),
        ]
    });
    let status = status.await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().contains("gzip"), "{status}");
}

#[tokio::test]
async fn malformed_messages_are_internal_errors() {
    for body in [
        vec![2, 0, 0, 0, 0],                   // an unknown flag
        vec![0, 0, 0, 0, 3, 0xff, 0xff, 0xff], // no protobuf
        vec![0, 0, 0],                         // the end within a prefix
        vec![0, 0, 0, 0, 9, 1],                // the end within a message
    ] {
        let status = answer(|stream| {
            vec![
                Frame::headers(stream, GRPC_RESPONSE, false),
                Frame::data(stream, body.clone(), false),
                Frame::headers(stream, &[("grpc-status", "0")], true),
            ]
        });
        assert_eq!(status.await.unwrap_err().code(), Code::Internal, "{body:?}");
    }
}

#[tokio::test]
async fn a_response_over_the_limit_is_refused_by_its_prefix() {
    const CANCEL: u32 = 8;
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    let request = server.request().await;
    let prefix = vec![0, 0xff, 0xff, 0xff, 0xff];
    let answer = [
        Frame::headers(request.stream, GRPC_RESPONSE, false),
        Frame::data(request.stream, prefix, false),
    ];
    server.send(answer).await;
    assert_eq!(call.await.unwrap().unwrap_err().code(), Code::ResourceExhausted);
    assert_eq!(server.reset(request.stream).await, CANCEL);
}

/// h2 does not tell such a list from a malformed one.
#[tokio::test]
async fn headers_over_the_limit_are_named_as_a_possible_reason() {
    let ballast = "x".repeat(1000);
    let large: Vec<_> = (0..20).map(|_| ("k", ballast.as_str())).collect();
    let headers = [GRPC_RESPONSE, &large].concat();
    let result = answer(|stream| Frame::headers_in_pieces(stream, &headers, false, 9000)).await;
    let status = result.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().contains("larger than this client takes"), "{status}");
}
