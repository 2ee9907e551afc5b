//! The derives' output must compile whatever the user calls their own things and however strict
//! their lints are.

#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, unused_lifetimes)]
#![deny(clippy::all, clippy::pedantic)]
#![expect(dead_code, unused_macros, reason = "the names are only there to be in the way")]

strait::package!("hostile.v1");

/// Everything the standard prelude offers, taken.
pub mod shadowed {
    use ::std::{collections::BTreeMap, time::SystemTime};

    use ::strait::{Enumeration as En, Message as Msg, Oneof as On, UnknownFields};

    struct Option;
    struct Result;
    struct Box;
    struct String;
    struct Vec;
    struct Default;
    struct Send;
    struct Sync;
    struct Sized;
    struct Reader;
    struct Writer;
    struct Tag;
    struct Field;
    struct Schema;
    struct Message;
    struct Oneof;
    struct T;
    #[expect(non_snake_case, reason = "in the way of the variants")]
    fn Some() {}
    #[expect(non_snake_case, reason = "in the way of the variants")]
    fn Ok() {}
    #[expect(non_snake_case, reason = "in the way of the variants")]
    fn Err() {}
    #[expect(non_upper_case_globals, reason = "in the way of the variants")]
    const None: u8 = 0;
    mod core {}
    mod std {}
    mod strait {}
    macro_rules! concat {
        () => {};
    }
    macro_rules! assert {
        () => {};
    }
    macro_rules! format {
        () => {};
    }
    macro_rules! module_path {
        () => {};
    }
    type Text = ::std::string::String;

    /// A message with everything in it.
    #[derive(Clone, Debug, Default, PartialEq, Msg)]
    #[message(reserved(90, 100..=110, "gone"))]
    pub struct Everything {
        /// A keyword.
        #[tag(1)]
        pub r#type: Text,
        /// A title.
        #[tag(2)]
        pub title: ::core::option::Option<Text>,
        /// Moods.
        #[tag(3)]
        pub moods: ::std::vec::Vec<Mood>,
        #[tag(4, key = sint, value = fixed)]
        labels: BTreeMap<i32, u32>,
        #[tag(5)]
        sent: ::core::option::Option<SystemTime>,
        #[tag(6, unpacked)]
        numbers: ::std::vec::Vec<i32>,
        #[tag(7, wrapper)]
        wrapped: ::core::option::Option<i32>,
        /// Old.
        #[deprecated]
        #[tag(8, sint, json_name = "oldest")]
        old: i64,
        #[required]
        #[tag(9)]
        id: UserId,
        #[tag(20)]
        tree: ::core::option::Option<::std::boxed::Box<Everything>>,
        /// How to reach them.
        #[oneof]
        pub contact: ::core::option::Option<Contact>,
        #[unknown]
        unknown: UnknownFields,
        #[message(skip)]
        cached: ::core::option::Option<u8>,
    }

    /// A mood.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, En)]
    pub enum Mood {
        /// None.
        #[default]
        None = 0,
        /// Some.
        Some = 1,
        /// Err.
        #[enumeration(name = "MOOD_ERROR")]
        Err = -1,
    }

    /// A contact.
    #[derive(Clone, Debug, PartialEq, On)]
    pub enum Contact {
        /// By phone.
        #[tag(10)]
        Phone(Text),
        /// By post.
        #[tag(11)]
        Postal(Address),
        /// The number, zigzag.
        #[tag(12, sint)]
        Number(i32),
    }

    /// An address.
    #[derive(Clone, Debug, Default, PartialEq, Msg)]
    #[message(name = "Everything.Address")]
    pub struct Address {
        /// The street.
        #[tag(1)]
        pub street: Text,
    }

    /// A user's number.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Msg)]
    #[message(transparent)]
    pub struct UserId(pub u64);

    /// Nothing.
    #[derive(Clone, Copy, Debug, Msg)]
    pub struct Nothing;

    /// Nothing either.
    #[derive(Clone, Copy, Debug, Msg)]
    #[message(package = "elsewhere")]
    pub struct Blank {}

    /// A page of anything.
    #[derive(Clone, Debug, PartialEq, Msg)]
    #[message(name = "{Item}Page")]
    pub struct Page<Item> {
        /// The items.
        #[tag(1)]
        pub items: ::std::vec::Vec<Item>,
        /// The next page.
        #[tag(2)]
        pub next: Text,
    }

    macro_rules! message {
        ($name:ident { $($number:literal $field:ident: $ty:ty,)* }) => {
            /// Made by a macro.
            #[derive(Clone, Debug, PartialEq, Msg)]
            pub struct $name {
                $(
                    /// A field.
                    #[tag($number)]
                    pub $field: $ty,
                )*
            }
        };
    }

    message!(Generated { 1 tag: u32, 2 reader: ::std::vec::Vec<UserId>, 3 len: i32, 4 out: u64, });
}

#[cfg(test)]
mod tests {
    use strait::Message;

    use super::shadowed::{
        Address, Blank, Contact, Everything, Generated, Mood, Nothing, Page, UserId,
    };

    fn round_trip<M: Message + PartialEq + std::fmt::Debug>(message: &M) -> M {
        M::decode(message.encode_to_bytes()).expect("it was just encoded")
    }

    #[test]
    fn everything_survives_a_round_trip() {
        let mut everything = Everything::default();
        everything.r#type = "t".to_owned();
        everything.title = Some(String::new());
        everything.moods = vec![Mood::Some, Mood::Err];
        everything.contact = Some(Contact::Postal(Address { street: "s".to_owned() }));
        // The required number is 0 and so is not written; a peer that leaves it out is refused.
        let error = Everything::decode(everything.encode_to_bytes()).expect_err("no id");
        assert!(error.to_string().contains("hostile.v1.Everything.id"), "{error}");
        let page = Page { items: vec![Address { street: "s".to_owned() }], next: "n".to_owned() };
        assert_eq!(round_trip(&page), page);
        let generated = Generated { tag: 1, reader: vec![UserId(7)], len: -3, out: 4 };
        assert_eq!(round_trip(&generated), generated);
    }

    #[test]
    fn names_come_from_the_package_and_the_attributes() {
        assert_eq!(Everything::type_name().to_string(), "hostile.v1.Everything");
        assert_eq!(Address::type_name().to_string(), "hostile.v1.Everything.Address");
        assert_eq!(Page::<Address>::type_name().to_string(), "hostile.v1.AddressPage");
        assert_eq!(Page::<Page<Address>>::type_name().to_string(), "hostile.v1.AddressPagePage");
        assert_eq!(Blank::type_name().to_string(), "elsewhere.Blank");
        assert_eq!(Nothing::type_name().to_string(), "hostile.v1.Nothing");
    }
}
