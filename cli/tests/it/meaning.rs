//! A field that becomes another newtype, which is the same on the wire.

use crate::{shop, support::Folder};

const PEOPLE: &str = r#"
pub mod people {
    strait::package!("people.v1");

    use std::collections::BTreeMap;

    use strait::{Message, Status, rpc_service};

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Message)]
    #[message(transparent)]
    pub struct UserId(pub u64);

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Message)]
    #[message(transparent)]
    pub struct OrderId(pub u64);

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    pub struct Person {
        /// Who it is.
        #[tag(1)]
        pub id: UserId,
        #[tag(2)]
        pub orders: BTreeMap<UserId, u64>,
    }

    #[rpc_service]
    pub trait People {
        async fn add(&self, person: Person) -> Result<(), Status>;
        async fn find(&self, #[tag(1)] user: UserId) -> Result<Person, Status>;
    }
}
"#;

/// The package with its `.proto` committed.
fn people() -> Folder {
    let folder = shop::package(PEOPLE);
    folder.strait(&["export", "--out", "proto"]).clean();
    folder.commit();
    folder
}

const AGAINST: [&str; 3] = ["breaking", "--against", "HEAD"];

#[test]
fn another_newtype_is_another_meaning() {
    let folder = people();
    assert_eq!(folder.strait(&AGAINST).clean(), "");
    folder.edit("src/lib.rs", "pub id: UserId,", "pub id: OrderId,");
    folder.edit("src/lib.rs", "BTreeMap<UserId, u64>", "BTreeMap<OrderId, UserId>");
    folder.edit("src/lib.rs", "user: UserId)", "user: u64)");
    let said = folder.strait(&AGAINST).finds(include_str!("golden/meaning.txt"));
    assert_eq!(said.err, "3 breaking changes against HEAD\n");

    // The lock may be a descriptor set as well.
    folder.edit("src/lib.rs", "pub id: OrderId,", "pub id: UserId,");
    folder.strait(&["export", "--out", "proto", "--descriptor-set", "lock.binpb"]).clean();
    folder.edit("src/lib.rs", "pub id: UserId,", "pub id: OrderId,");
    let said = folder.strait(&["breaking", "--against", "lock.binpb"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(said.out.starts_with("error[FIELD_SAME_MEANING]: field 1 \"id\""), "{}", said.out);
    assert_eq!(said.err, "1 breaking change against lock.binpb\n");
}

#[test]
fn a_newtype_of_another_name_may_pin_the_old_one() {
    let folder = people();
    let text = folder.read("src/lib.rs").replace("UserId", "PersonId");
    folder.write("src/lib.rs", &text);
    let said = folder.strait(&AGAINST);
    assert_eq!(said.code, Some(1), "{}", said.err);
    let advice = "if `PersonId` means the same, pin the old name there: \
                  `#[message(transparent, name = \"UserId\")]`";
    assert!(said.out.contains(advice), "{}", said.out);

    folder.edit(
        "src/lib.rs",
        "#[message(transparent)]\n    pub struct PersonId",
        "#[message(transparent, name = \"UserId\")]\n    pub struct PersonId",
    );
    assert_eq!(folder.strait(&AGAINST).clean(), "");
    folder.strait(&["export", "--out", "proto", "--check"]).clean();
}

#[test]
fn what_was_plain_may_get_a_newtype_but_not_lose_it_unsaid() {
    let folder = people();
    folder.edit("src/lib.rs", "BTreeMap<UserId, u64>", "BTreeMap<UserId, OrderId>");
    assert_eq!(folder.strait(&AGAINST).clean(), "", "what was a number has got a name");
    folder.edit("src/lib.rs", "pub id: UserId,", "pub id: u64,");
    let said = folder.strait(&AGAINST);
    assert_eq!(said.code, Some(1), "{}", said.err);
    let advice = "if it means the same, say so in its documentation: `/// strait:type UserId`";
    assert!(said.out.contains(advice), "{}", said.out);
    folder.edit("src/lib.rs", "/// Who it is.", "/// Who it is.\n        /// strait:type UserId");
    assert_eq!(folder.strait(&AGAINST).clean(), "");

    // Arguments are fields of a message that nobody wrote, and documented likewise.
    folder.edit("src/lib.rs", "#[tag(1)] user: UserId", "#[tag(1)] user: u64");
    assert_eq!(folder.strait(&AGAINST).code, Some(1));
    let documented = "\n            /// strait:type UserId\n            #[tag(1)] user: u64";
    folder.edit("src/lib.rs", "#[tag(1)] user: u64", documented);
    assert_eq!(folder.strait(&AGAINST).clean(), "");
}

#[test]
fn what_was_imported_means_what_it_meant() {
    let folder = people();
    folder.strait(&["import", "proto/people/v1/people.proto", "--out", "src"]).clean();
    let imported = folder.read("src/people/v1.rs");
    assert!(imported.contains("/// Who it is.\n    /// strait:type UserId\n"), "{imported}");
    folder.write("src/lib.rs", "pub mod people;\n");
    folder.strait(&["export", "--out", "proto", "--check"]).clean();
    assert_eq!(folder.strait(&AGAINST).clean(), "");

    // With a newtype of that name again, what is said by hand is not said twice.
    folder.edit("src/people/v1.rs", "pub id: u64,", "pub id: UserId,");
    let newtype = "\n#[derive(Clone, Debug, Default, PartialEq, Message)]\n\
                   #[message(transparent)]\npub struct UserId(pub u64);\n";
    let imported = folder.read("src/people/v1.rs");
    folder.write("src/people/v1.rs", &format!("{imported}{newtype}"));
    folder.strait(&["export", "--out", "proto", "--check"]).clean();
}
