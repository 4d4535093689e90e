//! A TCP proxy of our own between one device and the relay, with a network that fails on command.
//!
//! It listens on one port for its whole life, so the device never learns that anything changed but
//! the network. It knows nothing of HTTP, but for the captive portal, which answers everything with a
//! page of its own. The state can be switched while connections are open; each open connection
//! follows the switch at once.

mod connection;
mod portal;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The way that bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the device to the relay.
    Up,
    /// From the relay to the device.
    Down,
}

/// What the network between a device and the relay is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Everything passes at once.
    Fine,
    /// No network: open connections are reset and new ones too.
    Cut,
    /// Each piece is late by `delay`, and no more than `bytes_per_second` pass in a direction, on all
    /// connections together.
    Slow {
        /// Added to each piece that passes.
        delay: Duration,
        /// The most that passes in one direction.
        bytes_per_second: u32,
    },
    /// Bytes in one direction vanish while the connection stays open (half-open, black hole).
    Silent(Direction),
    /// Each connection is reset (RST) when this many bytes have passed in a direction.
    ResetAt {
        /// The direction that is counted.
        direction: Direction,
        /// How many bytes pass before.
        bytes: u64,
    },
    /// A captive portal: every request is answered `200 OK` with a login page as HTML.
    CaptivePortal,
}

/// The proxy; everything ends when it is dropped.
pub struct FaultProxy {
    address: SocketAddr,
    network: watch::Sender<Network>,
    accepting: JoinHandle<()>,
}

impl FaultProxy {
    /// Starts a proxy to `relay` on a free port, with a fine network.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(relay: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("no port for the fault proxy")?;
        let address = listener.local_addr()?;
        let (network, state) = watch::channel(Network::Fine);
        let accepting = tokio::spawn(accept(listener, relay, state));
        Ok(Self {
            address,
            network,
            accepting,
        })
    }

    /// Where the proxy listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Switches the network; open connections follow at once.
    pub fn becomes(&self, network: Network) {
        self.network.send_replace(network);
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.becomes(Network::Cut);
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, relay: SocketAddr, state: watch::Receiver<Network>) {
    let lines = Arc::new(connection::Lines {
        up: connection::Line::new(),
        down: connection::Line::new(),
    });
    while let Ok((device, _)) = listener.accept().await {
        let (state, lines) = (state.clone(), lines.clone());
        tokio::spawn(async move { connection::serve(device, relay, state, &lines).await });
    }
}
