//! What a method returns, told apart by trait dispatch.

use std::{
    collections::{BTreeMap, HashMap},
    future::Future,
    hash::{BuildHasher, Hash},
    marker::PhantomData,
};

use strait_proto_compat::schema::{FieldDef, MessageDef, Schema, TypeName};

use super::{Frames, Payload, payload::Side};
use crate::{
    Decode, DecodeError, Encode, Message, Status, Streaming,
    message::{Element, Enumeration, Field, Key, Plain, Reader, Sizes, Tag, Value, Writer},
};

/// `Result<R, E>` with what a method may return as `R` and `E`.
#[diagnostic::on_unimplemented(
    message = "a method returns a `Result`, not `{Self}`",
    label = "not a `Result`",
    note = "every call can fail on its way: return `Result<_, strait::Status>`, or an error with `#[derive(strait::RpcError)]`"
)]
pub trait MethodResult {
    /// What a call that went well gives.
    type Ok: Response;
    /// What a failed one gives.
    type Error: RpcError;

    /// The `Result` behind an alias.
    ///
    /// # Errors
    ///
    /// If it is one.
    fn into_result(self) -> Result<Self::Ok, Self::Error>;

    /// The alias for a `Result`.
    fn from_result(result: Result<Self::Ok, Self::Error>) -> Self;
}

impl<R: Response, E: RpcError> MethodResult for Result<R, E> {
    type Ok = R;
    type Error = E;

    fn into_result(self) -> Self {
        self
    }

    fn from_result(result: Self) -> Self {
        result
    }
}

/// The error of a method: [`Status`], or an enum with `#[derive(RpcError)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a method",
    label = "not an RPC error",
    note = "use `strait::Status`, or put `#[derive(strait::RpcError)]` on `{Self}`"
)]
pub trait RpcError: From<Status> + Into<Status> + Send + 'static {
    /// Adds the message in which the error travels; [`Status`] itself has none.
    fn describe(schema: &mut Schema) {
        let _ = schema;
    }
}

impl RpcError for Status {}

/// Names the response message of a method whose result is not a message.
pub trait ResponseName: Send + Sync + 'static {
    /// The name without the package: `AddResponse`.
    const MESSAGE: &'static str;
    /// The Rust item, for messages about conflicts.
    const ORIGIN: &'static str;

    /// The full protobuf name.
    fn type_name() -> TypeName;
}

/// The response of a method: a message, a stream of messages, or `()` or a field type, which
/// travel in a message of their own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the response of a method",
    label = "neither a message, a `Streaming` of messages, `()` nor a field type",
    note = "return a struct with `#[derive(strait::Message)]`, a `strait::Streaming` of them, `()`, or a scalar, `String`, `Vec`, `Option` or map"
)]
pub trait Response: Sized + Send + 'static {
    /// The message on the wire, `N` its name if it needs one.
    type Wire<N: ResponseName>: Message;

    /// Whether there are many.
    const STREAMING: bool;

    /// What a blocking call returns.
    type Blocking: From<Self>;

    /// Makes the response ready to be sent.
    ///
    /// # Errors
    ///
    /// If the message is longer than a prefix can say, 4 GiB.
    fn into_payload<N: ResponseName>(self) -> Result<Payload, Status>;

    /// Takes the response out of a call.
    fn receive<N: ResponseName>(
        frames: Frames,
    ) -> impl Future<Output = Result<(Self, Option<Frames>), Status>> + Send;
}

#[diagnostic::do_not_recommend]
impl<M: Message> Response for M {
    type Wire<N: ResponseName> = M;
    const STREAMING: bool = false;
    type Blocking = M;

    fn into_payload<N: ResponseName>(self) -> Result<Payload, Status> {
        Payload::one(&self)
    }

    async fn receive<N: ResponseName>(
        mut frames: Frames,
    ) -> Result<(Self, Option<Frames>), Status> {
        let message = frames.single(Side::Response).await?;
        Ok((message, Some(frames)))
    }
}

impl<M: Message> Response for Streaming<M> {
    type Wire<N: ResponseName> = M;
    const STREAMING: bool = true;
    type Blocking = crate::streaming::Blocking<M>;

    fn into_payload<N: ResponseName>(self) -> Result<Payload, Status> {
        Ok(Payload::many(self))
    }

    async fn receive<N: ResponseName>(frames: Frames) -> Result<(Self, Option<Frames>), Status> {
        Ok((Self::from_frames(frames, Side::Response), None))
    }
}

/// The response message of a method that returns a field type, with one field `value = 1`; of one
/// that returns `()`, with none.
pub struct ValueResponse<T, N> {
    pub(crate) value: T,
    name: PhantomData<fn() -> N>,
}

impl<T: Field, N: ResponseName> ValueResponse<T, N> {
    #[doc(hidden)]
    pub fn into_payload(value: T) -> Result<Payload, Status> {
        Payload::one(&Self { value, name: PhantomData })
    }

