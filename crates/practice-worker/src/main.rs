//! The practice community's program for a Web Worker: its founding and its relay ([`practice::Program`]) behind one
//! function.
//!
//! It is a program of its own, so that a relay, which only those who practise need, weighs on nobody's first visit.
//! `public/worker.js` hands messages to it.

use js_sys::{Function, Uint8Array};
use practice::{Program, SEED};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// The practice community of this worker.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    program: Program,
}

#[wasm_bindgen]
impl Desk {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a question; nothing takes so long that anybody would have to be told.
    ///
    /// # Errors
    /// Words for the console: only another version of the app asks what is not understood.
    pub fn answer(
        &mut self,
        number: u8,
        asked: &[u8],
        seed: &[u8],
        _tell: &Function,
    ) -> Result<Uint8Array, JsValue> {
        let seed: [u8; SEED] = seed
            .try_into()
            .map_err(|_| JsError::new("a seed has 32 bytes"))?;
        let answer = self.program.answer(number, asked, seed);
        answer
            .map(|answer| Uint8Array::from(answer.as_slice()))
            .ok_or_else(|| JsError::new("not understood").into())
    }
}

/// The worker's script starts the program; there is nothing to do before.
fn main() {}
