//! Two ends of a connection with settings that change between blocks, against what any pair of
//! compressor and decompressor must be: the identity.

use std::collections::HashMap;

use proptest::prelude::*;
use strait_http2::hpack::{Decoder, Encoder, EntryId, Indexing, Slot, StaticIndex};

use crate::decode;

#[derive(Debug, Clone)]
enum Step {
    Block(Vec<Sent>),
    /// The receiver announces a size, the sender acknowledges.
    Announce(u32),
}

#[derive(Debug, Clone)]
struct Sent {
    name: String,
    value: Vec<u8>,
    how: How,
}

#[derive(Debug, Clone, Copy)]
enum How {
    Field(Indexing),
    Cached,
    /// With the name as a static entry, if there is one.
    Static(Indexing),
}

fn how() -> impl Strategy<Value = How> {
    let indexing = prop_oneof![
        4 => Just(Indexing::Incremental),
        1 => Just(Indexing::Without),
        1 => Just(Indexing::Never),
    ];
    prop_oneof![
        3 => indexing.clone().prop_map(How::Field),
        2 => Just(How::Cached),
        1 => indexing.prop_map(How::Static),
    ]
}

/// Few names and values, so that they come again; a few of any kind.
fn sent() -> impl Strategy<Value = Sent> {
    let name = prop_oneof![
        6 => prop::sample::select(vec![
            ":path", ":status", ":authority", "te", "content-type", "grpc-timeout", "x", "",
        ]).prop_map(str::to_owned),
        1 => "[a-z0-9._-]{0,60}",
    ];
    let value = prop_oneof![
        6 => prop::sample::select(vec![
            &b"/"[..], b"200", b"trailers", b"/a.B/C", b"", b"application/grpc", b"\xff\x00\x80",
        ]).prop_map(<[u8]>::to_vec),
        2 => prop::collection::vec(any::<u8>(), 0..80),
        1 => (0..5000_usize).prop_map(|len| vec![b'v'; len]),
    ];
    (name, value, how()).prop_map(|(name, value, how)| Sent { name, value, how })
}

fn step() -> impl Strategy<Value = Step> {
    let size = prop_oneof![Just(0), Just(31), 32..300_u32, 300..5000_u32, Just(u32::MAX)];
    prop_oneof![
        5 => prop::collection::vec(sent(), 0..12).prop_map(Step::Block),
        1 => size.prop_map(Step::Announce),
    ]
}

/// A static entry with this name, not necessarily the first.
fn static_name(name: &str) -> Option<StaticIndex> {
    (1..=61).rev().filter_map(StaticIndex::new).find(|index| index.field().0 == name.as_bytes())
}

fn encode(encoder: &mut Encoder, slots: &mut HashMap<Vec<u8>, Slot>, fields: &[Sent]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut block = encoder.block(&mut out);
    for Sent { name, value, how } in fields {
        match (how, static_name(name)) {
            (How::Static(indexing), Some(index)) => block.field(index, value, *indexing),
            (How::Static(indexing) | How::Field(indexing), _) => {
                block.field(name.as_str(), value, *indexing);
            }
            (How::Cached, _) => {
                let key = [name.as_bytes(), b": ", value].concat();
                block.cached(slots.entry(key).or_default(), name.as_str(), value);
            }
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(cap in prop_oneof![Just(4096_u32), 0..200_u32],
                              steps in prop::collection::vec(step(), 1..40)) {
        let (mut encoder, mut decoder) = (Encoder::with_cap(4096, cap), Decoder::new(4096));
        let mut slots = HashMap::new();
        let mut known: HashMap<EntryId, (Vec<u8>, Vec<u8>)> = HashMap::new();
        for step in steps {
            let fields = match step {
                Step::Block(fields) => fields,
                Step::Announce(size) => {
                    encoder.set_max_size(size);
                    decoder.set_max_table_size(size);
                    continue;
                }
            };
            let wire = encode(&mut encoder, &mut slots, &fields);
            let before = decoder.generation();
            let seen = decode(&mut decoder, &wire).expect("what our encoder makes");
            prop_assert_eq!(seen.len(), fields.len());
            for (seen, sent) in seen.iter().zip(&fields) {
                prop_assert_eq!(seen.pair(), (sent.name.as_bytes(), &sent.value[..]));
                let never = matches!(sent.how, How::Field(Indexing::Never) | How::Static(Indexing::Never));
                prop_assert_eq!(seen.never_indexed, never);
                prop_assert!(!(never && seen.id.is_some()));
                if let Some(id) = seen.id {
                    let field = (seen.name.clone(), seen.value.clone());
                    prop_assert_eq!(known.entry(id).or_insert_with(|| field.clone()), &field);
                }
            }
            if decoder.generation() == before {
                prop_assert_eq!(decode(&mut decoder, &wire).expect("the same again"), seen);
            }
        }
    }
}
