//! From the enum to the model.

use syn::{Data, DeriveInput, Fields, Type};

use super::model::{Oneof, Variant};
use crate::{
    attr,
    errors::Errors,
    field::{self, Encoding, Scalar},
    naming, types,
};

pub(super) fn parse(input: &DeriveInput, errors: &mut Errors) -> Option<Oneof> {
    let Data::Enum(data) = &input.data else {
        errors.on(&input.ident, "a oneof is an enum: for a struct derive `Message`");
        return None;
    };
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "a oneof has no generics: its variants name their types");
    }
    if data.variants.is_empty() {
        errors.on(&input.ident, "a oneof has at least one variant");
    }
    let variants =
        data.variants.iter().filter_map(|variant| parse_variant(variant, errors)).collect();
    Some(Oneof {
        ident: input.ident.clone(),
        docs: attr::docs(&input.attrs),
        variants,
        uses_deprecated: attr::is_deprecated(&input.attrs)
            || data.variants.iter().any(|variant| attr::is_deprecated(&variant.attrs)),
    })
}

fn parse_variant(variant: &syn::Variant, errors: &mut Errors) -> Option<Variant> {
    let ident = &variant.ident;
    let ty = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed.first()?.ty,
        Fields::Unit => {
            errors.on(
                ident,
                format!("a variant of a oneof holds a value: write `{ident}(strait::well_known::Empty)` or `{ident}(bool)`"),
            );
            return None;
        }
        _ => {
            errors.on(
                &variant.fields,
                format!("a variant of a oneof holds one unnamed value: put several into a struct with `#[derive(Message)]` and write `{ident}(…)`"),
            );
            return None;
        }
    };
    check_type(ident, ty, errors);
    let name = naming::snake(&naming::plain(ident));
    let attr = attr::find(&variant.attrs, "tag");
    let tag =
        attr.and_then(|attr| field::tag_of(&variant.attrs, attr, &name, ident.span(), errors));
    if let (Some(attr), Some(tag)) = (attr, &tag)
        && !matches!(
            tag.encoding,
            Encoding::Value(
                Scalar::Plain | Scalar::Sint | Scalar::Fixed | Scalar::Text | Scalar::Delimited
            )
        )
    {
        errors.on(
            attr,
            "a variant of a oneof is one value: it takes `sint`, `fixed`, `string` or `delimited`",
        );
    }
    Some(Variant {
        ident: ident.clone(),
        ty: ty.clone(),
        docs: attr::docs(&variant.attrs),
        deprecated: attr::is_deprecated(&variant.attrs),
        untagged: attr.is_none(),
        tag,
    })
}

fn check_type(ident: &syn::Ident, ty: &Type, errors: &mut Errors) {
    let segment = types::last_segment(ty);
    let repeated = segment.filter(|segment| match segment.ident.to_string().as_str() {
        "HashMap" | "BTreeMap" => true,
        "Vec" => {
            types::argument_of(ty, "Vec").is_some_and(|element| types::display(element) != "u8")
        }
        _ => false,
    });
    let shown = types::display(ty);
    if repeated.is_some() {
        errors.on(
            ty,
            format!(
                "a oneof cannot hold a repeated field: put `{shown}` into a message of its own"
            ),
        );
    } else if let Some(inner) = types::argument_of(ty, "Option") {
        errors.on(
            ty,
            format!(
                "a variant that is set holds its value: write `{ident}({})`",
                types::display(inner)
            ),
        );
    } else {
        field::errors_in_type(ty, errors);
    }
}
