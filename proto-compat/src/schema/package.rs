//! What is said of a package as a whole.

use super::OptionDef;

/// The rules by which a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Edition {
    /// `edition = "2023";`
    Edition2023,
}

impl Edition {
    /// The year, as it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Edition2023 => "2023",
        }
    }

    /// Its number in `google.protobuf.Edition`.
    pub(crate) fn number(self) -> i32 {
        match self {
            Self::Edition2023 => 1000,
        }
    }
}

/// A package: the options of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageDef {
    /// The edition to write, where it is not proto3. A package with something in it that proto3
    /// cannot say is written in edition 2023 in any case.
    pub edition: Option<Edition>,
    /// Options of `google.protobuf.FileOptions`.
    pub options: Vec<OptionDef>,
}

impl PackageDef {
    /// Takes in what another module says of the package.
    pub(super) fn unite(&mut self, other: &Self) {
        self.edition = self.edition.max(other.edition);
        for option in &other.options {
            if !self.options.contains(option) {
                self.options.push(option.clone());
            }
        }
    }
}
