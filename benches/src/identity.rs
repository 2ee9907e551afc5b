//! The certificate of the servers in the rows with TLS: made anew in each run, and kept beside the
//! programs, which all find it there.

use std::path::PathBuf;

use strait_bench_harness::Error;

/// The name the certificate is for.
pub const SERVER_NAME: &str = "localhost";

/// A certificate that signs itself, and its key (ECDSA on P-256), both in PEM.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The certificate; a client trusts it by itself.
    pub certificate: String,
    /// The key.
    pub key: String,
}

impl Identity {
    /// Makes one, in place of any made before.
    ///
    /// # Errors
    ///
    /// If it cannot be written beside this program.
    pub fn make() -> Result<Self, Error> {
        let made = rcgen::generate_simple_self_signed([SERVER_NAME.to_owned()])?;
        let identity = Self { certificate: made.cert.pem(), key: made.signing_key.serialize_pem() };
        let [certificate, key] = files()?;
        std::fs::write(certificate, &identity.certificate)?;
        std::fs::write(key, &identity.key)?;
        Ok(identity)
    }

    /// The one that was made last.
    ///
    /// # Errors
    ///
    /// If there is none yet.
    pub fn read() -> Result<Self, Error> {
        let [certificate, key] = files()?.map(|file| {
            std::fs::read_to_string(&file)
                .map_err(|error| format!("{}, which `bench` makes: {error}", file.display()))
        });
        Ok(Self { certificate: certificate?, key: key? })
    }
}

fn files() -> Result<[PathBuf; 2], Error> {
    let program = std::env::current_exe()?;
    Ok(["bench-certificate.pem", "bench-key.pem"].map(|name| program.with_file_name(name)))
}
