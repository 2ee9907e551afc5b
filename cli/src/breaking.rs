//! `strait breaking`: what a change of the schema breaks for those who have the older one.
//!
//! The newer side is the crate itself, exported, or files; the older one files, or what a commit
//! has at the same place.

use std::path::{Path, PathBuf};

use strait_proto_compat::{Finding, Place, Rules, compat, descriptor::Location, schema::Meaning};

use crate::{
    committed::committed,
    config::{Config, Flags},
    export::{self, Crate},
    report::{Diagnostic, Outcome, Stop},
    source::{Commit, Only, Schema, from_root, path_in_commit},
    workspace::Packages,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The newer schema: a folder of `.proto` files, one such file, or a descriptor set. Without,
    /// it is the crate of the current folder or of `-p`.
    #[arg(conflicts_with = "package")]
    schema: Option<PathBuf>,
    /// The older schema: a folder, a file, a descriptor set, or a commit (`HEAD`, `main`,
    /// `v1.2.0`) or a path in one, as git names it: `main:shop/proto` from the root of the
    /// repository, `main:./proto` from the current folder.
    #[arg(long)]
    against: String,
    /// A folder in which imports are looked up.
    #[arg(short = 'I', long = "include", value_name = "FOLDER")]
    includes: Vec<PathBuf>,
    #[command(flatten)]
    of: Crate,
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let config = Config::read()?;
    let rules = config.breaking.rules(Rules::breaking(), compat::rules(), &arguments.flags)?;
    // The older side first: a mistake there is said before a crate is built.
    let (before, after) = if let Some(path) = &arguments.schema {
        let before = older(arguments, Only::All, || Ok(path.clone()))?;
        (before, Schema::read(path, &arguments.includes, Only::All)?)
    } else {
        let packages = Packages::here()?;
        let package = packages.named(arguments.of.package.as_deref())?;
        let before = older(arguments, Only::Straits, || committed(package, &config))?;
        let exported = export::export(package, &[], &arguments.of)?;
        // Only for people: with several folders the file's name has to do.
        let folder = committed(package, &config).unwrap_or_default();
        (before, Schema::exported(&exported, package, &folder)?)
    };
    let findings = compat::breaking(&before.set, &after.set, &rules);
    let findings: Vec<_> = findings.iter().map(|finding| shown(finding, &before, &after)).collect();
    let summary = (!findings.is_empty()).then(|| summary(findings.len(), &arguments.against));
    Ok(Outcome { findings, summary, ..Outcome::default() })
}

/// Reads what `--against` says; `place` is where a commit has what the newer side has.
fn older(
    arguments: &Arguments,
    only: Only,
    place: impl FnOnce() -> Result<PathBuf, Stop>,
) -> Result<Schema, Stop> {
    let against = &arguments.against;
    if Path::new(against).exists() {
        return Schema::read(Path::new(against), &arguments.includes, only);
    }
    if let Some(commit) = Commit::find(against) {
        return Schema::at_commit(&commit, &from_root(&place()?)?, &arguments.includes, only);
    }
    if let Some((name, path)) = against.split_once(':')
        && let Some(commit) = Commit::find(name)
    {
        return Schema::at_commit(&commit, &path_in_commit(path)?, &arguments.includes, only);
    }
    Err(Diagnostic::new(format!("`{against}` is no file, no folder and no commit"))
        .help("in CI, fetch the history first: a shallow clone has one commit only")
        .into())
}

fn shown(finding: &Finding, before: &Schema, after: &Schema) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(finding.message.clone()).rule(finding.rule.id);
    let previous = finding.previous.as_ref().map(|place| before.place(place));
    match &finding.at {
        Some(place) => {
            diagnostic.at = Some(after.place(place));
            diagnostic.note = previous.map(|place| ("before the change", place));
        }
        None => diagnostic.at = previous,
    }
    diagnostic.help(advice(finding, before, after))
}

