//! The public pages: `/board`, `/board/<room>`, `/board/<room>/<publication>`,
//! `/board/<room>/lookup`, `/about-consultation`, the forms, and their stylesheet. HTML without script;
//! nothing is rendered while somebody waits but forms and the answer to a 受理号.

mod answer;
mod letter;
mod path;

use std::{
    net::IpAddr,
    sync::{Arc, LazyLock},
};

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use consultation::public::{self, AsOf};
use ledger::RoomId;

pub(super) use self::letter::post;
use self::{
    answer::{Answer, Freshness},
    path::Asked,
};
use super::{Peer, Site};
use crate::{
    admission::network,
    clock,
    metrics::Metrics,
    pages::{Body, PerMinute, Served, Setup, Shelf, Shown},
};

static ABOUT: LazyLock<Body> = LazyLock::new(|| Body::new(public::about().to_html(AsOf::Always)));
static MISSING: LazyLock<Body> =
    LazyLock::new(|| Body::new(public::no_such_page().to_html(AsOf::Always)));
static OPENING: LazyLock<Body> =
    LazyLock::new(|| Body::new(public::opening().to_html(AsOf::Always)));
static STYLE: LazyLock<Body> = LazyLock::new(|| Body::new(public::STYLE.to_owned()));

/// What the handlers share.
#[derive(Debug)]
pub(super) struct PublicPages {
    shelf: Arc<Shelf>,
    lookups: PerMinute<IpAddr>,
    letters: PerMinute<IpAddr>,
    letters_to_board: PerMinute<RoomId>,
    noindex: bool,
}

impl PublicPages {
    pub(super) fn new(shelf: Arc<Shelf>, setup: &Setup) -> Self {
        Self {
            shelf,
            lookups: PerMinute::new(setup.lookups_a_minute),
            letters: PerMinute::new(setup.letters_a_minute),
            letters_to_board: PerMinute::new(setup.letters_to_board),
            noindex: setup.noindex,
        }
    }
}

/// Answers every path below `/board`, and `/about-consultation`.
pub(super) async fn serve(
    State(site): State<Site>,
    Extension(peer): Extension<Peer>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let pages = &site.pages;
    let mut answer = Answer::to(&headers);
    answer.noindex = pages.noindex;
    match path::asked(uri.path()) {
        Asked::About => answer.page(&ABOUT, Freshness::Day),
        Asked::Style => answer.style(&STYLE),
        Asked::Boards => boards(pages, &answer),
        Asked::Board(room) => match pages.shelf.board(room) {
            Some(shown) => served(&answer, &shown, &shown.pages.index),
            None => missing(pages, &answer),
        },
        Asked::Publication(room, id) => {
            let shown = pages.shelf.board(room);
            let notice = shown
                .as_ref()
                .and_then(|shown| shown.pages.notices.get(&id));
            match (&shown, notice) {
                (Some(shown), Some(notice)) => served(&answer, shown, notice),
                _ => missing(pages, &answer),
            }
        }
        Asked::LookUp(room) => match pages.shelf.board(room) {
            Some(shown) => look_up(&site, peer, &headers, &uri, &shown),
            None => missing(pages, &answer),
        },
        Asked::Form(room, subject) => match letter::open(pages, room, subject) {
            Some(shown) => {
                let form = shown.pages.letters.as_ref().map(|box_| box_.form(subject));
                let html = form
                    .map(|form| form.to_html(AsOf::Always))
                    .unwrap_or_default();
                answer.page(&Body::new(html), Freshness::Never)
            }
            None => missing(pages, &answer),
        },
        Asked::Nothing => missing(pages, &answer),
    }
}

/// There is no such page, or none yet.
fn missing(pages: &PublicPages, answer: &Answer<'_>) -> Response {
    match pages.shelf.is_ready() {
        true => answer.missing(&MISSING),
        false => answer.refused(StatusCode::SERVICE_UNAVAILABLE, &OPENING),
    }
}

fn served(answer: &Answer<'_>, shown: &Shown, page: &Served) -> Response {
    match shown.is_behind {
        true => answer.page(&page.behind(), Freshness::Never),
        false => answer.page(page.body(), Freshness::Since(page.made_at())),
    }
}

/// The only board, or the list of them.
fn boards(pages: &PublicPages, answer: &Answer<'_>) -> Response {
    let boards = pages.shelf.boards();
    match boards.as_slice() {
        [] => missing(pages, answer),
        [(_, shown)] => served(answer, shown, &shown.pages.index),
        several => {
            let named = several
                .iter()
                .map(|(room, shown)| (shown.pages.name.as_str(), format!("/board/{room}")));
            let list = public::boards(named).to_html(AsOf::Always);
            answer.page(&Body::new(list), Freshness::Never)
        }
    }
}

fn look_up(site: &Site, peer: Peer, headers: &HeaderMap, uri: &Uri, shown: &Shown) -> Response {
    let mut answer = Answer::to(headers);
    // A number belongs to whoever holds it.
    answer.noindex = true;
    let typed = path::number(uri.query().unwrap_or(""));
    let metrics = site.front.metrics();
    let client = site.client(peer, headers);
    if !typed.is_empty() && !site.pages.lookups.allows(clock::now(), network(client)) {
        Metrics::add(&metrics.lookups_refused, 1);
        let page = shown.pages.lookup.too_often().to_html(shown.as_of());
        return answer.refused(StatusCode::TOO_MANY_REQUESTS, &Body::new(page));
    }
    if !typed.is_empty() {
        Metrics::add(&metrics.lookups, 1);
    }
    let page = shown.pages.lookup.page(&typed, shown.as_of());
    answer.page(&Body::new(page), Freshness::Never)
}
