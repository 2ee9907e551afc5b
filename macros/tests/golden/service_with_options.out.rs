// `v1` stands for `::strait::__private::v1`.

pub(crate) trait Watch: ::core::marker::Send + ::core::marker::Sync + 'static {
    #[deprecated(note = "use `now`")]
    fn set_to_zero(
        &self,
        cx: &Cx,
    ) -> impl ::core::future::Future<Output = Reply<()>> + ::core::marker::Send;
    #[allow(clippy::manual_async_fn)]
    fn now(
        &self,
    ) -> impl ::core::future::Future<Output = Reply<SystemTime>> + ::core::marker::Send {
        async move { Ok(SystemTime::now()) }
    }
}
/// The arguments of [`Watch::set_to_zero`].
#[allow(dead_code, missing_debug_implementations)]
pub(crate) struct ResetRequest {}
#[automatically_derived]
impl v1::Encode for ResetRequest {
    fn encoded_len(&self, _: &mut v1::Sizes) -> usize {
        0
    }
    fn encode_fields(&self, _: &mut v1::Writer<'_>) {}
}
#[automatically_derived]
impl v1::Decode for ResetRequest {
    fn empty() -> Self {
        Self {}
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        reader.skip(tag)
    }
}
#[automatically_derived]
impl v1::Message for ResetRequest {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new("time.v1", "ResetRequest")
    }
    fn describe(schema: &mut v1::schema::Schema) {
        schema
            .add_message(
                &<Self as v1::Message>::type_name(),
                ::core::concat!(::core::module_path!(), "::ResetRequest"),
                |schema| { v1::MessageBuilder::new(schema).finish() },
            );
    }
}
#[automatically_derived]
impl v1::JsonFields for ResetRequest {
    const FIELDS: &'static [v1::JsonName] = &[];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        _: &mut __W,
        _: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        ::core::result::Result::Ok(())
    }
    fn read_field<'de, __D: v1::Deserializer<'de>>(
        &mut self,
        _: u32,
        value: __D,
        _: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<bool, __D::Error> {
        v1::skip_json(value)
    }
}
#[automatically_derived]
impl v1::JsonMessage for ResetRequest {
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
/// The arguments of [`Watch::now`].
#[allow(dead_code, missing_debug_implementations)]
pub(crate) struct NowRequest {}
#[automatically_derived]
impl v1::Encode for NowRequest {
    fn encoded_len(&self, _: &mut v1::Sizes) -> usize {
        0
    }
    fn encode_fields(&self, _: &mut v1::Writer<'_>) {}
}
#[automatically_derived]
impl v1::Decode for NowRequest {
    fn empty() -> Self {
        Self {}
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        reader.skip(tag)
    }
}
#[automatically_derived]
impl v1::Message for NowRequest {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new("time.v1", "NowRequest")
    }
    fn describe(schema: &mut v1::schema::Schema) {
        schema
            .add_message(
                &<Self as v1::Message>::type_name(),
                ::core::concat!(::core::module_path!(), "::NowRequest"),
                |schema| { v1::MessageBuilder::new(schema).finish() },
            );
    }
}
#[automatically_derived]
impl v1::JsonFields for NowRequest {
    const FIELDS: &'static [v1::JsonName] = &[];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        _: &mut __W,
        _: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        ::core::result::Result::Ok(())
    }
    fn read_field<'de, __D: v1::Deserializer<'de>>(
        &mut self,
        _: u32,
        value: __D,
        _: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<bool, __D::Error> {
        v1::skip_json(value)
    }
}
#[automatically_derived]
impl v1::JsonMessage for NowRequest {
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
enum WatchSetToZeroMethod {}
impl v1::Method for WatchSetToZeroMethod {
    type Request = ResetRequest;
    type Response = <Reply<()> as v1::MethodResult>::Ok;
    type Error = <Reply<()> as v1::MethodResult>::Error;
    const DESCRIPTOR: v1::MethodDescriptor = v1::MethodDescriptor::new(
        "/time.v1.Clock/Reset",
        v1::kind::<Self>(),
        v1::schema::Idempotency::Idempotent,
    );
    const RESPONSE: &'static str = "ResetResult";
    const ORIGIN: &'static str = ::core::concat!(
        ::core::module_path!(), "::Watch::set_to_zero"
    );
    fn response_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new("time.v1", "ResetResult")
    }
}
enum WatchNowMethod {}
impl v1::Method for WatchNowMethod {
    type Request = NowRequest;
    type Response = <Reply<SystemTime> as v1::MethodResult>::Ok;
    type Error = <Reply<SystemTime> as v1::MethodResult>::Error;
    const DESCRIPTOR: v1::MethodDescriptor = v1::MethodDescriptor::new(
        "/time.v1.Clock/Now",
        v1::kind::<Self>(),
        v1::schema::Idempotency::Unknown,
    );
    const RESPONSE: &'static str = "NowResponse";
    const ORIGIN: &'static str = ::core::concat!(::core::module_path!(), "::Watch::now");
    fn response_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new("time.v1", "NowResponse")
    }
}
/// The schema of [`Watch`].
#[allow(dead_code)]
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub(crate) struct WatchSchema;
#[allow(dead_code)]
impl WatchSchema {
    /// The full protobuf name.
    pub(crate) const NAME: &'static str = <Self as v1::ServiceSchema>::NAME;
    /// The methods in the order of the trait.
    pub(crate) const METHODS: &'static [v1::MethodDescriptor] = <Self as v1::ServiceSchema>::METHODS;
    /// Adds the service and all its types.
    pub(crate) fn describe(schema: &mut v1::schema::Schema) {
        <Self as v1::ServiceSchema>::describe(schema);
    }
    /// The `.proto` files, one a package.
    ///
    /// # Panics
    ///
    /// If two Rust types have one protobuf name.
    #[must_use]
    pub(crate) fn proto_files() -> ::std::vec::Vec<v1::ProtoFile> {
        <Self as v1::ServiceSchema>::proto_files()
    }
    /// The encoded `google.protobuf.FileDescriptorSet`, imports included.
    ///
    /// # Panics
    ///
    /// If two Rust types have one protobuf name.
    #[must_use]
    pub(crate) fn file_descriptor_set() -> ::std::vec::Vec<u8> {
        <Self as v1::ServiceSchema>::file_descriptor_set()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl v1::ServiceSchema for WatchSchema {
    const NAME: &'static str = "time.v1.Clock";
    const METHODS: &'static [v1::MethodDescriptor] = &[
        <WatchSetToZeroMethod as v1::Method>::DESCRIPTOR,
        <WatchNowMethod as v1::Method>::DESCRIPTOR,
    ];
    fn describe(schema: &mut v1::schema::Schema) {
        schema
            .add_service(
                &v1::schema::TypeName::new("time.v1", "Clock"),
                ::core::concat!(::core::module_path!(), "::Watch"),
                |schema| {
                    v1::ServiceBuilder::new(schema)
                        .method::<WatchSetToZeroMethod>()
                        .deprecated_method()
                        .method::<WatchNowMethod>()
                        .finish()
                },
            );
    }
}
/// Serves a [`Watch`]: `Server::builder().add(WatchServer::new(…))`.
#[allow(dead_code)]
pub(crate) struct WatchServer<Implementation> {
    service: ::std::sync::Arc<Implementation>,
}
#[allow(dead_code)]
#[allow(deprecated)]
impl<Implementation: Watch> WatchServer<Implementation> {
    /// Serves `service`.
    #[must_use]
    pub(crate) fn new(service: Implementation) -> Self {
        Self::from_arc(::std::sync::Arc::new(service))
    }
    /// Serves what others hold as well.
    #[must_use]
    pub(crate) fn from_arc(service: ::std::sync::Arc<Implementation>) -> Self {
        Self { service }
    }
    /// Adds an interceptor around all methods, within those of the server.
    #[must_use]
    pub(crate) fn intercept(
        self,
        interceptor: impl v1::ServerInterceptor,
    ) -> v1::Intercepted<Self> {
        v1::Service::intercept(self, interceptor)
    }
}
impl<Implementation> ::core::clone::Clone for WatchServer<Implementation> {
    fn clone(&self) -> Self {
        Self {
            service: ::std::sync::Arc::clone(&self.service),
        }
    }
}
impl<Implementation> ::core::fmt::Debug for WatchServer<Implementation> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("WatchServer").finish_non_exhaustive()
    }
}
#[allow(deprecated)]
impl<Implementation: Watch> v1::Service for WatchServer<Implementation> {
    fn name(&self) -> &'static str {
        <WatchSchema as v1::ServiceSchema>::NAME
    }
    fn methods(&self) -> &'static [v1::MethodDescriptor] {
        <WatchSchema as v1::ServiceSchema>::METHODS
    }
    fn describe(&self, schema: &mut v1::schema::Schema) {
        <WatchSchema as v1::ServiceSchema>::describe(schema);
    }
    fn call(&self, method: usize, mut call: v1::ServerCall) -> v1::HandlerFuture {
        let service = ::std::sync::Arc::clone(&self.service);
        match method {
            0 => {
                ::std::boxed::Box::pin(async move {
                    let ResetRequest {} = v1::receive::<WatchSetToZeroMethod>(&mut call)
                        .await?;
                    let cx = call.into_context();
                    v1::respond::<
                        WatchSetToZeroMethod,
                    >(
                        <Reply<
                            (),
                        > as v1::MethodResult>::into_result(
                            <Implementation as Watch>::set_to_zero(
                                    &*service,
                                    <Cx as v1::IsContext>::from_context(&cx),
                                )
                                .await,
                        ),
                    )
                })
            }
            1 => {
                ::std::boxed::Box::pin(async move {
                    let NowRequest {} = v1::receive::<WatchNowMethod>(&mut call).await?;
                    v1::respond::<
                        WatchNowMethod,
                    >(
                        <Reply<
                            SystemTime,
                        > as v1::MethodResult>::into_result(
                            <Implementation as Watch>::now(&*service).await,
                        ),
                    )
                })
            }
            _ => v1::no_such_method(),
        }
    }
}
/// Calls a [`Watch`] over a channel; it is a `Watch` itself.
///
/// Clones share the channel. The methods return calls, which take options before they are
/// awaited.
#[allow(dead_code)]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub(crate) struct WatchClient {
    channel: v1::Channel,
}
#[allow(dead_code, clippy::missing_errors_doc)]
impl WatchClient {
    /// Connects to a server.
    ///
    /// # Errors
    ///
    /// If `target` is not a target, or the server does not answer.
    pub(crate) async fn connect(
        target: impl v1::IntoTarget,
    ) -> ::core::result::Result<Self, v1::Status> {
        let channel = v1::Channel::connect(target).await?;
        ::core::result::Result::Ok(Self { channel })
    }
    /// Makes calls over `channel`.
    #[must_use]
    pub(crate) fn new(channel: v1::Channel) -> Self {
        Self { channel }
    }
    /// The channel.
    #[must_use]
    pub(crate) fn channel(&self) -> &v1::Channel {
        &self.channel
    }
}
#[allow(dead_code)]
#[allow(deprecated)]
impl WatchClient {
    /// Calls `Reset`.
    #[deprecated(note = "use `now`")]
    pub(crate) fn set_to_zero(
        &self,
    ) -> v1::Call<
        <Reply<()> as v1::MethodResult>::Ok,
        <Reply<()> as v1::MethodResult>::Error,
    > {
        v1::call::<WatchSetToZeroMethod>(&self.channel, ResetRequest {})
    }
    /// Calls `Now`.
    pub(crate) fn now(
        &self,
    ) -> v1::Call<
        <Reply<SystemTime> as v1::MethodResult>::Ok,
        <Reply<SystemTime> as v1::MethodResult>::Error,
    > {
        v1::call::<WatchNowMethod>(&self.channel, NowRequest {})
    }
}
#[allow(deprecated)]
impl Watch for WatchClient {
    async fn set_to_zero(&self, cx: &Cx) -> Reply<()> {
        <Reply<
            (),
        > as v1::MethodResult>::from_result(
            v1::perform::<
                WatchSetToZeroMethod,
            >(
                    WatchClient::set_to_zero(self),
                    ::core::option::Option::Some(<Cx as v1::IsContext>::as_context(cx)),
                )
                .await,
        )
    }
    async fn now(&self) -> Reply<SystemTime> {
        <Reply<
            SystemTime,
        > as v1::MethodResult>::from_result(
            v1::perform::<
                WatchNowMethod,
            >(WatchClient::now(self), ::core::option::Option::None)
                .await,
        )
    }
}
/// Calls a [`Watch`] from code without async.
#[allow(dead_code)]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub(crate) struct WatchBlockingClient {
    channel: v1::BlockingChannel,
}
#[allow(dead_code, clippy::missing_errors_doc)]
#[allow(deprecated)]
impl WatchBlockingClient {
    /// Connects to a server.
    ///
    /// # Errors
    ///
    /// If `target` is not a target, the server does not answer, or this is called inside
    /// of an async runtime.
    pub(crate) fn connect(
        target: impl v1::IntoTarget,
    ) -> ::core::result::Result<Self, v1::Status> {
        let channel = v1::BlockingChannel::connect(target)?;
        ::core::result::Result::Ok(Self { channel })
    }
    /// Makes calls over `channel`.
    #[must_use]
    pub(crate) fn new(channel: v1::BlockingChannel) -> Self {
        Self { channel }
    }
    /// The same client with `options` for all calls.
    #[must_use]
    pub(crate) fn with_options(&self, options: v1::CallOptions) -> Self {
        Self {
            channel: self.channel.with_options(options),
        }
    }
    /// Calls `Reset`.
    #[deprecated(note = "use `now`")]
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub(crate) fn set_to_zero(
        &self,
    ) -> ::core::result::Result<
        v1::Blocking<<Reply<()> as v1::MethodResult>::Ok>,
        <Reply<()> as v1::MethodResult>::Error,
    > {
        v1::call_blocking::<WatchSetToZeroMethod>(&self.channel, ResetRequest {})
    }
    /// Calls `Now`.
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub(crate) fn now(
        &self,
    ) -> ::core::result::Result<
        v1::Blocking<<Reply<SystemTime> as v1::MethodResult>::Ok>,
        <Reply<SystemTime> as v1::MethodResult>::Error,
    > {
        v1::call_blocking::<WatchNowMethod>(&self.channel, NowRequest {})
    }
}
