//! Writes protobuf's wire format, as much of it as descriptors need.

/// Appends fields to a message.
#[derive(Default)]
pub(crate) struct Encoder {
    bytes: Vec<u8>,
}

const VARINT: u32 = 0;
const LENGTH_DELIMITED: u32 = 2;

impl Encoder {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn int32(&mut self, field: u32, value: i32) {
        self.key(field, VARINT);
        // A negative number is written as if it were 64 bits wide.
        self.varint(i64::from(value).cast_unsigned());
    }

    /// Writes `true`; what is false is left out.
    pub(crate) fn flag(&mut self, field: u32, value: bool) {
        if value {
            self.int32(field, 1);
        }
    }

    pub(crate) fn string(&mut self, field: u32, value: &str) {
        self.bytes(field, value.as_bytes());
    }

    pub(crate) fn bytes(&mut self, field: u32, value: &[u8]) {
        self.key(field, LENGTH_DELIMITED);
        self.varint(value.len() as u64);
        self.bytes.extend_from_slice(value);
    }

    pub(crate) fn packed(&mut self, field: u32, values: impl IntoIterator<Item = u64>) {
        self.message(field, |packed| {
            for value in values {
                packed.varint(value);
            }
        });
    }

    pub(crate) fn message(&mut self, field: u32, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        write(&mut inner);
        self.bytes(field, &inner.bytes);
    }

    /// A message that is left out where it would be empty.
    pub(crate) fn options(&mut self, field: u32, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        write(&mut inner);
        if !inner.bytes.is_empty() {
            self.bytes(field, &inner.bytes);
        }
    }

    /// Appends fields that are encoded already.
    pub(crate) fn raw(&mut self, fields: &[u8]) {
        self.bytes.extend_from_slice(fields);
    }

    fn key(&mut self, field: u32, wire_type: u32) {
        self.varint(u64::from(field << 3 | wire_type));
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.bytes.push(value.to_le_bytes()[0]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Encoder)) -> Vec<u8> {
        let mut encoder = Encoder::default();
        write(&mut encoder);
        encoder.into_bytes()
    }

    // The first three are the examples of <https://protobuf.dev/programming-guides/encoding/>.
    #[test]
    fn fields_are_written_as_the_specification_shows() {
        assert_eq!(written(|e| e.int32(1, 150)), [0x08, 0x96, 0x01]);
        assert_eq!(written(|e| e.string(2, "testing")), *b"\x12\x07testing");
        assert_eq!(written(|e| e.packed(6, [3, 270, 86_942])), *b"2\x06\x03\x8e\x02\x9e\xa7\x05");
        assert_eq!(written(|e| e.message(3, |e| e.int32(1, 150))), *b"\x1a\x03\x08\x96\x01");
    }

    #[test]
    fn negative_numbers_take_ten_bytes() {
        let expected = *b"\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01";
        assert_eq!(written(|e| e.int32(1, -2)), expected);
    }

    #[test]
    fn what_is_false_or_empty_is_left_out() {
        assert!(written(|e| e.options(8, |e| e.flag(3, false))).is_empty());
        assert_eq!(written(|e| e.flag(17, true)), [0x88, 0x01, 0x01]);
    }
}
