//! The Rust of the importer's goldens, which must compile.
//!
//! What of it means the same as the `.proto` is compared in [`golden`](super::golden) and, with
//! what others published, by the test `corpus`. Each is as the importer wrote it: rustfmt, which
//! has settings of its own in this repository, stays away.

#![allow(dead_code, reason = "imported whole")]
#![expect(unreachable_pub, reason = "imported as public")]
#![expect(clippy::module_inception, reason = "the names are given")]

#[rustfmt::skip]
#[path = "../../import/tests/golden/choices/rust"]
mod choices {
    mod choices;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/clashes/rust"]
mod clashes {
    mod clashes;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/comments/rust"]
mod comments {
    mod comments;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/extensions/rust"]
mod extensions {
    mod extensions;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/kitchen/rust"]
mod kitchen {
    mod kitchen;
    mod shared;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/options/rust"]
mod options {
    mod options;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/packages/rust"]
mod packages {
    mod a;
    mod a_;
    mod r#type;
    mod unpackaged;
}

#[rustfmt::skip]
#[path = "../../import/tests/golden/proto2/rust"]
mod proto2 {
    mod two;
}
