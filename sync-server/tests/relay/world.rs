//! A relay in this process, its folder, and a prepared community.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use ledger::{PublicKey, RoomId, crypto::Crypto, link::Link};
use sync_server::{
    blobs, invite, key_file,
    log::{Log, MemoryLog, SqliteLog},
    serve::{self, Running, Setup},
};

/// How long anything may take before a test says what did not happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct World {
    folder: tempfile::TempDir,
    running: Option<Running>,
    pub(crate) relay: PublicKey,
    pub(crate) link: Link,
}

impl World {
    /// A relay on SQLite with one community that nobody has joined.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with something set up differently.
    pub(crate) async fn with(change: impl FnOnce(&mut Setup)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let crypto = key_file::open_or_create(&folder.path().join("relay.key")).unwrap();
        let relay = crypto.public();
        let mut log = SqliteLog::open(&folder.path().join("data")).unwrap();
        let link = invite::invite(&mut log, &crypto, Some("示范社区")).unwrap();
        let mut world = Self {
            folder,
            running: None,
            relay,
            link,
        };
        world.start(Box::new(log), change).await;
        world
    }

    /// A relay on a log of the test's making.
    pub(crate) async fn on(wrap: impl FnOnce(MemoryLog) -> Box<dyn Log>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let crypto = key_file::open_or_create(&folder.path().join("relay.key")).unwrap();
        let relay = crypto.public();
        let mut log = MemoryLog::default();
        let link = invite::invite(&mut log, &crypto, None).unwrap();
        let mut world = Self {
            folder,
            running: None,
            relay,
            link,
        };
        world.start(wrap(log), |_| {}).await;
        world
    }

    async fn start(&mut self, log: Box<dyn Log>, change: impl FnOnce(&mut Setup)) {
        let crypto = key_file::read(&self.folder.path().join("relay.key")).unwrap();
        let mut setup = Setup::new("127.0.0.1:0".parse().unwrap(), crypto, log);
        let data = self.data();
        setup.blobs = Some(blobs::Setup::local(&data, &data.join(blobs::FOLDER)).unwrap());
        change(&mut setup);
        self.running = Some(serve::start(setup).await.unwrap());
    }

    /// Stops the relay in order and starts it again on the same folder.
    pub(crate) async fn restart(&mut self) {
        self.stop().await;
        self.start_again().await;
    }

    /// The same, with something set up differently from then on.
    pub(crate) async fn restart_with(&mut self, change: impl FnOnce(&mut Setup)) {
        self.stop().await;
        let log = SqliteLog::open(&self.data()).unwrap();
        self.start(Box::new(log), change).await;
    }

    /// Starts a stopped relay on whatever its folder holds.
    pub(crate) async fn start_again(&mut self) {
        let log = SqliteLog::open(&self.data()).unwrap();
        self.start(Box::new(log), |_| {}).await;
    }

    pub(crate) async fn stop(&mut self) {
        self.running.take().unwrap().stop().await.unwrap();
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.running.as_ref().unwrap().addr()
    }

    pub(crate) fn origin(&self) -> String {
        self.running.as_ref().unwrap().origins()[0].clone()
    }

    pub(crate) fn board(&self) -> RoomId {
        self.link.board
    }

    /// Prepares another community as `invite` does while the relay runs.
    pub(crate) fn invites(&self) -> Link {
        let crypto = key_file::read(&self.folder.path().join("relay.key")).unwrap();
        let mut log = SqliteLog::open(&self.data()).unwrap();
        invite::invite(&mut log, &crypto, Some("第二社区")).unwrap()
    }
}
