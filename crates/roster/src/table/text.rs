//! The encoding of a text: UTF-8 with or without its mark, UTF-16 with it, or GB18030, of which GBK is a part.

use std::borrow::Cow;

use super::error::TableError;

/// Decodes a text.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, TableError> {
    let bad = |place: usize| {
        let before = bytes.get(..place).unwrap_or(bytes);
        let row = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        TableError::Encoding { row }
    };
    if let Some(marked) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        let text = core::str::from_utf8(marked);
        return text
            .map(Cow::Borrowed)
            .map_err(|error| bad(error.valid_up_to() + 3));
    }
    if let Some(wide) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf_16(wide, u16::from_le_bytes)
            .ok_or_else(|| bad(0))
            .map(Cow::Owned);
    }
    if let Some(wide) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf_16(wide, u16::from_be_bytes)
            .ok_or_else(|| bad(0))
            .map(Cow::Owned);
    }
    let utf_8 = match core::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to(),
    };
    let text = gb18030(bytes).map_err(|place| bad(place.max(utf_8)))?;
    Ok(Cow::Owned(text))
}

/// Decodes GB18030, or says at which byte it cannot be that.
fn gb18030(bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding_rs::GB18030.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(most.unwrap_or(bytes.len()));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        encoding_rs::DecoderResult::InputEmpty => Ok(text),
        _ => Err(read.saturating_sub(1)),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(unit));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .ok()
}
