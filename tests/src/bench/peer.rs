//! The load on other servers, made by clients of their own kind: see `tests/bench/peer`.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::{Figures, Load, WORDS, process};
use crate::environment::repository;

/// A server that others wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// automerge-repo's sync server, storing documents in a folder.
    AutomergeRepo,
    /// y-websocket's server, in memory.
    YWebsocket,
}

impl Peer {
    fn script(self, role: &str) -> String {
        let name = match self {
            Self::AutomergeRepo => "automerge",
            Self::YWebsocket => "yjs",
        };
        format!("{name}-{role}.js")
    }
}

#[derive(Deserialize)]
struct Report {
    deliveries: usize,
    p50_ms: f64,
    p99_ms: f64,
}

/// Measures a peer.
///
/// # Errors
/// When it is not installed or cannot be started, or a delivery is missing.
pub async fn measure_peer(peer: Peer, load: Load) -> Result<Figures> {
    is_installed()?;
    // What a server and its writer keep on the disk is gone with the measurement.
    let kept = tempfile::tempdir()?;
    let (server, mut said) = start(&peer.script("server"), &[], kept.path())?;
    let port = next(&mut said).await?;
    let port = port
        .strip_prefix("listening ")
        .context("the peer did not say its port")?;
    let numbers = [
        load.subscribers,
        load.changes,
        load.gap.as_millis() as usize,
        load.history,
    ];
    let mut arguments = vec![port.to_owned()];
    arguments.extend(numbers.iter().map(usize::to_string));
    arguments.push(WORDS.to_owned());
    let (mut client, mut told) = start(&peer.script("load"), &arguments, kept.path())?;
    ensure!(
        next(&mut told).await? == "ready",
        "the load did not become ready"
    );
    let process = server.id().context("the peer has ended")?;
    let before = process::cpu_nanoseconds(process)?;
    let mut input = client.stdin.take().context("no input")?;
    input.write_all(b"go\n").await?;
    let report: Report = serde_json::from_str(&next(&mut told).await?)?;
    let spent = process::cpu_nanoseconds(process)? - before;
    ensure!(
        report.deliveries == load.deliveries(),
        "{} deliveries",
        report.deliveries
    );
    Ok(Figures {
        cpu_us_per_delivery: spent as f64 / 1000.0 / report.deliveries as f64,
        p50_ms: report.p50_ms,
        p99_ms: report.p99_ms,
        peak_kib: process::peak_kib(process)?,
    })
}

fn folder() -> PathBuf {
    repository().join("tests/bench/peer")
}

/// What the peers need is installed by `cargo xtask bench relay --peer`, which also knows what to do where a registry
/// lacks a package for another platform.
fn is_installed() -> Result<()> {
    let modules = folder().join("node_modules");
    ensure!(
        modules.is_dir(),
        "{} is missing: run `cargo xtask bench relay --peer`, or `npm install --no-save --ignore-scripts` in {}",
        modules.display(),
        folder().display()
    );
    Ok(())
}

fn start(
    script: &str,
    arguments: &[String],
    kept: &Path,
) -> Result<(Child, Lines<BufReader<ChildStdout>>)> {
    let mut node = Command::new("node");
    node.arg("--no-warnings")
        .arg(script)
        .args(arguments)
        .current_dir(folder())
        .env("TMPDIR", kept);
    node.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut process = node.spawn().context("cannot start node")?;
    let output = process.stdout.take().context("no output")?;
    Ok((process, BufReader::new(output).lines()))
}

async fn next(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<String> {
    lines.next_line().await?.context("node ended")
}
