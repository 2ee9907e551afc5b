//! The features of editions: what a file of any syntax says, in one vocabulary.
//!
//! proto2 and proto3 are editions too: each is a set of defaults.
//! <https://protobuf.dev/editions/features/>

use super::{DecodeError, reader};

/// The features in force at a place, after all that is inherited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// Whether fields keep their presence.
    pub field_presence: FieldPresence,
    /// Whether an enum takes numbers that it does not name.
    pub closed_enum: bool,
    /// Whether repeated numbers are packed.
    pub packed: bool,
    /// Whether strings are checked to be UTF-8.
    pub verify_utf8: bool,
    /// Whether messages are written as groups.
    pub delimited: bool,
    /// Whether a JSON mapping is promised (`false`: `LEGACY_BEST_EFFORT`).
    pub json: bool,
    /// `(pb.java).utf8_validation = VERIFY`
    pub java_verify_utf8: bool,
    /// `(pb.cpp).string_type`
    pub cpp_string: CppString,
}

/// `features.field_presence`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is protobuf's own word")]
pub enum FieldPresence {
    Explicit,
    Implicit,
    LegacyRequired,
}

/// `(pb.cpp).string_type`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is protobuf's own word")]
pub enum CppString {
    View,
    Cord,
    String,
}

/// `Edition.EDITION_2024`
const EDITION_2024: i32 = 1001;

impl Features {
    pub(super) const PROTO2: Self = Self {
        field_presence: FieldPresence::Explicit,
        closed_enum: true,
        packed: false,
        verify_utf8: false,
        delimited: false,
        json: false,
        java_verify_utf8: false,
        cpp_string: CppString::String,
    };

    pub(super) const PROTO3: Self = Self {
        field_presence: FieldPresence::Implicit,
        closed_enum: false,
        packed: true,
        verify_utf8: true,
        delimited: false,
        json: true,
        java_verify_utf8: false,
        cpp_string: CppString::String,
    };

    /// The defaults of an edition from 2023 on.
    pub(super) fn edition(edition: i32) -> Self {
        let cpp_string = if edition >= EDITION_2024 { CppString::View } else { CppString::String };
        Self { field_presence: FieldPresence::Explicit, cpp_string, ..Self::PROTO3 }
    }

    /// These features with what a serialized `FeatureSet` says instead.
    pub(super) fn overridden(mut self, set: Option<&[u8]>) -> Result<Self, DecodeError> {
        for (number, value) in reader::fields(set.unwrap_or_default())? {
            match (number, value.int()) {
                (1, 1) => self.field_presence = FieldPresence::Explicit,
                (1, 2) => self.field_presence = FieldPresence::Implicit,
                (1, 3) => self.field_presence = FieldPresence::LegacyRequired,
                (2, value) => self.closed_enum = value == 2,
                (3, value) => self.packed = value == 1,
                (4, value) => self.verify_utf8 = value == 2,
                (5, value) => self.delimited = value == 2,
                (6, value) => self.json = value == 1,
                (CPP, _) => self.override_cpp(value.bytes())?,
                (JAVA, _) => self.override_java(value.bytes())?,
                _ => {}
            }
        }
        Ok(self)
    }

    fn override_cpp(&mut self, set: &[u8]) -> Result<(), DecodeError> {
        for (number, value) in reader::fields(set)? {
            match (number, value.int()) {
                (2, 1) => self.cpp_string = CppString::View,
                (2, 2) => self.cpp_string = CppString::Cord,
                (2, 3) => self.cpp_string = CppString::String,
                _ => {}
            }
        }
        Ok(())
    }

    fn override_java(&mut self, set: &[u8]) -> Result<(), DecodeError> {
        for (number, value) in reader::fields(set)? {
            if number == 2 {
                self.java_verify_utf8 = value.int() == 2;
            }
        }
        Ok(())
    }
}

/// The number of `(pb.cpp)` in `FeatureSet`.
pub(crate) const CPP: u32 = 1000;
/// The number of `(pb.java)` in `FeatureSet`.
pub(crate) const JAVA: u32 = 1001;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_replaces_what_is_inherited() {
        let features = Features::edition(1000);
        assert_eq!(features.overridden(None), Ok(features));
        let required = features.overridden(Some(&[0x08, 3, 0x28, 2])).expect("a feature set");
        assert_eq!(required.field_presence, FieldPresence::LegacyRequired);
        assert!(required.delimited && required.verify_utf8);
        let none = required.overridden(Some(&[0x20, 3])).expect("a feature set");
        assert!(!none.verify_utf8 && none.delimited);
    }
}
