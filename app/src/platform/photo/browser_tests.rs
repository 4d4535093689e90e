//! Runs in a real browser: what becomes of the files that people pick.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::header::{Pixels, Step, begin};
use super::{MOST_BYTES, PhotoError, Picked, address, bytes, let_go};
use crate::platform::error::PlatformError;

/// A picture of this size: noise, which is the hardest to make small, or one colour.
async fn jpeg(width: u32, height: u32, is_noise: bool) -> Vec<u8> {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").unwrap().unwrap();
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.set_fill_style_str("#070");
    context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    let mut seed = 7_u32;
    let side = if is_noise { 3 } else { height };
    for y in (0..height).step_by(side as usize) {
        for x in (0..width).step_by(side as usize) {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            context.set_fill_style_str(&format!("#{:06x}", seed >> 8));
            let side = f64::from(side);
            context.fill_rect(f64::from(x), f64::from(y), side, side);
        }
    }
    bytes(&super::encode::jpeg(&canvas, 0.95).await.unwrap())
        .await
        .unwrap()
}

/// The same with a block of metadata: a camera, a place, and that the picture lies on its side.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    // Orientation 6: turned by 90° to be upright. GPS: where to find latitude and longitude.
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26");
    tiff.extend([0; 4]);
    tiff.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0");
    let mut file = jpeg[..2].to_vec();
    file.extend(b"\xff\xe1");
    file.extend(u16::try_from(tiff.len() + 2).unwrap().to_be_bytes());
    file.extend(tiff);
    file.extend(&jpeg[2..]);
    file
}

fn picked(file: &[u8]) -> Picked {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(file));
    Picked(web_sys::Blob::new_with_u8_array_sequence(&parts).unwrap())
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|found| found == words)
}

fn pixels(width: u32, height: u32) -> Result<Step, PhotoError> {
    Ok(Step::Size(Pixels { width, height }))
}

#[wasm_bindgen_test]
async fn a_large_photo_comes_out_small_upright_and_without_metadata() {
    let file = with_exif(&jpeg(3000, 2000, false).await);
    assert!(has(&file, b"Exif"));
    let photo = picked(&file).encoded().await.unwrap();
    assert_eq!(begin(&photo), pixels(1067, 1600));
    assert!(photo.len() <= MOST_BYTES);
    assert!(!has(&photo, b"Exif") && !has(&photo, b"http://ns.adobe.com"));
}

#[wasm_bindgen_test]
async fn noise_is_made_small_enough_too() {
    let file = jpeg(2400, 2400, true).await;
    assert!(file.len() > 2 * MOST_BYTES, "{} bytes", file.len());
    let photo = picked(&file).encoded().await.unwrap();
    assert!(photo.len() <= MOST_BYTES, "{} bytes", photo.len());
}

#[wasm_bindgen_test]
async fn a_small_photo_keeps_its_size() {
    let file = jpeg(300, 200, false).await;
    let photo = picked(&file).encoded().await.unwrap();
    assert_eq!(begin(&photo), pixels(300, 200));
}

#[wasm_bindgen_test]
async fn what_is_no_photo_or_too_large_is_refused_before_it_is_decoded() {
    let pdf = picked(b"%PDF-1.7\n%").encoded().await;
    assert_eq!(pdf, Err(PhotoError::Other("PDF")));
    let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    huge.extend(10_000_u32.to_be_bytes());
    huge.extend(10_000_u32.to_be_bytes());
    let refused = picked(&huge).encoded().await;
    assert_eq!(refused, Err(PhotoError::TooManyPixels(100_000_000)));
    let mut broken = jpeg(300, 200, false).await;
    let begin = broken.len() / 4;
    broken[begin..].fill(0);
    broken[20..begin].fill(0);
    let refused = picked(&broken).encoded().await;
    assert_eq!(refused, Err(PhotoError::Broken));
}

#[wasm_bindgen_test]
async fn bytes_are_shown_at_an_address_until_it_is_let_go() {
    let photo = jpeg(30, 20, false).await;
    let shown = address(&photo).unwrap();
    assert!(shown.starts_with("blob:"), "{shown}");
    let fetch = || async {
        let window = web_sys::window().unwrap();
        let fetched = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str(&shown)).await;
        fetched.map(drop).map_err(PlatformError::from)
    };
    assert_eq!(fetch().await, Ok(()));
    let_go(&shown);
    assert!(fetch().await.is_err());
}
