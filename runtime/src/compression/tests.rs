//! What holds for every encoding.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use proptest::prelude::*;

use super::{Choice, Compression, CompressionSet, Encoder, Settings};
use crate::{Code, Status, method::PREFIX_LEN};

const LIMIT: usize = 4096;

fn compressed(compression: Compression, message: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    compression.compress(message, &mut out).expect("memory");
    out
}

fn code(result: Result<bytes::Bytes, Status>) -> Option<Code> {
    result.err().map(|status| status.code())
}

/// Text that compression makes shorter and that has some life in it.
fn text(len: usize) -> Vec<u8> {
    (0..).flat_map(|n: u32| format!("line {n}, and ").into_bytes()).take(len).collect()
}

fn each(check: impl Fn(Compression)) {
    Compression::all().iter().for_each(|compression| check(*compression));
}

#[test]
fn names_are_those_of_the_headers() {
    let names: Vec<_> = Compression::all().iter().map(|c| c.name()).collect();
    assert_eq!(names, ["gzip", "deflate", "zstd", "snappy", "br"]);
}

#[test]
fn each_encoding_begins_as_its_format_does() {
    for (compression, start) in [
        (Compression::Gzip, &[0x1f, 0x8b, 8][..]),
        (Compression::Deflate, &[0x78]),
        (Compression::Zstd, &[0x28, 0xb5, 0x2f, 0xfd]),
        (Compression::Snappy, b"\xff\x06\0\0sNaPpY"),
    ] {
        assert!(compressed(compression, &text(1000)).starts_with(start), "{compression:?}");
    }
}

#[test]
fn a_message_may_have_the_limit_and_no_byte_more() {
    each(|compression| {
        for len in [1, 100, LIMIT - 1, LIMIT] {
            let message = text(len);
            let data = compressed(compression, &message);
            assert_eq!(compression.decompress(&data, LIMIT).unwrap(), message, "{compression:?}");
            assert_eq!(compression.decompress(&data, usize::MAX).unwrap(), message);
            let status = compression.decompress(&data, len - 1).unwrap_err();
            assert_eq!(status.code(), Code::ResourceExhausted, "{compression:?}, {len}: {status}");
        }
    });
}

#[test]
fn no_bytes_are_the_empty_message() {
    each(|compression| assert_eq!(compression.decompress(b"", 0).unwrap(), b""[..]));
}

#[test]
fn a_message_cut_off_is_an_internal_error_wherever_it_is_cut() {
    each(|compression| {
        let data = compressed(compression, &text(2000));
        for len in 1..data.len() {
            let result = compression.decompress(&data[..len], LIMIT);
            // A chunk of snappy's is complete by itself.
            let whole = compression == Compression::Snappy && len == 10;
            let expected = if whole { None } else { Some(Code::Internal) };
            assert_eq!(code(result), expected, "{compression:?} cut at {len} of {}", data.len());
        }
    });
}

#[test]
fn garbage_is_an_internal_error_and_so_is_garbage_after_the_message() {
    each(|compression| {
        assert_eq!(code(compression.decompress(&text(300), LIMIT)), Some(Code::Internal));
        let data = compressed(compression, &text(300));
        for garbage in [&b"x"[..], b"\0", b"\0\0\0\0\0\0\0\0\0\0\0\0", &text(10_000)] {
            let data = [&data, garbage].concat();
            let result = compression.decompress(&data, LIMIT);
            assert_eq!(code(result), Some(Code::Internal), "{compression:?} and {garbage:?}");
        }
    });
}

#[test]
fn a_changed_byte_is_an_internal_error_where_the_format_has_a_checksum() {
    for compression in [Compression::Gzip, Compression::Deflate, Compression::Snappy] {
        let mut data = compressed(compression, &text(300));
        let middle = data.len() / 2;
        data[middle] ^= 0x55;
        let code = code(compression.decompress(&data, LIMIT));
        assert_eq!(code, Some(Code::Internal), "{compression:?}");
    }
}

