//! A field as the user wrote it: its number, names, encoding and type.
//!
//! Fields of messages, variants of oneofs and arguments of methods are all read here; what holds
//! for a whole message is checked in [`message`](crate::message).

use std::ops::RangeInclusive;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::{Attribute, LitInt, LitStr, Token, Type, Visibility, ext::IdentExt, parse::ParseStream};

use crate::{
    attr::{self, ItemOptions},
    errors::Errors,
    naming,
    option::ProtoOption,
    paths, types,
};

/// The largest field number.
pub(crate) const MAX_NUMBER: u32 = 536_870_911;

/// The field numbers that no message may use.
const PROTOBUFS_OWN: RangeInclusive<u32> = 19_000..=19_999;

/// A field of a message.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) vis: Visibility,
    /// Its Rust name.
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: bool,
    pub(crate) required: bool,
    /// `#[required(legacy)]`: the schema says it too.
    pub(crate) legacy_required: bool,
    pub(crate) role: Role,
}

/// What a field is to the message.
#[derive(Clone)]
pub(crate) enum Role {
    /// `#[tag(n)]`.
    Tagged(Tag),
    /// `#[oneof]`.
    Oneof(Choice),
    /// `#[unknown]`.
    Unknown,
    /// `#[message(skip)]`.
    Skipped,
    /// No attribute says.
    Untagged,
    /// Reported already.
    Broken,
}

/// `#[oneof(…)]`.
#[derive(Clone)]
pub(crate) struct Choice {
    /// The enum in the `Option`.
    pub(crate) ty: Type,
    /// The name in the `.proto`.
    pub(crate) name: String,
    pub(crate) options: Vec<ProtoOption>,
}

/// `#[tag(…)]`.
#[derive(Clone)]
pub(crate) struct Tag {
    pub(crate) number: u32,
    pub(crate) span: Span,
    pub(crate) encoding: Encoding,
    /// The name in the `.proto`.
    pub(crate) name: String,
    pub(crate) json_name: Option<String>,
    /// What absence stands for, as descriptors have it.
    pub(crate) default: Option<String>,
    pub(crate) options: Vec<ProtoOption>,
}

impl Tag {
    /// The number as people write it, without `u32` at its end.
    pub(crate) fn number(&self) -> Literal {
        Literal::u32_unsuffixed(self.number)
    }

    pub(crate) fn json(&self) -> String {
        self.json_name.clone().unwrap_or_else(|| naming::json(&self.name))
    }
}

/// How a value is encoded where its type leaves a choice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    Plain,
    Sint,
    Fixed,
    Text,
    Wrapper,
    Delimited,
}

/// How a field is encoded: the type parameter of the codec's `Field`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Value(Scalar),
    Unpacked(Scalar),
    Map(Scalar, Scalar),
}

impl Encoding {
    pub(crate) const PLAIN: Self = Self::Value(Scalar::Plain);

