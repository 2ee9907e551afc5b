//! The contracts that the example binaries share.
