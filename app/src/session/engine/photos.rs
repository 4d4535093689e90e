//! Photos: added by a person, kept with what else is on the device, carried by the [`Carrier`].
//!
//! The photo is durable before any cell names it, so no record ever names one that nobody has. It is sent when no
//! entry waits, by the tab that writes; those of the practice community stay where they are.

use std::ops::Range;
use std::sync::Arc;

use consultation::command::Command as RecordCommand;
use consultation::{Cell, CellValue, FieldValue};
use ledger::{Nonce, RoomId};
use sha2::{Digest, Sha256};

use super::super::{Outcome, Trouble, What};
use super::carrier::{Carrier, PhotoId, Request};
use super::{Engine, State, now, show, storage, troubles};
use crate::platform::blobs::{self, Ask};
use crate::platform::database::{Key, Op, Rows, Store};
use crate::platform::install;
use crate::platform::photo::{MOST_BYTES, Picked};

/// Bytes that photos leave free, so that words can still be written when no photo can be added any more.
const RESERVE: u64 = 4 * 1024 * 1024;
/// How often, once a second, photos give way to entries that wait before a piece goes all the same: an entry may
/// wait for another device.
const GIVES_WAY: u32 = 20;

impl Engine {
    /// Makes a picked file small, keeps it, and then writes its hash into the cell.
    pub(super) async fn add_photo(
        self,
        room: RoomId,
        cell: Cell,
        picked: Picked,
    ) -> Result<Outcome, Trouble> {
        let fence = self.fence()?;
        self.inner.state.borrow().author(room)?;
        self.inner.state.borrow().may_edit(room)?;
        has_space().await?;
        let encoded = picked.encoded().await;
        let bytes = encoded.map_err(|error| troubles::of_photo(&error))?;
        let length = bytes.len() as u64;
        let id = (room, Sha256::digest(&bytes).into());
        let mut ops = vec![Op::put(Store::Blobs, key(id), bytes)];
        if !self.inner.stage.practice {
            let length = length.to_be_bytes().to_vec();
            ops.push(Op::put(Store::Uploads, key(id), length));
        }
        let stored = self.inner.database.commit(fence, &ops).await;
        stored.map_err(|error| troubles::of_photo(&error.into()))?;
        if !self.inner.stage.practice {
            self.inner.state.borrow_mut().carrier.upload(id, length);
        }
        self.photos_moved(room);
        let value = FieldValue::Cell(cell, CellValue::Blob(Some(id.1)));
        let entries = self.edit(room, RecordCommand::Set(value), None)?;
        self.saved(&entries).await?;
        Ok(Outcome::Done)
    }

    /// The bytes of a photo, if they are here; otherwise they are fetched as soon as they can be had.
    pub(super) async fn picture(self, id: PhotoId) -> Result<Outcome, Trouble> {
        match self.inner.database.get(Store::Blobs, &key(id)).await {
            Ok(Some(bytes)) => Ok(Outcome::Photo(bytes)),
            // What cannot be read is fetched anew, too.
            Ok(None) | Err(_) => {
                self.inner.state.borrow_mut().carrier.want(id);
                self.show_photos();
                Ok(Outcome::Done)
            }
        }
    }

