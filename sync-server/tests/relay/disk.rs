//! A disk that is full: nothing is promised, nothing half kept, and work goes on when there is room.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use ledger::{Answer, RoomId, Seq, answer::Later};
use sync_server::log::{Log, LogError, MemoryLog, Stored, StoredRoom, Write};

use crate::{device::Device, socket::Socket, world::World};

/// A log that keeps nothing while its disk is full.
struct Full {
    log: MemoryLog,
    is_full: Arc<AtomicBool>,
}

impl Log for Full {
    fn rooms(&self) -> Result<Vec<StoredRoom>, LogError> {
        self.log.rooms()
    }

    fn room(&self, room: RoomId) -> Result<Option<StoredRoom>, LogError> {
        self.log.room(room)
    }

    fn read(&self, room: RoomId, from: Seq, to: Seq) -> Result<Vec<Stored>, LogError> {
        self.log.read(room, from, to)
    }

    fn commit(&mut self, batch: &[Write]) -> Result<(), LogError> {
        match self.is_full.load(Ordering::SeqCst) {
            true => Err(std::io::Error::from(std::io::ErrorKind::StorageFull).into()),
            false => self.log.commit(batch),
        }
    }

    fn has_changed(&mut self) -> Result<bool, LogError> {
        Ok(false)
    }

    fn has_space(&self) -> bool {
        true
    }

    fn is_writable(&mut self) -> bool {
        !self.is_full.load(Ordering::SeqCst)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_puts_entries_off_and_loses_none() {
    let is_full = Arc::new(AtomicBool::new(false));
    let shared = is_full.clone();
    let world = World::on(|log| {
        Box::new(Full {
            log,
            is_full: shared,
        })
    })
    .await;
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    socket.push(&[device.joins(&world.link)]).await;
    is_full.store(true, Ordering::SeqCst);
    let words: Vec<_> = (0..3_u8)
        .map(|number| device.says(world.board(), &[number]))
        .collect();
    for _ in 0..2 {
        let outcome = socket.push(&words).await;
        for entry in &words {
            assert_eq!(outcome.of(entry.id()), Answer::Later(Later::Disk));
        }
    }
    is_full.store(false, Ordering::SeqCst);
    let deadline = std::time::Instant::now() + crate::world::PATIENCE;
    let outcome = loop {
        let outcome = socket.push(&words).await;
        if outcome.of(words[0].id()) != Answer::Later(Later::Disk) {
            break outcome;
        }
        assert!(std::time::Instant::now() < deadline, "still put off");
    };
    for (entry, seq) in words.iter().zip(3..) {
        assert_eq!(outcome.of(entry.id()), Answer::Logged(seq));
    }
}
