//! Each rule of protobuf that a schema can break, and who is named for it.

use strait_proto_compat::schema::{
    Claim, EnumDef, Fault, FieldDef, FieldType, Label, MessageDef, Reserved, ScalarType, Schema,
    SchemaError, ServiceDef, TypeKind, TypeName,
};

use crate::fixtures::build::{
    add, enumeration, field, in_oneof, message, message_field, oneof, scalar, string, unary, value,
};

fn name(path: &'static str) -> TypeName {
    TypeName::new("shop", path)
}

fn error(schema: &Schema) -> SchemaError {
    let error = schema.proto_files().expect_err("the schema is against the rules");
    assert_eq!(schema.file_descriptor_set().as_ref(), Err(&error));
    error
}

/// The fault of a schema that has a single message.
fn fault_of(definition: MessageDef) -> Fault {
    let mut schema = Schema::new();
    add(&mut schema, &name("Order"), definition);
    match error(&schema) {
        SchemaError::Invalid { fault, claim: Claim::Message { origin: "fixtures" }, .. } => *fault,
        other => panic!("{other}"),
    }
}

fn fault_of_fields(fields: Vec<FieldDef>) -> Fault {
    fault_of(message("", fields))
}

fn fault_of_enum(definition: EnumDef) -> Fault {
    let mut schema = Schema::new();
    schema.add_enum(&name("Mood"), "fixtures", || definition);
    match error(&schema) {
        SchemaError::Invalid { fault, claim: Claim::Enum { origin: "fixtures" }, .. } => *fault,
        other => panic!("{other}"),
    }
}

fn zero() -> EnumDef {
    enumeration("", vec![value("MOOD_UNSPECIFIED", 0, "")])
}

