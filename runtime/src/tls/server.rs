//! TLS of a server, as it is set up.

use std::{path::PathBuf, time::Duration};

use super::{Observer, Pem, TlsEvent};

/// TLS of a server: its certificate, and from whom it wants one.
///
/// Given to [`server::Builder::tls`](crate::server::Builder::tls). What is wrong with it is an
/// error when the server is bound.
///
/// ```no_run
/// use strait::{Server, ServerTls};
///
/// # async fn example() -> Result<(), strait::server::ServeError> {
/// let tls = ServerTls::from_files("server.pem", "server.key").client_ca_file("clients.pem");
/// Server::builder().tls(tls).serve("0.0.0.0:50051").await
/// # }
/// ```
///
/// Certificate chains stand leaf first. Keys are PKCS #8, PKCS #1 or SEC 1, and not encrypted; a
/// key and its certificate may stand in one file.
///
/// # Reload
///
/// Files, that of the clients' authority included, are looked at again every minute
/// ([`reload_interval`](Self::reload_interval)) and by [`Server::tls_reloader`]. Their content
/// tells whether they have changed, so that symbolic links that are pointed elsewhere are followed.
/// Connections made from then on see the new certificate; those that are open go on undisturbed.
/// Files that cannot be used change nothing and are [told](Self::on_event); so are two that were
/// met between the change of the one and of the other, which the next look mends. Sessions are not
/// resumed across a reload: a client whose authority was taken away does not come back.
///
/// [`Server::tls_reloader`]: crate::Server::tls_reloader
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is given to a server's builder"]
pub struct ServerTls {
    pub(crate) certificate: Pem,
    pub(crate) key: Pem,
    pub(crate) client_auth: ClientAuth,
    pub(crate) reload_interval: Duration,
    pub(crate) observer: Observer,
}

/// Whether clients need a certificate, and from whom.
#[derive(Clone, Debug)]
pub(crate) enum ClientAuth {
    None,
    Optional(Pem),
    Required(Pem),
}

impl ServerTls {
    /// A certificate chain and its key in PEM.
    pub fn from_pem(certificate: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        Self::new(Pem::given(certificate), Pem::given(key))
    }

    /// A certificate chain and its key in PEM files, which may change.
    pub fn from_files(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        Self::new(Pem::File(certificate.into()), Pem::File(key.into()))
    }

    fn new(certificate: Pem, key: Pem) -> Self {
        Self {
            certificate,
            key,
            client_auth: ClientAuth::None,
            reload_interval: Duration::from_secs(60),
            observer: Observer::default(),
        }
    }

    /// Lets in only clients whose certificate one of these authorities issued (mutual TLS).
    /// Handlers see who it is in [`Context::tls`](crate::Context::tls).
    pub fn client_ca(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.client_auth = ClientAuth::Required(Pem::given(pem));
        self
    }

    /// As [`client_ca`](Self::client_ca), from a PEM file, which may change.
    pub fn client_ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.client_auth = ClientAuth::Required(Pem::File(path.into()));
        self
    }

    /// Asks clients for a certificate of these authorities, and lets in those without any as well.
    /// One that is not valid is refused.
    pub fn client_ca_optional(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.client_auth = ClientAuth::Optional(Pem::given(pem));
        self
    }

    /// As [`client_ca_optional`](Self::client_ca_optional), from a PEM file, which may change.
    pub fn client_ca_optional_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.client_auth = ClientAuth::Optional(Pem::File(path.into()));
        self
    }

    /// How often the files are looked at, from one look to the next; at least a millisecond, and
    /// never with [`Duration::MAX`]. 60 s unless set.
    pub fn reload_interval(mut self, interval: Duration) -> Self {
        self.reload_interval = interval.max(Duration::from_millis(1));
        self
    }

    /// Has `tell` told what happens while the server is at work: reloads, and clients turned away.
    /// It is called in the server's tasks and should not take long.
    pub fn on_event(mut self, tell: impl Fn(TlsEvent<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(tell);
        self
    }
}
