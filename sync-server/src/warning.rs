//! What browsers will refuse at an address, said before anybody stands there with a tablet.

use std::net::SocketAddr;

/// The warning for a relay at this address, if there is anything to warn of.
///
/// Browsers give service workers, WebCrypto and installation to secure contexts only: https, or
/// http to the machine itself (W3C Secure Contexts, §3.1).
pub fn insecure(addr: SocketAddr, has_tls: bool, origins: &[String]) -> Option<String> {
    let is_https = origins.iter().any(|origin| origin.starts_with("https://"));
    if addr.ip().is_loopback() || has_tls || is_https {
        return None;
    }
    Some(format!(
        "\
{addr} can be reached from other machines, but without HTTPS.
Browsers there will refuse:
  - the service worker: the app will not start without a network
  - WebCrypto: no device gets a key, so nobody can found or join a community
  - installing the app
Do one of these:
  - give a certificate:        --tls-cert fullchain.pem --tls-key private.pem
  - put an HTTPS proxy before: --origin https://zs.example.org, and listen on 127.0.0.1
On this machine itself http://127.0.0.1:{port} works as it is.",
        port = addr.port()
    ))
}

/// The warning for a relay that everybody can reach and that has no name for them.
pub fn unnamed(addr: SocketAddr, named: &[String], origins: &[String]) -> Option<String> {
    if addr.ip().is_loopback() || !named.is_empty() {
        return None;
    }
    Some(format!(
        "\
no public origin is named, so devices are believed only if they open the app at
  {}
Name what the address bar shows elsewhere: --origin https://zs.example.org",
        origins.join("\n  ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_others_reach_without_https_is_warned_of() {
        let open: SocketAddr = "0.0.0.0:80".parse().unwrap();
        let own: SocketAddr = "127.0.0.1:80".parse().unwrap();
        let http = ["http://10.0.0.1".to_owned()];
        let https = ["https://zs.example.org".to_owned()];
        assert!(insecure(open, false, &http).is_some());
        assert!(insecure(open, false, &https).is_none());
        assert!(insecure(open, true, &http).is_none());
        assert!(insecure(own, false, &http).is_none());
        assert!(unnamed(open, &[], &http).is_some());
        assert!(unnamed(open, &https, &https).is_none());
        assert!(unnamed(own, &[], &http).is_none());
    }
}
