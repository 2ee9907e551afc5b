//! The rules for changes and for style say what buf says, on hundreds of pairs of schemas.
//!
//! Findings are compared as sets of rule, file and line; [`differs_on_purpose`] has the differences.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use strait_proto_compat::{Finding, Rules, compat, descriptor::DescriptorSet, lint};
use strait_tests::peers::{self, Buf};

use crate::cases::{self, Case};

const EVERYTHING: [&str; 4] = ["FILE", "PACKAGE", "WIRE_JSON", "WIRE"];

#[test]
fn changes_break_what_buf_says_they_break() {
    let Some(buf) = peers::buf() else { return };
    let cases = cases::breaking();
    let folder = folder("breaking");
    let [before, after] = [("before", Side::Before), ("after", Side::After)].map(|(name, side)| {
        let folder = folder.join(name);
        write(&folder, &cases, side);
        compile(&buf, &folder)
    });
    let rules = Rules::breaking().only(EVERYTHING).expect("buf's categories");
    let findings = compat::breaking(&before, &after, &rules);

    let config = format!(r#"{{"version":"v2","breaking":{{"use":{EVERYTHING:?}}}}}"#);
    let mut command = buf.command();
    command.args(["breaking", ".", "--against", "../before", "--error-format", "json"]);
    command
        .args(["--config", &config, "--against-config", &config])
        .current_dir(folder.join("after"));
    let theirs = command.output().expect("buf runs");
    assert_same(&cases, &findings, &theirs);
    assert_rules_are_covered(&cases, &findings, &rules);
}

#[test]
fn style_is_what_buf_says_it_is() {
    let Some(buf) = peers::buf() else { return };
    let cases = cases::lint();
    let folder = folder("lint");
    write(&folder, &cases, Side::After);
    let mut set = compile(&buf, &folder);
    set.mark_imports(|path| path.starts_with("google/protobuf/"));
    let categories = ["STANDARD", "COMMENTS", "UNARY_RPC", "STABLE_PACKAGE_NO_IMPORT_UNSTABLE"];
    let rules = Rules::lint().only(categories).expect("buf's categories");
    let findings = lint::lint(&set, &rules);

    // Rules in CEL are for a library of rules in CEL.
    let config =
        format!(r#"{{"version":"v2","lint":{{"use":{categories:?},"except":["PROTOVALIDATE"]}}}}"#);
    let mut command = buf.command();
    command.args(["lint", ".", "--error-format", "json", "--config", &config]);
    let theirs = command.current_dir(&folder).output().expect("buf runs");
    assert_same(&cases, &findings, &theirs);
    assert_rules_are_covered(&cases, &findings, &rules);
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rules").join(test);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn write(folder: &Path, cases: &[Case], side: Side) {
    for case in cases {
        let files = match side {
            Side::Before => &case.before,
            Side::After => &case.after,
        };
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder"))
                .and_then(|()| fs::write(&path, text))
                .expect("the folder for tests is writable");
        }
    }
}

fn compile(buf: &Buf, folder: &Path) -> DescriptorSet {
    let mut command = buf.command();
    command.args(["build", ".", "-o", "-#format=binpb"]).current_dir(folder);
    DescriptorSet::decode(&peers::run(&mut command)).expect("buf writes descriptor sets")
}

/// Rule, file and line; the first for the file as a whole.
type Line = (String, String, u64);

fn assert_same(cases: &[Case], ours: &[Finding], theirs: &Output) {
    // > 100: one or more findings
    assert_eq!(theirs.status.code(), Some(100), "{}", String::from_utf8_lossy(&theirs.stderr));
    let theirs: BTreeSet<Line> =
        String::from_utf8_lossy(&theirs.stdout).lines().map(parse).collect();
    let lines: BTreeSet<Line> = ours.iter().map(line).collect();
    let is_expected = |line: &&Line| !differs_on_purpose(line, cases);
    let too_many: Vec<_> = lines.difference(&theirs).filter(is_expected).collect();
    let too_few: Vec<_> = theirs.difference(&lines).filter(is_expected).collect();
    let same = lines.intersection(&theirs).count();
    let (ours, theirs) = (lines.len() - same, theirs.len() - same);
    print(&format!("{same} lines by both, {ours} by strait alone, {theirs} by buf alone"));
    let list = |lines: &[&Line]| -> String {
        lines.iter().map(|(rule, path, line)| format!("\n  {rule} {path}:{line}")).collect()
    };
    assert!(
        too_many.is_empty() && too_few.is_empty(),
        "only strait:{}\nonly buf:{}",
        list(&too_many),
        list(&too_few),
    );
}

/// The numbers of `docs/conformance.md`.
#[expect(clippy::print_stderr, reason = "asked for with --nocapture")]
fn print(counts: &str) {
    eprintln!("rules: {counts}");
}

/// Each with its reason in `docs/conformance.md`.
fn differs_on_purpose((rule, path, _): &Line, cases: &[Case]) -> bool {
    let has_edition = |case: &Case| {
        let mut files = case.before.iter().chain(&case.after);
        path.starts_with(&case.folder) && files.any(|(_, text)| text.contains("edition = "))
    };
    match rule.as_str() {
        // buf asks for the label `required`, which an edition does not write.
        "MESSAGE_SAME_REQUIRED_FIELDS" => cases.iter().any(has_edition),
        // Where the option is gone, buf names the file and strait the method.
        "RPC_SAME_IDEMPOTENCY_LEVEL" => path.starts_with("service11/"),
        // buf forgets a package in which no enum, or no extension, is left.
        "PACKAGE_ENUM_NO_DELETE" => {
            path.is_empty() || ["file10/", "file20/"].iter().any(|folder| path.starts_with(folder))
        }
        "PACKAGE_EXTENSION_NO_DELETE" => path.starts_with("file24/"),
        _ => false,
    }
}

fn line(finding: &Finding) -> Line {
    let (path, line) = match &finding.at {
        Some(place) => {
            (place.path.clone(), place.span.map_or(1, |span| u64::from(span.start_line)))
        }
        None => (String::new(), 1),
    };
    (finding.rule.id.to_owned(), path, line)
}

/// A line of `--error-format json`; none of the values has a quote in it.
fn parse(json: &str) -> Line {
    let after = |key: &str| json.split_once(&format!("\"{key}\":")).map_or("", |(_, rest)| rest);
    let text = |key: &str| {
        let value = after(key).trim_start_matches('"');
        value.split_once('"').map_or("", |(value, _)| value).to_owned()
    };
    let number = after("start_line").split([',', '}']).next().unwrap_or_default();
    (text("type"), text("path"), number.parse().unwrap_or(1))
}

/// Every rule has a case that it finds and a near one that it does not.
fn assert_rules_are_covered(cases: &[Case], findings: &[Finding], rules: &Rules) {
    let rules: BTreeSet<_> = rules.chosen().map(|rule| rule.id).collect();
    let mut wanted: BTreeSet<_> =
        rules.iter().flat_map(|rule| [(*rule, true), (*rule, false)]).collect();
    for case in cases {
        let Some((rule, fires)) = &case.about else { continue };
        let prefix = format!("{}/", case.folder);
        let is_here = |finding: &&Finding| {
            let place = finding.at.as_ref().or(finding.previous.as_ref());
            finding.rule.id == rule && place.is_some_and(|place| place.path.starts_with(&prefix))
        };
        let found = findings.iter().any(|finding| is_here(&finding));
        assert_eq!(found, *fires, "{rule} in {}", case.folder);
        assert!(wanted.remove(&(rule.as_str(), *fires)) || rules.contains(rule.as_str()), "{rule}");
    }
    assert!(wanted.is_empty(), "no case for {wanted:?}");
}
