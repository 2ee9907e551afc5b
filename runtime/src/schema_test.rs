//! `schema_test!`: the committed `.proto` files as the lock on what goes over the wire.
//!
//! The one place outside of the transport that reads the environment, and only ever in a test.

use std::path::Path;

use strait_proto_compat::{schema::Schema, verify_dir};

/// Writes a test that the `.proto` files in a folder say what service traits say.
///
/// The folder is relative to the crate's root, and the services may be paths. The files are
/// committed: a change of a trait or message that other languages would see fails the test until
/// the files are written anew, so reviewers see it as a diff of the `.proto`.
///
/// ```
/// # strait::package!("greeter");
/// # use strait::{rpc_service, Message, Status};
/// # #[derive(Message)] pub struct Hello {}
/// #[rpc_service]
/// pub trait Greeter {
///     async fn say_hello(&self, request: Hello) -> Result<Hello, Status>;
/// }
///
/// strait::schema_test!("proto/", [Greeter]);
/// ```
///
/// ```sh
/// STRAIT_UPDATE=1 cargo test proto_files   # writes the files, and removes those left over
/// ```
///
/// A folder belongs to one test: list all services whose files it holds.
pub use strait_macros::schema_test;

/// What the test does.
///
/// # Panics
///
/// If the files differ, with every difference; with `STRAIT_UPDATE=1` in the environment, if they
/// cannot be written.
pub fn check_committed_protos(crate_root: &str, dir: &str, schema: &Schema) {
    let files = schema.proto_files().unwrap_or_else(|error| panic!("{error}"));
    let update = std::env::var_os("STRAIT_UPDATE").is_some_and(|value| value == "1");
    if let Err(drift) = verify_dir(&Path::new(crate_root).join(dir), &files, update) {
        panic!("{drift}");
    }
}
