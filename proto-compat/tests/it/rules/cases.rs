//! Pairs of schemas: written ones, in `breaking/*.txt` and `lint/*.txt`, and made ones, where a rule
//! is about every pair of types, cardinalities, defaults or ranges.
//!
//! A written case starts with `== RULE what it shows`, or `== !RULE …` where the rule must keep
//! silent; then come its files, each after `-- before`, `-- after` or `-- both`, with a name if it
//! is not `a.proto`. `PKG` stands for the package of the case, `DIR` for its folder. A text
//! without a first line about its syntax is proto3, in that package.

use std::fmt::Write as _;

/// Files in two versions.
pub(crate) struct Case {
    /// The rule it is about, and whether that has something to say; none if it is about many.
    pub(crate) about: Option<(String, bool)>,
    /// Where its files are, without slashes at the ends.
    pub(crate) folder: String,
    /// Path and text.
    pub(crate) before: Vec<(String, String)>,
    /// Path and text.
    pub(crate) after: Vec<(String, String)>,
}

impl Case {
    fn new(name: &str) -> Self {
        Self { about: None, folder: format!("{name}/v1"), before: vec![], after: vec![] }
    }

    /// A made case of one file.
    fn made(name: &str, before: &str, after: &str) -> Self {
        let mut case = Self::new(name);
        case.before.push(case.file("a.proto", before));
        case.after.push(case.file("a.proto", after));
        case
    }

    fn file(&self, name: &str, text: &str) -> (String, String) {
        let package = self.folder.replace('/', ".");
        let is_whole = text.starts_with("syntax") || text.contains("\npackage PKG");
        let head = if is_whole { "" } else { "syntax = \"proto3\";\npackage PKG;\n" };
        let text = format!("{head}{text}").replace("PKG", &package).replace("DIR", &self.folder);
        let path = match name.contains('/') {
            true => name.replace("DIR", &self.folder),
            false => format!("{}/{name}", self.folder),
        };
        (path, text)
    }
}

/// All pairs for rules about changes.
pub(crate) fn breaking() -> Vec<Case> {
    let mut cases = vec![];
    for (topic, text) in [
        ("file", include_str!("breaking/file.txt")),
        ("message", include_str!("breaking/message.txt")),
        ("field", include_str!("breaking/field.txt")),
        ("enumeration", include_str!("breaking/enumeration.txt")),
        ("service", include_str!("breaking/service.txt")),
    ] {
        cases.extend(written(topic, text));
    }
    cases.extend(file_options());
    cases.extend(types());
    cases.extend(cardinalities());
    cases.push(defaults());
    cases.push(ranges());
    cases
}

/// All schemas for rules of style.
pub(crate) fn lint() -> Vec<Case> {
    let mut cases = vec![];
    for (topic, text) in [
        ("names", include_str!("lint/names.txt")),
        ("files", include_str!("lint/files.txt")),
        ("rest", include_str!("lint/rest.txt")),
    ] {
        cases.extend(written(topic, text));
    }
    cases.push(names());
    cases
}

fn written(topic: &str, text: &str) -> Vec<Case> {
    let mut cases = vec![];
    for (number, block) in format!("\n{text}").split("\n== ").skip(1).enumerate() {
        let (head, files) = block.split_once('\n').expect("a case has files");
        let rule = head.split(' ').next().expect("a case names its rule");
        let mut case = Case::new(&format!("{topic}{number}"));
        let fires = !rule.starts_with('!');
        case.about = Some((rule.trim_start_matches('!').to_owned(), fires));
        for file in format!("\n{files}").split("\n-- ").skip(1) {
            let (head, text) = file.split_once('\n').unwrap_or((file, ""));
            let (side, name) = head.split_once(' ').unwrap_or((head, "a.proto"));
            let file = case.file(name, &format!("{text}\n"));
            match side {
                "before" => case.before.push(file),
                "after" => case.after.push(file),
                "both" => {
                    case.before.push(file.clone());
                    case.after.push(file);
                }
                other => panic!("`-- {other}` in {topic}.txt"),
            }
        }
        cases.push(case);
    }
    cases
}

