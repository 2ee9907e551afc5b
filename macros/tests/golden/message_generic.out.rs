// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
impl<T: v1::Message> v1::Encode for Page<T> {
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        <Vec<T> as v1::Field>::field_len(&self.items, 1, sizes)
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        <Vec<T> as v1::Field>::encode_field(&self.items, 1, out);
    }
}
#[automatically_derived]
impl<T: v1::Message> v1::Decode for Page<T> {
    fn empty() -> Self {
        Self {
            items: <Vec<T> as v1::Field>::empty(),
        }
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = "Page";
        match tag.number {
            1 => {
                <Vec<T> as v1::Field>::merge_field(&mut self.items, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "items"))
            }
            _ => reader.skip(tag),
        }
    }
}
#[automatically_derived]
impl<T: v1::Message> v1::Message for Page<T> {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            ::std::format!("{0}Page", < T as v1::Message > ::type_name().name()),
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
                ::core::concat!(::core::module_path!(), "::Page"),
                |schema| {
                    v1::MessageBuilder::new(schema)
                        .field(1, "items", <Vec<T> as v1::Field>::describe)
                        .finish()
                },
            );
    }
}
#[automatically_derived]
impl<T: v1::JsonMessage> v1::JsonFields for Page<T> {
    const FIELDS: &'static [v1::JsonName] = &[
        v1::JsonName {
            number: 1,
            json: "items",
            proto: "items",
        },
    ];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        <Vec<T> as v1::JsonField>::write_json(&self.items, &Self::FIELDS[0], out, cx)?;
        ::core::result::Result::Ok(())
    }
    fn read_field<'de, __D: v1::Deserializer<'de>>(
        &mut self,
        number: u32,
        value: __D,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<bool, __D::Error> {
        match number {
            1 => <Vec<T> as v1::JsonField>::read_json(&mut self.items, value, cx),
            _ => v1::skip_json(value),
        }
    }
}
#[automatically_derived]
impl<T: v1::JsonMessage> v1::JsonMessage for Page<T> {
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
