//! Taking connections: a bound on strangers, patience for a request's head, TLS if there is any.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    admission::{Admission, Place},
    http::Peer,
};

/// How long a request's head, or a TLS handshake, may take.
const HEAD: Duration = Duration::from_secs(10);
/// Most headers of a request.
const HEADERS: usize = 64;
/// Largest head of a request, bytes.
const HEAD_BYTES: usize = 16 * 1024;
/// How long to wait when the system has no file or memory for another connection.
const OUT_OF_FILES: Duration = Duration::from_millis(200);

/// Takes connections until it is told to stop.
pub struct Acceptor {
    /// Bound already.
    pub listener: TcpListener,
    /// HTTPS, if it is served here.
    pub tls: Option<TlsAcceptor>,
    /// What is served.
    pub router: Router,
    /// Bounds those who have not said who they are; not asked for connections of a trusted proxy.
    pub admission: Arc<Admission>,
    /// Proxies that many people's connections come from.
    pub proxies: Vec<std::net::IpAddr>,
}

impl Acceptor {
    /// Takes connections until `stop` changes; those under way then end with their answer.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = stop.changed() => return,
            };
            match accepted {
                Ok((stream, peer)) => self.take(stream, peer, stop.clone()),
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "no connection taken"
                    );
                    tokio::time::sleep(OUT_OF_FILES).await;
                }
            }
        }
    }

    fn take(&self, stream: TcpStream, peer: SocketAddr, stop: watch::Receiver<bool>) {
        let address = peer.ip().to_canonical();
        let place = match self.proxies.contains(&address) {
            true => None,
            false => match self.admission.admit(address) {
                Some(place) => Some(place),
                None => return,
            },
        };
        // Changes are small and must not wait for the answer to the ones before.
        stream.set_nodelay(true).ok();
        let router = self.router.clone();
        let tls = self.tls.clone();
        tokio::spawn(async move {
            let peer = Peer(address);
            match tls {
                None => serve(stream, peer, router, stop, place).await,
                Some(tls) => {
                    let shaken = tokio::time::timeout(HEAD, tls.accept(stream)).await;
                    if let Ok(Ok(stream)) = shaken {
                        serve(stream, peer, router, stop, place).await;
                    }
                }
            }
        });
    }
}

async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    router: Router,
    mut stop: watch::Receiver<bool>,
    place: Option<Place>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        tower::ServiceExt::oneshot(router.clone(), request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // An upgraded connection goes on elsewhere and has a place of its own by now.
    drop(place);
    if let Err(error) = ended {
        tracing::debug!(
            error = &error as &dyn std::error::Error,
            "a request broke off"
        );
    }
}

/// Whether only the connection that was to be taken is lost.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
