//! The harness on itself: a page of its own, no app and no relay.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::{Device, Direction, Network, Size, StaticSite, eventually};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const NOTEBOOK: &str = r#"<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>记事</title><script src="/notebook.js" defer></script></head>
<body><main>
<h1>记事</h1>
<p><label>一句话 <input id="line"></label> <button id="keep">存下</button></p>
<p role="status" id="state"></p>
</main></body></html>"#;

const NOTEBOOK_SCRIPT: &str = r#"
const line = document.getElementById("line");
const state = document.getElementById("state");
const open = indexedDB.open("notebook", 1);
open.onupgradeneeded = () => open.result.createObjectStore("lines");
open.onsuccess = () => {
  const get = open.result.transaction("lines").objectStore("lines").get("line");
  get.onsuccess = () => { line.value = get.result ?? ""; state.textContent = "已打开"; };
};
document.getElementById("keep").onclick = () => {
  const transaction = open.result.transaction("lines", "readwrite", { durability: "strict" });
  transaction.objectStore("lines").put(line.value, "line");
  transaction.oncomplete = () => { state.textContent = "已存本机"; };
};
"#;

const BAD_PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><title>坏</title><main><h1>坏</h1>\
    <button></button></main></html>";
const INLINE_PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><title>坏</title><main><h1>坏</h1>\
    <script>1</script></main></html>";
const FAILING_PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><title>坏</title><main><h1>坏</h1></main>\
    <script src=\"/failing.js\"></script></html>";

async fn notebook() -> Result<(StaticSite, Device)> {
    let site = StaticSite::start(&[
        ("/", NOTEBOOK),
        ("/notebook.js", NOTEBOOK_SCRIPT),
        ("/bad", BAD_PAGE),
        ("/inline", INLINE_PAGE),
        ("/failing", FAILING_PAGE),
        (
            "/failing.js",
            "Promise.reject(new Error('broken promise'));",
        ),
        ("/favicon.ico", ""),
    ])
    .await?;
    let device = Device::new("harness", Size::Tablet, site.address()).await?;
    Ok((site, device))
}

#[tokio::test]
async fn what_was_stored_before_a_kill_is_there_after_reopening() -> Result<()> {
    let (_site, mut device) = notebook().await?;
    device.visits("/").await?;
    device.sees("已打开").await?;
    device.fills("一句话", "路灯坏了，晚上看不清台阶。").await?;
    device.presses("存下").await?;
    device.sees("已存本机").await?;
    device.is_killed().await?;
    device.opens().await?;
    device.visits("/").await?;
    device.sees("路灯坏了，晚上看不清台阶。").await?;
    device.closes().await
}

#[tokio::test]
async fn tree_of_a_page_reads_like_the_page() -> Result<()> {
    let (_site, device) = notebook().await?;
    device.visits("/").await?;
    device.sees("已打开").await?;
    insta::assert_snapshot!(device.tree().await?.text());
    Ok(())
}

#[tokio::test]
async fn button_without_a_name_fails_the_check() -> Result<()> {
    let (_site, device) = notebook().await?;
    let found = device.visits("/bad").await;
    let words = found
        .err()
        .map(|error| format!("{error:#}"))
        .unwrap_or_default();
    ensure!(
        words.contains("button-name"),
        "axe-core did not find it: {words}"
    );
    Ok(())
}

#[tokio::test]
async fn script_against_the_security_policy_fails_the_check() -> Result<()> {
    let (_site, device) = notebook().await?;
    let found = device.visits("/inline").await;
    let words = found
        .err()
        .map(|error| format!("{error:#}"))
        .unwrap_or_default();
    ensure!(
        words.contains("Content Security Policy"),
        "the report was not read: {words}"
    );
    Ok(())
}

#[tokio::test]
async fn error_that_nobody_catches_fails_the_check() -> Result<()> {
    let (_site, device) = notebook().await?;
    let found = device.visits("/failing").await;
    let words = found
        .err()
        .map(|error| format!("{error:#}"))
        .unwrap_or_default();
    ensure!(
        words.contains("broken promise"),
        "the console was not read: {words}"
    );
    Ok(())
}

