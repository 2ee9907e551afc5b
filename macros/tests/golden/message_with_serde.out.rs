// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
impl<T: v1::Message> v1::Encode for Page<T> {
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        let mut len = <Vec<T> as v1::Field>::field_len(&self.items, 1, sizes);
        len += <String as v1::Field>::field_len(&self.next_token, 2, sizes);
        len
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        <Vec<T> as v1::Field>::encode_field(&self.items, 1, out);
        <String as v1::Field>::encode_field(&self.next_token, 2, out);
    }
}
#[automatically_derived]
impl<T: v1::Message> v1::Decode for Page<T> {
    fn empty() -> Self {
        Self {
            items: <Vec<T> as v1::Field>::empty(),
            next_token: <String as v1::Field>::empty(),
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
            2 => {
                <String as v1::Field>::merge_field(&mut self.next_token, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "next_token"))
            }
            _ => reader.skip(tag),
        }
    }
    fn merge(
        &mut self,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = "Page";
        let mut seen = [false; 1];
        while let ::core::option::Option::Some(tag) = reader.tag()? {
            match tag.number {
                2 => seen[0] = true,
                _ => {}
            }
            v1::Decode::merge_field(self, tag, reader)?;
        }
        if !seen[0] {
            return ::core::result::Result::Err(
                v1::DecodeError::missing().at(__MESSAGE, "next_token"),
            );
        }
        ::core::result::Result::Ok(())
    }
}
#[automatically_derived]
impl<T: v1::Message> v1::Message for Page<T> {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            "shop",
            ::std::format!("{0}Page", < T as v1::Message > ::type_name().name()),
        )
    }
    fn describe(schema: &mut v1::schema::Schema) {
        schema
            .add_message(
                &<Self as v1::Message>::type_name(),
                ::core::concat!(::core::module_path!(), "::Page"),
                |schema| {
                    v1::MessageBuilder::new(schema)
                        .field(1, "items", <Vec<T> as v1::Field>::describe)
                        .field(2, "next_token", <String as v1::Field>::describe)
                        .json_name("next")
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
        v1::JsonName {
            number: 2,
            json: "next",
            proto: "next_token",
        },
    ];
    const REQUIRED: &'static [(&'static str, &'static [u32])] = &[("next", &[2])];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        <Vec<T> as v1::JsonField>::write_json(&self.items, &Self::FIELDS[0], out, cx)?;
        <String as v1::JsonField>::write_json(
            &self.next_token,
            &Self::FIELDS[1],
            out,
            cx,
        )?;
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
            2 => <String as v1::JsonField>::read_json(&mut self.next_token, value, cx),
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
#[automatically_derived]
impl<T: v1::JsonMessage> v1::Serialize for Page<T> {
    fn serialize<__S: v1::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        v1::serialize_json(self, serializer)
    }
}
#[automatically_derived]
impl<'de, T: v1::JsonMessage> v1::Deserialize<'de> for Page<T> {
    fn deserialize<__D: v1::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        v1::deserialize_json(deserializer)
    }
}
