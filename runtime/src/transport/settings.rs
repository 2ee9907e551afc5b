//! Limits and windows, whichever engine keeps to them.

/// HTTP/2 settings of either side.
#[derive(Clone, Debug)]
pub(crate) struct Http2Settings {
    /// Bytes a peer may send on a stream before we have read them.
    pub(crate) stream_window: u32,
    /// What that may grow to where it is of use. Only our own engine knows.
    pub(crate) max_stream_window: u32,
    /// The same for a whole connection. Far larger than a stream's: where both are given back
    /// together, as by h2, a few streams that are read slowly would stop all the others.
    pub(crate) connection_window: u32,
    /// Bytes of a header block, counted as HTTP/2 counts them (name, value and 32 for each).
    pub(crate) max_header_list_size: u32,
    /// Streams a client may have open at once.
    pub(crate) max_concurrent_streams: u32,
    /// The id of a client's first stream.
    #[cfg(test)]
    pub(crate) first_stream: u32,
}

impl Default for Http2Settings {
    fn default() -> Self {
        Self {
            stream_window: 1024 * 1024,
            max_stream_window: 8 * 1024 * 1024,
            connection_window: 16 * 1024 * 1024,
            // The h2 crate's own default is 16 MiB, which an attacker fills for the price of one
            // reference.
            max_header_list_size: 16 * 1024,
            // HTTP/2's own default is no limit.
            max_concurrent_streams: 1000,
            #[cfg(test)]
            first_stream: 1,
        }
    }
}

impl Http2Settings {
    /// Sets both windows.
    ///
    /// # Panics
    ///
    /// If one exceeds HTTP/2's limit.
    pub(crate) fn set_windows(&mut self, stream: u32, connection: u32) {
        const MAX: u32 = (1 << 31) - 1;
        assert!(stream <= MAX && connection <= MAX, "a window of HTTP/2 is at most {MAX} bytes");
        self.stream_window = stream;
        // Who says how large it is to be gets that.
        self.max_stream_window = stream;
        self.connection_window = connection;
    }

    /// Makes the connection's window at most a share of `all` bytes, one for each of `open`
    /// connections, but not smaller than HTTP/2's own.
    pub(crate) fn share_connection_window(&mut self, all: usize, open: usize) {
        const SMALLEST: u32 = 64 * 1024;
        let share = u32::try_from(all / open.max(1)).unwrap_or(u32::MAX).max(SMALLEST);
        self.connection_window = self.connection_window.min(share);
    }
}
