//! What the fuzz targets run, with the seeds that are kept of them.

mod frames;
mod hpack;
mod seeds;

#[test]
fn seeds_of_frames() {
    seeds::replay("frames", frames::run);
}

#[test]
fn seeds_of_header_blocks() {
    seeds::replay("hpack_decode", hpack::decode);
}

#[test]
fn seeds_of_fields_there_and_back() {
    seeds::replay("hpack_roundtrip", hpack::roundtrip);
}
