//! Every message comes back, and prost-reflect, which reads the schema that strait exports, writes
//! and reads the same JSON.

use std::{fmt::Debug, sync::LazyLock};

use proptest::prelude::*;
use prost::Message as _;
use prost_reflect::{DescriptorPool, DynamicMessage};
use strait::{
    Message,
    json::{self, JsonMessage},
    schema::Schema,
};

use crate::{codec_support::*, oracle};

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    let mut schema = Schema::new();
    <Scalars as Message>::describe(&mut schema);
    <Optionals as Message>::describe(&mut schema);
    <Lists as Message>::describe(&mut schema);
    <Maps as Message>::describe(&mut schema);
    <Tree as Message>::describe(&mut schema);
    let set = schema.file_descriptor_set().expect("the schema is sound");
    DescriptorPool::decode(&*set).expect("prost-reflect reads our descriptors")
});

fn assert_agreement<M>(message: &M) -> Result<(), TestCaseError>
where
    M: JsonMessage + PartialEq + Debug,
{
    let name = M::type_name().to_string();
    let descriptor = POOL.get_message_by_name(&name).expect("described above");
    let text = json::to_string(message).expect("has a form");
    prop_assert_eq!(&json::from_str::<M>(&text).expect("we read ours"), message);

    let mut theirs = serde_json::Deserializer::from_str(&text);
    let theirs = DynamicMessage::deserialize(descriptor.clone(), &mut theirs);
    let bytes = theirs.expect("prost-reflect reads ours").encode_to_vec().into();
    prop_assert_eq!(&M::decode(bytes).expect("the same message"), message);

    let theirs = DynamicMessage::decode(descriptor, message.encode_to_bytes());
    let theirs = serde_json::to_string(&theirs.expect("one wire format")).expect("has a form");
    prop_assert_eq!(&json::from_str::<M>(&theirs).expect("we read theirs"), message);
    if text.contains("-0.0") {
        return Ok(()); // prost-reflect takes it for the default.
    }
    let [ours, theirs] =
        [text, theirs].map(|text| serde_json::from_str::<serde_json::Value>(&text).expect("JSON"));
    prop_assert_eq!(ours, theirs);
    Ok(())
}

proptest! {
    #[test]
    fn scalars_agree(message in oracle::scalars()) {
        assert_agreement(&message)?;
    }

    #[test]
    fn optionals_agree(message in oracle::optionals()) {
        assert_agreement(&message)?;
    }

    #[test]
    fn lists_agree(message in oracle::lists()) {
        assert_agreement(&message)?;
    }

    #[test]
    fn maps_agree(message in oracle::maps()) {
        assert_agreement(&message)?;
    }

    #[test]
    fn trees_agree(message in oracle::tree()) {
        assert_agreement(&message)?;
    }

    #[test]
    fn damaged_text_never_panics(
        message in oracle::tree(), position in any::<prop::sample::Index>(), letter in "[\\PC\\[{\"]",
    ) {
        let mut text = json::to_string(&message).expect("has a form");
        let places: Vec<_> = text.char_indices().map(|(place, _)| place).collect();
        text.insert_str(*position.get(&places), &letter);
        if let Ok(read) = json::from_str::<Tree>(&text) {
            let text = json::to_string(&read).expect("has a form");
            prop_assert_eq!(json::from_str::<Tree>(&text).expect("we read ours"), read);
        }
    }
}
