//! Header fields that hold a list (RFC 9110, 5.6.1).

use axum::http::{HeaderMap, HeaderName};

/// What a field lists, over all its lines, without the blanks around each.
pub(super) fn listed(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}
