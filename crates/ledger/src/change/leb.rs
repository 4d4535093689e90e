//! A reader of bytes and LEB128 integers that knows its end, and the writing of such integers.

use super::ChangeError;

pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], ChangeError> {
        let (first, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or(ChangeError::Malformed)?;
        self.rest = rest;
        Ok(first)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, ChangeError> {
        let (first, rest) = self.rest.split_first().ok_or(ChangeError::Malformed)?;
        self.rest = rest;
        Ok(*first)
    }

    /// Unsigned LEB128 of at most 64 bits.
    pub(crate) fn unsigned(&mut self) -> Result<u64, ChangeError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(ChangeError::Malformed);
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(ChangeError::Malformed)
    }

    /// Signed LEB128 of at most 64 bits.
    pub(crate) fn signed(&mut self) -> Result<i64, ChangeError> {
        let mut value = 0_i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte != 0 && byte != 0x7f {
                return Err(ChangeError::Malformed);
            }
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let is_negative = byte & 0x40 != 0 && shift + 7 < 64;
                return Ok(if is_negative {
                    value | (-1 << (shift + 7))
                } else {
                    value
                });
            }
        }
        Err(ChangeError::Malformed)
    }

    /// A counted list of at most `limit` elements.
    pub(crate) fn list<T>(
        &mut self,
        limit: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, ChangeError>,
    ) -> Result<Vec<T>, ChangeError> {
        let count = self.unsigned()?;
        if count > limit as u64 {
            return Err(ChangeError::TooComplex);
        }
        (0..count).map(|_| read(self)).collect()
    }
}

/// Writes unsigned LEB128 in its shortest form.
pub(crate) fn write_unsigned(mut value: u64, to: &mut Vec<u8>) {
    while value >= 0x80 {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

/// Writes signed LEB128 in its shortest form.
pub(crate) fn write_signed(mut value: i64, to: &mut Vec<u8>) {
    while !(-0x40..0x40).contains(&value) {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push((value & 0x7f) as u8);
}
