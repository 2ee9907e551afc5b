//! Closed enums: a number without a name is no more a value than a name without a number.

use strait::{
    Message,
    json::{self, Options},
};

strait::package!("test.closed");

#[derive(Clone, Copy, Debug, PartialEq, Eq, strait::Enumeration)]
#[enumeration(closed)]
enum Light {
    Red = 1,
    Green = 5,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
struct Crossing {
    #[tag(1)]
    light: Option<Light>,
    #[tag(2)]
    lights: Vec<Light>,
    #[oneof]
    last: Option<Last>,
}

#[derive(Clone, Debug, PartialEq, strait::Oneof)]
enum Last {
    #[tag(3)]
    Lamp(Light),
    #[tag(4)]
    Name(String),
}

#[test]
fn numbers_that_have_a_name_are_values() {
    let text = r#"{"light": 5, "lights": [1, "LIGHT_GREEN", 5.0, "LIGHT_RED", 1e0], "lamp": 1}"#;
    let crossing: Crossing = json::from_str(text).expect("is the form");
    let lights = vec![Light::Red, Light::Green, Light::Green, Light::Red, Light::Red];
    let last = Some(Last::Lamp(Light::Red));
    assert_eq!(crossing, Crossing { light: Some(Light::Green), lights, last });
}

#[test]
fn numbers_without_a_name_are_refused() {
    for text in [
        r#"{"light": 2}"#,
        r#"{"light": -1}"#,
        r#"{"light": 2.0}"#,
        r#"{"light": 4294967301}"#,
        r#"{"lights": [1, 0]}"#,
        r#"{"lamp": 0}"#,
    ] {
        let error = json::from_str::<Crossing>(text).expect_err("is refused").to_string();
        assert!(error.contains("the number or name of one of [LIGHT_RED, LIGHT_GREEN]"), "{error}");
    }
}

#[test]
fn numbers_without_a_name_can_be_ignored() {
    let options = Options::new().ignore_unknown();
    let text = r#"{"light": 2, "lights": [2, 5, "LIGHT_BLUE", 1], "lamp": 3}"#;
    let lights = vec![Light::Green, Light::Red];
    let expected = Crossing { lights, ..Crossing::default() };
    assert_eq!(options.from_str::<Crossing>(text).expect("is ignored"), expected);
}
