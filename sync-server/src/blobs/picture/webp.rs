//! WebP: chunks of a RIFF file (RFC 9649).

use super::{
    Picture,
    metadata::{exif_has_location, xmp_has_location},
    numbers::Numbers,
};

/// `RIFF`, the length, `WEBP`.
const HEADER: usize = 12;
/// A chunk's name and length.
const CHUNK: usize = 8;

pub(super) fn read(bytes: &[u8]) -> Option<Picture> {
    let mut picture = Picture::default();
    let mut at = HEADER;
    while let (Some(kind), Some(length)) = (bytes.slice(at, 4), bytes.small_first(at + 4, 4)) {
        let length = usize::try_from(length).ok()?;
        let Some(data) = bytes.slice(at + CHUNK, length) else {
            break;
        };
        match kind {
            b"VP8X" => picture.grow(data.small_first(4, 3)? + 1, data.small_first(7, 3)? + 1),
            b"VP8L" => {
                let sizes = data.small_first(1, 4)?;
                picture.grow((sizes & 0x3fff) + 1, (sizes >> 14 & 0x3fff) + 1);
            }
            b"VP8 " => picture.grow(
                data.small_first(6, 2)? & 0x3fff,
                data.small_first(8, 2)? & 0x3fff,
            ),
            b"EXIF" => picture.has_location |= exif_has_location(data),
            b"XMP " => picture.has_location |= xmp_has_location(data),
            _ => {}
        }
        // Chunks begin at even places.
        at = at.checked_add(length.checked_next_multiple_of(2)?)? + CHUNK;
    }
    Some(picture)
}

impl Picture {
    /// A canvas and its frames each give a size; the largest is what a device has to hold.
    fn grow(&mut self, width: u64, height: u64) {
        self.width = self.width.max(width);
        self.height = self.height.max(height);
    }
}

/// A WebP of these chunks.
#[cfg(test)]
pub(super) fn with(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    for (kind, data) in chunks {
        bytes.extend(*kind);
        bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(*data);
        bytes.resize(bytes.len().next_multiple_of(2), 0);
    }
    bytes
}

/// A small WebP.
#[cfg(test)]
pub(super) fn sample() -> Vec<u8> {
    with(&[(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x40\x06\xb0\x04 frame")])
}

#[cfg(test)]
mod tests {
    use super::{super::metadata::samples::exif, *};

    #[test]
    fn size_and_place_are_found_in_every_kind_of_file() {
        let plain = read(&sample()).unwrap();
        assert_eq!((plain.width, plain.height), (1600, 1200));
        let lossless = with(&[(b"VP8L", b"\x2f\x3f\xc6\x2b\x01 frame")]);
        let lossless = read(&lossless).unwrap();
        assert_eq!((lossless.width, lossless.height), (1600, 1200));
        let canvas = b"\x08\0\0\0\x3f\x06\0\xaf\x04\0";
        let extended = with(&[
            (b"VP8X", canvas),
            (b"ICCP", b"odd"),
            (b"EXIF", &exif(0x8825, true)),
        ]);
        let extended = read(&extended).unwrap();
        assert_eq!((extended.width, extended.height), (1600, 1200));
        assert!(extended.has_location);
    }
}
