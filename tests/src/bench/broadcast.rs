//! A bare broadcaster on axum: what comes from one socket goes to all others. It stores nothing and
//! checks nothing; nothing that does more can cost less.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::any;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::sync::{broadcast, mpsc};
use tokio_tungstenite::connect_async;

use super::{Figures, Load, Times, process};

/// As many bytes as an entry of ours with such a change in it has on average.
const FRAME_BYTES: usize = 356;

/// Serves until it is killed; says its port in the first line.
///
/// # Errors
/// When no port can be had.
#[expect(clippy::print_stdout, reason = "the port is told on standard output")]
pub async fn broadcast_server() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("listening {}", listener.local_addr()?.port());
    let (frames, _) = broadcast::channel::<Bytes>(1024);
    let app = Router::new().route("/", any(open)).with_state(frames);
    Ok(axum::serve(listener, app).await?)
}

async fn open(
    upgrade: WebSocketUpgrade,
    State(frames): State<broadcast::Sender<Bytes>>,
) -> Response {
    upgrade.on_upgrade(move |socket| carry(socket, frames))
}

async fn carry(socket: WebSocket, frames: broadcast::Sender<Bytes>) {
    let (mut send, mut receive) = socket.split();
    let mut others = frames.subscribe();
    loop {
        tokio::select! {
            frame = receive.next() => match frame {
                Some(Ok(Message::Binary(bytes))) => drop(frames.send(bytes)),
                Some(Ok(_)) => {}
                _ => return,
            },
            frame = others.recv() => {
                let Ok(bytes) = frame else { return };
                if send.send(Message::Binary(bytes)).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Measures the broadcaster; a history is nothing to it.
///
/// # Errors
/// When a delivery is missing.
pub async fn measure_broadcast(load: Load) -> Result<Figures> {
    let program = std::env::current_exe()?.with_file_name("bench-broadcaster");
    let mut server = Command::new(program)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start bench-broadcaster")?;
    let output = server.stdout.take().context("no output")?;
    let line = BufReader::new(output)
        .lines()
        .next_line()
        .await?
        .context("no port")?;
    let port: u16 = line.trim_start_matches("listening ").parse()?;
    let address = format!("ws://{}/", SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let process = server.id().context("the broadcaster has ended")?;

    let (arrivals, mut arrived) = mpsc::unbounded_channel();
    for _ in 0..load.subscribers {
        let (mut socket, _) = connect_async(&address).await?;
        let arrivals = arrivals.clone();
        tokio::spawn(async move {
            while let Some(Ok(frame)) = socket.next().await {
                let now = Instant::now();
                let data = frame.into_data();
                let number = data
                    .first_chunk::<4>()
                    .map(|number| u32::from_be_bytes(*number));
                let Some(number) = number.and_then(|number| usize::try_from(number).ok()) else {
                    continue;
                };
                if arrivals.send((number, now)).is_err() {
                    return;
                }
            }
        });
    }
    let (mut writer, _) = connect_async(&address).await?;
    let before = process::cpu_nanoseconds(process)?;
    let begin = tokio::time::Instant::now();
    let mut made = Vec::with_capacity(load.changes);
    for number in 0..u32::try_from(load.changes)? {
        tokio::time::sleep_until(begin + load.gap * number).await;
        let mut frame = number.to_be_bytes().to_vec();
        frame.resize(FRAME_BYTES, 0);
        made.push(Instant::now());
        writer.send(frame.into()).await?;
    }
    let mut times = Times::new(&load);
    times.made(made);
    for _ in 0..load.deliveries() {
        let (change, when) = arrived.recv().await.context("a subscriber has gone")?;
        times.arrived(change, when);
    }
    let spent = process::cpu_nanoseconds(process)? - before;
    let (p50_ms, p99_ms) = times.percentiles(&load)?;
    Ok(Figures {
        cpu_us_per_delivery: spent as f64 / 1000.0 / load.deliveries() as f64,
        p50_ms,
        p99_ms,
        peak_kib: process::peak_kib(process)?,
    })
}
