//! Times and UUIDs of other crates: what they are on the wire, and what is refused.

use std::{fmt::Debug, marker::PhantomData, time::SystemTime};

use bytes::Bytes;
use strait::{
    Decode, DecodeError, Encode, Message,
    message::{Field, Plain, Reader, Sizes, Tag, Text, Writer},
    schema::{Schema, TypeName},
};
use uuid::Uuid;

strait::package!("test");

/// A message with one field, in any encoding.
struct One<F, E>(F, PhantomData<fn() -> E>);

impl<F: Field<E>, E> Encode for One<F, E> {
    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        self.0.field_len(1, sizes)
    }

    fn encode_fields(&self, out: &mut Writer<'_>) {
        self.0.encode_field(1, out);
    }
}

impl<F: Field<E>, E> Decode for One<F, E> {
    fn empty() -> Self {
        Self(F::empty(), PhantomData)
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0.merge_field(tag, reader).map_err(|error| error.at("test.One", "value"))
    }
}

impl<F: Field<E>, E: 'static> Message for One<F, E> {
    fn type_name() -> TypeName {
        TypeName::new("test", "One")
    }

    fn describe(_: &mut Schema) {}
}

#[track_caller]
fn assert_bytes<F: Field<E> + PartialEq + Debug, E: 'static>(value: F, expected: &[u8]) {
    let message = One::<F, E>(value, PhantomData);
    let encoded = message.encode_to_bytes();
    assert_eq!(encoded, expected);
    assert_eq!(One::<F, E>::decode(encoded).expect("decodes").0, message.0);
}

#[track_caller]
fn assert_text<F: Field<Text> + PartialEq + Debug>(value: F, expected: &str) {
    let prefix = [0x0a, u8::try_from(expected.len()).expect("short")];
    assert_bytes::<F, Text>(value, &[&prefix, expected.as_bytes()].concat());
}

fn decode<F: Field<E>, E: 'static>(bytes: &'static [u8]) -> Result<F, String> {
    let decoded = One::<F, E>::decode(Bytes::from_static(bytes));
    decoded.map(|message| message.0).map_err(|error| error.to_string())
}

/// A nanosecond before 1969-12-31T23:59:59Z, and what it is as a `google.protobuf.Timestamp`.
const BEFORE: i128 = -1_000_000_001;
const BEFORE_BYTES: &[u8] =
    b"\x0a\x11\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x10\xff\x93\xeb\xdc\x03";
const BEFORE_TEXT: &str = "1969-12-31T23:59:58.999999999Z";

#[test]
fn chrono() {
    let time = chrono::DateTime::from_timestamp(-2, 999_999_999).expect("in range");
    assert_bytes::<_, Plain>(time, BEFORE_BYTES);
    assert_text(time, BEFORE_TEXT);
    let parsed =
        decode::<chrono::DateTime<chrono::Utc>, Text>(b"\x0a\x191970-01-01T01:00:01+01:00");
    assert_eq!(parsed.expect("RFC 3339").timestamp(), 1);
    assert_eq!(
        decode::<chrono::DateTime<chrono::Utc>, Text>(b"\x0a\x05today").unwrap_err(),
        "test.One.value: the value is not a time in RFC 3339"
    );
    assert_bytes::<Option<chrono::DateTime<chrono::Utc>>, Plain>(None, b"");
    let far = chrono::DateTime::<chrono::Utc>::MAX_UTC;
    let message = One::<_, Text>(far, PhantomData).encode_to_bytes();
    assert_eq!(message, &b"\x0a\x149999-12-31T23:59:59Z"[..]);
}

#[test]
fn jiff() {
    let time = jiff::Timestamp::from_nanosecond(BEFORE).expect("in range");
    assert_bytes::<_, Plain>(time, BEFORE_BYTES);
    assert_text(time, BEFORE_TEXT);
    assert_eq!(
        decode::<jiff::Timestamp, Text>(b"\x0a\0").unwrap_err(),
        "test.One.value: the value is not a time in RFC 3339"
    );
}

#[test]
fn time() {
    let time = time::OffsetDateTime::from_unix_timestamp_nanos(BEFORE).expect("in range");
    assert_bytes::<_, Plain>(time, BEFORE_BYTES);
    assert_text(time, BEFORE_TEXT);
    assert_bytes::<_, Plain>(SystemTime::from(time), BEFORE_BYTES);
    let elsewhere = time.to_offset(time::UtcOffset::from_hms(5, 30, 0).expect("an offset"));
    assert_text(elsewhere, BEFORE_TEXT);
    assert_eq!(
        decode::<time::OffsetDateTime, Text>(b"\x0a\x0a1970-01-01").unwrap_err(),
        "test.One.value: the value is not a time in RFC 3339"
    );
}

#[test]
fn uuid() {
    let id = Uuid::from_u128(0x6761_6220_7074_4c6c_8f4d_1a2b_3c4d_5e6f);
    assert_bytes::<_, Plain>(id, &[b"\x0a\x10", &id.as_bytes()[..]].concat());
    assert_text(id, "67616220-7074-4c6c-8f4d-1a2b3c4d5e6f");
    assert_bytes::<_, Plain>(Uuid::nil(), b"");
    assert_bytes::<_, Text>(Uuid::nil(), b"");
    assert_text(vec![id], "67616220-7074-4c6c-8f4d-1a2b3c4d5e6f");
    assert_eq!(
        decode::<Uuid, Plain>(b"\x0a\x03abc").unwrap_err(),
        "test.One.value: 3 bytes where the field holds exactly 16"
    );
    assert_eq!(
        decode::<Uuid, Text>(b"\x0a\x03abc").unwrap_err(),
        "test.One.value: the value is not a UUID"
    );
}

/// The encodings as a user writes them.
#[derive(Debug, PartialEq, strait::Message)]
struct Event {
    #[tag(1)]
    id: Uuid,
    #[tag(2, string)]
    parent: Option<Uuid>,
    #[tag(3)]
    at: chrono::DateTime<chrono::Utc>,
    #[tag(4, string)]
    until: Option<jiff::Timestamp>,
    #[tag(5, key = string)]
    by_id: std::collections::BTreeMap<Uuid, u32>,
}

#[test]
fn attributes_choose_between_bytes_and_text() {
    let mut schema = Schema::new();
    <Event as Message>::describe(&mut schema);
    let files = schema.proto_files().expect("one message");
    for line in [
        "bytes id = 1;",
        "optional string parent = 2;",
        "google.protobuf.Timestamp at = 3;",
        "optional string until = 4;",
        "map<string, uint32> by_id = 5;",
    ] {
        assert!(files[0].contents().contains(line), "{line} is not in {}", files[0].contents());
    }
    let event = Event {
        id: Uuid::from_u128(1),
        parent: Some(Uuid::from_u128(2)),
        at: chrono::DateTime::UNIX_EPOCH,
        until: Some(jiff::Timestamp::UNIX_EPOCH),
        by_id: [(Uuid::from_u128(3), 4)].into(),
    };
    assert_eq!(Event::decode(event.encode_to_bytes()).expect("decodes"), event);
}
