// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
impl v1::Encode for Inner {
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        let mut len = <String as v1::Field>::field_len(&self.name, 1, sizes);
        len += <i32 as v1::Field<v1::Sint>>::field_len(&self.id, 2, sizes);
        len
            += match &self.contact {
                ::core::option::Option::Some(oneof) => {
                    <Contact as v1::Oneof>::encoded_len(oneof, sizes)
                }
                ::core::option::Option::None => 0,
            };
        len += v1::UnknownFields::encoded_len(&self.unknown);
        len
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        <String as v1::Field>::encode_field(&self.name, 1, out);
        <i32 as v1::Field<v1::Sint>>::encode_field(&self.id, 2, out);
        if let ::core::option::Option::Some(oneof) = &self.contact {
            <Contact as v1::Oneof>::encode_fields(oneof, out);
        }
        v1::UnknownFields::encode(&self.unknown, out);
    }
}
#[automatically_derived]
impl v1::Decode for Inner {
    fn empty() -> Self {
        Self {
            id: <i32 as v1::Field<v1::Sint>>::empty(),
            contact: ::core::option::Option::None,
            name: <String as v1::Field>::empty(),
            cache: <Cache as ::core::default::Default>::default(),
            unknown: v1::UnknownFields::new(),
        }
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = "elsewhere.v1.Outer.Inner";
        match tag.number {
            1 => {
                <String as v1::Field>::merge_keeping(
                        &mut self.name,
                        tag,
                        reader,
                        ::core::option::Option::Some(&mut self.unknown),
                    )
                    .map_err(|error| error.at(__MESSAGE, "name"))
            }
            2 => {
                <i32 as v1::Field<
                    v1::Sint,
                >>::merge_keeping(
                        &mut self.id,
                        tag,
                        reader,
                        ::core::option::Option::Some(&mut self.unknown),
                    )
                    .map_err(|error| error.at(__MESSAGE, "id"))
            }
            _ if <Contact as v1::Oneof>::accepts(tag, reader) => {
                <Contact as v1::Oneof>::merge_field(&mut self.contact, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "contact"))
            }
            _ => v1::UnknownFields::merge(&mut self.unknown, tag, reader),
        }
    }
    fn merge(
        &mut self,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = "elsewhere.v1.Outer.Inner";
        let mut seen = [false; 2];
        while let ::core::option::Option::Some(tag) = reader.tag()? {
            match tag.number {
                2 => seen[0] = true,
                _ if <Contact as v1::Oneof>::accepts(tag, reader) => seen[1] = true,
                _ => {}
            }
            v1::Decode::merge_field(self, tag, reader)?;
        }
        if !seen[0] {
            return ::core::result::Result::Err(
                v1::DecodeError::missing().at(__MESSAGE, "id"),
            );
        }
        if !seen[1] {
            return ::core::result::Result::Err(
                v1::DecodeError::missing().at(__MESSAGE, "contact"),
            );
        }
        ::core::result::Result::Ok(())
    }
}
#[automatically_derived]
impl v1::Message for Inner {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new("elsewhere.v1", "Outer.Inner")
    }
    fn describe(schema: &mut v1::schema::Schema) {
        schema
            .add_message(
                &<Self as v1::Message>::type_name(),
                ::core::concat!(::core::module_path!(), "::Inner"),
                |schema| {
                    v1::MessageBuilder::new(schema)
                        .field(2, "id", <i32 as v1::Field<v1::Sint>>::describe)
                        .oneof("contact", <Contact as v1::Oneof>::describe)
                        .field(1, "name", <String as v1::Field>::describe)
                        .finish()
                },
            );
    }
}
#[automatically_derived]
impl v1::JsonFields for Inner {
    const FIELDS: &'static [v1::JsonName] = &[
        v1::JsonName {
            number: 1,
            json: "name",
            proto: "name",
        },
        v1::JsonName {
            number: 2,
            json: "id",
            proto: "id",
        },
    ];
    const ONEOFS: &'static [&'static [v1::JsonName]] = &[
        <Contact as v1::JsonOneof>::FIELDS,
    ];
    const REQUIRED: &'static [(&'static str, &'static [u32])] = &[
        ("id", &[2]),
        ("contact", <Contact as v1::Oneof>::NUMBERS),
    ];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        <String as v1::JsonField>::write_json(&self.name, &Self::FIELDS[0], out, cx)?;
        <i32 as v1::JsonField<
            v1::Sint,
        >>::write_json(&self.id, &Self::FIELDS[1], out, cx)?;
        if let ::core::option::Option::Some(oneof) = &self.contact {
            <Contact as v1::JsonOneof>::write_json(oneof, out, cx)?;
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
            1 => <String as v1::JsonField>::read_json(&mut self.name, value, cx),
            2 => <i32 as v1::JsonField<v1::Sint>>::read_json(&mut self.id, value, cx),
            _ if <Contact as v1::Oneof>::NUMBERS.contains(&number) => {
                <Contact as v1::JsonOneof>::read_json(
                    &mut self.contact,
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
impl v1::JsonMessage for Inner {
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
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 1..= 1),
    "number 1 is used by oneof `contact` and by field `name` of `Inner`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 2..= 2),
    "number 2 is used by oneof `contact` and by field `id` of `Inner`: change one of them"
);
