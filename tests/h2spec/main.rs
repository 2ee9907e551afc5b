//! h2spec's cases against a strait server, plain and over TLS, and in [`engine`] against strait's
//! own HTTP/2 engine with nothing around it.
//!
//! `baseline.txt`, and for a server on the h2 crate `baseline_h2.txt`, names the cases
//! that do not pass, each with its reason. A case that fails and is not in it fails the test, and so
//! does one in it that passes: the file is the truth. `baseline_bare.txt` is that of [`engine`].
//!
//! h2spec wants `GET /` and `POST /` answered with 200 and a body. A strait server has nothing but
//! gRPC and answers 405 and 415 without one, which is all that most cases look at; `baseline.txt`
//! says for which ones it is not. The answer comes at once, and for some cases too early: those are
//! asked again, and must pass in the end.

mod engine;

use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path};

use strait::{ServerTls, server::Builder};
use strait_tests::{
    certs::Authority,
    lab::{Script, builder, serve},
    peers,
};
use tokio::process::Command;

#[cfg(feature = "h2")]
const BASELINE: &str = include_str!("baseline_h2.txt");
#[cfg(not(feature = "h2"))]
const BASELINE: &str = include_str!("baseline.txt");

/// How many cases there are, so that a run that ends early does not pass. `--strict` has more.
const CASES: usize = 145;
const STRICT_CASES: usize = 146;

/// How often a case that does not pass is asked again, alone. A server that has answered with 405
/// is done with the stream, and cases whose second frame comes after that cannot see what they
/// wait for: one in a dozen, more on a busy machine.
const ATTEMPTS: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn plain() {
    strait_server("plain", builder(Script::new()), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tls() {
    let identity = Authority::new().server(["127.0.0.1"]);
    let tls = ServerTls::from_pem(&identity.certificate, &identity.key);
    strait_server("tls", builder(Script::new()).tls(tls), &["--tls", "--insecure"]).await;
}

async fn strait_server(name: &str, builder: Builder, options: &[&str]) {
    let (_server, address) = serve(builder).await;
    judge(name, address, options, BASELINE).await;
}

/// Runs all cases against the server at `address`, and holds them against `excused`.
async fn judge(name: &str, address: SocketAddr, options: &[&str], excused: &str) {
    let Some(h2spec) = peers::h2spec() else { return };
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("h2spec-{name}.xml"));
    let run = async |timeout: &str, what: &[&str]| {
        let _ = fs::remove_file(&report);
        let mut command = Command::from(h2spec.command());
        command.args(["--host", "127.0.0.1", "--port", &address.port().to_string()]);
        command.args(["--timeout", timeout]).args(options).arg("--junit-report").arg(&report);
        let output = command.args(what).output().await.expect("it runs");
        fs::read_to_string(&report).unwrap_or_else(|_| panic!("no report: {output:?}"))
    };

    let first = run("5", &["generic", "hpack", "http2"]).await;
    let cases = cases(&first);
    let expected = if options.contains(&"--strict") { STRICT_CASES } else { CASES };
    assert_eq!(cases.len(), expected, "{first}");
    let passed = |id: &str| cases.get(id).is_some_and(|case| case.outcome == Outcome::Passed);
    let excused: BTreeMap<&str, Excuse> = baseline(excused, name).collect();
    let strict = excused.iter().filter(|(_, excuse)| **excuse == Excuse::NeverPasses);
    let needless: Vec<_> = strict.filter(|(id, _)| passed(id)).collect();
    let unknown: Vec<_> = excused.keys().filter(|id| !cases.contains_key(**id)).collect();
    assert!(unknown.is_empty(), "h2spec does not have these of the baseline: {unknown:?}");
    assert!(
        needless.is_empty(),
        "these pass now, so the baseline must not name them: {needless:?}"
    );
    for (id, case) in cases.iter().filter(|(id, _)| !passed(id)) {
        let mut passes = excused.contains_key(id.as_str());
        for _ in 0..ATTEMPTS {
            if !passes {
                let again = run("1", &[id]).await;
                passes = again.contains("<testcase ")
                    && ["<failure>", "<error>", "<skipped>"].iter().all(|bad| !again.contains(bad));
            }
        }
        assert!(passes, "{id} does not pass, in {ATTEMPTS} attempts more: {case:#?}");
    }
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

#[derive(Debug, PartialEq)]
enum Excuse {
    NeverPasses,
    PassesByChance,
}

/// The cases that a baseline says need not pass in a run.
fn baseline<'a>(text: &'a str, run: &'a str) -> impl Iterator<Item = (&'a str, Excuse)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut words = line.split_whitespace();
        let (case, runs) = (words.next()?, words.next()?);
        assert!(words.next().is_some(), "a line without a reason: {line}");
        match runs {
            "chance" => Some((case, Excuse::PassesByChance)),
            _ => (runs == "both" || runs == run).then_some((case, Excuse::NeverPasses)),
        }
    })
}
