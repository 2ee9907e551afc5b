//! The Rust of the importer's goldens, which must compile. It is formatted as rustfmt does unless
//! told otherwise, not as this workspace is.
//!
//! What of it means the same as the `.proto` is compared in [`golden`](super::golden) and, with
//! what others published, by the test `corpus`.

#![allow(dead_code, reason = "imported whole")]
#![expect(unreachable_pub, reason = "imported as public")]
#![expect(clippy::enum_variant_names, clippy::module_inception, reason = "the names are given")]

#[path = "../../import/tests/golden/choices/rust/choices.rs"]
#[rustfmt::skip]
mod choices;
#[path = "../../import/tests/golden/clashes/rust/clashes.rs"]
#[rustfmt::skip]
mod clashes;
#[path = "../../import/tests/golden/options/rust/options.rs"]
#[rustfmt::skip]
mod options;
#[path = "../../import/tests/golden/proto2/rust/two.rs"]
#[rustfmt::skip]
mod two;

// Modules that lie in folders of their own, so not by path.
mod packages {
    strait::proto!(
        "../import/tests/golden/packages/root.proto",
        "../import/tests/golden/packages/a_again.proto",
        "../import/tests/golden/packages/versions.proto",
        "../import/tests/golden/packages/v2.proto",
        "../import/tests/golden/packages/upper.proto",
        include = ["../import/tests/golden/packages"]
    );
}
