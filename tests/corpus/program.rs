//! A program made of imported Rust: it says what its schema is, and reads and writes messages.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use prost_reflect::MessageDescriptor;
use strait_import::Imported;
use strait_tests::peers::{repository, run};
use syn::Item;

/// The compiled program.
pub(crate) struct Program {
    binary: PathBuf,
    pub(crate) compile_time: Duration,
}

/// What strait makes of a message.
pub(crate) struct Reply {
    /// Written again after it was read.
    pub(crate) from_bytes: Vec<u8>,
    /// Written after it was read from the JSON of others.
    pub(crate) from_json: Vec<u8>,
    pub(crate) json: String,
}

impl Program {
    pub(crate) fn compile(imported: &Imported) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
        let source = folder.join("src");
        let _ = fs::remove_dir_all(&source);
        for file in &imported.files {
            write(&source.join(&file.path), &file.contents);
        }
        write(&source.join("main.rs"), &main(imported));
        write(&folder.join("Cargo.toml"), &manifest());
        let lock = repository().join("Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).expect("the workspace has a lock file");
        let cargo = || {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.arg("build").arg("--offline").arg("--quiet").current_dir(&folder);
            cargo.env("CARGO_TARGET_DIR", folder.join("target"));
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("RUSTFLAGS");
            cargo
        };
        // What strait itself takes is not the schema's.
        run(cargo().args(["--package", "strait"]));
        let start = Instant::now();
        run(&mut cargo());
        Self { binary: folder.join("target/debug/corpus"), compile_time: start.elapsed() }
    }

    /// The encoded descriptor set of everything in the program.
    pub(crate) fn schema(&self) -> Vec<u8> {
        run(Command::new(&self.binary).arg("schema"))
    }

    /// What becomes of messages, each given as bytes and as JSON; one reply for each.
    pub(crate) fn exchange(
        &self,
        requests: &[(MessageDescriptor, Vec<u8>, &str)],
    ) -> Vec<Result<Reply, String>> {
        let mut input = String::new();
        for (descriptor, bytes, json) in requests {
            writeln!(input, "{}\t{}\t{json}", descriptor.full_name(), hex(bytes))
                .expect("text can be written");
        }
        let mut program = Command::new(&self.binary)
            .arg("messages")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it was compiled");
        let mut stdin = program.stdin.take().expect("it is piped");
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let stdout = BufReader::new(program.stdout.take().expect("it is piped"));
        let replies: Vec<_> = stdout.lines().map(|line| reply(&line.expect("text"))).collect();
        writer.join().expect("the writer does not panic").expect("all is read");
        assert!(program.wait().expect("it ends").success());
        assert_eq!(replies.len(), requests.len());
        replies
    }
}

fn reply(line: &str) -> Result<Reply, String> {
    match line.split('\t').collect::<Vec<_>>().as_slice() {
        [bytes, json, from_json] => Ok(Reply {
            from_bytes: unhex(bytes),
            from_json: unhex(from_json),
            json: (*json).to_owned(),
        }),
        _ => Err(line.to_owned()),
    }
}

fn write(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("the folder can be made");
    }
    fs::write(path, text).expect("the file can be written");
}

fn manifest() -> String {
    let strait = repository().join("runtime");
    format!(
        "[package]\nname = \"corpus\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nstrait = {{ path = {:?}, default-features = false, \
         features = [\"json\"] }}\n\n[workspace]\n",
        strait.display().to_string()
    )
}

/// The types that implement a trait of strait's, by their derives.
fn main(imported: &Imported) -> String {
    let mut types = Types::default();
    for file in &imported.files {
        let mut path: Vec<String> = file
            .path
            .with_extension("")
            .iter()
            .map(|part| raw(part.to_str().expect("names are ASCII")))
            .collect();
        if path.last().is_some_and(|last| last == "mod") {
            path.pop();
        }
        let syntax = syn::parse_file(&file.contents).expect("imported Rust is Rust");
        types.gather(&mut path, &syntax.items);
    }
    let Types { messages, enums, services } = types;
    let modules: String =
        imported.modules.iter().fold(String::new(), |text, name| text + "mod " + name + ";\n");
    let list = |paths: &[String], one: &dyn Fn(&str) -> String| -> String {
        paths.iter().map(|path| one(path)).collect::<Vec<_>>().concat()
    };
    let table = list(&messages, &|path| {
        format!("    ({path}::type_name, {path}::describe, exchange::<{path}>),\n")
    });
    let enums = list(&enums, &|path| {
        format!("    <{path} as strait::Enumeration>::describe(&mut schema);\n")
    });
    let services = list(&services, &|path| format!("    {path}Schema::describe(&mut schema);\n"));
    include_str!("program.txt")
        .replace("/* modules */", &modules)
        .replace("/* messages */", &table)
        .replace("/* enums */", &enums)
        .replace("/* services */", &services)
}

/// A file's name as the module is called.
fn raw(name: &str) -> String {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}

/// Paths of types, from the root of the program.
#[derive(Default)]
struct Types {
    messages: Vec<String>,
    enums: Vec<String>,
    services: Vec<String>,
}

impl Types {
    fn gather(&mut self, path: &mut Vec<String>, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    let Some((_, items)) = &module.content else { continue };
                    path.push(module.ident.to_string());
                    self.gather(path, items);
                    path.pop();
                }
                Item::Struct(item) => self.messages.push(full(path, &item.ident)),
                Item::Enum(item) if derives(&item.attrs, "Enumeration") => {
                    self.enums.push(full(path, &item.ident));
                }
                Item::Trait(item) => self.services.push(full(path, &item.ident)),
                _ => {}
            }
        }
    }
}

fn full(path: &[String], ident: &syn::Ident) -> String {
    format!("crate::{}::{ident}", path.join("::"))
}

fn derives(attrs: &[syn::Attribute], name: &str) -> bool {
    attrs.iter().filter(|attr| attr.path().is_ident("derive")).any(|attr| {
        let mut found = false;
        let read = attr.parse_nested_meta(|meta| {
            found |= meta.path.is_ident(name);
            Ok(())
        });
        read.is_ok() && found
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16).expect("hex")).collect();
    let byte = |pair: &[u32]| u8::try_from(pair[0] << 4 | pair[1]).expect("two digits");
    digits.chunks_exact(2).map(byte).collect()
}
