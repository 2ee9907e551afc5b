// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
impl v1::Oneof for Contact {
    const NUMBERS: &'static [u32] = &[10, 11, 12];
    #[inline]
    fn accepts(tag: v1::Tag, reader: &v1::Reader<'_>) -> bool {
        match tag.number {
            10 => {
                tag.wire_type == <String as v1::Value>::WIRE_TYPE
                    && <String as v1::Value>::knows(reader)
            }
            11 => {
                tag.wire_type == <Address as v1::Value>::WIRE_TYPE
                    && <Address as v1::Value>::knows(reader)
            }
            12 => {
                tag.wire_type == <i64 as v1::Value<v1::Sint>>::WIRE_TYPE
                    && <i64 as v1::Value<v1::Sint>>::knows(reader)
            }
            _ => false,
        }
    }
    fn encoded_len(&self, sizes: &mut v1::Sizes) -> usize {
        match self {
            Self::Phone(value) => <String as v1::Value>::tagged_len(value, 10, sizes),
            Self::Postal(value) => <Address as v1::Value>::tagged_len(value, 11, sizes),
            Self::Number(value) => {
                <i64 as v1::Value<v1::Sint>>::tagged_len(value, 12, sizes)
            }
        }
    }
    fn encode_fields(&self, out: &mut v1::Writer<'_>) {
        match self {
            Self::Phone(value) => <String as v1::Value>::encode_tagged(value, 10, out),
            Self::Postal(value) => <Address as v1::Value>::encode_tagged(value, 11, out),
            Self::Number(value) => {
                <i64 as v1::Value<v1::Sint>>::encode_tagged(value, 12, out)
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
            10 => {
                match slot {
                    ::core::option::Option::Some(Self::Phone(value)) => {
                        <String as v1::Value>::merge_tagged(value, tag, reader)
                    }
                    _ => {
                        <String as v1::Value>::read_tagged(tag, reader)
                            .map(|value| {
                                *slot = ::core::option::Option::Some(Self::Phone(value));
                            })
                    }
                }
                    .map_err(|error| error.at("Contact", "phone"))
            }
            11 => {
                match slot {
                    ::core::option::Option::Some(Self::Postal(value)) => {
                        <Address as v1::Value>::merge_tagged(value, tag, reader)
                    }
                    _ => {
                        <Address as v1::Value>::read_tagged(tag, reader)
                            .map(|value| {
                                *slot = ::core::option::Option::Some(Self::Postal(value));
                            })
                    }
                }
                    .map_err(|error| error.at("Contact", "postal"))
            }
            12 => {
                match slot {
                    ::core::option::Option::Some(Self::Number(value)) => {
                        <i64 as v1::Value<v1::Sint>>::merge_tagged(value, tag, reader)
                    }
                    _ => {
                        <i64 as v1::Value<v1::Sint>>::read_tagged(tag, reader)
                            .map(|value| {
                                *slot = ::core::option::Option::Some(Self::Number(value));
                            })
                    }
                }
                    .map_err(|error| error.at("Contact", "id"))
            }
            _ => reader.skip(tag),
        }
    }
    fn describe(
        schema: &mut v1::schema::Schema,
    ) -> (v1::schema::OneofDef, ::std::vec::Vec<v1::schema::FieldDef>) {
        v1::OneofBuilder::new(schema)
            .comments(&["Where to find somebody."])
            .field(
                10,
                "phone",
                <String as v1::Value>::describe,
                <String as v1::Value>::MEANING,
            )
            .comments(&["A number to call."])
            .field(
                11,
                "postal",
                <Address as v1::Value>::describe,
                <Address as v1::Value>::MEANING,
            )
            .field(
                12,
                "id",
                <i64 as v1::Value<v1::Sint>>::describe,
                <i64 as v1::Value<v1::Sint>>::MEANING,
            )
            .json_name("ID")
            .finish()
    }
}
#[automatically_derived]
impl v1::JsonOneof for Contact {
    const FIELDS: &'static [v1::JsonName] = &[
        v1::JsonName {
            number: 10,
            json: "phone",
            proto: "phone",
        },
        v1::JsonName {
            number: 11,
            json: "postal",
            proto: "postal",
        },
        v1::JsonName {
            number: 12,
            json: "ID",
            proto: "id",
        },
    ];
    fn write_json<__W: v1::SerializeMap>(
        &self,
        out: &mut __W,
        cx: &v1::JsonContext<'_>,
    ) -> ::core::result::Result<(), __W::Error> {
        match self {
            Self::Phone(value) => {
                v1::write_json_member::<
                    v1::Plain,
                    String,
                    __W,
                >(value, &Self::FIELDS[0], out, cx)
            }
            Self::Postal(value) => {
                v1::write_json_member::<
                    v1::Plain,
                    Address,
                    __W,
                >(value, &Self::FIELDS[1], out, cx)
            }
            Self::Number(value) => {
                v1::write_json_member::<
                    v1::Sint,
                    i64,
                    __W,
                >(value, &Self::FIELDS[2], out, cx)
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
            10 => {
                v1::read_json_variant::<
                    v1::Plain,
                    String,
                    Self,
                    __D,
                >(slot, Self::Phone, value, cx)
            }
            11 => {
                v1::read_json_variant::<
                    v1::Plain,
                    Address,
                    Self,
                    __D,
                >(slot, Self::Postal, value, cx)
            }
            12 => {
                v1::read_json_variant::<
                    v1::Sint,
                    i64,
                    Self,
                    __D,
                >(slot, Self::Number, value, cx)
            }
            _ => v1::skip_json(value),
        }
    }
}
