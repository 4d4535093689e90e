//! Strings of BIFF8: two bytes a character, or one where all are below 256; a string that goes on in the next record
//! says anew there which of the two it is ([MS-XLS] 2.5.293, 2.4.265).

use super::record::{Record, u16_at, u32_at};
use crate::table::limits;

/// Bytes that stand in several records.
pub(super) struct Segments<'a> {
    now: &'a [u8],
    later: &'a [&'a [u8]],
}

impl<'a> Segments<'a> {
    pub(super) fn new(now: &'a [u8], later: &'a [&'a [u8]]) -> Self {
        Self { now, later }
    }

    /// Goes on in the next record when this one is read.
    fn turn(&mut self) -> Option<bool> {
        if !self.now.is_empty() {
            return Some(false);
        }
        let (first, rest) = self.later.split_first()?;
        (self.now, self.later) = (first, rest);
        Some(true)
    }

    fn byte(&mut self) -> Option<u8> {
        while self.now.is_empty() {
            self.turn()?;
        }
        let (byte, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*byte)
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        (0..bytes).try_fold(0, |number, place| {
            Some(number | u32::from(self.byte()?) << (8 * place))
        })
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            while self.now.is_empty() {
                self.turn()?;
            }
            let step = bytes.min(self.now.len());
            self.now = self.now.get(step..)?;
            bytes -= step;
        }
        Some(())
    }

    /// A string of so many characters, with the byte of flags before it.
    pub(super) fn string(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extension = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let text = self.characters(count, flags & 1 != 0)?;
        self.skip(usize::try_from(runs).ok()?.checked_mul(4)?)?;
        self.skip(usize::try_from(extension).ok()?)?;
        Some(text)
    }

    fn characters(&mut self, count: usize, mut is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            while self.now.is_empty() {
                self.turn()?;
                is_wide = self.byte()? & 1 != 0;
            }
            let unit = match is_wide {
                true => u16_at(self.now, 0)?,
                false => u16::from(*self.now.first()?),
            };
            self.now = self.now.get(if is_wide { 2 } else { 1 }..)?;
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// The table of strings that cells share, as far as it reads; `None` when it holds more than we do.
pub(super) fn shared(record: &Record<'_>) -> Option<Vec<String>> {
    let count = u32_at(record.data, 4).unwrap_or(0);
    let mut segments = Segments::new(record.data.get(8..).unwrap_or_default(), &record.more);
    let mut strings = Vec::new();
    let mut bytes = 0;
    for _ in 0..count {
        let length = segments
            .number(2)
            .and_then(|length| usize::try_from(length).ok());
        let Some(string) = length.and_then(|length| segments.string(length)) else {
            break;
        };
        bytes += string.len();
        if bytes > limits::TEXT {
            return None;
        }
        strings.push(string);
    }
    Some(strings)
}
