//! Lints that names and comments of a schema trip, which were not made for Rust.
//!
//! They are allowed at the top of a module that has such, and in no other, so that the rest is
//! still told of its own.

use super::{Node, writer::Writer};
use crate::{
    model::{Enum, FieldType, Info, Item, Message, Oneof, Service, last},
    naming,
    plan::{Package, Plan},
};

/// What rustdoc and clippy take for mistakes of documentation.
const OF_COMMENTS: [&str; 3] =
    ["rustdoc::all", "clippy::doc_lazy_continuation", "clippy::doc_overindented_list_items"];

/// Allows what a module trips, by itself and by the package that it has.
pub(super) fn allow(out: &mut Writer, plan: &Plan<'_>, module: Option<&str>, node: &Node<'_, '_>) {
    let mut found = Found { plan, lints: Vec::new() };
    let package = node.package.map(|(_, package)| package);
    for file in package.iter().flat_map(|package| &package.files) {
        found.docs(&file.package_docs);
        found.items(&file.items);
    }
    if module.is_some_and(|name| node.children.contains_key(name)) {
        found.lints.push("clippy::module_inception");
    }
    let mut lints = found.lints;
    lints.sort_unstable_by_key(|lint| (!lint.starts_with("rustdoc"), *lint));
    lints.dedup();
    out.gap();
    for lint in lints {
        // Short enough for rustfmt to leave it in one line.
        out.line(&format!("#![allow({lint}, reason = \"as the schema has it\")]"));
    }
    if package.is_some_and(|package| uses_deprecated(plan, package)) {
        out.line("#![allow(deprecated, reason = \"the schema deprecates some of what it uses\")]");
    }
}

/// Whether a package refers to something that users are told to stop using.
fn uses_deprecated(plan: &Plan<'_>, package: &Package<'_>) -> bool {
    fn message(plan: &Plan<'_>, message: &Message) -> bool {
        let is_old = |ty: &FieldType| ty.reference().is_some_and(|n| plan.deprecated.contains(n));
        message.fields.iter().any(|field| is_old(&field.ty))
            || message.nested.iter().any(|nested| item(plan, nested))
    }
    fn item(plan: &Plan<'_>, item: &Item) -> bool {
        match item {
            Item::Message(definition) => {
                plan.has(&definition.full_name) && message(plan, definition)
            }
            Item::Enum(_) => false,
            Item::Service(service) => service.methods.iter().any(|method| {
                [&method.input, &method.output]
                    .iter()
                    .any(|name| plan.deprecated.contains(name.as_str()))
            }),
        }
    }
    package.files.iter().flat_map(|file| &file.items).any(|definition| item(plan, definition))
}

struct Found<'p, 'm> {
    plan: &'p Plan<'m>,
    lints: Vec<&'static str>,
}

impl Found<'_, '_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Message(it) if self.plan.has(&it.full_name) => self.message(it),
                Item::Enum(it) if self.plan.has(&it.full_name) => self.enumeration(it),
                Item::Service(it) => self.service(it),
                _ => {}
            }
        }
    }

    fn message(&mut self, message: &Message) {
        self.info(&message.info);
        message.fields.iter().for_each(|field| self.info(&field.info));
        for (index, oneof) in message.oneofs.iter().enumerate() {
            self.oneof(message, oneof, index);
        }
        let name = message.full_name.as_str();
        let inner = self.plan.messages.get(name).and_then(|names| names.module.as_ref());
        let outer = self.plan.types.get(name).and_then(|ty| ty.module.last());
        if inner.is_some() && inner == outer {
            self.lints.push("clippy::module_inception");
        }
        self.items(&message.nested);
    }

    fn oneof(&mut self, message: &Message, oneof: &Oneof, index: usize) {
        self.info(&oneof.info);
        let fields = || message.fields.iter().filter(|field| field.oneof == Some(index));
        let variants = fields().map(|field| naming::variant_of_field(&field.name));
        self.variants(&naming::type_name(&oneof.name), &variants.collect::<Vec<_>>());
        // How large a struct is, is known to the compiler only.
        if fields().any(|field| field.ty.reference().is_some()) {
            self.lints.push("clippy::large_enum_variant");
        }
    }

    fn enumeration(&mut self, definition: &Enum) {
        self.info(&definition.info);
        definition.values.iter().for_each(|value| self.info(&value.info));
        let name = last(&definition.full_name);
        let values = definition.values.iter();
        let variants = values.map(|value| naming::variant_name(name, &value.name));
        self.variants(&naming::type_name(name), &variants.collect::<Vec<_>>());
    }

    /// Variants that all begin or end alike, or with the name of the enum.
    fn variants(&mut self, ident: &str, variants: &[String]) {
        let ident = naming::snake_of_camel(ident);
        let names: Vec<String> = variants.iter().map(|name| naming::snake_of_camel(name)).collect();
        let all_same = |word: fn(&str) -> Option<&str>| {
            names.windows(2).all(|two| matches!(two, [a, b] if word(a) == word(b)))
        };
        let is_alike =
            all_same(|name| name.split('_').next()) || all_same(|name| name.rsplit('_').next());
        let has_name = |name: &String| name.starts_with(&ident) || name.ends_with(&ident);
        if names.len() > 1 && is_alike || names.iter().any(has_name) {
            self.lints.push("clippy::enum_variant_names");
        }
    }

    fn service(&mut self, service: &Service) {
        self.info(&service.info);
        for method in &service.methods {
            self.info(&method.info);
            let name = naming::value_name(&method.name);
            if ["as_", "from_", "into_", "is_", "to_"].iter().any(|start| name.starts_with(start)) {
                self.lints.push("clippy::wrong_self_convention");
            }
        }
    }

    fn info(&mut self, info: &Info) {
        self.docs(&info.docs);
    }

    fn docs(&mut self, lines: &[String]) {
        // What begins a link, HTML, an address, an entry of a list or a quotation.
        let is_list = |line: &str| {
            let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.starts_with(['-', '*', '+', '>'])
                || digits.len() < line.len() && digits.starts_with(['.', ')'])
        };
        let is_markup = |line: &String| {
            line.contains(['[', '<', '`']) || line.contains("://") || is_list(line.trim_start())
        };
        if lines.iter().any(is_markup) {
            self.lints.extend(OF_COMMENTS);
        }
    }
}
