//! Types that Google publishes: in which file they are, and what the file says.
//!
//! The files in `google/protobuf/` come with every protobuf compiler; they are imported, never
//! written. `google/rpc/status.proto` does not, so it is written where something refers to it.
//! Content and options are those of the published files, because programs refuse to load a file
//! twice unless both are the same.

mod definitions;
mod reflected;

pub(crate) use self::reflected::LATER_FIELD;
use crate::schema::{EnumDef, MessageDef, OptionDef, TypeName};

/// Protobuf's own package: every compiler has its files, so no schema can add to it.
pub(crate) const PROTOBUF_PACKAGE: &str = "google.protobuf";

/// A file of Google's.
pub(crate) struct PublishedFile {
    pub(crate) path: &'static str,
    /// The types in the order of the file.
    pub(crate) types: Vec<(TypeName, PublishedType)>,
    pub(crate) options: Vec<OptionDef>,
}

#[derive(Clone)]
pub(crate) enum PublishedType {
    Message(MessageDef),
    Enum(EnumDef),
}

/// The path of the file that defines `name`, if it is a type that Google publishes.
pub(crate) fn path_of(name: &TypeName) -> Option<&'static str> {
    let path = match (name.package(), name.path()) {
        ("google.rpc", "Status") => "google/rpc/status.proto",
        (PROTOBUF_PACKAGE, path) => match path {
            "Any" => "google/protobuf/any.proto",
            "Duration" => "google/protobuf/duration.proto",
            "Empty" => "google/protobuf/empty.proto",
            "FieldMask" => "google/protobuf/field_mask.proto",
            "Timestamp" => "google/protobuf/timestamp.proto",
            "Struct" | "Value" | "ListValue" | "NullValue" => "google/protobuf/struct.proto",
            _ if reflected::SOURCE_CONTEXT.contains(&path) => {
                "google/protobuf/source_context.proto"
            }
            _ if reflected::API.contains(&path) => "google/protobuf/api.proto",
            _ if reflected::TYPE.contains(&path) => "google/protobuf/type.proto",
            _ if definitions::WRAPPERS.iter().any(|(wrapper, _)| *wrapper == path) => {
                "google/protobuf/wrappers.proto"
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(path)
}

/// Whether every protobuf compiler has the file.
pub(crate) fn is_bundled(path: &str) -> bool {
    path.starts_with("google/protobuf/")
}

/// The file that defines `name`.
pub(crate) fn file_of(name: &TypeName) -> Option<PublishedFile> {
    let path = path_of(name)?;
    let file = path.rsplit('/').next()?.strip_suffix(".proto")?;
    Some(PublishedFile { path, types: definitions::types(file), options: options(file) })
}

fn options(file: &str) -> Vec<OptionDef> {
    let (go_package, java_class) = match file {
        "status" => return status_options(),
        "any" => ("google.golang.org/protobuf/types/known/anypb", "AnyProto"),
        "api" => ("google.golang.org/protobuf/types/known/apipb", "ApiProto"),
        "duration" => ("google.golang.org/protobuf/types/known/durationpb", "DurationProto"),
        "empty" => ("google.golang.org/protobuf/types/known/emptypb", "EmptyProto"),
        "field_mask" => ("google.golang.org/protobuf/types/known/fieldmaskpb", "FieldMaskProto"),
        "source_context" => {
            ("google.golang.org/protobuf/types/known/sourcecontextpb", "SourceContextProto")
        }
        "type" => ("google.golang.org/protobuf/types/known/typepb", "TypeProto"),
        "struct" => ("google.golang.org/protobuf/types/known/structpb", "StructProto"),
        "timestamp" => ("google.golang.org/protobuf/types/known/timestamppb", "TimestampProto"),
        _ => ("google.golang.org/protobuf/types/known/wrapperspb", "WrappersProto"),
    };
    let mut options = vec![
        text("java_package", "com.google.protobuf"),
        text("java_outer_classname", java_class),
        OptionDef::standard("java_multiple_files = true"),
        text("go_package", go_package),
        text("objc_class_prefix", "GPB"),
        text("csharp_namespace", "Google.Protobuf.WellKnownTypes"),
    ];
    // A remnant of the time when C++ had to ask for arenas; these never did.
    if !matches!(file, "any" | "api" | "source_context") {
        options.push(OptionDef::standard("cc_enable_arenas = true"));
    }
    options
}

fn status_options() -> Vec<OptionDef> {
    vec![
        text("java_package", "com.google.rpc"),
        text("java_outer_classname", "StatusProto"),
        OptionDef::standard("java_multiple_files = true"),
        text("go_package", "google.golang.org/genproto/googleapis/rpc/status;status"),
        text("objc_class_prefix", "RPC"),
    ]
}

fn text(name: &str, value: &str) -> OptionDef {
    OptionDef::standard(format!("{name} = \"{value}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_defines_the_types_that_lead_to_it() {
        for (package, path) in [
            ("google.protobuf", "Any"),
            ("google.protobuf", "Duration"),
            ("google.protobuf", "Empty"),
            ("google.protobuf", "FieldMask"),
            ("google.protobuf", "NullValue"),
            ("google.protobuf", "Timestamp"),
            ("google.protobuf", "BytesValue"),
            ("google.protobuf", "Mixin"),
            ("google.protobuf", "Field.Kind"),
            ("google.protobuf", "SourceContext"),
            ("google.rpc", "Status"),
        ] {
            let name = TypeName::new(package, path);
            let file = file_of(&name).expect("the type is published");
            assert_eq!(Some(file.path), path_of(&name));
            assert!(file.types.iter().any(|(found, _)| *found == name), "{name}");
            assert!(file.types.iter().all(|(found, _)| path_of(found) == Some(file.path)));
        }
        assert!(file_of(&TypeName::new("google.protobuf", "Status")).is_none());
        assert!(file_of(&TypeName::new("shop", "Any")).is_none());
    }
}
