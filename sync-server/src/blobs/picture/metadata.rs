//! Whether metadata tells where a picture was taken (Exif 2.32, 4.6; XMP part 2).
//!
//! Exif as such is let through: Safari writes a little of it, with the number of pixels, into what
//! a page encodes.

use super::numbers::Numbers;

/// The entry that points to the place.
const GPS: u64 = 0x8825;
/// Bytes of one entry of a directory.
const ENTRY: usize = 12;

/// Whether the first directory of an Exif block has a place.
pub(super) fn exif_has_location(block: &[u8]) -> bool {
    let tiff = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let is_little = tiff.starts_with(b"II");
    let number = |at: usize, length: usize| match (is_little, length) {
        (true, _) => tiff.small_first(at, length),
        (false, 2) => tiff.be16(at),
        (false, _) => tiff.be32(at),
    };
    let offset = |number: u64| usize::try_from(number).ok();
    let Some(directory) = number(4, 4).and_then(offset) else {
        return false;
    };
    let entries = number(directory, 2).and_then(offset).unwrap_or(0);
    let tag = |entry: usize| number(directory.checked_add(2 + entry * ENTRY)?, 2);
    (0..entries).map_while(tag).any(|tag| tag == GPS)
}

/// Whether an XMP packet speaks of a place; it is text, in whatever language of tags.
pub(super) fn xmp_has_location(packet: &[u8]) -> bool {
    const LATITUDE: &[u8] = b"GPSLatitude";
    packet.windows(LATITUDE.len()).any(|part| part == LATITUDE)
}

#[cfg(test)]
pub(super) mod samples {
    /// An Exif block whose only entry is this tag.
    pub(in super::super) fn exif(tag: u16, is_little: bool) -> Vec<u8> {
        let mut block = b"Exif\0\0".to_vec();
        let two = |number: u16| match is_little {
            true => number.to_le_bytes(),
            false => number.to_be_bytes(),
        };
        let four = |number: u32| match is_little {
            true => number.to_le_bytes(),
            false => number.to_be_bytes(),
        };
        block.extend(if is_little { b"II" } else { b"MM" });
        block.extend(two(42));
        block.extend(four(8));
        block.extend(two(1));
        block.extend(two(tag));
        block.extend([0; 10]);
        block
    }
}

#[cfg(test)]
mod tests {
    use super::{samples::exif, *};

    #[test]
    fn only_a_place_counts_in_both_orders_of_bytes() {
        for is_little in [true, false] {
            assert!(exif_has_location(&exif(0x8825, is_little)));
            assert!(!exif_has_location(&exif(0x8769, is_little)), "Safari's own");
            assert!(exif_has_location(&exif(0x8825, is_little)[6..]), "in a PNG");
        }
        assert!(!exif_has_location(b"Exif\0\0MM"));
        assert!(xmp_has_location(b"<x exif:GPSLatitude='29,51N'/>"));
        assert!(!xmp_has_location(b"<x dc:title='GPS'/>"));
    }
}
