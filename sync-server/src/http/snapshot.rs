//! `/snapshot/<room>/<sha256>`: the record of a long hall in one piece, for whoever may read the room.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use ledger::{Digest, relay::BlobRights};

use super::{
    Site,
    blobs::{answer::Refused, range, token},
};
use crate::{
    blobs::{Address, Refusal},
    conn::Inbound,
    metrics::Metrics,
};

/// The part of the path before an address.
const PREFIX: &str = "/snapshot/";

/// Serves a snapshot, or the part of it that is wanted.
pub(super) async fn read(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    match find(&site, &uri, &headers).await {
        Ok((address, bytes)) => {
            Metrics::add(&site.front.metrics().snapshots_served, 1);
            served(&address, bytes, &headers)
        }
        Err(refusal) => {
            let limits = None;
            Refused { refusal, limits }.into_response()
        }
    }
}

async fn find(site: &Site, uri: &Uri, headers: &HeaderMap) -> Result<(Address, Bytes), Refusal> {
    if !site.origins.allow(headers) {
        return Err(Refusal::Origin);
    }
    let address = uri.path().strip_prefix(PREFIX).and_then(Address::parse);
    let address = address.ok_or(Refusal::Address)?;
    let rights = site.front.blob_rights(token(headers), address.room).await?;
    match rights {
        None => return Err(Refusal::NoRoom),
        Some(BlobRights { key: None, .. }) => return Err(Refusal::Token),
        Some(rights) if !rights.reads => return Err(Refusal::NotAllowed),
        Some(_) => {}
    }
    let shelf = site.snapshots.clone().ok_or(Refusal::NotHere)?;
    let (room, sha256) = (address.room, Digest(address.blob.0));
    let read = tokio::task::spawn_blocking(move || shelf.read(room, sha256)).await;
    let Some(bytes) = read.ok().flatten() else {
        // It may be offered still.
        site.front.tell(Inbound::Withdrawn(room, sha256)).await?;
        return Err(Refusal::NotHere);
    };
    Ok((address, bytes))
}

fn served(address: &Address, bytes: Bytes, headers: &HeaderMap) -> Response {
    let name = address.blob.to_string();
    let length = bytes.len() as u64;
    let answered = range::answered(headers, &name, length);
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    let body = answered
        .bytes
        .map(|part| bytes.slice(place(part.start)..place(part.end)));
    let mut response = Response::new(Body::from(body.unwrap_or_default()));
    *response.status_mut() = answered.status;
    let to = response.headers_mut();
    let fixed = HeaderValue::from_static;
    to.insert(header::CONTENT_TYPE, fixed("application/octet-stream"));
    to.insert(header::CACHE_CONTROL, fixed("no-store"));
    to.insert(header::ACCEPT_RANGES, fixed("bytes"));
    let named = [
        (header::ETAG, Some(format!("\"{name}\""))),
        (header::CONTENT_RANGE, answered.range),
    ];
    for (field, value) in named {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            to.insert(field, value);
        }
    }
    response
}
