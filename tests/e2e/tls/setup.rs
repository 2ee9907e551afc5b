//! Certificates, keys and names that cannot be used, found before the first connection.

use std::{error::Error as _, path::Path};

use strait::{
    Channel, ClientTls, Code, ServerTls,
    server::ServeError,
    tls::{PemSource, TlsError},
};
use strait_tests::{
    certs::{Authority, Identity},
    lab::{Script, builder},
};

use super::{Site, from_identity};

/// What binding a server says.
async fn refused(tls: ServerTls) -> TlsError {
    match builder(Script::new()).tls(tls).bind("127.0.0.1:0").await {
        Err(ServeError::Tls(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn identity() -> Identity {
    Authority::new().server(["localhost"])
}

#[tokio::test]
async fn pem_without_a_certificate() {
    let Identity { key, .. } = identity();
    for (pem, found) in [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("certificate", "it is not PEM, which has a line `-----BEGIN …-----`"),
        (key.as_str(), "it holds a private key"),
    ] {
        let error = refused(ServerTls::from_pem(pem, &key)).await;
        assert!(matches!(
            error,
            TlsError::Pem { wanted: "certificate", source: PemSource::Given, .. }
        ));
        let message = format!("no certificate in the PEM that was given: {found}");
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn pem_without_a_key() {
    let Identity { certificate, .. } = identity();
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n-----END ENCRYPTED PRIVATE KEY-----";
    let twice = certificate.repeat(2);
    for (pem, found) in [
        ("", "it is empty"),
        (certificate.as_str(), "it holds a certificate"),
        (twice.as_str(), "it holds 2 things, the first of them a certificate"),
        (
            encrypted,
            "the private key is encrypted, and there is no way to give its password; decrypt it \
             with `openssl pkey`",
        ),
    ] {
        let error = refused(ServerTls::from_pem(&certificate, pem)).await;
        let message = format!("no private key in the PEM that was given: {found}");
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn pem_that_is_broken() {
    let Identity { certificate, key } = identity();
    let not_base64 = "-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n";
    let not_x509 = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let cut_short = &certificate[..certificate.len() / 2];
    for pem in [not_base64, not_x509, cut_short] {
        let error = refused(ServerTls::from_pem(pem, &key)).await;
        let message = error.to_string();
        let expected = "the certificate in the PEM that was given cannot be used: ";
        assert!(message.starts_with(expected), "{message}");
    }
    let no_key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let message = refused(ServerTls::from_pem(&certificate, no_key)).await.to_string();
    let expected = "the private key in the PEM that was given cannot be used: ";
    assert!(message.starts_with(expected), "{message}");
}

#[tokio::test]
async fn a_key_of_another_certificate() {
    let (a, b) = (identity(), identity());
    let error = refused(ServerTls::from_pem(&a.certificate, &b.key)).await;
    assert_eq!(error.to_string(), "the private key does not belong to the certificate");

    let folder = tempfile::tempdir().unwrap();
    let ((certificate, _), (_, key)) = (a.write(folder.path(), "a"), b.write(folder.path(), "b"));
    let error = refused(ServerTls::from_files(&certificate, &key)).await;
    assert_eq!(
        error.to_string(),
        format!(
            "the private key in {} does not belong to the certificate in {}",
            key.display(),
            certificate.display()
        )
    );
}

#[tokio::test]
async fn files_that_are_not_there() {
    let error = refused(ServerTls::from_files("no/such.pem", "no/such.key")).await;
    assert!(matches!(&error, TlsError::Read { path, .. } if path == Path::new("no/such.pem")));
    assert!(error.to_string().starts_with("cannot read no/such.pem: "), "{error}");
}

#[tokio::test]
async fn authorities_of_clients_that_are_none() {
    let site = Site::new();
    for tls in [
        site.server().client_ca(&site.identity.key),
        site.server().client_ca_optional(&site.identity.key),
    ] {
        assert_eq!(
            refused(tls).await.to_string(),
            "no CA certificate in the PEM that was given: it holds a private key"
        );
    }
}

#[tokio::test]
async fn a_server_within_the_process() {
    let error = builder(Script::new()).tls(from_identity(&identity())).in_process().unwrap_err();
    assert!(matches!(error, ServeError::TlsInProcess), "{error}");
}

#[tokio::test]
async fn channels_say_it_as_a_status_before_they_connect() {
    let site = Site::new();
    let Identity { certificate, key } = &site.identity;
    for (tls, message) in [
        (
            ClientTls::new().ca_pem(""),
            "TLS cannot be set up: no CA certificate in the PEM that was given: it is empty",
        ),
        (
            site.client().identity_pem(certificate, &identity().key),
            "TLS cannot be set up: the private key does not belong to the certificate",
        ),
        (
            site.client().identity_pem(key, key),
            "TLS cannot be set up: no certificate in the PEM that was given: it holds a private key",
        ),
        (
            site.client().server_name("no name"),
            "TLS cannot be set up: server name `no name` is neither a DNS name nor an IP address",
        ),
    ] {
        let status = Channel::builder().tls(tls).lazy("https://localhost").unwrap_err();
        assert_eq!((status.code(), status.message()), (Code::Internal, message));
        let source = status.source().and_then(|source| source.downcast_ref::<TlsError>());
        assert!(source.is_some(), "{status:?}");
    }
}

#[tokio::test]
async fn a_target_that_says_plain_on_a_channel_with_tls() {
    let status = Channel::builder().tls(ClientTls::new()).lazy("http://localhost:1").unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (
            Code::Internal,
            "target `http://localhost:1`: `http://` is not encrypted, but the channel was given \
             TLS: write `https://`, or leave TLS out"
        )
    );
}
