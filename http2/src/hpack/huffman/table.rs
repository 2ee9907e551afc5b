//! The Huffman code of [RFC 7541 Appendix B], told by the length of each symbol's code.
//!
//! The lengths suffice: it is "a canonical Huffman code […] with some tweaking to ensure that no
//! symbol has a unique code length" ([§ 5.2]), so codes of one length are successive numbers in the
//! order of their symbols, and what follows from them is computed when the crate is compiled.
//!
//! [§ 5.2]: https://www.rfc-editor.org/rfc/rfc7541#section-5.2
//! [RFC 7541 Appendix B]: https://www.rfc-editor.org/rfc/rfc7541#appendix-B

/// The symbol that ends no string of HPACK: it may only lend its first bits to the padding.
const EOS: u16 = 256;

const SYMBOLS: usize = 257;

/// The length of the longest code, that of EOS among others.
pub(super) const LONGEST: u32 = 30;

/// The bits that [`SHORT`] is indexed with: all letters, digits and most punctuation of header
/// fields have codes of 5 to 8 bits, five more signs have 10.
pub(super) const SHORT_BITS: u32 = 10;

/// Octet by octet, how many bits its code has; then EOS.
const LENGTHS: [u8; SYMBOLS] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, // 0x00
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28, // 0x10
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, // 0x20, " "
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, // 0x30, "0"
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // 0x40, "@"
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, // 0x50, "P"
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, // 0x60, "`"
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, // 0x70, "p"
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, // 0x80
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, // 0x90
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, // 0xa0
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, // 0xb0
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, // 0xc0
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, // 0xd0
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, // 0xe0
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, // 0xf0
    30, // EOS
];

/// The code of every octet: its bits at the right, and how many they are.
pub(super) static CODES: [(u32, u8); 256] = {
    let mut codes = [(0, 0); 256];
    let mut position = 0;
    while position < SYMBOLS {
        let symbol = BY_CODE[position] as usize;
        if symbol != EOS as usize {
            codes[symbol] = (CODE_AT[position], LENGTHS[symbol]);
        }
        position += 1;
    }
    codes
};

/// Under every beginning of [`SHORT_BITS`] bits: the octet that it is or begins with, and the
/// length of its code, 0 where the code is longer than the beginning.
pub(super) static SHORT: [(u8, u8); 1 << SHORT_BITS] = {
    let mut short = [(0, 0); 1 << SHORT_BITS];
    let mut position = 0;
    while position < SYMBOLS {
        let symbol = BY_CODE[position];
        let length = LENGTHS[symbol as usize] as u32;
        if length <= SHORT_BITS {
            let spare = SHORT_BITS - length;
            let first = (CODE_AT[position] << spare) as usize;
            let mut at = first;
            while at < first + (1 << spare) {
                short[at] = (symbol as u8, length as u8);
                at += 1;
            }
        }
        position += 1;
    }
    short
};

/// The symbol that the [`LONGEST`] bits of `window` begin with, and the length of its code.
///
/// For codes that [`SHORT`] does not hold. Since the code is canonical, codes of one length are
/// successive numbers, and greater than all shorter ones when aligned at the left.
pub(super) fn long(window: u32) -> (u16, u32) {
    let group = LONG.iter().find(|group| window < group.end).unwrap_or(&LONG[LONG.len() - 1]);
    let nth = (window - group.start) >> (LONGEST - group.length);
    (BY_CODE[group.position + nth as usize], group.length)
}

/// All codes of one length, aligned to [`LONGEST`] bits.
#[derive(Clone, Copy)]
struct Group {
    length: u32,
    start: u32,
    end: u32,
    /// Where the symbol with the first code stands in [`BY_CODE`].
    position: usize,
}

/// How many lengths over [`SHORT_BITS`] the code has.
const LONG_LENGTHS: usize = {
    let mut lengths = 0;
    let mut position = 1;
    while position < SYMBOLS {
        let length = LENGTHS[BY_CODE[position] as usize];
        let before = LENGTHS[BY_CODE[position - 1] as usize];
        if length != before && length as u32 > SHORT_BITS {
            lengths += 1;
        }
        position += 1;
    }
    lengths
};

static LONG: [Group; LONG_LENGTHS] = {
    let mut groups = [Group { length: 0, start: 0, end: 0, position: 0 }; LONG_LENGTHS];
    let mut filled = 0;
    let mut position = 0;
    while position < SYMBOLS {
        let length = LENGTHS[BY_CODE[position] as usize] as u32;
        if length > SHORT_BITS {
            let spare = LONGEST - length;
            let start = CODE_AT[position] << spare;
            if filled == 0 || groups[filled - 1].length != length {
                groups[filled] = Group { length, start, end: start, position };
                filled += 1;
            }
            groups[filled - 1].end = start + (1 << spare);
        }
        position += 1;
    }
    groups
};

/// The symbols in the order of their codes: by length, then by value.
static BY_CODE: [u16; SYMBOLS] = {
    let mut sorted = [0; SYMBOLS];
    let mut filled = 0;
    let mut length = 1;
    while length <= LONGEST {
        let mut symbol = 0;
        while symbol < SYMBOLS {
            if LENGTHS[symbol] as u32 == length {
                sorted[filled] = symbol as u16;
                filled += 1;
            }
            symbol += 1;
        }
        length += 1;
    }
    sorted
};

/// The code at each position of [`BY_CODE`].
const CODE_AT: [u32; SYMBOLS] = {
    let mut codes = [0; SYMBOLS];
    let mut position = 1;
    while position < SYMBOLS {
        let length = LENGTHS[BY_CODE[position] as usize];
        let before = LENGTHS[BY_CODE[position - 1] as usize];
        codes[position] = (codes[position - 1] + 1) << (length - before);
        position += 1;
    }
    codes
};
