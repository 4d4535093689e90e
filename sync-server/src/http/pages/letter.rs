//! Forms that were filled in: read within bounds, counted, written down by the desk, answered with a
//! number. Nothing that was typed is lost on the way back, and nothing of it is logged.

use std::time::Duration;

use axum::{
    Extension,
    body::{Body as Received, to_bytes},
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use consultation::{
    Statement,
    public::{AsOf, LetterBox, Page, Subject},
    statement::Typed,
    topic::AcceptanceCode,
};
use ledger::{Nonce, RoomId};

use super::{
    PublicPages,
    answer::{Answer, Freshness},
    missing,
    path::{self, Asked},
};
use crate::{
    admission::network,
    clock, crypto,
    http::{Peer, Site},
    metrics::Metrics,
    pages::{Body, Shown},
};

/// Bytes of a filled form: many times the 2,000 characters of three bytes, each written as `%xx`, so that whoever
/// pasted too much gets it back with what to do.
const FORM_BYTES: usize = 256 * 1024;
/// How long a form may be on its way.
const PATIENCE: Duration = Duration::from_secs(30);

/// The board whose form for this is open now.
pub(super) fn open(pages: &PublicPages, room: RoomId, subject: Subject) -> Option<Shown> {
    let shown = pages.shelf.board(room)?;
    let is_open = shown.pages.letters.as_ref()?.takes(subject);
    is_open.then_some(shown)
}

/// Takes a filled form.
pub(in crate::http) async fn post(
    State(site): State<Site>,
    Extension(peer): Extension<Peer>,
    uri: Uri,
    headers: HeaderMap,
    body: Received,
) -> Response {
    let Asked::Form(room, subject) = path::asked(uri.path()) else {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response();
    };
    let mut answer = Answer::to(&headers);
    answer.noindex = true;
    let shown = open(&site.pages, room, subject);
    let letters = shown
        .as_ref()
        .and_then(|shown| shown.pages.letters.as_ref());
    let Some(letters) = letters else {
        return missing(&site.pages, &answer);
    };
    let received = tokio::time::timeout(PATIENCE, to_bytes(body, FORM_BYTES)).await;
    let Ok(received) = received else {
        return StatusCode::REQUEST_TIMEOUT.into_response();
    };
    let Ok(received) = received else {
        return refused(
            &answer,
            StatusCode::PAYLOAD_TOO_LARGE,
            &letters.too_large(subject),
        );
    };
    let typed = typed(&received);
    if !site.origins.allow(&headers) {
        return refused(
            &answer,
            StatusCode::FORBIDDEN,
            &letters.put_off(subject, &typed),
        );
    }
    let client = network(site.client(peer, &headers));
    take(&site, (room, client), letters, subject, &typed, &answer).await
}

async fn take(
    site: &Site,
    (room, client): (RoomId, std::net::IpAddr),
    letters: &LetterBox,
    subject: Subject,
    typed: &Typed,
    answer: &Answer<'_>,
) -> Response {
    let metrics = site.front.metrics();
    let Ok(code) = code() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let letter = match letters.letter(subject, typed, code) {
        Ok(letter) => letter,
        Err(error) => {
            let again = letters.again(subject, typed, error);
            return refused(answer, StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    let now = clock::now();
    let is_allowed =
        site.pages.letters.allows(now, client) && site.pages.letters_to_board.allows(now, room);
    if !is_allowed {
        Metrics::add(&metrics.letters_refused, 1);
        let put_off = letters.put_off(subject, typed);
        return refused(answer, StatusCode::TOO_MANY_REQUESTS, &put_off);
    }
    let statement = Statement::Letter(letter);
    match site.front.letter(room, letters.office(), statement).await {
        Ok(true) => {
            Metrics::add(&metrics.letters, 1);
            let page = letters.received(code).to_html(AsOf::Always);
            answer.page(&Body::new(page), Freshness::Never)
        }
        Ok(false) | Err(_) => {
            let put_off = letters.put_off(subject, typed);
            refused(answer, StatusCode::SERVICE_UNAVAILABLE, &put_off)
        }
    }
}

fn refused(answer: &Answer<'_>, status: StatusCode, page: &Page) -> Response {
    answer.refused(status, &Body::new(page.to_html(AsOf::Always)))
}

/// A number that nobody has yet.
fn code() -> Result<AcceptanceCode, crypto::KeyError> {
    let random: Nonce = crypto::random()?;
    let mut eight = [0; 8];
    for (byte, drawn) in eight.iter_mut().zip(random.0) {
        *byte = drawn;
    }
    Ok(AcceptanceCode::from_random(eight))
}

/// The boxes of a form; of one that comes twice the last counts.
fn typed(form: &[u8]) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in form_urlencoded::parse(form) {
        let field = match &*name {
            "kind" => &mut typed.kind,
            "title" => &mut typed.title,
            "text" => &mut typed.text,
            "name" => &mut typed.name,
            "contact" => &mut typed.contact,
            _ => continue,
        };
        *field = value.into_owned();
    }
    typed
}