    /// The marker type.
    pub(crate) fn marker(self) -> TokenStream {
        match self {
            Self::Value(scalar) => scalar.marker(),
            Self::Unpacked(scalar) => {
                let unpacked = paths::v1("Unpacked");
                let scalar = scalar.marker();
                quote!(#unpacked<#scalar>)
            }
            Self::Map(key, value) => {
                let (key, value) = (key.marker(), value.marker());
                quote!((#key, #value))
            }
        }
    }

    /// `Trait<Marker>` at `span`; the plain encoding is the trait's default.
    pub(crate) fn bound(self, name: &str, span: Span) -> TokenStream {
        let path = paths::v1_at(name, span);
        if self == Self::PLAIN {
            return path;
        }
        let marker = self.marker();
        quote!(#path<#marker>)
    }
}

impl Scalar {
    fn marker(self) -> TokenStream {
        paths::v1(match self {
            Self::Plain => "Plain",
            Self::Sint => "Sint",
            Self::Fixed => "Fixed",
            Self::Text => "Text",
            Self::Wrapper => "Wrapper",
            Self::Delimited => "Delimited",
        })
    }

    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        match word.to_string().as_str() {
            "sint" => Ok(Self::Sint),
            "fixed" => Ok(Self::Fixed),
            "string" => Ok(Self::Text),
            other => Err(syn::Error::new(
                word.span(),
                format!("unknown encoding `{other}`: it is `sint`, `fixed` or `string`"),
            )),
        }
    }
}

impl Field {
    /// Reads a field of a struct.
    pub(crate) fn parse(field: &syn::Field, errors: &mut Errors) -> Option<Self> {
        errors.ok(field.modifiers.require_empty());
        let ident = field.ident.clone()?;
        let role = role(&ident, field, errors);
        let required = attr::find(&field.attrs, "required");
        if let Some(attr) = required {
            check_required(attr, &field.ty, errors);
            if !matches!(role, Role::Tagged(_) | Role::Oneof(_) | Role::Broken) {
                errors.on(attr, "only a field with `#[tag(n)]` or `#[oneof]` can be required");
            }
        }
        Some(Self {
            vis: field.vis.clone(),
            ty: field.ty.clone(),
            docs: attr::docs(&field.attrs),
            deprecated: attr::is_deprecated(&field.attrs),
            required: required.is_some(),
            legacy_required: required.is_some_and(|attr| attr.meta.require_list().is_ok()),
            role,
            ident,
        })
    }

    /// A field that a macro makes up.
    pub(crate) fn tagged(ident: Ident, ty: Type, docs: Vec<String>, tag: Tag) -> Self {
        let role = Role::Tagged(tag);
        let vis = Visibility::Inherited;
        Self {
            vis,
            ident,
            ty,
            docs,
            deprecated: false,
            required: false,
            legacy_required: false,
            role,
        }
    }
}

fn role(ident: &Ident, field: &syn::Field, errors: &mut Errors) -> Role {
    let attrs = &field.attrs;
    let tag = attr::find(attrs, "tag");
    let oneof = attr::find(attrs, "oneof");
    let unknown = attr::find(attrs, "unknown");
    let skip = attr::find(attrs, "message");
    let given: Vec<&Attribute> = [tag, oneof, unknown, skip].into_iter().flatten().collect();
    if let [_, second, ..] = given.as_slice() {
        errors.on(
            second,
            "a field has one of `#[tag(n)]`, `#[oneof]`, `#[unknown]` and `#[message(skip)]`",
        );
        return Role::Broken;
    }
    if let Some(attr) = tag {
        errors_in_type(&field.ty, errors);
        return tag_of(attrs, attr, &naming::plain(ident), ident.span(), errors)
            .map_or(Role::Broken, Role::Tagged);
    }
    if let Some(attr) = oneof {
        let mut options = ItemOptions::default();
        if !starts_with_word(attr) {
            attr::require_bare(attr, errors);
        } else {
            options = ItemOptions::parse(attrs, "oneof", &["name", "option"], errors);
        }
        return match types::argument_of(&field.ty, "Option") {
            Some(inner) => Role::Oneof(Choice {
                ty: inner.clone(),
                name: oneof_name(ident, options.name.as_ref(), errors),
                options: options.options,
            }),
            None => {
                let ty = types::display(&field.ty);
                errors.on(&field.ty, format!("a oneof can be absent: write `Option<{ty}>`"));
                Role::Broken
            }
        };
    }
    if let Some(attr) = unknown {
        attr::require_bare(attr, errors);
        return Role::Unknown;
    }
    if let Some(attr) = skip {
        if attr::has_word(attrs, "message", "skip") {
            return Role::Skipped;
        }
        errors
            .on(attr, "a field takes `#[message(skip)]`; names and encodings stand in `#[tag(…)]`");
        return Role::Broken;
    }
    errors_in_type(&field.ty, errors);
    Role::Untagged
}

/// Whether a word follows in the parentheses of an attribute.
fn starts_with_word(attr: &Attribute) -> bool {
    attr.parse_args_with(|input: ParseStream<'_>| {
        let starts = input.peek(Ident::peek_any);
        input.parse::<TokenStream>()?;
        Ok(starts)
    })
    .unwrap_or(false)
}

fn oneof_name(ident: &Ident, pinned: Option<&LitStr>, errors: &mut Errors) -> String {
    let Some(pinned) = pinned else { return naming::plain(ident) };
    if !naming::is_identifier(&pinned.value()) {
        errors.on(pinned, "a oneof's name is ASCII letters, digits and `_`, no digit first");
    }
    pinned.value()
}

/// `#[required]`, or `#[required(legacy)]` on an `Option`.
fn check_required(attr: &Attribute, ty: &Type, errors: &mut Errors) {
    if attr.meta.require_path_only().is_ok() {
        return;
    }
    if attr.parse_args::<Ident>().is_ok_and(|word| word == "legacy") {
        if types::argument_of(ty, "Option").is_none() {
            let ty = types::display(ty);
            errors.on(attr, format!("proto2's `required` keeps presence, so that zero is written as well: write `Option<{ty}>`"));
        }
        return;
    }
    errors.on(attr, "a field is `#[required]`, or `#[required(legacy)]` if other languages are to require it as proto2 did");
}

/// Reports what protobuf cannot hold.
pub(crate) fn errors_in_type(ty: &Type, errors: &mut Errors) {
    for error in types::refused(ty) {
        errors.push(error);
    }
}

/// Reads `#[tag(…)]`; `name` is the protobuf name unless the attribute pins another.
pub(crate) fn tag_of(
    attrs: &[Attribute],
    attr: &Attribute,
    name: &str,
    span: Span,
    errors: &mut Errors,
) -> Option<Tag> {
    if let Some(second) = attrs.iter().filter(|attr| attr.path().is_ident("tag")).nth(1) {
        errors.on(second, "a field has one `#[tag(n)]`");
        return None;
    }
    if attr.meta.require_list().is_err() {
        errors.on(attr, "a tag is a field number in parentheses: `#[tag(1)]`");
        return None;
    }
    let options = errors.ok(attr.parse_args_with(TagOptions::parse))?;
    let name = match &options.name {
        Some(pinned) => {
            if !naming::is_identifier(&pinned.value()) {
                errors
                    .on(pinned, "a field's name is ASCII letters, digits and `_`, no digit first");
            }
            pinned.value()
        }
        None => {
            if !naming::is_identifier(name) {
                errors.at(
                    span,
                    format!(
                        "`{name}` is not a protobuf name: pin an ASCII one, `#[tag({}, name = \"…\")]`",
                        options.number
                    ),
                );
            }
            name.to_owned()
        }
    };
    check_number(options.number, options.span, errors);
    Some(Tag {
        number: options.number,
        span: options.span,
        encoding: options.encoding,
        name,
        json_name: options.json_name.map(|name| name.value()),
        default: options.default,
        options: options.options,
    })
}

fn check_number(number: u32, span: Span, errors: &mut Errors) {
    match number {
        0 => errors.at(span, "field numbers start at 1"),
        _ if PROTOBUFS_OWN.contains(&number) => {
            errors.at(span, "protobuf keeps the numbers 19000 to 19999 to itself: take another");
        }
        1..=MAX_NUMBER => {}
        _ => errors.at(span, format!("field numbers end at {MAX_NUMBER}")),
    }
}

/// The inside of `#[tag(…)]`.
struct TagOptions {
    number: u32,
    span: Span,
    encoding: Encoding,
    name: Option<LitStr>,
    json_name: Option<LitStr>,
    default: Option<String>,
    options: Vec<ProtoOption>,
}

impl TagOptions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let number: LitInt = input.parse().map_err(|error| {
            syn::Error::new(
                error.span(),
                format!(
                    "the field number comes first, an integer from 1 to {MAX_NUMBER}: `#[tag(1)]`"
                ),
            )
        })?;
        let mut options = Self {
            number: number.base10_parse().unwrap_or(u32::MAX),
            span: number.span(),
            encoding: Encoding::PLAIN,
            name: None,
            json_name: None,
            default: None,
            options: Vec::new(),
        };
        let mut words = Words::default();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let word = input.call(Ident::parse_any)?;
            match word.to_string().as_str() {
                "name" => options.name = Some(attr::string(input, "name")?),
                "default" => options.default = Some(default_value(input)?),
                "option" => options.options.push(ProtoOption::parse(input)?),
                "json_name" => options.json_name = Some(attr::string(input, "json_name")?),
                _ => words.read(&word, input)?,
            }
        }
        options.encoding = words.encoding()?;
        Ok(options)
    }
}

