//! Pages, files and headers.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::world::{PATIENCE, World};

/// An answer, taken apart.
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }
}

/// One request on a connection of its own.
pub(crate) async fn request(
    addr: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: &[u8],
) -> Reply {
    let mut headers = headers.to_vec();
    headers.push(("content-length".to_owned(), body.len().to_string()));
    streamed(addr, method, path, &headers, body).await
}

/// The same, whose headers say by themselves how much is to come.
pub(crate) async fn streamed(
    addr: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: &[u8],
) -> Reply {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let head =
        format!("{method} {path} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut all = Vec::new();
    timeout(PATIENCE * 2, stream.read_to_end(&mut all))
        .await
        .expect("an answer")
        .unwrap();
    let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply {
        status,
        head,
        body: all[end + 4..].to_vec(),
    }
}

async fn get(world: &World, path: &str, headers: &[(&str, &str)]) -> Reply {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    request(world.addr(), "GET", path, &headers, &[]).await
}

fn app() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("icons")).unwrap();
    write("index.html", "<!doctype html><title>众商</title>");
    write("app-0123456789abcdef_bg.wasm", "plain");
    write("app-0123456789abcdef_bg.wasm.br", "brotli");
    write("sw.js", "self");
    write("manifest.webmanifest", "{}");
    write("icons/icon.svg", "<svg/>");
    write(".secret", "not for anybody");
    folder
}

async fn world_with_app() -> (World, tempfile::TempDir) {
    let folder = app();
    let path = folder.path().to_owned();
    let world = World::with(|setup| setup.app = Some(path)).await;
    (world, folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_with_the_right_type_caching_and_form() {
    let (world, _folder) = world_with_app().await;
    let table = [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/people/invite", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        (
            "/manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        ("/icons/icon.svg", "image/svg+xml", "no-cache"),
        (
            "/app-0123456789abcdef_bg.wasm",
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
    ];
    for (path, kind, caching) in table {
        let reply = get(&world, path, &[]).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type").unwrap(), kind, "{path}");
        assert_eq!(reply.header("cache-control").unwrap(), caching, "{path}");
    }
    let wasm = "/app-0123456789abcdef_bg.wasm";
    let brotli = get(&world, wasm, &[("accept-encoding", "gzip, br;q=1")]).await;
    assert_eq!(brotli.body, b"brotli");
    assert_eq!(brotli.header("content-encoding").unwrap(), "br");
    assert_eq!(get(&world, wasm, &[]).await.body, b"plain");
    let tag = brotli.header("etag").unwrap();
    let known = [("accept-encoding", "br"), ("if-none-match", tag.as_str())];
    assert_eq!(get(&world, wasm, &known).await.status, 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_and_no_page_is_not_found() {
    let (world, _folder) = world_with_app().await;
    for path in ["/nothing.js", "/.secret", "/../relay.key", "/app", "/icons"] {
        assert_eq!(get(&world, path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_protecting_headers() {
    let (world, _folder) = world_with_app().await;
    for path in ["/", "/sw.js", "/nothing", "/healthz", "/metrics"] {
        let reply = get(&world, path, &[]).await;
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"));
        let socket = world.origin().replace("http", "ws");
        assert!(policy.contains(&format!("connect-src 'self' {socket}")));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name).as_deref(), Some(value), "{path}");
        }
        assert!(reply.header("permissions-policy").is_some());
        assert!(
            reply.header("strict-transport-security").is_none(),
            "no https"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_counters_are_told_without_personal_data() {
    let world = World::new().await;
    assert_eq!(get(&world, "/healthz", &[]).await.body, b"ok\n");
    let counters = get(&world, "/metrics", &[]).await.body;
    let counters = String::from_utf8(counters).unwrap();
    assert!(counters.contains("zhongshang_rooms 1\n"), "{counters}");
    assert!(!counters.contains("示范社区"));
}
