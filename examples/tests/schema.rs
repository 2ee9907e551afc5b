//! The committed `.proto` files are what the examples' contracts say.

strait::schema_test!("proto/", [strait_examples::greeter::Greeter]);
