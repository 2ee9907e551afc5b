//! Public schemas, there and back: each is imported, the Rust compiles, what it exports says the
//! same, and bytes and JSON are those of prost-reflect, which reads the schema itself.
//!
//! The files come from published packages, `tests/peers/install.sh corpus`. A plain run takes the
//! schemas that most services meet; `STRAIT_CORPUS=all` takes everything that is installed, and
//! prints what import and compilation took:
//!
//! ```text
//! STRAIT_CORPUS=all cargo test -p strait-tests --test corpus -- --nocapture
//! ```

mod facts;
mod program;
mod selection;
mod values;

use std::{collections::BTreeSet, fs, io::Write as _, time::Instant};

use prost::Message as _;
use prost_reflect::{DynamicMessage, MessageDescriptor, ReflectMessage as _};
use strait_tests::peers::{self, Buf};

use program::Program;
use selection::Selection;

#[test]
fn public_schemas_come_back() {
    let Some(folder) = peers::require_or_skip("corpus") else { return };
    let Some(buf) = peers::buf() else { return };
    let everything = std::env::var_os("STRAIT_CORPUS").is_some_and(|value| value == "all");
    let root = folder.join("proto");
    let selection =
        if everything { Selection::everything(&root, &buf) } else { Selection::usual(&root) };

    let start = Instant::now();
    let imported = selection.import().run();
    let imported = imported.unwrap_or_else(|problems| panic!("{problems}"));
    let import_time = start.elapsed();
    let program = Program::compile(&imported);
    report(&format!(
        "{} files, {} messages: imported in {import_time:.1?}, {} lines of Rust compiled in {:.1?}",
        selection.files.len(),
        selection.messages().len(),
        imported.inline.lines().count(),
        program.compile_time,
    ));

    let exported = program.schema();
    assert_same_facts(&selection, &exported);
    assert_not_breaking(&buf, &selection, &exported);
    assert_same_values(&program, &selection);
}

#[expect(clippy::print_stderr, reason = "who runs the whole corpus asks for the figures")]
fn report(line: &str) {
    eprintln!("{line}");
}

/// Every definition of the files is exported, with the same names, numbers, types and options.
fn assert_same_facts(selection: &Selection, exported: &[u8]) {
    let (before, after) = (facts::of(&selection.set.encode_to_vec()), facts::of(exported));
    let mut different = Vec::new();
    for (name, fact) in &before {
        match after.get(name) {
            Some(found) if found == fact => {}
            Some(found) => different.push(format!("{name}\n    was {fact}\n    is  {found}")),
            None => different.push(format!("{name} is missing, which was {fact}")),
        }
    }
    let count = different.len();
    different.truncate(40);
    assert!(different.is_empty(), "{count} differences:\n{}", different.join("\n"));
}

/// Neither the export after the original nor the original after the export breaks anything.
fn assert_not_breaking(buf: &Buf, selection: &Selection, exported: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let [original, export] =
        ["original.binpb", "export.binpb"].map(|name| folder.path().join(name));
    fs::write(&original, selection.original()).expect("it can be written");
    fs::write(&export, selection.exported(exported)).expect("it can be written");
    // This rule of buf's looks at the label alone, where edition 2023 has a feature. It has others
    // for the cardinality of a field, which look at both.
    let config = r#"{"version":"v2","breaking":{
        "use":["PACKAGE","WIRE_JSON"],"except":["MESSAGE_SAME_REQUIRED_FIELDS"]}}"#;
    for (input, against) in [(&export, &original), (&original, &export)] {
        let mut command = buf.command();
        command.arg("breaking").arg(input).arg("--against").arg(against).args(["--config", config]);
        let output = command.output().expect("buf runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let direction = if input == &export { "the export" } else { "the original" };
        let lines: Vec<_> = said.lines().take(40).collect();
        assert!(
            output.status.success(),
            "{direction} breaks the other, {} times:\n{}\n{}",
            said.lines().count(),
            lines.join("\n"),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// A message with something in every field is the same in both, as bytes and as JSON.
fn assert_same_values(program: &Program, selection: &Selection) {
    let messages: Vec<DynamicMessage> = selection.messages().iter().map(values::filled).collect();
    let texts: Vec<String> = messages
        .iter()
        .map(|message| serde_json::to_string(message).expect("prost-reflect writes it"))
        .collect();
    let requests: Vec<_> = messages
        .iter()
        .zip(&texts)
        .map(|(message, text)| (message.descriptor(), message.encode_to_vec(), text.as_str()))
        .collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for ((message, text), reply) in messages.iter().zip(&texts).zip(program.exchange(&requests)) {
        let name = message.descriptor().full_name().to_owned();
        let descriptor = message.descriptor();
        if let Err(reason) = compare(message, &descriptor, reply) {
            wrong.push(format!("{name}: {reason}\n    {text}"));
        }
        seen.insert(name);
    }
    assert_eq!(seen.len(), messages.len(), "each message is asked for once");
    let count = wrong.len();
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{count} of {} differ:\n{}", seen.len(), wrong.join("\n"));
}

fn compare(
    expected: &DynamicMessage,
    descriptor: &MessageDescriptor,
    reply: Result<program::Reply, String>,
) -> Result<(), String> {
    let reply = reply?;
    for (what, bytes) in [("from bytes", &reply.from_bytes), ("from JSON", &reply.from_json)] {
        let read = DynamicMessage::decode(descriptor.clone(), bytes.as_slice());
        let read = read.map_err(|error| format!("{what}: {error}"))?;
        if read != *expected {
            return Err(format!("{what}, it is {read}"));
        }
    }
    let mut reader = serde_json::Deserializer::from_str(&reply.json);
    let read = DynamicMessage::deserialize(descriptor.clone(), &mut reader);
    let read = read.map_err(|error| format!("our JSON: {error}: {}", reply.json))?;
    if read != *expected {
        return Err(format!("our JSON is {}", reply.json));
    }
    let _ = std::io::stdout().flush();
    Ok(())
}
