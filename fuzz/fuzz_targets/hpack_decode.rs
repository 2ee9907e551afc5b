//! No header blocks make the HPACK decoder panic, or give more than the limits.
#![no_main]
use strait_http2::hpack::{Decoder, Field, Limits};

libfuzzer_sys::fuzz_target!(|input: (u16, Vec<&[u8]>)| {
    let mut decoder = Decoder::new(u32::from(input.0));
    let limits = Limits { list_size: 4096, fields: 50, abandon_at: 20_000 };
    for block in input.1 {
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
});
