//! Words of the program's data: most are numbers of functions, in tables whose next entry is a little further on. Each is
//! sent as the step from the one before, which repeats where the words themselves do not.

use anyhow::Result;
use wasmparser::{Parser, Payload};

/// Smaller words are sizes and alignments, and stay as they are.
const FROM: u32 = 256;

/// Where the words of a program begin: at its first piece of data, whose place in memory is a multiple of their size.
pub(super) fn start(wasm: &[u8]) -> Result<usize> {
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::DataSection(section) = payload?
            && let Some(data) = section.into_iter().next().transpose()?
        {
            return Ok(data.range.end - data.data.len());
        }
    }
    Ok(wasm.len())
}

/// Words go up to here from [`FROM`] on, a power of two; what is larger are addresses and text.
const SPAN: u32 = 1 << 17;

/// Puts the step in place of each word.
pub(super) fn step(bytes: &mut [u8]) {
    let mut last = 0;
    for place in bytes.as_chunks_mut().0 {
        let word = u32::from_le_bytes(*place).checked_sub(FROM);
        if let Some(word) = word.filter(|word| *word < SPAN) {
            *place = (word.wrapping_sub(last) % SPAN + FROM).to_le_bytes();
            last = word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_steps_and_what_is_no_such_word_stays() {
        let words = [0x3000, 0x3001, 8, 0x3003, 0x0002_0100, 0x3002, 255, 256];
        let mut bytes: Vec<u8> = words
            .iter()
            .flat_map(|word: &u32| word.to_le_bytes())
            .collect();
        bytes.push(7);
        step(&mut bytes);
        let (stepped, rest) = bytes.as_chunks();
        let stepped: Vec<u32> = stepped
            .iter()
            .map(|word| u32::from_le_bytes(*word))
            .collect();
        let back = SPAN - 0x2f02 + FROM;
        assert_eq!(stepped[..5], [0x3000, 257, 8, 258, 0x0002_0100]);
        assert_eq!(stepped[5..], [SPAN + FROM - 1, 255, back]);
        assert_eq!(rest, [7]);
    }
}
