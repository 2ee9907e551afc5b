//! Schemas of services: the `.proto` text and the descriptor set, without a running server.

use strait_proto_compat::{ProtoFile, schema::Schema};

use crate::MethodDescriptor;

/// The schema of a service; `GreeterSchema` has it.
pub trait ServiceSchema {
    /// The full protobuf name.
    const NAME: &'static str;

    /// The methods in the order of the trait.
    const METHODS: &'static [MethodDescriptor];

    /// Adds the service and all its types.
    fn describe(schema: &mut Schema);

    /// The schema of this service alone.
    #[must_use]
    fn schema() -> Schema {
        let mut schema = Schema::new();
        Self::describe(&mut schema);
        schema
    }

    /// The `.proto` files, one a package.
    ///
    /// # Panics
    ///
    /// If the types do not make a valid schema, such as two Rust types with one protobuf name; the
    /// message names them. [`Schema::proto_files`] gives the error instead.
    #[must_use]
    fn proto_files() -> Vec<ProtoFile> {
        Self::schema().proto_files().unwrap_or_else(|error| panic!("{}: {error}", Self::NAME))
    }

    /// The encoded `google.protobuf.FileDescriptorSet`, imports included.
    ///
    /// # Panics
    ///
    /// As [`proto_files`](Self::proto_files).
    #[must_use]
    fn file_descriptor_set() -> Vec<u8> {
        let set = Self::schema().file_descriptor_set();
        set.unwrap_or_else(|error| panic!("{}: {error}", Self::NAME))
    }
}