/// `= …`: a literal, or the name of an enum's value, as `FieldDescriptorProto.default_value` has it.
fn default_value(input: ParseStream<'_>) -> syn::Result<String> {
    input.parse::<Token![=]>()?;
    let sign = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
    let advice = "a default is a literal, or the name that an enum's value has in the .proto: `default = 5`, `default = MOOD_HAPPY`";
    if input.peek(syn::Lit) && !input.peek(syn::LitBool) {
        let literal: syn::Lit = input.parse()?;
        return match &literal {
            syn::Lit::Int(number) => Ok(format!("{sign}{}", number.base10_digits())),
            // Whole numbers are "3" in descriptors, which a literal of Rust cannot be.
            syn::Lit::Float(number) => {
                let digits = number.base10_digits();
                Ok(format!("{sign}{}", digits.strip_suffix(".0").unwrap_or(digits)))
            }
            syn::Lit::Str(text) if sign.is_empty() => Ok(text.value()),
            syn::Lit::ByteStr(bytes) if sign.is_empty() => Ok(escaped(&bytes.value())),
            other => Err(syn::Error::new(other.span(), advice)),
        };
    }
    let word =
        input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), advice))?;
    Ok(format!("{sign}{}", word.unraw()))
}

/// > For bytes, contains the C escaped value. All bytes >= 128 are escaped.
fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            b'"' | b'\'' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => text += &format!("\\{byte:03o}"),
        }
    }
    text
}

