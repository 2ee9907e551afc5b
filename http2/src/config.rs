//! What the owner of a connection settles.

use crate::flow::MAX_WINDOW;

/// The settings and limits of a connection.
///
/// ```
/// use strait_http2::Config;
///
/// let config = Config { stream_window: 256 * 1024, ..Config::default() };
/// assert_eq!(config.max_concurrent_streams, 1000);
/// ```
#[derive(Clone, Debug)]
pub struct Config {
    /// Bytes that the peer may send on a stream before they are released: at most 2³¹ − 1. Default:
    /// 1 MiB.
    pub stream_window: u32,
    /// What the window of a stream may grow to while its owner reads as fast as the peer sends, if
    /// a larger one brings more in the same time: [`Connection::set_time`](crate::Connection::set_time)
    /// has to be called for that. What all streams have beyond [`stream_window`](Self::stream_window)
    /// is at most half of the connection's window, so that those which are read no more leave the
    /// rest to others. Default: 8 MiB.
    pub max_stream_window: u32,
    /// Bytes that the peer may send on all streams together. Default: 16 MiB.
    pub connection_window: u32,
    /// Bytes of DATA, of all streams, that may be held here unreleased before the connection's
    /// window is no longer given back on arrival. With it a stream that nobody reads does not stop
    /// the others, and all of them together stay within this and the connection's window. Default:
    /// 16 MiB.
    pub max_held: usize,
    /// Bytes of a header list that comes, counted as HTTP/2 counts them: name, value and 32 for
    /// each field. Default: 16 KiB.
    pub max_header_list_size: u32,
    /// Streams that the peer may have open at once; a server refuses more. Default: 1000.
    pub max_concurrent_streams: u32,
    /// Bytes of DATA that wait for the transport. Above it streams are told to wait. Default:
    /// 256 KiB.
    pub max_output: usize,
    /// The id of the first stream that a client opens, which has to be odd. Ids are not used twice,
    /// and after 2³¹ − 1 there are no more: this is for seeing what happens then. Default: 1.
    pub first_stream: u32,
    /// How much useless work the peer may cause.
    pub limits: Limits,
}

/// How much of each kind of frame the peer may send for nothing within a minute.
///
/// Work that has a use earns more. A peer that goes beyond is told ENHANCE_YOUR_CALM, and why, and
/// the connection ends.
#[derive(Clone, Debug)]
pub struct Limits {
    /// PINGs and answers to none of ours. Each HEADERS or DATA frame that is sent to the peer earns
    /// two: clients that measure bandwidth send them along. Default: 1000.
    pub pings: u32,
    /// SETTINGS and GOAWAY. Default: 100.
    pub settings: u32,
    /// WINDOW_UPDATEs. Each HEADERS or DATA frame that is sent earns 20. Default: 1000.
    pub window_updates: u32,
    /// PRIORITY, frames of unknown kinds, and frames for streams that were reset. Each stream earns
    /// ten. Default: 1000.
    pub ignored: u32,
    /// DATA, HEADERS and CONTINUATION without a payload that do not end a stream or a block, and
    /// informational responses. Each stream earns ten. Default: 100.
    pub empty: u32,
    /// Streams that were ended for what the peer did wrong. Each ten streams earn one. Default: 100.
    pub faulty_streams: u32,
    /// Streams above [`Config::max_concurrent_streams`], of which a client may not know when it
    /// begins. Each that is taken earns one. Default: 1000.
    pub refused_streams: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            stream_window: 1024 * 1024,
            max_stream_window: 8 * 1024 * 1024,
            connection_window: 16 * 1024 * 1024,
            max_held: 16 * 1024 * 1024,
            max_header_list_size: 16 * 1024,
            max_concurrent_streams: 1000,
            max_output: 256 * 1024,
            first_stream: 1,
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pings: 1000,
            settings: 100,
            window_updates: 1000,
            ignored: 1000,
            empty: 100,
            faulty_streams: 100,
            refused_streams: 1000,
        }
    }
}

impl Config {
    /// # Panics
    ///
    /// If a window is larger than a window can be, or the first stream would not be a client's.
    pub(crate) fn check(&self) {
        let windows = self.stream_window.max(self.max_stream_window).max(self.connection_window);
        assert!(windows <= MAX_WINDOW, "a window of HTTP/2 is at most {MAX_WINDOW} bytes");
        assert!(self.first_stream % 2 == 1, "the streams of clients have odd ids");
    }
}
