//! How a handler's error arrives.

use strait::{Code, Origin, Status, Streaming};
use strait_tests::lab::{Note, Script, in_process};

#[tokio::test]
async fn every_code_arrives_as_it_was_sent() {
    let script = Script::new().on_unary(async |note: Note, _| {
        let code = Code::from_number(i32::try_from(note.number).unwrap()).unwrap();
        Err(Status::new(code, "why: 100% \u{1f600}\n"))
    });
    let client = in_process(script);
    for number in 1..=16_u8 {
        let status = client.unary(Note::number(number.into())).await.unwrap_err();
        assert_eq!(status.code().number(), i32::from(number));
        assert_eq!(status.message(), "why: 100% \u{1f600}\n");
        assert_eq!(status.origin(), Origin::Remote);
    }
}

#[tokio::test]
async fn details_arrive_byte_for_byte() {
    let details: Vec<u8> = (0..=255).collect();
    let sent = details.clone();
    let script = Script::new().on_unary(move |_, _| {
        let details = sent.clone();
        async move { Err(Status::failed_precondition("see details").with_details(details)) }
    });
    let status = in_process(script).unary(Note::default()).await.unwrap_err();
    assert_eq!(status.details().as_ref(), details);
    assert!(status.metadata().is_empty(), "details are no metadata: {:?}", status.metadata());
}

#[tokio::test]
async fn the_source_of_an_error_stays_on_its_side() {
    let script = Script::new()
        .on_unary(async |_, _| Err(Status::internal("sorry").with_source("password: swordfish")));
    let status = in_process(script).unary(Note::default()).await.unwrap_err();
    assert!(std::error::Error::source(&status).is_none());
    assert!(!format!("{status:?}").contains("swordfish"));
}

#[tokio::test]
async fn an_error_before_the_stream_and_one_in_it_look_the_same_to_the_reader() {
    let script = Script::new().on_expand(async |note: Note, _| match note.text.as_str() {
        "before" => Err(Status::not_found("nothing")),
        _ => Ok(Streaming::produce(async |_| Err(Status::not_found("nothing")))),
    });
    let client = in_process(script);
    for place in ["before", "within"] {
        let mut replies = client.expand(Note::text(place)).await.unwrap();
        let status = replies.message().await.unwrap_err();
        assert_eq!(status.to_string(), "NOT_FOUND: nothing", "{place}");
        assert_eq!(status.origin(), Origin::Remote);
    }
}

#[tokio::test]
async fn an_error_ends_the_call_however_many_requests_are_still_to_come() {
    let script = Script::new().on_collect(async |mut notes: Streaming<Note>, _| {
        let first = notes.message().await?;
        Err(Status::out_of_range(format!("{first:?} is enough")))
    });
    let endless = Streaming::from_iter((0..).map(Note::number));
    let status = in_process(script).collect(endless).await.unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange);
}

#[tokio::test]
async fn what_is_too_long_for_headers_leaves_code_and_connection_alone() {
    let script = Script::new()
        .on_unary(async |note: Note, _| {
            let len = usize::try_from(note.number).unwrap();
            match note.text.as_str() {
                "details" => Err(Status::aborted("short").with_details(vec![7; len])),
                text => Err(Status::aborted(text.repeat(len))),
            }
        })
        .on_chat(async |notes, _| Ok(notes));
    let client = in_process(script);
    // Would end with the connection.
    let (mut sender, requests) = Streaming::channel(0);
    let mut witness = client.chat(requests).await.unwrap();
    for (text, number, len) in
        [("x", 4096, 4096), ("x", 4097, 4096), ("x", 1_000_000, 4096), ("\u{ef}", 1_000_000, 1364)]
    {
        let call = client.unary(Note { number, ..Note::text(text) });
        let status = call.await.unwrap_err();
        assert_eq!((status.code(), status.message().len()), (Code::Aborted, len), "{number}");
        assert!(status.message().chars().all(|c| text.contains(c)));
    }
    for (number, len) in [(5_955, 5_955), (5_956, 0), (1_000_000, 0)] {
        let call = client.unary(Note { number, ..Note::text("details") });
        let status = call.await.unwrap_err();
        assert_eq!(status.to_string(), "ABORTED: short");
        assert_eq!(status.details().len(), len, "{number}");
    }
    sender.send(Note::number(1)).await.unwrap();
    assert_eq!(witness.message().await.unwrap(), Some(Note::number(1)));
}

#[tokio::test]
async fn a_message_too_long_for_a_header_is_cut_and_the_code_is_kept() {
    for text in ["x", "é"] {
        let client = in_process(
            Script::new().on_unary(async |note: Note, _| Err(Status::not_found(note.text))),
        );
        let text = text.repeat(20_000);
        let status = client.unary(Note::text(text.clone())).await.unwrap_err();
        assert_eq!(status.code(), Code::NotFound, "{status}");
        assert!(status.message().len() > 1000 && text.starts_with(status.message()), "{status}");
    }
}
