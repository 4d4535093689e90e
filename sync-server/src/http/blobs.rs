//! `/blobs/<room>/<sha256>`: photos and scans, read whole or in part, uploaded piece by piece.
//!
//! A handler asks the desk for rights, and then works with the store alone.

pub(super) mod answer;
mod piece;
pub(super) mod range;

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use ledger::{Nonce, relay::BlobRights};

use super::Site;
use crate::{
    blobs::{Address, Blobs, Progress, Refusal, Upload},
    conn::Gone,
};
use answer::Refused;
use piece::Announced;

/// The part of the path before an address.
const PREFIX: &str = "/blobs/";

impl From<Gone> for Refusal {
    fn from(_: Gone) -> Self {
        Self::Stopping
    }
}

/// A request for a blob, and what it may do.
struct Asked {
    blobs: Arc<Blobs>,
    address: Address,
    rights: BlobRights,
}

impl Asked {
    async fn of(site: &Site, uri: &Uri, headers: &HeaderMap) -> Result<Self, Refusal> {
        if !site.origins.allow(headers) {
            return Err(Refusal::Origin);
        }
        let address = uri.path().strip_prefix(PREFIX).and_then(Address::parse);
        let address = address.ok_or(Refusal::Address)?;
        let blobs = site.blobs.clone().ok_or(Refusal::NotKept)?;
        let rights = site.front.blob_rights(token(headers), address.room).await?;
        let rights = rights.ok_or(Refusal::NoRoom)?;
        Ok(Self {
            blobs,
            address,
            rights,
        })
    }

    /// The uploader, if this may be uploaded.
    fn upload(&self) -> Result<Upload, Refusal> {
        let key = self.rights.key.filter(|_| self.rights.writes);
        key.map(|key| Upload {
            key,
            address: self.address,
        })
        .ok_or_else(|| self.missing())
    }

    /// Why a right is missing.
    fn missing(&self) -> Refusal {
        match self.rights {
            BlobRights { key: None, .. } => Refusal::Token,
            BlobRights {
                is_healing: true, ..
            } => Refusal::Healing,
            _ => Refusal::NotAllowed,
        }
    }
}

/// The token of a connection, which stands in a header and never in an address.
pub(super) fn token(headers: &HeaderMap) -> Option<Nonce> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    Nonce::from_hex(token.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"))
}

/// Serves a blob.
pub(super) async fn read(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    let served = async {
        let asked = Asked::of(&site, &uri, &headers).await?;
        if !asked.rights.reads {
            return Err(asked.missing());
        }
        let blob = asked.blobs.check(asked.address).await?;
        Ok(answer::served(&asked, blob, &headers))
    };
    served
        .await
        .unwrap_or_else(|refusal| answer(&site, refusal))
}

/// Says whether a blob is there, and to its uploader how far it has come.
pub(super) async fn look(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    let seen = async {
        let asked = Asked::of(&site, &uri, &headers).await?;
        let upload = asked.upload();
        if !asked.rights.reads {
            upload?;
        }
        match (asked.blobs.check(asked.address).await, upload) {
            (Ok(blob), _) if asked.rights.reads => {
                Ok(answer::described(&asked, blob).into_response())
            }
            (Ok(blob), _) => Ok(answer::progress(
                Progress::Complete(blob.length),
                asked.blobs.limits(),
            )),
            (Err(Refusal::NotHere), Ok(upload)) => {
                let progress = asked.blobs.progress(upload).await?;
                Ok(answer::progress(progress, asked.blobs.limits()))
            }
            (Err(refusal), _) => Err(refusal),
        }
    };
    seen.await.unwrap_or_else(|refusal| answer(&site, refusal))
}

/// Takes a piece of a blob.
pub(super) async fn append(
    State(site): State<Site>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match begin(&site, &uri, &headers).await {
        Ok(Begun::Expected(asked, upload, announced)) => {
            // What has come is kept even if the sender is gone before it has come whole.
            let received = tokio::spawn(async move {
                let blobs = asked.blobs;
                let taken = piece::receive(&blobs, upload, announced, body).await;
                taken.map(|progress| answer::progress(progress, blobs.limits()))
            });
            let received = received.await.unwrap_or(Err(Refusal::Stopping));
            received.unwrap_or_else(|refusal| answer(&site, refusal))
        }
        Ok(Begun::Needless(asked, progress)) => {
            piece::pass_over(body).await;
            answer::progress(progress, asked.blobs.limits())
        }
        Err(refusal) => {
            piece::pass_over(body).await;
            answer(&site, refusal)
        }
    }
}

/// What becomes of a piece before its bytes are read.
enum Begun {
    /// It is waited for.
    Expected(Asked, Upload, Announced),
    /// The blob is there already.
    Needless(Asked, Progress),
}

async fn begin(site: &Site, uri: &Uri, headers: &HeaderMap) -> Result<Begun, Refusal> {
    let asked = Asked::of(site, uri, headers).await?;
    let upload = asked.upload()?;
    let piece = piece::described(headers, &asked)?;
    if let Some(progress) = asked.blobs.expect(upload, piece).await? {
        return Ok(Begun::Needless(asked, progress));
    }
    let turn = asked.blobs.turn(upload.key)?;
    Ok(Begun::Expected(asked, upload, Announced { piece, turn }))
}

fn answer(site: &Site, refusal: Refusal) -> Response {
    let limits = site.blobs.as_ref().map(|blobs| blobs.limits());
    crate::metrics::Metrics::add(&site.front.metrics().blobs_refused, 1);
    Refused { refusal, limits }.into_response()
}
