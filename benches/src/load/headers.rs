//! Header blocks: the request's, prepared in advance, and the answers', decoded once.

use std::collections::HashMap;
use std::net::SocketAddr;

use loona_hpack::Decoder;
use strait_bench_harness::Error;

/// The first request of a connection: each field is entered in the server's table.
pub(super) fn first_request(scheme: Scheme, server: SocketAddr, path: &str) -> Vec<u8> {
    let mut block = vec![POST, scheme as u8];
    for (name, value) in [
        (Name::Indexed(4), path),
        (Name::Indexed(1), server.to_string().as_str()),
        (Name::Literal("te"), "trailers"),
        (Name::Indexed(31), "application/grpc"),
        (Name::Indexed(58), "strait-bench-load"),
    ] {
        match name {
            Name::Indexed(index) => block.push(0x40 | index),
            Name::Literal(name) => {
                block.push(0x40);
                string(&mut block, name);
            }
        }
        string(&mut block, value);
    }
    block
}

/// Every later request: references only, to the five fields entered by the first, newest at 62.
pub(super) const fn later_request(scheme: Scheme) -> [u8; 7] {
    [POST, scheme as u8, 0x80 | 66, 0x80 | 65, 0x80 | 64, 0x80 | 63, 0x80 | 62]
}

const POST: u8 = 0x83;

/// `:scheme`, as the static table has it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scheme {
    Http = 0x86,
    Https = 0x87,
}

enum Name {
    /// In the static table.
    Indexed(u8),
    Literal(&'static str),
}

fn string(block: &mut Vec<u8>, text: &str) {
    block.push(u8::try_from(text.len()).ok().filter(|&n| n < 127).expect("short by construction"));
    block.extend(text.as_bytes());
}

/// What a block of an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Status 200 and a content type of gRPC.
    Head,
    /// `grpc-status: 0`.
    Trailers,
}

/// The header blocks of one connection's answers.
///
/// Servers send the same few blocks over and over. A block that leaves the header table as it is
/// means the same until another changes the table, so its meaning is remembered.
pub(super) struct Answers {
    decoder: Decoder<'static>,
    known: HashMap<Vec<u8>, Block>,
}

impl Answers {
    pub(super) fn new() -> Self {
        Self { decoder: Decoder::new(), known: HashMap::new() }
    }

    /// Tells head from trailers.
    ///
    /// # Errors
    ///
    /// If it is neither, or reports anything but success.
    pub(super) fn read(&mut self, block: &[u8]) -> Result<Block, Error> {
        if let Some(&known) = self.known.get(block) {
            return Ok(known);
        }
        let fields =
            self.decoder.decode(block).map_err(|error| format!("bad header block: {error:?}"))?;
        let meaning = meaning(&fields)?;
        if changes_table(block) {
            self.known.clear();
        } else {
            self.known.insert(block.to_vec(), meaning);
        }
        Ok(meaning)
    }
}

fn meaning(fields: &[(Vec<u8>, Vec<u8>)]) -> Result<Block, Error> {
    let value = |name: &[u8]| fields.iter().find(|field| field.0 == name).map(|field| &*field.1);
    match (value(b":status"), value(b"content-type"), value(b"grpc-status")) {
        (Some(b"200"), Some(kind), None) if kind.starts_with(b"application/grpc") => {
            Ok(Block::Head)
        }
        (None, _, Some(b"0")) => Ok(Block::Trailers),
        _ => {
            let shown: Vec<_> = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", name.escape_ascii(), value.escape_ascii()))
                .collect();
            Err(format!("not the headers of a success: {shown:?}").into())
        }
    }
}

/// Whether decoding the block may have entered something in the header table: whether it holds
/// anything but one-byte references and short literals that are not to be entered.
fn changes_table(mut block: &[u8]) -> bool {
    while !block.is_empty() {
        let rest = match block {
            [0x80..=0xfe, rest @ ..] => Some(rest),
            // A new name and its value.
            [0x00 | 0x10, rest @ ..] => skip_string(rest).and_then(skip_string),
            // A value whose name is referred to by an index of four bits, or of eleven.
            [0x0f | 0x1f, 0x00..=0x7f, rest @ ..] => skip_string(rest),
            [0x0f | 0x1f, ..] => None,
            [0x01..=0x0e | 0x11..=0x1e, rest @ ..] => skip_string(rest),
            _ => None,
        };
        match rest {
            Some(rest) => block = rest,
            None => return true,
        }
    }
    false
}

fn skip_string(block: &[u8]) -> Option<&[u8]> {
    let (length, rest) = block.split_first()?;
    let length = usize::from(length & 0x7f);
    if length < 0x7f { rest.get(length..) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(block: &[u8], decoder: &mut Decoder<'_>) -> Vec<String> {
        let fields = decoder.decode(block).unwrap();
        fields
            .into_iter()
            .map(|(name, value)| format!("{}: {}", name.escape_ascii(), value.escape_ascii()))
            .collect()
    }

    #[test]
    fn the_later_request_says_what_the_first_said() {
        let server = ([127, 0, 0, 1], 50051).into();
        let mut decoder = Decoder::new();
        let first = fields(&first_request(Scheme::Http, server, "/echo.Echo/Unary"), &mut decoder);
        assert_eq!(
            first,
            [
                ":method: POST",
                ":scheme: http",
                ":path: /echo.Echo/Unary",
                ":authority: 127.0.0.1:50051",
                "te: trailers",
                "content-type: application/grpc",
                "user-agent: strait-bench-load",
            ]
        );
        assert_eq!(fields(&later_request(Scheme::Http), &mut decoder), first);
    }

    #[test]
    fn blocks_are_told_apart() {
        let mut encoder = loona_hpack::Encoder::new();
        let mut answers = Answers::new();
        let head: [(&[u8], &[u8]); 2] =
            [(b":status", b"200"), (b"content-type", b"application/grpc")];
        let trailers: [(&[u8], &[u8]); 1] = [(b"grpc-status", b"0")];
        let failure: [(&[u8], &[u8]); 1] = [(b"grpc-status", b"13")];
        for _ in 0..3 {
            assert_eq!(answers.read(&encoder.encode(head)).unwrap(), Block::Head);
            assert_eq!(answers.read(&encoder.encode(trailers)).unwrap(), Block::Trailers);
        }
        assert_eq!(answers.known.len(), 2);
        assert!(answers.read(&encoder.encode(failure)).is_err());
    }

    #[test]
    fn a_block_that_enters_a_field_is_not_remembered() {
        // `grpc-status: 0`: entered, never to be entered, not entered, and referred to.
        let field = b"\x0bgrpc-status\x010";
        let literal = |first: u8| [&[first][..], field].concat();
        assert!(changes_table(&literal(0x40)));
        assert!(!changes_table(&literal(0x10)));
        assert!(!changes_table(&literal(0x00)));
        assert!(!changes_table(&[0x88, 0xbe]));
        assert!(!changes_table(b"\x0f\x10\x10application/grpc"), "a name far down the table");
        assert!(changes_table(&[0x88, 0x20]), "a change of the table's size");
        assert!(changes_table(&literal(0x00)[..5]), "cut short");
    }
}
