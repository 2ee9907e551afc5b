//! Protobuf's JSON: what is written, what is read, what is refused, and whether an implementation
//! of others agrees.

mod closed;
#[path = "../codec_support/mod.rs"]
mod codec_support;
mod errors;
mod everywhere;
mod options;
#[allow(dead_code, reason = "prost has no JSON: only the strategies are used")]
#[path = "../codec_support/oracle.rs"]
mod oracle;
mod properties;
mod reading;
mod well_known;
mod with_serde;
mod writing;

use codec_support::*;
