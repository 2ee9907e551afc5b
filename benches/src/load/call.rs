//! What the load generator asks, and what it must hear.

use prost::Message;
use strait_bench_harness::{Error, payload};

use crate::wire::tonic::echo::{Msg, StreamReq};

/// A call of the `echo.Echo` service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `Unary` with so many bytes of data.
    Unary {
        /// Bytes of data, both ways.
        size: usize,
    },
    /// `ServerStream`.
    ServerStream {
        /// Messages in the answer.
        count: u32,
        /// Bytes of data in each.
        size: u32,
    },
    /// `Bidi`: each message is sent when the one before has come back.
    PingPong {
        /// Messages each way.
        rounds: u32,
        /// Bytes of data in each.
        size: usize,
    },
}

impl Call {
    /// The path of the method.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Unary { .. } => "/echo.Echo/Unary",
            Self::ServerStream { .. } => "/echo.Echo/ServerStream",
            Self::PingPong { .. } => "/echo.Echo/Bidi",
        }
    }

    /// The bytes of data in each message of the answer.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Unary { size } | Self::PingPong { size, .. } => size,
            Self::ServerStream { size, .. } => size as usize,
        }
    }

    /// The messages of one answer.
    #[must_use]
    pub fn messages(self) -> u64 {
        match self {
            Self::Unary { .. } => 1,
            Self::ServerStream { count, .. } => count.into(),
            Self::PingPong { rounds, .. } => rounds.into(),
        }
    }
}

/// The messages of one call after another: what is to be sent, and what has come of the answer.
#[derive(Debug)]
pub(super) struct Exchange {
    call: Call,
    /// The message to send, framed; in an echo also the one to hear.
    request: Vec<u8>,
    /// The message to hear, framed, where it is not the request.
    answer: Option<Vec<u8>>,
    /// Where in `request` its data begin, if they are numbered.
    data: Option<usize>,
    messages: u64,
    /// How much of the next message has come.
    position: usize,
}

impl Exchange {
    pub(super) fn new(call: Call) -> Self {
        let (request, answer, data) = match call {
            Call::Unary { size } | Call::PingPong { size, .. } => {
                let request = framed(&Msg { data: payload::filled(size) });
                let data = request.len() - size;
                (request, None, Some(data))
            }
            Call::ServerStream { count, size } => {
                let answer = framed(&Msg { data: payload::filled(size as usize) });
                (framed(&StreamReq { count, size }), Some(answer), None)
            }
        };
        Self { call, request, answer, data, messages: 0, position: 0 }
    }

    /// Begins the next call.
    pub(super) fn restart(&mut self, number: u64) {
        self.messages = 0;
        self.position = 0;
        self.number(number);
    }

    fn number(&mut self, number: u64) {
        if let Some(start) = self.data {
            payload::number_over(&mut self.request[start..], number);
        }
    }

    /// The message to send, with its length prefix.
    pub(super) fn request(&self) -> &[u8] {
        &self.request
    }

    /// Whether the message to send is the last of the call.
    pub(super) fn sends_once(&self) -> bool {
        !matches!(self.call, Call::PingPong { .. })
    }

    /// Compares a piece of the answer with what it must be.
    ///
    /// Returns what is to be sent in consequence.
    pub(super) fn receive(&mut self, mut piece: &[u8]) -> Result<Next, Error> {
        let mut next = Next::Nothing;
        while !piece.is_empty() {
            let expected = self.answer.as_ref().unwrap_or(&self.request);
            let rest = &expected[self.position..];
            let (now, later) = piece.split_at(rest.len().min(piece.len()));
            if self.messages == self.call.messages() {
                return Err(format!("more than {} messages came", self.messages).into());
            }
            if now != &rest[..now.len()] {
                let (message, byte) = (self.messages, self.position);
                return Err(format!("message {message} differs after byte {byte}").into());
            }
            piece = later;
            self.position += now.len();
            if self.position == expected.len() {
                self.position = 0;
                self.messages += 1;
                next = self.next();
            }
        }
        Ok(next)
    }

    fn next(&mut self) -> Next {
        match self.call {
            Call::PingPong { .. } if self.messages == self.call.messages() => Next::End,
            Call::PingPong { .. } => {
                self.number(self.messages);
                Next::Message
            }
            Call::Unary { .. } | Call::ServerStream { .. } => Next::Nothing,
        }
    }

    /// Checks that the answer is whole.
    pub(super) fn finish(&self) -> Result<(), Error> {
        let (came, wanted) = (self.messages, self.call.messages());
        if came == wanted && self.position == 0 {
            return Ok(());
        }
        Err(format!("{came} messages and {} bytes came instead of {wanted}", self.position).into())
    }
}

/// What the client sends next on a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing: the server is to speak.
    Nothing,
    /// Another message.
    Message,
    /// The end of the stream.
    End,
}

/// A message behind gRPC's prefix: not compressed, the length in four bytes.
fn framed(message: &impl Message) -> Vec<u8> {
    let length = u32::try_from(message.encoded_len()).expect("benchmark messages are small");
    let mut bytes = vec![0];
    bytes.extend(length.to_be_bytes());
    message.encode(&mut bytes).expect("a vector grows");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(call: Call) -> Exchange {
        let mut exchange = Exchange::new(call);
        exchange.restart(7);
        exchange
    }

    #[test]
    fn an_echo_is_whole_however_it_is_cut() {
        for cut in 0..17 {
            let mut exchange = exchange(Call::Unary { size: 10 });
            let answer = exchange.request().to_vec();
            assert_eq!(answer.len(), 17);
            assert_eq!(exchange.receive(&answer[..cut]).unwrap(), Next::Nothing);
            assert!(exchange.finish().is_err(), "after {cut} bytes");
            assert_eq!(exchange.receive(&answer[cut..]).unwrap(), Next::Nothing);
            exchange.finish().unwrap();
        }
    }

    #[test]
    fn an_answer_to_another_call_is_noticed() {
        let mut exchange = exchange(Call::Unary { size: 10 });
        let answer = exchange.request().to_vec();
        exchange.restart(8);
        assert!(exchange.receive(&answer).is_err());
    }

    #[test]
    fn a_message_too_many_is_noticed() {
        let mut exchange = exchange(Call::ServerStream { count: 2, size: 3 });
        let one = framed(&Msg { data: payload::filled(3) });
        assert_eq!(exchange.receive(&one.repeat(2)).unwrap(), Next::Nothing);
        exchange.finish().unwrap();
        assert!(exchange.receive(&one).is_err());
    }

    #[test]
    fn ping_pong_sends_again_until_the_last_round() {
        let mut exchange = exchange(Call::PingPong { rounds: 2, size: 10 });
        let first = exchange.request().to_vec();
        assert_eq!(exchange.receive(&first).unwrap(), Next::Message);
        let second = exchange.request().to_vec();
        assert_ne!(first, second);
        assert_eq!(exchange.receive(&second).unwrap(), Next::End);
        exchange.finish().unwrap();
    }
}
