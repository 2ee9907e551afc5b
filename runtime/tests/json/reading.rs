//! What is read beside the canonical form.

use std::collections::BTreeMap;

use strait::{
    Message, json,
    well_known::{NullValue, Value},
};

use crate::codec_support::*;

#[track_caller]
fn read<M: json::JsonMessage>(text: &str) -> M {
    json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn integers_are_numbers_or_strings_with_zeros_and_exponents() {
    for text in ["100", "\"100\"", "100.0", "1e2", "\"1e2\"", "\"100.000\"", "1.0E+2", "10000e-2"] {
        let text = format!(r#"{{"int32":{text},"int64":{text},"uint64":{text},"fixed32":{text}}}"#);
        let expected =
            Scalars { int32: 100, int64: 100, uint64: 100, fixed32: 100, ..Scalars::default() };
        assert_eq!(read::<Scalars>(&text), expected, "{text}");
    }
    assert_eq!(read::<Scalars>(r#"{"uint64": 18446744073709551615}"#).uint64, u64::MAX);
    assert_eq!(read::<Scalars>(r#"{"int64": "9.223372036854775807e18"}"#).int64, i64::MAX);
}

#[test]
fn integers_keep_every_digit() {
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(package = "test")]
    struct Wide {
        #[tag(1)]
        i: i64,
        #[tag(2, wrapper)]
        wrapped: Option<u64>,
        #[tag(3)]
        list: Vec<i64>,
        #[tag(4)]
        map: BTreeMap<String, u64>,
    }

    let odd: u64 = (1 << 53) + 1;
    for text in ["9007199254740993", "\"9007199254740993\"", "\"9007199254740993.0\""] {
        let text = format!(
            r#"{{"i":{text},"wrapped":{text},"list":[{text},-9007199254740993],"map":{{"a":{text}}}}}"#
        );
        let map = BTreeMap::from([("a".to_owned(), odd)]);
        let (i, list) = (odd.cast_signed(), vec![odd.cast_signed(), -odd.cast_signed()]);
        assert_eq!(read::<Wide>(&text), Wide { i, wrapped: Some(odd), list, map }, "{text}");
    }
    for (text, expected) in [
        ("9007199254740991.0", (1 << 53) - 1),
        ("-9.007199254740991e15", 1 - (1 << 53)),
        ("\"1e18\"", 1_000_000_000_000_000_000),
        ("\"1000000000000000001.0\"", 1_000_000_000_000_000_001),
    ] {
        assert_eq!(read::<Wide>(&format!(r#"{{"i":{text}}}"#)).i, expected, "{text}");
    }
    // A parser of JSON has made floats of them, and of their neighbours the same ones.
    for (text, float) in [
        ("9007199254740992.0", "9007199254740992"),
        ("9007199254740993.0", "9007199254740992"),
        ("-9007199254740993.0", "-9007199254740992"),
        ("9007199254740995.0", "9007199254740996"),
        ("1e18", "1000000000000000000"),
        ("1000000000000000001.0", "1000000000000000000"),
    ] {
        let text = format!(r#"{{"i":{text}}}"#);
        let error = json::from_str::<Wide>(&text).expect_err("may have lost a digit").to_string();
        let expected = format!("i: {float} may have lost digits: from 2^53 on write an int64 ");
        assert!(error.starts_with(&expected), "{text}: {error}");
    }
    let error = json::from_str::<Wide>(r#"{"i":1e19}"#).expect_err("too large").to_string();
    assert!(error.starts_with("i: 10000000000000000000 is out of range"), "{error}");
}

#[test]
fn floats_are_numbers_or_strings() {
    let scalars = read::<Scalars>(r#"{"float": "1.5", "double": 3}"#);
    assert_eq!((scalars.float, scalars.double), (1.5, 3.0));
    let scalars = read::<Scalars>(r#"{"float": "Infinity", "double": "-1e-7"}"#);
    assert_eq!((scalars.float, scalars.double), (f32::INFINITY, -1e-7));
}

#[test]
fn base64_has_two_alphabets_and_padding_or_not() {
    for text in ["+/8=", "+/8", "-_8=", "-_8"] {
        let text = format!(r#"{{"blob":"{text}"}}"#);
        assert_eq!(read::<Scalars>(&text).blob, b"\xfb\xff");
    }
}

#[test]
fn fields_have_the_name_of_the_proto_too() {
    assert_eq!(read::<Scalars>(r#"{"open_mood": 1, "sharedText": "x"}"#).open_mood, Mood::Happy);
}

#[test]
fn enums_are_names_or_numbers() {
    for text in ["\"MOOD_BUSY\"", "200", "2e2", "200.0"] {
        let text = format!(r#"{{"mood":{text},"openMood":{text}}}"#);
        assert_eq!(read::<Scalars>(&text).mood, Mood::Busy);
        assert_eq!(read::<Scalars>(&text).open_mood, Mood::Busy);
    }
    // As on the wire: a bare enum has its zero for what it does not know.
    assert_eq!(read::<Scalars>(r#"{"mood": 9, "openMood": 9}"#).mood, Mood::Unspecified);
}

#[test]
fn null_is_an_absent_field() {
    let fields =
        ["flag", "int64", "float", "text", "blob", "mood", "openMood", "user", "sharedText"];
    let members: Vec<_> = fields.iter().map(|field| format!("\"{field}\": null")).collect();
    assert_eq!(read::<Scalars>(&format!("{{{}}}", members.join(","))), Scalars::default());
    let optionals = r#"{"flag":null,"scalars":null,"timeout":null,"sent":null,"wrappedText":null}"#;
    assert_eq!(read::<Optionals>(optionals), Optionals::default());
    assert_eq!(read::<Lists>(r#"{"int32s":null,"scalars":null}"#), Lists::default());
    assert_eq!(read::<Maps>(r#"{"labels":null,"moods":null}"#), Maps::default());
    let tree = read::<Tree>(r#"{"phone":null,"code":5,"postal":null,"leaf":null}"#);
    assert_eq!(tree.contact, Some(Contact::Code(5)));
}

strait::package!("test");

/// Where `null` is a value.
#[derive(Clone, Debug, Default, PartialEq, Message)]
struct Nulls {
    #[tag(1)]
    null: NullValue,
    #[tag(2)]
    maybe_null: Option<NullValue>,
    #[tag(3)]
    nulls: Vec<NullValue>,
    #[tag(4)]
    maybe_value: Option<Value>,
    #[tag(5)]
    values: Vec<Value>,
    #[tag(6)]
    named: BTreeMap<String, Value>,
    #[oneof]
    choice: Option<Choice>,
}

#[derive(Clone, Debug, PartialEq, strait::Oneof)]
enum Choice {
    #[tag(10)]
    NoValue(NullValue),
    #[tag(11)]
    AnyValue(Value),
    #[tag(12)]
    Text(String),
}

#[test]
fn null_is_a_value_of_value_and_null_value() {
    let text = r#"{"maybeNull":null,"nulls":[null,null],"maybeValue":null,"values":[null],"named":{"a":null},"noValue":null}"#;
    let nulls = Nulls {
        maybe_null: Some(NullValue::Null),
        nulls: vec![NullValue::Null; 2],
        maybe_value: Some(Value::Null),
        values: vec![Value::Null],
        named: BTreeMap::from([("a".to_owned(), Value::Null)]),
        choice: Some(Choice::NoValue(NullValue::Null)),
        ..Nulls::default()
    };
    assert_eq!(read::<Nulls>(text), nulls);
    assert_eq!(json::to_string(&nulls).expect("has a form"), text);

    let other = r#"{"null":"NULL_VALUE","nulls":[0],"anyValue":null,"text":null}"#;
    let other = read::<Nulls>(other);
    assert_eq!(other.choice, Some(Choice::AnyValue(Value::Null)));
    assert_eq!(other.nulls, [NullValue::Null]);
}

#[test]
fn as_deep_as_100_messages() {
    let nested = |depth: usize| {
        let (open, close) = ("{\"children\":[".repeat(depth), "]}".repeat(depth));
        format!("{open}{close}")
    };
    assert_eq!(read::<Tree>(&nested(100)).children.len(), 1);
    let error = json::from_str::<Tree>(&nested(101)).expect_err("is too deep");
    assert_eq!(error.problem(), "messages are nested deeper than 100");
    let lists = format!(r#"{{"values":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    assert!(json::from_str::<Nulls>(&lists).is_err());
}

#[test]
fn what_is_ignored_may_be_as_deep_as_it_likes() {
    let deep = format!(r#"{{"unheard":{}{},"int32":1}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let options = json::Options::new().ignore_unknown();
    assert_eq!(options.from_str::<Scalars>(&deep).expect("is ignored").int32, 1);
}
