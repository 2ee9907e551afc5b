//! A crate is compiled again when a `.proto` changes that `strait::proto!` reads, and only then.

use std::{fs, path::Path, process::Command};

use strait_tests::peers::{repository, run};
use tempfile::TempDir;

/// Says what the schema of `Price` is.
const PROGRAM: &str = r#"
strait::proto!("proto/price.proto");

fn main() {
    let mut schema = strait::schema::Schema::new();
    <shop::Price as strait::Message>::describe(&mut schema);
    for file in schema.proto_files().expect("the import is sound") {
        println!("{}", file.contents());
    }
}
"#;

const PRICE: &str = "syntax = \"proto3\";\npackage shop;\nimport \"money.proto\";\n\
                     message Price {\n  Money money = 1;\n}\n";

const MONEY: &str = "syntax = \"proto3\";\npackage shop;\nmessage Money {\n  int64 cents = 1;\n}\n";

#[test]
fn a_change_of_a_proto_compiles_the_crate_again() {
    let shop = Shop::new();
    let text = shop.says();
    assert!(text.contains("Money money = 1;") && text.contains("int64 cents = 1;"), "{text}");
    assert!(shop.is_fresh());

    shop.write("proto/price.proto", &PRICE.replace("}", "  string note = 2;\n}"));
    assert!(!shop.is_fresh());
    let text = shop.says();
    assert!(text.contains("string note = 2;"), "{text}");

    // Nor is one overlooked that is only imported.
    shop.write("proto/money.proto", &MONEY.replace("cents", "millis"));
    let text = shop.says();
    assert!(text.contains("int64 millis = 1;") && text.contains("string note = 2;"), "{text}");
    assert!(shop.is_fresh());
}

struct Shop(TempDir);

impl Shop {
    fn new() -> Self {
        let shop = Self(TempDir::new().expect("a temporary folder"));
        let strait = repository().join("runtime");
        let manifest = format!(
            "[package]\nname = \"rebuilt\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nstrait = {{ path = {:?}, default-features = false, \
             features = [\"proto\"] }}\n\n[workspace]\n",
            strait.display().to_string()
        );
        shop.write("Cargo.toml", &manifest);
        shop.write("src/main.rs", PROGRAM);
        shop.write("proto/price.proto", PRICE);
        shop.write("proto/money.proto", MONEY);
        // The versions of this repository, so that nothing is fetched.
        let lock = repository().join("Cargo.lock");
        fs::copy(lock, shop.0.path().join("Cargo.lock")).expect("the workspace has a lock file");
        shop
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// What the program says, built anew if Cargo finds it out of date.
    fn says(&self) -> String {
        let said = run(self.cargo("run").arg("--quiet"));
        String::from_utf8(said).expect("text")
    }

    /// Whether Cargo finds the program up to date; it builds it if not.
    fn is_fresh(&self) -> bool {
        let messages = run(self.cargo("build").args(["--quiet", "--message-format", "json"]));
        let messages = String::from_utf8(messages).expect("text");
        let is_ours = |line: &&str| line.contains(r#""name":"rebuilt""#);
        let artifact = messages.lines().find(is_ours).expect("Cargo tells of the program");
        assert!(artifact.contains(r#""fresh":"#), "{artifact}");
        artifact.contains(r#""fresh":true"#)
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.arg(command).arg("--offline").current_dir(self.0.path());
        cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilt"));
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("RUSTFLAGS");
        cargo
    }
}
