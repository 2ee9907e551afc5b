//! Why a schema cannot be written as `.proto`: each error names the Rust items to change.

use std::{error::Error, fmt};

use super::{Fault, TypeName};

/// Why a [`Schema`](super::Schema) has no `.proto` text and no descriptors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaError {
    /// Two things claim one full protobuf name.
    NameTaken {
        /// The full name.
        name: String,
        /// Who claims it.
        first: Claim,
        /// Who claims it as well.
        second: Claim,
    },
    /// A name that protobuf does not allow.
    BadName {
        /// The name.
        name: String,
        /// Who has it.
        claim: Claim,
    },
    /// A type is referred to that nothing defines.
    Undefined {
        /// The name that is not defined.
        name: TypeName,
        /// What the reference says it is.
        expected: TypeKind,
        /// The type or service that refers to it.
        user: Claim,
    },
    /// An item was claimed, but its description did not come to an end.
    Unfinished {
        /// The name that has no definition.
        name: TypeName,
        /// Who claimed it.
        claim: Claim,
    },
    /// A nested type whose outer message is missing.
    NoParent {
        /// The nested type.
        name: TypeName,
        /// Who claims the nested name.
        claim: Claim,
    },
    /// A definition that protobuf does not allow.
    Invalid {
        /// The message, enum or service.
        name: TypeName,
        /// Who defines it.
        claim: Claim,
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// What is said of a package as a whole and protobuf does not allow.
    InvalidPackage {
        /// The package.
        name: String,
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// A type of Google's with fields other than Google's.
    NotAsPublished {
        /// The name of the published type.
        name: TypeName,
        /// Who defines it otherwise.
        claim: Claim,
    },
    /// A type in `google.protobuf`, which is protobuf's own, that protobuf does not have.
    NotProtobufs {
        /// The name.
        name: TypeName,
        /// Who defines it or refers to it.
        claim: Claim,
    },
    /// Packages that need each other: their files would import each other, which protobuf forbids.
    ImportCycle {
        /// One reference for each import of the cycle, in its order.
        uses: Vec<TypeUse>,
    },
    /// Two packages whose files have the same path, or paths that differ in case alone.
    PathTaken {
        /// The path.
        path: String,
        /// A package whose file lies there.
        first: String,
        /// The other package whose file lies there.
        second: String,
    },
}

/// One type or service that refers to another type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeUse {
    /// Where the reference is.
    pub user: TypeName,
    /// The type referred to.
    pub used: TypeName,
}

/// A message or an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "protobuf's own words")]
pub enum TypeKind {
    Message,
    Enum,
}

/// Something that has a name in a schema; `origin` is the Rust item it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names of the fields say what they hold")]
pub enum Claim {
    Message {
        origin: &'static str,
    },
    Enum {
        origin: &'static str,
    },
    Service {
        origin: &'static str,
    },
    Field {
        name: String,
        origin: &'static str,
    },
    Oneof {
        name: String,
        origin: &'static str,
    },
    /// The message that protobuf makes for the entries of a map field.
    MapEntry {
        field: String,
        origin: &'static str,
    },
    /// The oneof that protobuf makes for an `optional` field.
    OptionalOneof {
        field: String,
        origin: &'static str,
    },
    EnumValue {
        name: String,
        origin: &'static str,
    },
    Method {
        name: String,
        origin: &'static str,
    },
    /// A package; `origin` has its name from there.
    Package {
        name: String,
        origin: &'static str,
    },
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameTaken { name, first, second } => {
                write!(f, "`{name}` is the name of both {first} and {second}: rename one of them")?;
                if matches!((first, second), (Claim::EnumValue { .. }, Claim::EnumValue { .. })) {
                    f.write_str(
                        ", for instance by starting each value with the name of its enum \
                         (protobuf puts a value beside its enum, not into it)",
                    )?;
                }
                Ok(())
            }
            Self::BadName { name, claim } => write!(
                f,
                "{claim} cannot be called `{name}` in protobuf: a name starts with one of a-z, \
                 A-Z and _, and goes on with those and digits"
            ),
            Self::Undefined { name, expected, user } => write!(
                f,
                "{user} refers to the {expected} `{name}`, which nobody added to the schema: its \
                 `describe` must add what it refers to"
            ),
            Self::Unfinished { name, claim } => write!(
                f,
                "`{name}` has no definition: {claim} claimed it and is still being described"
            ),
            Self::NoParent { name, claim } => write!(
                f,
                "{claim} is to be nested as `{name}`, but what stands before its last dot is not \
                 a message of the schema: say which one it is, `within = …` beside its `name`, or give \
                 the type a name without dots"
            ),
            Self::Invalid { name, claim, fault } => {
                write!(f, "{claim} cannot be written as `{name}` in protobuf: {fault}")
            }
            Self::InvalidPackage { name, fault } => {
                write!(f, "the package `{name}` cannot be written in protobuf: {fault}")
            }
            Self::NotAsPublished { name, claim } => write!(
                f,
                "{claim} is called `{name}`, but its fields are not those of Google's type of \
                 that name: choose another package"
            ),
            Self::NotProtobufs { name, claim } => write!(
                f,
                "{claim} needs `{name}`, but `google.protobuf` is protobuf's own package and the \
                 type is not one of its well-known types: choose another package"
            ),
            Self::ImportCycle { uses } => fmt_cycle(f, uses),
            Self::PathTaken { path, first, second } => write!(
                f,
                "the packages `{first}` and `{second}` would share the file `{path}`: rename one \
                 of them"
            ),
        }
    }
}

fn fmt_cycle(f: &mut fmt::Formatter<'_>, uses: &[TypeUse]) -> fmt::Result {
    f.write_str("packages need each other, and protobuf has no circular imports: ")?;
    for (i, TypeUse { user, used }) in uses.iter().enumerate() {
        let separator = if i == 0 { "" } else { ", " };
        write!(f, "{separator}`{user}` refers to `{used}`")?;
    }
    f.write_str(": put these types into one package, or what they share into a third")
}

impl Error for SchemaError {}

impl fmt::Display for TypeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Message => "message",
            Self::Enum => "enum",
        })
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message { origin } => write!(f, "the message `{origin}`"),
            Self::Enum { origin } => write!(f, "the enum `{origin}`"),
            Self::Service { origin } => write!(f, "the service `{origin}`"),
            Self::Field { name, origin } => write!(f, "the field `{name}` of `{origin}`"),
            Self::Oneof { name, origin } => write!(f, "the oneof `{name}` of `{origin}`"),
            Self::MapEntry { field, origin } => {
                write!(f, "the entries of the map `{field}` of `{origin}`")
            }
            Self::OptionalOneof { field, origin } => {
                write!(f, "the presence of the optional field `{field}` of `{origin}`")
            }
            Self::EnumValue { name, origin } => write!(f, "the value `{name}` of `{origin}`"),
            Self::Method { name, origin } => write!(f, "the method `{name}` of `{origin}`"),
            Self::Package { name, origin } => write!(f, "the package `{name}` of `{origin}`"),
        }
    }
}
