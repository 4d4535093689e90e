//! The roster's program for a Web Worker: the desk of [`roster::desk`] behind one function.
//!
//! It is a program of its own, so that reading Excel files weighs on nobody's first visit, and so that a file which
//! brings it down takes nothing with it: the page starts another one. `public/roster.js` hands messages to it.

use std::ops::ControlFlow;

use js_sys::{Function, Uint8Array};
use roster::desk::SEED;
use roster::progress::{Progress, Step};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// The desk of this worker.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    desk: roster::Desk,
}

#[wasm_bindgen]
impl Desk {
    /// An empty desk.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a question; `tell(phase, done, total)` hears now and then how far it is, `total` being 0 where it is not
    /// known.
    ///
    /// # Errors
    /// Words for the person.
    pub fn answer(
        &mut self,
        number: u8,
        asked: &[u8],
        seed: &[u8],
        tell: &Function,
    ) -> Result<Uint8Array, JsValue> {
        let seed: [u8; SEED] = seed
            .try_into()
            .map_err(|_| JsError::new("a seed has 32 bytes"))?;
        let mut say = |step: Step| {
            // A page that has gone hears nothing.
            let _ = tell.call3(
                &JsValue::NULL,
                &JsValue::from(step.phase as u8),
                &JsValue::from(step.done),
                &JsValue::from(step.total.unwrap_or(0)),
            );
            ControlFlow::Continue(())
        };
        let mut progress = Progress::new(&mut say);
        let answer = self.desk.answer(number, asked, seed, &mut progress);
        answer
            .map(|answer| Uint8Array::from(answer.as_slice()))
            .map_err(JsValue::from)
    }
}

/// The worker's script starts the desk; there is nothing to do before.
fn main() {}
