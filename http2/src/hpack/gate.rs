//! What bounds a header list: the limits, and the gate in front of the sink that holds to them.

use super::FIELD_OVERHEAD;
use super::error::DecodeError;
use super::field::Field;

/// What a header list may have before the rest of it is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The size of all fields, each counted as name, value and [`FIELD_OVERHEAD`]: what we
    /// announce as [`SETTINGS_MAX_HEADER_LIST_SIZE`].
    ///
    /// [`SETTINGS_MAX_HEADER_LIST_SIZE`]: https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2
    pub list_size: usize,
    /// The number of fields.
    pub fields: usize,
    /// The size at which the rest is not even decoded: [`DecodeError::ListAbandoned`].
    ///
    /// A block over the other limits has to be decoded to its end, as the table must stay in
    /// step; "unless the connection is closed", says [RFC 9113 § 10.5.1]. Two octets can refer to
    /// a name of the table's full size and insert it anew, so this is what bounds the work that
    /// an octet can cause.
    ///
    /// [RFC 9113 § 10.5.1]: https://www.rfc-editor.org/rfc/rfc9113#section-10.5.1
    pub abandon_at: usize,
}

impl Default for Limits {
    /// 16 KiB, 128 fields, and the end at 64 KiB.
    fn default() -> Self {
        Self { list_size: 16 << 10, fields: 128, abandon_at: 64 << 10 }
    }
}

/// How a header list turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The number of fields, those withheld included.
    pub fields: usize,
    /// Their size as [`Limits::list_size`] counts, those withheld included.
    pub list_size: usize,
    /// The limit that was exceeded; from that field on, the sink was given none.
    pub exceeded: Option<Exceeded>,
}

/// A limit that a header list exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// [`Limits::list_size`].
    ListSize,
    /// [`Limits::fields`].
    Fields,
}

/// Takes the fields of a block, in their order. Closures are sinks.
///
/// A sink cannot stop the decoder, since the rest of the block still changes the table: it
/// remembers what is wrong, and ignores what follows.
pub trait Sink {
    /// Takes the next field.
    fn field(&mut self, field: Field<'_>);
}

impl<F: FnMut(Field<'_>)> Sink for F {
    #[inline]
    fn field(&mut self, field: Field<'_>) {
        self(field);
    }
}

/// Counts the fields on their way to the sink, and closes when they exceed a limit.
pub(super) struct Gate<'s, S> {
    limits: Limits,
    summary: Summary,
    sink: &'s mut S,
}

impl<'s, S: Sink> Gate<'s, S> {
    pub(super) fn new(limits: Limits, sink: &'s mut S) -> Self {
        Self { limits, summary: Summary { fields: 0, list_size: 0, exceeded: None }, sink }
    }

    #[inline]
    pub(super) fn pass(&mut self, field: Field<'_>) -> Result<(), DecodeError> {
        self.summary.fields += 1;
        self.summary.list_size += field.name.len() + field.value.len() + FIELD_OVERHEAD;
        // Both only grow, so the gate stays closed. One branch serves both limits.
        let too_large = self.summary.list_size > self.limits.list_size;
        let too_many = self.summary.fields > self.limits.fields;
        if !(too_large | too_many) {
            self.sink.field(field);
        } else {
            self.summary = withheld(self.summary, self.limits)?;
        }
        Ok(())
    }

    #[inline]
    pub(super) fn summary(&self) -> Summary {
        self.summary
    }

    /// The same gate for a while, until this one [takes over](Self::take_over) what it counted.
    #[inline]
    pub(super) fn reborrow(&mut self) -> Gate<'_, S> {
        Gate { limits: self.limits, summary: self.summary, sink: &mut *self.sink }
    }

    #[inline]
    pub(super) fn take_over(&mut self, summary: Summary) {
        self.summary = summary;
    }
}

/// What becomes of a list that exceeds the limits.
#[cold]
fn withheld(summary: Summary, limits: Limits) -> Result<Summary, DecodeError> {
    if summary.list_size > limits.abandon_at {
        return Err(DecodeError::ListAbandoned { limit: limits.abandon_at });
    }
    let now =
        if summary.list_size > limits.list_size { Exceeded::ListSize } else { Exceeded::Fields };
    Ok(Summary { exceeded: summary.exceeded.or(Some(now)), ..summary })
}
