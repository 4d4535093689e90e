//! How a page is answered: policy, caching, tags, compression.

use std::time::{Duration, SystemTime};

use axum::{
    body::Body as Sent,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use ledger::Timestamp;

use crate::{
    http::app_files::{has_tag, takes_brotli},
    pages::Body,
};

/// No script at all, nothing from elsewhere, and forms only to here.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";
/// A notice may be corrected: caches ask again soon, and go on showing it while the relay is away.
const SHORT: &str = "public, max-age=30, stale-if-error=86400";

/// How long a page may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freshness {
    /// It is of this answer only.
    Never,
    /// Half a minute; it was last changed then.
    Since(Timestamp),
    /// A day: it changes with the program.
    Day,
}

/// An answer to a request with these headers.
pub(super) struct Answer<'a> {
    asked: &'a HeaderMap,
    /// Whether search engines are asked to leave it out.
    pub(super) noindex: bool,
}

impl<'a> Answer<'a> {
    pub(super) fn to(asked: &'a HeaderMap) -> Self {
        Self {
            asked,
            noindex: false,
        }
    }

    /// A page, or the word that the asker has it already.
    pub(super) fn page(&self, body: &Body, freshness: Freshness) -> Response {
        let caching = match freshness {
            Freshness::Never => "no-store",
            Freshness::Since(_) => SHORT,
            Freshness::Day => "public, max-age=86400",
        };
        let mut response = match freshness {
            // What is not to be kept is not worth compressing either.
            Freshness::Never => whole(body.plain()),
            _ => self.tagged(body),
        };
        if let Freshness::Since(changed) = freshness {
            let changed = SystemTime::UNIX_EPOCH + Duration::from_millis(changed.0);
            let changed = httpdate::fmt_http_date(changed);
            set(&mut response, header::LAST_MODIFIED, &changed);
        }
        self.finish(response, "text/html; charset=utf-8", caching)
    }

    /// The stylesheet, whose name changes with it.
    pub(super) fn style(&self, body: &Body) -> Response {
        let response = self.tagged(body);
        let caching = "public, max-age=31536000, immutable";
        self.finish(response, "text/css; charset=utf-8", caching)
    }

    /// The page that says that there is none.
    pub(super) fn missing(&self, body: &Body) -> Response {
        let mut response = whole(body.plain());
        *response.status_mut() = StatusCode::NOT_FOUND;
        self.finish(response, "text/html; charset=utf-8", "no-store")
    }

    /// A page that says what to do instead, at once or in a minute.
    pub(super) fn refused(&self, status: StatusCode, body: &Body) -> Response {
        let mut response = whole(body.plain());
        *response.status_mut() = status;
        let may_go_later =
            status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE;
        if may_go_later {
            set(&mut response, header::RETRY_AFTER, "60");
        }
        self.finish(response, "text/html; charset=utf-8", "no-store")
    }

    fn tagged(&self, body: &Body) -> Response {
        let brotli = takes_brotli(self.asked).then(|| body.brotli()).flatten();
        let ending = if brotli.is_some() { "-br" } else { "" };
        let tag = format!("\"{}{ending}\"", body.tag());
        let is_known = HeaderValue::try_from(&tag).is_ok_and(|tag| has_tag(self.asked, &tag));
        let is_brotli = brotli.is_some();
        let mut response = match is_known {
            true => {
                let mut unchanged = whole(bytes::Bytes::new());
                *unchanged.status_mut() = StatusCode::NOT_MODIFIED;
                unchanged
            }
            false => whole(brotli.unwrap_or_else(|| body.plain())),
        };
        set(&mut response, header::ETAG, &tag);
        set(&mut response, header::VARY, "accept-encoding");
        if is_brotli && !is_known {
            set(&mut response, header::CONTENT_ENCODING, "br");
        }
        response
    }

    fn finish(
        &self,
        mut response: Response,
        kind: &'static str,
        caching: &'static str,
    ) -> Response {
        set(&mut response, header::CONTENT_TYPE, kind);
        set(&mut response, header::CACHE_CONTROL, caching);
        set(&mut response, header::CONTENT_SECURITY_POLICY, POLICY);
        // Under a stricter one browsers do not say of a posted form where it comes from.
        set(&mut response, header::REFERRER_POLICY, "same-origin");
        if self.noindex {
            let name = HeaderName::from_static("x-robots-tag");
            set(&mut response, name, "noindex");
        }
        response
    }
}

fn whole(bytes: bytes::Bytes) -> Response {
    Response::new(Sent::from(bytes))
}

/// Sets a header; every value here is one that a header may have.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
