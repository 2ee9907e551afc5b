//! The members of a message in the order of the file, and what protobuf makes up beside them.

use crate::schema::{FieldDef, FieldType, Label, MessageDef, OneofDef};

/// What stands in the body of a message.
pub(crate) enum Member<'m> {
    Field(&'m FieldDef),
    /// A oneof, with its fields.
    Oneof(&'m OneofDef, Vec<&'m FieldDef>),
}

/// The fields as declared, those of a oneof together where the first of them is.
pub(crate) fn members(message: &MessageDef) -> Vec<Member<'_>> {
    let mut members: Vec<Member<'_>> = vec![];
    let mut seen = vec![];
    for field in &message.fields {
        let Some(index) = field.oneof else {
            members.push(Member::Field(field));
            continue;
        };
        let Some(oneof) = message.oneofs.get(index) else { continue };
        if !seen.contains(&index) {
            seen.push(index);
            let fields = message.fields.iter().filter(|f| f.oneof == Some(index));
            members.push(Member::Oneof(oneof, fields.collect()));
        }
    }
    members
}

/// Whether the field is written with `optional`: a message has presence without it.
pub(crate) fn is_optional(field: &FieldDef) -> bool {
    field.kind.label == Label::Optional
        && matches!(field.kind.ty, FieldType::Scalar(_) | FieldType::Enum(_))
}

/// The oneofs that protobuf makes for `optional` fields, for readers that know no `optional`, in
/// the order of the file.
pub(crate) fn synthetic_oneofs(message: &MessageDef) -> Vec<(&FieldDef, String)> {
    let fields = message.fields.iter().map(|field| &field.name);
    let oneofs = message.oneofs.iter().map(|oneof| &oneof.name);
    let mut taken: Vec<String> = fields.chain(oneofs).cloned().collect();
    let optional = message.fields.iter().filter(|field| is_optional(field));
    optional
        .map(|field| {
            let mut name = field.name.clone();
            // Two underscores at the start belong to C++.
            if !name.starts_with('_') {
                name.insert(0, '_');
            }
            while taken.contains(&name) {
                name.insert(0, 'X');
            }
            taken.push(name.clone());
            (field, name)
        })
        .collect()
}
