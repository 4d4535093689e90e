//! Changes that were built on a refused one are written anew.

use consultation::uprooted::{self, Writing};
use ledger::{EntryId, RoomId, Salt};

use super::{Engine, now};
use crate::platform::crypto;

impl Engine {
    pub(super) fn rewrite(&self, room: RoomId, entries: &[EntryId]) {
        let mut effects = Vec::new();
        let mut state = self.inner.state.borrow_mut();
        state.take_arrived(room);
        if let Ok((actor, _)) = state.author(room) {
            let state = &mut *state;
            let now = now();
            let writing = Writing { room, actor, now };
            state.book(room);
            if let Some(book) = state.books.get_mut(&room) {
                uprooted::rewrite(
                    &mut state.replica,
                    &mut book.document,
                    writing,
                    entries,
                    &mut || crypto::random().ok().map(Salt),
                    &mut effects,
                );
            }
            state.rebuild(room);
        }
        drop(state);
        self.carry_out(effects);
    }
}
