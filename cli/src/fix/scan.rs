//! The messages, oneofs, errors and methods of a source file, and which of their parts have
//! numbers.

use std::{
    ops::{Range, RangeInclusive},
    path::PathBuf,
    sync::Arc,
};

use proc_macro2::Span;
use syn::{
    Attribute, Field, Fields, FnArg, GenericArgument, Ident, ItemEnum, ItemStruct, ItemTrait,
    ItemUse, Pat, PatType, Path, PathArguments, Signature, TraitItem, Type, UseTree, Visibility,
    spanned::Spanned,
    visit::{self, Visit},
};

use crate::{
    attributes,
    report::{self, Diagnostic, Place},
};

/// A file of Rust.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) groups: Vec<Group>,
}

/// Parts that share one space of numbers.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: Kind,
    /// The name in Rust, without its path.
    pub(super) name: String,
    pub(super) reserved: Vec<RangeInclusive<u32>>,
    /// The types of `#[oneof]` fields, whose numbers are of the same space.
    pub(super) oneofs: Vec<String>,
    pub(super) slots: Vec<Slot>,
    /// Which of the files it is in.
    pub(super) source: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Message,
    Oneof,
    Error,
    Arguments,
}

impl Kind {
    /// What its parts are called.
    pub(super) fn member(self) -> &'static str {
        match self {
            Self::Message => "field",
            Self::Oneof | Self::Error => "variant",
            Self::Arguments => "argument",
        }
    }
}

/// A field, variant or argument.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) number: Option<u32>,
    /// Whether the source has no number for it.
    pub(super) is_missing: bool,
    /// Where an attribute goes, in bytes.
    pub(super) insert: usize,
    /// Whether the attribute stays on the line.
    pub(super) inline: bool,
    /// The name, for messages.
    pub(super) span: report::Span,
}

impl Group {
    pub(super) fn missing(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.is_missing)
    }
}

/// Reads a file; `index` is what its groups will call it.
pub(super) fn scan(path: PathBuf, text: String, index: usize) -> Result<Source, Box<Diagnostic>> {
    // Both are no tokens, and syn would take them off and shift all places.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let tokens = text.get(start..).unwrap_or_default();
    let file = tokens
        .parse::<proc_macro2::TokenStream>()
        .map_err(|error| (error.to_string(), error.span()))
        .and_then(|tokens| {
            syn::parse2::<syn::File>(tokens).map_err(|error| (error.to_string(), error.span()))
        })
        .map_err(|(message, span)| {
            Box::new(
                Diagnostic::new(format!("the file is no Rust that can be read: {message}"))
                    .at(Place {
                        file: path.display().to_string(),
                        span: Some(place(span)),
                        text: Some(Arc::from(text.as_str())),
                    })
                    .help("let `cargo check` accept the syntax first"),
            )
        })?;
    let mut scan = Scan { source: index, start, groups: Vec::new(), foreign: Vec::new() };
    scan.visit_file(&file);
    let foreign = scan.foreign;
    let mut groups = scan.groups;
    // A file that imports another crate's `Message` means that one by the bare word.
    groups.retain(|(derive, _)| derive.as_ref().is_none_or(|derive| !foreign.contains(derive)));
    let groups = groups.into_iter().map(|(_, group)| group).collect();
    Ok(Source { path, text, groups })
}

struct Scan {
    source: usize,
    /// How many bytes of the file come before the tokens.
    start: usize,
    /// Each with the bare word that derives it.
    groups: Vec<(Option<String>, Group)>,
    /// The names of derives that come from other crates.
    foreign: Vec<String>,
}

impl Visit<'_> for Scan {
    fn visit_item_use(&mut self, item: &ItemUse) {
        if let UseTree::Path(root) = &item.tree
            && !["strait", "crate", "self", "super"].iter().any(|own| root.ident == own)
        {
            leaves(&root.tree, &mut self.foreign);
        }
    }

    fn visit_item_struct(&mut self, item: &ItemStruct) {
        if let Some(derive) = derived(&item.attrs, "Message")
            && !attributes::has_word(&item.attrs, "message", "transparent")
        {
            self.message(derive, item.ident.to_string(), &item.attrs, &item.fields);
        }
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &ItemEnum) {
        if let Some(derive) = derived(&item.attrs, "Oneof") {
            self.variants(Kind::Oneof, derive, item, |_| true);
        } else if let Some(derive) = derived(&item.attrs, "RpcError") {
            // `#[status]` alone is no message.
            let travels = |attrs: &[Attribute]| {
                let status = attrs.iter().find(|attr| attributes::is(attr.path(), "status"));
                status.is_some_and(|attr| attr.meta.require_list().is_ok())
            };
            self.variants(Kind::Error, derive.clone(), item, travels);
            for variant in item.variants.iter().filter(|variant| travels(&variant.attrs)) {
                let name = format!("{}::{}", item.ident, variant.ident);
                self.message(derive.clone(), name, &[], &variant.fields);
            }
        }
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &ItemTrait) {
        if attributes::has(&item.attrs, "rpc_service") {
            for method in &item.items {
                if let TraitItem::Fn(method) = method {
                    self.arguments(&item.ident, &method.sig);
                }
            }
        }
        visit::visit_item_trait(self, item);
    }
}

