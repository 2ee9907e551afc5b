//! The table's size: who may set it, who has to follow, and what the wire says of it.

use strait_http2::hpack::{DecodeError, Decoder, Encoder, Indexing, StaticIndex};

use crate::{decode, hex};

fn post(encoder: &mut Encoder) -> Vec<u8> {
    let mut out = Vec::new();
    encoder.block(&mut out).indexed(StaticIndex::METHOD_POST);
    out
}

#[test]
fn a_change_is_signalled_once_with_the_next_block() {
    let mut encoder = Encoder::new(4096);
    assert_eq!(post(&mut encoder), hex("83"));
    encoder.set_max_size(100);
    assert_eq!(post(&mut encoder), hex("3f 45 83"));
    assert_eq!(post(&mut encoder), hex("83"));
}

#[test]
fn the_smallest_size_in_between_is_signalled_too() {
    let mut encoder = Encoder::new(4096);
    for size in [2000, 0, 30, 100] {
        encoder.set_max_size(size);
    }
    assert_eq!(post(&mut encoder), hex("20 3f 45 83"));
    encoder.set_max_size(0);
    encoder.set_max_size(100);
    assert_eq!(post(&mut encoder), hex("20 3f 45 83"), "there and back empties the table");
}

#[test]
fn what_changes_nothing_is_not_signalled() {
    let mut encoder = Encoder::new(65_536);
    encoder.set_max_size(5000);
    assert_eq!(post(&mut encoder), hex("83"), "more than the encoder's cap");
    encoder.set_max_size(100);
    encoder.set_max_size(4096);
    assert_eq!(post(&mut encoder), hex("3f 45 3f e1 1f 83"));
}

#[test]
fn a_cap_below_the_peers_size_is_signalled() {
    assert_eq!(post(&mut Encoder::with_cap(4096, 0)), hex("20 83"));
}

#[test]
fn without_a_table_nothing_is_inserted() {
    let mut encoder = Encoder::new(0);
    let mut out = Vec::new();
    for _ in 0..2 {
        out.clear();
        encoder.block(&mut out).field("te", b"trailers", Indexing::Incremental);
    }
    assert_eq!(out, hex("00 02 7465 08 7472 6169 6c65 7273"));
}

#[test]
fn a_field_of_most_of_the_table_does_not_clear_it() {
    let mut encoder = Encoder::new(4096);
    let mut out = Vec::new();
    let mut block = encoder.block(&mut out);
    block.field("te", b"trailers", Indexing::Incremental);
    block.field("large", &[b'x'; 3500], Indexing::Incremental);
    let before = out.len();
    encoder.block(&mut out).field("te", b"trailers", Indexing::Incremental);
    assert_eq!(out[before..], hex("be"));
}

#[test]
fn after_a_lowered_limit_the_next_block_begins_with_an_update() {
    let missing = |limit| Err(DecodeError::SizeUpdateMissing { limit });
    for (block, expected) in [
        ("83", missing(100)),
        ("3f 46 83", Err(DecodeError::SizeUpdateTooLarge { size: 101, limit: 100 })),
        ("3f 45 83", Ok(1)),
        ("20 83", Ok(1)),
        ("20 3f 45 83", Ok(1)),
    ] {
        let mut decoder = Decoder::new(4096);
        decoder.set_max_table_size(100);
        let result = decode(&mut decoder, &hex(block)).map(|fields| fields.len());
        assert_eq!(result, expected, "{block}");
    }
}

#[test]
fn a_limit_lowered_and_raised_again_still_asks_for_the_lowest() {
    for (block, expected) in [
        ("3f e1 1f 83", Err(DecodeError::SizeUpdateMissing { limit: 100 })),
        ("3f 45 3f e1 1f 83", Ok(1)),
        ("3f 45 83", Ok(1)),
    ] {
        let mut decoder = Decoder::new(4096);
        decoder.set_max_table_size(100);
        decoder.set_max_table_size(8192);
        let result = decode(&mut decoder, &hex(block)).map(|fields| fields.len());
        assert_eq!(result, expected, "{block}");
    }
}

#[test]
fn a_peer_that_uses_less_anyway_owes_no_update() {
    let mut decoder = Decoder::new(4096);
    decode(&mut decoder, &hex("3f 45 83")).expect("a well-formed block");
    decoder.set_max_table_size(200);
    assert_eq!(decode(&mut decoder, &hex("83")).map(|fields| fields.len()), Ok(1));
}

#[test]
fn a_table_larger_than_the_default_is_the_peers_choice() {
    let mut decoder = Decoder::new(65_536);
    let large = decode(&mut decoder, &hex("3f e1 ff 03 83"));
    assert_eq!(large.map(|fields| fields.len()), Ok(1));
    assert_eq!(
        decode(&mut decoder, &hex("3f e2 ff 03 83")),
        Err(DecodeError::SizeUpdateTooLarge { size: 65_537, limit: 65_536 })
    );
}
