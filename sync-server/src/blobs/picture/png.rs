//! PNG: chunks to the end, because metadata may stand after the picture (W3C PNG, clause 5).

use super::{
    Picture,
    metadata::{exif_has_location, xmp_has_location},
    numbers::Numbers,
};

const SIGNATURE: usize = 8;
/// Length and type before a chunk's data, the check after it.
const AROUND: usize = 12;

pub(super) fn read(bytes: &[u8]) -> Option<Picture> {
    let mut at = SIGNATURE;
    if bytes.slice(at + 4, 4)? != b"IHDR" {
        return None;
    }
    let mut picture = Picture {
        width: bytes.be32(at + 8)?,
        height: bytes.be32(at + 12)?,
        has_location: false,
    };
    while let Some(length) = bytes.be32(at) {
        let length = usize::try_from(length).ok()?;
        let (Some(kind), Some(data)) = (bytes.slice(at + 4, 4), bytes.slice(at + 8, length)) else {
            break;
        };
        match kind {
            b"eXIf" => picture.has_location |= exif_has_location(data),
            b"iTXt" | b"tEXt" => picture.has_location |= xmp_has_location(data),
            b"IEND" => break,
            _ => {}
        }
        at = at.checked_add(length)?.checked_add(AROUND)?;
    }
    Some(picture)
}

/// A PNG of these pixels with a further chunk after the picture.
#[cfg(test)]
pub(super) fn with(width: u32, height: u32, kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    for (kind, data) in [
        (b"IHDR", header.as_slice()),
        (b"IDAT", &[0; 7]),
        (kind, data),
    ] {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(kind);
        bytes.extend(data);
        bytes.extend([0; 4]);
    }
    bytes
}

/// A small PNG.
#[cfg(test)]
pub(super) fn sample() -> Vec<u8> {
    with(640, 480, b"IEND", b"")
}

#[cfg(test)]
mod tests {
    use super::{super::metadata::samples::exif, *};
    use crate::blobs::{Limits, Refusal};

    #[test]
    fn size_and_place_are_found_wherever_they_stand() {
        let plain = read(&sample()).unwrap();
        assert_eq!((plain.width, plain.height), (640, 480));
        assert!(!plain.has_location);
        let exif = &exif(0x8825, false)[6..];
        assert!(read(&with(1, 1, b"eXIf", exif)).unwrap().has_location);
    }

    #[test]
    fn a_hundred_megapixels_are_refused_however_few_bytes_they_take() {
        let bomb = with(10_000, 10_000, b"IEND", b"");
        let refused = Picture::read(&bomb).unwrap().check(&Limits::default());
        assert_eq!(refused, Err(Refusal::TooManyPixels(16_000_000)));
        let most = with(u32::MAX, u32::MAX, b"IEND", b"");
        let refused = Picture::read(&most).unwrap().check(&Limits::default());
        assert_eq!(refused, Err(Refusal::TooManyPixels(16_000_000)));
    }
}
