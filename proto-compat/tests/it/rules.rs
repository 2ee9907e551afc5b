//! Which rules are asked, where they keep silent, and the rule that buf has not. That the others
//! mean what they mean in buf is tested beside buf, in `tests/schema/rules.rs`.

use strait_proto_compat::{
    Finding, Rules, compat,
    descriptor::{DescriptorSet, Kind, Span, Syntax},
    lint,
    schema::{FieldType, Label, ScalarType, Schema, TypeName},
};

use crate::fixtures::{
    self,
    build::{add, commented, field, message, scalar},
};

/// `user.v1.User` and `user.v1beta1.User`, each with one field.
fn schema(ty: ScalarType, comment: &str) -> DescriptorSet {
    let mut schema = Schema::new();
    for package in ["user.v1", "user.v1beta1"] {
        let fields = vec![commented(comment, scalar("id", 1, ty))];
        add(&mut schema, &TypeName::new(package, "User"), message("", fields));
    }
    decoded(&schema)
}

fn decoded(schema: &Schema) -> DescriptorSet {
    let bytes = schema.file_descriptor_set().expect("the schema is valid");
    DescriptorSet::decode(&bytes).expect("strait writes descriptor sets")
}

fn paths(findings: &[Finding]) -> Vec<&str> {
    findings.iter().filter_map(|finding| finding.at.as_ref()).map(|at| at.path.as_str()).collect()
}

#[test]
fn what_strait_writes_is_read_back() {
    let set = decoded(&fixtures::shop());
    let file = set.file("shop/v1/shop.proto").expect("the only file");
    assert_eq!((file.package.as_str(), file.syntax), ("shop.v1", Syntax::Proto3));
    let messages = set.messages();
    let (_, request) = messages.iter().find(|(_, it)| it.name == "GetOrderRequest").expect("it");
    let field = &request.fields[0];
    assert_eq!((field.full_name.as_str(), field.number), ("shop.v1.GetOrderRequest.order_id", 1));
    assert_eq!((field.kind, field.json_name.as_str()), (Kind::String, "orderId"));
    let location = file.locations.at(&request.at).expect("strait locates definitions");
    assert_eq!(location.leading, " Which order to find.\n");
}

#[test]
fn an_ordinary_schema_breaks_nothing_and_is_in_style() {
    let mut set = decoded(&fixtures::shop());
    set.mark_imports(|path| path.starts_with("google/protobuf/"));
    assert_eq!(compat::breaking(&set, &set, &Rules::breaking()), []);
    assert_eq!(lint::lint(&set, &Rules::lint()), []);
}

#[test]
fn a_finding_says_where_it_is_and_where_it_was() {
    let before = schema(ScalarType::Uint64, "");
    let after = schema(ScalarType::String, " Two\n lines.");
    let findings = compat::breaking(&before, &after, &Rules::breaking());
    let finding = &findings[0];
    assert_eq!(finding.rule.id, "FIELD_WIRE_JSON_COMPATIBLE_TYPE");
    let [at, previous] = [&finding.at, &finding.previous]
        .map(|place| place.as_ref().and_then(|place| place.span).expect("strait locates fields"));
    assert_eq!(at, Span { start_line: 10, start_column: 3, end_line: 10, end_column: 17 });
    assert_eq!(previous.start_line, 8);
    assert_eq!(
        finding.to_string(),
        "user/v1/user.proto:10:3: field 1 \"id\" of \"user.v1.User\" changed its type from \
         \"uint64\" to \"string\", which is something else on the wire or in JSON \
         (FIELD_WIRE_JSON_COMPATIBLE_TYPE)"
    );
}

#[test]
fn files_packages_and_rules_can_be_ignored() {
    let before = schema(ScalarType::Uint64, "");
    let after = schema(ScalarType::String, "");
    let both = ["user/v1/user.proto", "user/v1beta1/user.proto"];
    let found = |rules: &Rules| {
        let findings = compat::breaking(&before, &after, rules);
        paths(&findings).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let rules = Rules::breaking();
    assert_eq!(found(&rules), both);
    assert_eq!(found(&rules.clone().ignore_unstable_packages()), both[..1]);
    for scope in ["user/v1", "user/v1/user.proto", "user.v1"] {
        assert_eq!(found(&rules.clone().ignore(scope)), both[1..], "{scope}");
    }
    assert_eq!(found(&rules.clone().ignore("user")), [""; 0]);
    let of_rule = |name| rules.clone().ignore_only(name, "user.v1").expect("a rule");
    assert_eq!(found(&of_rule("FIELD_WIRE_JSON_COMPATIBLE_TYPE")), both[1..]);
    assert_eq!(found(&of_rule("FIELD_SAME_NAME")), both);
    let without = rules.except(["FIELD_WIRE_JSON_COMPATIBLE_TYPE"]).expect("a rule");
    assert_eq!(found(&without), [""; 0]);
}

#[test]
fn imports_are_judged_only_if_they_are_ours() {
    let before = schema(ScalarType::Uint64, "");
    let mut after = schema(ScalarType::String, "");
    after.mark_imports(|path| path == "user/v1/user.proto");
    let findings = compat::breaking(&before, &after, &Rules::breaking().exclude_imports());
    assert_eq!(paths(&findings), ["user/v1beta1/user.proto"]);
}

#[test]
fn another_meaning_of_the_same_bytes_is_a_break() {
    let user = || schema(ScalarType::Uint64, " Whose it is.\n strait:type UserId");
    let order = schema(ScalarType::Uint64, " Whose it is.\n strait:type OrderId");
    let rules = Rules::breaking().ignore_unstable_packages();
    let findings = compat::breaking(&user(), &order, &rules);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.rule.id, "FIELD_SAME_MEANING");
    assert_eq!(
        finding.message,
        "field 1 \"id\" of \"user.v1.User\" changed what it means from `UserId` to `OrderId`, \
         though its bytes look the same"
    );

    let silent = schema(ScalarType::Uint64, " Whose it is.");
    assert_eq!(compat::breaking(&user(), &silent, &rules).len(), 1, "it may mean anything now");
    assert_eq!(compat::breaking(&silent, &user(), &rules), [], "to say it is no change");
    let reworded = schema(ScalarType::Uint64, " strait:type UserId\n The one who ordered.");
    assert_eq!(compat::breaking(&user(), &reworded, &rules), []);
    let text = schema(ScalarType::String, " strait:type OrderId");
    let findings = compat::breaking(&user(), &text, &rules);
    assert_eq!(findings.len(), 1, "another type has a rule of its own");
    assert_eq!(findings[0].rule.id, "FIELD_WIRE_JSON_COMPATIBLE_TYPE");
}

