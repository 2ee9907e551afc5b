//! The module, type, field and method names, none of which clash.

use std::collections::{BTreeMap, BTreeSet};

use super::{Package, Plan, RustType};
use crate::{
    model::{Enum, File, Item, Message, Model, Service, last},
    naming,
    options::Options,
};

/// The module of definitions without a package, named like the file that export makes for them.
const UNPACKAGED: &str = "unpackaged";

/// The names within a message.
#[derive(Debug, Default)]
pub(crate) struct MessageNames {
    /// The module of what is nested in it, if there is anything.
    pub(crate) module: Option<String>,
    /// The identifiers of the fields, as in the message.
    pub(crate) fields: Vec<String>,
    /// Of each oneof the field, the enum and the variants.
    pub(crate) oneofs: Vec<OneofNames>,
    /// The field that keeps unknown fields.
    pub(crate) unknown: String,
}

#[derive(Debug, Default)]
pub(crate) struct OneofNames {
    pub(crate) field: String,
    pub(crate) ty: String,
    /// By the index of the field in the message.
    pub(crate) variants: BTreeMap<usize, String>,
}

/// The trait of a service and its methods.
#[derive(Debug, Default)]
pub(crate) struct ServiceNames {
    pub(crate) ident: String,
    pub(crate) methods: Vec<String>,
}

pub(super) fn assign<'m>(
    plan: &mut Plan<'m>,
    model: &'m Model,
    needed: &BTreeSet<&'m str>,
    wanted: &BTreeSet<String>,
    options: &Options,
) {
    let mut packages: BTreeMap<&'m str, Vec<&'m File>> = BTreeMap::new();
    for file in &model.files {
        let has_services =
            wanted.contains(&file.name) && file.items.iter().any(|i| matches!(i, Item::Service(_)));
        if has_services || file.items.iter().any(|item| is_needed(item, needed)) {
            packages.entry(&file.package).or_default().push(file);
        }
    }
    let modules = modules(packages.keys().copied());
    for module in modules.values().filter(|module| !module.is_empty()) {
        for end in 0..module.len() {
            let (outer, inner) = module.split_at(end);
            plan.declared.entry(outer.to_vec()).or_default().extend(inner.first().cloned());
        }
    }
    for (package, files) in packages {
        let module = modules.get(package).cloned().unwrap_or_default();
        let external = options.external_of(package);
        let mut naming =
            Naming { plan, needed, depth: module.len(), external: external.as_deref() };
        let items = files.iter().flat_map(|file| {
            let keeps_services = wanted.contains(&file.name);
            file.items.iter().filter(move |i| keeps_services || !matches!(i, Item::Service(_)))
        });
        naming.items(&module, package, items.collect());
        plan.packages.insert(package, Package { module, files, external });
    }
}

fn is_needed(item: &Item, needed: &BTreeSet<&str>) -> bool {
    match item {
        Item::Message(message) => needed.contains(message.full_name.as_str()),
        Item::Enum(definition) => needed.contains(definition.full_name.as_str()),
        Item::Service(_) => false,
    }
}

/// The module of each package; packages that differ in case only get different ones.
fn modules<'p>(packages: impl Iterator<Item = &'p str>) -> BTreeMap<&'p str, Vec<String>> {
    // By the prefix of a package, because its parts are shared with other packages.
    let mut modules: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut taken: BTreeSet<Vec<String>> = BTreeSet::new();
    for package in packages {
        let ends = package.match_indices('.').map(|(end, _)| end).chain([package.len()]);
        let mut outer: Vec<String> = Vec::new();
        for prefix in ends.map(|end| package.get(..end).unwrap_or_default()) {
            let module = modules.entry(prefix).or_insert_with(|| {
                let part = if prefix.is_empty() { UNPACKAGED } else { last(prefix) };
                let mut name = naming::module_name(part);
                let mut module = [outer.as_slice(), &[name.clone()]].concat();
                while !taken.insert(module.clone()) {
                    name = format!("{}_", naming::plain(&name));
                    module = [outer.as_slice(), &[name.clone()]].concat();
                }
                module
            });
            outer.clone_from(module);
        }
    }
    modules
}

/// Gives names to the items of one package.
struct Naming<'p, 'm> {
    plan: &'p mut Plan<'m>,
    needed: &'p BTreeSet<&'m str>,
    /// How many modules the package's own stands in, itself included.
    depth: usize,
    external: Option<&'p str>,
}

