//! What the relay answers over HTTP: `/sync` in its two forms, `/blobs`, `/snapshot`, the public pages,
//! the app's files, its own health.

pub mod app_files;
mod blobs;
mod content_type;
mod headers;
mod listed;
mod origin;
mod pages;
mod poll;
mod sessions;
mod snapshot;
mod socket;

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    middleware,
    response::IntoResponse,
    routing::get,
};

use crate::{
    admission::Admission,
    blobs::Blobs,
    conn::Front,
    pages::{Setup, Shelf},
    snapshots,
};
use app_files::AppFiles;
use headers::SecurityHeaders;
pub use origin::Origins;
use pages::PublicPages;
use sessions::Sessions;

/// Seconds after which the health says that the public pages are behind their boards.
const BEHIND: u64 = 60;

/// Where a request came from, as far as limits on strangers are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// What every handler may use.
#[derive(Clone, Debug)]
pub struct Site {
    front: Front,
    admission: Arc<Admission>,
    origins: Arc<Origins>,
    proxies: Arc<[IpAddr]>,
    files: Arc<AppFiles>,
    sessions: Arc<Sessions>,
    blobs: Option<Arc<Blobs>>,
    pages: Arc<PublicPages>,
    snapshots: Option<Arc<snapshots::Shelf>>,
}

impl Site {
    /// Everything that the handlers share.
    #[allow(
        clippy::too_many_arguments,
        reason = "one call, in which each stands under its own name"
    )]
    pub fn new(
        front: Front,
        admission: Arc<Admission>,
        origins: Origins,
        proxies: Vec<IpAddr>,
        files: AppFiles,
        blobs: Option<Arc<Blobs>>,
        shelf: Arc<Shelf>,
        pages: &Setup,
        snapshots: Option<Arc<snapshots::Shelf>>,
    ) -> Self {
        Self {
            front,
            admission,
            origins: Arc::new(origins),
            proxies: proxies.into(),
            files: Arc::new(files),
            sessions: Arc::new(Sessions::default()),
            blobs,
            pages: Arc::new(PublicPages::new(shelf, pages)),
            snapshots,
        }
    }

    /// Ends sessions that nobody asks for any more. Said about once a second.
    pub fn sweep(&self) {
        self.sessions.sweep();
    }

    /// Whom a request is counted for: what a trusted proxy says, else the peer itself.
    fn client(&self, peer: Peer, headers: &axum::http::HeaderMap) -> IpAddr {
        if !self.proxies.contains(&peer.0.to_canonical()) {
            return peer.0;
        }
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
        forwarded
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|address| address.trim().parse().ok())
            .unwrap_or(peer.0)
    }
}

/// The whole site.
pub fn router(site: Site) -> Router {
    let headers = SecurityHeaders::new(&site.origins);
    Router::new()
        .route("/sync", get(socket::open).post(poll::exchange))
        .route(
            "/blobs/{*address}",
            get(blobs::read).head(blobs::look).patch(blobs::append),
        )
        .route("/snapshot/{*address}", get(snapshot::read))
        .route("/board", get(pages::serve))
        .route("/board/", get(pages::serve))
        .route("/board/{*path}", get(pages::serve).post(pages::post))
        .route(consultation::public::ABOUT_PATH, get(pages::serve))
        .route("/healthz", get(health))
        .route("/metrics", get(metrics))
        .fallback(app_files::serve)
        .layer(middleware::map_response_with_state(headers, headers::add))
        .with_state(site)
}

async fn health(State(site): State<Site>) -> impl IntoResponse {
    let behind = site.front.metrics().seconds_behind();
    match site.front.is_open() {
        true if behind > BEHIND => (StatusCode::OK, "ok, but public pages are behind\n"),
        true => (StatusCode::OK, "ok\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n"),
    }
}

async fn metrics(State(site): State<Site>) -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, site.front.metrics().text())
}
