//! prost's messages have no JSON form: they do not know their fields. A message around one has
//! all others, and fails where it would come.

use serde::{Deserializer, Serializer};

use super::{Context, JsonMessage};
use crate::{
    Message,
    prost::{Descriptors, Prost},
};

impl<M: ::prost::Name + Default + 'static, D: Descriptors> JsonMessage for Prost<M, D> {
    fn write_json<S: Serializer>(&self, _: S, cx: &Context<'_>) -> Result<S::Ok, S::Error> {
        let name = Self::type_name();
        Err(cx.write_error(format_args!("`{name}` is a message of prost's, without a JSON form")))
    }

    fn read_json<'de, De: Deserializer<'de>>(_: De, cx: &Context<'_>) -> Result<Self, De::Error> {
        let name = Self::type_name();
        Err(cx.read_error(format_args!("`{name}` is a message of prost's, without a JSON form")))
    }
}