#[track_caller]
fn assert_name_taken(schema: &Schema, taken: &str, first: &str, second: &str) {
    match error(schema) {
        SchemaError::NameTaken { name, first: a, second: b } => {
            assert_eq!((&*name, &*a.to_string(), &*b.to_string()), (taken, first, second));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn two_rust_items_for_one_name_are_both_named() {
    let mut schema = Schema::new();
    schema.add_message(&name("Order"), "a::Order", |_| MessageDef::default());
    schema.add_message(&name("Order"), "b::Order", |_| MessageDef::default());
    assert_name_taken(&schema, "shop.Order", "the message `a::Order`", "the message `b::Order`");
    let text = error(&schema).to_string();
    assert_eq!(
        text,
        "`shop.Order` is the name of both the message `a::Order` and the message `b::Order`: \
         rename one of them"
    );
}

#[test]
fn a_message_an_enum_and_a_service_cannot_share_a_name() {
    let mut schema = Schema::new();
    schema.add_message(&name("Mood"), "a::Mood", |_| MessageDef::default());
    schema.add_enum(&name("Mood"), "b::Mood", zero);
    assert_name_taken(&schema, "shop.Mood", "the message `a::Mood`", "the enum `b::Mood`");

    let mut schema = Schema::new();
    schema.add_enum(&name("Mood"), "b::Mood", zero);
    schema.add_service(&name("Mood"), "c::Mood", |_| ServiceDef::default());
    assert_name_taken(&schema, "shop.Mood", "the enum `b::Mood`", "the service `c::Mood`");
}

#[test]
fn names_within_one_scope_differ() {
    let mut schema = Schema::new();
    add(&mut schema, &name("Order"), message("", vec![string("id", 1), string("id", 2)]));
    let field = "the field `id` of `fixtures`";
    assert_name_taken(&schema, "shop.Order.id", field, field);

    let mut schema = Schema::new();
    add(&mut schema, &name("Order"), message("", vec![string("Line", 1)]));
    schema.add_message(&name("Order.Line"), "line", |_| MessageDef::default());
    let field = "the field `Line` of `fixtures`";
    assert_name_taken(&schema, "shop.Order.Line", "the message `line`", field);

    let mut schema = Schema::new();
    let empty = TypeName::new("google.protobuf", "Empty");
    schema.add_service(&name("Shop"), "shop", |_| ServiceDef {
        methods: vec![unary("Get", &empty, &empty, ""), unary("Get", &empty, &empty, "")],
        ..ServiceDef::default()
    });
    let method = "the method `Get` of `shop`";
    assert_name_taken(&schema, "shop.Shop.Get", method, method);
}

#[test]
fn what_protobuf_makes_up_has_names_as_well() {
    let map = FieldType::Map(ScalarType::Bool, Box::new(FieldType::Scalar(ScalarType::Bool)));
    let mut schema = Schema::new();
    let order = message("", vec![field("lines", 1, Label::Implicit, map)]);
    add(&mut schema, &name("Order"), order);
    schema.add_message(&name("Order.LinesEntry"), "entry", |_| MessageDef::default());
    let entries = "the entries of the map `lines` of `fixtures`";
    assert_name_taken(&schema, "shop.Order.LinesEntry", "the message `entry`", entries);
}

#[test]
fn a_value_is_a_sibling_of_its_enum() {
    let mut schema = Schema::new();
    let bare = || enumeration("", vec![value("UNKNOWN", 0, "")]);
    schema.add_enum(&name("Mood"), "Mood", bare);
    schema.add_enum(&name("State"), "State", bare);
    let (first, second) = ("the value `UNKNOWN` of `Mood`", "the value `UNKNOWN` of `State`");
    assert_name_taken(&schema, "shop.UNKNOWN", first, second);
    assert!(error(&schema).to_string().contains("protobuf puts a value beside its enum"));
}

#[test]
fn a_package_cannot_be_a_type() {
    let mut schema = Schema::new();
    schema.add_message(&TypeName::new("shop", "Order"), "a", |_| MessageDef::default());
    schema.add_message(&TypeName::new("shop.Order", "Line"), "b", |_| MessageDef::default());
    let package = "the package `shop.Order` of `b`";
    assert_name_taken(&schema, "shop.Order", "the message `a`", package);
}

#[test]
fn a_type_that_nobody_added_is_reported_with_its_user() {
    let mut schema = Schema::new();
    add(&mut schema, &name("Order"), message("", vec![message_field("line", 1, &name("Line"))]));
    let expected = SchemaError::Undefined {
        name: name("Line"),
        expected: TypeKind::Message,
        user: Claim::Message { origin: "fixtures" },
    };
    assert_eq!(error(&schema), expected);

    // An enum of that name is not what the field says.
    schema.add_enum(&name("Line"), "line", zero);
    assert_eq!(error(&schema), expected);
}

#[test]
fn a_definition_must_be_finished() {
    let mut schema = Schema::new();
    let mut seen = None;
    schema.add_message(&name("Order"), "order", |schema| {
        seen = Some(error(schema));
        MessageDef::default()
    });
    let claim = Claim::Message { origin: "order" };
    assert_eq!(seen, Some(SchemaError::Unfinished { name: name("Order"), claim }));
    assert!(schema.proto_files().is_ok());
}

#[test]
fn a_nested_type_needs_a_message_around_it() {
    let mut schema = Schema::new();
    schema.add_message(&name("Order.Line"), "line", |_| MessageDef::default());
    let expected = SchemaError::NoParent {
        name: name("Order.Line"),
        claim: Claim::Message { origin: "line" },
    };
    assert_eq!(error(&schema), expected);
    schema.add_enum(&name("Order"), "order", zero);
    assert_eq!(error(&schema), expected);
}

#[test]
fn names_are_identifiers() {
    #[track_caller]
    fn assert_bad_name(bad: &str, build: impl FnOnce(&mut Schema)) {
        let mut schema = Schema::new();
        build(&mut schema);
        match error(&schema) {
            SchemaError::BadName { name, .. } => assert_eq!(name, bad),
            other => panic!("{other}"),
        }
    }
    let empty = MessageDef::default;
    assert_bad_name("shop..v1", |s| add(s, &TypeName::new("shop..v1", "Order"), empty()));
    assert_bad_name("größe.v1", |s| add(s, &TypeName::new("größe.v1", "Order"), empty()));
    assert_bad_name("Order<T>", |s| add(s, &name("Order<T>"), empty()));
    assert_bad_name("", |s| add(s, &name(""), empty()));
    assert_bad_name("r#type", |s| add(s, &name("A"), message("", vec![string("r#type", 1)])));
    assert_bad_name("1st", |s| {
        s.add_enum(&name("A"), "a", || enumeration("", vec![value("1st", 0, "")]));
    });
    assert_bad_name("a.b", |s| {
        let oneofs = vec![oneof("a.b", "")];
        let fields = vec![in_oneof(0, string("c", 1))];
        add(s, &name("A"), MessageDef { oneofs, ..message("", fields) });
    });
    assert_bad_name("A.Service", |s| {
        s.add_service(&name("A.Service"), "s", |_| ServiceDef::default());
    });
}

#[test]
fn field_numbers_are_checked() {
    for number in [0, 19_000, 19_999, 536_870_912, u32::MAX] {
        let fault = fault_of_fields(vec![string("id", number)]);
        assert_eq!(fault, Fault::FieldNumber { field: "id".to_owned(), number });
    }
    let (first, second) = ("a".to_owned(), "b".to_owned());
    let fault = fault_of_fields(vec![string("a", 1), string("b", 1)]);
    assert_eq!(fault, Fault::FieldNumberTwice { number: 1, first, second });
}

#[test]
fn json_names_differ() {
    let fault = fault_of_fields(vec![string("first_name", 1), string("firstName", 2)]);
    let (first, second) = ("first_name".to_owned(), "firstName".to_owned());
    assert_eq!(fault, Fault::JsonNameTwice { json_name: second.clone(), first, second });

    let named =
        |name: &str, json: &str| FieldDef { json_name: Some(json.to_owned()), ..string(name, 1) };
    let fault = fault_of_fields(vec![named("a", "b"), string("b", 2)]);
    let (first, second) = ("a".to_owned(), "b".to_owned());
    assert_eq!(fault, Fault::JsonNameTwice { json_name: "b".to_owned(), first, second });
    for json in ["", "[ext]", "a\nb"] {
        let fault = fault_of_fields(vec![named("a", json)]);
        let (field, json_name) = ("a".to_owned(), json.to_owned());
        assert_eq!(fault, Fault::JsonName { field, json_name });
    }
}

#[test]
fn what_is_reserved_stays_unused() {
    let reserving = |numbers, names: &[&str]| Reserved {
        numbers,
        names: names.iter().map(|&name| name.to_owned()).collect(),
    };
    let with = |reserved| MessageDef { reserved, ..message("", vec![string("id", 8)]) };
    let id = || "id".to_owned();
    let fault = fault_of(with(reserving(vec![7..=9], &[])));
    assert_eq!(fault, Fault::ReservedNumber { name: id(), number: 8 });
    let fault = fault_of(with(reserving(vec![], &["id"])));
    assert_eq!(fault, Fault::ReservedName { name: id() });
    let fault = fault_of(with(reserving(vec![], &["i d"])));
    assert_eq!(fault, Fault::ReservedNotAName { name: "i d".to_owned() });
    #[expect(clippy::reversed_empty_ranges, reason = "that is the mistake")]
    for range in [0..=1, 3..=2, 5..=536_870_912] {
        let fault = fault_of(with(reserving(vec![range.clone()], &[])));
        assert_eq!(fault, Fault::ReservedRange { range });
    }
    let fault = fault_of_enum(EnumDef { reserved: reserving(vec![-1..=0], &[]), ..zero() });
    assert_eq!(fault, Fault::ReservedNumber { name: "MOOD_UNSPECIFIED".to_owned(), number: 0 });
}

#[test]
fn oneofs_hold_plain_fields() {
    let with = |fields| MessageDef { oneofs: vec![oneof("choice", "")], ..message("", fields) };
    let field_name = || "a".to_owned();
    let number = || FieldType::Scalar(ScalarType::Int32);
    let map = FieldType::Map(ScalarType::Bool, Box::new(number()));
    for (label, ty) in
        [(Label::Repeated, number()), (Label::Optional, number()), (Label::Implicit, map)]
    {
        let fault = fault_of(with(vec![in_oneof(0, field("a", 1, label, ty))]));
        assert_eq!(fault, Fault::NotInOneof { field: field_name() });
    }
    let fault = fault_of(with(vec![in_oneof(1, string("a", 1))]));
    assert_eq!(fault, Fault::NoSuchOneof { field: field_name(), index: 1 });
    let fault = fault_of(with(vec![string("a", 1)]));
    assert_eq!(fault, Fault::EmptyOneof { oneof: "choice".to_owned() });
}

#[test]
fn maps_have_simple_keys_and_no_label() {
    let number = || FieldType::Scalar(ScalarType::Int32);
    let map = |key, value| FieldType::Map(key, Box::new(value));
    let field_name = || "a".to_owned();
    for key in [ScalarType::Double, ScalarType::Float, ScalarType::Bytes] {
        let fault = fault_of_fields(vec![field("a", 1, Label::Implicit, map(key, number()))]);
        assert_eq!(fault, Fault::MapKey { field: field_name() });
    }
    let nested = map(ScalarType::Bool, map(ScalarType::Bool, number()));
    let fault = fault_of_fields(vec![field("a", 1, Label::Implicit, nested)]);
    assert_eq!(fault, Fault::MapOfMaps { field: field_name() });
    for label in [Label::Optional, Label::Unpacked] {
        let fault = fault_of_fields(vec![field("a", 1, label, map(ScalarType::Bool, number()))]);
        assert_eq!(fault, Fault::LabelOnMap { field: field_name() });
    }
    let text = FieldType::Scalar(ScalarType::String);
    let fault = fault_of_fields(vec![field("a", 1, Label::Unpacked, text)]);
    assert_eq!(fault, Fault::NeverPacked { field: field_name() });
}

/// protoc: "Enum value in map must define 0 as the first value."
#[test]
fn the_values_of_maps_have_a_zero() {
    let schema = |first| {
        let mut schema = Schema::new();
        let mood = EnumDef { closed: true, ..enumeration("", vec![value("FIRST", first, "")]) };
        schema.add_enum(&name("Mood"), "fixtures", || mood);
        let map = FieldType::Map(ScalarType::Int32, Box::new(FieldType::Enum(name("Mood"))));
        let moods = field("moods", 1, Label::Implicit, map);
        add(&mut schema, &name("Order"), message("", vec![moods]));
        schema
    };
    assert!(schema(0).proto_files().is_ok());
    let SchemaError::Invalid { fault, .. } = error(&schema(1)) else { panic!("it is invalid") };
    let (field, enumeration) = ("moods".to_owned(), "shop.Mood".to_owned());
    assert_eq!(*fault, Fault::MapValueNotZero { field, enumeration });
}

#[test]
fn enums_start_at_zero_and_have_distinct_values() {
    let fault = |values: &[(&str, i32)]| {
        let values = values.iter().map(|&(name, number)| value(name, number, "")).collect();
        fault_of_enum(enumeration("", values))
    };
    assert_eq!(fault(&[]), Fault::NoValues);
    let first = Fault::FirstNotZero { value: "HAPPY".to_owned(), number: 1 };
    assert_eq!(fault(&[("HAPPY", 1), ("NONE", 0)]), first);
    let (first, second) = ("NONE".to_owned(), "NIL".to_owned());
    let twice = Fault::ValueNumberTwice { number: 0, first, second };
    assert_eq!(fault(&[("NONE", 0), ("NIL", 0)]), twice);
    let (first, second) = ("MOOD_NONE".to_owned(), "NONE".to_owned());
    let twice = Fault::ValueNameTwice { stripped: "None".to_owned(), first, second };
    assert_eq!(fault(&[("MOOD_NONE", 0), ("NONE", 1)]), twice);
    let keyword = Fault::Keyword { value: "reserved".to_owned() };
    assert_eq!(fault(&[("NONE", 0), ("reserved", 1)]), keyword);
}

#[test]
fn packages_that_need_each_other_are_named_with_the_types_that_do() {
    let mut schema = Schema::new();
    let [a, b, c] = ["a", "b", "c"].map(|package| TypeName::new(package, "Type"));
    add(&mut schema, &TypeName::new("a", "Leaf"), MessageDef::default());
    add(&mut schema, &a, message("", vec![message_field("b", 1, &b)]));
    add(&mut schema, &b, message("", vec![message_field("c", 1, &c)]));
    add(&mut schema, &c, message("", vec![message_field("a", 1, &TypeName::new("a", "Leaf"))]));
    assert_eq!(
        error(&schema).to_string(),
        "packages need each other, and protobuf has no circular imports: `a.Type` refers to \
         `b.Type`, `b.Type` refers to `c.Type`, `c.Type` refers to `a.Leaf`: put these types into \
         one package, or what they share into a third"
    );
}

#[test]
fn a_message_may_hold_itself() {
    let mut schema = Schema::new();
    add(&mut schema, &name("Tree"), message("", vec![message_field("left", 1, &name("Tree"))]));
    assert!(schema.proto_files().is_ok());
}

#[test]
fn each_package_has_a_path_of_its_own() {
    for (first, second, path) in [
        ("shop.v1", "shop.v1.shop", "shop/v1/shop.proto"),
        ("", "unpackaged", "unpackaged.proto"),
        ("Shop", "shop", "shop.proto"),
    ] {
        let mut schema = Schema::new();
        for package in [first, second] {
            add(&mut schema, &TypeName::new(package, "Order"), MessageDef::default());
        }
        let (first, second) = (first.to_owned(), second.to_owned());
        assert_eq!(error(&schema), SchemaError::PathTaken { path: path.to_owned(), first, second });
    }
}

#[test]
fn googles_types_are_googles() {
    let timestamp = TypeName::new("google.protobuf", "Timestamp");
    let published = || {
        let seconds = scalar("seconds", 1, ScalarType::Int64);
        message("Ours.", vec![seconds, scalar("nanos", 2, ScalarType::Int32)])
    };
    let mut schema = Schema::new();
    schema.add_message(&timestamp, "std::time::SystemTime", |_| published());
    schema.add_message(&timestamp, "chrono::DateTime", |_| published());
    assert_eq!(schema.proto_files(), Ok(vec![]));

    let mut schema = Schema::new();
    add(&mut schema, &timestamp, message("", vec![string("text", 1)]));
    let claim = Claim::Message { origin: "fixtures" };
    assert_eq!(
        error(&schema),
        SchemaError::NotAsPublished { name: timestamp, claim: claim.clone() }
    );

    let own = TypeName::new("google.protobuf", "Money");
    let mut schema = Schema::new();
    add(&mut schema, &own, MessageDef::default());
    let expected = SchemaError::NotProtobufs { name: own.clone(), claim };
    assert_eq!(error(&schema), expected);
    let mut schema = Schema::new();
    add(&mut schema, &name("Order"), message("", vec![message_field("price", 1, &own)]));
    assert_eq!(error(&schema), expected);
}
