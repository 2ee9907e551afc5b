//! Where in Rust the definitions of an exported schema stand.
//!
//! The schema knows the path of each definition's item; the item is looked up in the source, and
//! its parts by number or name. What is not there, because a macro or another workspace has it, or
//! is there twice, behind `#[cfg]`, has no place here: it is then shown in the `.proto`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

use strait_proto_compat::descriptor::{DescriptorSet, Field, Message};
use syn::{
    Expr, ExprLit, ExprUnary, Fields, FnArg, GenericArgument, ItemEnum, ItemTrait, Lit,
    PathArguments, TraitItem, TraitItemFn, Type, UnOp, Variant, Visibility, ext::IdentExt,
    spanned::Spanned,
};

use crate::{
    attributes,
    modules::{self, Module},
    report::{Place, Span},
    workspace::{self, Package},
};

/// The items behind definitions.
#[derive(Debug, Default)]
pub(crate) struct RustItems {
    /// The path of the item of a definition, by the definition's full name.
    origins: BTreeMap<String, String>,
    /// By path; `None` for one that is there twice.
    items: BTreeMap<String, Option<Item>>,
}

/// A struct, enum or trait, or what a method or variant makes a message of.
#[derive(Debug)]
struct Item {
    /// The path of its module.
    module: String,
    file: PathBuf,
    text: Arc<str>,
    span: Span,
    parts: Vec<(Part, Span)>,
    /// The types of `#[oneof]` fields, by their last word.
    oneofs: Vec<String>,
}

/// How a part of an item is known in protobuf.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Number(i32),
    Name(String),
}

impl RustItems {
    /// Reads the source of the crates of a package's workspace that have any.
    pub(super) fn find(package: Package<'_>, origins: &BTreeMap<String, String>) -> Self {
        let crates: BTreeSet<&str> =
            origins.values().filter_map(|path| path.split("::").next()).collect();
        let plain = |(name, path): (&String, &String)| (name.clone(), path.replace("r#", ""));
        let origins = origins.iter().map(plain).collect();
        let mut found = Self { origins, items: BTreeMap::new() };
        for (name, root) in package.libraries().filter(|(name, _)| crates.contains(name.as_str())) {
            for module in modules::of_crate(&name, root) {
                found.read(&module);
            }
        }
        found
    }

    /// The place of an element of the schema.
    pub(super) fn place(
        &self,
        set: &DescriptorSet,
        place: &strait_proto_compat::Place,
    ) -> Option<Place> {
        let is_around =
            |path: &str, at: &[i32]| path == place.path && place.element.starts_with(at);
        for (file, it) in set.enums() {
            if is_around(&file.path, &it.at) {
                let value = it.values.iter().find(|value| is_around(&file.path, &value.at));
                return self.part(&it.full_name, value.map(|value| Part::Number(value.number)));
            }
        }
        for (file, it) in set.services() {
            if is_around(&file.path, &it.at) {
                let method = it.methods.iter().find(|method| is_around(&file.path, &method.at));
                return self.part(&it.full_name, method.map(|it| Part::Name(it.name.clone())));
            }
        }
        let messages = set.messages().into_iter();
        let mut around: Vec<&Message> =
            messages.filter(|(file, it)| is_around(&file.path, &it.at)).map(|(_, it)| it).collect();
        around.sort_by_key(|message| message.at.len());
        let innermost = around.pop()?;
        if innermost.is_map_entry {
            let outer = around.pop()?;
            let map = outer.fields.iter().find(|field| field.type_name == innermost.full_name);
            return self.field(outer, map?);
        }
        if let Some(field) = innermost.fields.iter().find(|it| is_around(&place.path, &it.at)) {
            return self.field(innermost, field);
        }
        let oneof = innermost.oneofs.iter().find(|it| is_around(&place.path, &it.at));
        self.part(&innermost.full_name, oneof.map(|oneof| Part::Name(oneof.name.clone())))
    }

    fn item(&self, definition: &str) -> Option<&Item> {
        self.items.get(self.origins.get(definition)?)?.as_ref()
    }

    /// A part of an item if it is said and found, or else the item.
    fn part(&self, definition: &str, part: Option<Part>) -> Option<Place> {
        let item = self.item(definition)?;
        let span = part.and_then(|part| item.span_of(&part));
        Some(item.place(span.unwrap_or(item.span)))
    }

    /// A field of a message, which may be a variant of a oneof.
    fn field(&self, message: &Message, field: &Field) -> Option<Place> {
        let item = self.item(&message.full_name)?;
        let number = Part::Number(field.number);
        let oneofs = item.oneofs.iter().filter_map(|name| self.oneof(item, name));
        let placed = [item].into_iter().chain(oneofs);
        let mut placed = placed.filter_map(|item| Some(item.place(item.span_of(&number)?)));
        let oneof = || field.oneof.clone().map(Part::Name);
        placed.next().or_else(|| self.part(&message.full_name, oneof()))
    }

    /// The enum of a `#[oneof]` field: in the same module, or the only one of its name.
    fn oneof(&self, item: &Item, name: &str) -> Option<&Item> {
        if let Some(beside) = self.items.get(&format!("{}::{name}", item.module)) {
            return beside.as_ref();
        }
        let end = format!("::{name}");
        let mut named = self.items.iter().filter(|(path, _)| path.ends_with(&end));
        match (named.next(), named.next()) {
            (Some((_, only)), None) => only.as_ref(),
            _ => None,
        }
    }

