#![allow(clippy::module_inception, reason = "as the schema has it")]
#![allow(deprecated, reason = "the schema deprecates some of what it uses")]

use std::collections::BTreeMap;

use strait::{Enumeration, Message, Status, rpc_service};

strait::package!(
    "options",
    option("java_package = \"com.example.options\""),
    option("optimize_for = CODE_SIZE"),
    option("java_multiple_files = true"),
    option(
        "(custom.file) = \"whole\"",
        import = "custom.proto",
        wire = b"\x82\xb5\x18\x05whole"
    )
);

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(3..=5))]
#[message(option(
    "(custom.message) = { name: \"a\", numbers: [1, 2], inner: { flag: true }, data: \"\\000\\377\" }",
    import = "custom.proto",
    wire = b"\x82\xb5\x18\x0f\n\x01a\x12\x02\x01\x02\x1a\x02\x08\x01\"\x02\x00\xff"
))]
#[deprecated]
pub struct Options {
    #[tag(1, option("jstype = JS_STRING"))]
    pub id: i64,
    #[tag(
        2,
        option("debug_redact = true"),
        option(
            "(custom.list) = \"one\"",
            import = "custom.proto",
            wire = b"\x82\xb5\x18\x03one"
        ),
        option(
            "(custom.list) = \"two\"",
            import = "custom.proto",
            wire = b"\x82\xb5\x18\x03two"
        )
    )]
    #[deprecated]
    pub name: String,
    #[oneof(option(
        "(custom.choice) = 1.5",
        import = "custom.proto",
        wire = b"\x81\xb5\x18\x00\x00\x00\x00\x00\x00\xf8?"
    ))]
    pub choice: Option<options::Choice>,
    #[tag(
        8,
        json_name = "LABELS",
        option(
            "(custom.level) = HIGH",
            import = "custom.proto",
            wire = b"\x88\xb5\x18\x01"
        )
    )]
    pub labels: BTreeMap<String, String>,
}

/// What [`Options`] is made of.
pub mod options {
    use strait::Oneof;

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum Choice {
        #[tag(
            6,
            option(
                "(custom.level) = HIGH",
                import = "custom.proto",
                wire = b"\x88\xb5\x18\x01"
            )
        )]
        A(i32),
        #[tag(7, sint)]
        B(i32),
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
#[enumeration(option(
    "(custom.enumeration) = -1",
    import = "custom.proto",
    wire = b"\x80\xb5\x18\x01"
))]
pub enum Level {
    #[default]
    #[enumeration(option(
        "(custom.value) = true",
        import = "custom.proto",
        wire = b"\x80\xb5\x18\x01"
    ))]
    Unspecified = 0,
    One = 1,
}

#[rpc_service(option(
    "(custom.service) = {}",
    import = "custom.proto",
    wire = b"\x82\xb5\x18\x00"
))]
pub trait Optional {
    #[rpc(no_side_effects)]
    #[rpc(option(
        "(custom.method) = { pattern: { get: \"/v1/{name=*}\" } }",
        import = "custom.proto",
        wire = b"\x82\xb5\x18\x10\n\x0e\n\x0c/v1/{name=*}"
    ))]
    async fn call(&self, request: Options) -> Result<Options, Status>;
}
