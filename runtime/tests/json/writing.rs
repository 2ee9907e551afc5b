//! The canonical form.

use std::collections::{BTreeMap, HashMap};

use strait::{Open, json};

use crate::codec_support::*;

#[track_caller]
fn assert_form<M: json::JsonMessage + PartialEq + std::fmt::Debug>(message: &M, text: &str) {
    assert_eq!(json::to_string(message).expect("has a form"), text);
    assert_eq!(&json::from_str::<M>(text).expect("is the form"), message);
}

#[test]
fn an_empty_message_is_an_empty_object() {
    assert_form(&Scalars::default(), "{}");
    assert_form(&Lists::default(), "{}");
    assert_form(&Maps::default(), "{}");
}

#[test]
fn numbers_of_64_bits_and_what_is_no_number_are_strings() {
    let scalars = Scalars {
        int32: i32::MIN,
        int64: i64::MIN,
        uint32: u32::MAX,
        uint64: u64::MAX,
        sint64: -1,
        fixed64: 1,
        float: f32::NEG_INFINITY,
        double: 0.1,
        ..Scalars::default()
    };
    assert_form(
        &scalars,
        r#"{"int32":-2147483648,"int64":"-9223372036854775808","uint32":4294967295,"uint64":"18446744073709551615","sint64":"-1","fixed64":"1","float":"-Infinity","double":0.1}"#,
    );
    let nan = Scalars { double: f64::NAN, float: 0.1, ..Scalars::default() };
    assert_eq!(json::to_string(&nan).expect("has a form"), r#"{"float":0.1,"double":"NaN"}"#);
    let read = json::from_str::<Scalars>(r#"{"double":"NaN"}"#).expect("is the form");
    assert!(read.double.is_nan());
}

#[test]
fn negative_zero_is_not_the_default() {
    let text = json::to_string(&Scalars { double: -0.0, ..Scalars::default() });
    assert_eq!(text.expect("has a form"), r#"{"double":-0.0}"#);
    let read = json::from_str::<Scalars>(r#"{"double":-0.0,"float":-0}"#).expect("is the form");
    assert!(read.double.is_sign_negative() && read.float.is_sign_negative());
}

#[test]
fn enums_are_names_and_unknown_ones_numbers() {
    let scalars =
        Scalars { mood: Mood::Low, open_mood: Open::from_number(7), ..Scalars::default() };
    assert_form(&scalars, r#"{"mood":"MOOD_LOW","openMood":7}"#);
}

#[test]
fn bytes_are_base64_with_padding() {
    let scalars = Scalars {
        blob: b"\xfb\xff".to_vec(),
        shared_text: "\u{1}\"\u{2028}".to_owned().into(),
        ..Scalars::default()
    };
    assert_form(&scalars, "{\"blob\":\"+/8=\",\"sharedText\":\"\\u0001\\\"\u{2028}\"}");
}

#[test]
fn optional_fields_are_there_if_they_are_set() {
    let optionals = Optionals {
        flag: Some(false),
        text: Some(String::new()),
        mood: Some(Mood::Unspecified),
        scalars: Some(Scalars::default()),
        wrapped_int: Some(0),
        ..Optionals::default()
    };
    assert_form(
        &optionals,
        r#"{"flag":false,"text":"","mood":"MOOD_UNSPECIFIED","scalars":{},"wrappedInt":0}"#,
    );
}

#[test]
fn keys_of_maps_are_strings() {
    let maps = Maps {
        counts: HashMap::from([(-1, 5)]),
        flags: BTreeMap::from([(false, vec![0]), (true, vec![])]),
        moods: BTreeMap::from([(u64::MAX, Mood::Happy)]),
        ..Maps::default()
    };
    assert_form(
        &maps,
        r#"{"counts":{"-1":"5"},"flags":{"false":"AA==","true":""},"moods":{"18446744073709551615":"MOOD_HAPPY"}}"#,
    );
}

#[test]
fn oneofs_are_the_field_that_is_set() {
    let tree = Tree { contact: Some(Contact::Code(0)), ..Tree::default() };
    assert_form(&tree, r#"{"leaf":{},"code":0}"#);
}

#[test]
fn narrow_integers_and_arrays_have_a_form() {
    let narrow =
        Narrow { byte: 255, array: [0, 1, 2, 3], arrays: vec![[9, 9]], ..Narrow::default() };
    assert_form(&narrow, r#"{"byte":255,"array":"AAECAw==","arrays":["CQk="]}"#);
}

#[test]
fn transparent_types_are_what_they_hold() {
    let scalars = Scalars { user: UserId(7), ..Scalars::default() };
    assert_form(&scalars, r#"{"user":"7"}"#);
}
