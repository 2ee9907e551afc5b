//! The full protobuf name of an item, and the tokens that state it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{LitStr, Path, spanned::Spanned};

use crate::{attr::ItemOptions, errors::Errors, naming, paths};

/// A message, enum or service by its protobuf name. The package is known to the compiler but not
/// to the macro, unless the item names its own.
pub(crate) struct ItemName {
    package: Option<LitStr>,
    /// The path within the package; of a generic message with `{T}` in it.
    pub(crate) path: String,
    /// The message around a nested type, which makes it part of every schema of that type.
    within: Option<Path>,
    /// Where errors about the name belong.
    pub(crate) span: Span,
}

impl ItemName {
    /// The name an item has by its options or else its identifier.
    pub(crate) fn of(ident: &Ident, options: &ItemOptions, errors: &mut Errors) -> Self {
        let (path, span) = match &options.name {
            Some(pinned) => (pinned.value(), pinned.span()),
            None => (naming::plain(ident), ident.span()),
        };
        let without_parameters: String = path.chars().filter(|c| !matches!(c, '{' | '}')).collect();
        if !naming::is_dotted(&without_parameters) {
            errors.at(
                span,
                format!(
                    "`{path}` is not a protobuf name: use ASCII letters, digits and `_`, with \
                     dots between the names of nested types"
                ),
            );
        }
        if let Some(outer) = &options.within
            && !path.contains('.')
        {
            errors.on(
                outer,
                format!(
                    "a nested type has the name of the message around it in its own: \
                     `name = \"{}.{path}\"`",
                    outer.segments.last().map_or_else(String::new, |last| last.ident.to_string())
                ),
            );
        }
        Self {
            package: options.package.clone(),
            path,
            within: options.within.clone(),
            span: ident.span(),
        }
    }

    /// A type in the same package; `path` may be nested.
    pub(crate) fn sibling(&self, path: String) -> Self {
        Self { package: self.package.clone(), path, within: None, span: self.span }
    }

    /// Whether it is this type of a package that the item itself names.
    pub(crate) fn is(&self, package: &str, path: &str) -> bool {
        self.path == path && self.package.as_ref().is_some_and(|own| own.value() == package)
    }

    /// The last part of the path.
    pub(crate) fn last(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or(&self.path)
    }

    /// `TypeName::new("greeter", "HelloRequest")`.
    pub(crate) fn type_name(&self) -> TokenStream {
        self.type_name_with(&self.path)
    }

    /// The same with tokens for the path.
    pub(crate) fn type_name_with(&self, path: impl quote::ToTokens) -> TokenStream {
        let type_name = paths::schema("TypeName");
        let package = match &self.package {
            Some(package) => quote!(#package),
            None => paths::package(self.span),
        };
        quote!(#type_name::new(#package, #path))
    }

    /// A statement that adds the message around this type to `schema`. Unless something else
    /// refers to that message, nothing would.
    pub(crate) fn describe_outer(&self) -> Option<TokenStream> {
        let outer = self.within.as_ref()?;
        let message = paths::v1_at("Message", outer.span());
        Some(quote!(<#outer as #message>::describe(schema);))
    }

    /// A statement that adds what the module says of its package to `schema`. An item that names
    /// another package knows nothing of it.
    pub(crate) fn describe_package(&self) -> Option<TokenStream> {
        if self.package.is_some() {
            return None;
        }
        let describe = paths::v1("describe_package");
        let (package, said) = (paths::package(self.span), paths::package_said(self.span));
        Some(quote!(#describe(schema, #package, &#said);))
    }

    /// The full name, between `before` and `after`, as a string constant.
    pub(crate) fn literal(&self, before: &str, after: &str) -> TokenStream {
        let rest = format!("{}{after}", self.path);
        match &self.package {
            Some(package) if package.value().is_empty() => {
                let whole = format!("{before}{rest}");
                quote!(#whole)
            }
            Some(package) => {
                let whole = format!("{before}{}.{rest}", package.value());
                quote!(#whole)
            }
            None => {
                let prefix = paths::package_prefix(self.span);
                let before = (!before.is_empty()).then(|| quote!(#before,));
                quote!(::core::concat!(#before #prefix, #rest))
            }
        }
    }
}

/// The Rust item behind a definition, for messages about two that claim one name.
pub(crate) fn origin(name: &str) -> TokenStream {
    let name = format!("::{name}");
    quote!(::core::concat!(::core::module_path!(), #name))
}
