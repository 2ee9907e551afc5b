//! Where macro output and runtime meet. Not for people: anything here may change in any release.
//!
//! Macro output names items only through the version marker below, so that a `strait-macros` of
//! another release fails with one clear error instead of many.

/// The interface of this release's macros.
pub mod v1 {
    #[cfg(feature = "json")]
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
    pub use strait_proto_compat::schema;

    #[cfg(feature = "client")]
    pub use crate::channel::{
        BlockingChannel, Call, CallOptions, Channel, IntoTarget, call, call_blocking, perform,
    };
    #[cfg(feature = "server")]
    pub use crate::interceptor::{Intercepted, ServerInterceptor};
    #[cfg(feature = "json")]
    pub use crate::json::{
        Context as JsonContext, JsonEnumeration, JsonField, JsonFields, JsonKey, JsonMessage,
        JsonName, JsonOneof, JsonValue, deserialize as deserialize_json,
        read_enumeration as read_json_enumeration, read_singular as read_json_singular,
        read_variant as read_json_variant, serialize as serialize_json, skip as skip_json,
        write_member as write_json_member, write_singular as write_json_singular,
    };
    #[cfg(feature = "server")]
    pub use crate::server::{HandlerFuture, ServerCall, Service, no_such_method, receive, respond};
    pub use crate::{
        __client as client, __enumeration_value as enumeration_value, __json as json,
        __json_serde as json_serde, __server as server, __transparent_value as transparent_value,
        __value_response as value_response,
        context::IsContext,
        describe::{
            EnumBuilder, MessageBuilder, OneofBuilder, PackageOptions, ServiceBuilder,
            contains_number, describe_package, numbers_overlap,
        },
        message::{
            Decode, DecodeError, Delimited, Element, Encode, Enumeration, Field, Fixed, Key,
            Message, Oneof, Open, Plain, Reader, Sint, Sizes, Tag, Text, UnknownFields, Unpacked,
            Value, WireType, Wrapper, Writer,
        },
        method::{
            Argument, Frames, Method, MethodDescriptor, MethodResult, Payload, Response,
            ResponseName, RpcError, RpcKind, ValueResponse, kind,
        },
        package::{assert_option, is_edition, is_package},
        schema_of::ServiceSchema,
        schema_test::check_committed_protos,
        status_detail::{status_detail, status_with_detail},
    };
    pub use crate::{Code, Context, ProtoFile, Status, Streaming};

    /// What a blocking call of a method with response `R` returns.
    pub type Blocking<R> = <R as Response>::Blocking;
}

/// What strait's own tests reach beside the public interface.
#[cfg(all(feature = "client", feature = "server"))]
pub mod testing {
    use tokio::{io::DuplexStream, runtime::Handle};

    use crate::{
        Channel,
        server::{Builder, ServeError},
    };

    /// Serves within the process: a channel, and the client's ends of connections whose bytes are
    /// the test's own.
    ///
    /// # Errors
    ///
    /// As [`Builder::in_process`].
    pub fn in_memory(
        server: Builder,
    ) -> Result<(Channel, impl Fn() -> DuplexStream + Clone + Send + Sync + 'static), ServeError>
    {
        let runtime = Handle::try_current().map_err(ServeError::NoRuntime)?;
        let open = server.in_memory()?;
        let connect = open.clone();
        Ok((Channel::in_process(move || Box::new(open()), runtime), connect))
    }
}

/// What the fuzz targets reach beside the public interface.
pub mod fuzz {
    /// Undoes the compression of a message of at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// INTERNAL if the data is malformed, RESOURCE_EXHAUSTED if the message is longer.
    pub fn decompress(
        compression: crate::Compression,
        data: &[u8],
        limit: usize,
    ) -> Result<bytes::Bytes, crate::Status> {
        compression.decompress(data, limit)
    }
}

/// Expands to its content if strait is built with the feature `client`.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($($content:tt)*) => { $($content)* };
}

/// Expands to its content if strait is built with the feature `client`.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($($content:tt)*) => {};
}

/// Expands to its content if strait is built with the feature `server`.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($content:tt)*) => { $($content)* };
}

/// Expands to its content if strait is built with the feature `server`.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($content:tt)*) => {};
}

/// Expands to its content if strait is built with the feature `json`.
#[cfg(feature = "json")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    ($($content:tt)*) => { $($content)* };
}

/// Expands to its content if strait is built with the feature `json`.
#[cfg(not(feature = "json"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    ($($content:tt)*) => {};
}

/// Expands to its content, which asks for the feature `json`.
#[cfg(feature = "json")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_serde {
    ($($content:tt)*) => { $($content)* };
}

/// Says that what was asked for needs the feature `json`.
#[cfg(not(feature = "json"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_serde {
    ($($content:tt)*) => {
        ::core::compile_error!(
            "`#[message(serde)]` needs strait's feature `json`: add it in Cargo.toml"
        );
    };
}
