//! Headers on every answer: what the browser is not to do with it.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use super::Origins;

/// Headers that do not depend on the answer, unless it brings its own.
#[derive(Clone, Debug)]
pub(super) struct SecurityHeaders {
    values: Vec<(HeaderName, HeaderValue)>,
}

/// Two years, as browsers ask for before they take an origin to be https for good.
const HSTS: &str = "max-age=63072000";
/// The camera is for scanning invitations; everything else is nobody's business.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(self), display-capture=(), \
     geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     publickey-credentials-get=(), usb=(), xr-spatial-tracking=()";

impl SecurityHeaders {
    pub(super) fn new(origins: &Origins) -> Self {
        let fixed = [
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                "same-origin",
            ),
            (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        ];
        let mut values: Vec<_> = fixed
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .into();
        // Origins were checked to hold no character that a header may not.
        if let Ok(policy) = HeaderValue::try_from(content_security_policy(origins)) {
            values.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        // Browsers heed this over https only.
        if origins.iter().any(|origin| origin.starts_with("https://")) {
            values.push((
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static(HSTS),
            ));
        }
        Self { values }
    }
}

/// Safari once took `'self'` not to cover sockets, therefore they are named.
fn content_security_policy(origins: &Origins) -> String {
    let sockets: String = origins
        .iter()
        .filter_map(|origin| origin.strip_prefix("http"))
        .map(|rest| format!(" ws{rest}"))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'{sockets}; \
         manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

pub(super) async fn add(
    State(headers): State<SecurityHeaders>,
    mut response: Response,
) -> Response {
    // A handler may ask for a stricter policy than the app can live with.
    for (name, value) in &headers.values {
        response
            .headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_inline_script_and_the_own_socket_only() {
        let origins = Origins::new(vec!["https://zs.example.org".to_owned()]);
        let policy = content_security_policy(&origins);
        assert!(!policy.contains("unsafe-inline"));
        assert!(policy.contains("connect-src 'self' wss://zs.example.org;"));
    }
}