/// The words about the encoding, before it is known whether they fit together.
#[derive(Default)]
struct Words {
    scalar: Option<(Scalar, Ident)>,
    unpacked: Option<Ident>,
    key: Option<(Scalar, Ident)>,
    value: Option<(Scalar, Ident)>,
}

impl Words {
    fn read(&mut self, word: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let scalar = match word.to_string().as_str() {
            "sint" => Scalar::Sint,
            "fixed" => Scalar::Fixed,
            "string" => Scalar::Text,
            "wrapper" => Scalar::Wrapper,
            "delimited" => Scalar::Delimited,
            "unpacked" => {
                self.unpacked = Some(word.clone());
                return Ok(());
            }
            "key" | "value" => {
                input.parse::<Token![=]>()?;
                let scalar = Scalar::parse(input)?;
                let slot = if word == "key" { &mut self.key } else { &mut self.value };
                *slot = Some((scalar, word.clone()));
                return Ok(());
            }
            other => {
                return Err(syn::Error::new(
                    word.span(),
                    format!(
                        "unknown option `{other}`: a tag takes `sint`, `fixed`, `unpacked`, \
                         `wrapper`, `string`, `delimited`, `key = …`, `value = …`, `name = \"…\"`, \
                         `json_name = \"…\"`, `default = …` and `option(…)`"
                    ),
                ));
            }
        };
        if let Some((_, first)) = &self.scalar {
            return Err(syn::Error::new(
                word.span(),
                format!("a value has one encoding: `{first}` or `{word}`"),
            ));
        }
        self.scalar = Some((scalar, word.clone()));
        Ok(())
    }

    fn encoding(self) -> syn::Result<Encoding> {
        let plain =
            |word: Option<(Scalar, Ident)>| word.map_or(Scalar::Plain, |(scalar, _)| scalar);
        if let Some((_, word)) = self.key.as_ref().or(self.value.as_ref()) {
            if self.scalar.is_some() || self.unpacked.is_some() {
                return Err(syn::Error::new(
                    word.span(),
                    "a map's encodings stand in `key = …` and `value = …` only",
                ));
            }
            return Ok(Encoding::Map(plain(self.key), plain(self.value)));
        }
        match (self.unpacked, self.scalar) {
            (None, scalar) => Ok(Encoding::Value(plain(scalar))),
            (Some(word), Some((Scalar::Wrapper | Scalar::Text | Scalar::Delimited, _))) => {
                Err(syn::Error::new(
                    word.span(),
                    "only numbers are packed, so there is nothing to unpack",
                ))
            }
            (Some(_), scalar) => Ok(Encoding::Unpacked(plain(scalar))),
        }
    }
}

/// Hands out field numbers that are still free.
pub(crate) struct FreeNumbers<'a> {
    next: u32,
    reserved: &'a attr::Reserved,
}

impl<'a> FreeNumbers<'a> {
    /// Numbers above every one in use, as reviewers expect of a new field.
    pub(crate) fn above(used: impl Iterator<Item = u32>, reserved: &'a attr::Reserved) -> Self {
        let highest = used.filter(|number| number < PROTOBUFS_OWN.start()).max().unwrap_or(0);
        Self { next: highest + 1, reserved }
    }

    pub(crate) fn take(&mut self) -> u32 {
        while i32::try_from(self.next).is_ok_and(|number| self.reserved.has_number(number))
            || PROTOBUFS_OWN.contains(&self.next)
        {
            self.next += 1;
        }
        let number = self.next;
        self.next += 1;
        number
    }
}
