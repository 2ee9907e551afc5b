//! HPACK from the outside: the RFC's examples, malformed blocks, limits, a model of two ends whose
//! settings change, and an implementation that others wrote.

mod limits;
mod malformed;
mod model;
mod oracle;
mod rfc_examples;
mod slots;
mod table_size;

use strait_http2::hpack::{DecodeError, Decoder, EntryId, Field, Limits, Summary};

/// A field as the tests compare it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Owned {
    name: Vec<u8>,
    value: Vec<u8>,
    id: Option<EntryId>,
    never_indexed: bool,
}

impl Owned {
    fn pair(&self) -> (&[u8], &[u8]) {
        (&self.name, &self.value)
    }
}

fn decode_within(
    decoder: &mut Decoder,
    block: &[u8],
    limits: Limits,
) -> (Result<Summary, DecodeError>, Vec<Owned>) {
    let mut fields = Vec::new();
    let result = decoder.decode(block, limits, &mut |field: Field<'_>| {
        fields.push(Owned {
            name: field.name.to_vec(),
            value: field.value.to_vec(),
            id: field.id,
            never_indexed: field.never_indexed,
        });
    });
    (result, fields)
}

const UNLIMITED: Limits =
    Limits { list_size: usize::MAX, fields: usize::MAX, abandon_at: usize::MAX };

/// Decodes without limits; the summary has to agree with the fields.
fn decode(decoder: &mut Decoder, block: &[u8]) -> Result<Vec<Owned>, DecodeError> {
    let (result, fields) = decode_within(decoder, block, UNLIMITED);
    let summary = result?;
    assert_eq!(summary.exceeded, None);
    assert_eq!(summary.fields, fields.len());
    let size: usize = fields.iter().map(|field| field.name.len() + field.value.len() + 32).sum();
    assert_eq!(summary.list_size, size);
    Ok(fields)
}

/// Octets as the RFC prints them.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(16).expect("a hexadecimal digit") as u8)
        .collect();
    assert!(digits.len().is_multiple_of(2), "half an octet in {text}");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
