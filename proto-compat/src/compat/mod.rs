//! Breaking changes: what a newer version of a schema takes from those who have an older one.
//!
//! The rules are the ones that users of buf know, with the same ids, categories and meaning; each
//! is one function, in the file of what it looks at. Where strait and buf differ, and why, stands
//! in `docs/conformance.md`.

mod default_value;
mod enumeration;
mod field;
mod field_type;
mod file;
mod language;
mod meaning;
mod message;
mod package;
mod pair;
mod ranges;
mod service;
mod table;

use crate::{
    descriptor::DescriptorSet,
    finding::{Finding, Rule},
    rules::{Report, Rules, sorted},
};
use pair::Pair;

/// A rule with the function that asks it.
struct Check {
    rule: Rule,
    ask: fn(&Pair<'_>, &mut Report<'_>),
}

/// What the default choice has beside `WIRE_JSON`: a client whose method is gone is as broken as
/// one whose bytes are not read.
/// (`SERVICE_NO_DELETE` looks into files that are still there: of a package that is gone it is
/// silent, as in buf.)
pub(crate) const ALWAYS: [&str; 4] =
    ["RPC_NO_DELETE", "SERVICE_NO_DELETE", "PACKAGE_NO_DELETE", "FIELD_SAME_MEANING"];

/// All rules for two versions of a schema.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    table::CHECKS.iter().map(|check| &check.rule)
}

/// What `after` breaks for those who have `before`, in the order of files and lines.
///
/// ```
/// use strait_proto_compat::{Rules, compat, descriptor::DescriptorSet};
/// # use strait_proto_compat::schema::{MessageDef, Reserved, Schema, TypeName};
/// # fn schema(name: &str) -> Result<DescriptorSet, Box<dyn std::error::Error>> {
/// #     let mut schema = Schema::new();
/// #     let reserved = Reserved { names: vec![name.into()], ..Reserved::default() };
/// #     let definition = MessageDef { reserved, ..MessageDef::default() };
/// #     schema.add_message(&TypeName::new("shop.v1", "Order"), "crate::Order", |_| definition);
/// #     Ok(DescriptorSet::decode(&schema.file_descriptor_set()?)?)
/// # }
///
/// let before = schema("price")?;
/// let after = schema("prize")?;
/// let findings = compat::breaking(&before, &after, &Rules::breaking());
/// assert_eq!(findings[0].rule.id, "RESERVED_MESSAGE_NO_DELETE");
/// assert_eq!(
///     findings[0].message,
///     r#"message "shop.v1.Order" does not reserve the name "price" any more"#
/// );
/// assert!(compat::breaking(&before, &before, &Rules::breaking()).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn breaking(before: &DescriptorSet, after: &DescriptorSet, rules: &Rules) -> Vec<Finding> {
    let pair = Pair::new(before, after);
    let mut findings = vec![];
    for rule in rules.chosen() {
        for check in table::CHECKS.iter().filter(|check| check.rule == *rule) {
            let mut report = Report::new(rules, rule);
            (check.ask)(&pair, &mut report);
            findings.extend(report.into_findings());
        }
    }
    sorted(findings)
}
