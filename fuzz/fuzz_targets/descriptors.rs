//! No bytes make the reader of descriptor sets panic, nor the rules that walk what it reads.
#![no_main]
use strait_proto_compat::{Rules, compat, descriptor::DescriptorSet, lint};

libfuzzer_sys::fuzz_target!(|input: (&[u8], &[u8])| {
    let sets = (DescriptorSet::decode(input.0), DescriptorSet::decode(input.1));
    if let (Ok(before), Ok(after)) = sets {
        let everything = Rules::breaking().only(["FILE", "PACKAGE", "WIRE_JSON", "WIRE", "STRAIT"]);
        let _ = compat::breaking(&before, &after, &everything.expect("categories"));
        let _ = lint::lint(&after, &Rules::lint());
    }
});
