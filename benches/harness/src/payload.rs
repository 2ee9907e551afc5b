//! The bytes that are echoed.

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::server::CHANNEL;

/// What fills a payload, and all of each message of a server stream.
const FILL: u8 = b'x';

/// The content of each message in answer to a `StreamReq` of this size.
#[must_use]
pub fn filled(size: usize) -> Bytes {
    vec![FILL; size].into()
}

/// A payload that differs from call to call, so that an answer to another call is noticed.
#[must_use]
pub fn numbered(size: usize, number: u64) -> Vec<u8> {
    let mut payload = vec![FILL; size];
    number_over(&mut payload, number);
    payload
}

/// Writes `number` over the first eight bytes, or as many as there are.
pub fn number_over(payload: &mut [u8], number: u64) {
    for (byte, digit) in payload.iter_mut().zip(number.to_le_bytes()) {
        *byte = digit;
    }
}

/// Starts a task that makes `count` times the same data, one at a time.
#[must_use]
pub fn from_task(count: u32, data: Bytes) -> mpsc::Receiver<Bytes> {
    let (sender, receiver) = mpsc::channel(CHANNEL);
    tokio::spawn(async move {
        for _ in 0..count {
            if sender.send(data.clone()).await.is_err() {
                return;
            }
        }
    });
    receiver
}
