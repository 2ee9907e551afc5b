//! Error codes, and what ends a connection.

use std::fmt;

/// Why a stream or a connection was ended:
/// [RFC 9113, section 7](https://www.rfc-editor.org/rfc/rfc9113#section-7).
///
/// Peers may send codes that no document defines; they are kept as they came.
///
/// ```
/// use strait_http2::Reason;
///
/// assert_eq!(Reason::CANCEL.to_string(), "CANCEL");
/// assert_eq!(Reason(0x99).to_string(), "0x99");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reason(pub u32);

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        impl Reason {
            $($(#[$doc])* pub const $name: Self = Self($code);)*

            fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some(stringify!($name)),)*
                    _ => None,
                }
            }
        }
    };
}

reasons! {
    /// Nothing is wrong.
    NO_ERROR = 0x0;
    /// The peer broke a rule that has no code of its own.
    PROTOCOL_ERROR = 0x1;
    /// The sender itself failed.
    INTERNAL_ERROR = 0x2;
    /// More was sent than a window allowed.
    FLOW_CONTROL_ERROR = 0x3;
    /// SETTINGS were not acknowledged in time.
    SETTINGS_TIMEOUT = 0x4;
    /// A frame came for a stream that is closed.
    STREAM_CLOSED = 0x5;
    /// A frame has a length that its kind, or the receiver, does not allow.
    FRAME_SIZE_ERROR = 0x6;
    /// Nothing of the stream was processed: it may be tried again.
    REFUSED_STREAM = 0x7;
    /// The stream is no longer wanted.
    CANCEL = 0x8;
    /// The HPACK state of the two sides has come apart.
    COMPRESSION_ERROR = 0x9;
    /// The connection behind a CONNECT request broke.
    CONNECT_ERROR = 0xa;
    /// The peer causes too much work.
    ENHANCE_YOUR_CALM = 0xb;
    /// The transport is not secure enough.
    INADEQUATE_SECURITY = 0xc;
    /// The peer wants HTTP/1.1.
    HTTP_1_1_REQUIRED = 0xd;
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "{:#x}", self.0),
        }
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What the peer did that ends the connection:
/// [RFC 9113, section 5.4.1](https://www.rfc-editor.org/rfc/rfc9113#section-5.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionError {
    /// The code that GOAWAY has.
    pub reason: Reason,
    /// What was wrong, for people. GOAWAY has it as its debug data.
    pub why: &'static str,
}

impl ConnectionError {
    pub(crate) const fn new(reason: Reason, why: &'static str) -> Self {
        Self { reason, why }
    }

    pub(crate) const fn protocol(why: &'static str) -> Self {
        Self::new(Reason::PROTOCOL_ERROR, why)
    }

    pub(crate) const fn frame_size(why: &'static str) -> Self {
        Self::new(Reason::FRAME_SIZE_ERROR, why)
    }

    pub(crate) const fn calm(why: &'static str) -> Self {
        Self::new(Reason::ENHANCE_YOUR_CALM, why)
    }
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason, self.why)
    }
}

impl std::error::Error for ConnectionError {}
