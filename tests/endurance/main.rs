//! A few seconds of what `cargo run --release -p strait-tests --bin endurance` does for an hour,
//! without its judgement of memory. In a process of its own, whose open files it counts.

use std::time::Duration;

use strait_tests::soak::{Load, endure};

#[tokio::test(flavor = "multi_thread")]
async fn five_seconds_of_mixed_load_leave_nothing_behind() {
    let load = Load { time: Duration::from_secs(5), per_second: 200 };
    let endured = endure(load, |_| {}).await.unwrap_or_else(|problem| panic!("{problem}"));
    assert!(endured.connections > 4 && endured.calls > 200, "{endured}");
}
