//! What our server answers to requests that are well-formed HTTP/2: the headers, the trailers, and
//! who is turned away before any handler.

use std::net::SocketAddr;

use strait::{Status, Streaming, server::ServerHandle};
use strait_tests::{
    lab::{self, Note, Script},
    wire::{Frame, GRPC_REQUEST, Response, WireClient, grpc_request, message},
};

async fn serve(script: Script) -> (ServerHandle, SocketAddr) {
    lab::serve(lab::builder(script)).await
}

/// Calls with the good headers, some of them replaced or added. `("te", "")` leaves one out.
async fn call(script: Script, changes: &[(&str, &str)]) -> Response {
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    let mut fields: Vec<_> = GRPC_REQUEST
        .iter()
        .copied()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
        .collect();
    let (pseudo, plain): (Vec<_>, Vec<_>) = changes
        .iter()
        .copied()
        .filter(|(_, value)| !value.is_empty())
        .partition(|(name, _)| name.starts_with(':'));
    fields.splice(0..0, pseudo);
    fields.extend(plain);
    let body = Frame::data(1, message(&Note::text("hello")), true);
    client.send([Frame::headers(1, &fields, false), body]).await;
    let response = client.response(1).await;
    client.assert_serves().await;
    response
}

#[tokio::test]
async fn a_good_call_has_headers_a_message_and_trailers() {
    let response = call(Script::new(), &[]).await;
    assert_eq!(response.blocks.len(), 2);
    assert_eq!(response.blocks[0][0], (":status".to_owned(), "200".to_owned()));
    assert_eq!(response.all("content-type"), ["application/grpc"]);
    assert_eq!(response.note(), Note::text("hello"));
    assert_eq!(response.blocks[1], [("grpc-status".to_owned(), "0".to_owned())]);
}

#[tokio::test]
async fn content_types_of_grpc_are_taken_and_others_are_not() {
    for good in ["application/grpc+proto", "application/grpc;charset=utf-8", "Application/GRPC"] {
        assert_eq!(call(Script::new(), &[("content-type", good)]).await.status(), "0", "{good}");
    }
    for bad in ["application/grpc-web", "application/grpc-web+proto", "application/json", ""] {
        let response = call(Script::new(), &[("content-type", bad)]).await;
        assert_eq!(response.one(":status"), "415", "{bad}");
        assert_eq!(response.all("grpc-status"), [""; 0], "{bad}");
        assert!(response.ended);
    }
    let response = call(Script::new(), &[("content-type", "application/grpc+json")]).await;
    assert_eq!(response.status(), "12");
}

#[tokio::test]
async fn only_post_is_a_call() {
    for method in ["GET", "PUT"] {
        let response = call(Script::new(), &[(":method", method)]).await;
        assert_eq!(response.one(":status"), "405");
        assert_eq!(response.one("allow"), "POST");
        assert_eq!(response.all("grpc-status"), [""; 0]);
    }
}

#[tokio::test]
async fn the_server_that_is_called_has_one_name() {
    let script = || {
        Script::new().on_unary(async |_, cx| {
            assert_eq!(cx.metadata().get("host"), None);
            Ok(Note::text(cx.metadata().get_all(":authority").collect::<Vec<_>>().join(" ")))
        })
    };
    for (changes, name) in [
        (&[(":authority", "a.example")][..], "a.example"),
        (&[(":authority", ""), ("host", "b.example")], "b.example"),
        (&[(":authority", "a.example"), ("host", "b.example")], "a.example"),
        (&[(":authority", "")], ""),
    ] {
        assert_eq!(call(script(), changes).await.note(), Note::text(name));
    }
    let response = call(script(), &[("host", "a.example"), ("host", "b.example")]).await;
    assert_eq!(response.one(":status"), "400");
    assert_eq!(response.all("grpc-status"), [""; 0]);
}

#[tokio::test]
async fn te_may_be_missing() {
    assert_eq!(call(Script::new(), &[("te", "")]).await.status(), "0");
}

#[tokio::test]
async fn paths_without_a_method_are_unimplemented() {
    for path in [
        "/lab.Lab/Nothing",
        "/lab.Nobody/Unary",
        "/lab.Lab/unary",
        "/lab.Lab",
        "/",
        "/lab.Lab/Unary/",
        "//lab.Lab/Unary",
        "/lab.Lab/Unary?x=1",
        "/lab%2ELab/Unary",
    ] {
        let response = call(Script::new(), &[(":path", path)]).await;
        assert!(response.is_trailers_only(), "{path}: {response:?}");
        assert_eq!(response.status(), "12", "{path}");
        assert!(!response.one("grpc-message").is_empty());
    }
}

#[tokio::test]
async fn a_path_without_its_first_slash_reaches_no_handler() {
    let script = Script::new().on_unary(async |_, _| panic!("the handler was reached"));
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    let mut fields = GRPC_REQUEST.to_vec();
    fields[2] = (":path", "lab.Lab/Unary");
    let body = Frame::data(1, message(&Note::default()), true);
    client.send([Frame::headers(1, &fields, false), body]).await;
    let response = client.response(1).await;
    // HTTP/2 calls such a path malformed, gRPC unimplemented.
    match response.reset {
        Some(code) => assert_eq!(code, 1, "PROTOCOL_ERROR"),
        None => assert_eq!(response.status(), "12"),
    }
}