#[tokio::test]
async fn what_is_too_small_or_too_wide_is_told() -> Result<()> {
    let (_site, device) = notebook().await?;
    device.visits("/").await?;
    device.sees("已打开").await?;
    let found = device.fits().await;
    let words = found
        .err()
        .map(|error| format!("{error:#}"))
        .unwrap_or_default();
    ensure!(words.contains("存下"), "a small button passes: {words}");
    device
        .runs("document.querySelector('p').style.inlineSize = '2000px';")
        .await?;
    let found = device.fits().await;
    let words = found
        .err()
        .map(|error| format!("{error:#}"))
        .unwrap_or_default();
    ensure!(words.contains("too wide"), "a wide page passes: {words}");
    Ok(())
}

#[tokio::test]
async fn cut_network_is_cut_for_the_browser_and_returns() -> Result<()> {
    let (_site, device) = notebook().await?;
    device.network(Network::Cut);
    ensure!(
        device.visits("/").await.is_err(),
        "the page came through a cut wire"
    );
    device.network(Network::Fine);
    device.visits("/").await?;
    device.sees("已打开").await
}

#[tokio::test]
async fn proxy_resets_after_so_many_bytes() -> Result<()> {
    let (_site, device) = notebook().await?;
    device.network(Network::ResetAt {
        direction: Direction::Down,
        bytes: 100,
    });
    let (answer, ended) = ask(&device).await?;
    ensure!(
        answer.len() == 100,
        "{} bytes came instead of 100",
        answer.len()
    );
    ensure!(ended.is_err(), "the connection ended in good order");
    Ok(())
}

#[tokio::test]
async fn silent_wire_gives_nothing_and_stays_open() -> Result<()> {
    let (_site, device) = notebook().await?;
    device.network(Network::Silent(Direction::Up));
    let heard = tokio::time::timeout(Duration::from_millis(300), ask(&device)).await;
    ensure!(heard.is_err(), "something came through a silent wire");
    Ok(())
}

#[tokio::test]
async fn captive_portal_answers_everything_with_its_page() -> Result<()> {
    let (_site, device) = notebook().await?;
    device.network(Network::CaptivePortal);
    let (answer, _) = ask(&device).await?;
    ensure!(
        String::from_utf8_lossy(&answer).contains("免费上网"),
        "another page came"
    );
    Ok(())
}

#[tokio::test]
async fn slow_wire_is_slow_and_complete() -> Result<()> {
    let (_site, device) = notebook().await?;
    let delay = Duration::from_millis(40);
    device.network(Network::Slow {
        delay,
        bytes_per_second: 4096,
    });
    let start = std::time::Instant::now();
    let (answer, _) = ask(&device).await?;
    ensure!(
        String::from_utf8_lossy(&answer).ends_with("</html>"),
        "the page was cut"
    );
    ensure!(
        start.elapsed() > 2 * delay,
        "it took only {:?}",
        start.elapsed()
    );
    Ok(())
}

#[tokio::test]
async fn waiting_in_vain_says_what_for() -> Result<()> {
    let asked = journeys::eventually_within(
        Duration::from_millis(120),
        "the cows to come home",
        || async { Ok(None::<()>) },
    );
    let words = asked
        .await
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    ensure!(words.contains("the cows to come home"), "it said: {words}");
    eventually("an answer", || async { Ok(Some(())) }).await
}

/// Asks for the page through the device's proxy with a plain socket: the answer and how it ended.
async fn ask(device: &Device) -> Result<(Vec<u8>, std::io::Result<()>)> {
    let mut stream = TcpStream::connect(device.proxy_address()).await?;
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        .await?;
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match stream.read(&mut piece).await {
            Ok(0) => return Ok((answer, Ok(()))),
            Ok(count) => answer.extend(piece.iter().take(count)),
            Err(error) => return Ok((answer, Err(error))),
        }
    }
}
