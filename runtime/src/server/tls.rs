//! TLS on the builder and on the bound server.

use super::{Builder, ServeError, Server};
use crate::{
    tls::{ServerTls, TlsReloader},
    transport::TlsAcceptor,
};

impl Builder {
    /// Serves over TLS, and over nothing else: clients that speak plain HTTP/2 are turned away.
    /// Certificates are read here, and what is wrong with them is an error when the server is
    /// bound. The handshake counts as part of [`handshake_timeout`](Self::handshake_timeout).
    pub fn tls(mut self, tls: ServerTls) -> Self {
        match TlsAcceptor::new(tls) {
            Ok(acceptor) => self.settings.tls = Some(acceptor),
            Err(error) => {
                self.invalid.get_or_insert(ServeError::Tls(error));
            }
        }
        self
    }
}

impl Server {
    /// Reloads the server's certificates at once, as it does by itself now and then; `None`
    /// without TLS. To be had before the server is served.
    #[must_use]
    pub fn tls_reloader(&self) -> Option<TlsReloader> {
        self.shared.settings.tls.as_ref().map(TlsAcceptor::reloader)
    }
}
