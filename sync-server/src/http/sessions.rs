//! Sessions of those who cannot hold a socket open: a line to the desk under a random name.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use ledger::{Nonce, wire::Message};
use tokio::sync::Notify;

use crate::{
    admission::Place,
    conn::{Front, Gone, Inbound, Line},
};

/// Most sessions at once: each holds an outbox.
const MOST: usize = 2_000;
/// How long a stranger may take to say who it is.
const HELLO: Duration = Duration::from_secs(10);
/// How long a session lives without a request.
const SILENCE: Duration = Duration::from_secs(90);

/// Every open session by its name.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    open: Mutex<HashMap<[u8; 16], Arc<Session>>>,
}

/// One session.
#[derive(Debug)]
pub(super) struct Session {
    front: Front,
    conn: ledger::relay::Conn,
    /// Held by the request that waits for messages.
    pub(super) line: tokio::sync::Mutex<Line>,
    /// A newer request takes over from the one that waits.
    pub(super) newer: Notify,
    place: Mutex<Option<Place>>,
    begun_at: Instant,
    asked_at: Mutex<Instant>,
}

impl Sessions {
    /// Opens a session for a line, unless there are too many.
    pub(super) fn open(
        &self,
        name: Nonce,
        front: Front,
        line: Line,
        place: Place,
    ) -> Option<Arc<Session>> {
        let session = Arc::new(Session {
            front,
            conn: line.conn(),
            line: tokio::sync::Mutex::new(line),
            newer: Notify::new(),
            place: Mutex::new(Some(place)),
            begun_at: Instant::now(),
            asked_at: Mutex::new(Instant::now()),
        });
        let mut open = lock(&self.open);
        if open.len() >= MOST {
            return None;
        }
        open.insert(name.0, session.clone());
        Some(session)
    }

    pub(super) fn find(&self, name: Nonce) -> Option<Arc<Session>> {
        lock(&self.open).get(&name.0).cloned()
    }

    pub(super) fn close(&self, name: Nonce) {
        lock(&self.open).remove(&name.0);
    }

    /// Ends sessions of strangers who do not say who they are, and of those who went away.
    pub(super) fn sweep(&self) {
        lock(&self.open).retain(|_, session| !session.is_over());
    }
}

impl Session {
    /// Hands the desk a message.
    pub(super) async fn say(&self, message: Message) -> Result<(), Gone> {
        self.front.tell(Inbound::Message(self.conn, message)).await
    }

    /// A request came in.
    pub(super) fn ask(&self) {
        *lock(&self.asked_at) = Instant::now();
    }

    /// The other side is no stranger any more.
    pub(super) fn welcomed(&self) {
        *lock(&self.place) = None;
    }

    pub(super) fn is_stranger(&self) -> bool {
        lock(&self.place).is_some()
    }

    fn is_over(&self) -> bool {
        if self.is_stranger() {
            return self.begun_at.elapsed() > HELLO;
        }
        lock(&self.asked_at).elapsed() > SILENCE
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
