//! Large buffers to read into, kept by each thread for all the connections that it drives.
//!
//! What is read is handed on in slices, so a buffer is free when the last of them is dropped, and by
//! then others are in use. An allocator gives memory of this size back to the system, which has to
//! clear it again for the next: that costs as much as all else that is done to a large message.

use std::{cell::RefCell, collections::VecDeque};

use bytes::BytesMut;

/// The room that a new buffer has.
pub(super) const SIZE: usize = 80 * 1024;

/// Buffers that a thread keeps, in use or not.
const KEPT: usize = 8;

thread_local! {
    /// A handle of each, which is empty. What else refers to a buffer is a connection's input or a
    /// slice of it.
    static BUFFERS: RefCell<VecDeque<BytesMut>> = const { RefCell::new(VecDeque::new()) };
}

/// An empty buffer with room for [`SIZE`] bytes.
pub(super) fn take() -> BytesMut {
    BUFFERS.with_borrow_mut(|buffers| {
        let free = buffers.iter_mut().position(|buffer| buffer.try_reclaim(SIZE));
        let mut buffer = match free.and_then(|index| buffers.remove(index)) {
            Some(free) => free,
            None => BytesMut::with_capacity(SIZE),
        };
        if buffers.len() == KEPT {
            // In use for longest: whoever holds it may go on doing so.
            buffers.pop_front();
        }
        buffers.push_back(buffer.split_to(0));
        buffer
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(buffer: &BytesMut) -> *const u8 {
        buffer.as_ptr()
    }

    #[test]
    fn a_buffer_is_taken_again_when_the_last_slice_of_it_is_gone() {
        let mut first = take();
        first.extend_from_slice(&[7; 100]);
        let place = address(&first);
        let slice = first.split_to(50).freeze();
        drop(first);
        let second = take();
        assert!(second.is_empty() && second.capacity() >= SIZE);
        assert_ne!(address(&second), place);
        assert_eq!(slice, [7; 50][..]);
        drop(slice);
        let third = take();
        assert!(third.is_empty() && third.capacity() >= SIZE);
        assert_eq!(address(&third), place);
    }

    #[test]
    fn no_more_than_a_few_are_kept_however_many_are_in_use() {
        let mut held: Vec<_> = (0..100).map(|_| take()).collect();
        assert!(held.iter().all(|buffer| buffer.is_empty() && buffer.capacity() >= SIZE));
        BUFFERS.with_borrow(|buffers| assert_eq!(buffers.len(), KEPT));
        held.iter_mut().for_each(|buffer| buffer.extend_from_slice(&[1; SIZE]));
        let again: Vec<_> = (0..10).map(|_| take()).collect();
        assert!(held.iter().all(|buffer| again.iter().all(|it| address(it) != address(buffer))));
    }
}
