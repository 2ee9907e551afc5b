//! `Any`: the fields of its message beside `@type`, or its special form in `value`.

use serde::{
    Deserializer, Serializer,
    de::{DeserializeSeed, Error as _},
    ser::{Error as _, SerializeMap},
};

use crate::{
    json::{
        Context, JsonMessage,
        registry::Entry,
        tree::{Tree, TreeAt},
    },
    message::well_known::Any,
};

const TYPE: &str = "@type";
const VALUE: &str = "value";

impl JsonMessage for Any {
    const SPECIAL: bool = true;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        let cx = cx.nested().map_err(|error| cx.write_error(error))?;
        let mut out = serializer.serialize_map(None)?;
        if self.type_url.is_empty() && self.value.is_empty() {
            return out.end();
        }
        let entry = entry(&self.type_url, &cx).map_err(|problem| cx.write_error(problem))?;
        let tree = (entry.write)(&self.value, &cx).map_err(S::Error::custom)?;
        out.serialize_entry(TYPE, &self.type_url)?;
        match tree {
            Tree::Object(members) if !entry.is_special => {
                for (name, value) in &members {
                    out.serialize_entry(name, value)?;
                }
            }
            special => out.serialize_entry(VALUE, &special)?,
        }
        out.end()
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        let Tree::Object(members) = TreeAt(cx).deserialize(deserializer)? else {
            return Err(cx.read_error("expected an object, which a `google.protobuf.Any` is"));
        };
        if members.is_empty() {
            return Ok(Self::default());
        }
        let (types, mut members): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|(name, _)| name == TYPE);
        let type_url = match <[_; 1]>::try_from(types) {
            Ok([(_, Tree::String(type_url))]) => type_url,
            _ => return Err(cx.read_error("expected one member \"@type\" that is a string")),
        };
        let cx = cx.nested().map_err(|error| cx.read_error(error))?;
        let entry = entry(&type_url, &cx).map_err(|problem| cx.read_error(problem))?;
        // Some implementations give the empty message a `value` too.
        let is_wrapped_empty = type_url.ends_with("/google.protobuf.Empty")
            && matches!(&*members, [(name, Tree::Object(_))] if name == VALUE);
        let tree = if entry.is_special || is_wrapped_empty {
            match (members.pop(), members.is_empty()) {
                (Some((name, value)), true) if name == VALUE => value,
                _ => {
                    return Err(cx.read_error(format_args!(
                        "a `{type_url}` has its JSON form in \"value\", expected that and \"@type\""
                    )));
                }
            }
        } else {
            Tree::Object(members)
        };
        let value = (entry.read)(tree, &cx).map_err(D::Error::custom)?;
        Ok(Self { type_url, value })
    }
}

fn entry(type_url: &str, cx: &Context<'_>) -> Result<Entry, String> {
    cx.options().types().find(type_url).ok_or_else(|| {
        format!(
            "the type `{type_url}` is not known, expected one of the `TypeRegistry`: add it with \
             `Options::registry`"
        )
    })
}
