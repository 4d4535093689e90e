//! Photos that a person takes or picks: looked at, made small and encoded anew on the device.
//!
//! What leaves here is a JPEG of at most [`SIDE`] pixels a side and [`MOST_BYTES`] bytes that a canvas has drawn: nothing
//! of the file is in it but what can be seen, so no place, no device and no time. Whether a file is a picture at all,
//! and how large, its first bytes say, before anything is decoded: an old phone dies of a hundred megapixels.

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod browser_tests;
mod encode;
mod header;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, HtmlInputElement, Url};

use super::error::PlatformError;
use header::{Pixels, Step};

/// Longest side of an encoded photo, in pixels.
pub(crate) const SIDE: u32 = 1600;

/// Most bytes of an encoded photo.
pub(crate) const MOST_BYTES: usize = 400_000;

/// Most pixels that are decoded: what the largest common cameras of phones give (8160 × 6120), 200 MB in memory.
pub(crate) const MOST_PIXELS: u64 = 52_000_000;

/// Bytes that are looked at at once to find a picture's size.
const WINDOW: u64 = 64 * 1024;

/// A file that a person picked; nothing of it has been read.
#[derive(Clone, Debug)]
pub(crate) struct Picked(Blob);

/// Why a file does not become a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PhotoError {
    /// A photo in a format that most browsers cannot show.
    Heic,
    /// By its first bytes it is this, whatever the file is called.
    Other(&'static str),
    /// Its first bytes are those of nothing that is known.
    Unknown,
    /// It begins like a picture and cannot be read.
    Broken,
    /// It has this many pixels, more than [`MOST_PIXELS`].
    TooManyPixels(u64),
    /// The browser failed.
    Browser(PlatformError),
}

impl<E: Into<PlatformError>> From<E> for PhotoError {
    fn from(error: E) -> Self {
        Self::Browser(error.into())
    }
}

/// The file that a person picked in an input, which is then empty again: the same file can be picked once more.
pub(crate) fn picked(event: &Event) -> Option<Picked> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(Picked(file.unchecked_into()))
}

/// An address at which the page can show these bytes, until [`let_go`].
pub(crate) fn address(bytes: &[u8]) -> Option<String> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Frees what an address of [`address`] stands for.
pub(crate) fn let_go(address: &str) {
    // Fails for no address that the browser has given.
    let _ = Url::revoke_object_url(address);
}

impl Picked {
    /// The photo as it is kept and sent.
    ///
    /// # Errors
    /// When the file is no picture, too large, or cannot be read.
    pub(crate) async fn encoded(&self) -> Result<Vec<u8>, PhotoError> {
        let pixels = self.pixels().await?;
        let count = pixels.count();
        if count > MOST_PIXELS {
            return Err(PhotoError::TooManyPixels(count));
        }
        encode::encode(&self.0, pixels).await
    }

    async fn pixels(&self) -> Result<Pixels, PhotoError> {
        let mut step = header::begin(&self.window(0).await?)?;
        loop {
            match step {
                Step::Size(pixels) => return Ok(pixels),
                Step::Further(at) => step = header::further(&self.window(at).await?, at)?,
            }
        }
    }

    async fn window(&self, at: u64) -> Result<Vec<u8>, PlatformError> {
        let (from, to) = (at as f64, at.saturating_add(WINDOW) as f64);
        bytes(&self.0.slice_with_f64_and_f64(from, to)?).await
    }
}

/// Reads a blob into memory.
async fn bytes(blob: &Blob) -> Result<Vec<u8>, PlatformError> {
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec())
}