    fn read(&mut self, module: &Module) {
        for item in &module.items {
            match item {
                syn::Item::Struct(item) => {
                    let span = span(start(&item.vis, item.ident.span()), item.ident.span());
                    self.add(module, &plain(&item.ident), span, fields(&item.fields));
                }
                syn::Item::Enum(item) => self.read_enum(module, item),
                syn::Item::Trait(item) if attributes::has(&item.attrs, "rpc_service") => {
                    self.read_trait(module, item);
                }
                _ => {}
            }
        }
    }

    fn read_enum(&mut self, module: &Module, item: &ItemEnum) {
        let name = plain(&item.ident);
        let mut parts = Vec::new();
        for variant in &item.variants {
            let last = variant.discriminant.as_ref().map(|(_, number)| number.span());
            let last = last.unwrap_or_else(|| match &variant.fields {
                Fields::Unit => variant.ident.span(),
                fields => fields.span(),
            });
            let span = span(variant.ident.span(), last);
            parts.extend(number(variant).map(|number| (Part::Number(number), span)));
            // Those of errors are messages.
            let path = format!("{name}::{}", plain(&variant.ident));
            self.add(module, &path, span, fields(&variant.fields));
        }
        let span = span(start(&item.vis, item.ident.span()), item.ident.span());
        self.add(module, &name, span, (parts, Vec::new()));
    }

    fn read_trait(&mut self, module: &Module, item: &ItemTrait) {
        let name = plain(&item.ident);
        let mut parts = Vec::new();
        for method in &item.items {
            let TraitItem::Fn(method) = method else { continue };
            let span = span(method.sig.span(), method.sig.span());
            let wire_name = wire_name(method);
            let request = attributes::text(&method.attrs, "rpc", "request");
            let request = request.unwrap_or_else(|| format!("{wire_name}Request"));
            let arguments: Vec<_> = method.sig.inputs.iter().filter_map(argument).collect();
            if !arguments.is_empty() {
                self.add(module, &request, span, (arguments, Vec::new()));
            }
            // The response, if it is no message.
            let path = format!("{name}::{}", plain(&method.sig.ident));
            self.add(module, &path, span, (Vec::new(), Vec::new()));
            parts.push((Part::Name(wire_name), span));
        }
        let span = span(start(&item.vis, item.ident.span()), item.ident.span());
        self.add(module, &name, span, (parts, Vec::new()));
    }

    fn add(
        &mut self,
        module: &Module,
        name: &str,
        span: Span,
        (parts, oneofs): (Vec<(Part, Span)>, Vec<String>),
    ) {
        let Module { path, file, text, .. } = module;
        let module = path.join("::").replace("r#", "");
        let path = format!("{module}::{name}");
        let item = Item { module, file: file.clone(), text: text.clone(), span, parts, oneofs };
        let entry = self.items.entry(path);
        entry.and_modify(|item| *item = None).or_insert(Some(item));
    }
}

impl Item {
    fn span_of(&self, part: &Part) -> Option<Span> {
        self.parts.iter().find(|(known, _)| known == part).map(|(_, span)| *span)
    }

    fn place(&self, span: Span) -> Place {
        let file = workspace::shortened(&self.file).display().to_string();
        Place { file, span: Some(span), text: Some(self.text.clone()) }
    }
}

fn fields(fields: &Fields) -> (Vec<(Part, Span)>, Vec<String>) {
    let (mut parts, mut oneofs) = (Vec::new(), Vec::new());
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let span = span(start(&field.vis, ident.span()), field.ty.span());
        if let Some(number) = tag(&field.attrs) {
            parts.push((Part::Number(number), span));
        } else if attributes::has(&field.attrs, "oneof") {
            let name = attributes::text(&field.attrs, "oneof", "name");
            parts.push((Part::Name(name.unwrap_or_else(|| plain(ident))), span));
            oneofs.extend(last_word(&field.ty));
        }
    }
    (parts, oneofs)
}

/// An argument with a number.
fn argument(input: &FnArg) -> Option<(Part, Span)> {
    let FnArg::Typed(argument) = input else { return None };
    let span = span(argument.pat.span(), argument.ty.span());
    Some((Part::Number(tag(&argument.attrs)?), span))
}

fn tag(attrs: &[syn::Attribute]) -> Option<i32> {
    i32::try_from(attributes::tag(attrs)?).ok()
}

/// The number of a variant: of an enumeration its value, else its tag.
fn number(variant: &Variant) -> Option<i32> {
    let Some((_, value)) = &variant.discriminant else { return tag(&variant.attrs) };
    let (sign, literal) = match value {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => (-1_i64, &**expr),
        literal => (1, literal),
    };
    let Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) = literal else { return None };
    i32::try_from(sign * literal.base10_parse::<i64>().ok()?).ok()
}

/// `say_hello` is `SayHello` unless a name is pinned.
fn wire_name(method: &TraitItemFn) -> String {
    attributes::text(&method.attrs, "rpc", "name").unwrap_or_else(|| {
        let name = plain(&method.sig.ident);
        let words = name.split('_').map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect::<String>()
        });
        words.collect()
    })
}

/// `Contact` of `Option<contact::Contact>`.
fn last_word(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    if let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return last_word(inner);
    }
    Some(plain(&segment.ident))
}

fn plain(ident: &syn::Ident) -> String {
    ident.unraw().to_string()
}

/// Where an item or field starts, attributes apart.
fn start(vis: &Visibility, ident: proc_macro2::Span) -> proc_macro2::Span {
    match vis {
        Visibility::Inherited => ident,
        vis => vis.span(),
    }
}

fn span(first: proc_macro2::Span, last: proc_macro2::Span) -> Span {
    let (start, end) = (first.start(), last.end());
    Span {
        line: start.line,
        column: start.column + 1,
        end_line: end.line,
        end_column: end.column + 1,
    }
}
