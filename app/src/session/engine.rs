//! The engine: owns the replica, the documents and storage, and carries commands out.
//!
//! Everything passes through [`Engine::feed`]: an event goes into the replica, and its effects are
//! carried out in the order in which they come. Signing and storing are queues of one worker each,
//! so that entries reach the disk in the order in which they were written: a change is never stored
//! before the one it builds on. What the view is told is gathered and published once per frame.

mod author;
mod boards;
mod book;
mod carrier;
mod community;
mod connection;
mod front;
mod going_up;
mod jobs;
mod joint;
mod letters;
mod lines;
mod load;
mod newcomer;
mod photos;
mod practice;
mod proposals;
mod records;
mod reviews;
mod rewrite;
mod roster;
mod rows;
mod sent;
mod show;
mod signed;
mod signing;
mod start;
mod storage;
mod tabs;
mod troubles;
mod view;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use consultation::procedure::{Due, Overview};
use futures_channel::oneshot;
use ledger::id_map::{IdMap, IdSet};
use ledger::replica::{Effect, Event, Notice, Replica};
use ledger::wire::Message;
use ledger::{EntryId, RoomId, Timestamp};

use super::stage::{Reply, Stage};
use super::{Command, Outcome, Trouble};
use crate::platform::clock;
use crate::platform::crypto::{DeviceKeys, Verifier};
use crate::platform::database::Database;
use crate::platform::presence::Presence;
use crate::platform::socket::Backoff;
use crate::platform::tabs::Tabs;
use crate::platform::worker::Worker;
use book::Book;
use carrier::Carrier;
use jobs::Jobs;

/// A handle on the engine; it lives as long as the page.
#[derive(Clone)]
pub(crate) struct Engine {
    inner: Rc<Inner>,
}

struct Inner {
    stage: Stage,
    database: Database,
    verifier: Verifier,
    jobs: Jobs,
    tabs: OnceCell<Tabs>,
    presence: OnceCell<Presence>,
    worker: RefCell<Option<Worker>>,
    state: RefCell<State>,
    is_view_due: Cell<bool>,
    /// Whether the service worker was asked for what only staff need.
    is_kept_for_staff: Cell<bool>,
    /// A photo is on its way just now.
    is_carrying: Cell<bool>,
    is_keep_due: Cell<bool>,
    /// This tab holds the writer's lock, and has read what was stored before it got it.
    is_writer: Cell<bool>,
    /// Counts readings of storage: only the newest one counts.
    loads: Cell<u32>,
    /// What the writer in another tab says of its connection.
    heard: Cell<Option<super::SyncStatus>>,
    /// Whether the first page may be drawn before everything is read.
    may_show_front: Cell<bool>,
    /// While that page stands for everything: what waits for the rest.
    waiting: RefCell<Option<front::Waiting>>,
    /// The desk that reads the roster, once a page has asked for it.
    roster: RefCell<roster::Roster>,
    /// Counts replicas: what an earlier one asked for is not answered to a later one.
    generation: Cell<u32>,
}

