//! The answer to one poll, told apart from what a captive portal or a proxy says.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::LinkEnd;
use super::poll::{SESSION, TYPE};
use crate::platform::error::PlatformError;

/// What the relay answered.
pub(super) struct Answer {
    /// The session's name.
    pub(super) session: String,
    /// Frames, one after the other.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Reads what came of a request.
    pub(super) async fn read(fetched: Result<JsValue, JsValue>) -> Result<Self, LinkEnd> {
        let response: Response = fetched.map_err(lost)?.unchecked_into();
        let header = |name| response.headers().get(name).ok().flatten();
        let media_type = header("content-type").unwrap_or_default();
        let status = response.status();
        match (status, header(SESSION)) {
            (200, Some(session)) if media_type == TYPE => {
                let buffer = response.array_buffer().map_err(lost)?;
                let buffer = JsFuture::from(buffer).await.map_err(lost)?;
                let body = Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec();
                Ok(Self { session, body })
            }
            // The session is over, the relay is busy, or it is down behind its proxy.
            (410 | 429 | 500.., _) => Err(LinkEnd::Lost(format!("status {status}"))),
            _ => Err(LinkEnd::NotTheRelay(format!(
                "status {status}, {media_type}"
            ))),
        }
    }
}

fn lost(thrown: JsValue) -> LinkEnd {
    LinkEnd::Lost(PlatformError::from(thrown).to_string())
}
