//! Writing the wire format into one buffer of known size.

/// The lengths of nested messages, computed once and read back in the same order.
#[derive(Debug, Default)]
pub struct Sizes(Vec<u32>);

/// Where encoded bytes go.
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a mut Vec<u8>,
    sizes: &'a [u32],
}
impl Writer<'_> {
    pub(crate) fn _touch(&mut self) -> (usize, usize) {
        (self.out.len(), self.sizes.len())
    }
}
impl Sizes {
    pub(crate) fn _touch(&self) -> usize {
        self.0.len()
    }
}
