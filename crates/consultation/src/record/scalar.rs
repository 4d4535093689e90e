//! How a value of the domain is stored as one Automerge value, and read back.

use automerge::ScalarValue;
use ledger::{RoomId, Timestamp};

use super::civil::{CivilTime, Date};
use super::form::Form;
use super::jurisdiction::Jurisdiction;
use super::part::PartKind;
use super::sheet::RowId;
use super::span::{DateSpan, TimeSpan};

/// A value that is stored whole; `read(&write(v))` is `v`.
pub(crate) trait Scalar: Sized + Clone + PartialEq {
    /// Reads a stored value; `None` for one of another type or shape.
    fn read(stored: &ScalarValue) -> Option<Self>;

    /// The stored form. Absence is null and not a deleted key, so that clearing a field while
    /// another device writes it shows as the conflict it is.
    fn write(&self) -> ScalarValue;
}

impl Scalar for String {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Str(text) => Some(text.to_string()),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Str(self.as_str().into())
    }
}

impl Scalar for bool {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Boolean(*self)
    }
}

impl Scalar for Timestamp {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Int(millis) => u64::try_from(*millis).ok().map(Self),
            ScalarValue::Uint(millis) => Some(Self(*millis)),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Int(i64::try_from(self.0).unwrap_or(i64::MAX))
    }
}

impl Scalar for RoomId {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Bytes(bytes) => Self::from_slice(bytes),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Bytes(self.0.to_vec())
    }
}

impl Scalar for u64 {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Int(count) => Self::try_from(*count).ok(),
            ScalarValue::Uint(count) => Some(*count),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Int(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Scalar for RowId {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Bytes(bytes) => Self::from_slice(bytes),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Bytes(self.as_bytes().to_vec())
    }
}

impl Scalar for [u8; 32] {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Bytes(bytes) => bytes.as_slice().try_into().ok(),
            _ => None,
        }
    }

    fn write(&self) -> ScalarValue {
        ScalarValue::Bytes(self.to_vec())
    }
}

impl<T: Scalar> Scalar for Option<T> {
    fn read(stored: &ScalarValue) -> Option<Self> {
        match stored {
            ScalarValue::Null => Some(None),
            stored => T::read(stored).map(Some),
        }
    }

    fn write(&self) -> ScalarValue {
        self.as_ref().map_or(ScalarValue::Null, T::write)
    }
}

/// Values that are stored as a string.
macro_rules! stored_as_string {
    ($($name:ty: $read:expr, $write:expr;)*) => {$(
        impl Scalar for $name {
            fn read(stored: &ScalarValue) -> Option<Self> {
                let read: fn(&str) -> Option<Self> = $read;
                match stored {
                    ScalarValue::Str(text) => read(text),
                    _ => None,
                }
            }

            fn write(&self) -> ScalarValue {
                let write: fn(&Self) -> String = $write;
                ScalarValue::Str(write(self).into())
            }
        }
    )*};
}

stored_as_string! {
    Form: |id| Some(Self::from_id(id)), |form| form.id().to_owned();
    Jurisdiction: |id| Some(Self::from_id(id)), |level| level.id().to_owned();
    PartKind: |id| Some(Self::from_id(id)), |kind| kind.id().to_owned();
    TimeSpan: |text| text.parse().ok(), ToString::to_string;
    DateSpan: |text| text.parse().ok(), ToString::to_string;
    Date: |text| text.parse().ok(), ToString::to_string;
    CivilTime: |text| text.parse().ok(), ToString::to_string;
}
