//! Receiving a piece: bounded in bytes and in time, and what came of one that was cut is kept.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, BodyDataStream, HttpBody},
    http::{HeaderMap, HeaderName, header},
};
use futures_util::StreamExt;

use super::Asked;
use crate::blobs::{Blobs, Limits, Piece, Progress, Refusal, Turn, Upload};

/// Where the piece begins within the blob.
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
/// Bytes of the whole blob.
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
/// How long the body of a refused piece is read, so that its sender gets to hear why.
const PASSING_OVER: Duration = Duration::from_secs(10);
/// Most bytes of it.
const PASSED_OVER: usize = 1024 * 1024;

/// A piece that is waited for.
pub(super) struct Announced {
    pub(super) piece: Piece,
    /// Given back when it has come.
    pub(super) turn: Turn,
}

/// How the bytes of a piece ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    Cut,
    Late,
}

/// The piece as its headers describe it.
pub(super) fn described(headers: &HeaderMap, asked: &Asked) -> Result<Piece, Refusal> {
    let number = |name: HeaderName| {
        let text = headers.get(name)?.to_str().ok()?;
        let is_number = text.bytes().all(|digit| digit.is_ascii_digit());
        text.parse::<u64>().ok().filter(|_| is_number)
    };
    let (offset, length) = (number(OFFSET), number(LENGTH).filter(|length| *length > 0));
    let (Some(offset), Some(length)) = (offset, length) else {
        return Err(Refusal::Fields);
    };
    if headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Refusal::Fields);
    }
    let most = asked.blobs.limits().piece_bytes;
    if number(header::CONTENT_LENGTH).is_some_and(|bytes| bytes > most) {
        return Err(Refusal::PieceTooLarge(most));
    }
    Ok(Piece {
        offset,
        length,
        decides: asked.rights.decides,
    })
}

/// Reads a piece and hands it over.
pub(super) async fn receive(
    blobs: &Arc<Blobs>,
    upload: Upload,
    announced: Announced,
    body: Body,
) -> Result<Progress, Refusal> {
    let Announced { piece, turn } = announced;
    let (bytes, end) = read(body, blobs.limits()).await?;
    let taken = blobs.take(upload, piece, bytes).await;
    drop(turn);
    match (taken?, end) {
        (Progress::Unfinished(length), End::Late) => Err(Refusal::Slow(length)),
        (progress, _) => Ok(progress),
    }
}

/// Reads what comes until the body ends, is cut, or takes too long.
async fn read(body: Body, limits: &Limits) -> Result<(Vec<u8>, End), Refusal> {
    let most = usize::try_from(limits.piece_bytes).unwrap_or(usize::MAX);
    let expected = usize::try_from(body.size_hint().lower()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(expected.min(most));
    let mut chunks = body.into_data_stream();
    let deadline = tokio::time::Instant::now() + limits.piece_time;
    loop {
        let silence = tokio::time::Instant::now() + limits.piece_silence;
        let next = tokio::time::timeout_at(deadline.min(silence), chunks.next()).await;
        match next {
            Ok(Some(Ok(chunk))) if bytes.len() + chunk.len() > most => {
                drain(chunks).await;
                return Err(Refusal::PieceTooLarge(limits.piece_bytes));
            }
            Ok(Some(Ok(chunk))) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok((bytes, End::Whole)),
            Ok(Some(Err(_))) => return Ok((bytes, End::Cut)),
            Err(_) => return Ok((bytes, End::Late)),
        }
    }
}

/// Reads a body that nobody wants: whoever is answered in the middle of sending often hears
/// nothing but that the connection was reset.
pub(super) async fn pass_over(body: Body) {
    drain(body.into_data_stream()).await;
}

async fn drain(mut chunks: BodyDataStream) {
    let read = async {
        let mut bytes = 0;
        while let Some(Ok(chunk)) = chunks.next().await {
            bytes += chunk.len();
            if bytes > PASSED_OVER {
                break;
            }
        }
    };
    tokio::time::timeout(PASSING_OVER, read).await.ok();
}
