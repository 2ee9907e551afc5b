//! `HashMap` and `BTreeMap` as map fields: repeated entries of a key (1) and a value (2).

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher, Hash},
};

use strait_proto_compat::schema::{FieldKind, FieldType, Label, Meaning, Schema};

use super::{
    DecodeError, Field, Key, Plain, Reader, Sizes, Tag, UnknownFields, Value, WireType, Writer,
    prefixed_len, tag_len,
};

const KEY: u32 = 1;
const VALUE: u32 = 2;

/// For how many entries a map with one entry has room: `BTreeMap` has eleven in a node, `HashMap`
/// starts with fewer. Larger ones of both kinds are at worst little more than half empty, so that
/// each entry is charged twice.
const SMALLEST_MAP: usize = 11;

/// The implementations for a map type; `$encoding` is what stands in the attribute, `$k` and `$v`
/// the encodings of key and value.
macro_rules! map {
    ([$($generics:tt)*] $map:ty, $encoding:ty, $k:ty, $v:ty, $($bounds:tt)*) => {
        impl<$($generics)* K, V> Field<$encoding> for $map
        where
            K: Key<$k>,
            V: Value<$v>,
            $($bounds)*
        {
            fn empty() -> Self {
                Self::default()
            }

            #[inline]
            fn accepts(wire_type: WireType) -> bool {
                wire_type == WireType::Len
            }

            #[inline]
            fn field_len(&self, number: u32, sizes: &mut Sizes) -> usize {
                let entries: usize = self
                    .iter()
                    .map(|(key, value)| prefixed_len(sizes.nest(|sizes| {
                        key.tagged_len(KEY, sizes) + value.tagged_len(VALUE, sizes)
                    })))
                    .sum();
                self.len() * tag_len(number) + entries
            }

            #[inline]
            fn encode_field(&self, number: u32, out: &mut Writer<'_>) {
                for (key, value) in self {
                    out.tag(number, WireType::Len);
                    out.nested_len();
                    key.encode_tagged(KEY, out);
                    value.encode_tagged(VALUE, out);
                }
            }

            fn merge_keeping(
                &mut self,
                tag: Tag,
                reader: &mut Reader<'_>,
                mut unknown: Option<&mut UnknownFields>,
            ) -> Result<(), DecodeError> {
                if tag.wire_type != WireType::Len {
                    return UnknownFields::merge_or_skip(unknown, tag, reader);
                }
                if self.is_empty() {
                    reader.charge(SMALLEST_MAP * size_of::<(K, V)>())?;
                }
                loop {
                    let entry = reader.rest();
                    if let Some((key, value)) = read_entry::<$k, $v, K, V>(reader)? {
                        self.insert(key, value);
                    } else if let Some(unknown) = unknown.as_deref_mut() {
                        let entry = &entry[..entry.len() - reader.rest().len()];
                        unknown.keep(tag, entry, reader)?;
                    }
                    if !reader.tag_again(tag) {
                        return Ok(());
                    }
                }
            }

            fn describe(schema: &mut Schema) -> FieldKind {
                let value = V::describe(schema);
                let FieldType::Scalar(key) = K::describe(schema) else {
                    unreachable!("only scalars are `Key`s")
                };
                let ty = FieldType::Map(key, Box::new(value));
                let meaning = Meaning::of_entries(K::MEANING, V::MEANING);
                FieldKind { meaning, ..FieldKind::new(Label::Repeated, ty) }
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

/// Reads an entry; a key or value it lacks is empty, as in any message. None if the map cannot
/// hold the value: the entry as a whole is an unknown field then.
fn read_entry<KE, VE, K: Key<KE>, V: Value<VE>>(
    reader: &mut Reader<'_>,
) -> Result<Option<(K, V)>, DecodeError> {
    reader.charge(2 * size_of::<(K, V)>())?;
    let (mut key, mut value) = (K::empty(), V::empty());
    let mut is_known = true;
    reader.within(|reader| {
        while let Some(tag) = reader.tag()? {
            if tag == (Tag { number: KEY, wire_type: K::WIRE_TYPE }) {
                key.merge_value(reader).map_err(|error| error.at("", "key"))?;
            } else if tag == (Tag { number: VALUE, wire_type: V::WIRE_TYPE }) {
                is_known = V::knows(reader);
                value.merge_value(reader).map_err(|error| error.at("", "value"))?;
            } else {
                reader.skip(tag)?;
            }
        }
        Ok(())
    })?;
    Ok(is_known.then_some((key, value)))
}
