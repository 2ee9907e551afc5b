//! The flags with which programs speak TLS; without any of them they stay plain.

use std::path::PathBuf;

use clap::Args;
use strait::{ClientTls, ServerTls};

/// Flags of a server.
#[derive(Args, Debug)]
pub struct ServerTlsArguments {
    /// Serve over TLS with this certificate chain (PEM), read again when it changes.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The private key of --tls-cert (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,

    /// Let in only clients with a certificate of these authorities (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_ca: Option<PathBuf>,

    /// Of no use to a server, whose certificate has its names; taken so that both programs can be
    /// given the same flags.
    #[arg(long, value_name = "NAME", requires = "tls_cert")]
    tls_server_name: Option<String>,
}

impl ServerTlsArguments {
    /// What they ask for; none if the server is to stay plain.
    ///
    /// Certificates that change and cannot be used are told on stderr, and so are clients that are
    /// turned away.
    #[expect(clippy::print_stderr, reason = "this is where programs say what goes wrong")]
    pub fn tls(self) -> Option<ServerTls> {
        let tls = ServerTls::from_files(self.tls_cert?, self.tls_key?);
        let tls = match self.tls_ca {
            Some(ca) => tls.client_ca_file(ca),
            None => tls,
        };
        Some(tls.on_event(|event| eprintln!("{event}")))
    }
}

/// Flags of a client.
#[derive(Args, Debug)]
pub struct ClientTlsArguments {
    /// The authorities to trust (PEM) and not those of the system.
    #[arg(long, value_name = "FILE", global = true)]
    tls_ca: Option<PathBuf>,

    /// The client's own certificate chain (PEM), for servers that ask for one.
    #[arg(long, value_name = "FILE", requires = "tls_key", global = true)]
    tls_cert: Option<PathBuf>,

    /// The private key of --tls-cert (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert", global = true)]
    tls_key: Option<PathBuf>,

    /// The name to expect in the server's certificate if it is not that of the address.
    #[arg(long, value_name = "NAME", global = true)]
    tls_server_name: Option<String>,
}

impl ClientTlsArguments {
    /// What they ask for; none if the address is to tell whether to speak TLS.
    pub fn tls(self) -> Option<ClientTls> {
        let Self { tls_ca, tls_cert, tls_key, tls_server_name } = self;
        if tls_ca.is_none() && tls_cert.is_none() && tls_server_name.is_none() {
            return None;
        }
        let mut tls = ClientTls::new();
        if let Some(ca) = tls_ca {
            tls = tls.ca_file(ca);
        }
        if let (Some(certificate), Some(key)) = (tls_cert, tls_key) {
            tls = tls.identity_files(certificate, key);
        }
        if let Some(name) = tls_server_name {
            tls = tls.server_name(name);
        }
        Some(tls)
    }
}
