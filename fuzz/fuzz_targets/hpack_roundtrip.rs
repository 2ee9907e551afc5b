//! What the HPACK encoder writes is what the decoder reads, whatever size the table has meanwhile.
#![no_main]
use strait_http2::hpack::{Decoder, Encoder, Field, Indexing, Limits};

/// A name, by number if it is short, a value, and how it is indexed.
type Given<'a> = (u8, &'a [u8], &'a [u8]);

const NAMES: [&str; 8] =
    [":path", ":authority", "te", "grpc-timeout", "content-type", "user-agent", "a", "x-trace-bin"];

libfuzzer_sys::fuzz_target!(|input: Vec<(Option<u16>, Vec<Given<'_>>)>| {
    let mut encoder = Encoder::new(4096);
    let mut decoder = Decoder::new(4096);
    let limits = Limits { list_size: usize::MAX, fields: usize::MAX, abandon_at: usize::MAX };
    for (size, fields) in input {
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
});
