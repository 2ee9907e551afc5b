//! A length prefix alone allocates nothing, whatever it claims.

#![expect(unsafe_code, reason = "only an unsafe trait can count allocations")]

mod codec_support;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use bytes::Bytes;
use codec_support::*;
use strait::{DecodeOptions, Message};

struct Counting;

thread_local! {
    /// By thread, as each test has one.
    static LARGEST: Cell<usize> = const { Cell::new(0) };
    static TOTAL: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LARGEST.set(LARGEST.get().max(layout.size()));
        TOTAL.set(TOTAL.get() + layout.size());
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`, and `alloc` is the system's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The largest allocation while `run` runs.
fn largest_allocation(run: impl FnOnce()) -> usize {
    LARGEST.set(0);
    run();
    LARGEST.get()
}

#[test]
fn a_claimed_length_allocates_nothing() {
    // Just below 4 GiB, and the largest a varint can claim.
    for claim in [&b"\xff\xff\xff\xff\x0f"[..], b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"] {
        // Text, bytes, shared text, packed lists, a list of messages, a map, an unknown field.
        for tag in [&b"\x72"[..], b"\x7a", b"\x82\x01", b"\x12", b"\x42", b"\xa2\x01", b"\x0a"] {
            let bytes = Bytes::from([tag, claim, &[1; 16]].concat());
            let largest = largest_allocation(|| {
                assert!(Scalars::decode(bytes.clone()).is_err());
                assert!(Lists::decode(bytes.clone()).is_err());
                assert!(Maps::decode(bytes.clone()).is_err());
                assert!(Proxy::decode(bytes).is_err());
            });
            assert!(largest <= 4096, "{largest} bytes for {tag:x?}");
        }
    }
}

#[test]
fn the_memory_limit_holds_for_what_is_really_allocated() {
    // Lists of one element, maps of one entry, boxes: the most memory for the fewest bytes.
    let tree = Tree {
        children: vec![Tree::default()],
        left: Some(Box::default()),
        named: [(String::new(), Tree::default())].into(),
        ..Tree::default()
    };
    let many = Tree { children: vec![tree; 10_000], ..Tree::default() }.encode_to_bytes();
    let used = |limit| {
        let options = DecodeOptions::new().memory_limit(limit);
        let before = TOTAL.get();
        let outcome = Tree::decode_with(many.clone(), &options);
        (outcome.is_ok(), TOTAL.get() - before)
    };
    for limit in [1 << 16, 1 << 20, 8 << 20] {
        let (decoded, allocated) = used(limit);
        assert!(!decoded);
        // Every time a list grows, all of it is allocated anew.
        assert!(allocated <= 2 * limit + 4096, "{allocated} bytes under a limit of {limit}");
    }
    assert!(used(64 << 20).0);
}

#[test]
fn a_message_is_encoded_into_one_buffer_of_its_size() {
    let message = Scalars { blob: vec![7; 100_000], ..Scalars::default() };
    let mut encoded = Bytes::new();
    let largest = largest_allocation(|| encoded = message.encode_to_bytes());
    assert_eq!(largest, encoded.len());
}
