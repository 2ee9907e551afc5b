//! Lists as arrays, maps as objects.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    fmt,
    hash::{BuildHasher, Hash},
    marker::PhantomData,
};

use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};

use super::{
    Context, JsonField, JsonKey, JsonName, JsonValue,
    object::{Written, name_of},
};
use crate::message::{Delimited, Element, Fixed, Plain, Sint, Text, Unpacked, Wrapper};

/// One implementation an encoding, as in the codec. `Vec<u8>` is `bytes`.
macro_rules! repeated {
    ($([$($generics:tt)*] $encoding:ty, $element:ty;)*) => {$(
        impl<$($generics)* V> JsonField<$encoding> for Vec<V>
        where
            V: JsonValue<$element> + Element<$element>,
        {
            fn write_json<W: SerializeMap>(
                &self,
                name: &JsonName,
                out: &mut W,
                cx: &Context<'_>,
            ) -> Result<(), W::Error> {
                if self.is_empty() && !cx.options().print_defaults {
                    return Ok(());
                }
                let cx = cx.field(name.json);
                let elements = Elements { elements: self, cx: &cx, encoding: PhantomData };
                out.serialize_entry(name_of(name, &cx), &elements)
            }

            fn read_json<'de, D: Deserializer<'de>>(
                &mut self,
                value: D,
                cx: &Context<'_>,
            ) -> Result<bool, D::Error> {
                value.deserialize_option(List::<V, $element> {
                    out: self,
                    cx,
                    encoding: PhantomData,
                })
            }
        }
    )*};
}

repeated! {
    [] Plain, Plain;
    [] Sint, Sint;
    [] Fixed, Fixed;
    [] Text, Text;
    [] Wrapper, Wrapper;
    [] Delimited, Delimited;
    [E,] Unpacked<E>, E;
}

struct Elements<'a, V, E> {
    elements: &'a [V],
    cx: &'a Context<'a>,
    encoding: PhantomData<E>,
}

impl<E, V: JsonValue<E>> Serialize for Elements<'_, V, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.elements.len()))?;
        for (index, element) in self.elements.iter().enumerate() {
            out.serialize_element(&Written::<V, E>::new(element, &self.cx.index(index)))?;
        }
        out.end()
    }
}

struct List<'a, V, E> {
    out: &'a mut Vec<V>,
    cx: &'a Context<'a>,
    encoding: PhantomData<E>,
}

impl<'de, E, V: JsonValue<E>> Visitor<'de> for List<'_, V, E> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, "an array")
    }

    fn visit_none<X: Error>(self) -> Result<bool, X> {
        Ok(false)
    }

    fn visit_unit<X: Error>(self) -> Result<bool, X> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<bool, D::Error> {
        value.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        for index in 0.. {
            let cx = self.cx.index(index);
            match cx.noted(seq.next_element_seed(Seed::<V, E>::new(&cx)))? {
                None => break,
                Some(None) => {}
                Some(Some(element)) => self.out.push(element),
            }
        }
        Ok(true)
    }
}

/// Reads a value that must be there: `null` is none, unless the type takes it.
struct Seed<'a, V, E> {
    cx: &'a Context<'a>,
    value: PhantomData<(V, E)>,
}

impl<'a, V, E> Seed<'a, V, E> {
    fn new(cx: &'a Context<'a>) -> Self {
        Self { cx, value: PhantomData }
    }
}

impl<'de, E, V: JsonValue<E>> DeserializeSeed<'de> for Seed<'_, V, E> {
    type Value = Option<V>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<V>, D::Error> {
        V::read_json(deserializer, self.cx)
    }
}

/// The implementation for a map type, with the codec's parameters.
macro_rules! map {
    ([$($generics:tt)*] $map:ty, $encoding:ty, $k:ty, $v:ty, $($bounds:tt)*) => {
        impl<$($generics)* K, V> JsonField<$encoding> for $map
        where
            K: JsonKey<$k>,
            V: JsonValue<$v>,
            $($bounds)*
        {
            fn write_json<W: SerializeMap>(
                &self,
                name: &JsonName,
                out: &mut W,
                cx: &Context<'_>,
            ) -> Result<(), W::Error> {
                if self.is_empty() && !cx.options().print_defaults {
                    return Ok(());
                }
                let cx = cx.field(name.json);
                let entries =
                    Entries { map: self, len: self.len(), cx: &cx, encodings: PhantomData::<($k, $v)> };
                out.serialize_entry(name_of(name, &cx), &entries)
            }

            fn read_json<'de, D: Deserializer<'de>>(
                &mut self,
                value: D,
                cx: &Context<'_>,
            ) -> Result<bool, D::Error> {
                let insert = |key, value| self.insert(key, value).is_none();
                value.deserialize_option(Map::<K, V, $k, $v, _> { insert, cx, entry: PhantomData })
            }
        }
    };
}

map!([S,] HashMap<K, V, S>, Plain, Plain, Plain,
    K: Eq + Hash, S: BuildHasher + Default + Send + Sync + 'static);
map!([S, KE, VE,] HashMap<K, V, S>, (KE, VE), KE, VE,
    K: Eq + Hash, S: BuildHasher + Default + Send + Sync + 'static);
map!([] BTreeMap<K, V>, Plain, Plain, Plain, K: Ord);
map!([KE, VE,] BTreeMap<K, V>, (KE, VE), KE, VE, K: Ord);

struct Entries<'a, M, E> {
    map: &'a M,
    len: usize,
    cx: &'a Context<'a>,
    encodings: PhantomData<E>,
}

impl<'a, M, K, V, KE, VE> Serialize for Entries<'a, M, (KE, VE)>
where
    &'a M: IntoIterator<Item = (&'a K, &'a V)>,
    K: JsonKey<KE>,
    V: JsonValue<VE>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.len))?;
        for (key, value) in self.map {
            let key = key.to_text();
            let cx = self.cx.key(&key);
            out.serialize_entry(&*key, &Written::<V, VE>::new(value, &cx))?;
        }
        out.end()
    }
}

struct Map<'a, K, V, KE, VE, I> {
    /// Tells whether the key is new.
    insert: I,
    cx: &'a Context<'a>,
    entry: PhantomData<(K, V, KE, VE)>,
}

impl<'de, K, V, KE, VE, I> Visitor<'de> for Map<'_, K, V, KE, VE, I>
where
    K: JsonKey<KE>,
    V: JsonValue<VE>,
    I: FnMut(K, V) -> bool,
{
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, "an object, which a map is")
    }

    fn visit_none<X: Error>(self) -> Result<bool, X> {
        Ok(false)
    }

    fn visit_unit<X: Error>(self) -> Result<bool, X> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<bool, D::Error> {
        value.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<bool, A::Error> {
        while let Some(text) = map.next_key::<Cow<'de, str>>()? {
            let cx = self.cx.key(&text);
            let key = K::from_text(&text).map_err(|problem| {
                cx.read_error(format_args!("not a key of this map: {problem}"))
            })?;
            let Some(value) = cx.noted(map.next_value_seed(Seed::<V, VE>::new(&cx)))? else {
                continue;
            };
            if !(self.insert)(key, value) {
                return Err(cx.read_error("the key is there twice"));
            }
        }
        Ok(true)
    }
}
