//! The service traits of a crate, found in its source, by the paths that other crates reach them.
//!
//! Modules are followed as rustc follows them; `pub use` of a trait's schema, or of everything,
//! opens another way. What macros write is not seen: such a service is exported by its path.

use syn::{Attribute, Item, UseTree};

use crate::{
    modules::{Module, is_pub},
    report::{Diagnostic, Stop},
};

/// What the source of a crate says about services.
#[derive(Debug)]
pub(crate) struct Found {
    root: String,
    services: Vec<Service>,
}

#[derive(Debug)]
struct Service {
    /// Where it is written, from the crate's name on: `shop::orders::Orders`.
    path: String,
    /// How other crates name it, if they can.
    reached: Option<String>,
}

/// Finds them in the modules of a crate.
pub(super) fn find(crate_name: &str, modules: &[Module]) -> Found {
    let mut services = Vec::new();
    for module in modules {
        for (name, is_public) in traits(module) {
            let path = format!("{}::{name}", module.path.join("::"));
            let direct = (module.is_public && is_public).then(|| path.clone());
            let reached = direct.or_else(|| reexport(modules, &module.path, &name));
            services.push(Service { path, reached });
        }
    }
    services.sort_by(|a, b| a.path.cmp(&b.path));
    Found { root: crate_name.to_owned(), services }
}

impl Found {
    /// Every service; an error if one cannot be reached, or there is none.
    pub(super) fn all(&self) -> Result<Vec<String>, Stop> {
        if self.services.is_empty() {
            return Err(Diagnostic::new(format!("no service is found in crate `{}`", self.root))
                .help("a service is a `pub trait` with `#[rpc_service]`; if a macro writes it, name it by its path")
                .into());
        }
        let unreached = self.services.iter().filter(|service| service.reached.is_none());
        let problems: Vec<_> = unreached.map(|service| unreachable(&service.path)).collect();
        if !problems.is_empty() {
            return Err(Stop(problems));
        }
        Ok(self.services.iter().filter_map(|service| service.reached.clone()).collect())
    }

    /// The services asked for; a path that is not found is left to rustc.
    pub(super) fn chosen(&self, names: &[String]) -> Result<Vec<String>, Stop> {
        let mut chosen = Vec::new();
        let mut problems = Vec::new();
        for name in names {
            if syn::parse_str::<syn::Path>(name).is_err() {
                problems.push(
                    Diagnostic::new(format!("`{name}` is not a path of Rust"))
                        .help("name a service trait from the crate's root: `my_crate::Greeter`"),
                );
                continue;
            }
            let name = name.trim_start_matches("::").replacen("crate::", "", 1);
            let start = format!("{}::", self.root);
            let whole = if name.starts_with(&start) { name } else { format!("{start}{name}") };
            match self.services.iter().find(|service| service.path == whole) {
                Some(Service { reached: None, path }) => problems.push(unreachable(path)),
                Some(Service { reached: Some(path), .. }) => chosen.push(path.clone()),
                None => chosen.push(whole),
            }
        }
        if problems.is_empty() { Ok(chosen) } else { Err(Stop(problems)) }
    }

    /// The paths to propose.
    pub(super) fn advice(&self) -> String {
        let paths: Vec<_> = self.services.iter().filter_map(|s| s.reached.as_deref()).collect();
        match paths.as_slice() {
            [] => "a service is a `pub trait` with `#[rpc_service]`".to_owned(),
            paths => format!("the services of this crate are: {}", paths.join(", ")),
        }
    }
}

fn unreachable(path: &str) -> Diagnostic {
    let name = path.rsplit("::").next().unwrap_or(path);
    Diagnostic::new(format!("`{path}` is private, so that no other crate can export it")).help(
        format!("make the trait and its modules `pub`, or `pub use` both `{name}` and `{name}Schema` where they are public"),
    )
}

/// The service traits in a module, and whether they are public.
fn traits(module: &Module) -> impl Iterator<Item = (String, bool)> {
    module.items.iter().filter_map(|item| match item {
        Item::Trait(item) if has_word(&item.attrs, "rpc_service") => {
            Some((item.ident.to_string(), is_pub(&item.vis)))
        }
        _ => None,
    })
}

/// A public module that re-exports the schema of a trait elsewhere.
fn reexport(modules: &[Module], home: &[String], name: &str) -> Option<String> {
    let schema = format!("{name}Schema");
    for module in modules.iter().filter(|module| module.is_public) {
        for item in &module.items {
            let Item::Use(item) = item else { continue };
            if !is_pub(&item.vis) {
                continue;
            }
            let mut leaves = Vec::new();
            flatten(&item.tree, &mut Vec::new(), &mut leaves);
            for (from, renamed) in leaves {
                let from = absolute(&from, &module.path);
                let is_home = |from: &[String]| from == home;
                let is_there = match from.split_last() {
                    Some((last, rest)) if last == "*" => is_home(rest),
                    Some((last, rest)) => *last == schema && is_home(rest) && renamed == schema,
                    None => false,
                };
                if is_there {
                    return Some(format!("{}::{name}", module.path.join("::")));
                }
            }
        }
    }
    None
}

/// Every path of a `use`, with the name it has afterwards.
fn flatten(tree: &UseTree, before: &mut Vec<String>, leaves: &mut Vec<(Vec<String>, String)>) {
    let leaf = |last: String, name: String| ([before.as_slice(), &[last]].concat(), name);
    match tree {
        UseTree::Name(name) => leaves.push(leaf(name.ident.to_string(), name.ident.to_string())),
        UseTree::Rename(name) => leaves.push(leaf(name.ident.to_string(), name.rename.to_string())),
        UseTree::Glob(_) => leaves.push(leaf("*".to_owned(), "*".to_owned())),
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, leaves);
            before.pop();
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(tree, before, leaves));
        }
    }
}

/// A path of a `use` from the crate's name on.
fn absolute(path: &[String], module: &[String]) -> Vec<String> {
    let mut base = module.to_vec();
    let mut rest = path;
    while let Some((first, others)) = rest.split_first() {
        match first.as_str() {
            "crate" => base.truncate(1),
            "self" => {}
            "super" => {
                base.pop();
            }
            _ => break,
        }
        rest = others;
    }
    base.extend(rest.iter().cloned());
    base
}

fn has_word(attrs: &[Attribute], name: &str) -> bool {
    attrs.iter().any(|attr| attr.path().segments.last().is_some_and(|last| last.ident == name))
}
