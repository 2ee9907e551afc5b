//! `Vec` as a repeated field: packed where the type allows it, read either way.

use strait_proto_compat::schema::{FieldKind, Label, Schema};

use super::{
    DecodeError, DecodeErrorKind, Delimited, Element, Field, Fixed, Plain, Reader, Sint, Sizes,
    Tag, Text, UnknownFields, Unpacked, WireType, Wrapper, Writer, kind_of_values, prefixed_len,
    tag_len,
};

/// One implementation an encoding, as one for all would take in `Unpacked`. `Vec<u8>` is `bytes`,
/// implemented elsewhere, and does not meet this one because `u8` is no [`Element`].
macro_rules! repeated {
    ($($encoding:ty),*) => {$(
        impl<V: Element<$encoding>> Field<$encoding> for Vec<V> {
            #[inline]
            fn empty() -> Self {
                Vec::new()
            }

            #[inline]
            fn accepts(wire_type: WireType) -> bool {
                accepts::<$encoding, V>(wire_type)
            }

            #[inline]
            fn field_len(&self, number: u32, sizes: &mut Sizes) -> usize {
                if is_packed::<$encoding, V>() {
                    packed_len(self, number, sizes)
                } else {
                    unpacked_len(self, number, sizes)
                }
            }

            #[inline]
            fn encode_field(&self, number: u32, out: &mut Writer<'_>) {
                if is_packed::<$encoding, V>() {
                    encode_packed(self, number, out);
                } else {
                    encode_unpacked(self, number, out);
                }
            }

            #[inline]
            fn merge_keeping(
                &mut self,
                tag: Tag,
                reader: &mut Reader<'_>,
                unknown: Option<&mut UnknownFields>,
            ) -> Result<(), DecodeError> {
                merge(self, tag, reader, unknown)
            }

            fn describe(schema: &mut Schema) -> FieldKind {
                kind_of_values::<$encoding, V>(Label::Repeated, schema)
            }
        }
    )*};
}

repeated!(Plain, Sint, Fixed, Text, Wrapper, Delimited);

impl<E, V: Element<E>> Field<Unpacked<E>> for Vec<V> {
    #[inline]
    fn empty() -> Self {
        Vec::new()
    }

    #[inline]
    fn accepts(wire_type: WireType) -> bool {
        accepts::<E, V>(wire_type)
    }

    #[inline]
    fn field_len(&self, number: u32, sizes: &mut Sizes) -> usize {
        unpacked_len(self, number, sizes)
    }

    #[inline]
    fn encode_field(&self, number: u32, out: &mut Writer<'_>) {
        encode_unpacked(self, number, out);
    }

    #[inline]
    fn merge_keeping(
        &mut self,
        tag: Tag,
        reader: &mut Reader<'_>,
        unknown: Option<&mut UnknownFields>,
    ) -> Result<(), DecodeError> {
        merge(self, tag, reader, unknown)
    }

    fn describe(schema: &mut Schema) -> FieldKind {
        kind_of_values::<E, V>(Label::Unpacked, schema)
    }
}

/// Whether elements can stand one after the other without tags.
#[inline]
fn is_packed<E, V: Element<E>>() -> bool {
    matches!(V::WIRE_TYPE, WireType::Varint | WireType::Fixed32 | WireType::Fixed64)
}

/// The length of an element, where all have the same.
#[inline]
fn fixed_width<E, V: Element<E>>() -> Option<usize> {
    match V::WIRE_TYPE {
        WireType::Fixed32 => Some(4),
        WireType::Fixed64 => Some(8),
        _ => None,
    }
}

#[inline]
fn accepts<E, V: Element<E>>(wire_type: WireType) -> bool {
    wire_type == V::WIRE_TYPE || wire_type == WireType::Len && is_packed::<E, V>()
}

#[inline]
fn packed_len<E, V: Element<E>>(elements: &[V], number: u32, sizes: &mut Sizes) -> usize {
    if elements.is_empty() {
        return 0;
    }
    let len = match fixed_width::<E, V>() {
        Some(width) => elements.len() * width,
        None => sizes.nest(|sizes| elements.iter().map(|element| element.value_len(sizes)).sum()),
    };
    tag_len(number) + prefixed_len(len)
}

#[inline]
fn encode_packed<E, V: Element<E>>(elements: &[V], number: u32, out: &mut Writer<'_>) {
    if elements.is_empty() {
        return;
    }
    out.tag(number, WireType::Len);
    match fixed_width::<E, V>() {
        Some(width) => out.varint((elements.len() * width) as u64),
        None => out.nested_len(),
    }
    V::encode_packed(elements, out);
}

