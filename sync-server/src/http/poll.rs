//! `/sync` as requests, where a proxy on the way breaks WebSockets: the same messages, one after
//! another in the body, and answers held back until there are some.
//!
//! The first request names no session and is answered with one in `x-zhongshang-session`; every
//! later one names it. A device whose request failed begins a new session: what the lost answer
//! carried is not sent again within the old one.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    body::{self, Body},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use ledger::{Nonce, RoomId, limits, wire::Message};

use super::{Peer, Site, sessions::Session};
use crate::{
    conn::{Gone, Line},
    crypto,
    metrics::Metrics,
    outbox::Outgoing,
};

/// Names the session.
const SESSION: HeaderName = HeaderName::from_static("x-zhongshang-session");
/// How long a request waits for something to answer; below what proxies cut off at.
const WAIT: Duration = Duration::from_secs(25);
/// Longest body of a stranger: a hello, with room to grow.
const STRANGER_BYTES: usize = 4 * 1024;
/// Longest body of anybody.
const BODY_BYTES: usize = 4 * limits::FRAME_BYTES;
/// How long a body may take: one frame of the largest size at 20 kbit/s.
const BODY: Duration = Duration::from_secs(110);
/// Bytes after which an answer is sent off.
const ANSWER_BYTES: usize = limits::FRAME_BYTES;

/// Why a request is not answered with messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    Origin,
    Full,
    Unknown,
    Malformed,
    Stopping,
}

impl From<Gone> for Refused {
    fn from(_: Gone) -> Self {
        Self::Stopping
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Origin => StatusCode::FORBIDDEN,
            Self::Full | Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unknown => StatusCode::GONE,
            Self::Malformed => StatusCode::BAD_REQUEST,
        };
        status.into_response()
    }
}

pub(super) async fn exchange(
    State(site): State<Site>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match answer(&site, peer, &headers, body).await {
        Ok(response) => response,
        Err(refused) => refused.into_response(),
    }
}

async fn answer(
    site: &Site,
    peer: Peer,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    if !site.origins.allow(headers) {
        return Err(Refused::Origin);
    }
    let (name, session) = match headers.get(&SESSION) {
        Some(named) => find(site, named)?,
        None => open(site, peer, headers).await?,
    };
    session.ask();
    let messages = read(body, session.is_stranger())
        .await
        .inspect_err(|_| site.sessions.close(name))?;
    for message in messages {
        session.say(message).await?;
    }
    session.newer.notify_waiters();
    let mut line = session.line.lock().await;
    let taken = wait(&session, &mut line).await;
    line.sent(&taken.stretches).await?;
    session.ask();
    if taken.is_over {
        site.sessions.close(name);
    }
    let mut response = Response::new(taken.bytes.into());
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/cbor-seq");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::try_from(name.to_string()) {
        headers.insert(SESSION, name);
    }
    Ok(response)
}

fn find(site: &Site, named: &HeaderValue) -> Result<(Nonce, Arc<Session>), Refused> {
    let name = named.to_str().ok().and_then(Nonce::from_hex);
    name.and_then(|name| Some((name, site.sessions.find(name)?)))
        .ok_or(Refused::Unknown)
}

async fn open(
    site: &Site,
    peer: Peer,
    headers: &HeaderMap,
) -> Result<(Nonce, Arc<Session>), Refused> {
    let turned_away = || {
        Metrics::add(&site.front.metrics().turned_away, 1);
        Refused::Full
    };
    let client = site.client(peer, headers);
    let place = site.admission.admit(client).ok_or_else(turned_away)?;
    let name: Nonce = crypto::random().map_err(|_| Refused::Stopping)?;
    let line = site.front.connect().await?;
    let session = site.sessions.open(name, site.front.clone(), line, place);
    Ok((name, session.ok_or_else(turned_away)?))
}

/// The messages of a body.
async fn read(body: Body, is_stranger: bool) -> Result<Vec<Message>, Refused> {
    let most = if is_stranger {
        STRANGER_BYTES
    } else {
        BODY_BYTES
    };
    let body = tokio::time::timeout(BODY, body::to_bytes(body, most)).await;
    let Ok(Ok(body)) = body else {
        return Err(Refused::Malformed);
    };
    let mut messages = Vec::new();
    let mut rest = body.as_ref();
    while !rest.is_empty() {
        let mut decoder = minicbor::Decoder::new(rest);
        decoder.skip().map_err(|_| Refused::Malformed)?;
        let (message, after) = rest
            .split_at_checked(decoder.position())
            .ok_or(Refused::Malformed)?;
        messages.push(Message::parse(message).map_err(|_| Refused::Malformed)?);
        rest = after;
    }
    Ok(messages)
}

/// What an answer carries.
#[derive(Debug, Default)]
struct Taken {
    bytes: Vec<u8>,
    stretches: Vec<RoomId>,
    is_over: bool,
}

/// Waits until there is something to answer, the time is up, or a newer request takes over.
async fn wait(session: &Session, line: &mut Line) -> Taken {
    let mut taken = Taken::default();
    let mut next = tokio::select! {
        first = tokio::time::timeout(WAIT, line.next()) => match first {
            Ok(Ok(first)) => Some(first),
            Ok(Err(Gone)) => {
                taken.is_over = true;
                None
            }
            Err(_) => None,
        },
        () = session.newer.notified() => None,
    };
    while let Some(outgoing) = next.take() {
        match outgoing {
            Outgoing::Frame(frame) => taken.bytes.extend(frame),
            Outgoing::Welcome(frame) => {
                session.welcomed();
                taken.bytes.extend(frame);
            }
            Outgoing::Stretch(frame, room) => {
                taken.stretches.push(room);
                taken.bytes.extend(frame);
            }
            Outgoing::Close(_) => taken.is_over = true,
        }
        if !taken.is_over && taken.bytes.len() < ANSWER_BYTES {
            next = line.next_now();
        }
    }
    taken
}
