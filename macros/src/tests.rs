//! The macros as functions from text to text: what comes out is compared with `tests/golden`, and
//! what they complain about with the outputs in the `tests` crate.

use std::{env, fs, path::Path};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Attribute, Expr, File, Item, Lit, Macro, Meta, Stmt, Token, parse_quote, punctuated::Punctuated,
};

/// What comes out of `name.in.rs` is in `name.out.rs`; `STRAIT_UPDATE=1` writes it again.
#[test]
fn expansions_are_as_reviewed() {
    let update = env::var_os("STRAIT_UPDATE").is_some();
    let mut different = Vec::new();
    for input in files(&manifest().join("tests/golden")) {
        let name =
            input.file_name().and_then(|name| name.to_str()).expect("a file name").to_owned();
        let Some(name) = name.strip_suffix(".in.rs") else { continue };
        let expansion = expand_file(&read(&input));
        let errors = compile_errors(&expansion);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let expansion = readable(expansion);
        let output = input.with_file_name(format!("{name}.out.rs"));
        if update {
            fs::write(&output, &expansion).expect("the golden can be written");
        } else if expansion != read(&output) {
            different.push(name.to_owned());
        }
    }
    assert!(different.is_empty(), "STRAIT_UPDATE=1 shows the difference in: {different:?}");
}

/// rustc arranges the outputs in `tests/ui`, and they are compared where they were made; that the
/// macros find each mistake holds for every rustc.
#[test]
fn every_mistake_of_the_ui_tests_is_found() {
    let ui = manifest().join("../tests/ui");
    let mut mistakes = 0;
    for topic in ["message", "enumeration", "oneof", "error", "service"] {
        for file in files(&ui.join(topic)) {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let found = compile_errors(&expand_file(&read(&file)));
            let output = read(&file.with_extension("stderr"));
            let shown = errors_without_code(&output);
            let first_lines: Vec<_> =
                found.iter().map(|error| error.lines().next().unwrap_or_default()).collect();
            for error in &first_lines {
                assert!(shown.contains(error), "{}: not shown: {error}", file.display());
            }
            for error in &shown {
                assert!(first_lines.contains(error), "{}: not found: {error}", file.display());
            }
            mistakes += shown.len();
        }
    }
    assert!(mistakes > 100, "only {mistakes} mistakes in {}", ui.display());
}

fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<_> =
        entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    files.sort();
    files
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All that our macros make of the items of a file.
fn expand_file(text: &str) -> File {
    let file = syn::parse_file(text).expect("the input is Rust");
    let expansions = file.items.iter().map(expand_item);
    syn::parse2(quote!(#(#expansions)*)).expect("the output is Rust")
}

fn expand_item(item: &Item) -> TokenStream {
    let attrs: &[Attribute] = match item {
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        _ => &[],
    };
    attrs.iter().map(|attr| expand_attribute(attr, item)).collect()
}

fn expand_attribute(attr: &Attribute, item: &Item) -> TokenStream {
    let last = |path: &syn::Path| path.segments.last().map(|segment| segment.ident.to_string());
    if last(attr.path()).as_deref() == Some("rpc_service") {
        let arguments = match &attr.meta {
            Meta::List(list) => list.tokens.clone(),
            _ => TokenStream::new(),
        };
        let mut item = item.clone();
        if let Item::Trait(item) = &mut item {
            item.attrs.retain(|other| other != attr);
        }
        return crate::service::attribute(arguments, &item.to_token_stream());
    }
    if !attr.path().is_ident("derive") {
        return TokenStream::new();
    }
    let derives = attr
        .parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
        .expect("derives are paths");
    let input: syn::DeriveInput = parse_quote!(#item);
    let expand = |path: &syn::Path| match last(path).as_deref() {
        Some("Message") => crate::message::derive(&input),
        Some("Enumeration") => crate::enumeration::derive(&input),
        Some("Oneof") => crate::oneof::derive(&input),
        Some("RpcError") => crate::error::derive(&input),
        _ => TokenStream::new(),
    };
    derives.iter().map(expand).collect()
}

/// The expansion as text, with `v1` for the long path to the runtime.
fn readable(expansion: File) -> String {
    let tokens = without_feature_switches(expansion).into_token_stream().to_string();
    let short = tokens.replace(":: strait :: __private :: v1 ::", "v1 ::");
    let text = prettyplease::unparse(&syn::parse_str(&short).expect("a shorter path is Rust"));
    format!("// `v1` stands for `::strait::__private::v1`.\n\n{text}")
}

/// The content of `server! { … }`, `client! { … }` and `json! { … }`, as it is with the features
/// on.
fn without_feature_switches(mut file: File) -> File {
    let unwrapped = std::mem::take(&mut file.items).into_iter().flat_map(|item| match item {
        Item::Macro(switch) if is_feature_switch(&switch.mac) => switched(switch.mac),
        Item::Const(mut constant) => {
            if let Expr::Block(block) = &mut *constant.expr {
                let stmts = std::mem::take(&mut block.block.stmts).into_iter();
                block.block.stmts = stmts.flat_map(without_feature_switch).collect();
            }
            vec![Item::Const(constant)]
        }
        other => vec![other],
    });
    file.items = unwrapped.collect();
    file
}

fn without_feature_switch(stmt: Stmt) -> Vec<Stmt> {
    match stmt {
        Stmt::Macro(switch) if is_feature_switch(&switch.mac) => {
            switched(switch.mac).into_iter().map(Stmt::Item).collect()
        }
        Stmt::Item(Item::Macro(switch)) if is_feature_switch(&switch.mac) => {
            switched(switch.mac).into_iter().map(Stmt::Item).collect()
        }
        other => vec![other],
    }
}

fn is_feature_switch(mac: &Macro) -> bool {
    let switches = ["server", "client", "json", "json_serde"];
    mac.path.segments.last().is_some_and(|last| switches.iter().any(|switch| last.ident == switch))
}

fn switched(mac: Macro) -> Vec<Item> {
    syn::parse2::<File>(mac.tokens).expect("the switch holds items").items
}

/// The texts of the `compile_error!`s.
fn compile_errors(file: &File) -> Vec<String> {
    let errors = file.items.iter().filter_map(|item| match item {
        Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
            match syn::parse2::<Expr>(item.mac.tokens.clone()) {
                Ok(Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. })) => Some(text.value()),
                other => panic!("{other:?}"),
            }
        }
        _ => None,
    });
    errors.collect()
}

/// The first lines of errors that are not rustc's own.
fn errors_without_code(output: &str) -> Vec<&str> {
    let rustc = ["future cannot be sent between threads safely"];
    let errors = output.lines().filter_map(|line| line.strip_prefix("error: "));
    errors.filter(|error| !rustc.contains(error)).collect()
}