#[inline]
fn unpacked_len<E, V: Element<E>>(elements: &[V], number: u32, sizes: &mut Sizes) -> usize {
    elements.iter().map(|element| element.tagged_len(number, sizes)).sum()
}

#[inline]
fn encode_unpacked<E, V: Element<E>>(elements: &[V], number: u32, out: &mut Writer<'_>) {
    for element in elements {
        element.encode_tagged(number, out);
    }
}

/// "Protocol buffer parsers must be able to parse repeated fields that were compiled as packed as
/// if they were not packed, and vice versa."
/// <https://protobuf.dev/programming-guides/encoding/#packed>
#[inline]
fn merge<E, V: Element<E>>(
    elements: &mut Vec<V>,
    tag: Tag,
    reader: &mut Reader<'_>,
    mut unknown: Option<&mut UnknownFields>,
) -> Result<(), DecodeError> {
    if tag.wire_type == V::WIRE_TYPE {
        loop {
            let index = elements.len();
            if V::knows(reader) {
                merge_one(elements, tag, reader).map_err(|error| error.at_index(index))?;
            } else {
                UnknownFields::merge_or_skip(unknown.as_deref_mut(), tag, reader)?;
            }
            if !reader.tag_again(tag) {
                return Ok(());
            }
        }
    } else if accepts::<E, V>(tag.wire_type) {
        merge_packed(elements, tag, reader, unknown).map_err(|error| error.at_index(elements.len()))
    } else {
        UnknownFields::merge_or_skip(unknown, tag, reader)
    }
}

/// In place: an element may be a large struct, which is better not moved.
#[inline]
fn merge_one<E, V: Element<E>>(
    elements: &mut Vec<V>,
    tag: Tag,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    make_room(elements, 1, reader)?;
    elements.push(V::empty());
    elements.last_mut().map_or(Ok(()), |element| element.merge_tagged(tag, reader))
}

fn merge_packed<E, V: Element<E>>(
    elements: &mut Vec<V>,
    tag: Tag,
    reader: &mut Reader<'_>,
    unknown: Option<&mut UnknownFields>,
) -> Result<(), DecodeError> {
    reader.within(|reader| {
        let run = reader.rest();
        // Exact, so the vector grows once.
        let (count, is_whole) = match fixed_width::<E, V>() {
            Some(width) => (run.len() / width, run.len() % width == 0),
            None => (count_varints(run), run.last().is_none_or(|byte| *byte < 0x80)),
        };
        if !is_whole {
            return Err(DecodeError::new(DecodeErrorKind::PackedRun { len: run.len() }));
        }
        make_room(elements, count, reader)?;
        if V::CLOSED {
            return merge_packed_closed(elements, tag, reader, unknown);
        }
        V::merge_packed(elements, reader)
    })
}

/// Each varint ends with the byte whose top bit is clear. Counted in bytes, of which the processor
/// adds sixteen at a time, as many as a byte can count.
#[inline]
fn count_varints(run: &[u8]) -> usize {
    let ends = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(*byte < 0x80)).sum::<u8>();
    run.chunks(192).map(|chunk| usize::from(ends(chunk))).sum()
}

/// Each element that the type cannot hold is an unknown field of its own, as if it had not been
/// packed.
fn merge_packed_closed<E, V: Element<E>>(
    elements: &mut Vec<V>,
    tag: Tag,
    reader: &mut Reader<'_>,
    mut unknown: Option<&mut UnknownFields>,
) -> Result<(), DecodeError> {
    let tag = Tag { wire_type: V::WIRE_TYPE, ..tag };
    while !reader.is_at_end() {
        if V::knows(reader) {
            elements.push(V::read_value(reader)?);
        } else {
            UnknownFields::merge_or_skip(unknown.as_deref_mut(), tag, reader)?;
        }
    }
    Ok(())
}

/// Makes room for more elements and charges for all that is allocated: the room ahead of the
/// elements is what an attacker would aim at, many lists of one element each.
#[inline]
fn make_room<V>(
    elements: &mut Vec<V>,
    count: usize,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let spare = elements.capacity() - elements.len();
    if count <= spare {
        return Ok(());
    }
    // As `Vec` itself grows.
    let least = if size_of::<V>() <= 1024 { 4 } else { 1 };
    let more = (count - spare).max(elements.capacity()).max(least);
    reader.charge(more.saturating_mul(size_of::<V>()))?;
    elements.reserve_exact(spare + more);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_are_counted_across_chunks() {
        for len in [0, 1, 191, 192, 193, 1_000] {
            let mut run = vec![0x01; len];
            assert_eq!(count_varints(&run), len);
            run.extend([0xff, 0xff, 0x01]);
            assert_eq!(count_varints(&run), len + 1);
        }
    }
}
