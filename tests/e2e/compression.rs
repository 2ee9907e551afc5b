//! Compressed messages: who asks for them, who gets them, and what each end can tell.

use std::sync::{Arc, Mutex};

use strait::{
    CallOptions, Channel, ChannelBuilder, Code, Compression, Context, Origin, Streaming,
    server::Builder,
};
use strait_tests::lab::{LabClient, Note, Script, all, builder, serve};

const LIMIT: usize = 100_000;

async fn connect(server: Builder, client: ChannelBuilder) -> LabClient {
    let (_, address) = serve(server).await;
    LabClient::new(client.connect(address).await.unwrap())
}

/// What a server saw of each request message: whether it was compressed.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<bool>>>);

impl Seen {
    fn saw(&self, compressed: bool) {
        self.0.lock().unwrap().push(compressed);
    }

    fn take(&self) -> Vec<bool> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Echoes, and tells of each request whether it was compressed.
    fn script(&self) -> Script {
        let (unary, chat) = (self.clone(), self.clone());
        Script::new()
            .on_unary(move |note, cx: Context| {
                unary.saw(cx.request_was_compressed());
                async { Ok(note) }
            })
            .on_chat(move |mut notes, cx: Context| {
                let seen = chat.clone();
                async move {
                    Ok(Streaming::produce(async move |mut tx| {
                        while let Some(note) = notes.message().await? {
                            assert_eq!(notes.last_was_compressed(), cx.request_was_compressed());
                            seen.saw(notes.last_was_compressed());
                            tx.send(note).await?;
                        }
                        Ok(())
                    }))
                }
            })
    }
}

/// Whether each of the responses came compressed.
async fn compressed(mut notes: Streaming<Note>) -> Vec<bool> {
    let mut compressed = Vec::new();
    while notes.message().await.unwrap().is_some() {
        compressed.push(notes.last_was_compressed());
    }
    compressed
}

#[tokio::test]
async fn nothing_is_compressed_unless_asked_for() {
    let seen = Seen::default();
    let client = connect(builder(seen.script()), Channel::builder()).await;
    let response = client.unary(Note::ballast(5000)).with_response().await.unwrap();
    assert_eq!(response.message, Note::ballast(5000));
    assert!(!response.was_compressed);
    let replies = client.chat(Streaming::from_iter([Note::ballast(5000)])).await.unwrap();
    assert_eq!(compressed(replies).await, [false]);
    assert_eq!(seen.take(), [false, false]);
}

#[tokio::test]
async fn every_encoding_carries_every_kind_of_call_both_ways() {
    for compression in Compression::all() {
        let seen = Seen::default();
        let client = connect(
            builder(seen.script()).compression(*compression),
            Channel::builder().compression(*compression),
        )
        .await;
        let response = client.unary(Note::ballast(5000)).with_response().await.unwrap();
        assert_eq!(response.message, Note::ballast(5000), "{compression:?}");
        assert!(response.was_compressed, "{compression:?}");
        let requests = || Streaming::from_iter((0..50).map(|_| Note::ballast(5000)));
        assert_eq!(client.collect(requests()).await.unwrap().number, 50);
        let replies = all(client.chat(requests()).await.unwrap()).await.unwrap();
        assert!(replies.iter().all(|note| *note == Note::ballast(5000)));
        assert_eq!(replies.len(), 50);
        let flags = compressed(client.chat(requests()).await.unwrap()).await;
        assert_eq!(flags, [true; 50]);
        assert_eq!(seen.take(), [true; 101], "{compression:?}");
    }
}

#[tokio::test]
async fn a_call_and_its_options_win_over_the_channel() {
    let seen = Seen::default();
    let channel = Channel::builder().compression(Compression::Gzip);
    let client = connect(builder(seen.script()), channel).await;
    let note = Note::ballast(5000);
    client.unary(note.clone()).await.unwrap();
    client.unary(note.clone()).uncompressed().await.unwrap();
    client.unary(note.clone()).compress(Compression::Zstd).await.unwrap();
    let quiet = CallOptions::new().uncompressed();
    client.unary(note.clone()).options(&quiet).await.unwrap();
    client.unary(note.clone()).compress(Compression::Snappy).options(&quiet).await.unwrap();
    assert_eq!(seen.take(), [true, false, true, false, true]);
}

