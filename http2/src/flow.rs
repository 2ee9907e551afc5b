//! Windows: [RFC 9113, section 5.2](https://www.rfc-editor.org/rfc/rfc9113#section-5.2) and 6.9.

/// The largest window: 2³¹ − 1 bytes.
pub(crate) const MAX_WINDOW: u32 = (1 << 31) - 1;

/// The window that streams and the connection have before anybody says another.
pub(crate) const INITIAL_WINDOW: u32 = 65_535;

/// What we may send.
///
/// "A change to SETTINGS_INITIAL_WINDOW_SIZE can cause the available space in a flow-control window
/// to become negative", which is why it is signed (section 6.9.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SendWindow(i64);

/// The peer made a window larger than a window can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overflow;

impl SendWindow {
    pub(crate) fn new(size: u32) -> Self {
        Self(i64::from(size))
    }

    /// Bytes that may be sent now.
    pub(crate) fn available(self) -> usize {
        usize::try_from(self.0).unwrap_or(0)
    }

    /// Takes what is sent, at most what is available.
    pub(crate) fn take(&mut self, bytes: usize) {
        debug_assert!(bytes <= self.available());
        self.0 -= bytes as i64;
    }

    /// Adds what a WINDOW_UPDATE gives, or the change of the initial size.
    pub(crate) fn grow(&mut self, by: i64) -> Result<(), Overflow> {
        let grown = self.0 + by;
        if grown > i64::from(MAX_WINDOW) {
            return Err(Overflow);
        }
        self.0 = grown;
        Ok(())
    }
}

/// What the peer may send.
///
/// ```text
/// size = available to the peer + held here + released and not yet told
/// ```
///
/// It is told in halves of the window: one WINDOW_UPDATE for many frames, and early enough that
/// the peer does not run dry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReceiveWindow {
    size: u32,
    /// Negative when the window shrank below what had come.
    available: i64,
    released: u32,
    grown: u32,
}

impl ReceiveWindow {
    pub(crate) fn new(size: u32) -> Self {
        Self { size, available: i64::from(size), released: 0, grown: 0 }
    }

    /// Takes what has come.
    ///
    /// # Errors
    ///
    /// If the peer sent more than it may.
    pub(crate) fn receive(&mut self, bytes: u32) -> Result<(), Overflow> {
        let left = self.available - i64::from(bytes);
        if bytes > 0 && left < 0 {
            return Err(Overflow);
        }
        self.available = left;
        Ok(())
    }

    /// What the peer may send now.
    pub(crate) fn allowed(&self) -> u32 {
        u32::try_from(self.available).unwrap_or(0)
    }

    /// How large it is when nothing is on its way, and nothing held.
    pub(crate) fn size(&self) -> u32 {
        self.size
    }

    /// By how much it was made larger, once.
    pub(crate) fn forget_growth(&mut self) -> u32 {
        std::mem::take(&mut self.grown)
    }

    /// Notes that bytes were given away, and says how many the peer is to be told of, if it is time.
    pub(crate) fn release(&mut self, bytes: u32) -> Option<u32> {
        self.released += bytes;
        if self.released == 0 || self.released < self.size / 2 {
            return None;
        }
        let told = std::mem::take(&mut self.released);
        self.available += i64::from(told);
        Some(told)
    }

    /// Makes the window larger, and says by how much the peer is to be told to grow it.
    pub(crate) fn enlarge(&mut self, size: u32) -> Option<u32> {
        let growth = size.checked_sub(self.size).filter(|&growth| growth > 0)?;
        self.size = size;
        self.grown += growth;
        self.available += i64::from(growth);
        Some(growth)
    }

    /// Makes the window smaller, of which the peer was told before, and says what it is to be told
    /// of now: little of a large window may be half of a small one.
    pub(crate) fn shrink(&mut self, by: u32) -> Option<u32> {
        self.size -= by;
        self.available -= i64::from(by);
        self.release(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_send_window_may_be_negative_and_has_an_end() {
        let mut window = SendWindow::new(10);
        window.take(10);
        assert_eq!(window.grow(-5), Ok(()));
        assert_eq!(window.available(), 0);
        assert_eq!(window.grow(6), Ok(()));
        assert_eq!(window.available(), 1);
        assert_eq!(window.grow(i64::from(MAX_WINDOW)), Err(Overflow));
    }

    proptest! {
        /// Whatever comes and goes, the peer may never have more on its way than the size, and is
        /// never left with a window closed over bytes that are gone.
        #[test]
        fn what_is_released_comes_back(
            size in 1_u32..1000,
            steps in prop::collection::vec((0_u32..300, 0_u32..300), 0..100),
        ) {
            let mut window = ReceiveWindow::new(size);
            let (mut peer, mut held) = (size, 0);
            for (sent, read) in steps {
                let sent = sent.min(peer);
                window.receive(sent).expect("within the window");
                peer -= sent;
                held += sent;
                let read = read.min(held);
                held -= read;
                peer += window.release(read).unwrap_or(0);
                prop_assert!(peer + held <= size);
                prop_assert!(held > 0 || peer > size / 2 || size == 1 && peer == 1, "{peer} of {size}");
            }
            prop_assert!(window.receive(peer + 1).is_err());
        }
    }
}
