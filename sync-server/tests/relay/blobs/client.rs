//! A client as `docs/protocol.md` describes it, and pictures for it to send.

use std::net::SocketAddr;

use ledger::{Role, RoomId};
use sync_server::blobs::BlobId;
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::{
    community::Community,
    http::{Reply, request},
    world::PATIENCE,
};

/// A JPEG of 1600 × 1200 by its header, with this many bytes in all.
pub(crate) fn photo(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    bytes.extend(b"\xff\xc0\x00\x0b\x08\x04\xb0\x06\x40\x01\x01\x11\0");
    bytes.extend(b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0");
    bytes.resize(length, seed);
    bytes
}

pub(crate) fn path(room: RoomId, bytes: &[u8]) -> String {
    format!("/blobs/{room}/{}", BlobId::of(bytes))
}

/// What somebody in a role sends.
pub(crate) struct Client {
    addr: SocketAddr,
    token: Option<String>,
}

impl Community {
    pub(crate) fn client(&self, role: Role) -> Client {
        self.bearer(Some(&self.token(role)))
    }

    pub(crate) fn visitor(&self) -> Client {
        self.bearer(None)
    }

    pub(crate) fn bearer(&self, token: Option<&str>) -> Client {
        Client::new(self.world.addr(), token)
    }
}

impl Client {
    pub(crate) fn new(addr: SocketAddr, token: Option<&str>) -> Self {
        Self {
            addr,
            token: token.map(str::to_owned),
        }
    }

    pub(crate) fn headers(&self, more: &[(&str, String)]) -> Vec<(String, String)> {
        let token = self.token.iter().map(|token| {
            let value = format!("Bearer {token}");
            ("authorization".to_owned(), value)
        });
        let more = more
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        token.chain(more).collect()
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        more: &[(&str, String)],
        body: &[u8],
    ) -> Reply {
        request(self.addr, method, path, &self.headers(more), body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], &[]).await
    }

    pub(crate) async fn head(&self, path: &str) -> Reply {
        self.send("HEAD", path, &[], &[]).await
    }

    /// Sends one piece, said to be of a blob of this length.
    pub(crate) async fn patch(
        &self,
        path: &str,
        offset: usize,
        length: usize,
        piece: &[u8],
    ) -> Reply {
        let more = [
            ("upload-offset", offset.to_string()),
            ("upload-length", length.to_string()),
        ];
        self.send("PATCH", path, &more, piece).await
    }

    /// Begins to send a piece and breaks off after some of its bytes.
    pub(crate) async fn breaks_off(&self, path: &str, offset: usize, piece: &[u8], after: usize) {
        let addr = self.addr;
        let mut stream = TcpStream::connect(addr).await.unwrap();
        let more = [
            ("host", addr.to_string()),
            ("content-length", piece.len().to_string()),
            ("upload-offset", offset.to_string()),
            ("upload-length", (offset + piece.len()).to_string()),
        ];
        let headers: String = self
            .headers(&more)
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let head = format!("PATCH {path} HTTP/1.1\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&piece[..after]).await.unwrap();
        stream.flush().await.unwrap();
        stream.shutdown().await.unwrap();
    }

    /// Uploads a blob as a careful device does: asks, sends what is missing, and asks again.
    pub(crate) async fn uploads(&self, room: RoomId, bytes: &[u8], piece: usize) -> Reply {
        let path = path(room, bytes);
        let mut reply = self.head(&path).await;
        while !reply.is_complete() && reply.status == 204 {
            let from = reply.offset();
            let to = bytes.len().min(from + piece);
            reply = self.patch(&path, from, bytes.len(), &bytes[from..to]).await;
        }
        reply
    }

    /// Asks until the relay has this many bytes of an upload.
    pub(crate) async fn waits_for(&self, path: &str, offset: usize) {
        let deadline = std::time::Instant::now() + PATIENCE;
        loop {
            let found = self.head(path).await.offset();
            if found == offset {
                return;
            }
            assert!(std::time::Instant::now() < deadline, "still at {found}");
        }
    }
}

impl Reply {
    pub(crate) fn is_complete(&self) -> bool {
        self.header("upload-complete").as_deref() == Some("?1")
    }

    pub(crate) fn offset(&self) -> usize {
        let offset = self.header("upload-offset").unwrap_or_else(|| {
            panic!("no offset but {} {:?}", self.status, self.reason());
        });
        offset.parse().unwrap()
    }

    pub(crate) fn reason(&self) -> Option<String> {
        self.header("x-zhongshang-reason")
    }

    /// The answer is this refusal, in its headers and in its body.
    #[track_caller]
    pub(crate) fn check_refused(&self, status: u16, reason: &str) {
        assert_eq!(
            (self.status, self.reason().as_deref()),
            (status, Some(reason))
        );
        let body = String::from_utf8(self.body.clone()).unwrap();
        if !body.is_empty() {
            let begin = format!("{{\"reason\":\"{reason}\",\"hint\":\"");
            assert!(body.starts_with(&begin), "{body}");
            assert_eq!(self.header("content-type").unwrap(), "application/json");
        }
        assert_eq!(self.header("cache-control").unwrap(), "no-store");
    }
}
