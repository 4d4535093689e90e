//! What waits to be sent on one connection, with a bound: a slow reader is told to read on from the
//! log instead of filling the relay's memory.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use bytes::Bytes;
use ledger::{RoomId, wire::Farewell};
use tokio::sync::mpsc;

/// Waiting bytes above which stretches of logs are not queued.
const FULL: usize = 512 * 1024;
/// Waiting frames above which stretches of logs are not queued.
const FULL_FRAMES: usize = 256;
/// Waiting bytes above which the connection is given up: answers alone never come near.
const OVERFULL: usize = 4 * 1024 * 1024;
/// Waiting frames above which the connection is given up.
const OVERFULL_FRAMES: usize = 4_096;

/// Something for a connection to send or to do.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// A message.
    Frame(Bytes),
    /// The message after which the other side is no stranger.
    Welcome(Bytes),
    /// A stretch of a log; the desk is told once it has been taken.
    Stretch(Bytes, RoomId),
    /// Hang up.
    Close(Farewell),
}

impl Outgoing {
    fn len(&self) -> usize {
        match self {
            Self::Frame(bytes) | Self::Welcome(bytes) | Self::Stretch(bytes, _) => bytes.len(),
            Self::Close(_) => 0,
        }
    }
}

#[derive(Debug, Default)]
struct Load {
    bytes: AtomicUsize,
    frames: AtomicUsize,
    is_lagging: AtomicBool,
}

impl Load {
    fn exceeds(&self, bytes: usize, frames: usize) -> bool {
        self.bytes.load(Ordering::SeqCst) > bytes || self.frames.load(Ordering::SeqCst) >= frames
    }

    fn is_low(&self) -> bool {
        !self.exceeds(FULL / 4, FULL_FRAMES / 4)
    }
}

/// The desk's end.
#[derive(Debug)]
pub struct Outbox {
    queue: mpsc::UnboundedSender<Outgoing>,
    load: Arc<Load>,
}

/// The connection's end.
#[derive(Debug)]
pub struct Drain {
    queue: mpsc::UnboundedReceiver<Outgoing>,
    load: Arc<Load>,
}

/// An outbox and its drain. The bound is kept by [`Outbox`], not by the channel.
pub fn pair() -> (Outbox, Drain) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let load = Arc::new(Load::default());
    let outbox = Outbox {
        queue: sender,
        load: load.clone(),
    };
    let drain = Drain {
        queue: receiver,
        load,
    };
    (outbox, drain)
}

impl Outbox {
    /// Queues something that must not be left out; false when the connection is beyond saving.
    pub fn send(&self, outgoing: Outgoing) -> bool {
        !self.load.exceeds(OVERFULL, OVERFULL_FRAMES) && self.queue(outgoing)
    }

    /// Queues a stretch of a log, unless enough waits already.
    pub fn offer(&self, outgoing: Outgoing) -> bool {
        !self.load.exceeds(FULL, FULL_FRAMES) && self.queue(outgoing)
    }

    /// Asks to be told when there is room again; true when there is by now.
    pub fn has_room_by_now(&self) -> bool {
        self.load.is_lagging.store(true, Ordering::SeqCst);
        self.load.is_low() && self.load.is_lagging.swap(false, Ordering::SeqCst)
    }

    fn queue(&self, outgoing: Outgoing) -> bool {
        self.load.bytes.fetch_add(outgoing.len(), Ordering::SeqCst);
        self.load.frames.fetch_add(1, Ordering::SeqCst);
        self.queue.send(outgoing).is_ok()
    }
}

impl Drain {
    /// The next thing; `None` when the desk is gone.
    pub async fn next(&mut self) -> Option<Outgoing> {
        let outgoing = self.queue.recv().await?;
        self.count(&outgoing);
        Some(outgoing)
    }

    /// The next thing, if it is there already.
    pub fn next_now(&mut self) -> Option<Outgoing> {
        let outgoing = self.queue.try_recv().ok()?;
        self.count(&outgoing);
        Some(outgoing)
    }

    /// Whether the desk waits to hear that there is room again; true once for each time it asked.
    pub fn is_awaited(&self) -> bool {
        self.load.is_lagging.load(Ordering::SeqCst)
            && self.load.is_low()
            && self.load.is_lagging.swap(false, Ordering::SeqCst)
    }

    fn count(&self, outgoing: &Outgoing) {
        self.load.bytes.fetch_sub(outgoing.len(), Ordering::SeqCst);
        self.load.frames.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_reader_is_not_queued_for_without_bound() {
        let (outbox, mut drain) = pair();
        let stretch = || Outgoing::Frame(vec![0; 200 * 1024].into());
        let taken = (0..10).filter(|_| outbox.offer(stretch())).count();
        assert_eq!(taken, 3, "stretches above the bound are left in the log");
        assert!(!outbox.has_room_by_now());
        assert!(!drain.is_awaited(), "still full");
        while drain.next_now().is_some() {}
        assert!(drain.is_awaited(), "the desk wants to know of the room");
        assert!(!drain.is_awaited(), "told once");
        assert!(outbox.offer(stretch()));
    }

    #[test]
    fn answers_that_nobody_reads_end_the_connection() {
        let (outbox, _drain) = pair();
        let sent = (0..100_000)
            .take_while(|_| outbox.send(Outgoing::Frame(vec![0; 64].into())))
            .count();
        assert_eq!(sent, OVERFULL_FRAMES);
    }
}
