//! What only proto2 and editions have on the wire: groups and closed enums.

use std::collections::BTreeMap;

use bytes::Bytes;
use strait::{DecodeError, DecodeOptions, Enumeration, Message, Oneof, UnknownFields};

strait::package!("codec.proto2");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(closed)]
enum Size {
    Small = 1,
    Large = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
struct Keeper {
    #[tag(1)]
    one: Option<Size>,
    #[tag(2)]
    packed: Vec<Size>,
    #[tag(3, unpacked)]
    unpacked: Vec<Size>,
    #[tag(4)]
    map: BTreeMap<String, Size>,
    #[oneof]
    choice: Option<Choice>,
    #[unknown]
    unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
enum Choice {
    #[tag(5)]
    Size(Size),
    #[tag(6)]
    Text(String),
    #[tag(7, delimited)]
    Group(Group),
}

/// The same without a place for unknown fields.
#[derive(Clone, Debug, Default, PartialEq, Message)]
struct Forgetful {
    #[tag(1)]
    one: Option<Size>,
    #[tag(2)]
    packed: Vec<Size>,
    #[tag(4)]
    map: BTreeMap<String, Size>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
struct Group {
    #[tag(1)]
    text: String,
    #[tag(2, delimited)]
    inner: Option<Box<Group>>,
    #[tag(3, delimited)]
    many: Vec<Group>,
    #[tag(4)]
    by_length: Option<Box<Group>>,
}

fn decode<M: Message>(bytes: &[u8]) -> Result<M, DecodeError> {
    M::decode(Bytes::copy_from_slice(bytes))
}

fn group(text: &str) -> Group {
    Group { text: text.into(), ..Group::default() }
}

#[test]
fn a_number_that_a_closed_enum_lacks_leaves_the_field_as_it_was() {
    let keeper: Keeper = decode(&[0x08, 2, 0x08, 9]).expect("well formed");
    assert_eq!(keeper.one, Some(Size::Large));
    assert_eq!(keeper.encode_to_bytes(), [0x08, 2, 0x08, 9][..]);

    let forgetful: Forgetful = decode(&[0x08, 9]).expect("well formed");
    assert_eq!(forgetful, Forgetful::default());
}

#[test]
fn unknown_elements_of_a_closed_enum_become_single_unknown_fields() {
    let keeper: Keeper = decode(&[0x12, 4, 1, 9, 2, 8, 0x18, 1, 0x18, 7]).expect("well formed");
    assert_eq!(keeper.packed, [Size::Small, Size::Large]);
    assert_eq!(keeper.unpacked, [Size::Small]);
    let written = [0x12, 2, 1, 2, 0x18, 1, 0x10, 9, 0x10, 8, 0x18, 7];
    assert_eq!(keeper.encode_to_bytes(), written[..]);

    let forgetful: Forgetful = decode(&[0x12, 3, 1, 9, 2]).expect("well formed");
    assert_eq!(forgetful.packed, [Size::Small, Size::Large]);
}

#[test]
fn a_map_entry_with_an_unknown_number_is_kept_whole() {
    let bytes = [0x22, 5, 0x0a, 1, b'a', 0x10, 2, 0x22, 5, 0x0a, 1, b'b', 0x10, 9];
    let keeper: Keeper = decode(&bytes).expect("well formed");
    assert_eq!(keeper.map, BTreeMap::from([("a".to_owned(), Size::Large)]));
    assert_eq!(keeper.encode_to_bytes(), bytes[..]);

    let forgetful: Forgetful = decode(&bytes).expect("well formed");
    assert_eq!(forgetful.map.len(), 1);
}

#[test]
fn an_unknown_number_does_not_set_a_oneof() {
    let keeper: Keeper = decode(&[0x32, 1, b'x', 0x28, 9]).expect("well formed");
    assert_eq!(keeper.choice, Some(Choice::Text("x".into())));
    assert_eq!(keeper.encode_to_bytes(), [0x32, 1, b'x', 0x28, 9][..]);
}

#[test]
fn the_first_value_of_a_closed_enum_is_its_default() {
    assert_eq!(<Size as Enumeration>::ZERO, Size::Small);
}

#[test]
fn groups_nest_in_groups_and_in_messages_with_lengths() {
    let message = Group {
        inner: Some(Box::new(Group { many: vec![group("a"), group("b")], ..group("in") })),
        by_length: Some(Box::new(Group { inner: Some(Box::new(group("x"))), ..group("") })),
        ..group("out")
    };
    let bytes = message.encode_to_bytes();
    let group_in_length = [0x22, 5, 0x13, 0x0a, 1, b'x', 0x14];
    assert!(bytes.ends_with(&group_in_length), "{bytes:?}");
    assert_eq!(decode::<Group>(&bytes).expect("own bytes"), message);

    let choice = Keeper { choice: Some(Choice::Group(message)), ..Keeper::default() };
    assert_eq!(decode::<Keeper>(&choice.encode_to_bytes()).expect("own bytes"), choice);
}

#[test]
fn a_group_that_comes_twice_is_merged() {
    let bytes = [0x13, 0x0a, 1, b'a', 0x14, 0x13, 0x1b, 0x1c, 0x14];
    let merged: Group = decode(&bytes).expect("well formed");
    let inner = Group { many: vec![group("")], ..group("a") };
    assert_eq!(merged.inner.as_deref(), Some(&inner));
}

#[test]
fn the_end_of_a_group_stands_where_its_start_does() {
    let wrong: [(&str, &[u8]); 5] = [
        ("no end", &[0x13, 0x0a, 1, b'a']),
        ("the end of another", &[0x13, 0x1c]),
        ("an end without a start", &[0x14]),
        ("an end within a nested message", &[0x13, 0x22, 1, 0x14, 0x14]),
        ("a start within a nested message", &[0x22, 1, 0x13, 0x14]),
    ];
    for (what, bytes) in wrong {
        assert!(decode::<Group>(bytes).is_err(), "{what}");
    }
}

#[test]
fn groups_count_as_nesting() {
    let nested = [vec![0x13; 11], vec![0x14; 11]].concat();
    let options = DecodeOptions::new().recursion_limit(10);
    let decoded = Group::decode_with(nested.into(), &options);
    assert!(decoded.is_err_and(|error| error.to_string().contains("10")));
}
