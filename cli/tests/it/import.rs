//! `strait import`: from `.proto` to Rust, once.

use crate::{shop, support::Folder};

const WEATHER: &str = "syntax = \"proto3\";\n\npackage weather.v1;\n\n// How it is.\nmessage Report {\n  double celsius = 1;\n}\n\nmessage Place {\n  string name = 1;\n}\n\nservice Weather {\n  // Looks out of the window.\n  rpc Look(Place) returns (Report);\n}\n";

#[test]
fn rust_is_written_and_compiles() {
    let folder = shop::package("pub mod weather;\n");
    folder.write("vendor/weather.proto", WEATHER);
    let import = ["import", "vendor/weather.proto", "--out", "src"];
    let said = folder.strait(&import);
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert_eq!(said.err, "wrote 2 files to src; declare what is new there: pub mod weather;\n");
    // And says the same again.
    folder.strait(&["export", "--out", "proto"]).clean();
    let both = [
        "breaking",
        "proto/weather/v1/weather.proto",
        "-I",
        "proto",
        "--against",
        "vendor/weather.proto",
    ];
    assert_eq!(folder.strait(&both).clean(), "");

    assert_eq!(folder.strait(&[&import[..], &["--check"]].concat()).clean(), "");
    folder.edit("src/weather/v1.rs", "pub celsius: f64", "pub celsius: f32");
    folder.strait(&[&import[..], &["--check"]].concat()).finds(
        "
error[IMPORT_OUT_OF_DATE]: the file is not what the import would write
 --> src/weather/v1.rs
  = help: run the same without `--check`
",
    );
    folder.strait(&import).stops(
        "
error: `src/weather/v1.rs` is there and says something else
  = help: after an import Rust is the source, and may have been edited: `--force` writes over it
",
    );
    assert_eq!(folder.strait(&[&import[..], &["--force"]].concat()).code, Some(0));
    assert!(folder.read("src/weather/v1.rs").contains("pub celsius: f64"));
}

#[test]
fn without_a_folder_the_rust_is_printed() {
    let folder = Folder::new();
    folder.write("weather.proto", WEATHER);
    let rust = folder.strait(&["import", "weather.proto"]).clean();
    assert!(rust.contains("pub trait Weather {"), "{rust}");
    assert!(rust.contains("/// Looks out of the window."), "{rust}");
}

#[test]
fn extensions_are_left_out_when_told_to_and_named() {
    let folder = Folder::new();
    folder.write(
        "order.proto",
        "syntax = \"proto2\";\npackage shop;\nmessage Order {\n  extensions 100 to 199;\n}\n\
         extend Order {\n  optional string note = 100;\n}\n",
    );
    folder.strait(&["import", "order.proto"]).stops(include_str!("golden/import_extension.txt"));

    let without = ["import", "order.proto", "--without-extensions"];
    let printed = folder.strait(&without);
    assert_eq!(printed.code, Some(0), "{}", printed.out);
    assert!(printed.out.contains("#[message(extensions(100..=199))]"), "{}", printed.out);
    let note = "left out: order.proto:7:3: `note` extends `shop.Order`, and strait has no \
                extensions\n";
    assert_eq!(printed.err, note);
    let written = folder.strait(&[&without[..], &["--out", "src"]].concat());
    let wrote = "wrote 1 file to src; declare what is new there: pub mod shop;\n";
    assert_eq!((written.code, written.err), (Some(0), format!("{note}{wrote}")));

    folder.write(
        "unit.proto",
        "syntax = \"proto2\";\nimport \"google/protobuf/descriptor.proto\";\n\
         extend google.protobuf.FieldOptions {\n  optional string unit = 50000;\n}\n",
    );
    let options = ["import", "unit.proto", "--without-extensions", "--out", "src"];
    let nothing = folder.strait(&options);
    let said = "left out: unit.proto:4:3: `unit` extends `google.protobuf.FieldOptions`, and \
                strait has no extensions\nwrote nothing: there is no message, enum or service\n";
    assert_eq!((nothing.code, nothing.err.as_str()), (Some(0), said));
}

#[test]
fn what_cannot_be_imported_is_pointed_at() {
    let folder = Folder::new();
    folder.write("a.proto", "syntax = \"proto3\";\nimport \"b.proto\";\n");
    folder.strait(&["import", "a.proto"]).stops(include_str!("golden/import_missing.txt"));
    folder.strait(&["import", "lost.proto"]).stops(
        "
error: there is no such file
 --> lost.proto
  = help: paths start at the current folder
",
    );
    folder.write("a.proto", "syntax = \"proto3\";\nmessage A {\n  int32 a = 1\n}\n");
    folder.strait(&["import", "a.proto"]).stops(include_str!("golden/import_syntax.txt"));
    folder.strait(&["import", "a.proto", "--external", "google.rpc"]).stops(
        "
error: `google.rpc` does not say which module
  = help: write `--external google.rpc=crate::google::rpc`
",
    );
}
