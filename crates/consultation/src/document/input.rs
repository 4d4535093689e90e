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

    /// A LEB128 number of at most 64 bits.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        let mut value: u64 = 0;
        for shift in (0..70).step_by(7) {
            let byte = *self.take(1)?.first()?;
            if shift == 63 && byte > 1 {
                return None;
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A signed LEB128 number of at most 64 bits.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let mut value: i64 = 0;
        for shift in (0..70).step_by(7) {
            let byte = *self.take(1)?.first()?;
            if shift == 63 && byte != 0 && byte != 0x7f {
                return None;
            }
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let is_negative = byte & 0x40 != 0 && shift < 57;
                let sign = if is_negative { -1 << (shift + 7) } else { 0 };
                return Some(value | sign);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn numbers_of_sixty_four_bits_are_read_and_longer_ones_are_not() {
        let unsigned = |bytes: &[u8]| Input(bytes).unsigned();
        let signed = |bytes: &[u8]| Input(bytes).signed();
        let nine = [0xff_u8; 9];
        let ending = |last: u8| [&nine[..], &[last]].concat();
        assert_eq!(unsigned(&ending(1)), Some(u64::MAX));
        assert_eq!(unsigned(&ending(2)), None);
        assert_eq!(signed(&ending(0)), Some(i64::MAX));
        assert_eq!(signed(&ending(0x7f)), Some(-1));
        assert_eq!(signed(&ending(1)), None);
        let least = [&[0x80_u8; 9][..], &[0x7f]].concat();
        assert_eq!(signed(&least), Some(i64::MIN));
        assert_eq!((signed(&[0x40]), signed(&[0x3f])), (Some(-64), Some(63)));
        assert_eq!(
            unsigned(&[0x80]),
            None,
            "the number goes on and nothing follows"
        );
    }
}
