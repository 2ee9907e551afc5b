//! Enums: closed ones, for which the derive calls a macro from here, and [`Open`] ones.

use std::{fmt, hash, marker::PhantomData};

use strait_proto_compat::schema::{FieldType, Schema};

use super::{
    DecodeError, Element, Enumeration, Plain, Reader, Sizes, Value, WireType, Writer,
    field::singular_field,
};

/// Makes a type that is [`Enumeration`] a value, an element and a field. It is a macro because a
/// second blanket implementation beside that for messages is not possible.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration_value {
    ($type:ty) => {
        impl $crate::message::Value for $type {
            const WIRE_TYPE: $crate::message::WireType = $crate::message::WireType::Varint;

            const CLOSED: bool = <Self as $crate::message::Enumeration>::CLOSED;

            #[inline]
            fn knows(reader: &$crate::message::Reader<'_>) -> bool {
                !<Self as $crate::message::Value>::CLOSED
                    || $crate::message::Open::<Self>::is_known_next(reader)
            }

            #[inline]
            fn empty() -> Self {
                <Self as $crate::message::Enumeration>::ZERO
            }

            #[inline]
            fn is_empty(&self) -> bool {
                let zero = <Self as $crate::message::Enumeration>::ZERO;
                <Self as $crate::message::Enumeration>::number(*self)
                    == <Self as $crate::message::Enumeration>::number(zero)
            }

            #[inline]
            fn value_len(&self, sizes: &mut $crate::message::Sizes) -> usize {
                let number = <Self as $crate::message::Enumeration>::number(*self);
                <i32 as $crate::message::Value>::value_len(&number, sizes)
            }

            #[inline]
            fn encode_value(&self, out: &mut $crate::message::Writer<'_>) {
                let number = <Self as $crate::message::Enumeration>::number(*self);
                <i32 as $crate::message::Value>::encode_value(&number, out);
            }

            #[inline]
            fn merge_value(
                &mut self,
                reader: &mut $crate::message::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::message::DecodeError> {
                *self = $crate::message::Open::<Self>::read(reader)?.known_or_zero();
                ::core::result::Result::Ok(())
            }

            fn describe(
                schema: &mut $crate::__private::v1::schema::Schema,
            ) -> $crate::__private::v1::schema::FieldType {
                <$crate::message::Open<Self> as $crate::message::Value>::describe(schema)
            }
        }

        impl $crate::message::Element for $type {}

        $crate::__singular_field!([] $type, $crate::message::Plain);

        $crate::__json! {
            impl $crate::__private::v1::JsonValue for $type {
                const TAKES_NULL: bool = <$crate::message::Open<Self> as
                    $crate::__private::v1::JsonValue>::TAKES_NULL;

                fn write_json<S: $crate::__private::v1::Serializer>(
                    &self,
                    serializer: S,
                    cx: &$crate::__private::v1::JsonContext<'_>,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    let open = $crate::message::Open::from(*self);
                    $crate::__private::v1::JsonValue::write_json(&open, serializer, cx)
                }

                fn read_json<'de, D: $crate::__private::v1::Deserializer<'de>>(
                    deserializer: D,
                    cx: &$crate::__private::v1::JsonContext<'_>,
                ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                    $crate::__private::v1::read_json_enumeration::<Self, D>(deserializer, cx)
                }
            }

            $crate::__singular_json!([] $type, $crate::message::Plain);
        }
    };
}

