//! Which part of a blob a request wants (RFC 9110, 13 and 14).
//!
//! A blob never changes under its address, so that `If-Range` need not be looked at. Several parts
//! at once, and units other than bytes, are answered with the whole, as the standard allows.

use std::ops::Range;

use axum::http::{HeaderMap, StatusCode, header};

use crate::http::listed::listed;

/// What of a blob is answered.
#[derive(Debug)]
pub(in crate::http) struct Answered {
    pub(in crate::http) status: StatusCode,
    /// The field `Content-Range`.
    pub(in crate::http) range: Option<String>,
    /// The bytes that are sent, if any are.
    pub(in crate::http) bytes: Option<Range<u64>>,
}

/// What a request wants of a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// All of it.
    Whole,
    /// From here to there, the end left out.
    Part(u64, u64),
    /// Something behind its end.
    Beyond,
}

/// Answers a request for a blob of this tag and length.
pub(in crate::http) fn answered(headers: &HeaderMap, id: &str, length: u64) -> Answered {
    let (status, range, bytes) = match wanted(headers, length) {
        _ if is_known(headers, id) => (StatusCode::NOT_MODIFIED, None, None),
        Wanted::Beyond => {
            let range = format!("bytes */{length}");
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(range), None)
        }
        Wanted::Whole => (StatusCode::OK, None, Some(0..length)),
        Wanted::Part(from, to) => {
            let range = format!("bytes {from}-{}/{length}", to.saturating_sub(1));
            (StatusCode::PARTIAL_CONTENT, Some(range), Some(from..to))
        }
    };
    Answered {
        status,
        range,
        bytes,
    }
}

/// Whether the request names the tag of the blob as one that it has.
fn is_known(headers: &HeaderMap, id: &str) -> bool {
    listed(headers, header::IF_NONE_MATCH)
        .map(|tag| tag.trim_start_matches("W/").trim_matches('"'))
        .any(|tag| tag == id || tag == "*")
}

/// The part of a blob of this length that is wanted.
fn wanted(headers: &HeaderMap, length: u64) -> Wanted {
    let range = headers.get(header::RANGE);
    let range = range.and_then(|range| range.to_str().ok()?.strip_prefix("bytes="));
    let Some((first, last)) = range.and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(from), Ok(last)) if from <= last => part(from, last.saturating_add(1), length),
        (Ok(from), Err(_)) if last.is_empty() => part(from, length, length),
        (Err(_), Ok(count)) if first.is_empty() => {
            part(length.saturating_sub(count), length, length)
        }
        _ => Wanted::Whole,
    }
}

fn part(from: u64, to: u64, length: u64) -> Wanted {
    match from < length {
        true => Wanted::Part(from, to.min(length)),
        false => Wanted::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn one_part_is_taken_by_the_letter_and_anything_else_is_the_whole() {
        let table = [
            ("bytes=0-0", Wanted::Part(0, 1)),
            ("bytes=40-", Wanted::Part(40, 100)),
            ("bytes=40-400", Wanted::Part(40, 100)),
            ("bytes=-30", Wanted::Part(70, 100)),
            ("bytes=-300", Wanted::Part(0, 100)),
            ("bytes=100-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=9-8", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("bytes=x-", Wanted::Whole),
        ];
        for (range, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static(range));
            assert_eq!(wanted(&headers, 100), expected, "{range}");
        }
        assert_eq!(wanted(&HeaderMap::new(), 100), Wanted::Whole);
    }

    #[test]
    fn a_tag_is_known_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::IF_NONE_MATCH,
            HeaderValue::from_static("\"a\", W/\"b\""),
        );
        assert!(is_known(&headers, "b"));
        assert!(!is_known(&headers, "c"));
    }
}
