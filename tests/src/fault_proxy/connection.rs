//! One connection through the proxy: two pumps that obey the state of the network.

use std::net::SocketAddr;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Direction, Network, portal};

/// The largest piece that is moved at once; small under a slow network, so that speed is even.
const PIECE: usize = 16 * 1024;
const SLOW_PIECE: usize = 512;

/// A slow line in one direction, which all connections of a device share: when it is free again.
pub(super) struct Line(Mutex<Instant>);

impl Line {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Instant::now()))
    }

    /// When a piece that takes so long has been carried, after those that came before it.
    fn carries(&self, takes: Duration) -> Instant {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *free = (*free).max(Instant::now()) + takes;
        *free
    }
}

/// Both directions of a line.
pub(super) struct Lines {
    pub(super) up: Line,
    pub(super) down: Line,
}

/// Why a pump stopped.
enum Stop {
    /// The one side ended its stream in good order: the other side is told the same way.
    Ended,
    /// The network broke: both sides get a reset.
    Broken,
}

pub(super) async fn serve(
    mut device: TcpStream,
    relay: SocketAddr,
    state: watch::Receiver<Network>,
    lines: &Lines,
) {
    let now = *state.borrow();
    match now {
        Network::Cut => return reset(&device),
        Network::CaptivePortal => return portal::answer(device).await,
        _ => {}
    }
    let Ok(mut relay) = TcpStream::connect(relay).await else {
        return reset(&device);
    };
    let _ = (device.set_nodelay(true), relay.set_nodelay(true));
    if matches!(
        carry_both(&mut device, &mut relay, state, lines).await,
        Stop::Broken
    ) {
        reset(&device);
        reset(&relay);
    }
}

async fn carry_both(
    device: &mut TcpStream,
    relay: &mut TcpStream,
    mut state: watch::Receiver<Network>,
    lines: &Lines,
) -> Stop {
    let mut state_down = state.clone();
    // Borrowed halves: owned ones would end the stream in good order when they are dropped.
    let (mut device_reads, mut device_writes) = device.split();
    let (mut relay_reads, mut relay_writes) = relay.split();
    let up = carry(
        &mut device_reads,
        &mut relay_writes,
        (Direction::Up, &lines.up),
        &mut state,
    );
    let down = carry(
        &mut relay_reads,
        &mut device_writes,
        (Direction::Down, &lines.down),
        &mut state_down,
    );
    tokio::pin!(up, down);
    tokio::select! {
        stop = &mut up => if matches!(stop, Stop::Ended) { down.await } else { stop },
        stop = &mut down => if matches!(stop, Stop::Ended) { up.await } else { stop },
    }
}

async fn carry(
    read: &mut ReadHalf<'_>,
    write: &mut WriteHalf<'_>,
    (direction, line): (Direction, &Line),
    state: &mut watch::Receiver<Network>,
) -> Stop {
    let mut piece = vec![0; PIECE];
    let mut passed = 0u64;
    loop {
        let network = *state.borrow_and_update();
        if matches!(network, Network::Cut | Network::CaptivePortal) {
            return Stop::Broken;
        }
        let most = room(network, direction, passed);
        if most == 0 {
            return Stop::Broken;
        }
        let Some(space) = piece.get_mut(..most) else {
            return Stop::Broken;
        };
        let count = tokio::select! {
            _ = state.changed() => continue,
            read = read.read(space) => match read {
                Ok(0) => {
                    let _ = write.shutdown().await;
                    return Stop::Ended;
                }
                Ok(count) => count,
                Err(_) => return Stop::Broken,
            },
        };
        if let Network::Slow {
            delay,
            bytes_per_second,
        } = network
        {
            let carried = count as f64 / f64::from(bytes_per_second.max(1));
            let carried = line.carries(Duration::from_secs_f64(carried));
            tokio::time::sleep_until(carried + delay).await;
        }
        if matches!(*state.borrow(), Network::Silent(silent) if silent == direction) {
            continue;
        }
        let Some(filled) = piece.get(..count) else {
            return Stop::Broken;
        };
        if write.write_all(filled).await.is_err() {
            return Stop::Broken;
        }
        passed += count as u64;
    }
}

/// How many bytes may be read next; nothing means that the connection breaks here.
fn room(network: Network, direction: Direction, passed: u64) -> usize {
    match network {
        Network::Slow { .. } => SLOW_PIECE,
        Network::ResetAt {
            direction: counted,
            bytes,
        } if counted == direction => usize::try_from(bytes.saturating_sub(passed))
            .unwrap_or(PIECE)
            .min(PIECE),
        _ => PIECE,
    }
}

/// Makes the close of this socket an RST, as a broken line does, and not an orderly end.
fn reset(stream: &TcpStream) {
    let _ = stream.set_zero_linger();
}
