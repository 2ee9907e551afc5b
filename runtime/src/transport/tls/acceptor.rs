//! The server's side of a handshake.

use std::{fmt, io, sync::Arc, time::Duration};

use rustls::{
    RootCertStore, ServerConfig,
    server::{WebPkiClientVerifier, danger::ClientCertVerifier},
    sign::SingleCertAndKey,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{
    H2, TlsReloader,
    failure::{Remote, failure},
    info::info,
    live::{Live, Recipe},
    stream::Explained,
};
use crate::{
    Peer,
    context::TlsInfo,
    tls::{ClientAuth, HandshakeError, Observer, Pem, ServerTls, TlsError, TlsEvent},
    transport::Io,
};

/// Makes encrypted streams of what clients open.
#[derive(Clone)]
pub(crate) struct TlsAcceptor(Arc<Live<ServerTls>>);

impl TlsAcceptor {
    /// Reads what `tls` names.
    pub(crate) fn new(tls: ServerTls) -> Result<Self, TlsError> {
        Live::new(tls).map(|live| Self(Arc::new(live)))
    }

    /// Waits for the client's handshake; `None` if it is turned away, which the observer is told.
    pub(crate) async fn accept(&self, io: Io, peer: &Peer) -> Option<(Io, TlsInfo)> {
        match self.handshake(io).await {
            Ok(accepted) => Some(accepted),
            Err((error, io)) => {
                let observer = self.0.recipe().observer();
                observer.tell(TlsEvent::HandshakeFailed { peer, error: &error });
                linger(io).await;
                None
            }
        }
    }

    /// The stream comes back with a failure: its last word to the client may still be on its way.
    async fn handshake(&self, io: Io) -> Result<(Io, TlsInfo), (HandshakeError, Io)> {
        let acceptor = tokio_rustls::TlsAcceptor::from(self.0.current());
        let stream = acceptor
            .accept(io)
            .into_fallible()
            .await
            .map_err(|(error, io)| (failure(Remote::Client, error), io))?;
        let (_, connection) = stream.get_ref();
        // One that offers other protocols has been refused by now.
        if connection.alpn_protocol() != Some(H2) {
            let message = "the client did not ask for HTTP/2 (`h2` by ALPN), which gRPC needs";
            let error = HandshakeError::new(message, io::ErrorKind::Unsupported.into());
            return Err((error, Box::new(stream)));
        }
        let info = info(connection, connection.server_name());
        Ok((Box::new(Explained { stream, remote: Remote::Client }), info))
    }

    /// Looks at the files now and then, for ever.
    pub(crate) async fn follow_files(self) {
        let tls = self.0.recipe();
        if !tls.pems().any(Pem::is_file) {
            return std::future::pending().await;
        }
        let interval = tls.reload_interval;
        loop {
            tokio::time::sleep(interval).await;
            let live = Arc::clone(&self.0);
            // An error has been told to the observer; a panic is one of the observer's own.
            let _ = tokio::task::spawn_blocking(move || live.reload()).await;
        }
    }

    pub(crate) fn reloader(&self) -> TlsReloader {
        TlsReloader(Arc::clone(&self.0) as _)
    }
}

/// Closes a stream so that the client can read why. With bytes unread, such as the first of a
/// client that takes itself for accepted, the socket would be reset, and an alert may be lost.
async fn linger(mut io: Io) {
    let last_bytes = async {
        io.shutdown().await?;
        tokio::io::copy(&mut io.take(64 * 1024), &mut tokio::io::sink()).await
    };
    // However that ends, it is the end.
    let _ = tokio::time::timeout(Duration::from_secs(1), last_bytes).await;
}

impl fmt::Debug for TlsAcceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.recipe().fmt(f)
    }
}

impl ServerTls {
    fn client_ca_pem(&self) -> Option<&Pem> {
        match &self.client_auth {
            ClientAuth::None => None,
            ClientAuth::Optional(ca) | ClientAuth::Required(ca) => Some(ca),
        }
    }

    fn pems(&self) -> impl Iterator<Item = &Pem> {
        [&self.certificate, &self.key].into_iter().chain(self.client_ca_pem())
    }

    /// Checks clients' certificates.
    fn verifier(&self, content: &Content) -> Result<Arc<dyn ClientCertVerifier>, TlsError> {
        let (Some(pem), Some(ca)) = (self.client_ca_pem(), &content.client_ca) else {
            return Ok(WebPkiClientVerifier::no_client_auth());
        };
        let mut roots = RootCertStore::empty();
        super::add_authorities(&mut roots, pem, ca)?;
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), super::provider());
        let verifier = match &self.client_auth {
            ClientAuth::Optional(_) => verifier.allow_unauthenticated(),
            _ => verifier,
        };
        let verifier = verifier.build().map_err(|error| TlsError::Unusable {
            what: "CA certificate",
            source: pem.source(),
            reason: error.to_string(),
        })?;
        Ok(verifier)
    }
}

/// What the files of a server hold.
#[derive(Hash)]
pub(super) struct Content {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

impl Recipe for ServerTls {
    type Content = Content;
    type Config = ServerConfig;

    fn read(&self) -> Result<Content, TlsError> {
        Ok(Content {
            certificate: self.certificate.read()?.into_owned(),
            key: self.key.read()?.into_owned(),
            client_ca: self.client_ca_pem().map(Pem::read).transpose()?.map(Into::into),
        })
    }

    fn make(&self, content: &Content) -> Result<ServerConfig, TlsError> {
        let identity =
            super::identity((&self.certificate, &content.certificate), (&self.key, &content.key))?;
        let mut config = ServerConfig::builder_with_provider(super::provider())
            .with_safe_default_protocol_versions()
            .expect("aws-lc-rs has suites for every version")
            .with_client_cert_verifier(self.verifier(content)?)
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(identity)));
        // RFC 9113, sections 3.2 and 3.3.
        config.alpn_protocols = vec![H2.to_vec()];
        Ok(config)
    }

    fn observer(&self) -> &Observer {
        &self.observer
    }
}
