//! Blocks that no encoder may make, and the error that each gets.

use proptest::prelude::*;
use strait_http2::hpack::{DecodeError, Decoder};

use crate::{decode, hex};

#[test]
fn malformed_blocks_are_told_apart() {
    for (block, expected, why) in [
        ("80", DecodeError::IndexZero, "index 0 is not used"),
        ("be", DecodeError::IndexUnknown { index: 62, last: 61 }, "an empty dynamic table"),
        (
            "4001 6101 62 bf",
            DecodeError::IndexUnknown { index: 63, last: 62 },
            "one entry, the second asked for",
        ),
        ("7f 00 00", DecodeError::IndexUnknown { index: 63, last: 61 }, "a name beyond the table"),
        ("ff", DecodeError::IntegerCut, "an index cut"),
        ("ff 80 80", DecodeError::IntegerCut, "an index cut later"),
        ("ff 80 80 80 80 00", DecodeError::IntegerTooLong, "an index of six octets"),
        ("ff ff ff ff ff ff", DecodeError::IntegerTooLong, "an index over 28 bits"),
        ("40", DecodeError::IntegerCut, "no name"),
        ("40 01", DecodeError::StringCut { length: 1, left: 0 }, "a name without octets"),
        ("44", DecodeError::IntegerCut, "no value"),
        ("44 05 2f61", DecodeError::StringCut { length: 5, left: 2 }, "half a value"),
        ("44 85 ff", DecodeError::StringCut { length: 5, left: 1 }, "half a coded value"),
        ("04 7f ff ff ff 7f", DecodeError::StringCut { length: 268_435_582, left: 0 }, "a bomb"),
        ("04 7f ff ff ff ff 7f", DecodeError::IntegerTooLong, "a length over 28 bits"),
        ("44 81 ff", DecodeError::PaddingTooLong, "eight bits of padding"),
        ("44 82 07 ff", DecodeError::PaddingTooLong, "eleven bits of padding"),
        ("44 81 00", DecodeError::PaddingNotOnes, "padding of zeros"),
        ("44 84 ff ff ff ff", DecodeError::EosInString, "EOS"),
        ("40 84 ff ff ff fc 00", DecodeError::EosInString, "EOS in a name"),
        ("82 20", DecodeError::SizeUpdateMisplaced, "a size update behind a field"),
        ("20 20 20", DecodeError::SizeUpdatesTooMany, "three size updates"),
        (
            "3f e2 1f",
            DecodeError::SizeUpdateTooLarge { size: 4097, limit: 4096 },
            "a table larger than we allow",
        ),
        ("3f", DecodeError::IntegerCut, "a size cut"),
    ] {
        let result = decode(&mut Decoder::new(4096), &hex(block));
        assert_eq!(result, Err(expected), "{why}: {block}");
    }
}

#[test]
fn errors_say_what_the_peer_did() {
    let error = DecodeError::StringCut { length: 5, left: 2 };
    assert_eq!(
        error.to_string(),
        "header block from the peer: a string claims 5 octets where 2 are left"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Neither panics nor disagrees with itself: what one decoder makes of some blocks, another
    /// makes of them too.
    #[test]
    fn any_octets_are_decoded_or_refused(
        blocks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 1..6)
    ) {
        let (mut first, mut second) = (Decoder::new(4096), Decoder::new(4096));
        for block in blocks {
            let fields = decode(&mut first, &block);
            prop_assert_eq!(&fields, &decode(&mut second, &block));
            if fields.is_err() {
                break;
            }
        }
    }
}