#[test]
fn what_may_follow_itself_may() {
    for compression in [Compression::Gzip, Compression::Zstd, Compression::Snappy] {
        let (one, two) = (text(1000), vec![7; 500]);
        let data = [compressed(compression, &one), compressed(compression, &two)].concat();
        let both = compression.decompress(&data, LIMIT).unwrap();
        assert_eq!(both, [one, two].concat(), "{compression:?}");
        assert_eq!(code(compression.decompress(&data, 1499)), Some(Code::ResourceExhausted));
    }
    for compression in [Compression::Deflate, Compression::Brotli] {
        let data = compressed(compression, &text(100)).repeat(2);
        assert_eq!(code(compression.decompress(&data, LIMIT)), Some(Code::Internal));
    }
}

#[test]
fn gzip_of_very_many_members_is_refused() {
    let member = compressed(Compression::Gzip, b"");
    assert!(Compression::Gzip.decompress(&member.repeat(1000), LIMIT).is_ok());
    let result = Compression::Gzip.decompress(&member.repeat(1001), LIMIT);
    assert_eq!(code(result), Some(Code::Internal));
}

/// The memory that Rust code takes; zstd's is its own, and bounded by what it takes for a window.
#[test]
fn a_bomb_costs_no_more_memory_than_the_limit_allows() {
    const BOMB: usize = 16 * 1024 * 1024;
    const LIMIT: usize = 256 * 1024;
    // The message as far as it is held, twice while its buffer grows, and the decoder's own window
    // and tables.
    for (compression, own) in [
        (Compression::Gzip, 256 * 1024),
        (Compression::Deflate, 256 * 1024),
        (Compression::Zstd, 64 * 1024),
        (Compression::Snappy, 512 * 1024),
        (Compression::Brotli, 5 * 1024 * 1024),
    ] {
        let bomb = compressed(compression, &vec![0; BOMB]);
        let (result, peak) = measured(|| compression.decompress(&bomb, LIMIT));
        assert_eq!(code(result), Some(Code::ResourceExhausted), "{compression:?}");
        assert!(peak <= 3 * LIMIT + 2 * bomb.len() + own, "{compression:?}: {peak} bytes");
    }
}

#[test]
fn a_window_beyond_what_a_message_may_ask_for_is_refused() {
    // A frame that claims a window of 2^27 bytes and has one block, raw, of one byte, its last.
    let frame = |window_log: u8| {
        let window = (window_log - 10) << 3;
        [&[0x28, 0xb5, 0x2f, 0xfd, 0, window][..], &[0b1001, 0, 0, b'x']].concat()
    };
    assert_eq!(Compression::Zstd.decompress(&frame(23), LIMIT).unwrap(), b"x"[..]);
    assert_eq!(code(Compression::Zstd.decompress(&frame(27), LIMIT)), Some(Code::Internal));
}

