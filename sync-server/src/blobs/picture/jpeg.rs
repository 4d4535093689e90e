//! JPEG: segments up to the first scan (ITU-T T.81, annex B).

use super::{
    Picture,
    metadata::{exif_has_location, xmp_has_location},
    numbers::Numbers,
};

const SCAN: u8 = 0xda;
const APP1: u8 = 0xe1;
const XMP: &[u8] = b"http://ns.adobe.com/";

pub(super) fn read(bytes: &[u8]) -> Option<Picture> {
    let mut picture = Picture::default();
    let mut at = 2;
    loop {
        while bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let marker = match bytes.slice(at, 2)? {
            [0xff, marker] => *marker,
            _ => return None,
        };
        at += 2;
        match marker {
            SCAN => return Some(picture),
            // Standing alone.
            0x01 | 0xd0..=0xd8 => continue,
            0xd9 => return None,
            _ => {}
        }
        let length = usize::try_from(bytes.be16(at)?).ok()?;
        let segment = bytes.slice(at + 2, length.checked_sub(2)?)?;
        at += length;
        match marker {
            // Huffman tables, an extension and arithmetic coding stand among the frames' numbers.
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => {
                picture.height = segment.be16(1)?;
                picture.width = segment.be16(3)?;
            }
            APP1 if segment.starts_with(XMP) => picture.has_location |= xmp_has_location(segment),
            APP1 => picture.has_location |= exif_has_location(segment),
            _ => {}
        }
    }
}

/// A JPEG of 1600 × 1200 with these segments of metadata.
#[cfg(test)]
pub(super) fn with(metadata: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    for block in metadata {
        bytes.extend(b"\xff\xe1");
        bytes.extend(u16::try_from(block.len() + 2).unwrap().to_be_bytes());
        bytes.extend(*block);
    }
    bytes.extend(b"\xff\xff\xc0\x00\x0b\x08\x04\xb0\x06\x40\x01\x01\x11\0");
    bytes.extend(b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0 and the scan\xff\xd9");
    bytes
}

/// A small JPEG.
#[cfg(test)]
pub(super) fn sample() -> Vec<u8> {
    with(&[&super::metadata::samples::exif(0x8769, false)])
}

#[cfg(test)]
mod tests {
    use super::{super::metadata::samples::exif, *};

    #[test]
    fn size_and_place_are_found() {
        let plain = read(&sample()).unwrap();
        assert_eq!((plain.width, plain.height), (1600, 1200));
        assert!(!plain.has_location);
        assert!(read(&with(&[&exif(0x8825, true)])).unwrap().has_location);
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='29,51N'/>";
        assert!(read(&with(&[b"Exif\0\0", xmp])).unwrap().has_location);
    }
}
