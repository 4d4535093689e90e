//! A small site served from memory: what the harness tests itself on, without app and relay.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

type Pages = Arc<BTreeMap<&'static str, &'static str>>;

/// Pages by path, as HTML, with a strict content security policy; ends when dropped.
pub struct StaticSite {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl StaticSite {
    /// Serves these pages on a free port.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(pages: &[(&'static str, &'static str)]) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let pages: Pages = Arc::new(pages.iter().copied().collect());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, pages.clone()));
            }
        });
        Ok(Self { address, serving })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for StaticSite {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(stream: TcpStream, pages: Pages) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut asked = None;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 && !line.trim().is_empty() {
        let first = line.split(' ').nth(1).map(str::to_owned);
        asked = asked.or(first);
        line.clear();
    }
    let path = asked.unwrap_or_default();
    let (status, page) = match pages.get(path.as_str()) {
        Some(page) => ("200 OK", *page),
        None => ("404 Not Found", ""),
    };
    let kind = if path.ends_with(".js") {
        "text/javascript"
    } else {
        "text/html"
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n\
         Content-Security-Policy: default-src 'self'; img-src data:\r\nConnection: close\r\n\r\n",
        page.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(page.as_bytes()).await?;
    stream.shutdown().await
}