#[tokio::test]
async fn malformed_timeouts_are_internal_errors() {
    for bad in ["S", "1", "1x", "-1S", "+1S", "1.5S", "123456789n", "1 S", "0x1S"] {
        let response = call(Script::new(), &[("grpc-timeout", bad)]).await;
        assert!(response.is_trailers_only(), "{bad}");
        assert_eq!(response.status(), "13", "{bad}");
    }
}

#[tokio::test]
async fn a_timeout_of_any_unit_is_the_handlers_deadline() {
    for (timeout, most) in [
        ("99999999H", 99_999_999 * 3600),
        ("2M", 120),
        ("3S", 3),
        ("4000m", 4),
        ("5000000u", 5),
        ("99999999n", 1),
    ] {
        let script = Script::new().on_unary(async |_, cx| {
            Ok(Note::number(cx.time_remaining().map_or(0, |left| left.as_secs() + 1)))
        });
        let response = call(script, &[("grpc-timeout", timeout)]).await;
        let left = response.note().number;
        assert!(left <= most && left + 1 >= most, "{timeout}: {left} s");
    }
}

#[tokio::test]
async fn a_timeout_of_zero_has_passed() {
    for zero in ["0n", "0S", "00000000H"] {
        let response = call(Script::new(), &[("grpc-timeout", zero)]).await;
        assert_eq!(response.status(), "4", "{zero}");
    }
}

#[tokio::test]
async fn binary_metadata_may_be_padded_joined_and_repeated() {
    let script = Script::new().on_unary(async |_, cx| {
        let values: Vec<_> = cx.metadata().get_all_bin("k-bin").collect();
        Ok(Note::text(format!("{values:?}")))
    });
    let response = call(script, &[("k-bin", "AQI="), ("k-bin", "AQI,/w=="), ("k-bin", "/w")]).await;
    assert_eq!(response.note().text, r#"[b"\x01\x02", b"\x01\x02", b"\xff", b"\xff"]"#);
}

#[tokio::test]
async fn binary_metadata_that_is_no_base64_is_an_internal_error() {
    for bad in ["***", "AQI=x", "A", "AQI,***"] {
        let response = call(Script::new(), &[("k-bin", bad)]).await;
        assert_eq!(response.status(), "13", "{bad}");
        assert!(response.one("grpc-message").contains("k-bin"), "{bad}");
    }
}

#[tokio::test]
async fn repeated_metadata_keeps_its_order_and_protocol_headers_are_hidden() {
    let script = Script::new().on_unary(async |_, cx| {
        let metadata = cx.metadata();
        let hidden = ["te", "content-type", "grpc-accept-encoding", "grpc-future"];
        assert!(hidden.iter().all(|key| metadata.get(key).is_none()), "{metadata:?}");
        let values: Vec<_> = metadata.get_all("k").collect();
        Ok(Note::text(values.join("|")))
    });
    let changes =
        [("k", "1"), ("grpc-accept-encoding", "gzip"), ("grpc-future", "x"), ("k", "2,3")];
    assert_eq!(call(script, &changes).await.note().text, "1|2,3");
}

#[tokio::test]
async fn an_unknown_encoding_is_unimplemented_and_identity_is_known() {
    assert_eq!(call(Script::new(), &[("grpc-encoding", "identity")]).await.status(), "0");
    let response = call(Script::new(), &[("grpc-encoding", "lzma")]).await;
    assert_eq!(response.status(), "12");
    assert!(response.one("grpc-message").contains("lzma"));
    assert!(!response.all("grpc-accept-encoding").contains(&"lzma"));
}

#[tokio::test]
async fn a_header_list_over_the_limit_is_refused_with_431() {
    let (_server, address) =
        lab::serve(lab::builder(Script::new()).max_header_list_size(4096)).await;
    let mut client = WireClient::connect(address).await;
    let ballast = "x".repeat(1000);
    let mut fields = GRPC_REQUEST.to_vec();
    fields.extend([("k", ballast.as_str()); 5]);
    client.send(Frame::headers_in_pieces(1, &fields, true, 2000)).await;
    assert_eq!(client.response(1).await.one(":status"), "431");
    client.assert_serves().await;
}

#[tokio::test]
async fn an_error_is_trailers_only_with_its_message_encoded() {
    let script = Script::new()
        .on_unary(async |_, _| Err(Status::not_found("100% of no\u{eb}l\r\n is gone")));
    let response = call(script, &[]).await;
    assert!(response.is_trailers_only(), "{response:?}");
    assert_eq!(response.status(), "5");
    assert_eq!(response.one("grpc-message"), "100%25 of no%C3%ABl%0D%0A is gone");
}

#[tokio::test]
async fn an_error_after_initial_metadata_has_headers_and_trailers() {
    let script = Script::new().on_unary(async |_, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        cx.append_trailer("last", "2").unwrap();
        Err(Status::aborted("no"))
    });
    let response = call(script, &[]).await;
    assert_eq!(response.blocks.len(), 2);
    assert!(response.blocks[0].contains(&("first".to_owned(), "1".to_owned())));
    assert!(response.blocks[1].contains(&("last".to_owned(), "2".to_owned())));
    assert_eq!(response.status(), "10");
}

