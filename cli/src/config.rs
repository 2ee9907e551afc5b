//! `strait.toml`: what a repository decides once instead of on every command line.

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use strait_proto_compat::{Rule, Rules, UnknownRule};

use crate::report::{Diagnostic, Place, Span, Stop};

/// The file, in the current folder or one above it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The folder of the committed `.proto` files.
    pub(crate) proto: Option<PathBuf>,
    #[serde(default)]
    pub(crate) breaking: Choice,
    #[serde(default)]
    pub(crate) lint: Choice,
    /// Where paths in it start.
    #[serde(skip)]
    folder: PathBuf,
}

/// Which rules are asked, and of what.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    /// Rules and categories instead of the usual ones.
    #[serde(default, rename = "use")]
    only: Vec<String>,
    /// Rules and categories not to ask.
    #[serde(default)]
    except: Vec<String>,
    /// Files, folders and packages not to report on.
    #[serde(default)]
    ignore: Vec<String>,
    /// The same for one rule or category.
    #[serde(default)]
    ignore_only: BTreeMap<String, Vec<String>>,
    /// Whether `v1alpha1`, `v2beta1` and the like may break.
    #[serde(default)]
    ignore_unstable_packages: bool,
}

/// The choice of rules on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Flags {
    /// Asks these rules and categories instead of the usual or configured ones.
    #[arg(long = "use", value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Does not ask these rules and categories.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    except: Vec<String>,
    /// Reports nothing on these files, folders and packages.
    #[arg(long, value_name = "SCOPE", value_delimiter = ',')]
    ignore: Vec<String>,
}

const NAME: &str = "strait.toml";

impl Config {
    /// The nearest from the current folder up to the root of the repository.
    pub(crate) fn read() -> Result<Self, Stop> {
        let here = env::current_dir().unwrap_or_default();
        for folder in here.ancestors() {
            let path = folder.join(NAME);
            match fs::read_to_string(&path) {
                Ok(text) => return Self::parse(&text, folder, &path),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    let path = path.display();
                    return Err(Diagnostic::new(format!("cannot read `{path}`: {error}")).into());
                }
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        Ok(Self::default())
    }

    fn parse(text: &str, folder: &Path, path: &Path) -> Result<Self, Stop> {
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let span = error.span().map(|span| {
                let at = |offset: usize| {
                    let before = text.get(..offset).unwrap_or_default();
                    let line = before.rsplit('\n').next().unwrap_or_default();
                    (before.matches('\n').count() + 1, line.chars().count() + 1)
                };
                let ((line, column), (end_line, end_column)) = (at(span.start), at(span.end));
                Span { line, column, end_line, end_column }
            });
            let file = crate::workspace::shortened(path).display().to_string();
            Diagnostic::new(error.message().to_owned()).at(Place {
                file,
                span,
                text: Some(Arc::from(text)),
            })
        })?;
        folder.clone_into(&mut config.folder);
        Ok(config)
    }

    /// The folder of the committed files, if it is configured.
    pub(crate) fn proto_folder(&self) -> Option<PathBuf> {
        let folder = self.proto.as_ref()?;
        Some(crate::workspace::shortened(&self.folder.join(folder)))
    }
}

impl Choice {
    /// The usual rules, as the file and then the command line change them.
    pub(crate) fn rules(
        &self,
        usual: Rules,
        known: impl Iterator<Item = &'static Rule>,
        flags: &Flags,
    ) -> Result<Rules, Stop> {
        self.apply(usual, flags).map_err(|error| {
            let known: Vec<&Rule> = known.collect();
            let mut categories: Vec<_> =
                known.iter().flat_map(|rule| rule.categories).copied().collect();
            categories.sort_unstable();
            categories.dedup();
            let mut rules: Vec<_> = known.iter().map(|rule| rule.id).collect();
            rules.sort_unstable();
            Diagnostic::new(error.to_string())
                .help(format!("the categories are {}", categories.join(", ")))
                .help(format!("the rules are {}", rules.join(", ")))
                .into()
        })
    }

    fn apply(&self, mut rules: Rules, flags: &Flags) -> Result<Rules, UnknownRule> {
        let only = if flags.only.is_empty() { &self.only } else { &flags.only };
        if !only.is_empty() {
            rules = rules.only(only)?;
        }
        rules = rules.except(self.except.iter().chain(&flags.except))?;
        for scope in self.ignore.iter().chain(&flags.ignore) {
            rules = rules.ignore(scope.clone());
        }
        for (name, scopes) in &self.ignore_only {
            for scope in scopes {
                rules = rules.ignore_only(name, scope.clone())?;
            }
        }
        Ok(if self.ignore_unstable_packages { rules.ignore_unstable_packages() } else { rules })
    }
}
