//! One message of each kind, made with prost's types.

mod public;
mod shapes;

use prost::Message;
use prost_types::FileDescriptorSet;
use strait_bench_harness::Error;

pub(crate) use public::{metrics, operation, range_request, range_response, status, traces};
pub(crate) use shapes::{blob, greeting, labels, log, order, series, tree};

/// The descriptor of the file that describes descriptors.
pub(crate) fn descriptor() -> Result<Vec<u8>, Error> {
    let mut set = FileDescriptorSet::decode(strait_bench_codec::DESCRIPTORS)?;
    set.file.retain(|file| file.name() == "bench/descriptor.proto");
    Ok(set.encode_to_vec())
}
