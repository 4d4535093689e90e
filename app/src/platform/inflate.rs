//! Inflating a zlib stream with the browser's own decompressor, and no further than was announced.

use js_sys::{Array, Function, Reflect, Uint8Array, global};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableStreamReadResult, ReadableWritablePair};

use super::error::PlatformError;

/// Inflates bytes to just this length.
///
/// # Errors
/// When the browser cannot, the bytes are no zlib stream, or come to another length.
pub(crate) async fn inflate(bytes: &[u8], length: usize) -> Result<Vec<u8>, PlatformError> {
    let inflating = decompressor()?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let inflated = blob.stream().pipe_through(&inflating);
    let reader: ReadableStreamDefaultReader = inflated.get_reader().unchecked_into();
    let mut whole = Vec::new();
    loop {
        let read = JsFuture::from(reader.read()).await?;
        let read: ReadableStreamReadResult = read.unchecked_into();
        if read.get_done() == Some(true) {
            break;
        }
        let piece: Uint8Array = read.get_value().unchecked_into();
        whole.extend(piece.to_vec());
        if whole.len() > length {
            // Nobody waits for the rest.
            let _ = reader.cancel();
            break;
        }
    }
    match whole.len() == length {
        true => Ok(whole),
        false => Err(PlatformError::Corrupt("not of the announced length".into())),
    }
}

/// A decompressor of zlib streams (Compression Streams, of which web-sys has no stable binding).
fn decompressor() -> Result<ReadableWritablePair, PlatformError> {
    let class = Reflect::get(&global(), &"DecompressionStream".into())?;
    let class: Function = class
        .dyn_into()
        .map_err(|_| PlatformError::Unavailable("DecompressionStream is missing".into()))?;
    let inflating = Reflect::construct(&class, &Array::of1(&"deflate".into()))?;
    Ok(inflating.unchecked_into())
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// 「议」 four hundred times, by zlib.
    const STREAM: [u8; 21] = [
        0x78, 0xda, 0x7b, 0xb1, 0x6e, 0xdd, 0x8b, 0x51, 0x34, 0x8a, 0x46, 0xd1, 0x28, 0x1a, 0x0a,
        0x08, 0x00, 0xa7, 0x02, 0x8a, 0x6e,
    ];

    #[wasm_bindgen_test]
    async fn a_stream_is_inflated_to_the_announced_length_and_no_other() {
        let words = "议".repeat(400);
        let inflated = inflate(&STREAM, words.len()).await.unwrap();
        assert_eq!(inflated, words.as_bytes());
        assert!(inflate(&STREAM, words.len() - 1).await.is_err());
        assert!(inflate(&STREAM, words.len() + 1).await.is_err());
        assert!(inflate(b"no stream", 9).await.is_err());
    }
}
