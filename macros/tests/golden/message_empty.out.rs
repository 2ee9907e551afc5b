// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
impl v1::Encode for Nothing {
    fn encoded_len(&self, _: &mut v1::Sizes) -> usize {
        0
    }
    fn encode_fields(&self, _: &mut v1::Writer<'_>) {}
}
#[automatically_derived]
impl v1::Decode for Nothing {
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
impl v1::Message for Nothing {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "Nothing",
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
                ::core::concat!(::core::module_path!(), "::Nothing"),
                |schema| { v1::MessageBuilder::new(schema).finish() },
            );
    }
}
#[automatically_derived]
impl v1::JsonFields for Nothing {
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
impl v1::JsonMessage for Nothing {
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
v1::transparent_value! {
    UserId(u64), "UserId"
}
v1::value_response! {
    [] UserId
}