    #[doc(hidden)]
    pub async fn receive(mut frames: Frames) -> Result<(T, Option<Frames>), Status> {
        let message: Self = frames.single(Side::Response).await?;
        Ok((message.value, Some(frames)))
    }
}

impl<T: Field, N: ResponseName> Encode for ValueResponse<T, N> {
    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        self.value.field_len(1, sizes)
    }

    fn encode_fields(&self, out: &mut Writer<'_>) {
        self.value.encode_field(1, out);
    }
}

impl<T: Field, N: ResponseName> Decode for ValueResponse<T, N> {
    fn empty() -> Self {
        Self { value: T::empty(), name: PhantomData }
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match tag.number {
            1 => self.value.merge_field(tag, reader).map_err(|e| e.at(N::MESSAGE, "value")),
            _ => reader.skip(tag),
        }
    }
}

impl<T: Field, N: ResponseName> Message for ValueResponse<T, N> {
    fn type_name() -> TypeName {
        N::type_name()
    }

    fn describe(schema: &mut Schema) {
        schema.add_message(&N::type_name(), N::ORIGIN, |schema| MessageDef {
            fields: vec![FieldDef::new("value", 1, T::describe(schema))],
            ..MessageDef::default()
        });
    }
}

/// The response message of a method that returns `()`.
pub struct EmptyResponse<N>(PhantomData<fn() -> N>);

impl<N: ResponseName> Encode for EmptyResponse<N> {
    fn encoded_len(&self, _: &mut Sizes) -> usize {
        0
    }

    fn encode_fields(&self, _: &mut Writer<'_>) {}
}

impl<N: ResponseName> Decode for EmptyResponse<N> {
    fn empty() -> Self {
        Self(PhantomData)
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.skip(tag)
    }
}

impl<N: ResponseName> Message for EmptyResponse<N> {
    fn type_name() -> TypeName {
        N::type_name()
    }

    fn describe(schema: &mut Schema) {
        schema.add_message(&N::type_name(), N::ORIGIN, |_| MessageDef::default());
    }
}

impl Response for () {
    type Wire<N: ResponseName> = EmptyResponse<N>;
    const STREAMING: bool = false;
    type Blocking = ();

    fn into_payload<N: ResponseName>(self) -> Result<Payload, Status> {
        Payload::one(&EmptyResponse::<N>(PhantomData))
    }

    async fn receive<N: ResponseName>(
        mut frames: Frames,
    ) -> Result<(Self, Option<Frames>), Status> {
        frames.single::<EmptyResponse<N>>(Side::Response).await?;
        Ok(((), Some(frames)))
    }
}

/// Makes a field type a response. A macro, because a second blanket implementation would clash with
/// the one for messages; the derives of enums and newtypes call it too.
#[doc(hidden)]
#[macro_export]
macro_rules! __value_response {
    ([$($generics:tt)*] $ty:ty) => {
        impl<$($generics)*> $crate::__private::v1::Response for $ty {
            type Wire<N: $crate::__private::v1::ResponseName> =
                $crate::__private::v1::ValueResponse<Self, N>;
            const STREAMING: bool = false;
            type Blocking = Self;

            fn into_payload<N: $crate::__private::v1::ResponseName>(
                self,
            ) -> ::core::result::Result<$crate::__private::v1::Payload, $crate::Status> {
                $crate::__private::v1::ValueResponse::<Self, N>::into_payload(self)
            }

            async fn receive<N: $crate::__private::v1::ResponseName>(
                frames: $crate::__private::v1::Frames,
            ) -> ::core::result::Result<
                (Self, ::core::option::Option<$crate::__private::v1::Frames>),
                $crate::Status,
            > {
                $crate::__private::v1::ValueResponse::<Self, N>::receive(frames).await
            }
        }
    };
}

__value_response! { [] bool }
__value_response! { [] i8 }
__value_response! { [] i16 }
__value_response! { [] i32 }
__value_response! { [] i64 }
__value_response! { [] u8 }
__value_response! { [] u16 }
__value_response! { [] u32 }
__value_response! { [] u64 }
__value_response! { [] f32 }
__value_response! { [] f64 }
__value_response! { [] String }
__value_response! { [] Vec<u8> }
__value_response! { [] bytes::Bytes }
__value_response! { [] crate::ByteStr }
__value_response! { [E: Enumeration] crate::Open<E> }
__value_response! { [T: Element] Vec<T> }
__value_response! { [T: Value<Plain>] Option<T> }
__value_response! { [K: Key + Ord, V: Value] BTreeMap<K, V> }
__value_response! {
    [K: Key + Hash + Eq, V: Value, S: BuildHasher + Default + Send + Sync + 'static]
    HashMap<K, V, S>
}
