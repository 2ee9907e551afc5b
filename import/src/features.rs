//! What a syntax or edition says about fields and enums, in the terms of edition 2023.

use crate::descriptor::options::Features as Said;

/// The resolved features of one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Features {
    pub(crate) presence: Presence,
    pub(crate) closed_enums: bool,
    pub(crate) packed: bool,
    pub(crate) verified_utf8: bool,
    pub(crate) delimited: bool,
    pub(crate) strict_json: bool,
}

/// Whether a singular field knows that it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Explicit,
    Implicit,
    /// A message without it is malformed.
    Required,
}

impl Features {
    pub(crate) const PROTO2: Self = Self {
        presence: Presence::Explicit,
        closed_enums: true,
        packed: false,
        verified_utf8: false,
        delimited: false,
        strict_json: false,
    };

    pub(crate) const PROTO3: Self = Self {
        presence: Presence::Implicit,
        closed_enums: false,
        packed: true,
        verified_utf8: true,
        delimited: false,
        strict_json: true,
    };

    pub(crate) const EDITION_2023: Self = Self { presence: Presence::Explicit, ..Self::PROTO3 };

    /// These, but for what is said nearer to the element.
    pub(crate) fn with(self, said: Option<Said>) -> Self {
        let Some(said) = said else { return self };
        Self {
            presence: match said.field_presence {
                1 => Presence::Explicit,
                2 => Presence::Implicit,
                3 => Presence::Required,
                _ => self.presence,
            },
            closed_enums: flag(said.enum_type, 2, 1, self.closed_enums),
            packed: flag(said.repeated_field_encoding, 1, 2, self.packed),
            verified_utf8: flag(said.utf8_validation, 2, 3, self.verified_utf8),
            delimited: flag(said.message_encoding, 2, 1, self.delimited),
            strict_json: flag(said.json_format, 1, 2, self.strict_json),
        }
    }
}

fn flag(said: i32, on: i32, off: i32, otherwise: bool) -> bool {
    match said {
        said if said == on => true,
        said if said == off => false,
        _ => otherwise,
    }
}
