// `v1` stands for `::strait::__private::v1`.

#[automatically_derived]
#[allow(deprecated)]
impl v1::Enumeration for Mood {
    const ZERO: Self = Self::Unspecified;
    #[inline]
    fn number(self) -> i32 {
        match self {
            Self::Unspecified => 0,
            Self::Happy => 1,
            Self::Busy => -2,
        }
    }
    #[inline]
    fn from_number(number: i32) -> ::core::option::Option<Self> {
        match number {
            0 => ::core::option::Option::Some(Self::Unspecified),
            1 => ::core::option::Option::Some(Self::Happy),
            -2 => ::core::option::Option::Some(Self::Busy),
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
                        .comments(&["How somebody feels."])
                        .reserved(&[3..=3], &["MOOD_SAD"])
                        .value(0, "MOOD_UNSPECIFIED")
                        .value(1, "MOOD_HAPPY")
                        .comments(&["Well."])
                        .value(-2, "MOOD_OCCUPIED")
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
    const NAMES: &'static [(&'static str, i32)] = &[
        ("MOOD_UNSPECIFIED", 0),
        ("MOOD_HAPPY", 1),
        ("MOOD_OCCUPIED", -2),
    ];
}
