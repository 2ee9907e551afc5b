//! The well-known types that have a form of their own.

use std::{
    collections::BTreeMap,
    time::{self, SystemTime},
};

use strait::{
    Message,
    json::{self, JsonMessage, Options, TypeRegistry},
    well_known::{
        Any, Duration, Empty, FieldMask, Int64Value, ListValue, StringValue, Struct, Timestamp,
        Value,
    },
};

use crate::codec_support::*;

#[track_caller]
fn assert_form<M: JsonMessage + PartialEq + std::fmt::Debug>(message: &M, text: &str) {
    assert_eq!(json::to_string(message).expect("has a form"), text);
    assert_eq!(&json::from_str::<M>(text).expect("is the form"), message);
}

#[track_caller]
fn refused<M: JsonMessage + std::fmt::Debug>(text: &str) -> String {
    json::from_str::<M>(text).expect_err(text).to_string()
}

#[test]
fn times_and_durations_are_text() {
    assert_form(&Timestamp { seconds: -1, nanos: 500_000_000 }, r#""1969-12-31T23:59:59.500Z""#);
    assert_form(&Duration { seconds: -3, nanos: -1 }, r#""-3.000000001s""#);
    assert_form(
        &(SystemTime::UNIX_EPOCH + time::Duration::from_secs(1)),
        r#""1970-01-01T00:00:01Z""#,
    );
    assert_form(&time::Duration::from_millis(1500), r#""1.500s""#);
    let optionals = Optionals {
        timeout: Some(time::Duration::ZERO),
        sent: Some(SystemTime::UNIX_EPOCH),
        ..Optionals::default()
    };
    assert_form(&optionals, r#"{"timeout":"0s","sent":"1970-01-01T00:00:00Z"}"#);
}

#[test]
fn times_out_of_range_are_neither_read_nor_written() {
    assert!(json::to_string(&Timestamp { seconds: 253_402_300_800, nanos: 0 }).is_err());
    assert!(json::to_string(&Timestamp { seconds: 0, nanos: -1 }).is_err());
    assert!(json::to_string(&Duration { seconds: 1, nanos: -1 }).is_err());
    assert_eq!(
        refused::<Timestamp>(r#""0000-12-31T23:59:59Z""#),
        "\"0000-12-31T23:59:59Z\" is outside the years 1 to 9999, expected a time in RFC 3339 such \
         as \"2026-11-22T20:00:00Z\", at line 1 column 22"
    );
    assert_eq!(
        refused::<time::Duration>(r#""-1s""#),
        "-1 seconds and 0 nanoseconds are out of range, expected std::time::Duration within 0 to \
         315576000000 seconds"
    );
}

#[test]
fn structs_are_the_json_they_hold() {
    let object = Struct::from_iter([
        ("bool", Value::from(true)),
        ("list", ListValue::from_iter([Value::from(1.5), Value::Null]).into()),
        ("object", Struct::default().into()),
        ("text", "NaN".into()),
    ]);
    assert_form(&object, r#"{"bool":true,"list":[1.5,null],"object":{},"text":"NaN"}"#);
    assert_form(
        &Value::from(object.clone()),
        r#"{"bool":true,"list":[1.5,null],"object":{},"text":"NaN"}"#,
    );
    assert_form(&Value::Null, "null");
    assert_form(&ListValue::default(), "[]");
    assert!(json::to_string(&Value::Number(f64::NAN)).is_err());
    assert_eq!(
        refused::<Struct>(r#"{"a":{"b":1,"b":2}}"#),
        r#"["a"]["b"]: the key is there twice, at line 1 column 18"#
    );
    assert_eq!(
        refused::<Struct>("[]"),
        "invalid type: sequence, expected an object, at line 1 column 0"
    );
}

#[test]
fn field_masks_are_one_string() {
    assert_form(&FieldMask::default(), r#""""#);
    assert_form(&FieldMask::from_iter(["a", "first_name.b_c"]), r#""a,firstName.bC""#);
    assert_form(&FieldMask::from_iter(["_a.b2"]), r#""A.b2""#);
    for path in ["fooBar", "foo_3_bar", "foo__bar", "foo_", "a b", "a,b", "", "a.", "3d"] {
        assert!(json::to_string(&FieldMask::from_iter([path])).is_err(), "{path}");
    }
    for text in [r#""foo_bar""#, r#""a b""#, "1", r#"",""#, r#""a,""#, r#"".a""#, r#""a..b""#] {
        refused::<FieldMask>(text);
    }
}

#[test]
fn wrappers_are_what_they_wrap() {
    assert_form(&Int64Value::from(5), r#""5""#);
    assert_form(&StringValue::default(), r#""""#);
    assert_form(&Empty {}, "{}");
}

#[test]
fn any_shows_its_message() {
    let registry = TypeRegistry::new().with::<Scalars>().with::<Tree>();
    let options = Options::new().registry(registry);
    let tree = Tree {
        name: "a".to_owned(),
        contact: Some(Contact::Phone("5".to_owned())),
        ..Tree::default()
    };
    let nested = Any::pack(&Any::pack(&Timestamp { seconds: 1, nanos: 0 }));
    for (any, text) in [
        (Any::default(), "{}"),
        (
            Any::pack(&tree),
            r#"{"@type":"type.googleapis.com/test.Tree","name":"a","leaf":{},"phone":"5"}"#,
        ),
        (
            Any::pack(&Scalars { float: 0.1, ..Scalars::default() }),
            r#"{"@type":"type.googleapis.com/test.Scalars","float":0.1}"#,
        ),
        (
            Any::pack(&time::Duration::from_secs(2)),
            r#"{"@type":"type.googleapis.com/google.protobuf.Duration","value":"2s"}"#,
        ),
        (Any::pack(&Empty {}), r#"{"@type":"type.googleapis.com/google.protobuf.Empty"}"#),
        (
            nested,
            r#"{"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/google.protobuf.Timestamp","value":"1970-01-01T00:00:01Z"}}"#,
        ),
    ] {
        assert_eq!(options.to_string(&any).expect("has a form"), text);
        assert_eq!(options.from_str::<Any>(text).expect("is the form"), any);
    }
}

#[test]
fn any_is_read_with_its_type_anywhere() {
    let text = r#"{"value":"2s","@type":"type.googleapis.com/google.protobuf.Duration"}"#;
    let any = json::from_str::<Any>(text).expect("is the form");
    assert_eq!(any, Any::pack(&time::Duration::from_secs(2)));
    let go = r#"{"@type":"type.googleapis.com/google.protobuf.Empty","value":{}}"#;
    assert_eq!(json::from_str::<Any>(go).expect("is Go's form"), Any::pack(&Empty {}));
}

#[test]
fn any_needs_a_type_it_knows() {
    assert_eq!(
        json::to_string(&Any::pack(&Leaf::default())).expect_err("is unknown").to_string(),
        "the type `type.googleapis.com/test.Leaf` is not known, expected one of the \
         `TypeRegistry`: add it with `Options::registry`"
    );
    for text in [
        r#"{"a":1}"#,
        r#"{"@type":5}"#,
        r#"{"@type":"","a":1}"#,
        r#"{"@type":"x.y/test.Leaf"}"#,
        r#"{"@type":"x.y/google.protobuf.Duration"}"#,
        r#"{"@type":"x.y/google.protobuf.Duration","value":"1s","other":1}"#,
        r#"{"@type":"x.y/google.protobuf.Duration","value":"1s","value":"1s"}"#,
        r#"{"@type":"x.y/google.protobuf.Empty","@type":"x.y/google.protobuf.Empty"}"#,
    ] {
        refused::<Any>(text);
    }
    let text = format!(
        "{}{}",
        r#"{"@type":"a/google.protobuf.Any","value":"#.repeat(200),
        "}".repeat(200)
    );
    assert!(json::from_str::<Any>(&text).is_err());
}

#[test]
fn maps_hold_well_known_types() {
    strait::package!("test");

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    struct Held {
        #[tag(1)]
        durations: BTreeMap<String, Duration>,
        #[tag(2, wrapper)]
        wrapped: Vec<u64>,
        #[tag(3)]
        masks: Vec<FieldMask>,
    }

    let held = Held {
        durations: BTreeMap::from([("a".to_owned(), Duration { seconds: 1, nanos: 0 })]),
        wrapped: vec![1, 0],
        masks: vec![FieldMask::from_iter(["a_b"])],
    };
    assert_form(&held, r#"{"durations":{"a":"1s"},"wrapped":["1","0"],"masks":["aB"]}"#);
}
