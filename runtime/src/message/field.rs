//! Fields that hold one value: bare, or in an `Option` that keeps presence.

use strait_proto_compat::schema::{FieldKind, Label, Meaning, Schema};

use super::{DecodeError, Field, Reader, Sizes, Tag, UnknownFields, Value, WireType, Writer};

/// Implements [`Field`] for a bare [`Value`], which is left out while it is empty.
///
/// A blanket implementation would rule out the ones for `Option`, `Vec` and maps, so each type
/// says that it wants this one. User code gets here through `enumeration_value!` and
/// `transparent_value!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __singular_field {
    ([$($generics:tt)*] $type:ty, $encoding:ty $(, where $($bounds:tt)*)?) => {
        impl<$($generics)*> $crate::message::Field<$encoding> for $type
        $(where $($bounds)*)?
        {
            #[inline]
            fn empty() -> Self {
                <Self as $crate::message::Value<$encoding>>::empty()
            }

            #[inline]
            fn accepts(wire_type: $crate::message::WireType) -> bool {
                wire_type == <Self as $crate::message::Value<$encoding>>::WIRE_TYPE
            }

            #[inline]
            fn field_len(&self, number: u32, sizes: &mut $crate::message::Sizes) -> usize {
                if <Self as $crate::message::Value<$encoding>>::is_empty(self) {
                    return 0;
                }
                <Self as $crate::message::Value<$encoding>>::tagged_len(self, number, sizes)
            }

            #[inline]
            fn encode_field(&self, number: u32, out: &mut $crate::message::Writer<'_>) {
                if !<Self as $crate::message::Value<$encoding>>::is_empty(self) {
                    <Self as $crate::message::Value<$encoding>>::encode_tagged(self, number, out);
                }
            }

            #[inline]
            fn merge_keeping(
                &mut self,
                tag: $crate::message::Tag,
                reader: &mut $crate::message::Reader<'_>,
                unknown: ::core::option::Option<&mut $crate::message::UnknownFields>,
            ) -> ::core::result::Result<(), $crate::message::DecodeError> {
                if tag.wire_type != <Self as $crate::message::Value<$encoding>>::WIRE_TYPE
                    || !<Self as $crate::message::Value<$encoding>>::knows(reader)
                {
                    return $crate::message::UnknownFields::merge_or_skip(unknown, tag, reader);
                }
                <Self as $crate::message::Value<$encoding>>::merge_tagged(self, tag, reader)
            }

            fn describe(
                schema: &mut $crate::__private::v1::schema::Schema,
            ) -> $crate::__private::v1::schema::FieldKind {
                $crate::message::kind_of_values::<$encoding, Self>(
                    $crate::__private::v1::schema::Label::Implicit,
                    schema,
                )
            }
        }
    };
}

pub(super) use __singular_field as singular_field;

/// A field of values, which say what they mean.
#[doc(hidden)]
pub fn kind_of_values<E, V: Value<E>>(label: Label, schema: &mut Schema) -> FieldKind {
    FieldKind {
        meaning: Meaning::of_values(V::MEANING),
        ..FieldKind::new(label, V::describe(schema))
    }
}

impl<E, V: Value<E>> Field<E> for Option<V> {
    #[inline]
    fn empty() -> Self {
        None
    }

    #[inline]
    fn accepts(wire_type: WireType) -> bool {
        wire_type == V::WIRE_TYPE
    }

    #[inline]
    fn field_len(&self, number: u32, sizes: &mut Sizes) -> usize {
        self.as_ref().map_or(0, |value| value.tagged_len(number, sizes))
    }

    #[inline]
    fn encode_field(&self, number: u32, out: &mut Writer<'_>) {
        if let Some(value) = self {
            value.encode_tagged(number, out);
        }
    }

    #[inline]
    fn merge_keeping(
        &mut self,
        tag: Tag,
        reader: &mut Reader<'_>,
        unknown: Option<&mut UnknownFields>,
    ) -> Result<(), DecodeError> {
        if tag.wire_type != V::WIRE_TYPE || !V::knows(reader) {
            return UnknownFields::merge_or_skip(unknown, tag, reader);
        }
        self.get_or_insert_with(V::empty).merge_tagged(tag, reader)
    }

    fn describe(schema: &mut Schema) -> FieldKind {
        kind_of_values::<E, V>(Label::Optional, schema)
    }
}