/// Each option of a file: changed, set to what it was anyway, and left alone.
fn file_options() -> Vec<Case> {
    let text = [
        "java_package",
        "java_outer_classname",
        "go_package",
        "objc_class_prefix",
        "csharp_namespace",
        "swift_prefix",
        "php_class_prefix",
        "php_namespace",
        "php_metadata_namespace",
        "ruby_package",
    ];
    let flags = [
        ("java_multiple_files", false),
        ("cc_generic_services", false),
        ("java_generic_services", false),
        ("py_generic_services", false),
        ("cc_enable_arenas", true),
    ];
    let mut cases = vec![];
    let mut add = |option: &str, values: [&str; 3]| {
        let name = option.replace('_', "");
        let line = |value: &str| match value {
            "" => String::new(),
            value => format!("option {option} = {value};\n"),
        };
        let rule = format!("FILE_SAME_{}", option.to_uppercase());
        let [default, other, third] = values;
        let pairs = [("", other), (other, ""), (other, third), (other, other), ("", default)];
        for (number, (before, after)) in pairs.into_iter().enumerate() {
            let [before, after] = [before, after].map(line);
            let mut case = Case::made(&format!("option{name}{number}"), &before, &after);
            case.about = Some((rule.clone(), number < 2 || number == 2 && other != third));
            cases.push(case);
        }
    };
    for option in text {
        add(option, ["", "\"one\"", "\"two\""]);
    }
    for (option, default) in flags {
        let (default, other) = (default.to_string(), (!default).to_string());
        add(option, [&default, &other, &other]);
    }
    add("optimize_for", ["SPEED", "CODE_SIZE", "LITE_RUNTIME"]);
    cases
}

const SCALARS: [&str; 15] = [
    "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32",
    "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes",
];

/// Every type changed to every other, in proto3 and between syntaxes.
fn types() -> Vec<Case> {
    let types: Vec<_> = SCALARS.into_iter().chain(["M", "N", "E", "F", "Outer.E"]).collect();
    let common = "message M {}\nmessage N {}\nenum E { E_ZERO = 0; E_ONE = 1; }\n\
                  enum F { F_ZERO = 0; }\n\
                  message Outer { enum E { E_ZERO = 0; E_ONE = 1; E_TWO = 2; } }\n";
    let (mut before, mut after) = (common.to_owned(), common.to_owned());
    let mut number = 0;
    for old in &types {
        for new in &types {
            number += 1;
            writeln!(before, "message T{number} {{\n  {old} value = 1;\n}}").expect("a string");
            writeln!(after, "message T{number} {{\n  {new} value = 1;\n}}").expect("a string");
        }
    }
    let mut cases = vec![Case::made("types", &before, &after)];
    let group =
        |value: &str| format!("syntax = \"proto2\";\npackage PKG;\nmessage T {{\n{value}\n}}\n");
    let edition = |value: &str| {
        format!(
            "edition = \"2023\";\npackage PKG;\nmessage T {{\nmessage Value {{}}\n{value}\n}}\n"
        )
    };
    let shapes = [
        group("  optional group Value = 1 {}"),
        group("  message Value {}\n  optional Value value = 1;"),
        edition("  Value value = 1;"),
        edition("  Value value = 1 [features.message_encoding = DELIMITED];"),
        edition("  bytes value = 1;"),
    ];
    for (old, before) in shapes.iter().enumerate() {
        for (new, after) in shapes.iter().enumerate() {
            cases.push(Case::made(&format!("group{old}to{new}"), before, after));
        }
    }
    cases
}

/// Every way of occurring changed to every other, within and between the three syntaxes.
fn cardinalities() -> Vec<Case> {
    let shared = "repeated int32 value = 1;|map<int32, int32> value = 1;|\
                  oneof choice { int32 value = 1; }|repeated M value = 1;|\
                  repeated int32 value = 1 [packed = false];|map<int32, M> value = 1;|\
                  message ValueEntry {} repeated ValueEntry value = 1;|oneof other { int32 value = 1; }|";
    let proto2 = "optional int32 value = 1;|required int32 value = 1;|optional M value = 1;|\
                  required M value = 1;";
    let proto3 = "int32 value = 1;|optional int32 value = 1;|M value = 1;|optional M value = 1;";
    let edition = "int32 value = 1;|int32 value = 1 [features.field_presence = IMPLICIT];|\
                   int32 value = 1 [features.field_presence = LEGACY_REQUIRED];|M value = 1;";
    let syntaxes = [
        ("proto2", "syntax = \"proto2\";", format!("{shared}{proto2}")),
        ("proto3", "syntax = \"proto3\";", format!("{shared}{proto3}")),
        (
            "edition",
            "edition = \"2023\";",
            format!("{shared}{edition}").replace(" [packed = false]", ""),
        ),
    ];
    let mut cases = vec![];
    for (old_name, old_head, old_fields) in &syntaxes {
        for (new_name, new_head, new_fields) in &syntaxes {
            let head = "package PKG;\nmessage M {}\n";
            let (mut before, mut after) =
                (format!("{old_head}\n{head}"), format!("{new_head}\n{head}"));
            let mut number = 0;
            for old in old_fields.split('|') {
                for new in new_fields.split('|') {
                    number += 1;
                    writeln!(before, "message C{number} {{\n  {old}\n}}").expect("a string");
                    writeln!(after, "message C{number} {{\n  {new}\n}}").expect("a string");
                }
            }
            cases.push(Case::made(&format!("{old_name}to{new_name}"), &before, &after));
        }
    }
    cases
}

