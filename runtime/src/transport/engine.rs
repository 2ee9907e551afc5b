//! The choice between HTTP/2 engines.

/// What moves the bytes of connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Http2Engine {
    /// The h2 crate.
    #[cfg_attr(not(feature = "engine-default"), default)]
    H2,
    /// strait's own engine, made for gRPC: the feature `engine`.
    #[cfg(feature = "engine")]
    #[cfg_attr(feature = "engine-default", default)]
    Strait,
}
