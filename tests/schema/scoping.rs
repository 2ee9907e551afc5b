//! References in schemas where names hide each other in every way: few names, many scopes.
//!
//! protoc resolves each reference from the text; the descriptors say what was meant.

use std::collections::BTreeSet;

use strait_proto_compat::schema::{FieldDef, MessageDef, Schema, TypeName};
use strait_tests::peers;

use crate::{fixtures::build::message_field, protoc::assert_same_as_protoc};

/// A package refers to itself and to those after it, so that no two need each other.
const PACKAGES: [&str; 6] = ["a", "b.a", "a.b", "b", "c.a.b", ""];

#[test]
fn protoc_finds_the_types_that_were_meant() {
    let Some(python) = peers::python() else { return };
    for seed in 0..20 {
        assert_same_as_protoc(&python, &random_schema(seed), &format!("scoping/{seed}"));
    }
}

/// A schema whose packages, messages and fields are all called `a`, `b`, `c` or `d`.
fn random_schema(seed: u64) -> Schema {
    let mut random = Random(seed);
    let mut taken: BTreeSet<String> =
        ["a", "a.b", "b", "b.a", "c", "c.a", "c.a.b"].into_iter().map(str::to_owned).collect();
    let mut types = vec![];
    for _ in 0..30 {
        add_type(&mut random, &mut taken, &mut types);
    }
    let mut schema = Schema::new();
    for (package, user) in &types {
        let usable: Vec<_> = types.iter().filter(|(used, _)| used >= package).collect();
        let fields = (1..=4).filter_map(|number| {
            let (_, used) = usable[random.below(usable.len())];
            field(&mut random, &mut taken, user, number, used)
        });
        let definition = MessageDef { fields: fields.collect(), ..MessageDef::default() };
        schema.add_message(user, "random", |_| definition);
    }
    schema
}

/// Adds a message to a package or, more often, to a message; none where its name is taken.
fn add_type(random: &mut Random, taken: &mut BTreeSet<String>, types: &mut Vec<(usize, TypeName)>) {
    let simple = ["a", "b", "c", "d"][random.below(4)];
    let (package, path) = match random.below(3) {
        1.. if !types.is_empty() => {
            let (package, outer) = &types[random.below(types.len())];
            (*package, format!("{}.{simple}", outer.path()))
        }
        _ => (random.below(PACKAGES.len()), simple.to_owned()),
    };
    let name = TypeName::new(PACKAGES[package], path);
    if taken.insert(name.to_string()) {
        types.push((package, name));
    }
}

/// A field that may hide a type of its name; none where its own name is taken.
fn field(
    random: &mut Random,
    taken: &mut BTreeSet<String>,
    user: &TypeName,
    number: u32,
    used: &TypeName,
) -> Option<FieldDef> {
    let name = ["a", "b", "c", "d", "e", "f"][random.below(6)];
    taken.insert(format!("{user}.{name}")).then(|| message_field(name, number, used))
}

/// The same numbers in each run: splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}
