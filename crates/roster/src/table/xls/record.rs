//! Records: a kind, a length, bytes; what does not fit goes on in CONTINUE records.

const CONTINUE: u16 = 0x003c;

/// A record with what continues it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    pub(super) more: Vec<&'a [u8]>,
}

/// The records of a stream from a place on; a stream that is cut short ends at its last whole record.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn from(stream: &'a [u8], start: usize) -> Self {
        Self {
            rest: stream.get(start..).unwrap_or_default(),
        }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, len) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let data = self.rest.get(4..len.checked_add(4)?)?;
        self.rest = self.rest.get(len + 4..)?;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one()?;
        let mut more = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            let Some((_, data)) = self.one() else { break };
            more.push(data);
        }
        Some(Record { kind, data, more })
    }
}

pub(super) fn u16_at(data: &[u8], place: usize) -> Option<u16> {
    let bytes = data.get(place..place.checked_add(2)?)?;
    bytes.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn u32_at(data: &[u8], place: usize) -> Option<u32> {
    let bytes = data.get(place..place.checked_add(4)?)?;
    bytes.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn f64_at(data: &[u8], place: usize) -> Option<f64> {
    let bytes = data.get(place..place.checked_add(8)?)?;
    bytes.try_into().ok().map(f64::from_le_bytes)
}
