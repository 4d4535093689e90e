//! Answers about blobs: the picture, how far an upload has come, or why not.

use std::ops::Range;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, response::Parts},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use ledger::RoomKind;

use super::{Asked, piece::OFFSET, range};
use crate::{
    blobs::{Blob, Format, Limits, Progress, Refusal},
    metrics::Metrics,
};

/// Whether the blob is whole, as a boolean of structured fields (RFC 9651).
const COMPLETE: HeaderName = HeaderName::from_static("upload-complete");
/// What an uploader has to keep to.
const LIMIT: HeaderName = HeaderName::from_static("upload-limit");
/// Why not, also where an answer has no body.
const REASON: HeaderName = HeaderName::from_static("x-zhongshang-reason");
/// A blob of a board is public and never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Everything else may show persons and must not stay on a tablet that others use.
const NOT_KEPT: &str = "no-store";
/// A picture that is opened by itself runs nothing, whatever else its bytes may be read as.
const POLICY: &str = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'";
/// Seconds after which to try again what fails for now.
const AGAIN: u64 = 10;
/// Bytes that are read from the store at once: all that a slow reader makes the relay hold.
const SLICE: u64 = 64 * 1024;

/// A refusal, and the limits to tell with it.
pub(in crate::http) struct Refused<'a> {
    pub(in crate::http) refusal: Refusal,
    pub(in crate::http) limits: Option<&'a Limits>,
}

impl IntoResponse for Refused<'_> {
    fn into_response(self) -> Response {
        let refusal = self.refusal;
        let (reason, hint) = (refusal.reason(), refusal.hint());
        // Neither holds anything that JSON would have to escape.
        let body = format!("{{\"reason\":\"{reason}\",\"hint\":\"{hint}\"}}\n");
        let mut response = (status(refusal), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, fixed("application/json"));
        headers.insert(header::CACHE_CONTROL, fixed(NOT_KEPT));
        headers.insert(REASON, fixed(reason));
        if let Some(limits) = self.limits {
            headers.insert(LIMIT, told(limits));
        }
        match refusal {
            Refusal::Offset(at) | Refusal::Slow(at) => set_progress(headers, at, false),
            Refusal::Token => {
                headers.insert(header::WWW_AUTHENTICATE, fixed("Bearer"));
            }
            Refusal::Healing
            | Refusal::DiskFull
            | Refusal::Storage
            | Refusal::Busy
            | Refusal::Stopping => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(AGAIN));
            }
            _ if refusal.is_thrown_away() => set_progress(headers, 0, false),
            _ => {}
        }
        response
    }
}

fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::Origin | Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::Token => StatusCode::UNAUTHORIZED,
        Refusal::Address | Refusal::NotKept | Refusal::NoRoom | Refusal::NotHere => {
            StatusCode::NOT_FOUND
        }
        Refusal::Fields | Refusal::BeyondLength => StatusCode::BAD_REQUEST,
        Refusal::Offset(_) => StatusCode::CONFLICT,
        Refusal::BlobTooLarge(_) | Refusal::PieceTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::NotAPicture(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Refusal::TooManyPixels(_) | Refusal::Location | Refusal::Hash => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Refusal::RoomQuota | Refusal::KeyQuota | Refusal::DiskFull => {
            StatusCode::INSUFFICIENT_STORAGE
        }
        Refusal::Slow(_) => StatusCode::REQUEST_TIMEOUT,
        Refusal::Healing | Refusal::Storage | Refusal::Busy | Refusal::Stopping => {
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// How far an upload has come.
pub(super) fn progress(progress: Progress, limits: &Limits) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    match progress {
        Progress::Complete(length) => set_progress(headers, length, true),
        Progress::Unfinished(length) => set_progress(headers, length, false),
    }
    headers.insert(LIMIT, told(limits));
    headers.insert(header::CACHE_CONTROL, fixed(NOT_KEPT));
    response
}

/// The headers of a blob that is there, for whoever may read it.
pub(super) fn described(asked: &Asked, blob: Blob) -> Parts {
    let mut response = Response::new(());
    let headers = response.headers_mut();
    let kind = blob.format.map(Format::content_type);
    let ending = blob.format.map_or("bin", Format::ending);
    headers.insert(
        header::CONTENT_TYPE,
        fixed(kind.unwrap_or("application/octet-stream")),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(blob.length));
    headers.insert(header::ACCEPT_RANGES, fixed("bytes"));
    let id = asked.address.blob.to_string();
    insert(headers, header::ETAG, format!("\"{id}\""));
    let short = id.get(..12).unwrap_or_default();
    let name = format!("inline; filename=\"{short}.{ending}\"");
    insert(headers, header::CONTENT_DISPOSITION, name);
    headers.insert(header::CONTENT_SECURITY_POLICY, fixed(POLICY));
    let caching = match asked.rights.kind {
        RoomKind::Board => FOR_EVER,
        RoomKind::Office | RoomKind::Hall => NOT_KEPT,
    };
    headers.insert(header::CACHE_CONTROL, fixed(caching));
    set_progress(headers, blob.length, true);
    response.into_parts().0
}

/// A blob, or the part of it that is wanted.
pub(super) fn served(asked: &Asked, blob: Blob, headers: &HeaderMap) -> Response {
    let mut parts = described(asked, blob);
    let id = asked.address.blob.to_string();
    let answered = range::answered(headers, &id, blob.length);
    parts.status = answered.status;
    if let Some(range) = answered.range {
        insert(&mut parts.headers, header::CONTENT_RANGE, range);
    }
    let Some(Range { start, end }) = answered.bytes else {
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    };
    let length = HeaderValue::from(end - start);
    parts.headers.insert(header::CONTENT_LENGTH, length);
    Metrics::add(&asked.blobs.metrics().blobs_served, 1);
    Response::from_parts(parts, slices(asked, start, end))
}

/// The bytes of a blob, read as they are sent.
fn slices(asked: &Asked, from: u64, to: u64) -> Body {
    let (blobs, address) = (asked.blobs.clone(), asked.address);
    let slices = stream::try_unfold(from, move |at| {
        let blobs = blobs.clone();
        async move {
            let end = to.min(at.saturating_add(SLICE));
            if at >= end {
                return Ok(None);
            }
            match blobs.slice(address, at..end).await {
                Ok(bytes) => Ok(Some((bytes, end))),
                Err(refusal) => Err(std::io::Error::other(refusal.reason())),
            }
        }
    });
    Body::from_stream(slices)
}

fn set_progress(headers: &mut HeaderMap, length: u64, is_complete: bool) {
    headers.insert(OFFSET, HeaderValue::from(length));
    headers.insert(COMPLETE, fixed(if is_complete { "?1" } else { "?0" }));
}

/// A dictionary of structured fields.
fn told(limits: &Limits) -> HeaderValue {
    let (blob, piece) = (limits.blob_bytes, limits.piece_bytes);
    let age = limits.unfinished_age.as_secs();
    let told = format!("max-size={blob}, max-append-size={piece}, max-age={age}");
    HeaderValue::try_from(told).unwrap_or(HeaderValue::from_static(""))
}

fn fixed(value: &'static str) -> HeaderValue {
    HeaderValue::from_static(value)
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}
