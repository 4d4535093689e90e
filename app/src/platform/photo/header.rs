//! What a file says of itself at its beginning: whether it is a picture, and of how many pixels.
//!
//! Only a window of the file is in memory. A JPEG may carry megabytes of metadata before its size; then the next
//! window begins where the next segment does. Sources: ITU-T T.81 annex B, W3C PNG clause 11, RFC 9649.

use super::PhotoError;

/// A picture's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Pixels {
    pub(super) fn count(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// What a window tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The size.
    Size(Pixels),
    /// The size stands at or after this byte of the file.
    Further(u64),
}

/// What else people pick, by a few bytes at a place.
const OTHERS: [(usize, &[u8], &str); 8] = [
    (0, b"%PDF", "PDF"),
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"PK\x03\x04", "ZIP / Office"),
    (0, b"\xd0\xcf\x11\xe0", "Office"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"<", "HTML / SVG"),
];

/// Reads the first window of a file.
pub(super) fn begin(bytes: &[u8]) -> Result<Step, PhotoError> {
    let has = |at: usize, magic: &[u8]| slice(bytes, at, magic.len()) == Some(magic);
    if has(0, b"\xff\xd8\xff") {
        return further(bytes, 0);
    }
    if has(0, b"\x89PNG\r\n\x1a\n") {
        return size(number(bytes, 16, 4), number(bytes, 20, 4));
    }
    if has(0, b"RIFF") && has(8, b"WEBP") {
        return webp(bytes);
    }
    if has(4, b"ftyp") {
        return Err(match slice(bytes, 8, 4) {
            Some(b"heic" | b"heix" | b"heim" | b"hevc" | b"mif1" | b"msf1") => PhotoError::Heic,
            Some(b"avif" | b"avis") => PhotoError::Other("AVIF"),
            _ => PhotoError::Other("MP4 / MOV"),
        });
    }
    for (at, magic, name) in OTHERS {
        if has(at, magic) {
            return Err(PhotoError::Other(name));
        }
    }
    Err(PhotoError::Unknown)
}

/// Reads on in a JPEG, in a window that begins with a segment at this byte of the file.
pub(super) fn further(window: &[u8], base: u64) -> Result<Step, PhotoError> {
    let mut at = 0;
    loop {
        let marker = match slice(window, at, 2) {
            Some([0xff, marker]) => *marker,
            Some(_) => return Err(PhotoError::Broken),
            None => break,
        };
        match marker {
            // A byte that fills.
            0xff => {
                at += 1;
                continue;
            }
            // Standing alone.
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            // A scan or the end, before any size.
            0xd9 | 0xda => return Err(PhotoError::Broken),
            _ => {}
        }
        // Huffman tables, an extension and arithmetic coding stand among the frames' numbers.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            match slice(window, at + 5, 4) {
                Some(_) => return size(number(window, at + 7, 2), number(window, at + 5, 2)),
                None => break,
            }
        }
        match number(window, at + 2, 2) {
            Some(length) if length >= 2 => at += 2 + length as usize,
            Some(_) => return Err(PhotoError::Broken),
            None => break,
        }
    }
    match at {
        0 => Err(PhotoError::Broken),
        _ => Ok(Step::Further(base.saturating_add(at as u64))),
    }
}

fn webp(bytes: &[u8]) -> Result<Step, PhotoError> {
    // Numbers of a RIFF file have the least byte first.
    let small = |at: usize, length: usize| {
        let digits = slice(bytes, at, length)?.iter().rev();
        Some(digits.fold(0, |number, byte| number << 8 | u32::from(*byte)))
    };
    match slice(bytes, 12, 4) {
        Some(b"VP8X") => size(small(24, 3).map(|it| it + 1), small(27, 3).map(|it| it + 1)),
        Some(b"VP8L") => {
            let sizes = small(21, 4);
            let part = |shift: u32| sizes.map(|sizes| (sizes >> shift & 0x3fff) + 1);
            size(part(0), part(14))
        }
        Some(b"VP8 ") => {
            let part = |at| small(at, 2).map(|it| it & 0x3fff);
            size(part(26), part(28))
        }
        _ => Err(PhotoError::Broken),
    }
}

