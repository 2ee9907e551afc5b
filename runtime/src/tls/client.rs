//! TLS of a channel, as it is set up.

use std::path::PathBuf;

use super::{Observer, Pem, TlsEvent};

/// TLS of a channel: whom it trusts, and who it says it is.
///
/// Given to [`ChannelBuilder::tls`](crate::ChannelBuilder::tls). What is wrong with it is an error
/// when the channel is made. A channel to an `https://` target without it uses
/// [`ClientTls::new`].
///
/// ```no_run
/// use strait::{Channel, ClientTls};
///
/// # async fn example() -> Result<(), strait::Status> {
/// let tls = ClientTls::new().ca_file("ca.pem").identity_files("client.pem", "client.key");
/// let channel = Channel::builder().tls(tls).connect("https://greeter.example:50051").await?;
/// # Ok(()) }
/// ```
///
/// Files are looked at again before each connection: what has changed is used from then on, and
/// what cannot be used changes nothing and is [told](Self::on_event).
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is given to a channel's builder"]
pub struct ClientTls {
    /// The system's roots if there is none.
    pub(crate) authorities: Vec<Pem>,
    pub(crate) identity: Option<(Pem, Pem)>,
    pub(crate) server_name: Option<String>,
    pub(crate) observer: Observer,
}

impl ClientTls {
    /// Trusts whom the system trusts, and has no certificate of its own.
    ///
    /// The system's root certificates are read when the channel is made; the environment's
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` take their place.
    pub fn new() -> Self {
        Self::default()
    }

    /// Trusts these authorities, and the system's no longer. Can be called more than once.
    pub fn ca_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.authorities.push(Pem::given(pem));
        self
    }

    /// As [`ca_pem`](Self::ca_pem), from a PEM file, which may change.
    pub fn ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.authorities.push(Pem::File(path.into()));
        self
    }

    /// A certificate chain and its key in PEM, for servers that want to know who calls (mutual
    /// TLS).
    pub fn identity_pem(mut self, certificate: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        self.identity = Some((Pem::given(certificate), Pem::given(key)));
        self
    }

    /// As [`identity_pem`](Self::identity_pem), from PEM files, which may change.
    pub fn identity_files(
        mut self,
        certificate: impl Into<PathBuf>,
        key: impl Into<PathBuf>,
    ) -> Self {
        self.identity = Some((Pem::File(certificate.into()), Pem::File(key.into())));
        self
    }

    /// Expects the server to be `name`, whatever address it is reached by: its certificate must be
    /// valid for it, and it is the `:authority` of calls. The target's host unless set, and
    /// `localhost` for a Unix socket.
    pub fn server_name(mut self, name: impl Into<String>) -> Self {
        self.server_name = Some(name.into());
        self
    }

    /// Has `tell` told what happens while the channel is at work. It is called in the channel's
    /// task and should not take long.
    pub fn on_event(mut self, tell: impl Fn(TlsEvent<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(tell);
        self
    }
}
