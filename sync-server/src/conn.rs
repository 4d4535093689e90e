//! A connection as the network sees it: a way to the desk, and what the desk has for it.

mod question;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use consultation::Statement;
use ledger::{
    Digest, Nonce, RoomId, Seq,
    relay::{BlobRights, Conn},
    snapshot::Standing,
    wire::Message,
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    metrics::Metrics,
    outbox::{self, Drain, Outbox, Outgoing},
};

pub use question::{
    BlobQuestion, BoardHead, LogAnswer, LogQuestion, PostedLetter, RecordAnswer, RecordQuestion,
    SnapshotOffer,
};

/// Messages that wait for the desk before senders have to wait: with frames of the largest size
/// this bounds what strangers and members together can make the relay hold.
const QUEUE: usize = 256;

/// What the desk is told.
#[derive(Debug)]
pub enum Inbound {
    /// A connection was accepted.
    Connected(Conn, Outbox),
    /// It sent a message.
    Message(Conn, Message),
    /// It took the stretch of a room that it was catching up on.
    Taken(Conn, RoomId),
    /// Its outbox has room again.
    Drained(Conn),
    /// It ended.
    Disconnected(Conn),
    /// Somebody wants to know what they may do with the blobs of a room.
    Blobs(BlobQuestion),
    /// The pages' worker wants to know which boards there are.
    Boards(oneshot::Sender<Vec<BoardHead>>),
    /// The pages' worker wants the record of a board.
    Record(RecordQuestion),
    /// Somebody without a key has written to an office.
    Letter(PostedLetter),
    /// A second passed.
    Tick,
    /// The relay is to stop.
    Stop,
    /// The maker of snapshots wants to know which halls have grown.
    Grown(oneshot::Sender<Vec<Standing>>),
    /// The maker of snapshots wants a stretch of a log.
    Log(LogQuestion),
    /// A snapshot is there to be offered.
    Snapshot(SnapshotOffer),
    /// A snapshot is gone.
    Withdrawn(RoomId, Digest),
}

/// The network's way to the desk.
#[derive(Clone, Debug)]
pub struct Front {
    queue: mpsc::Sender<Inbound>,
    next: Arc<AtomicU64>,
    metrics: Arc<Metrics>,
}

/// The desk is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

/// A front and the queue that the desk reads.
pub fn front(metrics: Arc<Metrics>) -> (Front, mpsc::Receiver<Inbound>) {
    let (queue, receiver) = mpsc::channel(QUEUE);
    let front = Front {
        queue,
        next: Arc::new(AtomicU64::new(1)),
        metrics,
    };
    (front, receiver)
}

impl Front {
    /// Announces a new connection.
    ///
    /// # Errors
    /// When the relay is stopping.
    pub async fn connect(&self) -> Result<Line, Gone> {
        let conn = Conn(self.next.fetch_add(1, Ordering::Relaxed));
        let (outbox, drain) = outbox::pair();
        self.tell(Inbound::Connected(conn, outbox)).await?;
        Metrics::add(&self.metrics.connections, 1);
        Ok(Line {
            conn,
            front: self.clone(),
            drain,
        })
    }

    /// Tells the desk something, waiting for room in its queue.
    ///
    /// # Errors
    /// When the desk is gone.
    pub async fn tell(&self, inbound: Inbound) -> Result<(), Gone> {
        self.queue.send(inbound).await.map_err(|_| Gone)
    }

    /// Asks the desk what somebody may do with the blobs of a room; `None` when there is no such room.
    ///
    /// # Errors
    /// When the desk is gone.
    pub async fn blob_rights(
        &self,
        token: Option<Nonce>,
        room: RoomId,
    ) -> Result<Option<BlobRights>, Gone> {
        let (answer, answered) = oneshot::channel();
        let question = BlobQuestion {
            token,
            room,
            answer,
        };
        self.tell(Inbound::Blobs(question)).await?;
        answered.await.map_err(|_| Gone)
    }

    /// Has a letter written down in an office; whether it was kept durably.
    ///
    /// # Errors
    /// When the desk is gone.
    pub async fn letter(
        &self,
        board: RoomId,
        office: RoomId,
        statement: Statement,
    ) -> Result<bool, Gone> {
        let (answer, answered) = oneshot::channel();
        let letter = PostedLetter {
            board,
            office,
            statement,
            answer,
        };
        self.tell(Inbound::Letter(letter)).await?;
        answered.await.map_err(|_| Gone)
    }

