//! The captive portal: a page that pretends to be every address there is.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
    <title>欢迎使用免费上网</title><p>请输入手机号登录后上网。</p></html>";

/// Answers the request, whatever it is, with `200 OK` and the login page, then ends the connection.
pub(super) async fn answer(mut device: TcpStream) {
    let mut request: Vec<u8> = Vec::new();
    let mut piece = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") && request.len() < 64 * 1024 {
        match device.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend(piece.iter().take(count)),
        }
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        PAGE.len()
    );
    let _ = device.write_all(head.as_bytes()).await;
    let _ = device.write_all(PAGE.as_bytes()).await;
    let _ = device.shutdown().await;
}
