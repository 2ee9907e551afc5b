//! From the model to implementations of `Encode`, `Decode` and `Message`.
//!
//! Fields are reached by trait dispatch: `<String as Field>::encode_field(&self.name, 1, out)`.
//! What a type is, the codec decides; the derive only knows its number and its encoding.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, GenericParam, Index, parse_quote, spanned::Spanned};

use super::{
    json,
    model::{Message, Shape},
};
use crate::{
    attr::Reserved,
    errors::Errors,
    field::{Encoding, Field, Role, Scalar, Tag},
    item, naming,
    option::ProtoOption,
    paths,
};

pub(super) fn shape(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Record(message) => expand(message),
        Shape::Transparent { ident, inner, name } => {
            let [value, response] = ["transparent_value", "value_response"].map(paths::v1);
            quote! {
                #value! { #ident(#inner), #name }
                #response! { [] #ident }
            }
        }
    }
}

pub(crate) fn expand(message: &Message) -> TokenStream {
    let encode = encode(message);
    let decode = decode(message);
    let describe = describe(message);
    let assertions = assertions(message);
    let json = json::expand(message);
    quote!(#encode #decode #describe #json #assertions)
}

/// `impl<…> Trait for Message<…> where …`, with every parameter a message.
fn header(message: &Message, name: &str) -> TokenStream {
    header_where(message, name, "Message")
}

/// The same with another bound on the parameters.
pub(super) fn header_where(message: &Message, name: &str, bound: &str) -> TokenStream {
    let mut generics = message.generics.clone();
    let bound = paths::v1(bound);
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#bound));
    }
    let (ident, path) = (&message.ident, paths::v1(name));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let uses_deprecated = message.deprecated || message.fields.iter().any(|field| field.deprecated);
    let allow = uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote! {
        #[automatically_derived]
        #allow
        impl #impl_generics #path for #ident #ty_generics #where_clause
    }
}

/// `<Type as Field>`, with its errors at the type.
fn field_of(field: &Field, tag: &Tag) -> TokenStream {
    field_as("Field", field, tag)
}

