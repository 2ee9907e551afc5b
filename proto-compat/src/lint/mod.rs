//! Style: what a schema should look like so that code generated in every language reads well, and
//! so that it can change without breaking anybody.
//!
//! The rules are those of buf, with the same ids and categories; each is one function. Where
//! strait and buf differ, and why, stands in `docs/conformance.md`. A line
//! `// buf:lint:ignore RULE` in the comment on an element keeps the rule away from it and from all
//! in it.

mod case;
mod comments;
mod files;
mod imports;
mod names;
mod rpc;
mod table;
mod values;

use crate::{
    descriptor::{DescriptorSet, File},
    finding::{Finding, Rule},
    rules::{Report, Rules, sorted},
};

/// A rule with the function that asks it.
struct Check {
    rule: Rule,
    ask: fn(&DescriptorSet, &mut Report<'_>),
}

/// All rules of style.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    table::CHECKS.iter().map(|check| &check.rule)
}

/// What in a schema is not in style, in the order of files and lines. Files that are only there
/// because others import them are not judged.
///
/// ```
/// use strait_proto_compat::{Rules, descriptor::DescriptorSet, lint};
/// # use strait_proto_compat::schema::{MessageDef, Schema, TypeName};
/// # let mut schema = Schema::new();
/// # let name = TypeName::new("shop.v1", "order");
/// # schema.add_message(&name, "crate::Order", |_| MessageDef::default());
/// # let bytes = schema.file_descriptor_set()?;
///
/// let set = DescriptorSet::decode(&bytes)?;
/// let findings = lint::lint(&set, &Rules::lint());
/// assert_eq!(
///     findings[0].to_string(),
///     "shop/v1/shop.proto:7:1: message name \"order\" should be PascalCase, such as \"Order\" \
///      (MESSAGE_PASCAL_CASE)"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn lint(set: &DescriptorSet, rules: &Rules) -> Vec<Finding> {
    let mut findings = vec![];
    for rule in rules.chosen() {
        for check in table::CHECKS.iter().filter(|check| check.rule == *rule) {
            let mut report = Report::new(rules, rule);
            (check.ask)(set, &mut report);
            findings.extend(report.into_findings());
        }
    }
    sorted(findings)
}

/// The files that are judged.
fn own(set: &DescriptorSet) -> impl Iterator<Item = &File> {
    set.files.iter().filter(|file| !file.is_import)
}
