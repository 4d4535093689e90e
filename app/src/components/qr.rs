//! A link as a QR code, drawn as one path.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// Draws `text` as a QR code with its quiet zone; nothing where it does not fit into one.
#[component]
pub(crate) fn Qr(#[prop(into)] text: String, label: &'static str) -> impl IntoView {
    QrCode::encode_text(&text, QrCodeEcc::Medium)
        .ok()
        .map(|code| {
            let side = code.size() + 8;
            view! {
                <svg
                    class="qr"
                    role="img"
                    aria-label=label
                    viewBox=format!("0 0 {side} {side}")
                    shape-rendering="crispEdges"
                >
                    <rect class="qr-paper" width=side height=side />
                    <path class="qr-ink" d=outline(&code) />
                </svg>
            }
        })
}

/// The dark modules as a path, one stroke per run of a row.
fn outline(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count() as i32;
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + 4, y + 4);
            }
            x += run.max(1);
        }
    }
    path
}
