//! A short soak with each language: enough calls on one connection to run into limits that count
//! per connection. `cargo run --release -p strait-tests --bin soak` is the long one.

use std::path::Path;

use strait_tests::soak::{self, Language};

/// More than the thousand frames, resets and empty messages that peers and libraries allow for.
const CALLS: u64 = 4_000;

/// One at a time: four at once starve each other on a small machine.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

async fn short(language: Language) {
    let _alone = ALONE.lock().await;
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("soak_{language}"));
    if let Some(result) = soak::run(language, CALLS, &scratch).await {
        let report = result.unwrap_or_else(|problem| panic!("{language}: {problem}"));
        assert_eq!(report.calls, CALLS);
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
async fn no_call_of_node_is_lost() {
    short(Language::Node).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_python_is_lost() {
    short(Language::Python).await;
}
