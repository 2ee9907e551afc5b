//! gzip and zlib, which gRPC calls deflate.

use std::{cell::RefCell, thread::LocalKey};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use super::{Broken, first_capacity};

/// 32 KiB, the most there is.
const WINDOW_BITS: u8 = 15;

type Compressor = RefCell<Option<Compress>>;

thread_local! {
    // Some 270 KiB that would be made and cleared for each message; reset before each use.
    static GZIP: Compressor = const { RefCell::new(None) };
    static ZLIB: Compressor = const { RefCell::new(None) };
}

pub(super) fn gzip(message: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
    compress(&GZIP, || Compress::new_gzip(Compression::default(), WINDOW_BITS), message, out)
}

pub(super) fn zlib(message: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
    compress(&ZLIB, || Compress::new(Compression::default(), true), message, out)
}

fn compress(
    compressor: &'static LocalKey<Compressor>,
    new: fn() -> Compress,
    message: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), Broken> {
    compressor.with_borrow_mut(|compressor| {
        let compressor = compressor.get_or_insert_with(new);
        compressor.reset();
        loop {
            // Room for what is commonly left of a message; again if that was not enough.
            out.reserve(message.len() / 2 + 64);
            let (taken, len) = (usize::try_from(compressor.total_in())?, out.len());
            let rest = message.get(taken..).unwrap_or_default();
            match compressor.compress_vec(rest, out, FlushCompress::Finish)? {
                Status::StreamEnd => return Ok(()),
                _ if out.len() == len => return Err("the compressor stands still".into()),
                _ => {}
            }
        }
    })
}

/// The members that may follow each other. Each costs some 20 bytes and a new inflater, so without
/// a limit a message of the usual 4 MiB could ask for 200,000.
const MAX_MEMBERS: usize = 1000;

/// Undoes gzip. Members may follow each other, as RFC 1952 has it and most peers do.
pub(super) fn gunzip(mut data: &[u8], at_most: usize) -> Result<Vec<u8>, Broken> {
    let mut message = Vec::with_capacity(first_capacity(data.len(), at_most));
    let mut members = 0;
    while !data.is_empty() && message.len() < at_most {
        members += 1;
        if members > MAX_MEMBERS {
            return Err(format!("it has more than {MAX_MEMBERS} members").into());
        }
        data = inflate(Decompress::new_gzip(WINDOW_BITS), data, &mut message, at_most)?;
    }
    Ok(message)
}

/// Undoes zlib.
pub(super) fn unzlib(data: &[u8], at_most: usize) -> Result<Vec<u8>, Broken> {
    let mut message = Vec::with_capacity(first_capacity(data.len(), at_most));
    let rest = inflate(Decompress::new(true), data, &mut message, at_most)?;
    if !rest.is_empty() && message.len() < at_most {
        return Err(format!("{} bytes follow its end", rest.len()).into());
    }
    Ok(message)
}

/// Appends what `data` inflates to, until its end or until there are `at_most` bytes or more.
/// Returns what was not needed.
fn inflate<'a>(
    mut inflater: Decompress,
    data: &'a [u8],
    out: &mut Vec<u8>,
    at_most: usize,
) -> Result<&'a [u8], Broken> {
    loop {
        if out.len() == out.capacity() {
            let more = out.len().max(64).min(at_most.saturating_sub(out.len()));
            out.reserve_exact(more);
        }
        let (taken, len) = (usize::try_from(inflater.total_in())?, out.len());
        let rest = data.get(taken..).unwrap_or_default();
        let status = inflater.decompress_vec(rest, out, FlushDecompress::None)?;
        let rest = data.get(usize::try_from(inflater.total_in())?..).unwrap_or_default();
        if status == Status::StreamEnd || out.len() >= at_most {
            return Ok(rest);
        }
        if rest.is_empty() && out.len() == len {
            return Err("it ends too early".into());
        }
    }
}
