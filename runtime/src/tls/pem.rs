//! Where PEM comes from.

use std::{borrow::Cow, path::PathBuf, sync::Arc};

use super::{PemSource, TlsError};

/// PEM as it was given: the text itself, or a file to look at again.
#[derive(Clone)]
pub(crate) enum Pem {
    Given(Arc<[u8]>),
    File(PathBuf),
}

impl Pem {
    pub(super) fn given(pem: impl AsRef<[u8]>) -> Self {
        Self::Given(pem.as_ref().into())
    }

    /// Reads it as it is now.
    pub(crate) fn read(&self) -> Result<Cow<'_, [u8]>, TlsError> {
        match self {
            Self::Given(pem) => Ok(Cow::Borrowed(pem)),
            Self::File(path) => std::fs::read(path)
                .map(Cow::Owned)
                .map_err(|source| TlsError::Read { path: path.clone(), source }),
        }
    }

    /// Its name in an error.
    pub(crate) fn source(&self) -> PemSource {
        match self {
            Self::Given(_) => PemSource::Given,
            Self::File(path) => PemSource::File(path.clone()),
        }
    }

    /// Whether it may change.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

/// Without the text, which may be a key.
impl std::fmt::Debug for Pem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.source().fmt(f)
    }
}
