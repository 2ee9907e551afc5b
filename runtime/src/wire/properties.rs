//! What holds for every input that a peer can send.

use bytes::Bytes;
use proptest::prelude::*;

use super::{
    FrameDecoder, format_timeout, parse_timeout, percent::encode as percent_encode, percent_decode,
};
use crate::{Metadata, method::PREFIX_LEN};

/// The messages of a body that arrives in `chunks`, or nothing if it is refused.
fn decode(chunks: &[&[u8]]) -> Option<Vec<Bytes>> {
    let mut decoder = FrameDecoder::new(1 << 10, false);
    let mut messages = Vec::new();
    for chunk in chunks {
        decoder.push(Bytes::copy_from_slice(chunk)).ok()?;
        while let Some(message) = decoder.next().ok()? {
            messages.push(message.data);
        }
    }
    decoder.finish().ok()?;
    Some(messages)
}

proptest! {
    #[test]
    fn any_body_means_the_same_however_it_is_cut(
        body in prop::collection::vec(prop_oneof![Just(0), 0..4_u8, any::<u8>()], 0..200),
        size in 1..64_usize,
    ) {
        let chunks: Vec<_> = body.chunks(size).collect();
        prop_assert_eq!(decode(&chunks), decode(&[&body]));
    }

    #[test]
    fn messages_come_out_as_they_went_in(
        messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..100), 0..10),
        size in 1..64_usize,
    ) {
        let mut body = Vec::new();
        for message in &messages {
            let len = u32::try_from(message.len()).expect("short");
            body.extend([0; PREFIX_LEN - 4]);
            body.extend(len.to_be_bytes());
            body.extend(message);
        }
        let chunks: Vec<_> = body.chunks(size).collect();
        let decoded = decode(&chunks).expect("well-formed");
        prop_assert!(decoded.iter().eq(messages.iter()));
    }

    #[test]
    fn any_message_survives_the_header(message in any::<String>()) {
        let header = percent_encode(&message);
        prop_assert!(header.bytes().all(|b| matches!(b, 0x20..=0x7e)));
        prop_assert_eq!(percent_decode(header.as_bytes()), message);
    }

    #[test]
    fn any_header_is_a_message(header in prop::collection::vec(any::<u8>(), 0..50)) {
        let _: String = percent_decode(&header);
    }

    #[test]
    fn any_timeout_is_kept_or_rounded_up(nanos in any::<u64>()) {
        let timeout = std::time::Duration::from_nanos(nanos);
        let read = parse_timeout(format_timeout(timeout).as_bytes()).expect("our own");
        prop_assert!(read >= timeout);
    }

    #[test]
    fn only_digits_and_a_unit_are_a_timeout(header in "[0-9]{0,10}[HMSmunx +-]{0,2}") {
        let (digits, unit) = header.split_at(header.len().saturating_sub(1));
        let good = (1..=8).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && "HMSmun".contains(unit) && !unit.is_empty();
        prop_assert_eq!(parse_timeout(header.as_bytes()).is_some(), good, "{}", header);
    }

    #[test]
    fn any_metadata_from_a_peer_can_be_read(
        pairs in prop::collection::vec(("[a-z-]{0,8}(-bin)?", prop::collection::vec(any::<u8>(), 0..20)), 0..5),
    ) {
        let mut metadata = Metadata::new();
        for (key, value) in &pairs {
            metadata.push(key.as_bytes(), value);
        }
        let readable = metadata.check_binary().is_ok();
        prop_assert_eq!(metadata.len(), pairs.len());
        prop_assert!(!readable || metadata.iter().count() >= pairs.len());
    }

    #[test]
    fn bytes_survive_as_binary_metadata(value in prop::collection::vec(any::<u8>(), 0..50)) {
        let mut metadata = Metadata::new();
        metadata.append_bin("k-bin", &value).expect("a good key");
        prop_assert_eq!(metadata.get_bin("k-bin"), Some(Bytes::from(value)));
    }
}
