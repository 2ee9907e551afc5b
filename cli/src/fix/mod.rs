//! `strait fix`: gives a number to what has none, in the source.
//!
//! The numbers are those that the macros propose in their errors, but that here the whole crate is
//! seen, so that the variants of a oneof and the fields beside it never get the same. What has a
//! number is never touched, nor is anything else in the text.

mod allot;
mod edit;
mod files;
mod scan;

use std::{fs, path::PathBuf, sync::Arc};

use similar::TextDiff;

use crate::{
    report::{Diagnostic, Outcome, Place, Stop},
    workspace::{self, Packages},
};
use scan::{Group, Source};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Files and folders of Rust source; the folder of the package or the current one without.
    paths: Vec<PathBuf>,
    /// The package whose source is meant.
    #[arg(short, long, conflicts_with = "paths")]
    package: Option<String>,
    /// Changes nothing; what has no number is an error.
    #[arg(long, conflicts_with = "diff")]
    check: bool,
    /// Changes nothing; prints what would be changed.
    #[arg(long)]
    diff: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let mut sources = read(&roots(arguments)?)?;
    let mut groups: Vec<Group> = sources.iter_mut().flat_map(|s| s.groups.drain(..)).collect();
    allot::allot(&mut groups);
    if arguments.check {
        return Ok(Outcome { findings: findings(&sources, &groups), ..Outcome::default() });
    }
    let mut outcome = Outcome::default();
    let (mut tags, mut files) = (0, 0);
    for (index, source) in sources.iter().enumerate() {
        let mut slots: Vec<_> =
            groups.iter().filter(|g| g.source == index).flat_map(Group::missing).collect();
        if slots.is_empty() {
            continue;
        }
        slots.sort_by_key(|slot| slot.insert);
        let fixed = edit::insert_tags(&source.text, &slots);
        let path = source.path.display().to_string();
        if arguments.diff {
            let diff = TextDiff::from_lines(&*source.text, &fixed);
            outcome.text +=
                &diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
            outcome.failed = true;
        } else {
            fs::write(&source.path, fixed).map_err(|error| cannot("write", &path, &error))?;
        }
        tags += slots.len();
        files += 1;
    }
    let plural =
        |count: usize, word| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let verb = if arguments.diff { "would add" } else { "added" };
    outcome.summary = Some(match tags {
        0 => "every field, variant and argument has its number".to_owned(),
        _ => format!("{verb} {} in {}", plural(tags, "tag"), plural(files, "file")),
    });
    Ok(outcome)
}

fn roots(arguments: &Arguments) -> Result<Vec<PathBuf>, Stop> {
    if let Some(name) = &arguments.package {
        return Ok(vec![workspace::shortened(&Packages::here()?.named(Some(name))?.folder())]);
    }
    let here = || vec![PathBuf::from(".")];
    Ok(if arguments.paths.is_empty() { here() } else { arguments.paths.clone() })
}

fn read(roots: &[PathBuf]) -> Result<Vec<Source>, Stop> {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for path in files::of(roots)? {
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| cannot("read", &shown, &error))?;
        // Most files define nothing, and need not be understood.
        if !["Message", "Oneof", "RpcError", "rpc_service"].iter().any(|word| text.contains(word)) {
            continue;
        }
        match scan::scan(path, text, sources.len()) {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok(sources) } else { Err(Stop(problems)) }
}

fn findings(sources: &[Source], groups: &[Group]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for group in groups {
        let Some(source) = sources.get(group.source) else { continue };
        let text: Arc<str> = Arc::from(source.text.as_str());
        for slot in group.missing() {
            let (kind, name, owner, number) =
                (group.kind.member(), &slot.name, &group.name, slot.number);
            findings.push(
                Diagnostic::new(format!("{kind} `{name}` of `{owner}` has no number"))
                    .rule("TAG_MISSING")
                    .at(Place {
                        file: source.path.display().to_string(),
                        span: Some(slot.span),
                        text: Some(text.clone()),
                    })
                    .help(format!(
                        "write `#[tag({})]` before it, or let `strait fix` do so",
                        number.unwrap_or_default()
                    )),
            );
        }
    }
    findings
}

fn cannot(verb: &str, path: &str, error: &std::io::Error) -> Stop {
    Diagnostic::new(format!("cannot {verb} `{path}`: {error}")).into()
}
