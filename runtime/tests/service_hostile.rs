//! The output of `#[rpc_service]` must compile whatever the user calls their own things and
//! however strict their lints are; and it must carry calls.

#![cfg(all(feature = "client", feature = "server"))]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, unused_lifetimes)]
#![deny(clippy::all, clippy::pedantic)]

strait::package!("hostile.v1");

/// Everything the standard prelude offers, taken.
#[expect(dead_code, unused_macros, reason = "the names are only there to be in the way")]
pub mod shadowed {
    use ::strait::{Context as Cx, Message as Msg, Status as St, Streaming as Stream, rpc_service};

    struct Option;
    struct Result;
    struct Box;
    struct String;
    struct Vec;
    struct Send;
    struct Sync;
    struct Future;
    struct Status;
    struct Call;
    struct Service;
    struct Channel;
    struct Argument;
    struct Server;
    mod core {}
    mod std {}
    mod strait {}
    #[expect(non_snake_case, reason = "in the way of the variants")]
    fn Ok() {}
    macro_rules! concat {
        () => {};
    }
    type Reply<Value> = ::core::result::Result<Value, St>;

    /// A message of one letter.
    #[derive(Clone, Debug, Default, PartialEq, Msg)]
    pub struct T {
        /// The text.
        #[tag(1)]
        pub text: ::std::string::String,
    }

    /// A user's number.
    #[derive(Clone, Copy, Debug, PartialEq, Msg)]
    #[message(transparent)]
    pub struct UserId(pub u64);

    /// A service with awkward names.
    #[rpc_service]
    pub trait Awkward {
        /// Arguments with the names of generated variables.
        #[rpc(idempotent)]
        async fn r#type(
            &self,
            /// Documented.
            #[tag(1)]
            service: u32,
            #[tag(2)] call: u32,
            #[tag(3)] method: u32,
            #[tag(4, sint)] r#match: i32,
            cx: &Cx,
        ) -> Reply<i64>;

        /// A message of one letter.
        #[rpc(no_side_effects)]
        async fn echo(&self, request: T) -> ::core::result::Result<T, St>;

        /// Nothing in, nothing out.
        #[rpc(name = "Nop", response = "Nothing")]
        async fn nothing(&self) -> Reply<()>;

        /// A newtype as the result.
        async fn newtype(&self) -> Reply<UserId>;

        /// Streams.
        async fn chat(&self, call: Stream<T>, service: &Cx) -> Reply<Stream<T>>;

        /// Provided.
        async fn provided(&self, request: T) -> Reply<T> {
            self.echo(request).await
        }

        /// Old.
        #[deprecated(note = "use `echo`")]
        async fn old(&self, request: T) -> Reply<T>;
    }

    macro_rules! service {
        ($name:ident, $method:ident($argument:ident: $request:ty) -> $response:ty, $number:literal) => {
            /// Made by a macro.
            #[rpc_service]
            pub trait $name {
                /// Made by a macro.
                async fn $method(
                    &self,
                    $argument: $request,
                    cx: &Cx,
                ) -> ::core::result::Result<$response, St>;

                /// Made by a macro.
                async fn plain(&self, #[tag($number)] $argument: $response) -> Reply<$response>;
            }
        };
    }

    service!(Made, make(call: Stream<T>) -> ::std::vec::Vec<u8>, 3);

    /// A service without methods.
    #[rpc_service(name = "Nothing", package = "elsewhere")]
    pub trait Empty {}
}

/// A trait that only its module sees.
mod private {
    #[::strait::rpc_service]
    trait Hidden {
        async fn hidden(&self) -> Result<(), ::strait::Status>;
    }
}

#[cfg(test)]
mod tests {
    use futures::StreamExt as _;
    use strait::{Context, Server, Status, Streaming};

    use super::shadowed::{
        Awkward, AwkwardClient, AwkwardSchema, AwkwardServer, EmptySchema, T, UserId,
    };

    struct Implementation;

    impl Awkward for Implementation {
        async fn r#type(
            &self,
            service: u32,
            call: u32,
            method: u32,
            r#match: i32,
            _cx: &Context,
        ) -> Result<i64, Status> {
            Ok(i64::from(service) + i64::from(call) + i64::from(method) + i64::from(r#match))
        }

        async fn echo(&self, request: T) -> Result<T, Status> {
            Ok(request)
        }

        async fn nothing(&self) -> Result<(), Status> {
            Ok(())
        }

        async fn newtype(&self) -> Result<UserId, Status> {
            Ok(UserId(7))
        }

        async fn chat(&self, call: Streaming<T>, _: &Context) -> Result<Streaming<T>, Status> {
            Ok(call)
        }

        async fn old(&self, request: T) -> Result<T, Status> {
            Ok(request)
        }
    }

    /// Generic code sees no difference between a client and an implementation.
    async fn exercise(awkward: &impl Awkward) -> Result<(), Status> {
        let cx = Context::detached();
        assert_eq!(awkward.r#type(1, 2, 3, -10, &cx).await?, -4);
        let message = T { text: "hello".to_owned() };
        assert_eq!(awkward.echo(message.clone()).await?, message);
        assert_eq!(awkward.provided(message.clone()).await?, message);
        awkward.nothing().await?;
        assert_eq!(awkward.newtype().await?, UserId(7));
        let sent = Streaming::from_iter([message.clone(), message.clone()]);
        let received: Vec<_> = awkward.chat(sent, &cx).await?.collect().await;
        assert_eq!(received.len(), 2);
        for reply in received {
            assert_eq!(reply?, message);
        }
        Ok(())
    }

    #[tokio::test]
    async fn a_client_is_the_service_it_calls() -> Result<(), Box<dyn std::error::Error>> {
        exercise(&Implementation).await?;
        let server = Server::builder().add(AwkwardServer::new(Implementation));
        let server = server.bind("127.0.0.1:0").await?;
        let address = server.local_addr().expect("a TCP address");
        let _handle = server.spawn();
        let client = AwkwardClient::connect(format!("http://{address}")).await?;
        exercise(&client).await?;
        assert_eq!(client.r#type(1, 1, 1, 1).await?, 4);
        Ok(())
    }

    #[test]
    fn paths_have_the_names_of_the_wire() {
        let paths: Vec<_> =
            AwkwardSchema::METHODS.iter().map(strait::MethodDescriptor::path).collect();
        assert_eq!(
            paths,
            [
                "/hostile.v1.Awkward/Type",
                "/hostile.v1.Awkward/Echo",
                "/hostile.v1.Awkward/Nop",
                "/hostile.v1.Awkward/Newtype",
                "/hostile.v1.Awkward/Chat",
                "/hostile.v1.Awkward/Provided",
                "/hostile.v1.Awkward/Old",
            ]
        );
        assert_eq!(EmptySchema::NAME, "elsewhere.Nothing");
    }

    #[test]
    fn the_schema_has_the_generated_messages() {
        let files = AwkwardSchema::proto_files();
        let text = files.first().expect("one package").contents();
        for line in [
            "  rpc Type(TypeRequest) returns (TypeResponse)",
            "  rpc Nop(NopRequest) returns (Nothing)",
            "  rpc Chat(stream T) returns (stream T)",
            "  // Documented.",
            "  sint32 match = 4;",
            "  int64 value = 1;",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
