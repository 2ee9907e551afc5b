// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
impl v1::Encode for Legacy {
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        let mut len = <Option<i64> as v1::Field>::field_len(&self.count, 1, sizes);
        len += <Option<Mood> as v1::Field>::field_len(&self.mood, 2, sizes);
        len
            += <Vec<
                Group,
            > as v1::Field<v1::Delimited>>::field_len(&self.group, 3, sizes);
        len
            += match &self.this {
                ::core::option::Option::Some(oneof) => {
                    <This as v1::Oneof>::encoded_len(oneof, sizes)
                }
                ::core::option::Option::None => 0,
            };
        len
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        <Option<i64> as v1::Field>::encode_field(&self.count, 1, out);
        <Option<Mood> as v1::Field>::encode_field(&self.mood, 2, out);
        <Vec<Group> as v1::Field<v1::Delimited>>::encode_field(&self.group, 3, out);
        if let ::core::option::Option::Some(oneof) = &self.this {
            <This as v1::Oneof>::encode_fields(oneof, out);
        }
    }
}
#[automatically_derived]
impl v1::Decode for Legacy {
    fn empty() -> Self {
        Self {
            count: <Option<i64> as v1::Field>::empty(),
            mood: <Option<Mood> as v1::Field>::empty(),
            group: <Vec<Group> as v1::Field<v1::Delimited>>::empty(),
            this: ::core::option::Option::None,
        }
    }
    fn merge_field(
        &mut self,
        tag: v1::Tag,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = ::core::concat!(
            write_strait_package_at_the_top_of_this_module!(prefix), "Legacy"
        );
        match tag.number {
            1 => {
                <Option<i64> as v1::Field>::merge_field(&mut self.count, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "count"))
            }
            2 => {
                <Option<Mood> as v1::Field>::merge_field(&mut self.mood, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "mood"))
            }
            3 => {
                <Vec<
                    Group,
                > as v1::Field<v1::Delimited>>::merge_field(&mut self.group, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "group"))
            }
            _ if <This as v1::Oneof>::accepts(tag, reader) => {
                <This as v1::Oneof>::merge_field(&mut self.this, tag, reader)
                    .map_err(|error| error.at(__MESSAGE, "this"))
            }
            _ => reader.skip(tag),
        }
    }
    fn merge(
        &mut self,
        reader: &mut v1::Reader<'_>,
    ) -> ::core::result::Result<(), v1::DecodeError> {
        const __MESSAGE: &str = ::core::concat!(
            write_strait_package_at_the_top_of_this_module!(prefix), "Legacy"
        );
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
                v1::DecodeError::missing().at(__MESSAGE, "mood"),
            );
        }
        ::core::result::Result::Ok(())
    }
}
#[automatically_derived]
impl v1::Message for Legacy {
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "Legacy",
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
                ::core::concat!(::core::module_path!(), "::Legacy"),
                |schema| {
                    v1::MessageBuilder::new(schema)
                        .extensions(&[100..=199])
                        .option("no_standard_descriptor_accessor = true", "", &[])
                        .option("(a.b) = { x: 1 }", "a/b.proto", b"\x90\x03\x01")
                        .field(1, "count", <Option<i64> as v1::Field>::describe)
                        .default_value("-5")
                        .option("jstype = JS_STRING", "", &[])
                        .field(2, "mood", <Option<Mood> as v1::Field>::describe)
                        .required()
                        .default_value("MOOD_HAPPY")
                        .field(
                            3,
                            "group",
                            <Vec<Group> as v1::Field<v1::Delimited>>::describe,
                        )
                        .delimited()
                        .oneof("self", <This as v1::Oneof>::describe)
                        .option("(a.c) = true", "a/b.proto", &[])
                        .finish()
                },
            );
    }
}
#[automatically_derived]
impl v1::JsonFields for Legacy {
    const FIELDS: &'static [v1::JsonName] = &[
        v1::JsonName {
            number: 1,
            json: "count",
            proto: "count",
        },
        v1::JsonName {
            number: 2,
            json: "mood",
            proto: "mood",
        },
        v1::JsonName {
            number: 3,
            json: "group",
            proto: "group",
        },
    ];
    const ONEOFS: &'static [&'static [v1::JsonName]] = &[
        <This as v1::JsonOneof>::FIELDS,
    ];
    const REQUIRED: &'static [(&'static str, &'static [u32])] = &[("mood", &[2])];
    fn write_fields<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        <Option<
            i64,
        > as v1::JsonField>::write_json(&self.count, &Self::FIELDS[0], out, cx)?;
        <Option<
            Mood,
        > as v1::JsonField>::write_json(&self.mood, &Self::FIELDS[1], out, cx)?;
        <Vec<
            Group,
        > as v1::JsonField<
            v1::Delimited,
        >>::write_json(&self.group, &Self::FIELDS[2], out, cx)?;
        if let ::core::option::Option::Some(oneof) = &self.this {
            <This as v1::JsonOneof>::write_json(oneof, out, cx)?;
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
            1 => <Option<i64> as v1::JsonField>::read_json(&mut self.count, value, cx),
            2 => <Option<Mood> as v1::JsonField>::read_json(&mut self.mood, value, cx),
            3 => {
                <Vec<
                    Group,
                > as v1::JsonField<v1::Delimited>>::read_json(&mut self.group, value, cx)
            }
            _ if <This as v1::Oneof>::NUMBERS.contains(&number) => {
                <This as v1::JsonOneof>::read_json(&mut self.this, number, value, cx)
            }
            _ => v1::skip_json(value),
        }
    }
}
#[automatically_derived]
impl v1::JsonMessage for Legacy {
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
    ! v1::contains_number(< This as v1::Oneof > ::NUMBERS, 1..= 1),
    "number 1 is used by oneof `this` and by field `count` of `Legacy`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< This as v1::Oneof > ::NUMBERS, 2..= 2),
    "number 2 is used by oneof `this` and by field `mood` of `Legacy`: change one of them"
);
const _: () = ::core::assert!(
    ! v1::contains_number(< This as v1::Oneof > ::NUMBERS, 3..= 3),
    "number 3 is used by oneof `this` and by field `group` of `Legacy`: change one of them"
);
#[automatically_derived]
impl v1::Enumeration for Mood {
    const ZERO: Self = Self::Happy;
    const CLOSED: bool = true;
    #[inline]
    fn number(self) -> i32 {
        match self {
            Self::Happy => 1,
        }
    }
    #[inline]
    fn from_number(number: i32) -> ::core::option::Option<Self> {
        match number {
            1 => ::core::option::Option::Some(Self::Happy),
            _ => ::core::option::Option::None,
        }
    }
    fn type_name() -> v1::schema::TypeName {
        v1::schema::TypeName::new(
            write_strait_package_at_the_top_of_this_module!(),
            "Mood",
        )
    }
    fn describe(schema: &mut v1::schema::Schema) {
        v1::describe_package(
            schema,
            write_strait_package_at_the_top_of_this_module!(),
            &write_strait_package_at_the_top_of_this_module!(said),
        );
        schema
            .add_enum(
                &<Self as v1::Enumeration>::type_name(),
                ::core::concat!(::core::module_path!(), "::Mood"),
                || {
                    v1::EnumBuilder::new()
                        .closed()
                        .option("deprecated_legacy_json_field_conflicts = true", "", &[])
                        .value(1, "MOOD_HAPPY")
                        .option("debug_redact = true", "", &[])
                        .alias(1, "MOOD_GLAD")
                        .deprecated_value()
                        .finish()
                },
            );
    }
}
v1::enumeration_value! {
    Mood
}
v1::value_response! {
    [] Mood
}
#[automatically_derived]
impl v1::JsonEnumeration for Mood {
    const NAMES: &'static [(&'static str, i32)] = &[("MOOD_HAPPY", 1), ("MOOD_GLAD", 1)];
}
