//! What the caller chose about the Rust that is written.

use crate::naming;

/// Choices, with the defaults that suit most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) keep_unknown: bool,
    pub(crate) std_time: bool,
    pub(crate) hash_maps: bool,
    pub(crate) without_extensions: bool,
    /// Write what `package!` defines instead of calling it.
    pub(crate) in_place: bool,
    /// Packages that are there already, with the path of the module.
    pub(crate) external: Vec<(String, String)>,
}

impl Options {
    /// The module of the user's for a package, which may lie below the one that was named.
    pub(crate) fn external_of(&self, package: &str) -> Option<String> {
        let mut best: Option<(&str, String)> = None;
        for (known, path) in &self.external {
            let rest = package.strip_prefix(known.as_str());
            let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('.'));
            let Some(rest) = rest else { continue };
            if best.as_ref().is_none_or(|(longest, _)| known.len() > longest.len()) {
                let below = rest.split('.').filter(|part| !part.is_empty());
                let below = below.map(naming::module_name);
                let path = below.fold(path.clone(), |path, part| format!("{path}::{part}"));
                best = Some((known, path));
            }
        }
        best.map(|(_, path)| path)
    }
}
