//! The Cargo workspace around the current folder, and its packages.

use std::{
    env,
    path::{Path, PathBuf},
};

use cargo_metadata::{Metadata, MetadataCommand, Package as Listed, Target, TargetKind};

use crate::report::{Diagnostic, Stop};

/// A workspace as `cargo metadata` tells it.
#[derive(Debug)]
pub(crate) struct Packages(Metadata);

/// One of its packages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Package<'w> {
    workspace: &'w Metadata,
    listed: &'w Listed,
}

impl Packages {
    /// The workspace of the current folder.
    pub(crate) fn here() -> Result<Self, Stop> {
        MetadataCommand::new().no_deps().exec().map(Self).map_err(|error| {
            let reason = match error {
                cargo_metadata::Error::CargoMetadata { stderr } => {
                    stderr.trim().trim_start_matches("error: ").to_owned()
                }
                other => other.to_string(),
            };
            Diagnostic::new(format!("there is no Rust package to look at: {reason}"))
                .help("run strait in the folder of a package or workspace")
                .into()
        })
    }

    /// The package of a name; without a name that of the current folder, or the only one.
    pub(crate) fn named(&self, name: Option<&str>) -> Result<Package<'_>, Stop> {
        let packages = || self.0.packages.iter();
        let names = || {
            let mut names: Vec<_> = packages().map(|package| package.name.to_string()).collect();
            names.sort();
            names.join(", ")
        };
        let workspace = &self.0;
        if let Some(name) = name {
            let found = packages().find(|package| package.name == name);
            return found.map(|listed| Package { workspace, listed }).ok_or_else(|| {
                Diagnostic::new(format!("the workspace has no package `{name}`"))
                    .help(format!("its packages are: {}", names()))
                    .into()
            });
        }
        let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let folder = |package: &Listed| {
            package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned())
        };
        let around = packages()
            .filter(|package| folder(package).is_some_and(|folder| here.starts_with(folder)))
            .max_by_key(|package| package.manifest_path.as_str().len());
        let only = || if let [only] = self.0.packages.as_slice() { Some(only) } else { None };
        around.or_else(only).map(|listed| Package { workspace, listed }).ok_or_else(|| {
            Diagnostic::new("it is not clear which package is meant")
                .help(format!("name one with `-p`: {}", names()))
                .into()
        })
    }
}

impl<'w> Package<'w> {
    pub(crate) fn name(self) -> &'w str {
        self.listed.name.as_str()
    }

    /// The folder of its manifest.
    pub(crate) fn folder(self) -> PathBuf {
        let manifest = self.listed.manifest_path.as_std_path();
        manifest.parent().map(Path::to_owned).unwrap_or_default()
    }

    /// Its library, if it has one that other crates can use.
    pub(crate) fn library(self) -> Option<&'w Target> {
        let is_library = |target: &&Target| {
            target.kind.iter().any(|kind| matches!(kind, TargetKind::Lib | TargetKind::RLib))
        };
        self.listed.targets.iter().find(is_library)
    }

    /// The libraries of the workspace, by the names that Rust has for them.
    pub(crate) fn libraries(self) -> impl Iterator<Item = (String, &'w Path)> {
        let packages = self.workspace.packages.iter();
        packages.filter_map(move |listed| {
            let library = Package { listed, ..self }.library()?;
            Some((library.name.replace('-', "_"), library.src_path.as_std_path()))
        })
    }

    /// The names of all its features.
    pub(crate) fn features(self) -> Vec<String> {
        self.listed.features.keys().cloned().collect()
    }

    /// The folder of the workspace.
    pub(crate) fn root(self) -> &'w Path {
        self.workspace.workspace_root.as_std_path()
    }

    /// Where Cargo puts what it builds.
    pub(crate) fn target_folder(self) -> &'w Path {
        self.workspace.target_directory.as_std_path()
    }
}

/// A path as people in the current folder write it.
pub(crate) fn shortened(path: &Path) -> PathBuf {
    let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    match path.strip_prefix(here) {
        Ok(rest) if rest.as_os_str().is_empty() => PathBuf::from("."),
        Ok(rest) => rest.to_owned(),
        Err(_) => path.to_owned(),
    }
}
