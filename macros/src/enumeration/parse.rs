//! From the enum to the model.

use syn::{Data, DeriveInput, Expr, ExprLit, ExprUnary, Fields, Lit, UnOp, spanned::Spanned};

use super::model::{Enumeration, Value};
use crate::{
    attr::{self, ItemOptions},
    errors::Errors,
    item::ItemName,
    naming,
};

pub(super) fn parse(input: &DeriveInput, errors: &mut Errors) -> Option<Enumeration> {
    let options = ItemOptions::parse(
        &input.attrs,
        "enumeration",
        &["closed", "name", "option", "package", "reserved", "within"],
        errors,
    );
    let Data::Enum(data) = &input.data else {
        errors.on(&input.ident, "an enumeration is an enum: for a struct derive `Message`");
        return None;
    };
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "an enumeration has no generics");
    }
    let name = ItemName::of(&input.ident, &options, errors);
    let prefix = naming::screaming_snake(name.last());
    let values: Vec<Value> =
        data.variants.iter().filter_map(|variant| parse_value(variant, &prefix, errors)).collect();
    Some(Enumeration {
        ident: input.ident.clone(),
        name,
        docs: attr::docs(&input.attrs),
        deprecated: attr::is_deprecated(&input.attrs),
        reserved: options.reserved,
        options: options.options,
        closed: options.closed,
        incomplete: values.len() < data.variants.len(),
        values,
    })
}

fn parse_value(variant: &syn::Variant, prefix: &str, errors: &mut Errors) -> Option<Value> {
    let ident = &variant.ident;
    if !matches!(variant.fields, Fields::Unit) {
        errors.on(
            &variant.fields,
            "a value of a protobuf enum holds nothing: for variants with a payload derive `Oneof`",
        );
        return None;
    }
    let options =
        ItemOptions::parse(&variant.attrs, "enumeration", &["alias", "name", "option"], errors);
    let name = match &options.name {
        Some(pinned) => pinned.value(),
        None => format!("{prefix}_{}", naming::screaming_snake(&naming::plain(ident))),
    };
    if !naming::is_identifier(&name) {
        errors.at(
            options.name.as_ref().map_or(ident.span(), Spanned::span),
            format!(
                "`{name}` is not a protobuf name: pin an ASCII one, `#[enumeration(name = \"…\")]`"
            ),
        );
    }
    if let Some(tag) = attr::find(&variant.attrs, "tag") {
        errors.on(tag, format!("a value of an enum has its number as discriminant: `{ident} = 1`"));
    }
    let (number, span) = match &variant.discriminant {
        None => (None, ident.span()),
        Some((_, expression)) => {
            let number = literal(expression);
            if number.is_none() {
                errors.on(expression, "write the number itself, from -2147483648 to 2147483647: it is part of the wire format");
                return None;
            }
            (number, expression.span())
        }
    };
    Some(Value {
        ident: ident.clone(),
        name,
        number,
        span,
        docs: attr::docs(&variant.attrs),
        deprecated: attr::is_deprecated(&variant.attrs),
        options: options.options,
        aliases: options.aliases,
        default: attr::find(&variant.attrs, "default").is_some(),
    })
}

/// An integer literal, with or without a sign.
fn literal(expression: &Expr) -> Option<i32> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => literal.base10_parse().ok(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match &**expr {
            Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => {
                literal.base10_parse::<i64>().ok().and_then(|value| i32::try_from(-value).ok())
            }
            _ => None,
        },
        Expr::Group(group) => literal(&group.expr),
        Expr::Paren(paren) => literal(&paren.expr),
        _ => None,
    }
}
