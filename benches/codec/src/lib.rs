//! The messages of the codec's comparison three times: as strait's users write them, and as
//! prost's and buffa's generators write them from what strait exports.

pub mod messages;

/// prost's messages.
#[allow(warnings, reason = "generated, with other lints in mind")]
pub mod prost {
    include!(concat!(env!("OUT_DIR"), "/prost/mod.rs"));
}

/// buffa's messages.
#[allow(warnings, reason = "generated, with other lints in mind")]
pub mod buffa {
    include!(concat!(env!("OUT_DIR"), "/buffa/mod.rs"));
}

/// The descriptors of all the messages.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.binpb"));
