//! TLS on the channel's builder.

use super::Builder;
use crate::tls::ClientTls;

impl Builder {
    /// Connects over TLS. The target is `https://host:port`, or `host:port` alone, which means the
    /// same then, or a Unix socket; `http://` is an error.
    ///
    /// Without it `https://` trusts the system's authorities ([`ClientTls::new`]).
    pub fn tls(mut self, tls: ClientTls) -> Self {
        self.tls = Some(tls);
        self
    }
}