impl<'m> Naming<'_, 'm> {
    /// Names that are good as they are come first, so that a clash changes the other one.
    fn items(&mut self, module: &[String], package: &str, items: Vec<&'m Item>) {
        let mut types: Vec<(&'m str, &'m str, &str)> = Vec::new();
        for item in &items {
            match item {
                Item::Message(Message { full_name, .. }) if self.is_needed(full_name) => {
                    types.push((full_name, last(full_name), "Message"));
                }
                Item::Enum(Enum { full_name, .. }) if self.is_needed(full_name) => {
                    types.push((full_name, last(full_name), "Enum"));
                }
                _ => {}
            }
        }
        types.sort_by_key(|(_, name, _)| naming::type_name(name) != **name);
        for (full_name, name, suffix) in types {
            let name = self.claim_type(module, &naming::type_name(name), suffix);
            let external = self.external.map(|path| (path.to_owned(), self.depth));
            let ty = RustType { module: module.to_vec(), name, external };
            self.plan.types.insert(full_name, ty);
        }
        for item in &items {
            if let Item::Service(service) = item {
                self.service(module, package, service);
            }
        }
        for item in items {
            match item {
                Item::Message(message) if self.is_needed(&message.full_name) => {
                    self.message(module, message);
                }
                _ => {}
            }
        }
    }

    fn is_needed(&self, full_name: &str) -> bool {
        self.needed.contains(full_name)
    }

    fn message(&mut self, module: &[String], message: &'m Message) {
        let mut names = MessageNames::default();
        let mut taken = BTreeSet::new();
        let mut field_names = BTreeMap::new();
        // What needs no change first.
        let mut order: Vec<usize> = (0..message.fields.len()).collect();
        order
            .sort_by_key(|&i| message.fields.get(i).map(|f| naming::value_name(&f.name) != f.name));
        for (index, field) in order.iter().filter_map(|&i| Some((i, message.fields.get(i)?))) {
            if field.oneof.is_none() {
                let name = unique(&mut taken, &naming::value_name(&field.name));
                field_names.insert(index, name);
            }
        }
        names.fields = (0..message.fields.len())
            .map(|index| field_names.remove(&index).unwrap_or_default())
            .collect();
        let nested: Vec<&'m Item> =
            message.nested.iter().filter(|item| is_needed(item, self.needed)).collect();
        if !nested.is_empty() || !message.oneofs.is_empty() {
            let name = naming::value_name(last(&message.full_name));
            let name = self.claim_module(module, &name);
            let inner = [module, std::slice::from_ref(&name)].concat();
            names.module = Some(name);
            self.items(&inner, "", nested);
            names.oneofs = (0..message.oneofs.len())
                .map(|index| self.oneof(&inner, message, index, &mut taken))
                .collect();
        }
        names.unknown = unique(&mut taken, "unknown");
        self.plan.messages.insert(&message.full_name, names);
    }

    fn oneof(
        &mut self,
        module: &[String],
        message: &Message,
        index: usize,
        taken: &mut BTreeSet<String>,
    ) -> OneofNames {
        let name = message.oneofs.get(index).map_or("", |oneof| oneof.name.as_str());
        let field = unique(taken, &naming::value_name(name));
        let ty = self.claim_type(module, &naming::type_name(name), "Oneof");
        let mut variants = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (at, field) in message.fields.iter().enumerate() {
            if field.oneof == Some(index) {
                let variant = naming::variant_of_field(&field.name);
                variants.insert(at, unique(&mut taken, &variant));
            }
        }
        OneofNames { field, ty, variants }
    }

    /// A trait is called such that everything made beside it has a name of its own.
    fn service(&mut self, module: &[String], package: &str, service: &'m Service) {
        let mut taken = BTreeSet::new();
        let methods: Vec<String> = service
            .methods
            .iter()
            .map(|method| {
                let mut name = naming::value_name(&method.name);
                if naming::is_clients_own(&name) {
                    name.push('_');
                }
                // Two names that differ in `_` only would make one type.
                let mut count = 1;
                let mut candidate = name.clone();
                while !taken.insert(naming::camel_of_snake(&candidate)) {
                    count += 1;
                    candidate = format!("{name}{count}");
                }
                naming::identifier(&candidate)
            })
            .collect();
        let base = naming::type_name(&service.name);
        let candidates = (1..).map(|count| match count {
            1 if !naming::is_rusts_own(&base) => base.clone(),
            1 | 2 => format!("{base}Service"),
            _ => format!("{base}Service{count}"),
        });
        let declared = self.plan.declared.entry(module.to_vec()).or_default();
        for ident in candidates {
            let family = naming::family(&ident, &methods);
            if family.iter().all(|name| !declared.contains(name)) {
                declared.extend(family);
                let full_name = join(package, &service.name);
                self.plan.services.insert(full_name, ServiceNames { ident, methods });
                return;
            }
        }
    }

    fn claim_type(&mut self, module: &[String], name: &str, suffix: &str) -> String {
        let declared = self.plan.declared.entry(module.to_vec()).or_default();
        let suffixed = format!("{name}{suffix}");
        if !naming::is_rusts_own(name) && declared.insert(name.to_owned()) {
            return name.to_owned();
        }
        numbered(declared, &suffixed)
    }

    fn claim_module(&mut self, module: &[String], name: &str) -> String {
        let declared = self.plan.declared.entry(module.to_vec()).or_default();
        let mut name = name.to_owned();
        while !declared.insert(naming::identifier(&name)) {
            name.push('_');
        }
        naming::identifier(&name)
    }
}

/// `name`, or with a number behind it.
fn numbered(declared: &mut BTreeSet<String>, name: &str) -> String {
    let mut candidate = name.to_owned();
    let mut count = 1;
    while !declared.insert(candidate.clone()) {
        count += 1;
        candidate = format!("{name}{count}");
    }
    candidate
}

/// The identifier of `name`, with underscores behind it if there is such a one.
fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut name = name.to_owned();
    loop {
        let identifier = naming::identifier(&name);
        if taken.insert(identifier.clone()) {
            return identifier;
        }
        name.push('_');
    }
}

fn join(package: &str, name: &str) -> String {
    if package.is_empty() { name.to_owned() } else { format!("{package}.{name}") }
}
