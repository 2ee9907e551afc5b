//! What bounds a header list, and what ids and generations promise about the table.

use strait_http2::hpack::{
    DecodeError, Decoder, Encoder, EntryId, Exceeded, Indexing, Limits, StaticIndex,
};

use crate::{decode, decode_within, hex};

const LIMITS: Limits = Limits { list_size: 200, fields: 4, abandon_at: 100_000 };

fn block(encoder: &mut Encoder, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut block = encoder.block(&mut out);
    for (name, value) in fields {
        block.field(*name, value.as_bytes(), Indexing::Incremental);
    }
    out
}

#[test]
fn exactly_the_limit_passes() {
    // Four fields of 50.
    let fields = [("name-a", "value-123456"); 4];
    let wire = block(&mut Encoder::new(4096), &fields);
    let (summary, seen) = decode_within(&mut Decoder::new(4096), &wire, LIMITS);
    let summary = summary.expect("a well-formed block");
    assert_eq!((summary.fields, summary.list_size, summary.exceeded), (4, 200, None));
    assert_eq!(seen.len(), 4);
}

#[test]
fn over_the_size_the_rest_is_withheld_and_the_table_stays_in_step() {
    let mut encoder = Encoder::new(4096);
    let long = "x".repeat(150);
    let fields = [("a", "1"), ("long", &long), ("b", "2"), ("c", "3")];
    let wire = block(&mut encoder, &fields);
    let mut decoder = Decoder::new(4096);
    let (summary, seen) = decode_within(&mut decoder, &wire, LIMITS);
    let summary = summary.expect("a well-formed block");
    assert_eq!(summary.exceeded, Some(Exceeded::ListSize));
    assert_eq!((summary.fields, seen.len()), (4, 1), "b would fit, but comes behind");

    let again = block(&mut encoder, &[("c", "3"), ("long", &long), ("a", "1")]);
    assert_eq!(again, hex("be c0 c1"), "all are one octet now");
    let seen = decode(&mut decoder, &again).expect("a well-formed block");
    assert_eq!(seen[1].pair(), (&b"long"[..], long.as_bytes()));
}

#[test]
fn too_many_fields_are_withheld() {
    let (summary, seen) =
        decode_within(&mut Decoder::new(4096), &[0x82; 5], Limits { list_size: 10_000, ..LIMITS });
    assert_eq!(summary.expect("a well-formed block").exceeded, Some(Exceeded::Fields));
    assert_eq!(seen.len(), 4);
}

#[test]
fn a_list_far_over_the_limit_is_abandoned() {
    // Each two octets insert a name of 4000 octets again: 16 KiB would copy 32 MB.
    let mut wire = hex("40 7f a1 1e");
    wire.extend(vec![b'n'; 4000]);
    wire.push(0);
    for _ in 0..8000 {
        wire.extend(hex("7e 00"));
    }
    let limits = Limits { list_size: 8192, fields: 100, abandon_at: 65_536 };
    let (result, seen) = decode_within(&mut Decoder::new(4096), &wire, limits);
    assert_eq!(result, Err(DecodeError::ListAbandoned { limit: 65_536 }));
    assert_eq!(seen.len(), 2);
}

#[test]
fn an_indexed_bomb_is_counted_and_withheld() {
    let mut wire = hex("40 01 61 7f a1 1e");
    wire.extend(vec![b'v'; 4000]);
    wire.extend(vec![0xbe; 1 << 18]);
    let limits = Limits { abandon_at: usize::MAX, ..LIMITS };
    let (summary, seen) = decode_within(&mut Decoder::new(4096), &wire, limits);
    // 1 GB of fields, of which none is copied.
    assert_eq!(summary.expect("a well-formed block").list_size, 4033 * ((1 << 18) + 1));
    assert_eq!(seen.len(), 0);
}

#[test]
fn ids_name_one_field_for_ever() {
    let (mut encoder, mut decoder) = (Encoder::new(4096), Decoder::new(4096));
    let first = block(&mut encoder, &[(":method", "POST"), ("te", "trailers"), ("a", "1")]);
    let first = decode(&mut decoder, &first).expect("a well-formed block");
    let post = first[0].id.expect("an id");
    assert_eq!(post.static_index(), Some(StaticIndex::METHOD_POST));
    assert_eq!(post.as_u64(), 3);
    assert_eq!(first[1].id.map(|id| (id.as_u64(), id.static_index())), Some((62, None)));
    assert_eq!(first[2].id.map(EntryId::as_u64), Some(63));

    let later = block(&mut encoder, &[("b", "2"), ("te", "trailers")]);
    let later = decode(&mut decoder, &later).expect("a well-formed block");
    assert_eq!(later[0].id.map(EntryId::as_u64), Some(64));
    assert_eq!(later[1].id, first[1].id, "although its index is another by now");

    let plain = decode(&mut decoder, &hex("04 01 2f 14 01 2f")).expect("a well-formed block");
    assert_eq!((plain[0].id, plain[1].id), (None, None));
    assert_eq!((plain[0].never_indexed, plain[1].never_indexed), (false, true));
}

#[test]
fn names_from_the_static_table_are_known_even_by_later_reference() {
    use strait_http2::hpack::Field;

    let mut decoder = Decoder::new(4096);
    let mut known = Vec::new();
    // :path by its second entry and inserted, the entry itself, its name, a name spelt out.
    decoder
        .decode(&hex("45 02 2f61 be 0f 2f 00 00 01 61 00"), LIMITS, &mut |field: Field<'_>| {
            known.push(field.name.static_index());
        })
        .expect("a well-formed block");
    let path = Some(StaticIndex::PATH);
    assert_eq!(known, [path, path, path, None]);
}

#[test]
fn the_generation_changes_with_the_table_only() {
    let mut decoder = Decoder::new(4096);
    let mut last = decoder.generation();
    for (wire, changes) in [
        ("82", false),
        ("04 01 2f", false),
        ("44 01 2f", true),
        ("be", false),
        ("20", true),
        ("3f e1 1f", true),
    ] {
        decode(&mut decoder, &hex(wire)).expect("a well-formed block");
        assert_eq!(decoder.generation() != last, changes, "{wire}");
        last = decoder.generation();
    }
}
