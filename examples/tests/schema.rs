//! The committed `.proto` files are what the examples' contracts say.

use strait_examples::{chat, diary, files, greeter};

strait::schema_test!("proto/", [chat::Chat, diary::Diary, files::Files, greeter::Greeter]);
