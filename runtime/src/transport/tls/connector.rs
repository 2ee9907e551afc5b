//! The client's side of a handshake.

use std::{fmt, io, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    client::ResolvesClientCert,
    sign::{CertifiedKey, SingleCertAndKey},
};
use rustls_pki_types::ServerName;

use super::{
    H2,
    failure::{Remote, failure},
    live::{Live, Recipe},
    stream::Explained,
};
use crate::{
    Status,
    tls::{ClientTls, HandshakeError, Observer, Pem, TlsError},
    transport::Io,
};

/// Makes encrypted streams to one server.
#[derive(Clone)]
pub(crate) struct TlsConnector {
    live: Arc<Live<Settings>>,
    server_name: ServerName<'static>,
}

impl TlsConnector {
    /// Reads what `tls` names, the system's roots among it. `host` is whom to expect unless `tls`
    /// says so.
    pub(crate) fn new(tls: Option<ClientTls>, host: &str) -> Result<Self, Status> {
        let tls = tls.unwrap_or_default();
        Self::build(tls, host).map_err(|error| {
            Status::internal(format!("TLS cannot be set up: {error}")).with_source(error)
        })
    }

    fn build(tls: ClientTls, host: &str) -> Result<Self, TlsError> {
        let name = tls.server_name.as_deref().unwrap_or(host);
        let server_name = ServerName::try_from(name)
            .map_err(|_| TlsError::ServerName(name.to_owned()))?
            .to_owned();
        // Read once: they are many, and change with the system.
        let system_roots = match tls.authorities.as_slice() {
            [] => Some(system_roots()?),
            _ => None,
        };
        let live = Arc::new(Live::new(Settings { tls, system_roots })?);
        Ok(Self { live, server_name })
    }

    /// The `:authority` of calls, if it is not to be the target's.
    pub(crate) fn authority(&self) -> Option<&str> {
        self.live.recipe().tls.server_name.as_deref()
    }

    /// Speaks TLS over `io`.
    pub(crate) async fn connect(&self, io: Io) -> Result<Io, Status> {
        self.follow_files().await;
        self.handshake(io)
            .await
            .map_err(|error| Status::unavailable(error.to_string()).with_source(error))
    }

    async fn handshake(&self, io: Io) -> Result<Io, HandshakeError> {
        let connector = tokio_rustls::TlsConnector::from(self.live.current());
        let stream = connector
            .connect(self.server_name.clone(), io)
            .await
            .map_err(|error| failure(Remote::Server, error))?;
        if stream.get_ref().1.alpn_protocol() != Some(H2) {
            let message = "the server did not agree to HTTP/2 (`h2` by ALPN), which gRPC needs: \
                           it may speak HTTP/1.1 only";
            return Err(HandshakeError::new(message, io::ErrorKind::Unsupported.into()));
        }
        Ok(Box::new(Explained { stream, remote: Remote::Server }))
    }

    async fn follow_files(&self) {
        if self.live.recipe().tls.pems().any(Pem::is_file) {
            let live = Arc::clone(&self.live);
            // An error has been told to the observer; a panic is one of the observer's own.
            let _ = tokio::task::spawn_blocking(move || live.reload()).await;
        }
    }
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.live.recipe().tls.fmt(f)
    }
}

/// Those of the operating system.
fn system_roots() -> Result<RootCertStore, TlsError> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    // Of the many a system has, some may be older than today's rules.
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        let reasons: Vec<_> = found.errors.iter().map(ToString::to_string).collect();
        return Err(TlsError::NoSystemRoots { reason: reasons.join("; ") });
    }
    Ok(roots)
}

/// What a connector was made with.
struct Settings {
    tls: ClientTls,
    system_roots: Option<RootCertStore>,
}

impl ClientTls {
    fn pems(&self) -> impl Iterator<Item = &Pem> {
        let identity = self.identity.iter().flat_map(|(certificate, key)| [certificate, key]);
        self.authorities.iter().chain(identity)
    }
}

/// What the files of a client hold.
#[derive(Hash)]
struct Content {
    authorities: Vec<Vec<u8>>,
    identity: Option<(Vec<u8>, Vec<u8>)>,
}

impl Recipe for Settings {
    type Content = Content;
    type Config = ClientConfig;

    fn read(&self) -> Result<Content, TlsError> {
        let read = |pem: &Pem| pem.read().map(Into::into);
        Ok(Content {
            authorities: self.tls.authorities.iter().map(read).collect::<Result<_, _>>()?,
            identity: match &self.tls.identity {
                Some((certificate, key)) => Some((read(certificate)?, read(key)?)),
                None => None,
            },
        })
    }

    fn make(&self, content: &Content) -> Result<ClientConfig, TlsError> {
        let mut roots = self.system_roots.clone().unwrap_or_else(RootCertStore::empty);
        for (pem, content) in self.tls.authorities.iter().zip(&content.authorities) {
            super::add_authorities(&mut roots, pem, content)?;
        }
        let identity = match (&self.tls.identity, &content.identity) {
            (Some((certificate, key)), Some((certificate_pem, key_pem))) => {
                Some(super::identity((certificate, certificate_pem), (key, key_pem))?)
            }
            _ => None,
        };
        let config = ClientConfig::builder_with_provider(super::provider())
            .with_safe_default_protocol_versions()
            .expect("aws-lc-rs has suites for every version")
            .with_root_certificates(roots);
        let mut config = match identity {
            Some(identity) => config.with_client_cert_resolver(resolver(identity)),
            None => config.with_no_client_auth(),
        };
        // RFC 9113, sections 3.2 and 3.3.
        config.alpn_protocols = vec![H2.to_vec()];
        Ok(config)
    }

    fn observer(&self) -> &Observer {
        &self.tls.observer
    }
}

fn resolver(identity: Arc<CertifiedKey>) -> Arc<dyn ResolvesClientCert> {
    Arc::new(SingleCertAndKey::from(identity))
}
