//! Decides what becomes of each definition in Rust: whether it is needed, where it goes, what it
//! is called, and where a `Box` stands.
//!
//! Nothing here makes text; nothing after this decides a name.

mod cycles;
mod names;
mod reach;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use names::{MessageNames, ServiceNames};

use crate::{
    features::Features,
    model::{File, Model},
    options::Options,
    said::Said,
    well_known,
};

/// The decisions.
#[derive(Debug, Default)]
pub(crate) struct Plan<'m> {
    /// The packages, each with the module it becomes.
    pub(crate) packages: BTreeMap<&'m str, Package<'m>>,
    /// Messages and enums by full name.
    pub(crate) types: BTreeMap<&'m str, RustType>,
    pub(crate) messages: BTreeMap<&'m str, MessageNames>,
    pub(crate) services: BTreeMap<String, ServiceNames>,
    /// What each module declares, by the module's path.
    pub(crate) declared: BTreeMap<Vec<String>, BTreeSet<String>>,
    /// Messages that reach themselves, each with the number of its circle.
    circles: BTreeMap<&'m str, usize>,
    /// Types that users are told to stop using.
    pub(crate) deprecated: BTreeSet<&'m str>,
    /// Enums whose fields hold no other numbers.
    pub(crate) closed: BTreeSet<&'m str>,
}

/// A package and the module it becomes.
#[derive(Debug)]
pub(crate) struct Package<'m> {
    pub(crate) module: Vec<String>,
    pub(crate) files: Vec<&'m File>,
    /// The module of the user's that has it already.
    pub(crate) external: Option<String>,
}

impl Package<'_> {
    /// What holds for all of the package unless an element says otherwise: what proto2 says, if
    /// nothing in it is stricter.
    pub(crate) fn features(&self) -> Features {
        let strict = |of: fn(&Features) -> bool| self.files.iter().any(|file| of(&file.features));
        Features {
            strict_json: strict(|features| features.strict_json),
            verified_utf8: strict(|features| features.verified_utf8),
            ..Features::EDITION_2023
        }
    }

    /// What `package!` says behind the name: options of all files, of each name the first.
    pub(crate) fn options(&self) -> Vec<Said> {
        let mut options: Vec<Said> = Vec::new();
        for option in self.files.iter().flat_map(|file| &file.options) {
            let is_list = options.iter().any(|o| o.name() == option.name() && o.import.is_some());
            let is_known = options.iter().any(|known| known.name() == option.name());
            if !is_known || is_list && !options.contains(option) && self.files.len() == 1 {
                options.push(option.clone());
            }
        }
        let features = self.features();
        for (holds, text) in [
            (features.strict_json, "features.json_format = LEGACY_BEST_EFFORT"),
            (features.verified_utf8, "features.utf8_validation = NONE"),
        ] {
            if !holds {
                options.push(Said::standard(text));
            }
        }
        options
    }

    /// Options that a file has and the package cannot, because another file says otherwise.
    pub(crate) fn dropped(&self) -> Vec<String> {
        let kept = self.options();
        let mut lines = Vec::new();
        for file in &self.files {
            let lost = file.options.iter().filter(|option| !kept.contains(option));
            lines.extend(lost.map(|option| format!("{}: option {};", file.name, option.text)));
        }
        lines
    }
}

/// Where a message or enum is found in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RustType {
    pub(crate) module: Vec<String>,
    pub(crate) name: String,
    /// The user's path of the package's module, and how many segments of `module` it stands for.
    pub(crate) external: Option<(String, usize)>,
}

impl<'m> Plan<'m> {
    pub(crate) fn of(model: &'m Model, wanted: &BTreeSet<String>, options: &Options) -> Self {
        let mut plan = Self::default();
        let needed = reach::needed(model, wanted, options);
        names::assign(&mut plan, model, &needed, wanted, options);
        plan.circles = cycles::circles(model);
        plan.deprecated = reach::deprecated(model);
        plan.closed = reach::closed(model);
        plan
    }

    /// Whether a message or enum is written out.
    pub(crate) fn has(&self, full_name: &str) -> bool {
        self.types.contains_key(full_name)
    }

    /// Whether something of a file is written out.
    pub(crate) fn has_file(&self, name: &str) -> bool {
        self.packages.values().any(|package| package.files.iter().any(|file| file.name == name))
    }

    /// Whether a field of `outer` that holds `inner` itself would make the struct infinite.
    pub(crate) fn is_circular(&self, outer: &str, inner: &str) -> bool {
        self.circles.get(outer).is_some_and(|circle| self.circles.get(inner) == Some(circle))
    }

    /// Whether `name` stands for something of the module's own.
    pub(crate) fn declares(&self, module: &[String], name: &str) -> bool {
        self.declared.get(module).is_some_and(|names| names.contains(name))
    }
}

/// Whether strait itself has the type.
pub(crate) fn is_given(full_name: &str) -> bool {
    well_known::of(full_name).is_some()
}
