//! `strait::proto!`: an import of `.proto` files in place, while the crate compiles.
//!
//! Users reach it as `strait::proto!`, feature `proto`, where it is documented. Unlike the other
//! macros of strait it reads files; the files are named in what comes out, so that a change of one
//! compiles the crate again.

mod arguments;

use std::path::{Path, PathBuf};

use arguments::{Arguments, Flag};
use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as TokenStream2};
use quote::{quote, quote_spanned};
use strait_import::{Import, Imported, Problems};
use syn::{LitStr, parse_macro_input};

/// See `strait::proto!`.
#[proc_macro]
pub fn proto(input: TokenStream) -> TokenStream {
    let arguments = parse_macro_input!(input as Arguments);
    expand(&arguments).unwrap_or_else(syn::Error::into_compile_error).into()
}

fn expand(arguments: &Arguments) -> syn::Result<TokenStream2> {
    let root = manifest_dir()?;
    let import = import(arguments, &root);
    let imported = import.run().map_err(|problems| errors(arguments, &problems, &root))?;
    let code: TokenStream2 = imported.inline.parse().map_err(|error| {
        syn::Error::new(Span::call_site(), format!("strait wrote what Rust cannot read: {error}"))
    })?;
    let dependencies = dependencies(arguments, &imported, &root);
    Ok(quote! { #code #dependencies })
}

/// Paths are relative to the crate, as in `include_str!` to the file; a macro knows no file.
fn manifest_dir() -> syn::Result<PathBuf> {
    let dir = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    dir.ok_or_else(|| {
        let reason = "CARGO_MANIFEST_DIR is not set, so the folder to look for `.proto` files in \
                      is not known: build with cargo, or set it";
        syn::Error::new(Span::call_site(), reason)
    })
}

fn import(arguments: &Arguments, root: &Path) -> Import {
    let mut import = Import::new().in_place();
    for include in &arguments.includes {
        import = import.include(root.join(include.value()));
    }
    for file in &arguments.files {
        import = import.file(root.join(file.value()));
    }
    for (package, module) in &arguments.external {
        import = import.external(package.value(), module.clone());
    }
    for flag in &arguments.flags {
        import = match flag {
            Flag::KeepUnknownFields => import.keep_unknown_fields(),
            Flag::StdTime => import.std_time(),
            Flag::HashMaps => import.hash_maps(),
            Flag::WithoutExtensions => import.without_extensions(),
        };
    }
    import
}

/// Each problem at the literal that names its file, or else at the first.
fn errors(arguments: &Arguments, problems: &Problems, root: &Path) -> syn::Error {
    let at = |file: Option<&str>| {
        let names = |literal: &&LitStr| {
            file.is_some_and(|file| Path::new(file) == root.join(literal.value()))
        };
        let literal = arguments.files.iter().find(names).or(arguments.files.first());
        literal.map_or_else(Span::call_site, LitStr::span)
    };
    let mut errors = problems.iter().map(|problem| {
        // The folder of the crate is known to whoever reads the error.
        let text = problem.to_string().replace(&format!("{}/", root.display()), "");
        syn::Error::new(at(problem.file.as_deref()), text)
    });
    let first = errors.next();
    let first = first.unwrap_or_else(|| syn::Error::new(Span::call_site(), "the import failed"));
    errors.fold(first, |mut all, error| {
        all.combine(error);
        all
    })
}

/// Makes the compiler watch every file that was read.
fn dependencies(arguments: &Arguments, imported: &Imported, root: &Path) -> TokenStream2 {
    let span = arguments.files.first().map_or_else(Span::call_site, LitStr::span);
    let paths = imported.read.iter().map(|path| root.join(path));
    let includes = paths.filter_map(|path| {
        let path = path.to_str()?;
        Some(quote_spanned!(span=> const _: &[u8] = ::core::include_bytes!(#path);))
    });
    quote!(#(#includes)*)
}