/// The same as another trait.
pub(super) fn field_as(name: &str, field: &Field, tag: &Tag) -> TokenStream {
    let (ty, span) = (&field.ty, field.ty.span());
    let bound = tag.encoding.bound(name, span);
    quote_spanned!(span=> <#ty as #bound>)
}

fn oneof_of(ty: &syn::Type) -> TokenStream {
    oneof_as("Oneof", ty)
}

pub(super) fn oneof_as(name: &str, ty: &syn::Type) -> TokenStream {
    let span = ty.span();
    let oneof = paths::v1_at(name, span);
    quote_spanned!(span=> <#ty as #oneof>)
}

fn encode(message: &Message) -> TokenStream {
    let (sizes_type, writer_type) = (paths::v1("Sizes"), paths::v1("Writer"));
    let (some, none) = (paths::some(), paths::none());
    let unknown_fields = paths::v1("UnknownFields");

    let mut lengths = Vec::new();
    let mut writes = Vec::new();
    for (field, tag) in message.tagged() {
        let (ident, number, of) = (&field.ident, tag.number(), field_of(field, tag));
        lengths.push(quote!(#of::field_len(&self.#ident, #number, sizes)));
        writes.push(quote!(#of::encode_field(&self.#ident, #number, out);));
    }
    for (field, ty) in message.oneofs() {
        let (ident, of) = (&field.ident, oneof_of(ty));
        lengths.push(quote! {
            match &self.#ident {
                #some(oneof) => #of::encoded_len(oneof, sizes),
                #none => 0,
            }
        });
        writes.push(quote! {
            if let #some(oneof) = &self.#ident {
                #of::encode_fields(oneof, out);
            }
        });
    }
    let uses_arguments = !lengths.is_empty();
    if let Some(field) = message.unknown() {
        let ident = &field.ident;
        lengths.push(quote!(#unknown_fields::encoded_len(&self.#ident)));
        writes.push(quote!(#unknown_fields::encode(&self.#ident, out);));
    }
    let sizes = if uses_arguments { quote!(sizes) } else { quote!(_) };
    let out = if writes.is_empty() { quote!(_) } else { quote!(out) };
    if lengths.is_empty() {
        lengths.push(quote!(0));
    }
    // Statements rather than a sum: a oneof's `match` cannot start an operand, and a message of a
    // hundred fields would nest as deep.
    let (first, rest) =
        lengths.split_first().map_or((quote!(0), &[][..]), |(first, rest)| (quote!(#first), rest));
    let body = if rest.is_empty() {
        first
    } else {
        quote! {
            let mut len = #first;
            #(len += #rest;)*
            len
        }
    };
    let header = header(message, "Encode");
    quote! {
        #header {
            fn encoded_len(&self, #sizes: &mut #sizes_type) -> usize {
                #body
            }

            fn encode_fields(&self, #out: &mut #writer_type<'_>) {
                #(#writes)*
            }
        }
    }
}

fn decode(message: &Message) -> TokenStream {
    let (tag_type, reader_type) = (paths::v1("Tag"), paths::v1("Reader"));
    let outcome = decode_result();
    let initial = message.fields.iter().filter_map(empty);
    let merge_field = merge_field(message);
    let merge = merge(message);
    let header = header(message, "Decode");
    quote! {
        #header {
            fn empty() -> Self {
                Self { #(#initial),* }
            }

            fn merge_field(
                &mut self,
                tag: #tag_type,
                reader: &mut #reader_type<'_>,
            ) -> #outcome {
                #merge_field
            }

            #merge
        }
    }
}

fn decode_result() -> TokenStream {
    let (result, error) = (paths::result(), paths::v1("DecodeError"));
    quote!(#result<(), #error>)
}

fn empty(field: &Field) -> Option<TokenStream> {
    let ident = &field.ident;
    let none = paths::none();
    let value = match &field.role {
        Role::Tagged(tag) => {
            let of = field_of(field, tag);
            quote!(#of::empty())
        }
        Role::Oneof(_) => none,
        Role::Unknown => {
            let unknown_fields = paths::v1("UnknownFields");
            quote!(#unknown_fields::new())
        }
        Role::Skipped => {
            let (ty, span) = (&field.ty, field.ty.span());
            quote_spanned!(span=> <#ty as ::core::default::Default>::default())
        }
        Role::Untagged | Role::Broken => return None,
    };
    Some(quote!(#ident: #value))
}

fn merge_field(message: &Message) -> TokenStream {
    let (unknown, some) = (message.unknown(), paths::some());
    let mut arms = Vec::new();
    for (field, tag) in message.tagged() {
        let (ident, number, of) = (&field.ident, tag.number(), field_of(field, tag));
        let name = &tag.name;
        // A known number with a foreign wire type, or with a value that the type cannot hold, is
        // an unknown field. Fields skip such a value by themselves, or keep it if told where.
        let merge = match unknown {
            Some(Field { ident: unknown, .. }) => {
                quote!(merge_keeping(&mut self.#ident, tag, reader, #some(&mut self.#unknown)))
            }
            None => quote!(merge_field(&mut self.#ident, tag, reader)),
        };
        arms.push(quote! {
            #number => #of::#merge
                .map_err(|error| error.at(__MESSAGE, #name)),
        });
    }
    for (field, ty) in message.oneofs() {
        let (ident, of) = (&field.ident, oneof_of(ty));
        let name = naming::plain(ident);
        arms.push(quote! {
            _ if #of::accepts(tag, reader) => #of::merge_field(&mut self.#ident, tag, reader)
                .map_err(|error| error.at(__MESSAGE, #name)),
        });
    }
    let rest = match unknown {
        Some(field) => {
            let (unknown_fields, ident) = (paths::v1("UnknownFields"), &field.ident);
            quote!(#unknown_fields::merge(&mut self.#ident, tag, reader))
        }
        None => quote!(reader.skip(tag)),
    };
    if arms.is_empty() {
        return rest;
    }
    let name = name_constant(message);
    quote! {
        #name
        match tag.number {
            #(#arms)*
            _ => #rest,
        }
    }
}

/// The message's name in decode errors.
fn name_constant(message: &Message) -> TokenStream {
    let name = if message.parameters().next().is_none() {
        message.name.literal("", "")
    } else {
        let name = naming::plain(&message.ident);
        quote!(#name)
    };
    quote!(const __MESSAGE: &str = #name;)
}

/// The overriding `merge` of a message with required fields, which notes those it has seen.
fn merge(message: &Message) -> Option<TokenStream> {
    let required: Vec<&Field> = message.fields.iter().filter(|field| field.required).collect();
    if required.is_empty() {
        return None;
    }
    let (some, ok, err) = (paths::some(), paths::ok(), paths::err());
    let (reader_type, decode, error) =
        (paths::v1("Reader"), paths::v1("Decode"), paths::v1("DecodeError"));
    let outcome = decode_result();
    let count = Index::from(required.len());
    let arms = numbered(&required).map(|(i, field)| match &field.role {
        Role::Tagged(tag) => {
            let number = tag.number();
            quote!(#number => seen[#i] = true,)
        }
        Role::Oneof(choice) => {
            let of = oneof_of(&choice.ty);
            quote!(_ if #of::accepts(tag, reader) => seen[#i] = true,)
        }
        _ => TokenStream::new(),
    });
    let checks = numbered(&required).map(|(i, field)| {
        let name = match &field.role {
            Role::Tagged(tag) => tag.name.clone(),
            _ => naming::plain(&field.ident),
        };
        quote! {
            if !seen[#i] {
                return #err(#error::missing().at(__MESSAGE, #name));
            }
        }
    });
    let name = name_constant(message);
    Some(quote! {
        fn merge(&mut self, reader: &mut #reader_type<'_>) -> #outcome {
            #name
            let mut seen = [false; #count];
            while let #some(tag) = reader.tag()? {
                match tag.number {
                    #(#arms)*
                    _ => {}
                }
                #decode::merge_field(self, tag, reader)?;
            }
            #(#checks)*
            #ok(())
        }
    })
}

fn numbered<'a>(fields: &'a [&Field]) -> impl Iterator<Item = (Index, &'a Field)> {
    fields.iter().enumerate().map(|(i, &field)| (Index::from(i), field))
}

fn describe(message: &Message) -> TokenStream {
    let (builder, message_trait) = (paths::v1("MessageBuilder"), paths::v1("Message"));
    let (type_name_type, schema_type) = (paths::schema("TypeName"), paths::schema("Schema"));
    let type_name = type_name(message);
    let origin = item::origin(&message.origin);
    let comments = comments(&message.docs);
    let deprecated = message.deprecated.then(|| quote!(.deprecated()));
    let reserved = reserved(&message.reserved);
    let extensions = (!message.extensions.ranges.is_empty()).then(|| {
        let ranges = ranges(&message.extensions);
        quote!(.extensions(&[#ranges]))
    });
    let options = ProtoOption::all(&message.options);
    let package = message.name.describe_package();
    let outer = message.name.describe_outer();
    let fields = message.fields.iter().filter_map(|field| {
        let comments = self::comments(&field.docs);
        match &field.role {
            Role::Tagged(tag) => {
                let (number, name, of) = (tag.number(), &tag.name, field_of(field, tag));
                let json_name = tag.json_name.as_ref().map(|name| quote!(.json_name(#name)));
                let deprecated = field.deprecated.then(|| quote!(.deprecated_field()));
                let required = field.legacy_required.then(|| quote!(.required()));
                let said = said_of_tag(tag);
                Some(quote! {
                    .field(#number, #name, #of::describe)
                    #comments #json_name #required #said #deprecated
                })
            }
            Role::Oneof(choice) => {
                let (name, of) = (&choice.name, oneof_of(&choice.ty));
                let options = ProtoOption::all(&choice.options);
                Some(quote!(.oneof(#name, #of::describe) #comments #options))
            }
            _ => None,
        }
    });
    let header = header(message, "Message");
    quote! {
        #header {
            fn type_name() -> #type_name_type {
                #type_name
            }

            fn describe(schema: &mut #schema_type) {
                #package
                #outer
                schema.add_message(&<Self as #message_trait>::type_name(), #origin, |schema| {
                    #builder::new(schema) #comments #deprecated #reserved #extensions #options
                        #(#fields)*
                        .finish()
                });
            }
        }
    }
}

/// `.comments(&[…])`, which documents what the builder was told about last.
pub(crate) fn comments(docs: &[String]) -> Option<TokenStream> {
    (!docs.is_empty()).then(|| quote!(.comments(&[#(#docs),*])))
}

/// `.reserved(&[3..=3], &["nick"])`.
pub(crate) fn reserved(reserved: &Reserved) -> Option<TokenStream> {
    if reserved.ranges.is_empty() && reserved.names.is_empty() {
        return None;
    }
    let ranges = ranges(reserved);
    let names = &reserved.names;
    Some(quote!(.reserved(&[#ranges], &[#(#names),*])))
}

fn ranges(reserved: &Reserved) -> TokenStream {
    let ranges = reserved.ranges.iter().map(|(range, _)| {
        let [start, end] = [range.start(), range.end()].map(|&n| Literal::i32_unsuffixed(n));
        quote!(#start..=#end)
    });
    quote!(#(#ranges),*)
}

/// What a tag says that concerns the schema only, of the field that the builder was told about
/// last.
pub(crate) fn said_of_tag(tag: &Tag) -> TokenStream {
    let delimited =
        (tag.encoding == Encoding::Value(Scalar::Delimited)).then(|| quote!(.delimited()));
    let default = tag.default.as_ref().map(|value| quote!(.default_value(#value)));
    let options = ProtoOption::all(&tag.options);
    quote!(#delimited #default #options)
}

fn type_name(message: &Message) -> TokenStream {
    if message.parameters().next().is_none() {
        return message.name.type_name();
    }
    let message_trait = paths::v1("Message");
    let mut template = message.name.path.clone();
    let mut arguments = Vec::new();
    for parameter in message.parameters() {
        template = template.replace(
            &format!("{{{}}}", naming::plain(parameter)),
            &format!("{{{}}}", arguments.len()),
        );
        arguments.push(quote!(<#parameter as #message_trait>::type_name().name()));
    }
    message.name.type_name_with(quote!(::std::format!(#template, #(#arguments),*)))
}

/// Compile-time checks of what only the compiler sees: the numbers of the oneofs.
fn assertions(message: &Message) -> Option<TokenStream> {
    // A generic oneof's numbers are those of its definition, but a constant cannot name it.
    if message.parameters().next().is_some() {
        return None;
    }
    let (contains, overlap) = (paths::v1("contains_number"), paths::v1("numbers_overlap"));
    let this = &message.origin;
    let mut checks = Vec::new();
    let oneofs: Vec<_> = message.oneofs().collect();
    for (i, (field, ty)) in oneofs.iter().enumerate() {
        let (name, of) = (naming::plain(&field.ident), oneof_of(ty));
        for (other, tag) in message.tagged() {
            let (number, other) = (tag.number(), naming::plain(&other.ident));
            let advice = format!(
                "number {number} is used by oneof `{name}` and by field `{other}` of `{this}`: change one of them"
            );
            checks.push(assertion(
                ty.span(),
                &quote!(!#contains(#of::NUMBERS, #number..=#number)),
                &advice,
            ));
        }
        for (range, _) in &message.reserved.ranges {
            let [start, end] = [range.start(), range.end()].map(|&n| Literal::i32_unsuffixed(n));
            let advice = format!(
                "oneof `{name}` uses a number that `{this}` reserves, from {start} to {end}: give the variant another"
            );
            checks.push(assertion(
                ty.span(),
                &quote!(!#contains(#of::NUMBERS, #start..=#end)),
                &advice,
            ));
        }
        for (other, other_ty) in oneofs.iter().skip(i + 1) {
            let (other, other_of) = (naming::plain(&other.ident), oneof_of(other_ty));
            let advice = format!(
                "oneofs `{name}` and `{other}` of `{this}` use the same number: give one of the variants another"
            );
            checks.push(assertion(
                other_ty.span(),
                &quote!(!#overlap(#of::NUMBERS, #other_of::NUMBERS)),
                &advice,
            ));
        }
    }
    (!checks.is_empty()).then(|| quote!(#(#checks)*))
}

fn assertion(span: Span, condition: &TokenStream, advice: &str) -> TokenStream {
    quote_spanned!(span=> const _: () = ::core::assert!(#condition, #advice);)
}

/// The header of an implementation that holds whatever the parameters are: lifetimes are
/// `'static`, and types messages.
fn inert_header(input: &DeriveInput, name: &str) -> TokenStream {
    let (ident, path, message) = (&input.ident, paths::v1(name), paths::v1("Message"));
    let mut generics = input.generics.clone();
    let mut arguments = Vec::new();
    for parameter in &mut generics.params {
        arguments.push(match parameter {
            GenericParam::Lifetime(_) => quote!('static),
            GenericParam::Const(constant) => constant.ident.to_token_stream(),
            GenericParam::Type(ty) => {
                ty.bounds.push(parse_quote!(#message));
                ty.ident.to_token_stream()
            }
        });
    }
    generics.params = std::mem::take(&mut generics.params)
        .into_iter()
        .filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_)))
        .collect();
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #path for #ident<#(#arguments),*> #where_clause
    }
}

/// The errors, and implementations that do nothing but exist.
pub(super) fn inert(input: &DeriveInput, errors: Errors) -> TokenStream {
    let errors = errors.into_compile_errors();
    let [encode, decode, message] =
        ["Encode", "Decode", "Message"].map(|name| inert_header(input, name));
    let json = json::inert(&inert_header(input, "JsonMessage"));
    let [sizes, writer, tag, reader] = ["Sizes", "Writer", "Tag", "Reader"].map(paths::v1);
    let (type_name, schema) = (paths::schema("TypeName"), paths::schema("Schema"));
    let outcome = decode_result();
    quote! {
        #errors

        #encode {
            fn encoded_len(&self, _: &mut #sizes) -> usize { ::core::unreachable!() }
            fn encode_fields(&self, _: &mut #writer<'_>) {}
        }

        #decode {
            fn empty() -> Self { ::core::unreachable!() }
            fn merge_field(&mut self, _: #tag, _: &mut #reader<'_>) -> #outcome { ::core::unreachable!() }
        }

        #message {
            fn type_name() -> #type_name { ::core::unreachable!() }
            fn describe(_: &mut #schema) {}
        }

        #json
    }
}