/// Every default changed to every other, types changing with them.
fn defaults() -> Case {
    let fields = [
        "int32",
        "int32|1",
        "int32|0",
        "int64|1",
        "uint64|18446744073709551615",
        "int64|-1",
        "sint32|-1",
        "double|1",
        "float|1.5",
        "double|1.5",
        "float|0.1",
        "double|0.1",
        "double|nan",
        "float|nan",
        "float|inf",
        "double|-inf",
        "bool",
        "bool|true",
        "E",
        "E|ONE",
        "E|MINUS",
        "string",
        "string|\"\"",
        "string|\"1\"",
        "bytes|\"1\"",
        "bytes|\"\\001\\377\\n\"",
        "bytes",
        "F",
        "F|TWO",
        "M",
    ];
    let head = "syntax = \"proto2\";\npackage PKG;\nmessage M {}\n\
                enum E { ZERO = 0; ONE = 1; MINUS = -1; }\nenum F { FIRST = 5; TWO = 2; }\n";
    let line = |field: &str| match field.split_once('|') {
        None => format!("  optional {field} value = 1;"),
        Some((ty, value)) => format!("  optional {ty} value = 1 [default = {value}];"),
    };
    let (mut before, mut after) = (head.to_owned(), head.to_owned());
    for (old_number, old) in fields.iter().enumerate() {
        for (new_number, new) in fields.iter().enumerate() {
            for (text, field) in [(&mut before, old), (&mut after, new)] {
                let line = line(field);
                writeln!(text, "message D{old_number}To{new_number} {{\n{line}\n}}")
                    .expect("a string");
            }
        }
    }
    Case::made("defaults", &before, &after)
}

/// Ranges that are covered by others in every way, as a message's, an enum's and for extensions.
fn ranges() -> Case {
    let ranges = [
        "",
        "10",
        "10 to 12",
        "10, 11, 12",
        "10 to 11, 12 to 20",
        "12 to max",
        "10 to 20",
        "10 to 13, 17 to 20",
        "536870911",
        "11 to 19",
        "2, 4, 6",
    ];
    let head = "syntax = \"proto2\";\npackage PKG;\n";
    let (mut before, mut after) = (head.to_owned(), head.to_owned());
    for (old_number, old) in ranges.iter().enumerate() {
        for (new_number, new) in ranges.iter().enumerate() {
            let name = format!("{old_number}To{new_number}");
            for (text, range) in [(&mut before, old), (&mut after, new)] {
                let [reserved, extensions] = ["reserved", "extensions"].map(|word| match *range {
                    "" => String::new(),
                    range => format!("  {word} {range};\n"),
                });
                writeln!(text, "message R{name} {{\n{reserved}}}").expect("a string");
                writeln!(text, "message X{name} {{\n{extensions}}}").expect("a string");
                writeln!(text, "enum E{name} {{\n  Z{name} = 0;\n{reserved}}}").expect("a string");
            }
        }
    }
    Case::made("ranges", &before, &after)
}

/// Names of every form, on everything that has one.
fn names() -> Case {
    let names = [
        "foo",
        "Foo",
        "foo_bar",
        "fooBar",
        "FooBar",
        "FOO_BAR",
        "FOO",
        "_foo",
        "foo_",
        "foo__bar",
        "Foo_Bar",
        "foo1",
        "foo_1",
        "Foo1",
        "HTTPServer",
        "httpServer",
        "fooB",
        "f",
        "F",
        "fBar",
        "v1Foo",
        "FOO1",
        "FOO_1",
        "F1",
        "f_1_b",
        "ABc",
        "aBC",
        "__",
        "Foo2Bar",
        "foo2bar",
        "foo2Bar",
    ];
    let mut text = String::from("syntax = \"proto2\";\npackage PKG;\n");
    for (number, name) in names.iter().enumerate() {
        writeln!(text, "message Scope{number} {{").expect("a string");
        writeln!(text, "  message {name} {{}}\n}}").expect("a string");
        writeln!(text, "message Inner{number} {{").expect("a string");
        writeln!(text, "  enum {name} {{\n    A{number} = 0;\n  }}\n}}").expect("a string");
        writeln!(text, "message Value{number} {{").expect("a string");
        writeln!(text, "  enum E {{\n    {name} = 0;\n  }}\n}}").expect("a string");
        writeln!(text, "message Field{number} {{\n  optional int32 {name} = 1;\n}}")
            .expect("a string");
        writeln!(text, "message Oneof{number} {{\n  oneof {name} {{\n    int32 x = 1;\n  }}\n}}")
            .expect("a string");
        writeln!(text, "service S{number} {{\n  rpc {name}(Scope0) returns (Scope0);\n}}")
            .expect("a string");
        writeln!(text, "service {name}Service {{}}").expect("a string");
    }
    let mut case = Case::new("forms");
    case.after.push(case.file("a.proto", &text));
    case
}
