//! Modules: what they import, their package, their items, and the modules in them.

use super::{
    comment,
    types::Scope,
    writer::{Arguments, Writer, bytes_literal, quoted},
};
use crate::{
    features::Features,
    model::{Item, Message},
    options::Options,
    plan::{Package, Plan},
};

/// Writes the items of one module.
pub(super) struct Items<'s, 'p, 'm> {
    pub(super) scope: &'s Scope<'p, 'm>,
    pub(super) package: &'s str,
    /// What holds unless an element says otherwise.
    pub(super) features: Features,
}

/// The items of a package, without the modules of other packages below it.
pub(super) fn package(
    out: &mut Writer,
    plan: &Plan<'_>,
    options: &Options,
    name: &str,
    package: &Package<'_>,
) {
    let module = package.module.as_slice();
    let scope = Scope::new(plan, options, module);
    let items = Items { scope: &scope, package: name, features: package.features() };
    let mut body = out.nested();
    for file in &package.files {
        items.all(&mut body, &file.items);
    }
    imports(out, &scope);
    out.gap();
    if options.in_place {
        expanded_package(out, name, package);
    } else {
        let mut arguments = Arguments::default();
        arguments.push(quoted(name));
        if package.files.iter().any(|file| file.is_edition) {
            arguments.pin("edition", "2023");
        }
        arguments.options(&package.options());
        out.macro_call(&format!("{}::package", scope.root("strait")), &arguments);
    }
    out.append(&body);
}

/// What `package!` defines, word for word: a macro that another macro defines could not hide that
/// of a module around it.
fn expanded_package(out: &mut Writer, name: &str, package: &Package<'_>) {
    let prefix = if name.is_empty() { String::new() } else { format!("{name}.") };
    let edition = if package.files.iter().any(|file| file.is_edition) { "2023" } else { "" };
    let options = package.options();
    let options = options.iter().map(|option| {
        let (text, import) = (quoted(&option.text), option.import.as_deref().unwrap_or_default());
        format!("({text}, {import:?}, {})", bytes_literal(&option.wire))
    });
    let options = options.collect::<Vec<_>>().join(", ");
    out.line("#[allow(unused_macros, unused_macro_rules)]");
    out.block("macro_rules! write_strait_package_at_the_top_of_this_module", |out| {
        out.line(&format!("() => {{ {name:?} }};"));
        out.line(&format!("(prefix) => {{ {prefix:?} }};"));
        out.line(&format!(
            "(said) => {{ ::strait::__private::v1::PackageOptions {{ edition: {edition:?}, options: &[{options}] }} }};"
        ));
    });
}

impl Items<'_, '_, '_> {
    fn all(&self, out: &mut Writer, items: &[Item]) {
        for item in items {
            match item {
                Item::Message(message) => {
                    self.message(out, message);
                    self.inside(out, message);
                }
                Item::Enum(definition) => self.enumeration(out, definition),
                Item::Service(service) => self.service(out, service),
            }
        }
    }

    /// The module of a message's oneofs and nested types.
    fn inside(&self, out: &mut Writer, message: &Message) {
        let plan = self.scope.plan;
        let Some(names) = plan.messages.get(message.full_name.as_str()) else { return };
        let Some(name) = &names.module else { return };
        let module = [self.scope.module, std::slice::from_ref(name)].concat();
        let scope = Scope::new(plan, self.scope.options, &module);
        let items = Items { scope: &scope, package: self.package, features: self.features };
        out.gap();
        let ty = plan.types.get(message.full_name.as_str()).map_or("", |ty| &ty.name);
        out.line(&format!("/// What [`{ty}`] is made of."));
        out.block(&format!("pub mod {name}"), |out| {
            let mut body = out.nested();
            for (index, oneof) in message.oneofs.iter().enumerate() {
                items.oneof(&mut body, message, oneof, index);
            }
            items.all(&mut body, &message.nested);
            imports(out, &scope);
            out.append(&body);
        });
    }
}

/// The `use` lines, the standard library's first.
fn imports(out: &mut Writer, scope: &Scope<'_, '_>) {
    let imports = scope.imports();
    let mut paths: Vec<&str> = imports.iter().map(|(path, _)| *path).collect();
    paths.dedup();
    // `std` after the others by the alphabet, before them by custom.
    paths.sort_by_key(|path| (!path.starts_with("std"), *path));
    let mut before: Option<&str> = None;
    for path in paths {
        let krate = path.split("::").next();
        if before.is_some() && before != krate {
            out.gap();
        }
        before = krate;
        let mut names: Vec<&str> =
            imports.iter().filter(|(of, _)| *of == path).map(|(_, name)| *name).collect();
        // rustfmt: types, then what begins with a small letter.
        names.sort_by_key(|name| (name.starts_with(|c: char| c.is_ascii_lowercase()), *name));
        out.import(&scope.root(path), &names);
    }
    out.gap();
}

/// What stands above everything else in the module of a package.
pub(super) fn head(out: &mut Writer, package: &Package<'_>) {
    let mut header: Vec<Vec<String>> = Vec::new();
    for lines in package.files.iter().flat_map(|file| &file.header) {
        if !header.contains(lines) {
            header.push(lines.clone());
        }
    }
    let dropped = package.dropped();
    if !dropped.is_empty() {
        let title = "Options of single files, of which the whole package has another value:";
        header.push([vec![title.to_owned()], dropped].concat());
    }
    comment::detached(out, &header);
    out.gap();
    let mut docs: Vec<&Vec<String>> = package.files.iter().map(|file| &file.package_docs).collect();
    docs.retain(|lines| !lines.is_empty());
    docs.dedup();
    for (index, lines) in docs.into_iter().enumerate() {
        if index > 0 {
            out.line("//!");
        }
        comment::docs(out, "//!", lines);
    }
    out.gap();
}
