//! What stands in the place of `tls` without the feature: types that have no values, so that the
//! engines need no `#[cfg]`.

use std::convert::Infallible;

use super::Io;
use crate::{Peer, Status, context::TlsInfo};

/// See [`TlsConnector::new`].
#[derive(Clone, Debug)]
pub(crate) struct ClientTls(Infallible);

/// No server has one.
#[derive(Clone, Debug)]
pub(crate) struct TlsAcceptor(Infallible);

impl TlsAcceptor {
    #[expect(clippy::unused_async, reason = "as with TLS")]
    pub(crate) async fn accept(&self, _: Io, _: &Peer) -> Option<(Io, TlsInfo)> {
        match self.0 {}
    }

    #[expect(clippy::unused_async, reason = "as with TLS")]
    pub(crate) async fn follow_files(self) {
        match self.0 {}
    }
}

/// No channel has one.
#[derive(Clone, Debug)]
pub(crate) struct TlsConnector(Infallible);

impl TlsConnector {
    /// # Errors
    ///
    /// Always: TLS is a feature.
    pub(crate) fn new(_: Option<ClientTls>, _: &str) -> Result<Self, Status> {
        Err(Status::internal("TLS needs the feature `tls` of strait"))
    }

    pub(crate) fn authority(&self) -> Option<&str> {
        match self.0 {}
    }

    #[expect(clippy::unused_async, reason = "as with TLS")]
    pub(crate) async fn connect(&self, _: Io) -> Result<Io, Status> {
        match self.0 {}
    }
}
