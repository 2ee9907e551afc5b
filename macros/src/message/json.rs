//! From the model to `JsonFields` and `JsonMessage`, in a macro that vanishes unless strait is
//! built with the feature `json`.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::{
    expand::{field_as, header_where, oneof_as},
    model::Message,
};
use crate::{
    field::{Role, Tag},
    paths,
};

pub(super) fn expand(message: &Message) -> Option<TokenStream> {
    if message.json.own {
        return None;
    }
    let fields = fields(message);
    let whole = whole(message);
    let switched = switch(&quote!(#fields #whole));
    let serde = serde(message);
    Some(quote!(#switched #serde))
}

/// `json! { … }`.
pub(crate) fn switch(content: &TokenStream) -> TokenStream {
    let json = paths::v1("json");
    quote!(#json! { #content })
}

/// `JsonName { number: 1, json: "userId", proto: "user_id" }`.
pub(crate) fn name(tag: &Tag) -> TokenStream {
    let json_name = paths::v1("JsonName");
    let (number, json, proto) = (tag.number(), tag.json(), &tag.name);
    quote!(#json_name { number: #number, json: #json, proto: #proto })
}

fn fields(message: &Message) -> TokenStream {
    let [json_name, cx_type, serialize_map, deserializer] =
        ["JsonName", "JsonContext", "SerializeMap", "Deserializer"].map(paths::v1);
    let (result, some, ok) = (paths::result(), paths::some(), paths::ok());
    let skip = paths::v1("skip_json");

    let (mut names, mut writes, mut reads) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (field, tag)) in message.tagged().into_iter().enumerate() {
        let (ident, number, of) = (&field.ident, tag.number(), field_as("JsonField", field, tag));
        let index = Literal::usize_unsuffixed(index);
        names.push(name(tag));
        writes.push(quote!(#of::write_json(&self.#ident, &Self::FIELDS[#index], out, cx)?;));
        reads.push(quote!(#number => #of::read_json(&mut self.#ident, value, cx),));
    }
    let mut oneofs = Vec::new();
    for (field, ty) in message.oneofs() {
        let (ident, of, numbers) = (&field.ident, oneof_as("JsonOneof", ty), oneof_as("Oneof", ty));
        oneofs.push(quote!(#of::FIELDS));
        writes.push(quote! {
            if let #some(oneof) = &self.#ident {
                #of::write_json(oneof, out, cx)?;
            }
        });
        reads.push(quote! {
            _ if #numbers::NUMBERS.contains(&number) => {
                #of::read_json(&mut self.#ident, number, value, cx)
            }
        });
    }
    let oneofs = (!oneofs.is_empty())
        .then(|| quote!(const ONEOFS: &'static [&'static [#json_name]] = &[#(#oneofs),*];));
    let required = required(message);
    let (out, write_cx) =
        if writes.is_empty() { (quote!(_), quote!(_)) } else { (quote!(out), quote!(cx)) };
    let (number, read_cx) =
        if reads.is_empty() { (quote!(_), quote!(_)) } else { (quote!(number), quote!(cx)) };
    let read = if reads.is_empty() {
        quote!(#skip(value))
    } else {
        quote! {
            match number {
                #(#reads)*
                _ => #skip(value),
            }
        }
    };
    let header = header_where(message, "JsonFields", "JsonMessage");
    quote! {
        #header {
            const FIELDS: &'static [#json_name] = &[#(#names),*];
            #oneofs
            #required

            fn write_fields<__W: #serialize_map>(
                &self,
                #out: &mut __W,
                #write_cx: &#cx_type<'_>,
            ) -> #result<(), __W::Error> {
                #(#writes)*
                #ok(())
            }

            fn read_field<'de, __D: #deserializer<'de>>(
                &mut self,
                #number: u32,
                value: __D,
                #read_cx: &#cx_type<'_>,
            ) -> #result<bool, __D::Error> {
                #read
            }
        }
    }
}

/// `const REQUIRED`, if there is a required field.
fn required(message: &Message) -> Option<TokenStream> {
    let required: Vec<_> = message
        .fields
        .iter()
        .filter(|field| field.required)
        .filter_map(|field| match &field.role {
            Role::Tagged(tag) => {
                let (name, number) = (tag.json(), tag.number());
                Some(quote!((#name, &[#number])))
            }
            Role::Oneof(choice) => {
                let (name, of) = (&choice.name, oneof_as("Oneof", &choice.ty));
                Some(quote!((#name, #of::NUMBERS)))
            }
            _ => None,
        })
        .collect();
    (!required.is_empty()).then(|| {
        quote! {
            const REQUIRED: &'static [(&'static str, &'static [u32])] = &[#(#required),*];
        }
    })
}

fn whole(message: &Message) -> TokenStream {
    let header = header_where(message, "JsonMessage", "JsonMessage");
    let object = paths::v1("JsonFields");
    methods(
        &header,
        &quote!(serializer),
        &quote!(deserializer),
        &quote!(cx),
        &quote!(#object::write_object(self, serializer, cx)),
        &quote!(#object::read_object(deserializer, cx)),
    )
}

/// An implementation that does nothing but exist.
pub(super) fn inert(header: &TokenStream) -> TokenStream {
    let unreachable = quote!(::core::unreachable!());
    let none = quote!(_);
    switch(&methods(header, &none, &none, &none, &unreachable, &unreachable))
}

fn methods(
    header: &TokenStream,
    serializer: &TokenStream,
    deserializer: &TokenStream,
    cx: &TokenStream,
    write: &TokenStream,
    read: &TokenStream,
) -> TokenStream {
    let [cx_type, serializer_trait, deserializer_trait] =
        ["JsonContext", "Serializer", "Deserializer"].map(paths::v1);
    let result = paths::result();
    quote! {
        #header {
            fn write_json<__S: #serializer_trait>(
                &self,
                #serializer: __S,
                #cx: &#cx_type<'_>,
            ) -> #result<__S::Ok, __S::Error> {
                #write
            }

            fn read_json<'de, __D: #deserializer_trait<'de>>(
                #deserializer: __D,
                #cx: &#cx_type<'_>,
            ) -> #result<Self, __D::Error> {
                #read
            }
        }
    }
}

/// serde's traits, in a macro that is an error without the feature `json`: they were asked for.
fn serde(message: &Message) -> Option<TokenStream> {
    let span = message.json.serde?;
    let [serializer, deserializer] = ["Serializer", "Deserializer"].map(paths::v1);
    let [to_serde, from_serde] = ["serialize_json", "deserialize_json"].map(paths::v1);
    let result = paths::result();
    let serialize = header_where(message, "Serialize", "JsonMessage");
    let deserialize = {
        let mut with_lifetime = message.generics.clone();
        let bound = paths::v1("JsonMessage");
        for parameter in with_lifetime.type_params_mut() {
            parameter.bounds.push(syn::parse_quote!(#bound));
        }
        with_lifetime.params.insert(0, syn::parse_quote!('de));
        let (ident, path) = (&message.ident, paths::v1("Deserialize"));
        let (impl_generics, _, where_clause) = with_lifetime.split_for_impl();
        let (_, ty_generics, _) = message.generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #impl_generics #path<'de> for #ident #ty_generics #where_clause
        }
    };
    let content = quote! {
        #serialize {
            fn serialize<__S: #serializer>(&self, serializer: __S) -> #result<__S::Ok, __S::Error> {
                #to_serde(self, serializer)
            }
        }

        #deserialize {
            fn deserialize<__D: #deserializer<'de>>(deserializer: __D) -> #result<Self, __D::Error> {
                #from_serde(deserializer)
            }
        }
    };
    let switch = paths::v1_at("json_serde", span);
    Some(quote_spanned!(span=> #switch! { #content }))
}
