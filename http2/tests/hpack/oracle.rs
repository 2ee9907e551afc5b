//! Against `fluke-hpack`, which others wrote: what we encode it decodes, what it encodes we decode,
//! and of blocks bent at random both make the same.

use fluke_hpack::decoder::DecoderError;
use proptest::prelude::*;
use strait_http2::hpack::{DecodeError, Decoder, Encoder, Indexing};

use crate::decode;

type Fields = Vec<(Vec<u8>, Vec<u8>)>;

fn fields() -> impl Strategy<Value = Fields> {
    let name = prop_oneof![
        prop::sample::select(vec![":path", ":status", "te", "user-agent", "grpc-status", "x"])
            .prop_map(|name| name.as_bytes().to_vec()),
        "[a-z-]{1,20}".prop_map(String::into_bytes),
    ];
    let value = prop_oneof![
        "[ -~]{0,40}".prop_map(String::into_bytes),
        prop::sample::select(vec!["/", "200", "0", "trailers"])
            .prop_map(|value| value.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    prop::collection::vec((name, value), 1..12)
}

fn indexing() -> impl Strategy<Value = Indexing> {
    prop::sample::select(vec![Indexing::Incremental, Indexing::Without, Indexing::Never])
}

fn ours(decoder: &mut Decoder, block: &[u8]) -> Result<Fields, DecodeError> {
    decode(decoder, block)
        .map(|fields| fields.into_iter().map(|field| (field.name, field.value)).collect())
}

fn encode(encoder: &mut Encoder, fields: &Fields, indexing: Indexing) -> Vec<u8> {
    let mut out = Vec::new();
    let mut block = encoder.block(&mut out);
    for (name, value) in fields {
        block.field(&name[..], value, indexing);
    }
    out
}

/// Where we are stricter than fluke-hpack, each time as the RFC says.
fn is_strictness(error: DecodeError) -> bool {
    matches!(
        error,
        DecodeError::SizeUpdateMisplaced
            | DecodeError::SizeUpdatesTooMany
            | DecodeError::IntegerTooLong
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_decodes_what_we_encode(
        blocks in prop::collection::vec((fields(), indexing(), prop::option::of(0..600_u32)), 1..20)
    ) {
        let (mut encoder, mut oracle) = (Encoder::new(4096), fluke_hpack::Decoder::new());
        oracle.set_max_allowed_table_size(4096);
        for (fields, indexing, size) in blocks {
            if let Some(size) = size {
                encoder.set_max_size(size);
            }
            let wire = encode(&mut encoder, &fields, indexing);
            prop_assert_eq!(oracle.decode(&wire).expect("what our encoder makes"), fields);
        }
    }

    #[test]
    fn we_decode_what_it_encodes(blocks in prop::collection::vec(fields(), 1..20)) {
        let (mut oracle, mut decoder) = (fluke_hpack::Encoder::new(), Decoder::new(4096));
        for fields in blocks {
            let wire = oracle.encode(fields.iter().map(|(name, value)| (&name[..], &value[..])));
            prop_assert_eq!(ours(&mut decoder, &wire).expect("what its encoder makes"), fields);
        }
    }

    #[test]
    fn of_bent_blocks_both_make_the_same(
        blocks in prop::collection::vec((fields(), indexing()), 1..6),
        bends in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let mut encoder = Encoder::new(4096);
        let (mut oracle, mut decoder) = (fluke_hpack::Decoder::new(), Decoder::new(4096));
        oracle.set_max_allowed_table_size(4096);
        let last = blocks.len() - 1;
        for (at, (fields, indexing)) in blocks.into_iter().enumerate() {
            let mut wire = encode(&mut encoder, &fields, indexing);
            if at == last && !wire.is_empty() {
                for (place, octet) in &bends {
                    let place = place.index(wire.len());
                    wire[place] = *octet;
                }
            }
            match (ours(&mut decoder, &wire), oracle.decode(&wire)) {
                // A block of a size update alone says nothing, but § 4.2 lets it.
                (Ok(ours), Err(DecoderError::SizeUpdateAtEnd)) => prop_assert_eq!(ours, vec![]),
                (Ok(ours), theirs) => prop_assert_eq!(Ok(ours), theirs),
                (Err(error), Ok(theirs)) => prop_assert!(
                    is_strictness(error), "we say {error}, they make {theirs:?} of it"
                ),
                (Err(_), Err(_)) => {}
            }
        }
    }
}