#[tokio::test]
async fn a_handler_wins_over_the_server_and_knows_the_requests_encoding() {
    let script = Script::new()
        .on_unary(async |note: Note, cx| {
            match &*note.text {
                "zstd" => cx.compress(Compression::Zstd),
                "off" => cx.uncompressed(),
                _ => {}
            }
            let encoding = cx.request_compression().map_or("none", Compression::name);
            Ok(Note { text: encoding.to_owned(), ..Note::ballast(5000) })
        })
        .on_expand(async |note: Note, cx| {
            // From within the stream, before its first message.
            Ok(Streaming::produce(async move |mut tx| {
                if note.text == "off" {
                    cx.uncompressed();
                }
                Ok(tx.send(Note::ballast(5000)).await?)
            }))
        });
    let server = builder(script).compression(Compression::Gzip);
    let client = connect(server, Channel::builder()).await;
    for (text, expected) in [("zstd", true), ("off", false), ("", true)] {
        let response = client.unary(Note::text(text)).with_response().await.unwrap();
        assert_eq!(response.was_compressed, expected, "{text}");
        assert_eq!(response.message.text, "none");
        let flags = compressed(client.expand(Note::text(text)).await.unwrap()).await;
        assert_eq!(flags, [expected], "{text}");
    }
    let response = client.unary(Note::default()).compress(Compression::Brotli).await.unwrap();
    assert_eq!(response.text, "br");
}

#[tokio::test]
async fn an_encoding_chosen_after_the_headers_comes_too_late_but_none_does_not() {
    let script = Script::new().on_expand(async |note: Note, cx: Context| {
        cx.send_initial_metadata();
        Ok(Streaming::produce(async move |mut tx| {
            tx.send(Note::ballast(5000)).await?;
            if note.text == "off" {
                cx.uncompressed();
            } else {
                cx.compress(Compression::Zstd);
            }
            tx.send(Note::ballast(5000)).await?;
            cx.compress(Compression::Gzip);
            Ok(tx.send(Note::ballast(5000)).await?)
        }))
    });
    let gzip = builder(script).compression(Compression::Gzip);
    let client = connect(gzip, Channel::builder().accept_compression([Compression::Gzip])).await;
    for (text, second) in [("off", false), ("zstd", true)] {
        let replies = client.expand(Note::text(text)).await.unwrap();
        assert_eq!(compressed(replies).await, [true, second, true], "{text}");
    }
}

#[tokio::test]
async fn single_messages_can_be_left_uncompressed_both_ways() {
    let seen = Seen::default();
    let script = seen.script().on_expand(async |_, _| {
        Ok(Streaming::produce(async |mut tx| {
            tx.send(Note::ballast(5000)).await?;
            tx.send_uncompressed(Note::ballast(5000)).await?;
            Ok(tx.send(Note::ballast(5000)).await?)
        }))
    });
    let client = connect(
        builder(script).compression(Compression::Gzip),
        Channel::builder().compression(Compression::Gzip),
    )
    .await;
    let replies = client.expand(Note::default()).await.unwrap();
    assert_eq!(compressed(replies).await, [true, false, true]);

    let (mut tx, requests) = Streaming::channel(3);
    tx.send_uncompressed(Note::ballast(5000)).await.unwrap();
    tx.send(Note::ballast(5000)).await.unwrap();
    std::thread::spawn(move || tx.blocking_send_uncompressed(Note::ballast(5000)).unwrap());
    let replies = client.chat(requests).await.unwrap();
    assert_eq!(compressed(replies).await, [true; 3]);
    assert_eq!(seen.take(), [false, true, false]);
}

#[tokio::test]
async fn short_messages_and_those_that_gain_nothing_go_as_they_are() {
    let seen = Seen::default();
    let gzip = || Channel::builder().compression(Compression::Gzip);
    let client = connect(builder(seen.script()), gzip()).await;
    // Three bytes are the tag and the length.
    client.unary(Note::ballast(252)).await.unwrap();
    client.unary(Note::ballast(253)).await.unwrap();
    assert_eq!(seen.take(), [false, true]);
    let client = connect(builder(seen.script()), gzip().compress_min_len(0)).await;
    for note in [Note::default(), Note::text("x"), Note::ballast(100)] {
        assert_eq!(client.unary(note.clone()).await.unwrap(), note);
    }
    assert_eq!(seen.take(), [false, false, true]);
    let client = connect(
        builder(Script::new()).compression(Compression::Gzip).compress_min_len(2000),
        gzip(),
    )
    .await;
    for (len, expected) in [(1000, false), (2000, true)] {
        let response = client.unary(Note::ballast(len)).with_response().await.unwrap();
        assert_eq!(response.was_compressed, expected, "{len}");
    }
}

