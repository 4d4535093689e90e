//! Requests for photos and snapshots at the relay, as the protocol's sections 15 and 16 have them; what an answer
//! means, the caller knows.

use std::time::Duration;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestInit, RequestRedirect, Response};

use super::error::PlatformError;
use super::timer;

/// How long a request may take: the relay's 110 seconds for a piece, and the way back.
const LIMIT: Duration = Duration::from_secs(120);

/// What to do with a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask<'a> {
    /// See how much of it is there.
    Look,
    /// Add these bytes of a blob of this length from this place on.
    Send {
        /// The place of the first byte.
        from: u64,
        /// Bytes of the whole blob.
        length: u64,
        /// The bytes.
        piece: &'a [u8],
    },
    /// Read it.
    Fetch,
    /// Read the bytes from one place up to another.
    Part {
        /// The place of the first byte.
        from: u64,
        /// The place behind the last byte.
        to: u64,
    },
}

/// What was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// Whether the relay has the blob; nothing where it does not say so, or is not the relay.
    pub(crate) complete: Option<bool>,
    /// How much of the upload it holds.
    pub(crate) offset: Option<u64>,
    /// Seconds after which to try again.
    pub(crate) again: Option<u64>,
    /// The name of the reason why not; empty where there is none.
    pub(crate) reason: String,
    /// The bytes that were asked for.
    pub(crate) body: Vec<u8>,
}

/// Asks the relay, naming a connection by its token.
///
/// # Errors
/// When the network is gone or says nothing any more.
pub(crate) async fn ask(path: &str, token: &str, ask: Ask<'_>) -> Result<Answer, PlatformError> {
    let abort = AbortController::new()?;
    let answer = timer::within(LIMIT, fetch(path, token, ask, &abort)).await;
    answer.unwrap_or_else(|| {
        abort.abort();
        Err(PlatformError::Closed("no answer".into()))
    })
}

async fn fetch(
    path: &str,
    token: &str,
    ask: Ask<'_>,
    abort: &AbortController,
) -> Result<Answer, PlatformError> {
    let headers = Headers::new()?;
    headers.set("authorization", &format!("Bearer {token}"))?;
    let init = RequestInit::new();
    init.set_method(match ask {
        Ask::Look => "HEAD",
        Ask::Send { .. } => "PATCH",
        Ask::Fetch | Ask::Part { .. } => "GET",
    });
    if let Ask::Send {
        from,
        length,
        piece,
    } = ask
    {
        headers.set("upload-offset", &from.to_string())?;
        headers.set("upload-length", &length.to_string())?;
        init.set_body(&Uint8Array::from(piece));
    }
    if let Ask::Part { from, to } = ask {
        let last = to.saturating_sub(1);
        headers.set("range", &format!("bytes={from}-{last}"))?;
    }
    init.set_headers(&headers);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&abort.signal()));
    let window =
        web_sys::window().ok_or_else(|| PlatformError::Unavailable("window is missing".into()))?;
    let fetched = JsFuture::from(window.fetch_with_str_and_init(path, &init)).await?;
    let response: Response = fetched.unchecked_into();
    let header = |name| response.headers().get(name).ok().flatten();
    let number = |name| header(name)?.parse().ok();
    let mut answer = Answer {
        status: response.status(),
        complete: header("upload-complete").map(|said| said == "?1"),
        offset: number("upload-offset"),
        again: number("retry-after"),
        reason: header("x-zhongshang-reason").unwrap_or_default(),
        body: Vec::new(),
    };
    let has_bytes = match ask {
        Ask::Fetch => answer.status == 200,
        Ask::Part { .. } => answer.status == 206,
        Ask::Look | Ask::Send { .. } => false,
    };
    if has_bytes {
        let buffer = JsFuture::from(response.array_buffer()?).await?;
        answer.body = Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec();
    }
    Ok(answer)
}