impl Scan {
    fn message(
        &mut self,
        derive: Option<String>,
        name: String,
        attrs: &[Attribute],
        fields: &Fields,
    ) {
        let Fields::Named(fields) = fields else { return };
        let fields = &fields.named;
        if fields.iter().any(|field| attributes::has(&field.attrs, "prost")) {
            return;
        }
        let oneofs = fields.iter().filter(|field| attributes::has(&field.attrs, "oneof"));
        let inline = fields.iter().any(|field| is_inline(&field.attrs, field_start(field)));
        let slots = fields.iter().filter(|field| has_slot(&field.attrs)).filter_map(|field| {
            let ident = field.ident.as_ref()?;
            Some(self.slot(ident, &field.attrs, field_start(field), inline))
        });
        let group = Group {
            kind: Kind::Message,
            name,
            reserved: attributes::reserved(attrs, "message"),
            oneofs: oneofs.filter_map(|field| last_word(&field.ty)).collect(),
            slots: slots.collect(),
            source: self.source,
        };
        self.groups.push((derive, group));
    }

    fn variants(
        &mut self,
        kind: Kind,
        derive: Option<String>,
        item: &ItemEnum,
        counts: impl Fn(&[Attribute]) -> bool,
    ) {
        let variants = item.variants.iter().filter(|variant| counts(&variant.attrs));
        let inline = item.variants.iter().any(|v| is_inline(&v.attrs, v.ident.span()));
        let slots = variants
            .map(|variant| self.slot(&variant.ident, &variant.attrs, variant.ident.span(), inline));
        let group = Group {
            kind,
            name: item.ident.to_string(),
            reserved: attributes::reserved(&item.attrs, "rpc_error"),
            oneofs: Vec::new(),
            slots: slots.collect(),
            source: self.source,
        };
        self.groups.push((derive, group));
    }

    /// The arguments of a method, unless one untagged message or stream is the whole request.
    fn arguments(&mut self, service: &Ident, sig: &Signature) {
        let data: Vec<(&PatType, &Ident)> = sig.inputs.iter().filter_map(data).collect();
        let is = |ty: &Type, word| last_segment(ty).is_some_and(|segment| segment.ident == word);
        if data
            .iter()
            .any(|(argument, _)| is(&argument.ty, "Streaming") || is(&argument.ty, "Context"))
        {
            return;
        }
        if let [(only, _)] = data.as_slice()
            && !attributes::has(&only.attrs, "tag")
            && !is_std_value(&only.ty)
        {
            return;
        }
        let slots = data
            .iter()
            .map(|(argument, ident)| self.slot(ident, &argument.attrs, argument.pat.span(), true));
        let group = Group {
            kind: Kind::Arguments,
            name: format!("{service}::{}", sig.ident),
            reserved: Vec::new(),
            oneofs: Vec::new(),
            slots: slots.collect(),
            source: self.source,
        };
        self.groups.push((None, group));
    }

    fn slot(&self, ident: &Ident, attrs: &[Attribute], start: Span, inline: bool) -> Slot {
        Slot {
            name: ident.to_string(),
            number: attributes::tag(attrs),
            is_missing: !attributes::has(attrs, "tag"),
            insert: bytes(start).start + self.start,
            inline,
            span: place(ident.span()),
        }
    }
}

/// The bare word by which an item derives `name`, or `Some(None)` for a path that leads to strait.
fn derived(attrs: &[Attribute], name: &str) -> Option<Option<String>> {
    let derives = attributes::derives(attrs);
    let path = derives.iter().find(|path| attributes::is(path, name) && is_ours(path))?;
    Some(path.get_ident().map(ToString::to_string))
}

fn is_ours(path: &Path) -> bool {
    path.segments.len() == 1 || path.segments.first().is_some_and(|root| root.ident == "strait")
}

/// Whether a field needs a number, or has one.
fn has_slot(attrs: &[Attribute]) -> bool {
    !["oneof", "unknown", "message"].iter().any(|name| attributes::has(attrs, name))
}

/// The names that a `use` brings into scope.
fn leaves(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(rename) => names.push(rename.rename.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        _ => {}
    }
}

fn data(input: &FnArg) -> Option<(&PatType, &Ident)> {
    match input {
        FnArg::Typed(argument) if !matches!(&*argument.ty, Type::Reference(_)) => {
            match &*argument.pat {
                Pat::Ident(pattern) => Some((argument, &pattern.ident)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What stands after the attributes of a field.
fn field_start(field: &Field) -> Span {
    match (&field.vis, &field.ident) {
        (Visibility::Inherited, Some(ident)) => ident.span(),
        (vis, _) => vis.span(),
    }
}

/// Whether a `#[tag]` stands on the line of what it belongs to.
fn is_inline(attrs: &[Attribute], start: Span) -> bool {
    let tag = attrs.iter().find(|attr| attributes::is(attr.path(), "tag"));
    tag.is_some_and(|attr| attr.span().end().line == start.start().line)
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// `Contact` of `Option<contact::Contact>`.
fn last_word(ty: &Type) -> Option<String> {
    let segment = last_segment(ty)?;
    if let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return last_word(inner);
    }
    Some(segment.ident.to_string())
}

/// A type that is a field's and no message: the request is then made of the arguments.
fn is_std_value(ty: &Type) -> bool {
    let words = [
        "bool", "String", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64",
        "Vec", "Option", "HashMap", "BTreeMap",
    ];
    match ty {
        Type::Path(_) => {
            last_segment(ty).is_some_and(|segment| words.iter().any(|word| segment.ident == word))
        }
        _ => matches!(ty, Type::Array(_)),
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.byte_range()
}

fn place(span: Span) -> report::Span {
    let (start, end) = (span.start(), span.end());
    report::Span {
        line: start.line,
        column: start.column + 1,
        end_line: end.line,
        end_column: end.column + 1,
    }
}
