//! Messages where serde's traits are asked for.

use strait::{Json, Message, json};

use crate::codec_support::*;

strait::package!("test");

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(serde)]
struct Point {
    #[tag(1)]
    x: i64,
    #[tag(2)]
    tree: Option<Tree>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "{T}Page", serde)]
struct Page<T> {
    #[tag(1)]
    items: Vec<T>,
}

#[test]
fn a_message_can_have_the_traits_itself() {
    let text = r#"[{"x":"5"},{"tree":{"name":"a","leaf":{}}}]"#;
    let points: Vec<Point> = serde_json::from_str(text).expect("is the form");
    assert_eq!(points[0], Point { x: 5, tree: None });
    assert_eq!(serde_json::to_string(&points).expect("has a form"), text);
    let page = Page { items: points };
    let text = serde_json::to_string(&page).expect("has a form");
    assert_eq!(serde_json::from_str::<Page<Point>>(&text).expect("is the form"), page);
}

#[test]
fn every_message_has_them_in_a_wrapper() {
    let scalars = Scalars { int64: 1, double: f64::INFINITY, ..Scalars::default() };
    let value = serde_json::to_value(Json(scalars.clone())).expect("has a form");
    assert_eq!(value, serde_json::json!({"int64": "1", "double": "Infinity"}));
    let Json(again) = serde_json::from_value::<Json<Scalars>>(value).expect("is the form");
    assert_eq!(again, scalars);
}

#[test]
fn errors_have_line_column_and_path() {
    let text = "{\"tree\":\n {\"named\": {\"x\": {\"children\": [{}, {\"name\": 5}]}}}}";
    let error = serde_json::from_str::<Point>(text).expect_err("has a number for a name");
    assert_eq!(
        error.to_string(),
        "invalid type: integer `5`, expected a string for `tree.named[\"x\"].children[1].name` at \
         line 2 column 45"
    );
    let error = serde_json::from_str::<Vec<Point>>("[{\"x\": 1, \"x\": 2}]").expect_err("twice");
    assert_eq!(error.to_string(), "x: the field is there twice at line 1 column 13");
}

#[test]
fn formats_other_than_json_work() {
    let message = Point { x: 5, tree: Some(Tree { name: "a".into(), ..Tree::default() }) };
    let mut bytes = Vec::new();
    let mut other = serde_json::Serializer::pretty(&mut bytes);
    json::serialize(&message, &mut other).expect("has a form");
    let mut other = serde_json::Deserializer::from_slice(&bytes);
    assert_eq!(json::deserialize::<Point, _>(&mut other).expect("is the form"), message);
}
