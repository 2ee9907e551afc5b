//! What is found in a crate is pointed at in its Rust.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{shop, support::Folder};

const LIBRARY: &str = r#"strait::package!("places.v1");

mod orders;
pub use orders::{Orders, OrdersSchema};

pub mod r#type {
    use strait::{Enumeration, Message};

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
    pub enum Size {
        #[default]
        Unspecified = 0,
        Small = -1,
    }

    macro_rules! made {
        ($name:ident, $ty:ty) => {
            #[derive(Message)]
            pub struct $name {
                #[tag(1)]
                pub value: $ty,
            }
        };
    }

    made! { Made, u32 }
}
"#;

const ORDERS: &str = r#"//! In a file of its own.

use std::collections::BTreeMap;

use strait::{Message, Oneof, RpcError, Status, rpc_service};

use crate::r#type::{Made, Size};

#[derive(Message)]
pub struct Order {
    #[tag(1)]
    pub count: u32,
    #[tag(2)] pub(crate) prices: BTreeMap<String, u32>,
    #[oneof]
    pub contact: Option<contact::Contact>,
    #[tag(5)]
    pub size: Size,
    #[tag(6)]
    pub made: Made,
    #[tag(7)]
    pub line: Line,
}

#[derive(Message)]
#[message(name = "Order.Line")]
pub struct Line {
    #[tag(1)]
    pub text: String,
}

pub mod contact {
    #[derive(strait::Oneof)]
    pub enum Contact {
        #[tag(3)]
        Phone(String),
        #[tag(4)]
        Mail(String),
    }
}

/// Not the enum of the orders, which is not beside them.
#[derive(Oneof)]
pub enum Other {
    #[tag(3)]
    Phone(String),
}

#[derive(Debug, RpcError)]
pub enum OrderError {
    #[status(NOT_FOUND, "no {id}")]
    #[tag(1)]
    Lost {
        #[tag(1)]
        id: u32,
    },
    #[status]
    Rpc(Status),
}

#[rpc_service]
pub trait Orders {
    async fn place(&self, order: Order) -> Result<(), OrderError>;
    #[rpc(name = "Find")]
    async fn look_up(&self, #[tag(1)] id: u64, #[tag(2)] deep: bool) -> Result<Order, Status>;
    async fn count(&self) -> Result<u32, Status>;
    async fn cancel(
        &self,
        order: Order,
    ) -> Result<(), Status>;
}
"#;

/// What is changed in which file, and the Rust that is pointed at then.
const CHANGES: [(&str, &str, &str, &str); 12] = [
    ("orders", "count: u32", "count: String", "pub count: String"),
    (
        "orders",
        "BTreeMap<String, u32>",
        "BTreeMap<String, bool>",
        "pub(crate) prices: BTreeMap<String, bool>",
    ),
    ("orders", "Mail(String)", "Mail(u64)", "Mail(u64)"),
    ("orders", "pub text: String", "pub text: bool", "pub text: bool"),
    ("orders", "id: u32", "id: String", "id: String"),
    ("orders", "id: u64,", "id: String,", "id: String"),
    (
        "orders",
        "Result<u32, Status>",
        "Result<bool, Status>",
        "async fn count(&self) -> Result<bool, Status>",
    ),
    ("orders", "        order: Order,\n", "        order: Line,\n", "async fn cancel("),
    ("orders", "async fn place(&self", "async fn put(&self", "pub trait Orders"),
    ("orders", "    #[tag(7)]\n    pub line: Line,\n", "", "pub struct Order"),
    ("lib", "Small = -1", "Tiny = -1", "Tiny = -1"),
    ("lib", "Made, u32", IN_A_MACRO, ""),
];

/// What a macro writes stands in the `.proto` only.
const IN_A_MACRO: &str = "Made, bool";

#[test]
fn what_breaks_is_pointed_at_in_rust() {
    let folder = shop::package(LIBRARY);
    folder.write("src/orders.rs", ORDERS);
    folder.strait(&["export", "--out", "proto"]).clean();
    for (file, before, after, _) in CHANGES {
        folder.edit(&format!("src/{file}.rs"), before, after);
    }
    let expected = CHANGES.iter().map(|(file, _, after, pointed_at)| match after {
        &IN_A_MACRO => ("proto/places/v1/places.proto".to_owned(), "bool value = 1;".to_owned()),
        _ => (format!("src/{file}.rs"), (*pointed_at).to_owned()),
    });
    assert_eq!(places(&folder), expected.collect());
}

/// The file of each finding, and what it marks there.
fn places(folder: &Folder) -> BTreeSet<(String, String)> {
    let said = folder.strait(&["breaking", "--against", "proto", "--format", "json"]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    // What the committed files would be.
    folder.strait(&["export", "--out", "proto"]).clean();
    let place = |line: &str| {
        let finding: Value = serde_json::from_str(line).expect("a line is JSON");
        let at = &finding["at"];
        let number = |key: &str| {
            let number = at[key].as_u64().expect("the place has lines and columns");
            usize::try_from(number).expect("the files are small")
        };
        let file = at["file"].as_str().expect("the place has a file");
        let text = folder.read(file);
        let line = text.lines().nth(number("line") - 1).expect("the line is there");
        let is_one_line = number("end_line") == number("line");
        let end = if is_one_line { number("end_column") - 1 } else { line.len() };
        (file.to_owned(), line[number("column") - 1..end].to_owned())
    };
    said.out.lines().map(place).collect()
}

#[test]
fn style_is_found_in_rust_too() {
    let folder = shop::package(LIBRARY);
    folder.write("src/orders.rs", ORDERS);
    let said = folder.strait(&["lint", "--use", "SERVICE_SUFFIX"]);
    said.finds(
        "
error[SERVICE_SUFFIX]: service name \"Orders\" should end with \"Service\"
  --> src/orders.rs:61:1
   |
61 | pub trait Orders {
   | ^^^^^^^^^^^^^^^^
   = help: the rule: the name of a service ends with Service
",
    );
}
