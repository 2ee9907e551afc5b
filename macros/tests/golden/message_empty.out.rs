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
        schema
            .add_message(
                &<Self as v1::Message>::type_name(),
                ::core::concat!(::core::module_path!(), "::Nothing"),
                |schema| { v1::MessageBuilder::new(schema).finish() },
            );
    }
}
v1::transparent_value! {
    UserId(u64)
}
v1::value_response! {
    [] UserId
}
