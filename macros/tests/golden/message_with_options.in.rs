#[derive(Message)]
#[message(
    extensions(100..=199),
    option("no_standard_descriptor_accessor = true"),
    option("(a.b) = { x: 1 }", import = "a/b.proto", wire = b"\x90\x03\x01"),
)]
pub struct Legacy {
    #[tag(1, default = -5, option("jstype = JS_STRING"))]
    pub count: Option<i64>,
    #[tag(2, default = MOOD_HAPPY)]
    #[required(legacy)]
    pub mood: Option<Mood>,
    #[tag(3, delimited)]
    pub group: Vec<Group>,
    #[oneof(name = "self", option("(a.c) = true", import = "a/b.proto"))]
    pub this: Option<This>,
}

#[derive(Enumeration)]
#[enumeration(closed, option("deprecated_legacy_json_field_conflicts = true"))]
pub enum Mood {
    #[enumeration(alias("MOOD_GLAD", deprecated), option("debug_redact = true"))]
    Happy = 1,
}
