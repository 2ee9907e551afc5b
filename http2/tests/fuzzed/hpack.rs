//! Header blocks that come, and such as go out and come back.

use arbitrary::{Arbitrary as _, Unstructured};
use strait_http2::hpack::{Decoder, Encoder, Field, Indexing, Limits};

/// No header blocks make the decoder panic, or give more than the limits.
pub(crate) fn decode(bytes: &[u8]) {
    let input = <(u16, Vec<&[u8]>)>::arbitrary_take_rest(Unstructured::new(bytes));
    let Ok((table_size, blocks)) = input else { return };
    let mut decoder = Decoder::new(u32::from(table_size));
    let limits = Limits { list_size: 4096, fields: 50, abandon_at: 20_000 };
    for block in blocks {
        let (mut fields, mut size) = (0, 0);
        let decoded = decoder.decode(block, limits, &mut |field: Field<'_>| {
            fields += 1;
            size += field.name.len() + field.value.len() + 32;
        });
        assert!(fields <= limits.fields && size <= limits.list_size);
        let Ok(summary) = decoded else { return };
        assert!(summary.list_size <= limits.abandon_at);
        assert_eq!(summary.exceeded.is_none(), summary.fields == fields);
    }
}

/// A name, by number if it is short, a value, and how it is indexed.
type Given<'a> = (u8, &'a [u8], &'a [u8]);

const NAMES: [&str; 8] =
    [":path", ":authority", "te", "grpc-timeout", "content-type", "user-agent", "a", "x-trace-bin"];

/// What the encoder writes is what the decoder reads, whatever size the table has meanwhile.
pub(crate) fn roundtrip(bytes: &[u8]) {
    let input = <Vec<(Option<u16>, Vec<Given<'_>>)>>::arbitrary_take_rest(Unstructured::new(bytes));
    let Ok(blocks) = input else { return };
    let mut encoder = Encoder::new(4096);
    let mut decoder = Decoder::new(4096);
    let limits = Limits { list_size: usize::MAX, fields: usize::MAX, abandon_at: usize::MAX };
    for (size, fields) in blocks {
        if let Some(size) = size {
            encoder.set_max_size(u32::from(size));
        }
        let mut block = Vec::new();
        let mut expected = Vec::new();
        let mut writer = encoder.block(&mut block);
        for (how, name, value) in fields {
            let name = match name {
                [] | [_] => NAMES[usize::from(how >> 4) % NAMES.len()].as_bytes(),
                name => name,
            };
            let indexing = match how % 3 {
                0 => Indexing::Incremental,
                1 => Indexing::Without,
                _ => Indexing::Never,
            };
            writer.field(name, value, indexing);
            expected.push((name.to_vec(), value.to_vec(), indexing == Indexing::Never));
        }
        let mut got = Vec::new();
        let summary = decoder.decode(&block, limits, &mut |field: Field<'_>| {
            got.push((field.name.to_vec(), field.value.to_vec(), field.never_indexed));
        });
        assert!(summary.is_ok(), "{summary:?}");
        assert_eq!(got, expected);
    }
}
