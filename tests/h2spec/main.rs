//! h2spec's cases against a strait server, plain and over TLS.
//!
//! `baseline.txt` names the cases that do not pass, each with its reason. A case that fails and is
//! not in it fails the test, and so does one in it that passes: the file is the truth.
//!
//! h2spec wants `GET /` and `POST /` answered with 200 and a body. A strait server has nothing but
//! gRPC and answers 405 and 415 without one, which is all that most cases look at; `baseline.txt`
//! says for which ones it is not.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use strait::{ServerTls, server::Builder};
use strait_tests::{
    certs::Authority,
    lab::{Script, builder, serve},
    peers,
};
use tokio::process::Command;

const BASELINE: &str = include_str!("baseline.txt");

/// How many cases there are, so that a run that ends early does not pass.
const CASES: usize = 145;

#[tokio::test(flavor = "multi_thread")]
async fn plain() {
    judge("plain", builder(Script::new()), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tls() {
    let identity = Authority::new().server(["127.0.0.1"]);
    let tls = ServerTls::from_pem(&identity.certificate, &identity.key);
    judge("tls", builder(Script::new()).tls(tls), &["--tls", "--insecure"]).await;
}

async fn judge(name: &str, builder: Builder, options: &[&str]) {
    let Some(h2spec) = peers::h2spec() else { return };
    let (_server, address) = serve(builder).await;
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("h2spec-{name}.xml"));
    let _ = fs::remove_file(&report);
    let mut command = Command::from(h2spec.command());
    command.args(["--host", "127.0.0.1", "--port", &address.port().to_string()]);
    // Seconds within which a case must see its answer.
    command.args(["--timeout", "5"]).args(options).arg("--junit-report").arg(&report);
    let output = command.args(["generic", "hpack", "http2"]).output().await.expect("it runs");
    let Ok(report) = fs::read_to_string(&report) else { panic!("no report: {output:?}") };

    let cases = cases(&report);
    assert_eq!(cases.len(), CASES, "{report}");
    let excused: BTreeSet<&str> = baseline(name).collect();
    let passed = |id: &str| cases.get(id).is_some_and(|case| case.outcome == Outcome::Passed);
    let unexcused: Vec<_> =
        cases.iter().filter(|(id, _)| !passed(id) && !excused.contains(id.as_str())).collect();
    let needless: Vec<_> = excused.iter().filter(|id| passed(id)).collect();
    let unknown: Vec<_> = excused.iter().filter(|id| !cases.contains_key(**id)).collect();
    assert!(unexcused.is_empty(), "these do not pass: {unexcused:#?}");
    assert!(unknown.is_empty(), "h2spec does not have these of baseline.txt: {unknown:?}");
    assert!(
        needless.is_empty(),
        "these pass now, so baseline.txt must not name them: {needless:?}"
    );
}

#[derive(Debug)]
struct Case {
    outcome: Outcome,
    /// What it does, and what came of it.
    #[expect(dead_code, reason = "shown where a case fails")]
    text: String,
}

#[derive(Debug, PartialEq)]
enum Outcome {
    Passed,
    /// h2spec could not ask what it wanted to ask.
    Skipped,
    Failed,
}

/// The cases of a report by what `h2spec` takes to run them alone, such as `http2/5.1.1/2`.
fn cases(report: &str) -> BTreeMap<String, Case> {
    let mut cases = BTreeMap::new();
    let mut in_section: BTreeMap<&str, usize> = BTreeMap::new();
    for text in report.split("<testcase ").skip(1) {
        let text = text.split("</testcase>").next().unwrap_or(text);
        let section = text.split("package=\"").nth(1).and_then(|rest| rest.split('"').next());
        let section = section.unwrap_or_else(|| panic!("a case without a package: {text}"));
        let number = in_section.entry(section).or_default();
        *number += 1;
        let outcome = if text.contains("<failure>") || text.contains("<error>") {
            Outcome::Failed
        } else if text.contains("<skipped>") {
            Outcome::Skipped
        } else {
            Outcome::Passed
        };
        cases.insert(format!("{section}/{number}"), Case { outcome, text: text.to_owned() });
    }
    cases
}

/// The cases that need not pass in a run.
fn baseline(run: &str) -> impl Iterator<Item = &'static str> {
    BASELINE.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut words = line.split_whitespace();
        let (case, runs) = (words.next()?, words.next()?);
        assert!(words.next().is_some(), "a line without a reason: {line}");
        (runs == "both" || runs == run).then_some(case)
    })
}
