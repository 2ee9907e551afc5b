//! `schema_test!`: a test that the committed `.proto` files say what the traits say.
//!
//! The test itself is `check_committed_protos` of the runtime; this writes its call, because only
//! a procedural macro can turn `Greeter` into `GreeterSchema`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{
    LitStr, Path, Token, bracketed,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::{naming, paths};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    syn::parse2(input).map_or_else(syn::Error::into_compile_error, |input| test(&input))
}

/// `"proto/", [Greeter, shop::Orders]`
struct Input {
    dir: LitStr,
    services: Vec<Path>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let dir = input.parse().map_err(|error| explain(&error))?;
        input.parse::<Token![,]>().map_err(|error| explain(&error))?;
        let list;
        bracketed!(list in input);
        let services =
            Punctuated::<Path, Token![,]>::parse_terminated_with(&list, Path::parse_mod_style)?;
        input.parse::<Option<Token![,]>>()?;
        if !input.is_empty() {
            return Err(explain(&input.error("")));
        }
        if services.is_empty() {
            return Err(syn::Error::new(list.span(), "list at least one service: `[Greeter]`"));
        }
        Ok(Self { dir, services: services.into_iter().collect() })
    }
}

fn explain(error: &syn::Error) -> syn::Error {
    syn::Error::new(
        error.span(),
        "write a folder and a list of service traits: `schema_test!(\"proto/\", [Greeter])`",
    )
}

fn test(Input { dir, services }: &Input) -> TokenStream {
    let [service_schema, check] = ["ServiceSchema", "check_committed_protos"].map(paths::v1);
    let schema = paths::schema("Schema");
    let name = test_name(services);
    let schemas = services.iter().map(schema_of);
    quote! {
        #[test]
        fn #name() {
            let mut schema = #schema::new();
            #(<#schemas as #service_schema>::describe(&mut schema);)*
            #check(::core::env!("CARGO_MANIFEST_DIR"), #dir, &schema);
        }
    }
}

/// `shop::Orders` → `shop::OrdersSchema`
fn schema_of(service: &Path) -> Path {
    let mut path = service.clone();
    if let Some(last) = path.segments.last_mut() {
        last.ident =
            Ident::new(&format!("{}Schema", naming::plain(&last.ident)), last.ident.span());
    }
    path
}

/// A name of its own for each list, so that a module can have several such tests.
fn test_name(services: &[Path]) -> Ident {
    let names: Vec<_> = services
        .iter()
        .filter_map(|path| path.segments.last())
        .map(|segment| naming::snake(&naming::plain(&segment.ident)))
        .collect();
    format_ident!("proto_files_are_those_of_{}", names.join("_and_"), span = Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_is_named_after_its_services() {
        let test = expand(quote!("proto", [Greeter, shop::HTTPOrders])).to_string();
        assert!(test.contains("fn proto_files_are_those_of_greeter_and_http_orders"), "{test}");
        assert!(test.contains("shop :: HTTPOrdersSchema as"), "{test}");
    }

    #[test]
    fn mistakes_are_explained() {
        for (input, advice) in [
            (quote!(), "a folder and a list"),
            (quote!([Greeter]), "a folder and a list"),
            (quote!("proto"), "a folder and a list"),
            (quote!("proto", []), "at least one"),
            (quote!("proto", [Greeter], 1), "a folder and a list"),
        ] {
            let error = expand(input.clone()).to_string();
            assert!(error.contains("compile_error") && error.contains(advice), "{input}: {error}");
        }
    }
}
