//! A short soak with each client: enough calls on one connection to run into limits that count per
//! connection, and then some through windows of a hundred bytes on both sides, which make frames as
//! small. `cargo run --release -p strait-tests --bin soak` is the long one.

use std::path::Path;

use strait_tests::soak::{self, Language, Shape};

/// More than the thousand frames, resets and empty messages that peers and libraries allow for.
const CALLS: u64 = 2_400;

/// Two of these calls have large messages, and these are of 600 frames.
const TINY: Shape = Shape { calls: 400, large: 60_000, window: Some(100) };

/// One at a time: six at once starve each other on a small machine.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

async fn short(language: Language) {
    let _alone = ALONE.lock().await;
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("soak_{language}"));
    for shape in [Shape::of(CALLS), TINY] {
        if let Some(result) = soak::run(language, shape, &scratch).await {
            let report =
                result.unwrap_or_else(|problem| panic!("{language}, {shape:?}: {problem}"));
            assert_eq!(report.calls, shape.calls);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_go_is_lost() {
    short(Language::Go).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_java_is_lost() {
    short(Language::Java).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_java_on_okhttp_is_lost() {
    short(Language::OkHttp).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_node_is_lost() {
    short(Language::Node).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_python_is_lost() {
    short(Language::Python).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_python_without_c_is_lost() {
    short(Language::Grpclib).await;
}
