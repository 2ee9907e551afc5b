//! What is encoded comes back, and the bytes are those of protobuf's specification.

mod codec_support;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use codec_support::*;
use strait::{
    ByteStr, Message, Open,
    well_known::{Any, ListValue, RpcStatus, Struct, Value},
};

/// Encodes, compares with the bytes expected, and decodes them again.
#[track_caller]
fn assert_bytes<M: Message + PartialEq + std::fmt::Debug>(message: &M, expected: &[u8]) {
    let encoded = message.encode_to_bytes();
    assert_eq!(encoded.to_vec(), expected);
    assert_eq!(&M::decode(encoded).expect("decodes"), message);
}

#[test]
fn an_empty_message_has_no_bytes() {
    assert_bytes(&Scalars::default(), b"");
    assert_bytes(&Lists::default(), b"");
    assert_bytes(&Maps::default(), b"");
}

#[test]
fn scalars_are_written_as_the_specification_says() {
    let scalars = Scalars {
        int32: -1,
        sint32: -1,
        fixed32: 1,
        text: "testing".to_owned(),
        mood: Mood::Busy,
        far: 5,
        ..Scalars::default()
    };
    assert_bytes(
        &scalars,
        b"\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x30\x01\x45\x01\0\0\0\x72\x07testing\
          \x90\x01\xc8\x01\xf8\xff\xff\xff\x0f\x05",
    );
}

#[test]
fn presence_is_kept_for_empty_values() {
    let optionals = Optionals {
        flag: Some(false),
        text: Some(String::new()),
        mood: Some(Mood::Unspecified),
        scalars: Some(Scalars::default()),
        wrapped_int: Some(0),
        wrapped_text: Some("a".to_owned()),
        ..Optionals::default()
    };
    assert_bytes(&optionals, b"\x08\0\x72\0\x90\x01\0\xa2\x01\0\xba\x01\0\xc2\x01\x03\x0a\x01a");
}

#[test]
fn negative_zero_is_not_the_default() {
    let scalars = Scalars { float: -0.0, ..Scalars::default() };
    let decoded = Scalars::decode(scalars.encode_to_bytes()).unwrap();
    assert!(decoded.float.is_sign_negative());
}

#[test]
fn packed_and_unpacked_lists_read_each_other() {
    let packed = Lists { int32s: vec![1, 300, -1], doubles: vec![1.5], ..Lists::default() };
    assert_bytes(
        &packed,
        b"\x12\x0d\x01\xac\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x6a\x08\0\0\0\0\0\0\xf8\x3f",
    );
    let loose = Lists::decode(Bytes::from_static(
        b"\x10\x01\x10\xac\x02\x12\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x69\0\0\0\0\0\0\xf8\x3f",
    ));
    assert_eq!(loose.unwrap(), packed);

    let loose = Lists { loose_int32s: vec![1, 2], ..Lists::default() };
    assert_bytes(&loose, b"\xa8\x01\x01\xa8\x01\x02");
    assert_eq!(Lists::decode(Bytes::from_static(b"\xaa\x01\x02\x01\x02")).unwrap(), loose);
}

#[test]
fn map_entries_are_messages_of_key_and_value() {
    let maps = Maps { zigzag: [(-1, 1)].into(), ..Maps::default() };
    assert_bytes(&maps, b"\x1a\x04\x08\x01\x10\x02");
    let without_value = Maps::decode(Bytes::from_static(b"\x0a\x03\x0a\x01a")).unwrap();
    assert_eq!(without_value.labels["a"], "");
    let without_key = Maps::decode(Bytes::from_static(b"\x0a\x03\x12\x01b")).unwrap();
    assert_eq!(without_key.labels[""], "b");
    let twice =
        Maps::decode(Bytes::from_static(b"\x1a\x04\x08\x01\x10\x02\x1a\x04\x08\x01\x10\x04"));
    assert_eq!(twice.unwrap().zigzag, [(-1, 2)].into());
}

#[test]
fn recursive_messages_come_back() {
    let leaf = |name: &str| Tree { name: name.to_owned(), ..Tree::default() };
    let mut tree = leaf("root");
    for level in 0..20 {
        tree = Tree {
            name: format!("{level}"),
            children: vec![leaf("a"), leaf("b")],
            named: [("c".to_owned(), leaf("c")), ("d".to_owned(), leaf("d"))].into(),
            contact: Some(Contact::Postal(Box::new(leaf("e")))),
            leaf: Leaf { weight: level },
            left: Some(Box::new(tree)),
        };
    }
    assert_eq!(Tree::decode(tree.encode_to_bytes()).unwrap(), tree);
}

