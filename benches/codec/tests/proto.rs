//! The committed `.proto` files, from which the peers' code is generated, are what the messages
//! say.

strait::schema_test!("proto/", [strait_bench_codec::messages::samples::Samples]);
