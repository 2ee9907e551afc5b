//! The messages that carry responses which are none: a value as `{"value": …}`, `()` as `{}`.
//!
//! Only the macros name these types; whatever serves a method in JSON asks for them by the bound
//! `<M::Response as Response>::Wire<M>: JsonMessage`.

use serde::{Deserializer, Serializer, ser::SerializeMap};

use super::{Context, JsonField, JsonFields, JsonMessage, JsonName, skip};
use crate::{
    Message,
    method::response::{EmptyResponse, ResponseName, ValueResponse},
};

const VALUE: JsonName = JsonName { number: 1, json: "value", proto: "value" };

impl<T: JsonField, N: ResponseName> JsonFields for ValueResponse<T, N> {
    const FIELDS: &'static [JsonName] = &[VALUE];

    fn write_fields<W: SerializeMap>(&self, out: &mut W, cx: &Context<'_>) -> Result<(), W::Error> {
        self.value.write_json(&VALUE, out, cx)
    }

    fn read_field<'de, D: Deserializer<'de>>(
        &mut self,
        number: u32,
        value: D,
        cx: &Context<'_>,
    ) -> Result<bool, D::Error> {
        if number == VALUE.number { self.value.read_json(value, cx) } else { skip(value) }
    }
}

impl<N: ResponseName> JsonFields for EmptyResponse<N> {
    const FIELDS: &'static [JsonName] = &[];

    fn write_fields<W: SerializeMap>(&self, _: &mut W, _: &Context<'_>) -> Result<(), W::Error> {
        Ok(())
    }

    fn read_field<'de, D: Deserializer<'de>>(
        &mut self,
        _: u32,
        value: D,
        _: &Context<'_>,
    ) -> Result<bool, D::Error> {
        skip(value)
    }
}

macro_rules! objects {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> JsonMessage for $type
        where
            Self: Message,
        {
            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                cx: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                self.write_object(serializer, cx)
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Self, D::Error> {
                Self::read_object(deserializer, cx)
            }
        }
    )*};
}

objects! {
    [T: JsonField, N: ResponseName] ValueResponse<T, N>;
    [N: ResponseName] EmptyResponse<N>;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use bytes::Bytes;
    use strait_macros::{Enumeration, Message};
    use strait_proto_compat::schema::TypeName;

    use crate::{
        Message as _,
        json::{self, JsonMessage},
        method::{PREFIX_LEN, Payload, Response, ResponseName},
    };

    struct Answer;

    impl ResponseName for Answer {
        const MESSAGE: &'static str = "AnswerResponse";
        const ORIGIN: &'static str = "tests::Oracle::answer";

        fn type_name() -> TypeName {
            TypeName::new("test", Self::MESSAGE)
        }
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
    #[enumeration(package = "test")]
    enum Mood {
        #[default]
        Unspecified = 0,
        Happy = 1,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(transparent)]
    struct UserId(u64);

    /// What a server sends as binary, in JSON; and that the JSON means the same.
    fn in_json<R: Response<Wire<Answer>: JsonMessage>>(response: R) -> String {
        let payload = response.into_payload::<Answer>().expect("the message is short");
        let Payload::One(frame) = payload else { panic!("one response is one message") };
        let binary = Bytes::from(frame).slice(PREFIX_LEN..);
        let message = R::Wire::<Answer>::decode(binary.clone()).expect("strait wrote it");
        let text = json::to_string(&message).expect("it has a JSON form");
        let read: R::Wire<Answer> = json::from_str(&text).expect("its own JSON is read");
        assert_eq!(read.encode_to_bytes(), binary);
        text
    }

    #[test]
    fn values_stand_in_a_member() {
        assert_eq!(in_json(-7_i32), r#"{"value":-7}"#);
        assert_eq!(in_json(7_u64), r#"{"value":"7"}"#);
        assert_eq!(in_json(String::from("é")), r#"{"value":"é"}"#);
        assert_eq!(in_json(vec![0xff_u8]), r#"{"value":"/w=="}"#);
        assert_eq!(in_json(vec![1.5_f64, f64::NAN]), r#"{"value":[1.5,"NaN"]}"#);
        assert_eq!(in_json(Some(false)), r#"{"value":false}"#);
        assert_eq!(in_json(BTreeMap::from([(1_i32, true)])), r#"{"value":{"1":true}}"#);
        assert_eq!(in_json(Mood::Happy), r#"{"value":"MOOD_HAPPY"}"#);
        assert_eq!(in_json(UserId(7)), r#"{"value":"7"}"#);
    }

    #[test]
    fn what_is_empty_is_left_out() {
        assert_eq!(in_json(0_i32), "{}");
        assert_eq!(in_json(None::<bool>), "{}");
        assert_eq!(in_json(()), "{}");
    }

    #[test]
    fn an_unknown_member_is_refused() {
        let error = json::from_str::<<i32 as Response>::Wire<Answer>>(r#"{"values":1}"#);
        let error = error.map(|_| ()).expect_err("there is no such field").to_string();
        assert!(error.contains("values"), "{error}");
        let error = json::from_str::<<() as Response>::Wire<Answer>>(r#"{"value":1}"#);
        assert!(error.is_err());
    }
}
