//! In which edition a file is written, and what it says there about its fields and enums.
//!
//! What proto3 can say is written as proto3. As soon as one definition says more, the file is in
//! edition 2023, whose features name what proto2 and proto3 took for granted. A feature that all
//! of a file have is said once, above.

use super::{Type, TypeDefinition};
use crate::schema::{
    Edition, EnumDef, FieldDef, FieldType, Label, MessageDef, OptionDef, PackageDef, ScalarType,
};

/// How a file begins, and what holds in it where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Proto3,
    Edition(Edition, Features),
}

/// The features of a file that the model says elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    /// `field_presence = IMPLICIT`, where `EXPLICIT` is the edition's default.
    implicit: bool,
    /// `enum_type = CLOSED`, where `OPEN` is.
    closed: bool,
    /// `repeated_field_encoding = EXPANDED`, where `PACKED` is.
    expanded: bool,
}

impl Syntax {
    /// The syntax of a file with these types.
    pub(super) fn of(package: Option<&PackageDef>, types: &[Type<'_>], own: &[&OptionDef]) -> Self {
        let mut survey =
            Survey { needs_edition: own.iter().any(|o| is_feature(o)), ..Survey::default() };
        survey.options(package.map_or(&[], |package| &package.options));
        survey.types(types);
        let edition = package.and_then(|package| package.edition);
        match edition.or(survey.needs_edition.then_some(Edition::Edition2023)) {
            Some(edition) => Self::Edition(edition, survey.features()),
            None => Self::Proto3,
        }
    }

    pub(crate) fn is_proto3(self) -> bool {
        self == Self::Proto3
    }

    /// What the file says of all in it.
    pub(crate) fn of_file(self) -> Vec<OptionDef> {
        let Self::Edition(_, features) = self else { return vec![] };
        [
            features.closed.then(|| feature("enum_type", "CLOSED")),
            features.implicit.then(|| feature("field_presence", "IMPLICIT")),
            features.expanded.then(|| feature("repeated_field_encoding", "EXPANDED")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What a field says that the file does not.
    pub(crate) fn of_field(self, field: &FieldDef) -> Vec<OptionDef> {
        let Self::Edition(_, features) = self else { return vec![] };
        let presence = match presence(field) {
            Some(Presence::Required) => Some("LEGACY_REQUIRED"),
            Some(Presence::Implicit) if !features.implicit => Some("IMPLICIT"),
            Some(Presence::Explicit) if features.implicit => Some("EXPLICIT"),
            _ => None,
        };
        let encoding = match is_packed(field) {
            Some(true) if features.expanded => Some("PACKED"),
            Some(false) if !features.expanded => Some("EXPANDED"),
            _ => None,
        };
        let delimited = matches!(field.kind.ty, FieldType::Group(_)).then_some("DELIMITED");
        let said = [
            ("field_presence", presence),
            ("message_encoding", delimited),
            ("repeated_field_encoding", encoding),
        ];
        said.into_iter().filter_map(|(name, value)| Some(feature(name, value?))).collect()
    }

    /// What an enum says that the file does not.
    pub(crate) fn of_enum(self, definition: &EnumDef) -> Vec<OptionDef> {
        match self {
            Self::Edition(_, features) if features.closed != definition.closed => {
                let value = if definition.closed { "CLOSED" } else { "OPEN" };
                vec![feature("enum_type", value)]
            }
            _ => vec![],
        }
    }
}

fn feature(name: &str, value: &str) -> OptionDef {
    OptionDef::standard(format!("features.{name} = {value}"))
}

fn is_feature(option: &OptionDef) -> bool {
    option.text.trim_start().starts_with("features")
}

enum Presence {
    Implicit,
    Explicit,
    Required,
}

/// The presence of a field whose type leaves a choice.
fn presence(field: &FieldDef) -> Option<Presence> {
    let is_scalar = matches!(field.kind.ty, FieldType::Scalar(_) | FieldType::Enum(_));
    match field.kind.label {
        Label::Required => Some(Presence::Required),
        Label::Implicit if is_scalar && field.oneof.is_none() => Some(Presence::Implicit),
        Label::Optional if is_scalar => Some(Presence::Explicit),
        _ => None,
    }
}

/// Whether a repeated field is packed, if it could be.
fn is_packed(field: &FieldDef) -> Option<bool> {
    let is_packable = match field.kind.ty {
        FieldType::Enum(_) => true,
        FieldType::Scalar(scalar) => !matches!(scalar, ScalarType::String | ScalarType::Bytes),
        _ => false,
    };
    match field.kind.label {
        Label::Repeated if is_packable => Some(true),
        Label::Unpacked if is_packable => Some(false),
        _ => None,
    }
}

/// What the definitions of a file say, counted.
#[derive(Default)]
struct Survey {
    needs_edition: bool,
    implicit: usize,
    explicit: usize,
    closed: usize,
    open: usize,
    expanded: usize,
    packed: usize,
}

impl Survey {
    fn features(&self) -> Features {
        Features {
            implicit: self.implicit > 0 && self.explicit == 0,
            closed: self.closed > 0 && self.open == 0,
            expanded: self.expanded > 0 && self.packed == 0,
        }
    }

    fn options(&mut self, options: &[OptionDef]) {
        self.needs_edition |= options.iter().any(is_feature);
    }

    fn types(&mut self, types: &[Type<'_>]) {
        for Type { definition, .. } in types {
            match definition {
                TypeDefinition::Message { message, nested } => {
                    self.message(message);
                    self.types(nested);
                }
                TypeDefinition::Enum(enumeration) => self.enumeration(enumeration),
            }
        }
    }

    fn message(&mut self, message: &MessageDef) {
        self.needs_edition |= !message.extensions.is_empty();
        self.options(&message.options);
        for oneof in &message.oneofs {
            self.options(&oneof.options);
        }
        for field in &message.fields {
            self.options(&field.options);
            self.needs_edition |= field.default.is_some()
                || field.kind.label == Label::Required
                || matches!(field.kind.ty, FieldType::Group(_));
            match presence(field) {
                Some(Presence::Implicit) => self.implicit += 1,
                Some(Presence::Explicit) => self.explicit += 1,
                _ => {}
            }
            match is_packed(field) {
                Some(true) => self.packed += 1,
                Some(false) => self.expanded += 1,
                None => {}
            }
        }
    }

    fn enumeration(&mut self, enumeration: &EnumDef) {
        self.options(&enumeration.options);
        for value in &enumeration.values {
            self.options(&value.options);
        }
        self.needs_edition |= enumeration.closed;
        *if enumeration.closed { &mut self.closed } else { &mut self.open } += 1;
    }
}
