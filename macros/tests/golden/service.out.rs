// `v1` stands for `::strait::__private::v1`.

/// Greets.
pub trait Greeter: ::core::marker::Send + ::core::marker::Sync + 'static {
    /// Greets one person.
    fn say_hello(
        &self,
        request: HelloRequest,
    ) -> impl ::core::future::Future<
        Output = Result<HelloResponse, Status>,
    > + ::core::marker::Send;
    fn chat(
        &self,
        requests: Streaming<HelloRequest>,
        cx: &Context,
    ) -> impl ::core::future::Future<
        Output = Result<Streaming<HelloResponse>, Status>,
    > + ::core::marker::Send;
    /// Plain arguments.
    fn add(
        &self,
        a: i32,
        b: i32,
    ) -> impl ::core::future::Future<
        Output = Result<i32, AddError>,
    > + ::core::marker::Send;
}
/// The arguments of [`Greeter::add`].
#[allow(dead_code, missing_debug_implementations)]
pub struct AddRequest {
    /// The first.
    pub a: i32,
    /// The argument `b`.
    pub b: i32,
}
#[automatically_derived]
impl v1::Encode for AddRequest {
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        let mut len = <i32 as v1::Field>::field_len(&self.a, 1, sizes);
        len += <i32 as v1::Field<v1::Sint>>::field_len(&self.b, 2, sizes);
        len
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        <i32 as v1::Field>::encode_field(&self.a, 1, out);
        <i32 as v1::Field<v1::Sint>>::encode_field(&self.b, 2, out);
    }
}
#[automatically_derived]
impl v1::Decode for AddRequest {
    fn empty() -> Self {
        Self {
            a: <i32 as v1::Field>::empty(),
            b: <i32 as v1::Field<v1::Sint>>::empty(),
        }
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = ::core::concat!(
            write_strait_package_at_the_top_of_this_module!(prefix), "AddRequest"
        );
        match tag.number {
            1 => {
                <i32 as v1::Field>::merge_field(&mut self.a, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "a"))
            }
            2 => {
                <i32 as v1::Field<v1::Sint>>::merge_field(&mut self.b, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "b"))
            }
            _ => reader.skip(tag),
        }
    }
}
#[automatically_derived]
impl v1::Message for AddRequest {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "AddRequest",
        )
    }
    fn describe(schema: &mut v1::schema::Schema) {
        v1::describe_package(
            schema,
            write_strait_package_at_the_top_of_this_module!(),
            &write_strait_package_at_the_top_of_this_module!(said),
        );
        schema
            .add_message(
                &<Self as v1::Message>::type_name(),
                ::core::concat!(::core::module_path!(), "::AddRequest"),
                |schema| {
                    v1::MessageBuilder::new(schema)
                        .field(1, "a", <i32 as v1::Field>::describe)
                        .comments(&["The first."])
                        .field(2, "b", <i32 as v1::Field<v1::Sint>>::describe)
                        .finish()
                },
            );
    }
}
#[automatically_derived]
impl v1::JsonFields for AddRequest {
    const FIELDS: &'static [v1::JsonName] = &[
        v1::JsonName {
            number: 1,
            json: "a",
            proto: "a",
        },
        v1::JsonName {
            number: 2,
            json: "b",
            proto: "b",
        },
    ];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        <i32 as v1::JsonField>::write_json(&self.a, &Self::FIELDS[0], out, cx)?;
        <i32 as v1::JsonField<
            v1::Sint,
        >>::write_json(&self.b, &Self::FIELDS[1], out, cx)?;
        ::core::result::Result::Ok(())
    }
    fn read_field<'de, __D: v1::Deserializer<'de>>(
        &mut self,
        number: u32,
        value: __D,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<bool, __D::Error> {
        match number {
            1 => <i32 as v1::JsonField>::read_json(&mut self.a, value, cx),
            2 => <i32 as v1::JsonField<v1::Sint>>::read_json(&mut self.b, value, cx),
            _ => v1::skip_json(value),
        }
    }
}
#[automatically_derived]
impl v1::JsonMessage for AddRequest {
    fn write_json<__S: v1::Serializer>(
        &self,
        serializer: __S,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        v1::JsonFields::write_object(self, serializer, cx)
    }
    fn read_json<'de, __D: v1::Deserializer<'de>>(
        deserializer: __D,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<Self, __D::Error> {
        v1::JsonFields::read_object(deserializer, cx)
    }
}
enum GreeterSayHelloMethod {}
impl v1::Method for GreeterSayHelloMethod {
    type Request = HelloRequest;
    type Response = HelloResponse;
    type Error = Status;
    const DESCRIPTOR: v1::MethodDescriptor = v1::MethodDescriptor::new(
        ::core::concat!(
            "/", write_strait_package_at_the_top_of_this_module!(prefix),
            "Greeter/SayHello"
        ),
        v1::kind::<Self>(),
        v1::schema::Idempotency::NoSideEffects,
    );
    const RESPONSE: &'static str = "SayHelloResponse";
    const ORIGIN: &'static str = ::core::concat!(
        ::core::module_path!(), "::Greeter::say_hello"
    );
    fn response_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "SayHelloResponse",
        )
    }
}
enum GreeterChatMethod {}
impl v1::Method for GreeterChatMethod {
    type Request = Streaming<HelloRequest>;
    type Response = Streaming<HelloResponse>;
    type Error = Status;
    const DESCRIPTOR: v1::MethodDescriptor = v1::MethodDescriptor::new(
        ::core::concat!(
            "/", write_strait_package_at_the_top_of_this_module!(prefix), "Greeter/Chat"
        ),
        v1::kind::<Self>(),
        v1::schema::Idempotency::Unknown,
    );
    const RESPONSE: &'static str = "ChatResponse";
    const ORIGIN: &'static str = ::core::concat!(
        ::core::module_path!(), "::Greeter::chat"
    );
    fn response_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "ChatResponse",
        )
    }
}
enum GreeterAddMethod {}
impl v1::Method for GreeterAddMethod {
    type Request = AddRequest;
    type Response = i32;
    type Error = AddError;
    const DESCRIPTOR: v1::MethodDescriptor = v1::MethodDescriptor::new(
        ::core::concat!(
            "/", write_strait_package_at_the_top_of_this_module!(prefix), "Greeter/Add"
        ),
        v1::kind::<Self>(),
        v1::schema::Idempotency::Unknown,
    );
    const RESPONSE: &'static str = "AddResponse";
    const ORIGIN: &'static str = ::core::concat!(
        ::core::module_path!(), "::Greeter::add"
    );
    fn response_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "AddResponse",
        )
    }
}
/// The schema of [`Greeter`].
#[allow(dead_code)]
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct GreeterSchema;
#[allow(dead_code)]
impl GreeterSchema {
    /// The full protobuf name.
    pub const NAME: &'static str = <Self as v1::ServiceSchema>::NAME;
    /// The methods in the order of the trait.
    pub const METHODS: &'static [v1::MethodDescriptor] = <Self as v1::ServiceSchema>::METHODS;
    /// Adds the service and all its types.
    pub fn describe(schema: &mut v1::schema::Schema) {
        <Self as v1::ServiceSchema>::describe(schema);
    }
    /// The `.proto` files, one a package.
    ///
    /// # Panics
    ///
    /// If two Rust types have one protobuf name.
    #[must_use]
    pub fn proto_files() -> ::std::vec::Vec<v1::ProtoFile> {
        <Self as v1::ServiceSchema>::proto_files()
    }
    /// The encoded `google.protobuf.FileDescriptorSet`, imports included.
    ///
    /// # Panics
    ///
    /// If two Rust types have one protobuf name.
    #[must_use]
    pub fn file_descriptor_set() -> ::std::vec::Vec<u8> {
        <Self as v1::ServiceSchema>::file_descriptor_set()
    }
}
#[automatically_derived]
impl v1::ServiceSchema for GreeterSchema {
    const NAME: &'static str = ::core::concat!(
        write_strait_package_at_the_top_of_this_module!(prefix), "Greeter"
    );
    const METHODS: &'static [v1::MethodDescriptor] = &[
        <GreeterSayHelloMethod as v1::Method>::DESCRIPTOR,
        <GreeterChatMethod as v1::Method>::DESCRIPTOR,
        <GreeterAddMethod as v1::Method>::DESCRIPTOR,
    ];
    fn describe(schema: &mut v1::schema::Schema) {
        v1::describe_package(
            schema,
            write_strait_package_at_the_top_of_this_module!(),
            &write_strait_package_at_the_top_of_this_module!(said),
        );
        schema
            .add_service(
                &v1::schema::TypeName::new(
                    write_strait_package_at_the_top_of_this_module!(),
                    "Greeter",
                ),
                ::core::concat!(::core::module_path!(), "::Greeter"),
                |schema| {
                    v1::ServiceBuilder::new(schema)
                        .comments(&["Greets."])
                        .method::<GreeterSayHelloMethod>()
                        .comments(&["Greets one person."])
                        .method::<GreeterChatMethod>()
                        .method::<GreeterAddMethod>()
                        .comments(&["Plain arguments."])
                        .finish()
                },
            );
    }
}
/// Serves a [`Greeter`]: `Server::builder().add(GreeterServer::new(…))`.
#[allow(dead_code)]
pub struct GreeterServer<Implementation> {
    service: ::std::sync::Arc<Implementation>,
}
#[allow(dead_code)]
impl<Implementation: Greeter> GreeterServer<Implementation> {
    /// Serves `service`.
    #[must_use]
    pub fn new(service: Implementation) -> Self {
        Self::from_arc(::std::sync::Arc::new(service))
    }
    /// Serves what others hold as well.
    #[must_use]
    pub fn from_arc(service: ::std::sync::Arc<Implementation>) -> Self {
        Self { service }
    }
    /// Adds an interceptor around all methods, within those of the server.
    #[must_use]
    pub fn intercept(
        self,
        interceptor: impl v1::ServerInterceptor,
    ) -> v1::Intercepted<Self> {
        v1::Service::intercept(self, interceptor)
    }
}
impl<Implementation> ::core::clone::Clone for GreeterServer<Implementation> {
    fn clone(&self) -> Self {
        Self {
            service: ::std::sync::Arc::clone(&self.service),
        }
    }
}
impl<Implementation> ::core::fmt::Debug for GreeterServer<Implementation> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("GreeterServer").finish_non_exhaustive()
    }
}
impl<Implementation: Greeter> v1::Service for GreeterServer<Implementation> {
    fn name(&self) -> &'static str {
        <GreeterSchema as v1::ServiceSchema>::NAME
    }
    fn methods(&self) -> &'static [v1::MethodDescriptor] {
        <GreeterSchema as v1::ServiceSchema>::METHODS
    }
    fn describe(&self, schema: &mut v1::schema::Schema) {
        <GreeterSchema as v1::ServiceSchema>::describe(schema);
    }
    fn call(&self, method: usize, mut call: v1::ServerCall) -> v1::HandlerFuture {
        let service = ::std::sync::Arc::clone(&self.service);
        match method {
            0 => {
                ::std::boxed::Box::pin(async move {
                    let request = v1::receive::<GreeterSayHelloMethod>(&mut call).await?;
                    v1::respond::<
                        GreeterSayHelloMethod,
                    >(<Implementation as Greeter>::say_hello(&*service, request).await)
                })
            }
            1 => {
                ::std::boxed::Box::pin(async move {
                    let requests = v1::receive::<GreeterChatMethod>(&mut call).await?;
                    let cx = call.into_context();
                    v1::respond::<
                        GreeterChatMethod,
                    >(<Implementation as Greeter>::chat(&*service, requests, &cx).await)
                })
            }
            2 => {
                ::std::boxed::Box::pin(async move {
                    let AddRequest { a, b } = v1::receive::<GreeterAddMethod>(&mut call)
                        .await?;
                    v1::respond::<
                        GreeterAddMethod,
                    >(<Implementation as Greeter>::add(&*service, a, b).await)
                })
            }
            _ => v1::no_such_method(),
        }
    }
}
/// Calls a [`Greeter`] over a channel; it is a `Greeter` itself.
///
/// Clones share the channel. The methods return calls, which take options before they are
/// awaited.
#[allow(dead_code)]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct GreeterClient {
    channel: v1::Channel,
}
#[allow(dead_code, clippy::missing_errors_doc)]
impl GreeterClient {
    /// Connects to a server.
    ///
    /// # Errors
    ///
    /// If `target` is not a target, or the server does not answer.
    pub async fn connect(
        target: impl v1::IntoTarget,
    ) -> ::core::result::Result<Self, v1::Status> {
        let channel = v1::Channel::connect(target).await?;
        ::core::result::Result::Ok(Self { channel })
    }
    /// Makes calls over `channel`.
    #[must_use]
    pub fn new(channel: v1::Channel) -> Self {
        Self { channel }
    }
    /// The channel.
    #[must_use]
    pub fn channel(&self) -> &v1::Channel {
        &self.channel
    }
}
#[allow(dead_code)]
impl GreeterClient {
    /// Greets one person.
    pub fn say_hello(&self, request: HelloRequest) -> v1::Call<HelloResponse, Status> {
        v1::call::<GreeterSayHelloMethod>(&self.channel, request)
    }
    /// Calls `Chat`.
    pub fn chat(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> v1::Call<Streaming<HelloResponse>, Status> {
        v1::call::<GreeterChatMethod>(&self.channel, requests)
    }
    /// Plain arguments.
    pub fn add(&self, a: i32, b: i32) -> v1::Call<i32, AddError> {
        v1::call::<GreeterAddMethod>(&self.channel, AddRequest { a, b })
    }
}
impl Greeter for GreeterClient {
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status> {
        v1::perform::<
            GreeterSayHelloMethod,
        >(GreeterClient::say_hello(self, request), ::core::option::Option::None)
            .await
    }
    async fn chat(
        &self,
        requests: Streaming<HelloRequest>,
        cx: &Context,
    ) -> Result<Streaming<HelloResponse>, Status> {
        v1::perform::<
            GreeterChatMethod,
        >(GreeterClient::chat(self, requests), ::core::option::Option::Some(cx))
            .await
    }
    async fn add(&self, a: i32, b: i32) -> Result<i32, AddError> {
        v1::perform::<
            GreeterAddMethod,
        >(GreeterClient::add(self, a, b), ::core::option::Option::None)
            .await
    }
}
/// Calls a [`Greeter`] from code without async.
#[allow(dead_code)]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct GreeterBlockingClient {
    channel: v1::BlockingChannel,
}
#[allow(dead_code, clippy::missing_errors_doc)]
impl GreeterBlockingClient {
    /// Connects to a server.
    ///
    /// # Errors
    ///
    /// If `target` is not a target, the server does not answer, or this is called inside
    /// of an async runtime.
    pub fn connect(
        target: impl v1::IntoTarget,
    ) -> ::core::result::Result<Self, v1::Status> {
        let channel = v1::BlockingChannel::connect(target)?;
        ::core::result::Result::Ok(Self { channel })
    }
    /// Makes calls over `channel`.
    #[must_use]
    pub fn new(channel: v1::BlockingChannel) -> Self {
        Self { channel }
    }
    /// The same client with `options` for all calls.
    #[must_use]
    pub fn with_options(&self, options: v1::CallOptions) -> Self {
        Self {
            channel: self.channel.with_options(options),
        }
    }
    /// Greets one person.
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub fn say_hello(
        &self,
        request: HelloRequest,
    ) -> ::core::result::Result<v1::Blocking<HelloResponse>, Status> {
        v1::call_blocking::<GreeterSayHelloMethod>(&self.channel, request)
    }
    /// Calls `Chat`.
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub fn chat(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> ::core::result::Result<v1::Blocking<Streaming<HelloResponse>>, Status> {
        v1::call_blocking::<GreeterChatMethod>(&self.channel, requests)
    }
    /// Plain arguments.
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub fn add(
        &self,
        a: i32,
        b: i32,
    ) -> ::core::result::Result<v1::Blocking<i32>, AddError> {
        v1::call_blocking::<GreeterAddMethod>(&self.channel, AddRequest { a, b })
    }
}