/// Makes a tuple struct of one field everything that the field's type is; fields of it say that
/// they are of the type with this name.
#[doc(hidden)]
#[macro_export]
macro_rules! __transparent_value {
    ($type:ident($inner:ty), $name:literal) => {
        impl<E> $crate::message::Value<E> for $type
        where
            $inner: $crate::message::Value<E>,
        {
            const WIRE_TYPE: $crate::message::WireType =
                <$inner as $crate::message::Value<E>>::WIRE_TYPE;

            const CLOSED: bool = <$inner as $crate::message::Value<E>>::CLOSED;

            const MEANING: ::core::option::Option<&'static str> =
                ::core::option::Option::Some($name);

            #[inline]
            fn knows(reader: &$crate::message::Reader<'_>) -> bool {
                <$inner as $crate::message::Value<E>>::knows(reader)
            }

            #[inline]
            fn empty() -> Self {
                Self(<$inner as $crate::message::Value<E>>::empty())
            }

            #[inline]
            fn is_empty(&self) -> bool {
                <$inner as $crate::message::Value<E>>::is_empty(&self.0)
            }

            #[inline]
            fn value_len(&self, sizes: &mut $crate::message::Sizes) -> usize {
                <$inner as $crate::message::Value<E>>::value_len(&self.0, sizes)
            }

            #[inline]
            fn encode_value(&self, out: &mut $crate::message::Writer<'_>) {
                <$inner as $crate::message::Value<E>>::encode_value(&self.0, out);
            }

            #[inline]
            fn merge_value(
                &mut self,
                reader: &mut $crate::message::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::message::DecodeError> {
                <$inner as $crate::message::Value<E>>::merge_value(&mut self.0, reader)
            }

            #[inline]
            fn merge_tagged(
                &mut self,
                tag: $crate::message::Tag,
                reader: &mut $crate::message::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::message::DecodeError> {
                <$inner as $crate::message::Value<E>>::merge_tagged(&mut self.0, tag, reader)
            }

            fn describe(
                schema: &mut $crate::__private::v1::schema::Schema,
            ) -> $crate::__private::v1::schema::FieldType {
                <$inner as $crate::message::Value<E>>::describe(schema)
            }
        }

        impl<E> $crate::message::Element<E> for $type where $inner: $crate::message::Element<E> {}

        impl<E> $crate::message::Key<E> for $type where $inner: $crate::message::Key<E> {}

        $crate::__singular_field!([E] $type, E, where $inner: $crate::message::Value<E>);

        $crate::__json! {
            impl<E> $crate::__private::v1::JsonValue<E> for $type
            where
                $inner: $crate::__private::v1::JsonValue<E>,
            {
                const TAKES_NULL: bool =
                    <$inner as $crate::__private::v1::JsonValue<E>>::TAKES_NULL;

                fn write_json<S: $crate::__private::v1::Serializer>(
                    &self,
                    serializer: S,
                    cx: &$crate::__private::v1::JsonContext<'_>,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    <$inner as $crate::__private::v1::JsonValue<E>>::write_json(
                        &self.0, serializer, cx,
                    )
                }

                fn read_json<'de, D: $crate::__private::v1::Deserializer<'de>>(
                    deserializer: D,
                    cx: &$crate::__private::v1::JsonContext<'_>,
                ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                    <$inner as $crate::__private::v1::JsonValue<E>>::read_json(deserializer, cx)
                        .map(|inner| inner.map(Self))
                }
            }

            impl<E> $crate::__private::v1::JsonKey<E> for $type
            where
                $inner: $crate::__private::v1::JsonKey<E>,
            {
                fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                    <$inner as $crate::__private::v1::JsonKey<E>>::to_text(&self.0)
                }

                fn from_text(
                    text: &str,
                ) -> ::core::result::Result<Self, ::std::borrow::Cow<'static, str>> {
                    <$inner as $crate::__private::v1::JsonKey<E>>::from_text(text).map(Self)
                }
            }

            $crate::__singular_json!(
                [E] $type, E, where $inner: $crate::__private::v1::JsonValue<E>
            );
        }
    };
}