#[tokio::test]
async fn details_travel_once_and_unpadded() {
    let script = Script::new()
        .on_unary(async |_, _| Err(Status::aborted("no").with_details(vec![8, 10, 255, 254])));
    let response = call(script, &[]).await;
    assert_eq!(response.one("grpc-status-details-bin"), "CAr//g");
}

/// "8 KiB is the default limit" of grpc-java, and other peers are not far from it.
#[tokio::test]
async fn a_status_arrives_however_much_it_wants_to_say() {
    for (message, details, trailer, details_travel) in [
        (10_000, 10, 10, true),
        (10_000, 5_000, 10, true),
        (10_000, 6_000, 10, false),
        (10, 5_900, 10, true),
        (10, 6_100, 10, false),
        (10_000, 5_000, 2_000, false),
        (10_000, 10, 7_900, false),
    ] {
        let script = Script::new().on_unary(move |_, cx| async move {
            cx.append_trailer("ballast", &"x".repeat(trailer)).unwrap();
            Err(Status::aborted("y".repeat(message)).with_details(vec![1; details]))
        });
        let response = call(script, &[]).await;
        assert_eq!(response.status(), "10");
        let trailers = response.blocks.last().unwrap();
        let size: usize = trailers.iter().map(|(name, value)| name.len() + value.len() + 32).sum();
        let case = (message, details, trailer);
        assert!(size <= 8192, "{size} bytes: {case:?}");
        let travels = !response.all("grpc-status-details-bin").is_empty();
        assert_eq!(travels, details_travel, "{case:?}");
        if trailer < 7_000 {
            assert!(response.one("grpc-message").len() >= message.min(1024), "{case:?}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_fails_ends_with_its_status_after_its_messages() {
    let script = Script::new().on_expand(async |_, _| {
        Ok(Streaming::produce(async |mut tx| {
            tx.send(Note::text("one")).await?;
            Err(Status::data_loss("the rest"))
        }))
    });
    let response = call(script, &[(":path", "/lab.Lab/Expand")]).await;
    assert_eq!(response.note(), Note::text("one"));
    assert_eq!(response.status(), "15");
    assert_eq!(response.one("grpc-message"), "the rest");
}

#[tokio::test]
async fn a_stream_without_messages_is_a_good_call() {
    let script = Script::new().on_expand(async |_, _| Ok(Streaming::empty()));
    let response = call(script, &[(":path", "/lab.Lab/Expand")]).await;
    assert_eq!(response.status(), "0");
    assert_eq!(response.one(":status"), "200");
    assert_eq!(response.data, [0; 0]);
}

#[tokio::test]
async fn a_status_of_ok_is_no_error() {
    let script =
        Script::new().on_unary(async |_, _| Err(Status::new(strait::Code::Ok, "all is well")));
    let response = call(script, &[]).await;
    assert_eq!(response.status(), "13");
}

#[tokio::test]
async fn a_deadline_that_passes_ends_the_call_with_trailers() {
    let script = Script::new().on_unary(async |_, _| std::future::pending().await);
    let response = call(script, &[("grpc-timeout", "20m")]).await;
    assert!(response.is_trailers_only(), "{response:?}");
    assert_eq!(response.status(), "4");
}

#[tokio::test]
async fn a_deadline_that_passes_in_a_stream_ends_it_after_what_was_sent() {
    let script = Script::new().on_expand(async |_, _| {
        Ok(Streaming::produce(async |mut tx| {
            tx.send(Note::text("in time")).await?;
            std::future::pending().await
        }))
    });
    let changes = [(":path", "/lab.Lab/Expand"), ("grpc-timeout", "20m")];
    let response = call(script, &changes).await;
    assert_eq!(response.note(), Note::text("in time"));
    assert_eq!(response.status(), "4");
}

#[tokio::test]
async fn initial_metadata_is_sent_before_any_message_when_the_handler_asks() {
    let script = Script::new().on_collect(async |mut notes: Streaming<Note>, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        cx.send_initial_metadata();
        notes.message().await.map(Option::unwrap_or_default)
    });
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    client.send([Frame::headers(1, &grpc_request("/lab.Lab/Collect"), false)]).await;
    let headers = client.headers(1).await;
    assert!(headers.contains(&("first".to_owned(), "1".to_owned())), "{headers:?}");
    client.send([Frame::data(1, message(&Note::text("at last")), true)]).await;
    let response = client.response(1).await;
    assert_eq!((response.status(), response.note().text.as_str()), ("0", "at last"));
}
