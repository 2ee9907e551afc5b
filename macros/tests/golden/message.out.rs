// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
#[allow(deprecated)]
impl v1::Encode for HelloRequest {
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        let mut len = <String as v1::Field>::field_len(&self.name, 1, sizes);
        len += <Option<String> as v1::Field>::field_len(&self.title, 2, sizes);
        len += <Vec<Mood> as v1::Field>::field_len(&self.moods, 4, sizes);
        len
            += <BTreeMap<
                i32,
                u64,
            > as v1::Field<(v1::Sint, v1::Fixed)>>::field_len(&self.labels, 5, sizes);
        len
            += <Vec<
                i32,
            > as v1::Field<v1::Unpacked<v1::Plain>>>::field_len(&self.r#type, 6, sizes);
        len
            += match &self.contact {
                ::core::option::Option::Some(oneof) => {
                    <Contact as v1::Oneof>::encoded_len(oneof, sizes)
                }
                ::core::option::Option::None => 0,
            };
        len
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        <String as v1::Field>::encode_field(&self.name, 1, out);
        <Option<String> as v1::Field>::encode_field(&self.title, 2, out);
        <Vec<Mood> as v1::Field>::encode_field(&self.moods, 4, out);
        <BTreeMap<
            i32,
            u64,
        > as v1::Field<(v1::Sint, v1::Fixed)>>::encode_field(&self.labels, 5, out);
        <Vec<
            i32,
        > as v1::Field<v1::Unpacked<v1::Plain>>>::encode_field(&self.r#type, 6, out);
        if let ::core::option::Option::Some(oneof) = &self.contact {
            <Contact as v1::Oneof>::encode_fields(oneof, out);
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl v1::Decode for HelloRequest {
    fn empty() -> Self {
        Self {
            name: <String as v1::Field>::empty(),
            title: <Option<String> as v1::Field>::empty(),
            moods: <Vec<Mood> as v1::Field>::empty(),
            labels: <BTreeMap<i32, u64> as v1::Field<(v1::Sint, v1::Fixed)>>::empty(),
            r#type: <Vec<i32> as v1::Field<v1::Unpacked<v1::Plain>>>::empty(),
            contact: ::core::option::Option::None,
        }
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = ::core::concat!(
            write_strait_package_at_the_top_of_this_module!(prefix), "HelloRequest"
        );
        match tag.number {
            1 => {
                <String as v1::Field>::merge_field(&mut self.name, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "name"))
            }
            2 => {
                <Option<String> as v1::Field>::merge_field(&mut self.title, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "title"))
            }
            4 => {
                <Vec<Mood> as v1::Field>::merge_field(&mut self.moods, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "moods"))
            }
            5 => {
                <BTreeMap<
                    i32,
                    u64,
                > as v1::Field<
                    (v1::Sint, v1::Fixed),
                >>::merge_field(&mut self.labels, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "labels"))
            }
            6 => {
                <Vec<
                    i32,
                > as v1::Field<
                    v1::Unpacked<v1::Plain>,
                >>::merge_field(&mut self.r#type, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "type"))
            }
            _ if <Contact as v1::Oneof>::accepts(tag, reader) => {
                <Contact as v1::Oneof>::merge_field(&mut self.contact, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "contact"))
            }
            _ => reader.skip(tag),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl v1::Message for HelloRequest {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "HelloRequest",
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
                ::core::concat!(::core::module_path!(), "::HelloRequest"),
                |schema| {
                    v1::MessageBuilder::new(schema)
                        .comments(
                            &[
                                "Who to greet.",
                                "",
                                "Indented code stays so:",
                                "",
                                "    greet()",
                            ],
                        )
                        .reserved(&[3..=3, 7..=9], &["nick"])
                        .field(1, "name", <String as v1::Field>::describe)
                        .comments(&["The name."])
                        .field(2, "title", <Option<String> as v1::Field>::describe)
                        .field(4, "moods", <Vec<Mood> as v1::Field>::describe)
                        .field(
                            5,
                            "labels",
                            <BTreeMap<
                                i32,
                                u64,
                            > as v1::Field<(v1::Sint, v1::Fixed)>>::describe,
                        )
                        .field(
                            6,
                            "type",
                            <Vec<i32> as v1::Field<v1::Unpacked<v1::Plain>>>::describe,
                        )
                        .json_name("old")
                        .deprecated_field()
                        .oneof("contact", <Contact as v1::Oneof>::describe)
                        .comments(&["How to answer."])
                        .finish()
                },
            );
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl v1::JsonFields for HelloRequest {
    const FIELDS: &'static [v1::JsonName] = &[
        v1::JsonName {
            number: 1,
            json: "name",
            proto: "name",
        },
        v1::JsonName {
            number: 2,
            json: "title",
            proto: "title",
        },
        v1::JsonName {
            number: 4,
            json: "moods",
            proto: "moods",
        },
        v1::JsonName {
            number: 5,
            json: "labels",
            proto: "labels",
        },
        v1::JsonName {
            number: 6,
            json: "old",
            proto: "type",
        },
    ];
    const ONEOFS: &'static [&'static [v1::JsonName]] = &[
        <Contact as v1::JsonOneof>::FIELDS,
    ];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        <String as v1::JsonField>::write_json(&self.name, &Self::FIELDS[0], out, cx)?;
        <Option<
            String,
        > as v1::JsonField>::write_json(&self.title, &Self::FIELDS[1], out, cx)?;
        <Vec<
            Mood,
        > as v1::JsonField>::write_json(&self.moods, &Self::FIELDS[2], out, cx)?;
        <BTreeMap<
            i32,
            u64,
        > as v1::JsonField<
            (v1::Sint, v1::Fixed),
        >>::write_json(&self.labels, &Self::FIELDS[3], out, cx)?;
        <Vec<
            i32,
        > as v1::JsonField<
            v1::Unpacked<v1::Plain>,
        >>::write_json(&self.r#type, &Self::FIELDS[4], out, cx)?;
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
            2 => <Option<String> as v1::JsonField>::read_json(&mut self.title, value, cx),
            4 => <Vec<Mood> as v1::JsonField>::read_json(&mut self.moods, value, cx),
            5 => {
                <BTreeMap<
                    i32,
                    u64,
                > as v1::JsonField<
                    (v1::Sint, v1::Fixed),
                >>::read_json(&mut self.labels, value, cx)
            }
            6 => {
                <Vec<
                    i32,
                > as v1::JsonField<
                    v1::Unpacked<v1::Plain>,
                >>::read_json(&mut self.r#type, value, cx)
            }
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
#[allow(deprecated)]
impl v1::JsonMessage for HelloRequest {
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
    "number 1 is used by oneof `contact` and by field `name` of `HelloRequest`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 2..= 2),
    "number 2 is used by oneof `contact` and by field `title` of `HelloRequest`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 4..= 4),
    "number 4 is used by oneof `contact` and by field `moods` of `HelloRequest`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 5..= 5),
    "number 5 is used by oneof `contact` and by field `labels` of `HelloRequest`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 6..= 6),
    "number 6 is used by oneof `contact` and by field `type` of `HelloRequest`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 3..= 3),
    "oneof `contact` uses a number that `HelloRequest` reserves, from 3 to 3: give the variant another"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< Contact as v1::Oneof > ::NUMBERS, 7..= 9),
    "oneof `contact` uses a number that `HelloRequest` reserves, from 7 to 9: give the variant another"
);