/// An enum that keeps numbers its Rust type does not know.
///
/// A bare enum field reads an unknown number as the zero variant; a field of this type remembers
/// it and writes it again, which is what a proxy or a store wants.
///
/// ```
/// use strait::{Message, Open, message::{Enumeration, Value}};
/// # use strait::__private::v1::schema;
/// # #[derive(Clone, Copy, Debug, PartialEq)]
/// # enum Mood { Unspecified, Happy }
/// # impl Enumeration for Mood {
/// #     const ZERO: Self = Self::Unspecified;
/// #     fn number(self) -> i32 { self as i32 }
/// #     fn from_number(number: i32) -> Option<Self> {
/// #         match number { 0 => Some(Self::Unspecified), 1 => Some(Self::Happy), _ => None }
/// #     }
/// #     fn type_name() -> schema::TypeName { schema::TypeName::new("greeter", "Mood") }
/// #     fn describe(_: &mut schema::Schema) {}
/// # }
/// let happy = Open::from(Mood::Happy);
/// assert_eq!(happy, Mood::Happy);
///
/// let later = Open::<Mood>::from_number(7);
/// assert_eq!(later.known(), None);
/// assert_eq!(later.number(), 7);
/// assert_eq!(format!("{happy:?} {later:?}"), "Happy Unknown(7)");
/// ```
pub struct Open<E> {
    number: i32,
    known: PhantomData<E>,
}

impl<E: Enumeration> Open<E> {
    /// The value with this number, known or not.
    #[must_use]
    pub const fn from_number(number: i32) -> Self {
        Self { number, known: PhantomData }
    }

    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.number
    }

    /// The variant, unless the number is unknown.
    #[must_use]
    pub fn known(self) -> Option<E> {
        E::from_number(self.number)
    }

    /// The variant, or the zero variant for an unknown number.
    #[inline]
    #[must_use]
    pub fn known_or_zero(self) -> E {
        self.known().unwrap_or(E::ZERO)
    }

    /// Reads a number; enums are `int32` on the wire and too long a varint is cut like one.
    #[doc(hidden)]
    #[inline]
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        <i32 as Value>::read_value(reader).map(Self::from_number)
    }

    /// Whether the number that comes next has a variant.
    #[doc(hidden)]
    #[inline]
    pub fn is_known_next(reader: &Reader<'_>) -> bool {
        Self::read(&mut reader.clone()).map_or(true, |next| next.known().is_some())
    }
}

impl<E: Enumeration> Value for Open<E> {
    const WIRE_TYPE: WireType = WireType::Varint;

    #[inline]
    fn empty() -> Self {
        Self::from_number(0)
    }

    #[inline]
    fn is_empty(&self) -> bool {
        self.number == 0
    }

    #[inline]
    fn value_len(&self, sizes: &mut Sizes) -> usize {
        <i32 as Value>::value_len(&self.number, sizes)
    }

    #[inline]
    fn encode_value(&self, out: &mut Writer<'_>) {
        <i32 as Value>::encode_value(&self.number, out);
    }

    #[inline]
    fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = Self::read(reader)?;
        Ok(())
    }

    fn describe(schema: &mut Schema) -> FieldType {
        <E as Enumeration>::describe(schema);
        FieldType::Enum(E::type_name())
    }
}

impl<E: Enumeration> Element for Open<E> {}

singular_field!([E: Enumeration] Open<E>, Plain);

impl<E: Enumeration> From<E> for Open<E> {
    fn from(known: E) -> Self {
        Self::from_number(known.number())
    }
}

impl<E: Enumeration> Default for Open<E> {
    fn default() -> Self {
        Self::from_number(0)
    }
}

impl<E> Clone for Open<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Open<E> {}

impl<E> PartialEq for Open<E> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<E> Eq for Open<E> {}

impl<E: Enumeration> PartialEq<E> for Open<E> {
    fn eq(&self, other: &E) -> bool {
        self.number == other.number()
    }
}

impl<E> hash::Hash for Open<E> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<E: Enumeration + fmt::Debug> fmt::Debug for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known() {
            Some(known) => known.fmt(f),
            None => f.debug_tuple("Unknown").field(&self.number).finish(),
        }
    }
}