#[test]
fn shared_fields_point_into_the_received_buffer() {
    let sent = Scalars {
        shared_text: ByteStr::from_static("text"),
        shared_blob: Bytes::from_static(b"blob"),
        ..Scalars::default()
    };
    let encoded = sent.encode_to_bytes();
    let buffer = encoded.as_ptr_range();
    let received = Scalars::decode(encoded).unwrap();
    assert_eq!(received, sent);
    assert!(buffer.contains(&received.shared_text.as_ptr()));
    assert!(buffer.contains(&received.shared_blob.as_ptr()));
}

#[test]
fn closed_enums_read_an_unknown_number_as_zero_and_open_ones_keep_it() {
    let unknown = Bytes::from_static(b"\x90\x01\x07\x98\x01\x07");
    let scalars = Scalars::decode(unknown.clone()).unwrap();
    assert_eq!(scalars.mood, Mood::Unspecified);
    assert_eq!(scalars.open_mood.known(), None);
    assert_eq!(scalars.open_mood.number(), 7);
    assert_eq!(scalars.encode_to_bytes(), &unknown[3..]);
    assert_eq!(Open::from(Mood::Happy), Mood::Happy);
}

#[test]
fn narrow_integers_and_arrays_come_back() {
    let narrow = Narrow {
        byte: 255,
        short: 65535,
        signed_byte: -128,
        signed_short: -32768,
        zigzag_byte: -128,
        zigzag_short: 32767,
        array: *b"abcd",
        arrays: vec![[0, 0], [1, 2]],
        shorts: vec![1, 65535],
    };
    assert_eq!(Narrow::decode(narrow.encode_to_bytes()).unwrap(), narrow);
    assert_eq!(Narrow::default().encode_to_bytes(), "");
}

#[test]
fn times_before_and_after_the_epoch_come_back() {
    for sent in [
        SystemTime::UNIX_EPOCH,
        SystemTime::UNIX_EPOCH + Duration::new(1_700_000_000, 999_999_900),
        SystemTime::UNIX_EPOCH - Duration::new(1, 100),
        SystemTime::UNIX_EPOCH - Duration::from_secs(62_135_596_800),
        SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799),
    ] {
        let optionals = Optionals {
            sent: Some(sent),
            timeout: Some(Duration::new(315_576_000_000, 999_999_999)),
            ..Optionals::default()
        };
        assert_eq!(Optionals::decode(optionals.encode_to_bytes()).unwrap(), optionals);
    }
}

#[test]
fn times_beyond_what_protobuf_allows_are_written_as_the_nearest() {
    let sent = Optionals { timeout: Some(Duration::MAX), ..Optionals::default() };
    let received = Optionals::decode(sent.encode_to_bytes()).unwrap();
    assert_eq!(received.timeout, Some(Duration::from_secs(315_576_000_000)));

    let epoch = SystemTime::UNIX_EPOCH;
    for (sent, nearest) in [
        (epoch + Duration::from_secs(1 << 40), epoch + Duration::from_secs(253_402_300_799)),
        (epoch - Duration::from_secs(1 << 40), epoch - Duration::from_secs(62_135_596_800)),
    ] {
        let sent = Optionals { sent: Some(sent), ..Optionals::default() };
        let received = Optionals::decode(sent.encode_to_bytes()).unwrap();
        assert_eq!(received.sent, Some(nearest));
    }
}

#[test]
fn json_values_are_messages() {
    let object = Struct::from_iter([
        ("list", Value::from(ListValue::from_iter([Value::Null, Value::from(true)]))),
        ("name", Value::from("x")),
        ("object", Value::from(Struct::default())),
        ("size", Value::from(1.5)),
    ]);
    assert_bytes(
        &object,
        b"\x0a\x12\x0a\x04list\x12\x0a\x32\x08\x0a\x02\x08\0\x0a\x02\x20\x01\
          \x0a\x0b\x0a\x04name\x12\x03\x1a\x01x\
          \x0a\x0c\x0a\x06object\x12\x02\x2a\0\
          \x0a\x11\x0a\x04size\x12\x09\x11\0\0\0\0\0\0\xf8\x3f",
    );
    assert_eq!(Value::decode(Bytes::new()).unwrap(), Value::Null);
}