#[test]
fn a_message_that_gains_nothing_goes_as_it_is() {
    each(|compression| {
        let encoder = encoder(compression, 0);
        let noise: Vec<u8> =
            (0..300_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for message in [&b""[..], b"x", &noise] {
            assert_eq!(encoder.encode(frame(message)), frame(message), "{compression:?}");
        }
    });
}

#[test]
fn a_message_is_compressed_from_the_least_length_on() {
    each(|compression| {
        let encoder = encoder(compression, 1000);
        assert_eq!(encoder.encode(frame(&text(999)))[0], 0);
        let long = encoder.encode(frame(&text(1000)));
        assert_eq!(
            (long[0], long[1..PREFIX_LEN].to_vec()),
            (1, prefix_of(long.len() - PREFIX_LEN))
        );
        assert_eq!(compression.decompress(&long[PREFIX_LEN..], LIMIT).unwrap(), text(1000));
    });
}

#[test]
fn messages_in_one_buffer_are_compressed_one_by_one() {
    each(|compression| {
        let encoder = encoder(compression, 100);
        let (mut out, mut expected) = (Vec::new(), Vec::new());
        for len in [1000, 10, 200_000, 500] {
            let start = out.len();
            out.extend(frame(&text(len)));
            encoder.encode_last(&mut out, start, &mut Vec::new());
            expected.extend(encoder.encode(frame(&text(len))));
        }
        assert!(out == expected, "{compression:?}");
        assert!(out.capacity() <= 2 * 64 * 1024, "the room of the long one is given back");
    });
}

#[test]
fn a_server_sends_what_the_client_takes() {
    use Choice::{Default, Off, With};
    let (gzip, zstd) = (Compression::Gzip, Compression::Zstd);
    let settings = Settings { send: Some(gzip), ..Settings::default() };
    for (choice, accepted, expected) in [
        (Default, &[gzip][..], Some(gzip)),
        (Default, &[zstd], None),
        (Off, &[gzip], None),
        (With(zstd), &[gzip, zstd], Some(zstd)),
        (With(zstd), &[gzip], Some(gzip)),
        (With(zstd), &[], None),
    ] {
        let accepted: CompressionSet = accepted.iter().copied().collect();
        assert_eq!(settings.encoder_for(choice, accepted).compression, expected, "{choice:?}");
    }
    assert_eq!(Settings::default().encoder_for(Default, CompressionSet::ALL).compression, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_compressed_comes_back(
        message in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..2000),
            prop::collection::vec(0..3_u8, 0..20_000),
        ],
    ) {
        for compression in Compression::all() {
            let data = compressed(*compression, &message);
            let back = compression.decompress(&data, message.len()).expect("within the limit");
            prop_assert_eq!(&back[..], &message[..], "{:?}", compression);
        }
    }

    #[test]
    fn any_bytes_are_a_message_within_the_limit_or_an_error(
        data in prop::collection::vec(any::<u8>(), 0..300),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        for compression in Compression::all() {
            let mut changed = compressed(*compression, &text(500));
            for (index, byte) in &changes {
                let at = index.index(changed.len());
                changed[at] = *byte;
            }
            for data in [&data, &changed] {
                match compression.decompress(data, 400) {
                    Ok(message) => prop_assert!(message.len() <= 400),
                    Err(status) => {
                        prop_assert!(matches!(status.code(), Code::Internal | Code::ResourceExhausted));
                    }
                }
            }
        }
    }
}

fn encoder(compression: Compression, min_len: usize) -> Encoder {
    Settings { min_len, ..Settings::default() }.encoder(Choice::With(compression))
}

fn frame(message: &[u8]) -> Vec<u8> {
    [&[0], &prefix_of(message.len())[..], message].concat()
}

fn prefix_of(len: usize) -> Vec<u8> {
    u32::try_from(len).expect("short").to_be_bytes().to_vec()
}

/// Runs `work`, and tells how many bytes it held at most at one time.
fn measured<T>(work: impl FnOnce() -> T) -> (T, usize) {
    HELD.set(Some((0, 0)));
    let result = work();
    let (_, peak) = HELD.take().expect("set above");
    (result, usize::try_from(peak).expect("at least zero"))
}

thread_local! {
    /// What this thread holds and held at most, while it is measured.
    static HELD: Cell<Option<(isize, isize)>> = const { Cell::new(None) };
}

struct Counting;

impl Counting {
    fn count(&self, change: isize) {
        if let Some((held, peak)) = HELD.get() {
            HELD.set(Some((held + change, peak.max(held + change))));
        }
    }
}

#[expect(unsafe_code, reason = "an allocator is unsafe; this one hands on to the system's")]
// SAFETY: every call goes to the system's allocator with what came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.count(layout.size() as isize);
        // SAFETY: as the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        self.count(-(layout.size() as isize));
        // SAFETY: as the caller's.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
