//! Brotli.

use brotli::{
    BrotliDecompressStream, BrotliResult, BrotliState, HeapAlloc, HuffmanCode,
    enc::BrotliEncoderParams,
};

use super::{Broken, first_capacity};

pub(super) fn compress(message: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
    let params = BrotliEncoderParams {
        // About as fast as gzip's default, and shorter. The highest, meant for files that are
        // compressed once, is some fifty times slower.
        quality: 4,
        size_hint: message.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &message[..], out, &params)?;
    Ok(())
}

pub(super) fn decompress(data: &[u8], at_most: usize) -> Result<Vec<u8>, Broken> {
    // Strict: RFC 7932 ends at windows of 16 MiB; what goes beyond is another format.
    let mut state = BrotliState::new_strict(
        HeapAlloc::<u8>::new(0),
        HeapAlloc::<u32>::new(0),
        HeapAlloc::<HuffmanCode>::new(HuffmanCode::default()),
    );
    let mut message = vec![0; first_capacity(data.len(), at_most)];
    let (mut input_left, mut input_at, mut output_at, mut total) = (data.len(), 0, 0, 0);
    loop {
        let mut output_left = message.len() - output_at;
        let result = BrotliDecompressStream(
            &mut input_left,
            &mut input_at,
            data,
            &mut output_left,
            &mut output_at,
            &mut message,
            &mut total,
            &mut state,
        );
        match result {
            BrotliResult::NeedsMoreOutput if output_at >= at_most => return Ok(message),
            BrotliResult::NeedsMoreOutput => {
                message.resize(message.len().saturating_mul(2).clamp(64, at_most.max(64)), 0);
            }
            BrotliResult::NeedsMoreInput => return Err("it ends too early".into()),
            BrotliResult::ResultFailure => return Err("it is malformed".into()),
            BrotliResult::ResultSuccess if input_left > 0 => {
                return Err(format!("{input_left} bytes follow its end").into());
            }
            BrotliResult::ResultSuccess => break,
        }
    }
    message.truncate(output_at);
    Ok(message)
}