/// What to do instead of the break.
fn advice(finding: &Finding, before: &Schema, after: &Schema) -> String {
    let was = Member::at(finding.previous.as_ref(), before);
    match (finding.rule.id, was) {
        (
            "FIELD_NO_DELETE"
            | "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED"
            | "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
            Some(Member { number, name, .. }),
        ) => format!(
            "keep the field, `#[deprecated]`; or reserve its number and name, so that nobody gives \
             them another meaning: `#[message(reserved({number}, {name:?}))]`"
        ),
        (
            "ENUM_VALUE_NO_DELETE"
            | "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED"
            | "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
            Some(Member { number, name, .. }),
        ) => format!(
            "keep the variant, `#[deprecated]`; or reserve its number and name: \
             `#[enumeration(reserved({number}, {name:?}))]`"
        ),
        ("FIELD_SAME_NAME", Some(Member { number, name, .. })) => format!(
            "a name is part of the JSON form: pin the old one, `#[tag({number}, name = {name:?})]`"
        ),
        ("FIELD_SAME_JSON_NAME", Some(Member { number, json_name, .. })) => format!(
            "pin the old one, `#[tag({number}, json_name = {json_name:?})]`, unless the old name of \
             the field comes back"
        ),
        ("ENUM_VALUE_SAME_NAME", Some(Member { name, .. })) => format!(
            "a name is part of the JSON form: pin the old one, `#[enumeration(name = {name:?})]`"
        ),
        ("FIELD_SAME_MEANING", Some(Member { meaning: was, .. })) => {
            let is =
                Member::at(finding.at.as_ref(), after).map(|it| it.meaning).unwrap_or_default();
            advice_about_meaning(&was, &is)
        }
        (rule, _) => advice_of_rule(rule).to_owned(),
    }
}

/// A name that changed need not have changed what it stands for.
fn advice_about_meaning(was: &Meaning, is: &Meaning) -> String {
    let mut advice = "the bytes are the same, but readers of the old meaning are misled: add a \
                      field with a number of its own"
        .to_owned();
    for (line, was, is) in [("type", &was.value, &is.value), ("key", &was.key, &is.key)] {
        match (was, is) {
            (Some(was), None) => advice.push_str(&format!(
                "; if it means the same, say so in its documentation: `/// strait:{line} {was}`"
            )),
            (Some(was), Some(is)) if was != is => advice.push_str(&format!(
                "; if `{is}` means the same, pin the old name there: \
                 `#[message(transparent, name = {was:?})]`"
            )),
            _ => {}
        }
    }
    advice
}

/// What holds whatever it was that changed.
fn advice_of_rule(rule: &str) -> &'static str {
    match rule {
        "RPC_NO_DELETE" => "keep the method, `#[deprecated]`, until no client calls it",
        "SERVICE_NO_DELETE" | "PACKAGE_SERVICE_NO_DELETE" => {
            "keep the trait, `#[deprecated]`, until no client calls it"
        }
        "RESERVED_MESSAGE_NO_DELETE" | "RESERVED_ENUM_NO_DELETE" => {
            "put it back into `reserved(…)`: there may still be messages with its old meaning"
        }
        rule if rule.starts_with("RPC_SAME_") => {
            "leave the method as it is and add one of another name, or a new version of the package"
        }
        rule if rule.starts_with("FIELD_") || rule.starts_with("MESSAGE_SAME_") => {
            "leave the field as it is and add one with a number of its own; deprecate this one"
        }
        _ => {
            "keep what others have; what must change goes into a new version of the package, such \
             as `shop.v2` beside `shop.v1`"
        }
    }
}

/// The field or value of an enum that a finding is about, as one of the schemas has it.
struct Member<'a> {
    number: i32,
    name: &'a str,
    json_name: &'a str,
    meaning: Meaning,
}

impl<'a> Member<'a> {
    fn at(place: Option<&Place>, schema: &'a Schema) -> Option<Self> {
        let place = place?;
        let messages = schema.set.messages().into_iter();
        let fields =
            messages.flat_map(|(file, it)| it.fields.iter().map(move |field| (file, field)));
        let field = fields
            .filter(|(file, field)| file.path == place.path && field.at == place.element)
            .map(|(file, it)| Self {
                number: it.number,
                name: &it.name,
                json_name: &it.json_name,
                meaning: file.locations.at(&it.at).map(Location::meaning).unwrap_or_default(),
            })
            .next();
        let enums = schema.set.enums().into_iter().filter(|(file, _)| file.path == place.path);
        let value = enums
            .flat_map(|(_, definition)| &definition.values)
            .find(|value| value.at == place.element)
            .map(|it| Self {
                number: it.number,
                name: &it.name,
                json_name: &it.name,
                meaning: Meaning::default(),
            });
        field.or(value)
    }
}

fn summary(count: usize, against: &str) -> String {
    let changes = if count == 1 {
        "1 breaking change".to_owned()
    } else {
        format!("{count} breaking changes")
    };
    format!("{changes} against {against}")
}
