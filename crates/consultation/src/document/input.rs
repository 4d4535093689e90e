//! The numbers and stretches that Automerge's chunks are made of, read within bounds.

/// What is left of the bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl<'a> Input<'a> {
    /// The next bytes, if there are as many.
    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    /// Bytes behind their own length.
    pub(super) fn prefixed(&mut self) -> Option<&'a [u8]> {
        let length = self.unsigned()?;
        self.take(usize::try_from(length).ok()?)
    }

    /// A LEB128 number of at most 63 bits.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        let mut value: u64 = 0;
        for shift in (0..63).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A signed LEB128 number of at most 63 bits.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let mut value: i64 = 0;
        for shift in (0..63).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let sign = if byte & 0x40 != 0 {
                    -1_i64 << (shift + 7).min(63)
                } else {
                    0
                };
                return Some(value | sign);
            }
        }
        None
    }
}