    /// The relay lacks some of a room, so it may lack its photos: those that are here are offered anew. How long they
    /// are is seen when one has to be sent.
    pub(super) fn give_back(&self, room: RoomId) {
        if self.inner.stage.practice {
            return;
        }
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            let database = &engine.inner.database;
            let span = storage::of_room(room);
            let (Ok(keys), Ok(fence)) = (database.keys(Store::Blobs, &span).await, engine.fence())
            else {
                return;
            };
            let mut ops = Vec::with_capacity(keys.len());
            for key in keys {
                ops.push(Op::put(Store::Uploads, key, vec![0; 8]));
            }
            // Where this fails, nothing is promised; the next time that the relay lacks something they are offered again.
            if !ops.is_empty() && database.commit(fence, &ops).await.is_ok() {
                for op in &ops {
                    if let Op::Put { key, .. } = op {
                        take(&mut engine.inner.state.borrow_mut().carrier, key, 0);
                    }
                }
                engine.photos_moved(room);
            }
        });
    }

    /// Once a second: carries what can be carried, one request after the other.
    pub(super) fn carry_photos(&self) {
        if self.inner.is_carrying.get() {
            return;
        }
        let mut next = self.next_request();
        self.inner.is_carrying.set(next.is_some());
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            while let Some((id, request, token)) = next {
                engine.carry(id, request, token).await;
                engine.show_photos();
                engine.view_soon();
                next = engine.next_request();
            }
            engine.inner.is_carrying.set(false);
        });
    }

    fn next_request(&self) -> Option<(PhotoId, Request, Nonce)> {
        let mut state = self.inner.state.borrow_mut();
        let token = state.replica.token()?;
        let (id, request) = state.carrier.next(now())?;
        if !self.is_writer() || self.inner.stage.practice || state.gives_way() {
            return None;
        }
        Some((id, request, token))
    }

    async fn carry(&self, id: PhotoId, request: Request, token: Nonce) {
        let piece = match request {
            Request::Send { from, to, length } => match self.piece(id, length, from..to).await {
                Some(piece) => piece,
                None => return,
            },
            Request::Look | Request::Fetch => Vec::new(),
        };
        let (ask, fetches) = match request {
            Request::Look => (Ask::Look, false),
            Request::Fetch => (Ask::Fetch, true),
            Request::Send { from, length, .. } => {
                let piece = &piece;
                (
                    Ask::Send {
                        from,
                        length,
                        piece,
                    },
                    false,
                )
            }
        };
        let mut answer = blobs::ask(&path(id), &token.to_string(), ask).await;
        let body = answer
            .as_mut()
            .map(|answer| std::mem::take(&mut answer.body));
        if fetches && let Ok(bytes) = body {
            if <[u8; 32]>::from(Sha256::digest(&bytes)) == id.1 {
                return self.keep(id, Op::put(Store::Blobs, key(id), bytes)).await;
            }
            // Cut, or not the relay's: as if nothing had come.
            answer = Err(crate::platform::PlatformError::Closed(
                "not the photo".into(),
            ));
        }
        let is_delivered = self
            .inner
            .state
            .borrow_mut()
            .carrier
            .answered(id, now(), &answer);
        if is_delivered {
            let (store, key) = (Store::Uploads, key(id));
            self.keep(id, Op::Delete { store, key }).await;
        }
    }

    /// Reads a piece of a photo; nothing when the photo is damaged, or of another length than was noted.
    async fn piece(&self, id: PhotoId, length: u64, range: Range<u64>) -> Option<Vec<u8>> {
        let stored = self.inner.database.get(Store::Blobs, &key(id)).await;
        let carrier = &mut self.inner.state.borrow_mut().carrier;
        match stored {
            Ok(Some(bytes)) if bytes.len() as u64 == length => {
                let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
                return bytes.get(range).map(<[u8]>::to_vec);
            }
            Ok(Some(bytes)) => carrier.upload(id, bytes.len() as u64),
            Ok(None) | Err(_) => carrier.damaged(id),
        }
        None
    }

    /// Notes on the device that a photo has arrived; where that fails it is asked about once more.
    async fn keep(&self, id: PhotoId, op: Op) {
        let Ok(fence) = self.fence() else { return };
        let kept = self.inner.database.commit(fence, &[op]).await;
        let mut state = self.inner.state.borrow_mut();
        match kept {
            Ok(()) => state.carrier.done(id),
            Err(error) => drop(state.carrier.answered(id, now(), &Err(error))),
        }
        drop(state);
        self.photos_moved(id.0);
    }

    /// Shows how far the photos have come, here and in the tabs that follow.
    fn photos_moved(&self, room: RoomId) {
        if let Some(tabs) = self.inner.tabs.get() {
            tabs.announce(room.as_bytes());
        }
        self.show_photos();
        self.view_soon();
    }

    fn show_photos(&self) {
        let reliability = show::reliability(&self.inner.state.borrow());
        self.inner.stage.reliability.set(Arc::new(reliability));
    }
}

impl State {
    /// Whether entries wait that go before photos.
    fn gives_way(&mut self) -> bool {
        let gives_way = self.replica.unsent() > 0 && self.gave_way < GIVES_WAY;
        self.gave_way = match gives_way {
            true => self.gave_way + 1,
            false => 0,
        };
        gives_way
    }
}

/// The photos that wait, as they were stored. Where the row is damaged but for its key, the photo tells its length
/// when it is sent.
pub(super) fn carrier(rows: &Rows) -> Carrier {
    let mut carrier = Carrier::default();
    for row in &rows.sound {
        let length = row.bytes.as_slice().try_into().map(u64::from_be_bytes);
        take(&mut carrier, &row.key, length.unwrap_or_default());
    }
    for row in &rows.damaged {
        if let Some(key) = &row.key {
            take(&mut carrier, key, 0);
        }
    }
    carrier
}

fn take(carrier: &mut Carrier, key: &Key, length: u64) {
    let id = key.as_bytes().split_first_chunk::<32>();
    let id = id.and_then(|(room, hash)| Some((RoomId(*room), hash.try_into().ok()?)));
    if let Some(id) = id {
        carrier.upload(id, length);
    }
}

/// Refuses a photo while there is still room for words. Where the browser does not say, storing it will tell.
async fn has_space() -> Result<(), Trouble> {
    let Ok(space) = install::space().await else {
        return Ok(());
    };
    let wanted = space.used.saturating_add(RESERVE + MOST_BYTES as u64);
    match space.granted > 0 && wanted > space.granted {
        true => Err(Trouble::new(What::NoSpaceForPhoto)),
        false => Ok(()),
    }
}

fn key((room, hash): PhotoId) -> Key {
    Key::joined(&[room.as_bytes(), &hash])
}

fn path((room, hash): PhotoId) -> String {
    // A room's id is as long, and written the same way.
    format!("/blobs/{room}/{}", RoomId(hash))
}
