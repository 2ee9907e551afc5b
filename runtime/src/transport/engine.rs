//! The choice between HTTP/2 engines.

/// What moves the bytes of connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Http2Engine {
    /// strait's own engine, made for gRPC.
    #[cfg_attr(not(feature = "__h2-default"), default)]
    Strait,
    /// The h2 crate: the feature `h2`.
    #[cfg(feature = "h2")]
    #[cfg_attr(feature = "__h2-default", default)]
    H2,
}
