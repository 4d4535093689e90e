//! Decoding a picture at the size that it is kept in, and encoding it until it is small enough.

use futures_channel::oneshot;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions};

use super::header::Pixels;
use super::{MOST_BYTES, PhotoError, SIDE, bytes};
use crate::platform::error::PlatformError;

/// Longest side and quality of each attempt; the last is small enough whatever is on the picture.
const ATTEMPTS: [(u32, f64); 6] = [
    (SIDE, 0.85),
    (SIDE, 0.7),
    (SIDE, 0.55),
    (1200, 0.55),
    (900, 0.5),
    (640, 0.4),
];

/// Encodes a picture as a JPEG of at most [`SIDE`] pixels a side and [`MOST_BYTES`] bytes.
pub(super) async fn encode(file: &Blob, pixels: Pixels) -> Result<Vec<u8>, PhotoError> {
    // Whatever the browser says of it, a picture whose header was sound is damaged or beyond the device's memory.
    let bitmap = decode(file, pixels).await.map_err(|_| PhotoError::Broken)?;
    let canvas: HtmlCanvasElement = document()?.create_element("canvas")?.unchecked_into();
    let mut small = Err(PhotoError::Broken);
    for (side, quality) in ATTEMPTS {
        draw(&bitmap, &canvas, side)?;
        let jpeg = bytes(&jpeg(&canvas, quality).await?).await?;
        if jpeg.len() <= MOST_BYTES {
            small = Ok(jpeg);
            break;
        }
    }
    // Some browsers keep the memory of a canvas until it is empty.
    canvas.set_width(0);
    bitmap.close();
    small
}

/// Decodes a picture, upright, and no larger than it is needed.
///
/// Only the width is asked for: browsers differ in whether they turn a picture before or after making it smaller, and
/// what was asked for both sides would be squeezed in one of them. The canvas does the rest.
async fn decode(file: &Blob, pixels: Pixels) -> Result<ImageBitmap, PlatformError> {
    let window = web_sys::window().ok_or_else(missing)?;
    let bitmap = if pixels.width.min(pixels.height) > SIDE {
        let options = ImageBitmapOptions::new();
        options.set_resize_width(SIDE);
        window.create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)?
    } else {
        window.create_image_bitmap_with_blob(file)?
    };
    Ok(JsFuture::from(bitmap).await?.unchecked_into())
}

/// Draws the picture on white, because a JPEG has no holes.
fn draw(bitmap: &ImageBitmap, canvas: &HtmlCanvasElement, side: u32) -> Result<(), PlatformError> {
    let (width, height) = within(bitmap.width(), bitmap.height(), side);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or_else(missing)?
        .unchecked_into();
    let (width, height) = (f64::from(width), f64::from(height));
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    Ok(())
}

pub(super) async fn jpeg(canvas: &HtmlCanvasElement, quality: f64) -> Result<Blob, PlatformError> {
    let (sender, encoded) = oneshot::channel();
    let callback = Closure::once_into_js(move |blob: JsValue| {
        // Whoever asked may be gone.
        let _ = sender.send(blob);
    });
    canvas.to_blob_with_type_and_encoder_options(
        callback.unchecked_ref(),
        "image/jpeg",
        &JsValue::from(quality),
    )?;
    let blob = encoded.await.ok().and_then(|blob| blob.dyn_into().ok());
    blob.ok_or_else(missing)
}

/// A size in the same proportion whose longer side is at most `side`.
fn within(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longest = u64::from(width.max(height)).max(1);
    let scale = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side) + longest / 2) / longest;
        u32::try_from(scaled.max(1)).unwrap_or(side)
    };
    match longest > u64::from(side) {
        true => (scale(width), scale(height)),
        false => (width, height),
    }
}

fn document() -> Result<web_sys::Document, PlatformError> {
    let document = web_sys::window().and_then(|window| window.document());
    document.ok_or_else(missing)
}

fn missing() -> PlatformError {
    PlatformError::Unavailable("canvas is missing".into())
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_picture_keeps_its_proportion_and_never_grows() {
        assert_eq!(within(4000, 3000, 1600), (1600, 1200));
        assert_eq!(within(3000, 4000, 1600), (1200, 1600));
        assert_eq!(within(1600, 1200, 1600), (1600, 1200));
        assert_eq!(within(30, 20, 1600), (30, 20));
        assert_eq!(within(100_000, 1, 1600), (1600, 1));
        assert_eq!(within(0, 0, 1600), (0, 0));
    }
}
