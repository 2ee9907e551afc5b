//! What each library does with a sample: operations to repeat, checked before they are counted.

use std::hint::black_box;

use bytes::Bytes;
use prost::Message;
use strait_bench_codec::{buffa as with_buffa, messages, prost as with_prost};
use strait_bench_harness::Error;

use crate::{fill, samples};

/// The libraries in the order of the columns.
pub(crate) const LIBRARIES: [&str; 3] = ["strait", "prost", "buffa"];

/// An operation to repeat.
pub(crate) type Operation = Box<dyn FnMut()>;

/// For each library the ways in which it can do one thing, of which the fastest counts.
pub(crate) type Ways = [Vec<Operation>; LIBRARIES.len()];

/// A sample and what is done with it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    pub(crate) encode: Ways,
    pub(crate) decode: Ways,
}

/// All samples.
pub(crate) fn cases() -> Result<Vec<Case>, Error> {
    macro_rules! case {
        ($name:literal, $sample:expr, $($path:ident)::+ => $strait:ty) => {
            case::<$strait, with_prost::$($path)::+, with_buffa::$($path)::+>($name, &$sample)
                .map_err(|e| format!("{}: {e}", $name))?
        };
    }
    use messages as m;
    Ok(vec![
        case!("a few short fields", samples::greeting().encode_to_vec(),
            shapes::Greeting => m::shapes::Greeting),
        case!("nested, repeated, a map", samples::order().encode_to_vec(),
            shapes::Order => m::shapes::Order),
        case!("64 KiB of bytes", samples::blob().encode_to_vec(),
            shapes::Blob => m::shapes::Blob),
        case!("packed numbers", samples::series().encode_to_vec(),
            shapes::Series => m::shapes::Series),
        case!("many strings", samples::log().encode_to_vec(),
            shapes::Log => m::shapes::Log),
        case!("maps", samples::labels().encode_to_vec(),
            shapes::Labels => m::shapes::Labels),
        case!("40 levels deep", samples::tree().encode_to_vec(),
            shapes::Tree => m::shapes::Tree),
        case!("TestAllTypesProto3, all set",
            fill::filled(".protobuf_test_messages.proto3.TestAllTypesProto3")?,
            protobuf_test_messages::proto3::TestAllTypesProto3
                => m::conformance::TestAllTypesProto3),
        case!("OpenTelemetry traces", samples::traces().encode_to_vec(),
            opentelemetry::proto::trace::v1::TracesData => m::otel_trace::TracesData),
        case!("OpenTelemetry metrics", samples::metrics().encode_to_vec(),
            opentelemetry::proto::metrics::v1::MetricsData => m::otel_metrics::MetricsData),
        case!("etcd range request", samples::range_request().encode_to_vec(),
            bench::etcd::RangeRequest => m::etcd::RangeRequest),
        case!("etcd range response", samples::range_response().encode_to_vec(),
            bench::etcd::RangeResponse => m::etcd::RangeResponse),
        case!("google.rpc.Status", samples::status().encode_to_vec(),
            google::rpc::Status => m::google_rpc::Status),
        case!("google.longrunning.Operation", samples::operation().encode_to_vec(),
            google::longrunning::Operation => m::longrunning::Operation),
        case!("descriptor.proto's descriptor", samples::descriptor()?,
            bench::descriptor::FileDescriptorSet => m::descriptor::FileDescriptorSet),
    ])
}

/// The operations on one sample. prost's encoding of it is the one that all read.
fn case<S, P, B>(name: &'static str, sample: &[u8]) -> Result<Case, Error>
where
    S: strait::Message,
    P: Message + Default + PartialEq + 'static,
    B: buffa::Message + 'static,
{
    let theirs = P::decode(sample)?;
    let bytes = Bytes::from(theirs.encode_to_vec());
    // strait writes oneofs after all other fields: the same message, if not in the same order.
    let same = |library: &str, written: &[u8]| -> Result<(), Error> {
        let read = P::decode(written)?;
        if written.len() != bytes.len() || read != theirs {
            return Err(format!("{library} wrote another message than it read").into());
        }
        Ok(())
    };
    let strait = with_strait::<S>(&bytes, |written| same("strait", written))?;
    let prost = with_prost::<P>(&bytes)?;
    let buffa = with_buffa::<B>(&bytes, |written| same("buffa", written))?;
    Ok(Case {
        name,
        bytes: bytes.len(),
        encode: [strait.0, prost.0, buffa.0],
        decode: [strait.1, prost.1, buffa.1],
    })
}

/// Ways to encode and ways to decode.
type Both = (Vec<Operation>, Vec<Operation>);

fn with_strait<M: strait::Message>(
    bytes: &Bytes,
    same: impl Fn(&[u8]) -> Result<(), Error>,
) -> Result<Both, Error> {
    let message = M::decode(bytes.clone())?;
    let encoded = |message: &M| {
        let mut out = Vec::new();
        message.encode_into(&mut out);
        out
    };
    same(&encoded(&message))?;
    let encode = move || {
        black_box(encoded(black_box(&message)));
    };
    let shared = bytes.clone();
    let from_bytes = move || {
        black_box(M::decode(black_box(&shared).clone()).expect("decoded before"));
    };
    Ok((vec![Box::new(encode)], vec![Box::new(from_bytes)]))
}

fn with_prost<M: Message + Default + 'static>(bytes: &Bytes) -> Result<Both, Error> {
    let message = M::decode(bytes.clone())?;
    let encode = move || {
        black_box(black_box(&message).encode_to_vec());
    };
    let (shared, copied) = (bytes.clone(), bytes.clone());
    let from_bytes = move || {
        black_box(M::decode(black_box(&shared).clone()).expect("decoded before"));
    };
    let from_slice = move || {
        black_box(M::decode(&**black_box(&copied)).expect("decoded before"));
    };
    Ok((vec![Box::new(encode)], vec![Box::new(from_bytes), Box::new(from_slice)]))
}

fn with_buffa<M: buffa::Message + 'static>(
    bytes: &Bytes,
    same: impl Fn(&[u8]) -> Result<(), Error>,
) -> Result<Both, Error> {
    let message = M::decode(&mut bytes.clone())?;
    same(&message.encode_to_vec())?;
    let encode = move || {
        black_box(black_box(&message).encode_to_vec());
    };
    let (shared, copied) = (bytes.clone(), bytes.clone());
    let from_bytes = move || {
        black_box(M::decode(&mut black_box(&shared).clone()).expect("decoded before"));
    };
    let from_slice = move || {
        black_box(M::decode_from_slice(black_box(&copied)).expect("decoded before"));
    };
    Ok((vec![Box::new(encode)], vec![Box::new(from_bytes), Box::new(from_slice)]))
}