fn size(width: Option<u32>, height: Option<u32>) -> Result<Step, PhotoError> {
    match (width, height) {
        (Some(width @ 1..), Some(height @ 1..)) => Ok(Step::Size(Pixels { width, height })),
        _ => Err(PhotoError::Broken),
    }
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// A number with the greatest byte first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let digits = slice(bytes, at, length)?.iter();
    Some(digits.fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &[u8] = b"\xff\xff\xc0\x00\x0b\x08\x04\xb0\x06\x40\x01\x01\x11\0";

    fn jpeg(metadata: &[usize]) -> Vec<u8> {
        let mut bytes = b"\xff\xd8".to_vec();
        for length in metadata {
            bytes.extend(b"\xff\xe1");
            bytes.extend(u16::try_from(length + 2).unwrap().to_be_bytes());
            bytes.resize(bytes.len() + length, 0xc0);
        }
        bytes.extend(FRAME);
        bytes.extend(b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0 and the scan\xff\xd9");
        bytes
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    fn webp(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&b"RIFF\0\0\0\0WEBP"[..], kind, &[0; 4], data].concat()
    }

    fn pixels(width: u32, height: u32) -> Result<Step, PhotoError> {
        Ok(Step::Size(Pixels { width, height }))
    }

    /// Reads a file as the browser's part does, with windows of this many bytes.
    fn read(file: &[u8], window: usize) -> Result<Step, PhotoError> {
        let cut = |at: usize| &file[at.min(file.len())..(at + window).min(file.len())];
        let mut step = begin(cut(0))?;
        while let Step::Further(at) = step {
            step = further(cut(usize::try_from(at).unwrap()), at)?;
        }
        Ok(step)
    }

    #[test]
    fn the_size_is_found_in_every_kind_of_picture() {
        assert_eq!(begin(&jpeg(&[])), pixels(1600, 1200));
        assert_eq!(begin(&png(10_000, 10_001)), pixels(10_000, 10_001));
        let simple = webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x40\x06\xb0\x04 frame");
        assert_eq!(begin(&simple), pixels(1600, 1200));
        let lossless = webp(b"VP8L", b"\x2f\x3f\xc6\x2b\x01 frame");
        assert_eq!(begin(&lossless), pixels(1600, 1200));
        let extended = webp(b"VP8X", b"\x08\0\0\0\x3f\x06\0\xaf\x04\0");
        assert_eq!(begin(&extended), pixels(1600, 1200));
    }

    #[test]
    fn megabytes_of_metadata_are_stepped_over() {
        let file = jpeg(&[60_000; 40]);
        for window in [64, 1000, 64 * 1024] {
            assert_eq!(read(&file, window), pixels(1600, 1200), "window {window}");
        }
    }

    #[test]
    fn what_is_no_photo_is_named() {
        let table: [(&[u8], PhotoError); 7] = [
            (b"%PDF-1.7\n%", PhotoError::Other("PDF")),
            (b"\0\0\0\x18ftypheic", PhotoError::Heic),
            (b"\0\0\0\x18ftypisom", PhotoError::Other("MP4 / MOV")),
            (b"<svg onload=alert(1)>", PhotoError::Other("HTML / SVG")),
            (b"RIFF....WAVEfmt ", PhotoError::Unknown),
            (b"\xff\xd8\xff\xda", PhotoError::Broken),
            (b"", PhotoError::Unknown),
        ];
        for (bytes, error) in table {
            assert_eq!(begin(bytes), Err(error), "{bytes:?}");
        }
        assert_eq!(begin(&png(0, 7)), Err(PhotoError::Broken));
    }

    #[test]
    fn a_file_that_is_cut_anywhere_or_spoilt_is_read_without_a_fault() {
        let file = jpeg(&[40, 3]);
        for end in 0..file.len() {
            let _ = read(&file[..end], 16);
        }
        for at in 0..file.len() {
            for value in [0, 1, 0x7f, 0xc0, 0xff] {
                let mut spoilt = file.clone();
                spoilt[at] = value;
                let _ = read(&spoilt, 16);
            }
        }
    }
}
