//! One stream:
//! [RFC 9113, section 5.1](https://www.rfc-editor.org/rfc/rfc9113#section-5.1).
//!
//! ```text
//!              receive                         send
//!   Head ──headers──▶ Body ──end──▶ Closed     the same, for what we send
//! ```
//!
//! A stream is *open* while one of its halves is not closed, and is kept until the owner has read
//! what came: its bytes count for the connection until then.

use std::{collections::VecDeque, time::Duration};

use bytes::Bytes;

use crate::flow::{ReceiveWindow, SendWindow};

/// A stream that is open, or was and has been not read.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) receive: Half,
    pub(crate) send: Half,
    pub(crate) receive_window: ReceiveWindow,
    pub(crate) send_window: SendWindow,
    /// Bytes of DATA that came and were not released.
    pub(crate) held: u32,
    /// When the first half of the window was told of that is used up now, and whether that was the
    /// last that was told of.
    pub(crate) window_began: Duration,
    pub(crate) told_half: bool,
    /// What the header promised and has not come.
    pub(crate) content_length: Option<u64>,
    /// What waits for a window.
    pub(crate) pending: Option<Box<Pending>>,
    /// Whether the owner waits until it may send.
    pub(crate) wants: Wants,
}

/// How far one direction of a stream has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// Before the header block.
    Head,
    /// After it.
    Body,
    /// After the end of the stream.
    Closed,
}

/// Whether the owner of a stream waits until it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wants {
    /// It does not.
    No,
    /// It does, and the stream's own window or pending data holds it up.
    Blocked,
    /// It does, and will be told when the connection has room.
    InLine,
}

/// What waits for a window.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub(crate) data: VecDeque<Bytes>,
    pub(crate) end: PendingEnd,
    /// Whether the stream has its turn coming.
    pub(crate) queued: bool,
}

/// What follows the data.
#[derive(Debug, Default)]
pub(crate) enum PendingEnd {
    /// More data.
    #[default]
    Open,
    /// The end of the stream, with the last data.
    Stream,
    /// Trailers: a header block that does not need the table.
    Trailers(Bytes),
}

impl Stream {
    pub(crate) fn new(receive_window: u32, send_window: u32, now: Duration) -> Self {
        Self {
            receive: Half::Head,
            send: Half::Head,
            receive_window: ReceiveWindow::new(receive_window),
            send_window: SendWindow::new(send_window),
            held: 0,
            window_began: now,
            told_half: false,
            content_length: None,
            pending: None,
            wants: Wants::No,
        }
    }

    /// Whether something is still to be written.
    pub(crate) fn sends(&self) -> bool {
        self.send != Half::Closed || self.pending.is_some()
    }

    /// Whether both halves are closed, and all is written.
    pub(crate) fn is_over(&self) -> bool {
        self.receive == Half::Closed && !self.sends()
    }
}
