//! Slots: a field that its caller remembers is one octet, and never another field.

use strait_http2::hpack::{Decoder, Encoder, Indexing, Slot, StaticIndex};

use crate::decode;

const PATH: &[u8] = b"/greeter.Greeter/Hello";

fn path(encoder: &mut Encoder, slot: &mut Slot) -> Vec<u8> {
    let mut out = Vec::new();
    encoder.block(&mut out).cached(slot, StaticIndex::PATH, PATH);
    out
}

#[test]
fn the_first_use_inserts_and_the_others_refer() {
    let (mut encoder, mut slot) = (Encoder::new(4096), Slot::default());
    assert!(path(&mut encoder, &mut slot).len() > 10);
    assert_eq!(path(&mut encoder, &mut slot), [0xbe]);
    let mut out = Vec::new();
    encoder.block(&mut out).field("te", b"trailers", Indexing::Incremental);
    assert_eq!(path(&mut encoder, &mut slot), [0xbf]);
}

#[test]
fn a_field_inserted_without_the_slot_is_found() {
    let (mut encoder, mut slot) = (Encoder::new(4096), Slot::default());
    let mut out = Vec::new();
    encoder.block(&mut out).field(":path", PATH, Indexing::Incremental);
    assert_eq!(path(&mut encoder, &mut slot), [0xbe]);
    assert_eq!(path(&mut encoder, &mut slot), [0xbe]);
}

#[test]
fn an_evicted_field_is_inserted_again() {
    let (mut encoder, mut decoder) = (Encoder::new(4096), Decoder::new(4096));
    let mut slot = Slot::default();
    for round in 0..500_u32 {
        let mut out = Vec::new();
        let mut block = encoder.block(&mut out);
        block.cached(&mut slot, StaticIndex::PATH, PATH);
        block.field("other", &[round as u8; 300], Indexing::Incremental);
        let fields = decode(&mut decoder, &out).expect("a well-formed block");
        assert_eq!(fields[0].pair(), (&b":path"[..], PATH), "round {round}");
    }
}

#[test]
fn a_slot_of_another_encoder_is_as_good_as_new() {
    let mut slot = Slot::default();
    path(&mut Encoder::new(4096), &mut slot);

    let (mut encoder, mut decoder) = (Encoder::new(4096), Decoder::new(4096));
    let mut out = Vec::new();
    encoder.block(&mut out).field("not", b"the path", Indexing::Incremental);
    out.extend(path(&mut encoder, &mut slot));
    out.extend(path(&mut encoder, &mut slot));
    let fields = decode(&mut decoder, &out).expect("a well-formed block");
    assert_eq!(fields[1].pair(), (&b":path"[..], PATH));
    assert_eq!(fields[2].id, fields[1].id);
}
