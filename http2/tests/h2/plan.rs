//! What is to be sent, drawn at random, and what has to arrive.

use std::fmt;

use arbitrary::Unstructured;
use proptest::prelude::*;

/// Header fields, sorted.
pub(crate) type Fields = Vec<(String, Vec<u8>)>;

/// Calls on one connection.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) calls: Vec<Call>,
    pub(crate) client_window: u32,
    pub(crate) server_window: u32,
    /// Bytes that the wire holds.
    pub(crate) wire: usize,
}

/// One call: what each side sends, and after how many bytes that came it gives up.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) request: Message,
    pub(crate) response: Message,
    pub(crate) client_resets: Option<usize>,
    pub(crate) server_resets: Option<usize>,
}

#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) head: Fields,
    pub(crate) body: Vec<u8>,
    pub(crate) trailers: Option<Fields>,
}

/// Of a body the length is what matters, and of a field too.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lens = |fields: &Fields| -> Vec<usize> { fields.iter().map(|f| f.1.len()).collect() };
        let Self { head, body, trailers } = self;
        write!(f, "{:?} {} {:?}", lens(head), body.len(), trailers.as_ref().map(lens))
    }
}

/// What a side got of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Got {
    pub(crate) head: Option<Fields>,
    pub(crate) body: Vec<u8>,
    pub(crate) trailers: Option<Fields>,
    /// Whether all came.
    pub(crate) ended: bool,
    /// The code with which the other side gave up.
    pub(crate) reset: Option<u32>,
}

/// The codes with which the sides give up.
pub(crate) const CLIENT_RESETS: u32 = 0x8;
pub(crate) const SERVER_RESETS: u32 = 0xb;

pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    (prop::collection::vec(call(), 1..8), 1_u32..100_000, 1_u32..100_000, 64_usize..100_000)
        .prop_map(|(calls, client_window, server_window, wire)| Plan {
            calls,
            client_window: client_window.max(300),
            server_window: server_window.max(300),
            wire,
        })
}

fn call() -> impl Strategy<Value = Call> {
    let resets = || prop::option::weighted(0.15, 0_usize..40_000);
    (message(), message(), resets(), resets()).prop_map(
        |(request, response, client_resets, server_resets)| Call {
            request,
            response,
            client_resets,
            server_resets,
        },
    )
}

fn message() -> impl Strategy<Value = Message> {
    let len = prop_oneof![0_usize..100, 0_usize..50_000];
    (fields(), len, any::<u8>(), prop::option::of(fields()))
        .prop_map(|(head, len, first, trailers)| Message { head, body: body(len, first), trailers })
}

fn body(len: usize, first: u8) -> Vec<u8> {
    (0..len).map(|at| (at as u8).wrapping_mul(31) ^ first).collect()
}

/// The same from bytes, as a fuzzer gives them.
pub(crate) fn plan_of(bytes: &[u8]) -> arbitrary::Result<Plan> {
    let mut bytes = Unstructured::new(bytes);
    let (client_window, server_window) =
        (bytes.int_in_range(300..=100_000)?, bytes.int_in_range(300..=100_000)?);
    let wire = bytes.int_in_range(64..=100_000)?;
    let mut calls = Vec::new();
    while calls.is_empty() || !bytes.is_empty() && calls.len() < 8 {
        calls.push(call_of(&mut bytes)?);
    }
    Ok(Plan { calls, client_window, server_window, wire })
}

fn call_of(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Call> {
    let resets = |bytes: &mut Unstructured<'_>| {
        let resets = bytes.ratio(1, 6)?;
        resets.then(|| bytes.int_in_range(0..=40_000)).transpose()
    };
    Ok(Call {
        client_resets: resets(bytes)?,
        server_resets: resets(bytes)?,
        request: message_of(bytes)?,
        response: message_of(bytes)?,
    })
}

fn message_of(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Message> {
    let len = if bytes.arbitrary()? {
        bytes.int_in_range(0..=99)?
    } else {
        bytes.int_in_range(0..=50_000)?
    };
    let trailers = bytes.arbitrary::<bool>()?.then(|| fields_of(bytes)).transpose()?;
    Ok(Message { head: fields_of(bytes)?, body: body(len, bytes.arbitrary()?), trailers })
}

fn fields_of(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Fields> {
    let names = ["x-a", "x-b", "x-trace", "x-trace-id", "x-zzzzzzzz"];
    let mut fields = Vec::new();
    for name in names {
        let value = match bytes.int_in_range(0..=7)? {
            0..=3 => continue,
            4 | 5 => bytes.arbitrary::<&[u8]>()?.iter().map(|byte| 0x21 + byte % 0x5e).collect(),
            6 => bytes.arbitrary::<&[u8]>()?.iter().map(|byte| byte | 0x80).collect(),
            _ => vec![bytes.int_in_range(0x21..=0x7e)?; bytes.int_in_range(1000..=20_000)?],
        };
        fields.push((name.to_owned(), value));
    }
    Ok(fields)
}

/// Few fields in most cases, and now and then more than a frame holds.
fn fields() -> impl Strategy<Value = Fields> {
    let value = prop_oneof![
        20 => prop::collection::vec(0x21_u8..0x7f, 0..40),
        1 => prop::collection::vec(0x80_u8..=0xff, 0..40),
        1 => (1000_usize..20_000, 0x21_u8..0x7f).prop_map(|(len, byte)| vec![byte; len]),
    ];
    prop::collection::btree_map("x-[a-z]{1,8}", value, 0..6)
        .prop_map(|fields| fields.into_iter().collect())
}

impl Got {
    /// Holds what came against what was sent.
    pub(crate) fn check(&self, sent: &Message, call: &Call, reset_by_sender: u32) {
        if call.client_resets.is_none() && call.server_resets.is_none() {
            assert!(self.ended && self.reset.is_none(), "neither gave up: {:?}", self.reset);
        }
        assert!(sent.body.starts_with(&self.body), "other bytes");
        if let Some(head) = &self.head {
            assert_eq!(*head, sent.head);
        }
        if self.ended {
            assert_eq!(self.body.len(), sent.body.len());
            // h2 tells of no trailers where there are none in them.
            let trailers = |fields: &Option<Fields>| fields.clone().filter(|f| !f.is_empty());
            assert_eq!(trailers(&self.trailers), trailers(&sent.trailers));
        }
        if let Some(reset) = self.reset {
            assert_eq!(reset, reset_by_sender);
        }
    }
}
