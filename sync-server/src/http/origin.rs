//! The public origins: whose pages may speak to this relay.

use axum::http::{HeaderMap, HeaderValue, header};

/// The origins under which people open the app.
#[derive(Clone, Debug)]
pub struct Origins {
    all: Vec<String>,
}

impl Origins {
    /// These origins, the first of them for links.
    pub fn new(all: Vec<String>) -> Self {
        Self { all }
    }

    /// Every origin.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    /// Whether a request may come in. A browser always names the origin of the page that opens a
    /// socket or posts; a program that is no browser names none, and holds nobody's trust anyway.
    pub fn allow(&self, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(header::ORIGIN).iter().peekable();
        let is_allowed = |origin: &HeaderValue| {
            origin
                .to_str()
                .is_ok_and(|origin| self.iter().any(|own| own.eq_ignore_ascii_case(origin)))
        };
        named.peek().is_none() || named.all(is_allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_origin_is_not_let_in() {
        let origins = Origins::new(vec!["https://zs.example.org".to_owned()]);
        let check = |named: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for origin in named {
                headers.append(header::ORIGIN, HeaderValue::from_static(origin));
            }
            origins.allow(&headers)
        };
        assert!(check(&["https://zs.example.org"]));
        assert!(check(&[]));
        assert!(!check(&["https://zs.example.org.evil.example"]));
        assert!(!check(&["http://zs.example.org"]));
        assert!(!check(&["null"]));
        assert!(!check(&["https://zs.example.org", "https://evil.example"]));
    }
}