#[test]
fn the_keys_and_values_of_a_map_mean_something_each() {
    let of = |name: &str, comment: &str, value: ScalarType| {
        let ty = FieldType::Map(ScalarType::Uint64, Box::new(FieldType::Scalar(value)));
        let map = commented(comment, field(name, 1, Label::Repeated, ty));
        let mut schema = Schema::new();
        add(&mut schema, &TypeName::new("user.v1", "User"), message("", vec![map]));
        decoded(&schema)
    };
    let found = |before: &DescriptorSet, after: &DescriptorSet, rules: Rules| {
        let findings = compat::breaking(before, after, &rules);
        let found = findings.iter().map(|it| format!("{}: {}", it.rule.id, it.message));
        found.collect::<Vec<_>>()
    };
    let both = " strait:key UserId\n strait:type OrderId";
    let before = of("orders", both, ScalarType::Uint64);

    let swapped = " strait:key OrderId\n strait:type UserId";
    let swapped = of("orders", swapped, ScalarType::Uint64);
    let start = "FIELD_SAME_MEANING: field 1 \"orders\" of \"user.v1.User\" changed what";
    let end = "though its bytes look the same";
    assert_eq!(
        found(&before, &swapped, Rules::breaking()),
        [
            format!("{start} it means from `OrderId` to `UserId`, {end}"),
            format!("{start} its keys mean from `UserId` to `OrderId`, {end}"),
        ]
    );
    let plain_keys = of("orders", " strait:type OrderId", ScalarType::Uint64);
    assert_eq!(found(&plain_keys, &before, Rules::breaking()), [""; 0], "to say it is no change");
    assert_eq!(
        found(&before, &plain_keys, Rules::breaking()),
        [format!("{start} its keys mean from `UserId` to nothing, {end}")]
    );

    // Protobuf names the message of an entry after the field; that is no other type.
    let renamed = of("bought", " strait:key UserId\n strait:type Sku", ScalarType::Uint64);
    let only = Rules::breaking().only(["FIELD_SAME_MEANING"]).expect("a rule");
    assert_eq!(found(&before, &renamed, only.clone()).len(), 1);
    let text = of("orders", " strait:key UserId\n strait:type Sku", ScalarType::String);
    assert_eq!(found(&before, &text, only), [""; 0], "another type has a rule of its own");
}

#[test]
fn bytes_of_something_else_are_refused() {
    let set = fixtures::shop().file_descriptor_set().expect("the schema is valid");
    for length in [set.len() - 1, set.len() / 2, 3] {
        let error = DescriptorSet::decode(&set[..length]).expect_err("it is cut off");
        assert_eq!(error.to_string(), "not a descriptor set: it ends in the middle of a field");
    }
    let error = DescriptorSet::decode(b"syntax = \"proto3\";").expect_err("a text");
    assert!(error.to_string().starts_with("not a descriptor set: "), "{error}");
}

/// Bytes all over a set replaced by those that mean something else in the wire format.
#[test]
fn no_damage_makes_the_rules_panic() {
    let bytes = fixtures::shop().file_descriptor_set().expect("the schema is valid");
    let whole = decoded(&fixtures::shop());
    let categories = ["FILE", "PACKAGE", "WIRE_JSON", "WIRE", "STRAIT"];
    let rules = Rules::breaking().only(categories).expect("categories");
    let mut read = 0;
    for index in (0..bytes.len()).step_by(11) {
        for byte in [0x00, 0x7f, 0xff, bytes[index] ^ 0x08] {
            let mut damaged = bytes.clone();
            damaged[index] = byte;
            let Ok(damaged) = DescriptorSet::decode(&damaged) else { continue };
            read += 1;
            let _ = compat::breaking(&whole, &damaged, &rules);
            let _ = compat::breaking(&damaged, &whole, &rules);
            let _ = lint::lint(&damaged, &Rules::lint());
        }
    }
    assert!(read > bytes.len() / 11, "most damage is to names: {read}");
}
