//! The same messages through prost: what one codec writes, the other reads.

mod codec_support;
#[path = "codec_support/oracle.rs"]
mod oracle;

use std::fmt::Debug;

use bytes::Bytes;
use codec_support::*;
use oracle::pb;
use proptest::prelude::*;
use strait::Message;

/// `message` through both codecs in both directions.
fn assert_agreement<M, P>(message: M) -> Result<(), TestCaseError>
where
    M: Message + Clone + PartialEq + Debug,
    P: prost::Message + Default + From<M> + PartialEq + Debug,
{
    let ours = message.encode_to_bytes();
    let theirs = P::from(message.clone());
    prop_assert_eq!(&P::decode(ours.clone()).expect("prost reads ours"), &theirs);
    prop_assert_eq!(&M::decode(ours).expect("we read ours"), &message);
    let theirs = theirs.encode_to_vec().into();
    prop_assert_eq!(M::decode(theirs).expect("we read prost's"), message);
    Ok(())
}

/// Bytes that are nearly `message`: what prost takes for one, strait takes for the same.
fn assert_same_reading<M, P>(message: &M, damage: &[(usize, u8)]) -> Result<(), TestCaseError>
where
    M: Message + Debug,
    P: prost::Message + Default,
{
    let mut bytes = message.encode_to_bytes().to_vec();
    for (position, value) in damage {
        if let Some(position) = position.checked_rem(bytes.len()) {
            bytes[position] = *value;
        }
    }
    let bytes = Bytes::from(bytes);
    if let Ok(theirs) = P::decode(bytes.clone()) {
        let ours = M::decode(bytes).expect("we read what prost reads");
        let theirs = M::decode(theirs.encode_to_vec().into()).expect("we read prost's");
        // Compared as printed, as a NaN does not equal itself; and prost forgets the sign of zero.
        let print = |message: M| format!("{message:?}").replace("-0.0", "0.0");
        prop_assert_eq!(print(ours), print(theirs));
    }
    Ok(())
}

fn damage() -> impl Strategy<Value = Vec<(usize, u8)>> {
    prop::collection::vec((any::<usize>(), any::<u8>()), 1..4)
}

proptest! {
    #[test]
    fn scalars_agree(message in oracle::scalars()) {
        assert_agreement::<_, pb::Scalars>(message)?;
    }

    #[test]
    fn optionals_agree(message in oracle::optionals()) {
        assert_agreement::<_, pb::Optionals>(message)?;
    }

    #[test]
    fn lists_agree(message in oracle::lists()) {
        assert_agreement::<_, pb::Lists>(message)?;
    }

    #[test]
    fn maps_agree(message in oracle::maps()) {
        assert_agreement::<_, pb::Maps>(message)?;
    }

    #[test]
    fn trees_agree(message in oracle::tree()) {
        assert_agreement::<_, pb::Tree>(message)?;
    }

    #[test]
    fn a_relay_passes_on_what_it_does_not_know(tree in oracle::tree()) {
        let relay = Relay::decode(tree.encode_to_bytes()).expect("a relay reads a tree");
        prop_assert_eq!((&relay.name, &relay.contact), (&tree.name, &tree.contact));
        let passed_on = <pb::Tree as prost::Message>::decode(relay.encode_to_bytes());
        prop_assert_eq!(passed_on.expect("prost reads it"), pb::Tree::from(tree));
    }

    #[test]
    fn damaged_scalars_are_read_as_prost_reads_them(
        message in oracle::scalars(), damage in damage(),
    ) {
        assert_same_reading::<_, pb::Scalars>(&message, &damage)?;
    }

    #[test]
    fn damaged_trees_are_read_as_prost_reads_them(
        message in oracle::tree(), damage in damage(),
    ) {
        assert_same_reading::<_, pb::Tree>(&message, &damage)?;
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes = Bytes::from(bytes);
        let _ = Scalars::decode(bytes.clone());
        let _ = Optionals::decode(bytes.clone());
        let _ = Lists::decode(bytes.clone());
        let _ = Maps::decode(bytes.clone());
        let _ = Proxy::decode(bytes.clone());
        if let Ok(tree) = Tree::decode(bytes) {
            prop_assert_eq!(Tree::decode(tree.encode_to_bytes()).expect("our own bytes"), tree);
        }
    }
}