    /// Asks the desk which boards there are, from a thread of its own.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn boards(&self) -> Result<Vec<BoardHead>, Gone> {
        let (answer, answered) = oneshot::channel();
        self.ask(Inbound::Boards(answer), answered)
    }

    /// Asks the desk what has been added to a board's record, from a thread of its own.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn record(&self, head: BoardHead, after: Seq, held: usize) -> Result<RecordAnswer, Gone> {
        let (answer, answered) = oneshot::channel();
        let question = RecordQuestion {
            room: head.room,
            epoch: head.epoch,
            after,
            held,
            answer,
        };
        self.ask(Inbound::Record(question), answered)
    }

    /// Asks the desk which halls have grown so much that a snapshot is due.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn due_for_snapshots(&self) -> Result<Vec<Standing>, Gone> {
        let (answer, answered) = oneshot::channel();
        self.ask(Inbound::Grown(answer), answered)
    }

    /// Asks the desk for what a snapshot needs of a log, from a position on.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn log(&self, standing: Standing, from: Seq) -> Result<LogAnswer, Gone> {
        let (answer, answered) = oneshot::channel();
        let question = LogQuestion {
            standing,
            from,
            answer,
        };
        self.ask(Inbound::Log(question), answered)
    }

    /// Has a snapshot offered from now on; false when it is not of the log as it is.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn offer(&self, standing: Standing, sha256: Digest, length: u64) -> Result<bool, Gone> {
        let (answer, answered) = oneshot::channel();
        let offer = SnapshotOffer {
            standing,
            sha256,
            length,
            answer,
        };
        self.ask(Inbound::Snapshot(offer), answered)
    }

    /// Has a snapshot offered no more.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn withdraw(&self, room: RoomId, sha256: Digest) -> Result<(), Gone> {
        let withdrawn = Inbound::Withdrawn(room, sha256);
        self.queue.blocking_send(withdrawn).map_err(|_| Gone)
    }

    fn ask<T>(&self, inbound: Inbound, answered: oneshot::Receiver<T>) -> Result<T, Gone> {
        self.queue.blocking_send(inbound).map_err(|_| Gone)?;
        answered.blocking_recv().map_err(|_| Gone)
    }

    /// Whether the desk is at work.
    pub fn is_open(&self) -> bool {
        !self.queue.is_closed()
    }

    /// The relay's counters.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }
}

/// One connection; dropping it tells the desk that it ended.
#[derive(Debug)]
pub struct Line {
    conn: Conn,
    front: Front,
    drain: Drain,
}

impl Line {
    /// The connection's name.
    pub fn conn(&self) -> Conn {
        self.conn
    }

    /// Hands the desk a message.
    ///
    /// # Errors
    /// When the desk is gone.
    pub async fn say(&self, message: Message) -> Result<(), Gone> {
        self.front.tell(Inbound::Message(self.conn, message)).await
    }

    /// The next thing to send; [`Gone`] when the desk has no more for this connection.
    ///
    /// # Errors
    /// When the desk is gone.
    pub async fn next(&mut self) -> Result<Outgoing, Gone> {
        self.drain.next().await.ok_or(Gone)
    }

    /// The next thing to send, if it is there already.
    pub fn next_now(&mut self) -> Option<Outgoing> {
        self.drain.next_now()
    }

    /// Tells the desk what it waits for, after things were sent.
    ///
    /// # Errors
    /// When the desk is gone.
    pub async fn sent(&self, stretches: &[RoomId]) -> Result<(), Gone> {
        for room in stretches {
            self.front.tell(Inbound::Taken(self.conn, *room)).await?;
        }
        if self.drain.is_awaited() {
            self.front.tell(Inbound::Drained(self.conn)).await?;
        }
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.front
            .metrics
            .connections
            .fetch_sub(1, Ordering::Relaxed);
        let inbound = Inbound::Disconnected(self.conn);
        if let Err(mpsc::error::TrySendError::Full(inbound)) = self.front.queue.try_send(inbound)
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let queue = self.front.queue.clone();
            runtime.spawn(async move { queue.send(inbound).await });
        }
    }
}