#[tokio::test]
async fn a_server_answers_only_in_what_the_client_accepts() {
    let server = || builder(Script::new()).compression(Compression::Gzip);
    for (accepted, expected) in [
        (&[][..], false),
        (&[Compression::Zstd], false),
        (&[Compression::Zstd, Compression::Gzip], true),
    ] {
        let channel = Channel::builder().accept_compression(accepted.iter().copied());
        let client = connect(server(), channel).await;
        let response = client.unary(Note::ballast(5000)).with_response().await.unwrap();
        assert_eq!(response.was_compressed, expected, "{accepted:?}");
    }
}

#[tokio::test]
async fn a_server_refuses_an_encoding_that_it_does_not_take() {
    let server = builder(Script::new()).accept_compression([Compression::Zstd]);
    let client = connect(server, Channel::builder().compression(Compression::Gzip)).await;
    let status = client.unary(Note::ballast(5000)).await.unwrap_err();
    assert_eq!(
        status.to_string(),
        "UNIMPLEMENTED: grpc-encoding `gzip` is not supported; supported: zstd"
    );
    assert_eq!(status.origin(), Origin::Remote);
    assert!(client.unary(Note::ballast(5000)).compress(Compression::Zstd).await.is_ok());
    assert!(client.unary(Note::ballast(5000)).uncompressed().await.is_ok());
}

/// The ballast of a message of `len` bytes: four or five less for its tag and length.
fn message_of(len: usize) -> Note {
    Note::ballast(len - 4)
}

#[tokio::test]
async fn limits_are_those_of_the_uncompressed_message_on_every_side() {
    for compression in Compression::all() {
        let server =
            builder(Script::new()).max_receive_message_len(LIMIT).compression(*compression);
        let client = connect(server, Channel::builder().compression(*compression)).await;
        assert!(client.unary(message_of(LIMIT)).await.is_ok(), "{compression:?}");
        let status = client.unary(message_of(LIMIT + 1)).await.unwrap_err();
        assert_eq!((status.code(), status.origin()), (Code::ResourceExhausted, Origin::Remote));
        let requests = Streaming::from_iter([message_of(LIMIT), message_of(LIMIT + 1)]);
        let status = client.collect(requests).await.unwrap_err();
        assert_eq!((status.code(), status.origin()), (Code::ResourceExhausted, Origin::Remote));

        let script = Script::new()
            .on_unary(async |note: Note, _| Ok(message_of(usize::try_from(note.number).unwrap())));
        let channel = Channel::builder().max_receive_message_len(LIMIT);
        let client = connect(builder(script).compression(*compression), channel).await;
        let limit = u64::try_from(LIMIT).unwrap();
        assert!(client.unary(Note::number(limit)).await.is_ok(), "{compression:?}");
        let status = client.unary(Note::number(limit + 1)).await.unwrap_err();
        assert_eq!((status.code(), status.origin()), (Code::ResourceExhausted, Origin::Local));
    }
}

#[tokio::test]
async fn the_limit_on_what_is_sent_is_that_of_the_uncompressed_message_too() {
    let gzip = Channel::builder().compression(Compression::Gzip).max_send_message_len(LIMIT);
    let client = connect(builder(Script::new()), gzip).await;
    assert!(client.unary(message_of(LIMIT)).await.is_ok());
    let status = client.unary(message_of(LIMIT + 1)).await.unwrap_err();
    assert_eq!((status.code(), status.origin()), (Code::ResourceExhausted, Origin::Local));
}

#[tokio::test]
async fn a_long_compressed_response_waits_for_the_clients_window() {
    // Noise that halves, and is still more than what is handed over at once.
    let noise = |len: u32| -> Vec<u8> {
        (0..len)
            .map(|n| b"0123456789abcdef"[(n.wrapping_mul(2_654_435_761) >> 28) as usize])
            .collect()
    };
    let note = Note { data: noise(1 << 20).into(), ..Note::default() };
    let expected = note.clone();
    let script = Script::new().on_unary(move |_, _| {
        let note = note.clone();
        async { Ok(note) }
    });
    let server = builder(script).compression(Compression::Deflate);
    let client = connect(server, Channel::builder().windows(65_535, 65_535)).await;
    let response = client.unary(Note::default()).with_response().await.unwrap();
    assert!(response.was_compressed && response.message == expected);
}
