//! The committed `.proto` files are what the examples' contracts say.

use strait_examples::{chat, files, greeter};

strait::schema_test!("proto/", [chat::Chat, files::Files, greeter::Greeter]);
