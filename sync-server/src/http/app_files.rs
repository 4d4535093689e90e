//! The built app, read into memory once. Files named by their hash are cached for ever, everything
//! else is asked for again and answered by its tag.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{Site, content_type, listed::listed};

/// The page that the app's routes share.
const PAGE: &str = "/index.html";
/// The first part of every path that is a page of the app, as in `app/src/route.rs`. Anything else
/// that is not a file is not found: a missing file must never look like a page.
pub(super) const PAGES: [&str; 9] = [
    "",
    "consultations",
    "people",
    "publications",
    "register",
    "reliability",
    "roster",
    "settings",
    "topics",
];
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Fewest hexadecimal digits that are taken for a hash in a name.
const HASH_DIGITS: usize = 8;

/// Every file of the app.
#[derive(Debug, Default)]
pub struct AppFiles {
    files: BTreeMap<String, File>,
}

#[derive(Debug)]
struct File {
    bytes: Bytes,
    brotli: Option<Bytes>,
    tag: HeaderValue,
    brotli_tag: HeaderValue,
}

impl AppFiles {
    /// Reads a folder and the folders in it. `x.br` is the brotli form of `x`.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut bytes = BTreeMap::new();
        let mut open: Vec<PathBuf> = vec![folder.to_owned()];
        while let Some(current) = open.pop() {
            for entry in std::fs::read_dir(current)? {
                let path = entry?.path();
                if path.is_dir() {
                    open.push(path);
                } else if let Some(name) = name_of(folder, &path) {
                    bytes.insert(name, Bytes::from(std::fs::read(&path)?));
                }
            }
        }
        let files = bytes
            .iter()
            .filter(|(name, _)| !is_brotli_of_another(name, &bytes))
            .map(|(name, plain)| {
                let brotli = bytes.get(&format!("{name}.br")).cloned();
                (name.clone(), File::new(plain.clone(), brotli))
            })
            .collect();
        Ok(Self { files })
    }

    /// Whether there is an app to serve.
    pub fn has_page(&self) -> bool {
        self.files.contains_key(PAGE)
    }

    fn find(&self, path: &str) -> Option<(&str, &File)> {
        let first = path.trim_start_matches('/').split('/').next();
        let is_page = first.is_some_and(|first| PAGES.contains(&first));
        self.files
            .get_key_value(path)
            .or_else(|| self.files.get_key_value(PAGE).filter(|_| is_page))
            .map(|(name, file)| (name.as_str(), file))
    }
}

impl File {
    fn new(bytes: Bytes, brotli: Option<Bytes>) -> Self {
        let hash = Sha256::digest(&bytes);
        let digits: String = hash
            .iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let tag = |ending: &str| {
            HeaderValue::try_from(format!("\"{digits}{ending}\""))
                .unwrap_or(HeaderValue::from_static("\"\""))
        };
        Self {
            bytes,
            brotli,
            tag: tag(""),
            brotli_tag: tag("-br"),
        }
    }
}

/// Answers every path that is nothing else.
pub(super) async fn serve(
    State(site): State<Site>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some((name, file)) = site.files.find(uri.path()) else {
        return (StatusCode::NOT_FOUND, "404 · 没有这个页面\n").into_response();
    };
    let brotli = file.brotli.as_ref().filter(|_| takes_brotli(&headers));
    let (bytes, tag) = match brotli {
        Some(brotli) => (brotli, &file.brotli_tag),
        None => (&file.bytes, &file.tag),
    };
    let mut response = match has_tag(&headers, tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Response::new(Body::from(bytes.clone())),
    };
    let caching = if is_hashed(name) {
        FOR_EVER
    } else {
        "no-cache"
    };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(header::ETAG, tag.clone());
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let kind = HeaderValue::from_static(content_type::of(name));
    answer.insert(header::CONTENT_TYPE, kind);
    if brotli.is_some() {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

pub(super) fn takes_brotli(headers: &HeaderMap) -> bool {
    listed(headers, header::ACCEPT_ENCODING)
        .filter_map(|coding| coding.split(';').next())
        .any(|coding| coding.trim() == "br")
}

pub(super) fn has_tag(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    listed(headers, header::IF_NONE_MATCH)
        .any(|known| known.trim_start_matches("W/").as_bytes() == tag.as_bytes())
}

/// Whether a name carries the hash of what is in the file, such as `app-3f2a9c81d07e5b64_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let stem = name
        .rsplit('/')
        .next()
        .and_then(|file| file.split('.').next());
    stem.and_then(|stem| stem.rsplit_once('-'))
        .is_some_and(|(_, end)| {
            let hash = end.strip_suffix("_bg").unwrap_or(end);
            hash.len() >= HASH_DIGITS && hash.chars().all(|digit| digit.is_ascii_hexdigit())
        })
}

fn is_brotli_of_another(name: &str, all: &BTreeMap<String, Bytes>) -> bool {
    name.strip_suffix(".br")
        .is_some_and(|plain| all.contains_key(plain))
}

/// The path under which a file is asked for; files whose names begin with a dot are not served.
fn name_of(folder: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(folder)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    let parts = parts.filter(|parts| parts.iter().all(|part| !part.starts_with('.')))?;
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the app reads an address.
    const ROUTES: &str = include_str!("../../../app/src/route.rs");
    /// What answers without a network.
    const WORKER: &str = include_str!("../../../public/sw.js");

    #[test]
    fn every_page_of_the_app_is_served() {
        let firsts = ROUTES.lines().filter_map(|line| {
            let (first, _) = line.trim_start().strip_prefix("[\"")?.split_once('"')?;
            line.contains("=>").then_some(first)
        });
        let firsts: Vec<&str> = firsts.collect();
        assert!(firsts.contains(&"topics"), "{firsts:?}");
        for first in firsts {
            assert!(PAGES.contains(&first), "/{first} is not served");
            let quoted = format!("\"{first}\"");
            let of_worker = WORKER.lines().find(|line| line.starts_with("const PAGES"));
            let is_kept = of_worker.is_some_and(|pages| pages.contains(&quoted));
            assert!(is_kept, "/{first} is not there without a network");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_cached_for_ever() {
        for hashed in [
            "/app-3f2a9c81d07e5b64_bg.wasm",
            "/style-0123456789abcdef.css",
            "/start-0123456789abcdef.js",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in [
            "/sw.js",
            "/index.html",
            "/icons/icon-192.png",
            "/manifest.webmanifest",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }
}
