//! Messages that macros make up, and types of other crates.

use strait::{Message, RpcError, Status, json, rpc_service};

strait::package!("test");

#[allow(dead_code, reason = "nothing calls it: this is about its messages")]
#[rpc_service]
trait Adder {
    async fn add(&self, #[tag(1)] left_hand: i32, #[tag(2)] right: u64) -> Result<i32, AddError>;
}

#[derive(Debug, RpcError)]
enum AddError {
    #[status(OUT_OF_RANGE, "{a} overflows")]
    #[tag(1)]
    Overflow {
        #[tag(1)]
        a: i32,
    },
    #[status]
    Rpc(Status),
}

#[test]
fn requests_made_of_arguments_have_a_form() {
    let text = r#"{"leftHand":1,"right":"2"}"#;
    let request: AddRequest = json::from_str(text).expect("is the form");
    assert_eq!(json::to_string(&request).expect("has a form"), text);
}

#[test]
fn times_and_uuids_of_other_crates_have_a_form() {
    #[derive(Clone, Debug, PartialEq, Message)]
    struct Others {
        #[tag(1)]
        chrono: chrono::DateTime<chrono::Utc>,
        #[tag(2, string)]
        chrono_text: chrono::DateTime<chrono::Utc>,
        #[tag(3)]
        jiff: Option<jiff::Timestamp>,
        #[tag(4, string)]
        jiff_text: jiff::Timestamp,
        #[tag(5)]
        time: time::OffsetDateTime,
        #[tag(6)]
        uuid: uuid::Uuid,
        #[tag(7, string)]
        uuid_text: uuid::Uuid,
        #[tag(8, key = string)]
        by_uuid: std::collections::BTreeMap<uuid::Uuid, bool>,
    }

    let text = r#"{"chrono":"1970-01-01T00:00:01Z","chronoText":"1970-01-01T00:00:01Z","jiff":"1969-12-31T23:59:59.500Z","jiffText":"1970-01-01T00:00:01Z","time":"1970-01-01T00:00:01Z","uuid":"AAAAAAAAAAAAAAAAAAAABQ==","uuidText":"00000000-0000-0000-0000-000000000005","byUuid":{"00000000-0000-0000-0000-000000000005":true}}"#;
    let others: Others = json::from_str(text).expect("is the form");
    assert_eq!(others.uuid, uuid::Uuid::from_u128(5));
    assert_eq!(json::to_string(&others).expect("has a form"), text);
    let bytes = others.encode_to_bytes();
    assert_eq!(Others::decode(bytes).expect("encoded just now"), others);
    let error = json::from_str::<Others>(r#"{"uuidText":"x"}"#).expect_err("is none");
    assert_eq!(
        error.to_string(),
        "uuidText: \"x\" is not a UUID, expected a UUID, at line 1 column 15"
    );
}

#[test]
fn a_required_field_must_be_there() {
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    struct Order {
        #[required]
        #[tag(1)]
        item_name: String,
    }

    assert!(json::from_str::<Order>(r#"{"itemName":""}"#).is_ok());
    for text in ["{}", r#"{"itemName":null}"#] {
        let error = json::from_str::<Order>(text).expect_err("is missing");
        assert_eq!(error.problem(), "the required field `itemName` is missing");
    }
}
