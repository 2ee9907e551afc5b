//! The service traits of a crate, found in its source, by the paths that other crates reach them.
//!
//! Modules are followed as rustc follows them; `pub use` of a trait's schema, or of everything,
//! opens another way. What macros write is not seen: such a service is exported by its path.

use std::{
    fs,
    path::{Path, PathBuf},
};

use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, UseTree, Visibility};

use crate::report::{Diagnostic, Stop};

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

/// A module on the way.
struct Module {
    path: Vec<String>,
    is_public: bool,
    /// `pub use` trees.
    uses: Vec<UseTree>,
    /// The service traits in it and whether they are public.
    traits: Vec<(String, bool)>,
}

/// Reads a crate from its root file. Files that cannot be read have no services: rustc will say
/// what is wrong with them.
pub(super) fn find(crate_name: &str, root: &Path) -> Found {
    let mut modules = Vec::new();
    let folder = root.parent().unwrap_or(Path::new("")).to_owned();
    walk_file(root, &folder, &[crate_name.to_owned()], true, &mut modules);
    let mut services = Vec::new();
    for module in &modules {
        for (name, is_public) in &module.traits {
            let path = format!("{}::{name}", module.path.join("::"));
            let direct = (module.is_public && *is_public).then(|| path.clone());
            let reached = direct.or_else(|| reexport(&modules, &module.path, name));
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

fn walk_file(
    file: &Path,
    folder: &Path,
    path: &[String],
    is_public: bool,
    modules: &mut Vec<Module>,
) {
    let parsed = fs::read_to_string(file).ok().and_then(|text| syn::parse_file(&text).ok());
    if let Some(parsed) = parsed {
        walk(&parsed.items, folder, path, is_public, modules);
    }
}

/// `folder` is where the files of the module's own modules lie.
fn walk(
    items: &[Item],
    folder: &Path,
    path: &[String],
    is_public: bool,
    modules: &mut Vec<Module>,
) {
    let mut module =
        Module { path: path.to_vec(), is_public, uses: Vec::new(), traits: Vec::new() };
    for item in items {
        match item {
            Item::Trait(item) if has_word(&item.attrs, "rpc_service") => {
                module.traits.push((item.ident.to_string(), is_pub(&item.vis)));
            }
            Item::Use(item) if is_pub(&item.vis) => module.uses.push(item.tree.clone()),
            Item::Mod(item) if !is_test(&item.attrs) => {
                let name = item.ident.to_string();
                let plain = name.trim_start_matches("r#").to_owned();
                let path = [path, &[name]].concat();
                let is_public = is_public && is_pub(&item.vis);
                let below = folder.join(&plain);
                match &item.content {
                    Some((_, items)) => walk(items, &below, &path, is_public, modules),
                    None => {
                        let (file, below) = file_of(folder, &plain, &item.attrs);
                        walk_file(&file, &below, &path, is_public, modules);
                    }
                }
            }
            _ => {}
        }
    }
    modules.push(module);
}

/// The file of `mod name;` and the folder of the modules in it.
fn file_of(folder: &Path, name: &str, attrs: &[Attribute]) -> (PathBuf, PathBuf) {
    if let Some(path) = attrs.iter().find_map(path_attribute) {
        let file = folder.join(path);
        let below = file.parent().unwrap_or(folder).to_owned();
        return (file, below);
    }
    let below = folder.join(name);
    let beside = folder.join(format!("{name}.rs"));
    let file = if beside.exists() { beside } else { below.join("mod.rs") };
    (file, below)
}

/// `#[path = "…"]`
fn path_attribute(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attr.meta else { return None };
    match &meta.value {
        Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) if meta.path.is_ident("path") => {
            Some(path.value())
        }
        _ => None,
    }
}

/// A public module that re-exports the schema of a trait elsewhere.
fn reexport(modules: &[Module], home: &[String], name: &str) -> Option<String> {
    let schema = format!("{name}Schema");
    for module in modules.iter().filter(|module| module.is_public) {
        for tree in &module.uses {
            let mut leaves = Vec::new();
            flatten(tree, &mut Vec::new(), &mut leaves);
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

fn is_pub(vis: &Visibility) -> bool {
    matches!(vis, Visibility::Public(_))
}

fn has_word(attrs: &[Attribute], name: &str) -> bool {
    attrs.iter().any(|attr| attr.path().segments.last().is_some_and(|last| last.ident == name))
}

/// `#[cfg(test)]`
fn is_test(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("cfg")
            && attr.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}
