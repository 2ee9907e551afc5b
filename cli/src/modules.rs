//! The modules of a crate, found in its source as rustc follows them.
//!
//! What macros write is not seen, and of `#[cfg]` only that of tests is honoured.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Visibility};

/// A module.
pub(crate) struct Module {
    /// From the crate's name on, as Rust writes it: `["shop", "r#type"]`.
    pub(crate) path: Vec<String>,
    /// Whether it and all around it are `pub`.
    pub(crate) is_public: bool,
    pub(crate) items: Vec<Item>,
    /// The file it is written in.
    pub(crate) file: PathBuf,
    /// The text of the file.
    pub(crate) text: Arc<str>,
}

/// Reads a crate from its root file, a module after those in it. Files that cannot be read have no
/// modules: rustc will say what is wrong with them.
pub(crate) fn of_crate(name: &str, root: &Path) -> Vec<Module> {
    let mut modules = Vec::new();
    let folder = root.parent().unwrap_or(Path::new("")).to_owned();
    walk_file(root, &folder, &[name.to_owned()], true, &mut modules);
    modules
}

pub(crate) fn is_pub(vis: &Visibility) -> bool {
    matches!(vis, Visibility::Public(_))
}

fn walk_file(
    file: &Path,
    folder: &Path,
    path: &[String],
    is_public: bool,
    modules: &mut Vec<Module>,
) {
    let Ok(text) = fs::read_to_string(file) else { return };
    let Ok(parsed) = syn::parse_file(&text) else { return };
    let module = Module {
        path: path.to_vec(),
        is_public,
        items: parsed.items,
        file: file.to_owned(),
        text: text.into(),
    };
    walk(module, folder, modules);
}

/// `folder` is where the files of the module's own modules lie.
fn walk(module: Module, folder: &Path, modules: &mut Vec<Module>) {
    for item in &module.items {
        let Item::Mod(item) = item else { continue };
        if is_test(&item.attrs) {
            continue;
        }
        let name = item.ident.to_string();
        let plain = name.trim_start_matches("r#").to_owned();
        let path = [module.path.as_slice(), &[name]].concat();
        let is_public = module.is_public && is_pub(&item.vis);
        match &item.content {
            Some((_, items)) => {
                let (items, file, text) = (items.clone(), module.file.clone(), module.text.clone());
                let inner = Module { path, is_public, items, file, text };
                walk(inner, &folder.join(&plain), modules);
            }
            None => {
                let (file, below) = file_of(folder, &plain, &item.attrs);
                walk_file(&file, &below, &path, is_public, modules);
            }
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

/// `#[cfg(test)]`
fn is_test(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("cfg")
            && attr.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}
