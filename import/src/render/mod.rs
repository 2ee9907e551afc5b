//! From the plan to text that rustfmt leaves as it is.

mod comment;
mod lints;
mod message;
mod module;
mod service;
mod types;
mod writer;

use std::collections::BTreeMap;

use writer::Writer;
pub(crate) use writer::bytes_literal;

use crate::{
    options::Options,
    plan::{Package, Plan},
};

/// A module of a package, or one that only leads there.
#[derive(Default)]
struct Node<'p, 'm> {
    package: Option<(&'p str, &'p Package<'m>)>,
    children: BTreeMap<String, Node<'p, 'm>>,
}

/// Each module as a file: its path without `.rs`, and its text.
pub(crate) fn files(plan: &Plan<'_>, options: &Options) -> Vec<(Vec<String>, String)> {
    let root = tree(plan);
    let mut files = Vec::new();
    for (name, node) in &root.children {
        file(plan, options, std::slice::from_ref(name), node, &mut files);
    }
    files
}

/// All modules in one text, one within the other.
pub(crate) fn inline(plan: &Plan<'_>, options: &Options) -> String {
    let mut out = Writer::default();
    for (name, node) in &tree(plan).children {
        nested(&mut out, plan, options, name, node);
    }
    out.finish()
}

fn tree<'p, 'm>(plan: &'p Plan<'m>) -> Node<'p, 'm> {
    let mut root = Node::default();
    for (name, package) in &plan.packages {
        if package.external.is_some() {
            continue;
        }
        let mut node = &mut root;
        for part in &package.module {
            node = node.children.entry(part.clone()).or_default();
        }
        node.package = Some((name, package));
    }
    root
}

fn file(
    plan: &Plan<'_>,
    options: &Options,
    module: &[String],
    node: &Node<'_, '_>,
    files: &mut Vec<(Vec<String>, String)>,
) {
    let mut out = Writer::default();
    if let Some((_, package)) = &node.package {
        module::head(&mut out, package);
    }
    lints::allow(&mut out, plan, module.last().map(String::as_str), node);
    out.gap();
    // Before `package!`, which everything behind it would inherit.
    for name in node.children.keys() {
        out.line(&format!("pub mod {name};"));
    }
    out.gap();
    if let Some((name, package)) = node.package {
        module::package(&mut out, plan, options, name, package);
    }
    files.push((module.to_vec(), out.finish()));
    for (name, child) in &node.children {
        file(plan, options, &[module, std::slice::from_ref(name)].concat(), child, files);
    }
}

fn nested(out: &mut Writer, plan: &Plan<'_>, options: &Options, name: &str, node: &Node<'_, '_>) {
    out.gap();
    out.block(&format!("pub mod {name}"), |out| {
        if let Some((_, package)) = &node.package {
            module::head(out, package);
        }
        lints::allow(out, plan, Some(name), node);
        out.gap();
        for (name, child) in &node.children {
            nested(out, plan, options, name, child);
        }
        out.gap();
        if let Some((name, package)) = node.package {
            module::package(out, plan, options, name, package);
        }
    });
}
