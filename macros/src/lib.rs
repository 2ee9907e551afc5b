//! The derive and attribute macros of strait; use them through the `strait` crate.