#[test]
fn a_status_carries_messages_of_any_type() {
    let leaf = Leaf { weight: 5 };
    let status = RpcStatus { code: 5, message: "no".to_owned(), details: vec![Any::pack(&leaf)] };
    let mut expected = b"\x08\x05\x12\x02no\x1a\x23\x0a\x1dtype.googleapis.com/test.Leaf".to_vec();
    expected.extend(b"\x12\x02\x08\x05");
    assert_bytes(&status, &expected);
    assert_eq!(status.details[0].unpack::<Leaf>().unwrap(), Some(leaf));
    assert_eq!(status.details[0].unpack::<Tree>().unwrap(), None);
}

#[test]
fn a_later_occurrence_replaces_scalars_and_merges_messages() {
    let scalars = Scalars::decode(Bytes::from_static(b"\x10\x01\x10\x02\x72\x01a\x72\0")).unwrap();
    assert_eq!(scalars, Scalars { int32: 2, ..Scalars::default() });

    let twice = b"\xa2\x01\x02\x10\x01\xa2\x01\x03\x72\x01a";
    let merged = Optionals::decode(Bytes::from_static(twice)).unwrap();
    let expected = Scalars { int32: 1, text: "a".to_owned(), ..Scalars::default() };
    assert_eq!(merged.scalars, Some(expected));
}

#[test]
fn the_last_variant_of_a_oneof_wins_and_messages_merge() {
    let decode = |bytes: &'static [u8]| Tree::decode(Bytes::from_static(bytes)).unwrap().contact;
    assert_eq!(decode(b"\x52\x01a\x60\x03"), Some(Contact::Code(-2)));
    assert_eq!(decode(b"\x60\x03\x52\x01a"), Some(Contact::Phone("a".to_owned())));
    let merged = decode(b"\x5a\x03\x0a\x01a\x5a\x04\x2a\x02\x08\x05");
    let expected = Tree { name: "a".to_owned(), leaf: Leaf { weight: 5 }, ..Tree::default() };
    assert_eq!(merged, Some(Contact::Postal(Box::new(expected))));
}

#[test]
fn unknown_fields_are_kept_in_order_and_written_last() {
    // A varint (20), a group (21) with a nested one, four bytes (22), eight (23), a string (24).
    let unknown = b"\xa0\x01\x96\x01\xab\x01\x08\x01\x13\x14\xac\x01\xb5\x01abcd\xb9\x01abcdefgh\xc2\x01\x02hi";
    let bytes = [unknown, &b"\x0a\x01n"[..], unknown].concat();
    let proxy = Proxy::decode(bytes.into()).unwrap();
    assert_eq!(proxy.name, "n");
    let expected = [&b"\x0a\x01n"[..], unknown, unknown].concat();
    assert_eq!(proxy.encode_to_bytes(), expected);
    assert!(format!("{:?}", proxy.unknown).contains("20: Varint (2 bytes)"), "{proxy:?}");
}

#[test]
fn a_known_number_with_a_foreign_wire_type_is_unknown() {
    // `name` as varint, `numbers` as fixed32, and the oneof's `phone` as fixed64.
    let foreign = b"\x08\x05\x15abcd\x51abcdefgh";
    let proxy = Proxy::decode(Bytes::from_static(foreign)).unwrap();
    assert_eq!(proxy.name, "");
    assert_eq!(proxy.encode_to_bytes(), &foreign[..]);

    let tree = Tree::decode(Bytes::from_static(foreign)).unwrap();
    assert_eq!(tree, Tree::default());
}

#[test]
fn numbers_too_long_for_their_type_are_cut() {
    // 2^32 + 1 as int32 and uint32, 2 as bool.
    let bytes = b"\x10\x81\x80\x80\x80\x10\x20\x81\x80\x80\x80\x10\x08\x02";
    let scalars = Scalars::decode(Bytes::from_static(bytes)).unwrap();
    assert_eq!(scalars, Scalars { flag: true, int32: 1, uint32: 1, ..Scalars::default() });
}
