// `v1` stands for `::strait::__private::v1`.

const _: () = {
    struct __AddErrorOverflow {
        a: i32,
        b: i32,
    }
    #[automatically_derived]
    impl v1::Encode for __AddErrorOverflow {
        fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
            let mut len = <i32 as v1::Field>::field_len(&self.a, 1, sizes);
            len += <i32 as v1::Field>::field_len(&self.b, 2, sizes);
            len
        }
        fn encode_fields(&self, out: &mut v1::Writer<'_>) {
            <i32 as v1::Field>::encode_field(&self.a, 1, out);
            <i32 as v1::Field>::encode_field(&self.b, 2, out);
        }
    }
    #[automatically_derived]
    impl v1::Decode for __AddErrorOverflow {
        fn empty() -> Self {
            Self {
                a: <i32 as v1::Field>::empty(),
                b: <i32 as v1::Field>::empty(),
            }
        }
        fn merge_field(
            &mut self,
            tag: v1::Tag,
            reader: &mut v1::Reader<'_>,
        ) -> ::core::result::Result<(), v1::DecodeError> {
            const __MESSAGE: &str = ::core::concat!(
                write_strait_package_at_the_top_of_this_module!(prefix),
                "AddError.Overflow"
            );
            match tag.number {
                1 => {
                    <i32 as v1::Field>::merge_field(&mut self.a, tag, reader)
                        .map_err(|error| error.at(__MESSAGE, "a"))
                }
                2 => {
                    <i32 as v1::Field>::merge_field(&mut self.b, tag, reader)
                        .map_err(|error| error.at(__MESSAGE, "b"))
                }
                _ => reader.skip(tag),
            }
        }
    }
    #[automatically_derived]
    impl v1::Message for __AddErrorOverflow {
        fn type_name() -> v1::schema::TypeName {
            v1::schema::TypeName::new(
                write_strait_package_at_the_top_of_this_module!(),
                "AddError.Overflow",
            )
        }
        fn describe(schema: &mut v1::schema::Schema) {
            schema
                .add_message(
                    &<Self as v1::Message>::type_name(),
                    ::core::concat!(::core::module_path!(), "::AddError::Overflow"),
                    |schema| {
                        v1::MessageBuilder::new(schema)
                            .comments(&["The sum does not fit."])
                            .field(1, "a", <i32 as v1::Field>::describe)
                            .field(2, "b", <i32 as v1::Field>::describe)
                            .finish()
                    },
                );
        }
    }
    struct __AddErrorClosed {}
    #[automatically_derived]
    impl v1::Encode for __AddErrorClosed {
        fn encoded_len(&self, _: &mut v1::Sizes) -> usize {
            0
        }
        fn encode_fields(&self, _: &mut v1::Writer<'_>) {}
    }
    #[automatically_derived]
    impl v1::Decode for __AddErrorClosed {
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
    impl v1::Message for __AddErrorClosed {
        fn type_name() -> v1::schema::TypeName {
            v1::schema::TypeName::new(
                write_strait_package_at_the_top_of_this_module!(),
                "AddError.Closed",
            )
        }
        fn describe(schema: &mut v1::schema::Schema) {
            schema
                .add_message(
                    &<Self as v1::Message>::type_name(),
                    ::core::concat!(::core::module_path!(), "::AddError::Closed"),
                    |schema| { v1::MessageBuilder::new(schema).finish() },
                );
        }
    }
    enum __AddErrorOneof {
        Overflow(__AddErrorOverflow),
        Closed(__AddErrorClosed),
    }
    #[automatically_derived]
    impl v1::Oneof for __AddErrorOneof {
        const NUMBERS: &'static [u32] = &[1, 2];
        #[inline]
        fn accepts(tag: v1::Tag, reader: &v1::Reader<'_>) -> bool {
            match tag.number {
                1 => {
                    tag.wire_type == <__AddErrorOverflow as v1::Value>::WIRE_TYPE
                        && <__AddErrorOverflow as v1::Value>::knows(reader)
                }
                2 => {
                    tag.wire_type == <__AddErrorClosed as v1::Value>::WIRE_TYPE
                        && <__AddErrorClosed as v1::Value>::knows(reader)
                }
                _ => false,
            }
        }
        fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
            match self {
                Self::Overflow(value) => {
                    <__AddErrorOverflow as v1::Value>::tagged_len(value, 1, sizes)
                }
                Self::Closed(value) => {
                    <__AddErrorClosed as v1::Value>::tagged_len(value, 2, sizes)
                }
            }
        }
        fn encode_fields(&self, out: &mut v1::Writer<'_>) {
            match self {
                Self::Overflow(value) => {
                    <__AddErrorOverflow as v1::Value>::encode_tagged(value, 1, out)
                }
                Self::Closed(value) => {
                    <__AddErrorClosed as v1::Value>::encode_tagged(value, 2, out)
                }
            }
        }
        fn merge_field(
            slot: &mut ::core::option::Option<Self>,
            tag: v1::Tag,
            reader: &mut v1::Reader<'_>,
        ) -> ::core::result::Result<(), v1::DecodeError> {
            if !Self::accepts(tag, reader) {
                return reader.skip(tag);
            }
            match tag.number {
                1 => {
                    match slot {
                        ::core::option::Option::Some(Self::Overflow(value)) => {
                            <__AddErrorOverflow as v1::Value>::merge_tagged(
                                value,
                                tag,
                                reader,
                            )
                        }
                        _ => {
                            <__AddErrorOverflow as v1::Value>::read_tagged(tag, reader)
                                .map(|value| {
                                    *slot = ::core::option::Option::Some(Self::Overflow(value));
                                })
                        }
                    }
                        .map_err(|error| error.at("__AddErrorOneof", "overflow"))
                }
                2 => {
                    match slot {
                        ::core::option::Option::Some(Self::Closed(value)) => {
                            <__AddErrorClosed as v1::Value>::merge_tagged(
                                value,
                                tag,
                                reader,
                            )
                        }
                        _ => {
                            <__AddErrorClosed as v1::Value>::read_tagged(tag, reader)
                                .map(|value| {
                                    *slot = ::core::option::Option::Some(Self::Closed(value));
                                })
                        }
                    }
                        .map_err(|error| error.at("__AddErrorOneof", "closed"))
                }
                _ => reader.skip(tag),
            }
        }
        fn describe(
            schema: &mut v1::schema::Schema,
        ) -> (v1::schema::OneofDef, ::std::vec::Vec<v1::schema::FieldDef>) {
            v1::OneofBuilder::new(schema)
                .field(1, "overflow", <__AddErrorOverflow as v1::Value>::describe)
                .field(2, "closed", <__AddErrorClosed as v1::Value>::describe)
                .finish()
        }
    }
    struct __AddErrorMessage {
        error: ::core::option::Option<__AddErrorOneof>,
    }
    #[automatically_derived]
    impl v1::Encode for __AddErrorMessage {
        fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
            match &self.error {
                ::core::option::Option::Some(oneof) => {
                    <__AddErrorOneof as v1::Oneof>::encoded_len(oneof, sizes)
                }
                ::core::option::Option::None => 0,
            }
        }
        fn encode_fields(&self, out: &mut v1::Writer<'_>) {
            if let ::core::option::Option::Some(oneof) = &self.error {
                <__AddErrorOneof as v1::Oneof>::encode_fields(oneof, out);
            }
        }
    }
    #[automatically_derived]
    impl v1::Decode for __AddErrorMessage {
        fn empty() -> Self {
            Self {
                error: ::core::option::Option::None,
            }
        }
        fn merge_field(
            &mut self,
            tag: v1::Tag,
            reader: &mut v1::Reader<'_>,
        ) -> ::core::result::Result<(), v1::DecodeError> {
            const __MESSAGE: &str = ::core::concat!(
                write_strait_package_at_the_top_of_this_module!(prefix), "AddError"
            );
            match tag.number {
                _ if <__AddErrorOneof as v1::Oneof>::accepts(tag, reader) => {
                    <__AddErrorOneof as v1::Oneof>::merge_field(
                            &mut self.error,
                            tag,
                            reader,
                        )
                        .map_err(|error| error.at(__MESSAGE, "error"))
                }
                _ => reader.skip(tag),
            }
        }
    }
    #[automatically_derived]
    impl v1::Message for __AddErrorMessage {
        fn type_name() -> v1::schema::TypeName {
            v1::schema::TypeName::new(
                write_strait_package_at_the_top_of_this_module!(),
                "AddError",
            )
        }
        fn describe(schema: &mut v1::schema::Schema) {
            schema
                .add_message(
                    &<Self as v1::Message>::type_name(),
                    ::core::concat!(::core::module_path!(), "::AddError"),
                    |schema| {
                        v1::MessageBuilder::new(schema)
                            .comments(&["What can go wrong."])
                            .oneof("error", <__AddErrorOneof as v1::Oneof>::describe)
                            .finish()
                    },
                );
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<AddError> for v1::Status {
        fn from(error: AddError) -> Self {
            let text = ::std::string::ToString::to_string(&error);
            match error {
                AddError::Overflow { a, b } => {
                    let detail = __AddErrorOneof::Overflow(__AddErrorOverflow { a, b });
                    let detail = __AddErrorMessage {
                        error: ::core::option::Option::Some(detail),
                    };
                    v1::status_with_detail(v1::Code::OutOfRange, text, &detail)
                }
                AddError::Closed {} => {
                    let detail = __AddErrorOneof::Closed(__AddErrorClosed {});
                    let detail = __AddErrorMessage {
                        error: ::core::option::Option::Some(detail),
                    };
                    v1::status_with_detail(v1::Code::ResourceExhausted, text, &detail)
                }
                AddError::Rpc(status) => status,
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<v1::Status> for AddError {
        fn from(status: v1::Status) -> Self {
            let detail = v1::status_detail::<__AddErrorMessage>(&status);
            match detail.and_then(|detail| detail.error) {
                ::core::option::Option::Some(
                    __AddErrorOneof::Overflow(__AddErrorOverflow { a, b }),
                ) => Self::Overflow { a, b },
                ::core::option::Option::Some(
                    __AddErrorOneof::Closed(__AddErrorClosed {}),
                ) => Self::Closed {},
                ::core::option::Option::None => Self::Rpc(status),
            }
        }
    }
    #[automatically_derived]
    #[allow(unused_variables)]
    impl ::core::fmt::Display for AddError {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Self::Overflow { a, b } => ::core::write!(f, "{a} + {b} overflows"),
                Self::Closed {} => ::core::write!(f, "no more sums today"),
                Self::Rpc(status) => ::core::fmt::Display::fmt(status, f),
            }
        }
    }
    #[automatically_derived]
    impl ::std::error::Error for AddError {
        fn source(
            &self,
        ) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
            match self {
                Self::Rpc(status) => ::std::error::Error::source(status),
                _ => ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl v1::RpcError for AddError {
        fn describe(schema: &mut v1::schema::Schema) {
            <__AddErrorMessage as v1::Message>::describe(schema);
        }
    }
};
