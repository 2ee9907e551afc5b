//! gRPC status codes.

use std::fmt;

/// The outcome of a call, as gRPC numbers and spells it.
///
/// Meanings: <https://github.com/grpc/grpc/blob/master/doc/statuscodes.md>.
///
/// ```
/// use strait::Code;
///
/// assert_eq!(Code::NotFound.to_string(), "NOT_FOUND");
/// assert_eq!(Code::NotFound.number(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Code {
    /// The call succeeded.
    Ok = 0,
    /// The call was cancelled, typically by the caller.
    Cancelled = 1,
    /// An error without a better code.
    Unknown = 2,
    /// The request is wrong whatever the state of the system.
    InvalidArgument = 3,
    /// The deadline passed before the call was done.
    DeadlineExceeded = 4,
    /// Something the request names does not exist.
    NotFound = 5,
    /// Something the request creates exists already.
    AlreadyExists = 6,
    /// The caller is known and may not do this.
    PermissionDenied = 7,
    /// A quota, a limit or a disk is used up.
    ResourceExhausted = 8,
    /// The system is not in the state the call needs; trying again does not help.
    FailedPrecondition = 9,
    /// The call lost against another; trying again at a higher level may help.
    Aborted = 10,
    /// The request goes past a valid range.
    OutOfRange = 11,
    /// The method is not there.
    Unimplemented = 12,
    /// An invariant is broken.
    Internal = 13,
    /// The service cannot be reached just now; trying again may help.
    Unavailable = 14,
    /// Data is lost beyond repair.
    DataLoss = 15,
    /// The caller is not known.
    Unauthenticated = 16,
}

impl Code {
    const ALL: [Self; 17] = [
        Self::Ok,
        Self::Cancelled,
        Self::Unknown,
        Self::InvalidArgument,
        Self::DeadlineExceeded,
        Self::NotFound,
        Self::AlreadyExists,
        Self::PermissionDenied,
        Self::ResourceExhausted,
        Self::FailedPrecondition,
        Self::Aborted,
        Self::OutOfRange,
        Self::Unimplemented,
        Self::Internal,
        Self::Unavailable,
        Self::DataLoss,
        Self::Unauthenticated,
    ];

    /// The number on the wire, 0 to 16.
    #[must_use]
    pub fn number(self) -> i32 {
        i32::from(self as u8)
    }

    /// The code with a number, if there is one.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// gRPC's spelling: `NOT_FOUND`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Cancelled => "CANCELLED",
            Self::Unknown => "UNKNOWN",
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Self::NotFound => "NOT_FOUND",
            Self::AlreadyExists => "ALREADY_EXISTS",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::ResourceExhausted => "RESOURCE_EXHAUSTED",
            Self::FailedPrecondition => "FAILED_PRECONDITION",
            Self::Aborted => "ABORTED",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::Unimplemented => "UNIMPLEMENTED",
            Self::Internal => "INTERNAL",
            Self::Unavailable => "UNAVAILABLE",
            Self::DataLoss => "DATA_LOSS",
            Self::Unauthenticated => "UNAUTHENTICATED",
        }
    }

    /// The value of `grpc-status`: a decimal number without leading zeros.
    pub(crate) fn as_header(self) -> &'static str {
        const NUMBERS: [&str; 17] = [
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
            "16",
        ];
        NUMBERS[self as usize]
    }

    /// The code with a value of `grpc-status`, if there is one.
    #[cfg(feature = "client")]
    pub(crate) fn from_header(value: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_header().as_bytes() == value)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_spellings_are_those_of_the_specification() {
        for (number, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(code.number()), Ok(number));
            assert_eq!(Code::from_number(code.number()), Some(code));
            assert_eq!(code.as_header(), number.to_string());
        }
        assert_eq!(Code::from_number(17), None);
        assert_eq!(Code::from_number(-1), None);
    }
}