struct State {
    replica: Replica,
    /// Documents that are open; [`State::book`] opens another.
    books: IdMap<RoomId, Book>,
    /// The board that was chosen to be shown; the first where none was.
    chosen: Option<RoomId>,
    /// How many answers halls had that went up, when that was last looked at.
    ruled: IdMap<RoomId, usize>,
    /// What the boards are called, as far as it was read.
    names: IdMap<RoomId, String>,
    /// Halls and offices that are stored and not read yet.
    asleep: IdMap<RoomId, load::Asleep>,
    /// Every hall in a line, as it was last read.
    lines: IdMap<RoomId, Arc<Overview>>,
    /// Halls whose line is to be read anew.
    stale: IdSet<RoomId>,
    /// Halls whose kept line is no longer theirs; and the board, whose front is not.
    unkept: IdSet<RoomId>,
    /// What was signed in halls when their lines were read.
    signed: signed::Signed,
    keys: Option<Rc<DeviceKeys>>,
    link: Option<connection::Line>,
    /// Counts links, so that the end of an old one is not taken for the end of the new.
    link_number: u32,
    backoff: Backoff,
    /// Counts pauses between attempts, and the one that is under way: another's end means nothing.
    waits: u32,
    waits_for: Option<u32>,
    silence: u32,
    waiters: IdMap<EntryId, Vec<oneshot::Sender<Result<(), Trouble>>>>,
    /// Words of entries under way, handed back if they cannot be stored.
    words: IdMap<EntryId, String>,
    carrier: Carrier,
    /// How often photos have given way to entries.
    gave_way: u32,
    arrived: IdMap<RoomId, Vec<EntryId>>,
    dirty: IdSet<RoomId>,
    open: Option<RoomId>,
    /// Whether a page has asked for the rows of the board.
    is_board_open: bool,
    /// What letters wait for, as it was when the office was last read.
    letters_due: Option<Due>,
    opened_link: Option<ledger::link::Link>,
    last_receipt: Option<Timestamp>,
    drift: Option<i64>,
    trouble: Option<Trouble>,
    storage_trouble: Option<Trouble>,
    set_aside: usize,
    /// The boards whose recovery sheet was printed here, 32 bytes each.
    sheets_printed: Vec<u8>,
    persisted: Option<bool>,
    space: Option<(u64, u64)>,
    /// Newest entries were left out of a room that killed the app.
    has_left_out: bool,
    /// And the person was not told yet.
    is_left_out_untold: bool,
    /// A reading of what another tab stored is about to happen.
    is_following: bool,
    /// What has come of a snapshot whose link ended.
    begun: newcomer::Begun,
}

impl Engine {
    /// Hands an event to the replica and carries out what follows from it.
    fn feed(&self, event: Event) {
        let effects = self.inner.state.borrow_mut().replica.handle(now(), event);
        self.carry_out(effects);
    }

