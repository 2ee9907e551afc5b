//! Bad bytes give an error that names the message, the field and what is wrong.

mod codec_support;

use bytes::Bytes;
use codec_support::*;
use strait::{
    DecodeError, DecodeOptions, Message,
    well_known::{Any, Value},
};

/// Decodes `bytes` as an `M`, which must fail with this text.
#[track_caller]
fn assert_error<M: Message>(bytes: impl AsRef<[u8]>, expected: &str) {
    assert_error_with::<M>(bytes, &DecodeOptions::new(), expected);
}

#[track_caller]
fn assert_error_with<M: Message>(bytes: impl AsRef<[u8]>, options: &DecodeOptions, expected: &str) {
    let bytes = Bytes::copy_from_slice(bytes.as_ref());
    let error = M::decode_with(bytes, options).err().expect("decodes what is malformed");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn tags() {
    assert_error::<Leaf>(b"\0", "test.Leaf: field number 0 is not within 1 to 536870911");
    assert_error::<Leaf>(
        b"\x80\x80\x80\x80\x10\x01",
        "test.Leaf: field number 536870912 is not within 1 to 536870911",
    );
    assert_error::<Leaf>(b"\x0e", "test.Leaf: wire type 6 does not exist");
    assert_error::<Leaf>(b"\x97\x01", "test.Leaf: wire type 7 does not exist");
    assert_error::<Leaf>(b"\x80", "test.Leaf: cut short: 2 bytes needed, 1 left");
    assert_error::<Leaf>([0xff; 11], "test.Leaf: varint exceeds 64 bits");
}

#[test]
fn varints() {
    assert_error::<Leaf>(b"\x08", "test.Leaf.weight: cut short: 1 byte needed, 0 left");
    assert_error::<Leaf>(
        b"\x08\xff\xff\xff",
        "test.Leaf.weight: cut short: 4 bytes needed, 3 left",
    );
    let eleven = [&b"\x08"[..], &[0x80; 10], b"\x01"].concat();
    assert_error::<Leaf>(eleven, "test.Leaf.weight: varint exceeds 64 bits");
    let too_large = [&b"\x08"[..], &[0xff; 9], b"\x02"].concat();
    assert_error::<Leaf>(too_large, "test.Leaf.weight: varint exceeds 64 bits");
}

#[test]
fn values_that_are_cut_short() {
    assert_error::<Scalars>(b"\x45abc", "test.Scalars.fixed32: cut short: 4 bytes needed, 3 left");
    assert_error::<Scalars>(
        b"\x49abcdefg",
        "test.Scalars.fixed64: cut short: 8 bytes needed, 7 left",
    );
    assert_error::<Scalars>(b"\x72\x03ab", "test.Scalars.text: cut short: 3 bytes needed, 2 left");
    assert_error::<Scalars>(b"\x7a\x01", "test.Scalars.blob: cut short: 1 byte needed, 0 left");
    assert_error::<Tree>(b"\x12\x05\x0a\x01a", "test.Tree.left: cut short: 5 bytes needed, 3 left");
    // A nested value cannot reach into the message around it.
    assert_error::<Tree>(
        b"\x12\x03\x0a\x02a\x0a\x01b",
        "test.Tree.left.name: cut short: 2 bytes needed, 1 left",
    );
}

#[test]
fn strings_that_are_not_utf8() {
    let expected = "string is not UTF-8: wrong from byte 1 of 2 on";
    assert_error::<Scalars>(b"\x72\x02a\xff", &format!("test.Scalars.text: {expected}"));
    assert_error::<Scalars>(b"\x82\x01\x02a\xff", &format!("test.Scalars.shared_text: {expected}"));
    assert_error::<Lists>(b"\x72\x01a\x72\x02a\xff", &format!("test.Lists.texts[1]: {expected}"));
    assert_error::<Maps>(b"\x0a\x04\x0a\x02a\xff", &format!("test.Maps.labels.key: {expected}"));
    assert_error::<Maps>(b"\x0a\x04\x12\x02a\xff", &format!("test.Maps.labels.value: {expected}"));
    assert_error::<Tree>(b"\x52\x02a\xff", &format!("test.Tree.contact.phone: {expected}"));
    assert_error::<Tree>(
        b"\x1a\0\x1a\x06\x12\x04\x0a\x02a\xff",
        &format!("test.Tree.children[1].left.name: {expected}"),
    );
    assert_error::<Optionals>(
        b"\xc2\x01\x04\x0a\x02a\xff",
        &format!("test.Optionals.wrapped_text.value: {expected}"),
    );
}

#[test]
fn packed_runs_that_end_within_an_element() {
    assert_error::<Lists>(
        b"\x12\x02\x01\x80",
        "test.Lists.int32s[0]: packed run of 2 bytes ends within an element",
    );
    assert_error::<Lists>(
        b"\x42\x05abcde",
        "test.Lists.fixed32s[0]: packed run of 5 bytes ends within an element",
    );
    let endless = [&b"\x12\x0d\x01\x02"[..], &[0x80; 10], b"\x01"].concat();
    assert_error::<Lists>(endless, "test.Lists.int32s[2]: varint exceeds 64 bits");
}

#[test]
fn groups() {
    assert_error::<Leaf>(b"\x0c", "test.Leaf: end of group 1, which is not open");
    assert_error::<Leaf>(b"\x14", "test.Leaf: end of group 2, which is not open");
    assert_error::<Leaf>(b"\x13\x08\x01", "test.Leaf: group 2 does not end");
    assert_error::<Leaf>(b"\x13\x1b\x14", "test.Leaf: end of group 2, which is not open");
    assert_error::<Proxy>(b"\xa3\x01", "test.Proxy: group 20 does not end");
    assert_error::<Proxy>(b"\xa4\x01", "test.Proxy: end of group 20, which is not open");
    let deep = [0x13; 101];
    assert_error::<Leaf>(deep, "test.Leaf: nested more deeply than the recursion limit of 100");
}

#[test]
fn integers_that_protobuf_does_not_have() {
    assert_error::<Narrow>(b"\x08\x80\x02", "test.Narrow.byte: 256 does not fit u8");
    assert_error::<Narrow>(b"\x10\x80\x80\x04", "test.Narrow.short: 65536 does not fit u16");
    assert_error::<Narrow>(b"\x18\x80\x01", "test.Narrow.signed_byte: 128 does not fit i8");
    assert_error::<Narrow>(
        b"\x20\xff\xff\xfd\xff\xff\xff\xff\xff\xff\x01",
        "test.Narrow.signed_short: -32769 does not fit i16",
    );
    assert_error::<Narrow>(b"\x28\x81\x02", "test.Narrow.zigzag_byte: -129 does not fit i8");
    assert_error::<Narrow>(
        b"\x4a\x05\x01\x02\x80\x80\x04",
        "test.Narrow.shorts[2]: 65536 does not fit u16",
    );
    assert_error::<Narrow>(
        b"\x3a\x03abc",
        "test.Narrow.array: 3 bytes where the field holds exactly 4",
    );
}

#[test]
fn times_without_a_rust_type() {
    assert_error::<Optionals>(
        b"\xaa\x01\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        "test.Optionals.timeout.seconds: -1 does not fit std::time::Duration within 0 to \
         315576000000 seconds",
    );
    assert_error::<Optionals>(
        b"\xaa\x01\x0b\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        "test.Optionals.timeout.nanos: -1 does not fit 0 to 999999999",
    );
    assert_error::<Optionals>(
        b"\xb2\x01\x06\x10\x80\x94\xeb\xdc\x03",
        "test.Optionals.sent.nanos: 1000000000 does not fit 0 to 999999999",
    );
    assert_error::<Optionals>(
        b"\xb2\x01\x07\x08\x80\x83\xd1\xff\xaf\x07",
        "test.Optionals.sent.seconds: 253402300800 does not fit the years 1 to 9999",
    );
}

#[test]
fn recursion_without_end() {
    let mut bytes = Vec::new();
    for _ in 0..101 {
        let mut outer = vec![0x12];
        let mut len = bytes.len();
        while len >= 0x80 {
            outer.push(len as u8 | 0x80);
            len >>= 7;
        }
        outer.push(len as u8);
        outer.append(&mut bytes);
        bytes = outer;
    }
    let error = Tree::decode(bytes.clone().into()).unwrap_err();
    assert!(error.to_string().ends_with(": nested more deeply than the recursion limit of 100"));
    let options = DecodeOptions::new().recursion_limit(101);
    assert!(Tree::decode_with(bytes.into(), &options).is_ok());
}

#[test]
fn nested_messages_one_after_the_other_are_not_deep() {
    let leaves = [0x1a, 0].repeat(1000);
    assert_eq!(Tree::decode(leaves.into()).unwrap().children.len(), 1000);
    let groups = [0xa3, 0x01, 0xa4, 0x01].repeat(1000);
    assert!(Leaf::decode(groups.into()).is_ok());
}

#[test]
fn elements_that_take_more_memory_than_allowed() {
    let options = DecodeOptions::new().memory_limit(4096);
    let limit = "elements exceed the memory limit of 4096 bytes";
    let mut room = 4;
    while 2 * room * size_of::<Tree>() <= 4096 {
        room *= 2;
    }
    assert_error_with::<Tree>(
        [0x1a, 0].repeat(room + 1),
        &options,
        &format!("test.Tree.children[{room}]: {limit}"),
    );
    assert!(Tree::decode_with([0x1a, 0].repeat(room).into(), &options).is_ok());
    assert_error_with::<Maps>(
        [0x0a, 0].repeat(100),
        &options,
        &format!("test.Maps.labels: {limit}"),
    );
    let boxed = Tree { left: Some(Box::default()), ..Tree::default() };
    let tiny = DecodeOptions::new().memory_limit(size_of::<Tree>() - 1);
    assert_error_with::<Tree>(
        boxed.encode_to_bytes(),
        &tiny,
        &format!(
            "test.Tree.left: elements exceed the memory limit of {} bytes",
            size_of::<Tree>() - 1
        ),
    );
    let run = [&b"\x2a\x81\x04"[..], &[1; 513]].concat();
    assert_error_with::<Lists>(&run, &options, &format!("test.Lists.uint64s[0]: {limit}"));
    let text = [&b"\x72\x81\x20"[..], &[b'a'; 4097]].concat();
    assert_error_with::<Scalars>(&text, &options, &format!("test.Scalars.text: {limit}"));
    let shared = [&b"\x82\x01\x81\x20"[..], &[b'a'; 4097]].concat();
    assert!(Scalars::decode_with(shared.into(), &options).is_ok());
    let unknown = [&b"\xa2\x01\x81\x20"[..], &[b'a'; 4097]].concat();
    assert_error_with::<Proxy>(&unknown, &options, &format!("test.Proxy: {limit}"));
    assert!(Leaf::decode_with(unknown.into(), &options).is_ok());
}

#[test]
fn messages_longer_than_allowed() {
    let options = DecodeOptions::new().length_limit(4);
    assert_error_with::<Leaf>(
        b"\x08\x01\x08\x01\x08",
        &options,
        "test.Leaf: message of 5 bytes exceeds the limit of 4",
    );
    assert!(Leaf::decode_with(Bytes::from_static(b"\x08\x01\x08\x01"), &options).is_ok());
}

#[test]
fn well_known_types() {
    assert_error::<Value>(
        b"\x2a\x09\x0a\x07\x12\x05\x32\x03\x0a\x01\x0a",
        "google.protobuf.Value.struct_value.fields.value.list_value.values[0]: \
         cut short: 1 byte needed, 0 left",
    );
    let any = Any {
        type_url: "type.googleapis.com/test.Leaf".to_owned(),
        value: Bytes::from_static(b"\x08"),
    };
    let error = any.unpack::<Leaf>().unwrap_err();
    assert_eq!(error.to_string(), "test.Leaf.weight: cut short: 1 byte needed, 0 left");
}

#[test]
fn every_prefix_of_a_message_is_read_or_refused() {
    let message = Tree {
        name: "root".to_owned(),
        children: vec![Tree { leaf: Leaf { weight: -5 }, ..Tree::default() }],
        named: [("a".to_owned(), Tree::default())].into(),
        contact: Some(Contact::Code(1 << 20)),
        ..Tree::default()
    };
    let bytes = message.encode_to_bytes();
    let results: Vec<Result<Tree, DecodeError>> =
        (0..bytes.len()).map(|end| Tree::decode(bytes.slice(..end))).collect();
    assert!(results.iter().any(Result::is_ok), "prefixes that end between fields are messages");
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        assert!(error.to_string().contains("cut short"), "{error}");
    }
}
