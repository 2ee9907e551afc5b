//! What can be chosen.

use strait::{Open, json::Options};

use crate::codec_support::*;

#[test]
fn defaults_are_printed_where_there_is_no_presence() {
    let text = Options::new().print_defaults().to_string(&Tree::default()).expect("has a form");
    assert_eq!(text, r#"{"name":"","children":[],"named":{},"leaf":{"weight":0}}"#);
    let text = Options::new().print_defaults().to_string(&Optionals::default());
    assert_eq!(text.expect("has a form"), "{}");
    let text = Options::new().print_defaults().to_string(&Scalars::default()).expect("has a form");
    assert!(text.contains(r#""int64":"0""#) && text.contains(r#""mood":"MOOD_UNSPECIFIED""#));
    assert!(text.contains(r#""blob":"""#) && text.contains(r#""flag":false"#), "{text}");
}

#[test]
fn names_can_be_those_of_the_proto() {
    let scalars = Scalars { open_mood: Open::from(Mood::Busy), ..Scalars::default() };
    let options = Options::new().proto_names().enums_as_numbers();
    let text = options.to_string(&scalars).expect("has a form");
    assert_eq!(text, r#"{"open_mood":200}"#);
    assert_eq!(options.from_str::<Scalars>(&text).expect("is the form"), scalars);
}

#[test]
fn text_can_have_line_breaks() {
    let leaf = Leaf { weight: 5 };
    let text = Options::new().to_string_pretty(&leaf).expect("has a form");
    assert_eq!(text, "{\n  \"weight\": 5\n}");
}

#[test]
fn what_is_unknown_can_be_ignored() {
    let options = Options::new().ignore_unknown();
    let lists = options
        .from_str::<Lists>(r#"{"moods":["MOOD_HAPPY","MOOD_NEW","MOOD_BUSY"],"new":[{"a":[1]}]}"#)
        .expect("is ignored");
    assert_eq!(lists.moods, [Mood::Happy, Mood::Busy]);
    let maps = options.from_str::<Maps>(r#"{"moods":{"1":"MOOD_NEW","2":"MOOD_LOW"}}"#);
    assert_eq!(maps.expect("is ignored").moods.into_iter().collect::<Vec<_>>(), [(2, Mood::Low)]);
    let optionals = options.from_str::<Optionals>(r#"{"mood":"MOOD_NEW","flag":true}"#);
    let expected = Optionals { flag: Some(true), ..Optionals::default() };
    assert_eq!(optionals.expect("is ignored"), expected);
    // The value of a known field is never ignored.
    assert!(options.from_str::<Lists>(r#"{"moods":[true]}"#).is_err());
}
