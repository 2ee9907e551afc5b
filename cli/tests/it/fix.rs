//! `strait fix`: missing tags, and nothing else.

use crate::support::Folder;

/// Every kind of thing that has numbers, in every layout; what must stay stays.
const BEFORE: &str = r#"//! A crate.
use strait::{Message, Oneof, RpcError, Status, Streaming, rpc_service};

strait::package!("a");

/// Comments   stay,  and odd   spaces.
#[derive(Clone, Message)]
#[message(reserved(3, 5..=6, "nick"))]
pub struct Hello {
    #[tag(2)]
    pub name: String, // behind
    /// Documented.
    pub title:Option<String>,
    #[oneof]
    pub contact: Option<crate::Contact>,
    #[deprecated]
    pub(crate) größe: u32,   pub more: u32,
    #[message(skip)]
    pub cache: u8,
}

#[derive(Message)]
struct Inline { #[tag(1)] a: u32, b: u32 }

#[derive(strait::Oneof)]
pub enum Contact {
    Phone(String),
    #[tag(7)]
    Mail(String),
}

#[derive(RpcError)]
pub enum Failure {
    #[status(NOT_FOUND, "no {id}")]
    Missing { id: u64 },
    #[status]
    Rpc(Status),
}

#[derive(Message)]
#[message(transparent)]
pub struct Id(u64);

#[derive(prost::Message)]
pub struct Theirs {
    pub name: String,
}

#[rpc_service]
pub trait Greeter {
    async fn hello(&self, request: Hello) -> Result<Hello, Status>;
    async fn chat(&self, all: Streaming<Hello>) -> Result<(), Status>;
    async fn add(&self, a: i32, /* two */ b: i32, cx: &Context) -> Result<i32, Status>;
    async fn one(&self, id: u64) -> Result<(), Status>;
}
"#;

const AFTER: &str = r#"//! A crate.
use strait::{Message, Oneof, RpcError, Status, Streaming, rpc_service};

strait::package!("a");

/// Comments   stay,  and odd   spaces.
#[derive(Clone, Message)]
#[message(reserved(3, 5..=6, "nick"))]
pub struct Hello {
    #[tag(2)]
    pub name: String, // behind
    /// Documented.
    #[tag(4)]
    pub title:Option<String>,
    #[oneof]
    pub contact: Option<crate::Contact>,
    #[deprecated]
    #[tag(8)]
    pub(crate) größe: u32,   #[tag(9)] pub more: u32,
    #[message(skip)]
    pub cache: u8,
}

#[derive(Message)]
struct Inline { #[tag(1)] a: u32, #[tag(2)] b: u32 }

#[derive(strait::Oneof)]
pub enum Contact {
    #[tag(10)]
    Phone(String),
    #[tag(7)]
    Mail(String),
}

#[derive(RpcError)]
pub enum Failure {
    #[status(NOT_FOUND, "no {id}")]
    #[tag(1)]
    Missing { #[tag(1)] id: u64 },
    #[status]
    Rpc(Status),
}

#[derive(Message)]
#[message(transparent)]
pub struct Id(u64);

#[derive(prost::Message)]
pub struct Theirs {
    pub name: String,
}

#[rpc_service]
pub trait Greeter {
    async fn hello(&self, request: Hello) -> Result<Hello, Status>;
    async fn chat(&self, all: Streaming<Hello>) -> Result<(), Status>;
    async fn add(&self, #[tag(1)] a: i32, /* two */ #[tag(2)] b: i32, cx: &Context) -> Result<i32, Status>;
    async fn one(&self, #[tag(1)] id: u64) -> Result<(), Status>;
}
"#;

#[test]
fn what_has_no_number_gets_one_and_all_else_stays() {
    let folder = Folder::new();
    folder.write("src/lib.rs", BEFORE);
    let said = folder.strait(&["fix"]);
    assert_eq!(said.err, "added 10 tags in 1 file\n");
    assert_eq!(folder.read("src/lib.rs"), AFTER);
    // And then there is nothing to do.
    let said = folder.strait(&["fix", "src/lib.rs"]);
    assert_eq!(said.err, "every field, variant and argument has its number\n");
    assert_eq!(folder.read("src/lib.rs"), AFTER);
    assert_eq!(folder.strait(&["fix", "--check"]).clean(), "");
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let folder = Folder::new();
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    folder.write("a.rs", &crlf(BEFORE));
    folder.strait(&["fix", "a.rs"]).clean();
    assert_eq!(folder.read("a.rs"), crlf(AFTER));
}

#[test]
fn a_oneof_in_another_file_is_minded() {
    let folder = Folder::new();
    folder.write("src/lib.rs", "#[derive(strait::Message)]\nstruct A {\n    x: u32,\n    #[oneof]\n    o: Option<o::O>,\n}\n");
    folder.write(
        "src/o.rs",
        "#[derive(strait::Oneof)]\nenum O {\n    #[tag(1)]\n    A(u32),\n    B(u32),\n}\n",
    );
    folder.strait(&["fix"]).clean();
    assert!(folder.read("src/lib.rs").contains("    #[tag(2)]\n    x: u32,"));
    assert!(folder.read("src/o.rs").contains("    #[tag(3)]\n    B(u32),"));
}

#[test]
fn check_points_at_each_and_changes_nothing() {
    let folder = Folder::new();
    let text = "use strait::Message;\n\n#[derive(Message)]\npub struct Hello {\n    #[tag(1)]\n    pub name: String,\n    pub title: String,\n}\n";
    folder.write("src/lib.rs", text);
    folder.strait(&["fix", "--check"]).finds(
        "
error[TAG_MISSING]: field `title` of `Hello` has no number
 --> src/lib.rs:7:9
  |
7 |     pub title: String,
  |         ^^^^^
  = help: write `#[tag(2)]` before it, or let `strait fix` do so
",
    );
    assert_eq!(folder.read("src/lib.rs"), text);
}

#[test]
fn diff_shows_the_change_and_makes_none() {
    let folder = Folder::new();
    let text = "#[derive(strait::Message)]\npub struct Hello {\n    pub name: String,\n}\n";
    folder.write("src/lib.rs", text);
    let said = folder.strait(&["fix", "--diff"]).finds(
        "
--- a/src/lib.rs
+++ b/src/lib.rs
@@ -1,4 +1,5 @@
 #[derive(strait::Message)]
 pub struct Hello {
+    #[tag(1)]
     pub name: String,
 }
",
    );
    assert_eq!(said.err, "would add 1 tag in 1 file\n");
    assert_eq!(folder.read("src/lib.rs"), text);
}

#[test]
fn other_crates_messages_are_theirs() {
    let folder = Folder::new();
    let text =
        "use actix::{Actor, Message};\n\n#[derive(Message)]\nstruct Ping {\n    at: u64,\n}\n";
    folder.write("src/lib.rs", text);
    folder.strait(&["fix"]).clean();
    assert_eq!(folder.read("src/lib.rs"), text);
}

#[test]
fn what_is_no_rust_is_pointed_at_and_nothing_is_changed() {
    let folder = Folder::new();
    folder.write("src/a.rs", "#[derive(strait::Message)]\nstruct A {\n    b: u32,\n}\n");
    folder.write("src/b.rs", "#[derive(strait::Message)]\nstruct B { b u32 }\n");
    folder.strait(&["fix"]).stops(
        "
error: the file is no Rust that can be read: expected `:`
 --> src/b.rs:2:14
  |
2 | struct B { b u32 }
  |              ^^^
  = help: let `cargo check` accept the syntax first
",
    );
    assert!(!folder.read("src/a.rs").contains("tag"));
    let said = folder.strait(&["fix", "nowhere"]);
    said.stops("error: cannot read `nowhere`: No such file or directory (os error 2)");
}
