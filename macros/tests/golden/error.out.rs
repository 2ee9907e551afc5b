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
            v1::describe_package(
                schema,
                write_strait_package_at_the_top_of_this_module!(),
                &write_strait_package_at_the_top_of_this_module!(said),
            );
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
    #[automatically_derived]
    impl v1::JsonFields for __AddErrorOverflow {
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
            <i32 as v1::JsonField>::write_json(&self.b, &Self::FIELDS[1], out, cx)?;
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
                2 => <i32 as v1::JsonField>::read_json(&mut self.b, value, cx),
                _ => v1::skip_json(value),
            }
        }
    }
    #[automatically_derived]
    impl v1::JsonMessage for __AddErrorOverflow {
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
            v1::describe_package(
                schema,
                write_strait_package_at_the_top_of_this_module!(),
                &write_strait_package_at_the_top_of_this_module!(said),
            );
            schema
                .add_message(
                    &<Self as v1::Message>::type_name(),
                    ::core::concat!(::core::module_path!(), "::AddError::Closed"),
                    |schema| { v1::MessageBuilder::new(schema).finish() },
                );
        }
    }
    #[automatically_derived]
    impl v1::JsonFields for __AddErrorClosed {
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
    impl v1::JsonMessage for __AddErrorClosed {
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
                .field(
                    1,
                    "overflow",
                    <__AddErrorOverflow as v1::Value>::describe,
                    <__AddErrorOverflow as v1::Value>::MEANING,
                )
                .field(
                    2,
                    "closed",
                    <__AddErrorClosed as v1::Value>::describe,
                    <__AddErrorClosed as v1::Value>::MEANING,
                )
                .finish()
        }
    }
    #[automatically_derived]
    impl v1::JsonOneof for __AddErrorOneof {
        const FIELDS: &'static [v1::JsonName] = &[
            v1::JsonName {
                number: 1,
                json: "overflow",
                proto: "overflow",
            },
            v1::JsonName {
                number: 2,
                json: "closed",
                proto: "closed",
            },
        ];
        fn write_json<__W: v1::SerializeMap>(
            &self,
            out: &mut __W,
            cx: &v1::JsonContext<'_>,
        ) -> ::core::result::Result<(), __W::Error> {
            match self {
                Self::Overflow(value) => {
                    v1::write_json_member::<
                        v1::Plain,
                        __AddErrorOverflow,
                        __W,
                    >(value, &Self::FIELDS[0], out, cx)
                }
                Self::Closed(value) => {
                    v1::write_json_member::<
                        v1::Plain,
                        __AddErrorClosed,
                        __W,
                    >(value, &Self::FIELDS[1], out, cx)
                }
            }
        }
        fn read_json<'de, __D: v1::Deserializer<'de>>(
            slot: &mut ::core::option::Option<Self>,
            number: u32,
            value: __D,
            cx: &v1::JsonContext<'_>,
        ) -> ::core::result::Result<bool, __D::Error> {
            match number {
                1 => {
                    v1::read_json_variant::<
                        v1::Plain,
                        __AddErrorOverflow,
                        Self,
                        __D,
                    >(slot, Self::Overflow, value, cx)
                }
                2 => {
                    v1::read_json_variant::<
                        v1::Plain,
                        __AddErrorClosed,
                        Self,
                        __D,
                    >(slot, Self::Closed, value, cx)
                }
                _ => v1::skip_json(value),
            }
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
            v1::describe_package(
                schema,
                write_strait_package_at_the_top_of_this_module!(),
                &write_strait_package_at_the_top_of_this_module!(said),
            );
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
    impl v1::JsonFields for __AddErrorMessage {
        const FIELDS: &'static [v1::JsonName] = &[];
        const ONEOFS: &'static [&'static [v1::JsonName]] = &[
            <__AddErrorOneof as v1::JsonOneof>::FIELDS,
        ];
        fn write_fields<__W: v1::SerializeMap>(
            &self,
            out: &mut __W,
            cx: &v1::JsonContext<'_>,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::option::Option::Some(oneof) = &self.error {
                <__AddErrorOneof as v1::JsonOneof>::write_json(oneof, out, cx)?;
            }
            ::core::result::Result::Ok(())
        }
        fn read_field<'de, __D: v1::Deserializer<'de>>(
            &mut self,
            number: u32,
            value: __D,
            cx: &v1::JsonContext<'_>,
        ) -> ::core::result::Result<bool, __D::Error> {
            match number {
                _ if <__AddErrorOneof as v1::Oneof>::NUMBERS.contains(&number) => {
                    <__AddErrorOneof as v1::JsonOneof>::read_json(
                        &mut self.error,
                        number,
                        value,
                        cx,
                    )
                }
                _ => v1::skip_json(value),
            }
        }
    }
    #[automatically_derived]
    impl v1::JsonMessage for __AddErrorMessage {
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
