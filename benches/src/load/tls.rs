//! TLS for the load generator: rustls between a [`Connection`] and its socket, with one read and
//! one write for as much as the connection has at once, as without TLS.

use std::io::{self, Read, Write};
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, version};
use strait_bench_harness::Error;
use tokio::net::TcpStream;

use super::connection::Connection;
use crate::identity::{Identity, SERVER_NAME};

/// All that is offered, so that every server does the same work.
const PROTOCOL: &rustls::SupportedProtocolVersion = &version::TLS13;
const CIPHER_SUITE: rustls::SupportedCipherSuite =
    aws_lc_rs::cipher_suite::TLS13_AES_128_GCM_SHA256;
const ALPN: &[u8] = b"h2";

/// As much as is decrypted before the connection looks at it.
const READ_AT_ONCE: usize = 128 << 10;

/// What all connections over TLS share.
#[derive(Clone)]
pub(super) struct Tls(Arc<ClientConfig>);

impl Tls {
    /// Trusts the identity that was made last, and nothing else.
    pub(super) fn new() -> Result<Self, Error> {
        let identity = Identity::read()?;
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(identity.certificate.as_bytes())?)?;
        let provider =
            CryptoProvider { cipher_suites: vec![CIPHER_SUITE], ..aws_lc_rs::default_provider() };
        let mut config = ClientConfig::builder_with_provider(provider.into())
            .with_protocol_versions(&[PROTOCOL])?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![ALPN.to_vec()];
        Ok(Self(config.into()))
    }

    pub(super) fn session(&self) -> Result<Session, Error> {
        let mut session =
            ClientConnection::new(self.0.clone(), ServerName::try_from(SERVER_NAME)?)?;
        session.set_buffer_limit(None);
        Ok(Session(session.into()))
    }
}

/// The client's end of one TLS connection.
pub(super) struct Session(Box<ClientConnection>);

impl Session {
    /// Encrypts what the connection has to write, writes as much of it as the socket takes, and
    /// returns whether that was all.
    pub(super) fn write(
        &mut self,
        socket: &TcpStream,
        connection: &mut Connection,
    ) -> Result<bool, Error> {
        let output = connection.output();
        self.0.writer().write_all(output)?;
        let length = output.len();
        connection.written(length);
        while self.0.wants_write() {
            match self.0.write_tls(&mut NonBlocking(socket)) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    }

    /// Decrypts what the socket has, and has the connection act on it.
    pub(super) fn read(
        &mut self,
        socket: &TcpStream,
        connection: &mut Connection,
    ) -> Result<(), Error> {
        let mut came = 0;
        while came < READ_AT_ONCE {
            match self.0.read_tls(&mut NonBlocking(socket)) {
                Ok(0) => return Err("the server closed the connection".into()),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) => return Err(error.into()),
            }
            let decrypted = self.0.process_new_packets()?.plaintext_bytes_to_read();
            let input = connection.input();
            let start = input.len();
            input.resize(start + decrypted, 0);
            self.0.reader().read_exact(&mut input[start..])?;
            came += decrypted;
        }
        connection.process()
    }

    /// Compares what was agreed on with what all servers are to be measured with.
    pub(super) fn check(&self) -> Result<(), Error> {
        let suite = self.0.negotiated_cipher_suite();
        let alpn = self.0.alpn_protocol();
        if suite == Some(CIPHER_SUITE) && alpn == Some(ALPN) {
            return Ok(());
        }
        Err(format!("TLS agreed on {suite:?} and {alpn:?}, not {CIPHER_SUITE:?} and h2").into())
    }
}

/// A socket of tokio's as rustls wants one.
struct NonBlocking<'a>(&'a TcpStream);

impl Read for NonBlocking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.try_read(buffer)
    }
}

impl Write for NonBlocking<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.try_write(bytes)
    }

    fn write_vectored(&mut self, pieces: &[io::IoSlice<'_>]) -> io::Result<usize> {
        self.0.try_write_vectored(pieces)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
