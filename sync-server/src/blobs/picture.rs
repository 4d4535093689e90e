//! What a picture says of itself in its headers: format, pixels, and whether it tells a place.
//!
//! Nothing is decoded. Devices make pictures small and without metadata; this finds what did not
//! come that way, before other devices have to show it.

mod jpeg;
mod metadata;
mod numbers;
mod png;
mod webp;

use super::{Limits, Refusal};
use numbers::Numbers;

/// Bytes after which the format is known.
pub(super) const ENOUGH: usize = 16;

/// The formats that are kept: every browser shows them, and none of them runs anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A photo.
    Jpeg,
    /// A signature or a scan.
    Png,
    /// A photo, from browsers that encode it.
    WebP,
}

/// What the headers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    width: u64,
    height: u64,
    has_location: bool,
}

impl Format {
    /// The format by the first bytes, never by a name or by what the sender says.
    ///
    /// # Errors
    /// What it is instead, as far as that is known.
    pub fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        let has = |at: usize, magic: &[u8]| bytes.slice(at, magic.len()) == Some(magic);
        if has(0, b"\xff\xd8\xff") {
            return Ok(Self::Jpeg);
        }
        if has(0, b"\x89PNG\r\n\x1a\n") {
            return Ok(Self::Png);
        }
        if has(0, b"RIFF") && has(8, b"WEBP") {
            return Ok(Self::WebP);
        }
        let others: [(usize, &[u8], &'static str); 8] = [
            (0, b"%PDF", "a PDF"),
            (0, b"GIF8", "a GIF"),
            (4, b"ftyp", "a HEIC, AVIF or a film"),
            (0, b"PK\x03\x04", "a ZIP or an office document"),
            (0, b"\xd0\xcf\x11\xe0", "an old office document"),
            (0, b"II*\0", "a TIFF"),
            (0, b"MM\0*", "a TIFF"),
            (0, b"<", "a page or an SVG"),
        ];
        let found = others.iter().find(|(at, magic, _)| has(*at, magic));
        Err(Refusal::NotAPicture(
            found.map_or("something else", |(_, _, name)| name),
        ))
    }

    /// What to call it on the web.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    /// What the name of a saved file ends in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

impl Picture {
    /// Reads the headers of a whole picture.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let picture = match Format::of(bytes)? {
            Format::Jpeg => jpeg::read(bytes),
            Format::Png => png::read(bytes),
            Format::WebP => webp::read(bytes),
        };
        picture
            .filter(|picture| picture.pixels() > 0)
            .ok_or(Refusal::NotAPicture("a picture with a broken header"))
    }

    /// Whether it may be kept.
    pub(super) fn check(self, limits: &Limits) -> Result<(), Refusal> {
        if self.pixels() > limits.pixels {
            return Err(Refusal::TooManyPixels(limits.pixels));
        }
        match self.has_location {
            true => Err(Refusal::Location),
            false => Ok(()),
        }
    }

    fn pixels(self) -> u64 {
        self.width.saturating_mul(self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_count_and_what_is_no_picture_has_a_name() {
        assert_eq!(Format::of(b"\xff\xd8\xff\xe0 and so on"), Ok(Format::Jpeg));
        assert_eq!(Format::of(b"\x89PNG\r\n\x1a\n"), Ok(Format::Png));
        assert_eq!(Format::of(b"RIFF....WEBPVP8 "), Ok(Format::WebP));
        let table: [(&[u8], &str); 5] = [
            (b"%PDF-1.7\n%", "a PDF"),
            (b"....ftypheic", "a HEIC, AVIF or a film"),
            (b"<svg onload=alert(1)>", "a page or an SVG"),
            (b"RIFF....WAVEfmt ", "something else"),
            (b"", "something else"),
        ];
        for (bytes, name) in table {
            assert_eq!(Format::of(bytes), Err(Refusal::NotAPicture(name)));
        }
    }

    #[test]
    fn what_is_cut_anywhere_or_random_is_read_without_a_fault() {
        let samples = [jpeg::sample(), png::sample(), webp::sample()];
        for sample in samples {
            assert!(Picture::read(&sample).is_ok());
            for end in 0..sample.len() {
                let _ = Picture::read(&sample[..end]);
            }
            for at in 0..sample.len() {
                for value in [0, 1, 0x7f, 0x80, 0xff] {
                    let mut spoilt = sample.clone();
                    spoilt[at] = value;
                    let _ = Picture::read(&spoilt);
                }
            }
        }
    }
}