    fn carry_out(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Sign(ticket, message) => self.inner.jobs.sign(ticket, message),
                Effect::Verify(ticket, checks) => self.inner.jobs.verify(ticket, checks),
                Effect::Store(ticket, ops) => self.inner.jobs.store(ticket, ops),
                Effect::Send(message) => {
                    if let Message::Have(lacked) = &message {
                        self.give_back(lacked.room);
                    }
                    self.send_message(&message);
                }
                Effect::HangUp => self.hang_up(),
                Effect::Notify(Notice::Snapshot(room, changes)) => {
                    self.inner.state.borrow_mut().dirty.insert(room);
                    self.show_snapshot(room, changes);
                }
                Effect::Notify(notice) => self.take_notice(notice),
                Effect::Fetch(ticket, named) => self.fetch_snapshot(ticket, named),
            }
        }
        self.view_soon();
    }

    fn take_notice(&self, notice: Notice) {
        let mut state = self.inner.state.borrow_mut();
        let state = &mut *state;
        match notice {
            Notice::Online { ahead_ms } => {
                state.drift = Some(-ahead_ms / 1000);
                state.backoff.succeeded();
                state.trouble = None;
                state.carrier.connected();
            }
            Notice::NotOurRelay => state.trouble = Some(Trouble::new(super::What::NotTheRelay)),
            Notice::Offline | Notice::Snapshot(..) => {}
            Notice::Room(room) | Notice::NoAccess(room) => {
                state.dirty.insert(room);
            }
            Notice::Record(room, changes) => {
                state
                    .arrived
                    .get_or_insert_with(room, Vec::new)
                    .extend(changes);
            }
            Notice::Rebuild(room) => state.rebuild(room),
            Notice::Changed(room) => {
                state.note_receipts(room);
                state.signed.hear(room);
                state.unkept.insert(room);
                state.dirty.insert(room);
            }
            Notice::Saved(_, entry) => {
                state.words.remove(&entry);
                state.storage_trouble = None;
                state.answer(entry, Ok(()));
            }
            Notice::Lost(room, entry) => {
                let why = state.storage_trouble.clone();
                let why = why.unwrap_or_else(|| Trouble::new(super::What::StorageFailed));
                if let Some(text) = state.words.remove(&entry).filter(|text| !text.is_empty()) {
                    self.inner.stage.note(super::Note::HandedBack { text });
                }
                state.answer(entry, Err(why));
                state.dirty.insert(room);
            }
            Notice::Uprooted(room, entries) => {
                let engine = self.clone();
                leptos::task::spawn_local(async move { engine.rewrite(room, &entries) });
            }
            Notice::Refused(room, ..) => {
                state.unkept.insert(room);
                state.dirty.insert(room);
            }
            Notice::NewEpoch(room) => {
                state.unkept.insert(room);
                state.dirty.insert(room);
                self.give_back(room);
            }
            Notice::Forked(room) | Notice::Unsound(room) => {
                state.trouble = Some(Trouble::new(super::What::NotTheRelay));
                state.dirty.insert(room);
            }
            Notice::NotStored(room) => {
                state.trouble = state.storage_trouble.clone();
                state.dirty.insert(room);
            }
        }
    }

    /// Carries a command out; what changes a record has changed it before this returns.
    fn command(&self, command: Command) -> Reply {
        if !self.may_write(&command) {
            return ready(Err(Trouble::new(super::What::ReadOnlyTab)));
        }
        match command {
            Command::ReadLink(text) => ready(self.read_link(&text).map(|()| Outcome::Done)),
            Command::DismissLink => ready(self.dismiss_link().map(|()| Outcome::Done)),
            Command::Found(founding) => self.spawn(move |engine| engine.found(founding)),
            Command::Join(joining) => self.spawn(move |engine| engine.join(joining)),
            Command::CreateConsultation(new) => self.create_consultation(new),
            Command::Register(cells) => self.register(cells),
            Command::Propose { room, cells } => self.propose(room, &cells),
            Command::TakeUp(topic) => self.take_up(topic),
            Command::Review { room, sheet, cells } => self.review(room, sheet, &cells),
            Command::Rate {
                room,
                of,
                answers,
                text,
            } => self.rate(room, of, answers, &text),
            Command::Admit { room, key } => self.admit(room, key),
            Command::EnterLetter(row) => self.enter_letter(row),
            Command::ReplyLetter { row, cells } => self.stored(self.reply_letter(row, cells)),
            Command::EraseLetter(letter) => self.erase_letter(letter),
            Command::AddPhoto { room, cell, picked } => {
                self.spawn(move |engine| engine.add_photo(room, cell, picked))
            }
            Command::ReadPhoto { room, hash } => {
                self.spawn(move |engine| engine.picture((room, hash)))
            }
            Command::OpenBoard => {
                self.open_board();
                ready(Ok(Outcome::Done))
            }
            Command::GoToBoard(board) => ready(self.go_to_board(board).map(|()| Outcome::Done)),
            Command::Open(room) => ready(self.open_room(room).map(|()| Outcome::Done)),
            Command::AskByLink { room, sheet, row } => {
                self.spawn(move |engine| engine.ask_by_link(room, sheet, row))
            }
            Command::Ask {
                room,
                sheet,
                row,
                key,
            } => self.stored(self.name_addressee(room, sheet, row, key)),
            Command::Rule { room, row, cells } => self.rule(room, row, &cells),
            Command::WriteBack { hall, board } => self.write_back(hall, board),
            Command::Compare { room, row } => ready(self.compare(room, row)),
            Command::Invite(offer) => self.spawn(move |engine| engine.invite(offer)),
            Command::AskRoster(question) => {
                self.spawn(move |engine| async move { engine.ask_roster(question).await })
            }
            Command::WriteRoster(question) => {
                self.spawn(move |engine| engine.write_roster(question))
            }
            Command::EraseFromRoster(subject) => {
                self.spawn(move |engine| engine.erase_from_roster(subject))
            }
            Command::StopRoster => {
                self.stop_roster();
                ready(Ok(Outcome::Done))
            }
            Command::Revoke(key) => self.revoke(key),
            Command::PrepareRecoverySheet => self.spawn(Self::prepare_recovery_sheet),
            Command::MarkRecoverySheetPrinted => self.spawn(Self::mark_sheet_printed),
            Command::TakeOver => self.spawn(Self::take_over),
            Command::KeepStorage => self.spawn(Self::keep_storage),
            Command::StartAfresh => self.spawn(Self::start_afresh),
            Command::Acknowledge => ready(self.acknowledge().map(|()| Outcome::Done)),
            Command::TakeUpdate => self.spawn(Self::take_update),
            record => self.record_command(record),
        }
    }

    fn may_write(&self, command: &Command) -> bool {
        let reads = matches!(
            command,
            Command::Open(_)
                | Command::GoToBoard(_)
                | Command::OpenBoard
                | Command::AskRoster(_)
                | Command::StopRoster
                | Command::Compare { .. }
                | Command::ReadPhoto { .. }
                | Command::ReadLink(_)
                | Command::DismissLink
                | Command::TakeOver
                | Command::KeepStorage
                | Command::Acknowledge
                | Command::TakeUpdate
        );
        reads || self.is_writer()
    }

    /// Sets work going that ends by itself, whether or not anybody waits for what comes of it.
    fn spawn<F>(&self, work: impl FnOnce(Self) -> F) -> Reply
    where
        F: Future<Output = Result<Outcome, Trouble>> + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        pass_on(work(self.clone()), sender);
        reply(receiver)
    }

    /// What a command comes to once the entries that it wrote are stored.
    fn once_stored(&self, written: Result<(Vec<EntryId>, Outcome), Trouble>) -> Reply {
        match written {
            Ok((entries, outcome)) => {
                let saved = self.saved(&entries);
                Box::pin(async move { saved.await.map(|()| outcome) })
            }
            Err(trouble) => ready(Err(trouble)),
        }
    }

    /// The same of one that comes to nothing else.
    fn stored(&self, written: Result<Vec<EntryId>, Trouble>) -> Reply {
        self.once_stored(written.map(|entries| (entries, Outcome::Done)))
    }

    /// A future that ends when all these entries are stored, or the first of them cannot be.
    fn saved(&self, entries: &[EntryId]) -> impl Future<Output = Result<(), Trouble>> + 'static {
        let mut state = self.inner.state.borrow_mut();
        let receivers: Vec<_> = entries
            .iter()
            .map(|entry| {
                let (sender, receiver) = oneshot::channel();
                state
                    .waiters
                    .get_or_insert_with(*entry, Vec::new)
                    .push(sender);
                receiver
            })
            .collect();
        async move {
            for receiver in receivers {
                receiver
                    .await
                    .map_err(|_| Trouble::new(super::What::StorageFailed))??;
            }
            Ok(())
        }
    }
}

/// Gives what a command came to, whenever it does.
fn pass_on(
    work: impl Future<Output = Result<Outcome, Trouble>> + 'static,
    sender: oneshot::Sender<Result<Outcome, Trouble>>,
) {
    leptos::task::spawn_local(async move {
        // Whoever asked may have left the page since.
        let _ = sender.send(work.await);
    });
}

/// What a command will have come to.
fn reply(receiver: oneshot::Receiver<Result<Outcome, Trouble>>) -> Reply {
    Box::pin(async move {
        let gone = |_| Err(Trouble::bug("the engine is gone"));
        receiver.await.unwrap_or_else(gone)
    })
}

impl State {
    fn answer(&mut self, entry: EntryId, result: Result<(), Trouble>) {
        for waiter in self.waiters.remove(&entry).unwrap_or_default() {
            // Whoever asked may have left the page since.
            let _ = waiter.send(result.clone());
        }
    }
}

fn ready(result: Result<Outcome, Trouble>) -> Reply {
    Box::pin(async move { result })
}

fn now() -> Timestamp {
    Timestamp(clock::now_ms())
}
