//! Draws a paper as a picture, for groups and screens that take no paper.

use futures_channel::oneshot;
use qrcodegen::{QrCode, QrCodeEcc};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use super::error::PlatformError;

/// A picture in PNG.
pub(crate) type Picture = Blob;

const WIDTH: f64 = 1080.0;
const MARGIN: f64 = 80.0;
const LETTER: f64 = 36.0;
const TITLE: f64 = 48.0;
/// Height of a line, in letters.
const LEADING: f64 = 1.7;
/// Side of the code at the foot.
const CODE: f64 = 260.0;

/// Draws lines, the first one as title, with a code for the address at the foot.
pub(crate) async fn draw(lines: &[String], address: &str) -> Result<Picture, PlatformError> {
    let canvas: HtmlCanvasElement = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| missing("document"))?
        .create_element("canvas")?
        .unchecked_into();
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or_else(|| missing("canvas"))?
        .unchecked_into();
    let mut drawn: Vec<(f64, f64, String)> = Vec::new();
    let mut y = MARGIN;
    for (place, line) in lines.iter().enumerate() {
        let letter = if place == 0 { TITLE } else { LETTER };
        context.set_font(&font(letter));
        for words in broken(&context, line) {
            y += letter * LEADING;
            drawn.push((letter, y, words));
        }
    }
    let height = y + CODE + 2.0 * MARGIN;
    // Setting its size clears a canvas.
    canvas.set_width(WIDTH as u32);
    canvas.set_height(height as u32);
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, WIDTH, height);
    context.set_fill_style_str("#000");
    for (letter, y, words) in drawn {
        context.set_font(&font(letter));
        context.fill_text(&words, MARGIN, y)?;
    }
    draw_code(&context, address, y + MARGIN);
    to_png(&canvas).await
}

fn font(letter: f64) -> String {
    format!(
        "{letter}px system-ui, \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif"
    )
}

/// Breaks a line where it is full; between any two characters, as Chinese may.
fn broken(context: &CanvasRenderingContext2d, line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for character in line.chars() {
        current.push(character);
        let width = context.measure_text(&current).map(|size| size.width());
        if width.unwrap_or_default() > WIDTH - 2.0 * MARGIN {
            current.pop();
            lines.push(std::mem::take(&mut current));
            current.push(character);
        }
    }
    lines.push(current);
    lines
}

fn draw_code(context: &CanvasRenderingContext2d, address: &str, top: f64) {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Medium) else {
        return;
    };
    let module = CODE / f64::from(code.size());
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                let (left, top) = (MARGIN + f64::from(x) * module, top + f64::from(y) * module);
                // A little larger, so that no light shows between neighbours.
                context.fill_rect(left, top, module + 0.5, module + 0.5);
            }
        }
    }
}

async fn to_png(canvas: &HtmlCanvasElement) -> Result<Picture, PlatformError> {
    let (sender, receiver) = oneshot::channel();
    let done = Closure::once(move |blob: Option<Blob>| drop(sender.send(blob)));
    canvas.to_blob(done.as_ref().unchecked_ref())?;
    let blob = receiver.await.ok().flatten();
    blob.ok_or_else(|| missing("picture"))
}

fn missing(what: &str) -> PlatformError {
    PlatformError::Unavailable(format!("{what} is missing"))
}
