//! The headers about compression.

use crate::{
    Compression,
    compression::{CompressionSet, IDENTITY},
};

/// What a peer's `grpc-encoding` says.
#[derive(Debug, Default)]
pub(crate) enum Encoding {
    #[default]
    Identity,
    Known(Compression),
    Unknown(String),
}

impl Encoding {
    pub(crate) fn parse(value: &[u8]) -> Self {
        if value == IDENTITY.as_bytes() {
            return Self::Identity;
        }
        let name = String::from_utf8_lossy(value);
        match Compression::from_name(&name) {
            Some(compression) => Self::Known(compression),
            None => Self::Unknown(name.into_owned()),
        }
    }

    /// The encoding, `None` for identity.
    ///
    /// # Errors
    ///
    /// Its name, if it is none of `supported`.
    pub(crate) fn among(self, supported: CompressionSet) -> Result<Option<Compression>, String> {
        match self {
            Self::Identity => Ok(None),
            Self::Known(compression) if supported.contains(compression) => Ok(Some(compression)),
            Self::Known(compression) => Err(compression.name().to_owned()),
            Self::Unknown(name) => Err(name),
        }
    }
}

/// What we say about compression in our headers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encodings {
    /// How our compressed messages are compressed.
    pub(crate) send: Option<Compression>,
    /// How the peer's may be.
    pub(crate) accept: CompressionSet,
}

impl Encodings {
    /// The value of `grpc-encoding`. Identity goes without saying.
    pub(crate) fn encoding(self) -> Option<&'static str> {
        self.send.map(Compression::name)
    }

    /// The value of `grpc-accept-encoding`. Identity alone goes without saying.
    pub(crate) fn accept_encoding(self) -> Option<&'static str> {
        (!self.accept.is_empty()).then(|| self.accept.header())
    }
}
