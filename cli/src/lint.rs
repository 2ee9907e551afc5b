//! `strait lint`: where a schema departs from protobuf's style.

use std::path::PathBuf;

use strait_proto_compat::{Rules, lint};

use crate::{
    committed::committed,
    config::{Config, Flags},
    export::{self, Crate},
    report::{Diagnostic, Outcome, Stop},
    source::{Only, Schema},
    workspace::Packages,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A folder of `.proto` files, one such file, or a descriptor set. Without, it is the crate of
    /// the current folder or of `-p`.
    #[arg(conflicts_with = "package")]
    schema: Option<PathBuf>,
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
    let rules = config.lint.rules(Rules::lint(), lint::rules(), &arguments.flags)?;
    let schema = if let Some(path) = &arguments.schema {
        Schema::read(path, &arguments.includes, Only::All)?
    } else {
        let packages = Packages::here()?;
        let package = packages.named(arguments.of.package.as_deref())?;
        // Only for people: with several folders the file's name has to do.
        let folder = committed(package, &config).unwrap_or_default();
        Schema::exported(&export::export(package, &[], &arguments.of)?, package, &folder)?
    };
    let findings = lint::lint(&schema.set, &rules);
    let findings = findings.into_iter().map(|finding| {
        let mut diagnostic = Diagnostic::new(finding.message).rule(finding.rule.id);
        diagnostic.at = finding.at.as_ref().map(|place| schema.place(place));
        diagnostic.help(format!("the rule: {}", finding.rule.purpose))
    });
    Ok(Outcome { findings: findings.collect(), ..Outcome::default() })
}
