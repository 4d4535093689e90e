//! What pages know of the engine: signals with immutable projections, and commands.
//!
//! A page reads [`Session`]'s signals and sends it a [`Command`]; it never sees the replica, the
//! documents, storage or a socket. The engine holds the other end ([`Stage`]): it publishes, and
//! carries commands out. Everything that crosses is plain data, so that the engine can move into a
//! worker without a page noticing.

mod command;
mod engine;
mod stage;
mod trouble;
mod view;

use std::sync::Arc;

use consultation::{Cell, CellValue, CivilTime, Column, Date, FieldValue, Sheet};
use ledger::{Class, Kind, Role, RoomId, RoomKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::desk::ask::{Ask, NewCards, Opened};

use crate::live::{Live, Var};
use crate::platform::clerk::PickedFile;

pub(crate) use command::{Command, Founding, Joining, NewConsultation, Offer, Outcome, Question};
pub(crate) use engine::Engine;
pub(crate) use stage::{Reply, Stage};
pub(crate) use trouble::{Note, Trouble, What};
pub(crate) use view::{
    Alternative, AnswersView, Author, BoardItem, BoardView, Community, ConsultationItem,
    ConsultationView, Field, Guest, Invitation, LetterView, Link, LinkPurpose, Mark, Part, Person,
    Phase, PhotoState, PhotoWhy, Procedure, ProposalView, RecoverySheet, Refused, Reliability,
    ReviewView, RosterWork, RowView, Section, SectionBody, SentItem, Standing, SyncStatus,
    WorkKind,
};

/// A page's handle on the engine; a plain value in context.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    stage: Stage,
    role: Live<Option<Role>>,
    today: Live<Option<Date>>,
}

/// Whether a role writes the records of a board.
fn edits_board(role: Role) -> bool {
    role.writes(RoomKind::Board, Class::Record, Kind::CHANGE)
}

impl Session {
    /// The handle on an engine's stage.
    pub(crate) fn new(stage: Stage) -> Self {
        let role = move |_: Option<&_>| {
            let community = stage.community.read();
            community.as_ref().map(|community| community.my_role)
        };
        Self {
            stage,
            role: Live::new(role),
            today: Live::new(move |_| stage.now.get().map(CivilTime::date)),
        }
    }

    /// Whether the tab is in the practice community.
    pub(crate) fn is_practice(self) -> bool {
        self.stage.practice
    }

    /// Where the app stands: starting, nobody's yet, ready.
    pub(crate) fn phase(self) -> Var<Phase> {
        self.stage.phase
    }

    /// What the status chip says.
    pub(crate) fn sync(self) -> Signal<SyncStatus> {
        Signal::derive(move || self.stage.sync.get().and(self.stage.typed.get()))
    }

    /// Says that an area has words that were not sent yet, until [`Self::typed_is_sent`].
    pub(crate) fn has_typed(self) {
        self.stage.typed.update(|areas| *areas += 1);
    }

    /// Says that the words of [`Self::has_typed`] were sent.
    pub(crate) fn typed_is_sent(self) {
        self.stage
            .typed
            .update(|areas| *areas = areas.saturating_sub(1));
    }

    /// The community this device belongs to.
    pub(crate) fn community(self) -> Var<Option<Arc<Community>>> {
        self.stage.community
    }

    /// The boards that this device belongs to, of which [`Self::community`] is one.
    pub(crate) fn boards(self) -> Var<Arc<[BoardItem]>> {
        self.stage.boards
    }

    /// What this person is in it.
    pub(crate) fn role(self) -> Live<Option<Role>> {
        self.role
    }

    /// Whether this person takes part in consultations and is nothing else here; told of when it changes.
    pub(crate) fn takes_part(self) -> bool {
        self.role.get() == Some(Role::Participant)
    }

    /// What went up in all of them, what waits for an answer first.
    pub(crate) fn sent(self) -> Var<Arc<[Arc<SentItem>]>> {
        self.stage.sent
    }

    /// Every consultation of the community, the next ones first.
    pub(crate) fn consultations(self) -> Var<Arc<[ConsultationItem]>> {
        self.stage.consultations
    }

    /// The consultation that [`Command::Open`] opened; `None` until its record is read.
    pub(crate) fn consultation(self) -> Var<Option<Arc<ConsultationView>>> {
        self.stage.consultation
    }

    /// The board, without its rows until a page asks for them ([`Self::board_rows`]).
    pub(crate) fn board(self) -> Var<Arc<BoardView>> {
        self.stage.board
    }

    /// The board with its rows: topics with what the bodies said and what was asked of the township, the
    /// catalogue, the community's rules.
    pub(crate) fn board_rows(self) -> Var<Arc<BoardView>> {
        // It is done before this returns; only what is written has to be waited for.
        drop(self.send(Command::OpenBoard));
        self.board()
    }

    /// Who has a right in the community.
    pub(crate) fn people(self) -> Var<Arc<[Person]>> {
        self.stage.people
    }

    /// What somebody without an account wrote on a public page, the newest first.
    pub(crate) fn letters(self) -> Var<Arc<[Arc<LetterView>]>> {
        self.stage.letters
    }

    /// What the roster comes to; nothing until a page has asked it.
    pub(crate) fn roster(self) -> Var<Option<Arc<roster::desk::ask::Standing>>> {
        self.stage.roster
    }

    /// How far the roster is with something that takes its time.
    pub(crate) fn roster_work(self) -> Var<Option<RosterWork>> {
        self.stage.roster_work
    }

    /// Asks the roster.
    pub(crate) fn ask_roster<A>(
        self,
        asked: &A,
        then: impl FnOnce(Result<A::Answer, Trouble>) + 'static,
    ) where
        A: Ask + minicbor::Encode<()>,
        A::Answer: for<'b> minicbor::Decode<'b, ()>,
    {
        self.answered(Command::AskRoster(Question::new(asked)), then);
    }

    /// Asks the roster what is in a file.
    pub(crate) fn open_file(
        self,
        file: PickedFile,
        then: impl FnOnce(Result<Opened, Trouble>) + 'static,
    ) {
        self.answered(Command::AskRoster(Question::file(file)), then);
    }

    /// Asks the roster for cards; they are stored when `then` hears of them.
    pub(crate) fn write_roster<A>(
        self,
        asked: &A,
        then: impl FnOnce(Result<NewCards, Trouble>) + 'static,
    ) where
        A: Ask<Answer = NewCards> + minicbor::Encode<()>,
    {
        self.answered(Command::WriteRoster(Question::new(asked)), then);
    }

    fn answered<T>(self, command: Command, then: impl FnOnce(Result<T, Trouble>) + 'static)
    where
        T: for<'b> minicbor::Decode<'b, ()>,
    {
        self.tell(command, move |reply| {
            let read = |bytes: Vec<u8>| ledger::payload::decode(&bytes).ok_or_else(no_answer);
            then(bytes(reply).and_then(read));
        });
    }

    /// What the page 本机可靠性 says.
    pub(crate) fn reliability(self) -> Var<Arc<Reliability>> {
        self.stage.reliability
    }

    /// Whether this tab is the one that writes.
    pub(crate) fn writes(self) -> Signal<bool> {
        self.stage.writes.into()
    }

    /// Whether this tab writes, and this person may write the records of the board that is shown.
    pub(crate) fn edits(self) -> Signal<bool> {
        Signal::derive(move || self.role.get().is_none_or(edits_board) && self.stage.writes.get())
    }

    /// Whether a newer version of the app lies on this device, whole and checked.
    pub(crate) fn update(self) -> Signal<bool> {
        self.stage.update.into()
    }

    /// Local civil time, to the minute.
    pub(crate) fn now(self) -> Var<Option<CivilTime>> {
        self.stage.now
    }

    /// The day.
    pub(crate) fn today(self) -> Live<Option<Date>> {
        self.today
    }

    /// What the engine wants said once, newest last.
    pub(crate) fn notes(self) -> Var<Arc<[Note]>> {
        self.stage.notes
    }

    /// Takes the notes that have been read off the page.
    pub(crate) fn clear_notes(self) {
        self.stage.notes.set(Arc::from([]));
    }

    /// Asks the engine to carry a command out.
    ///
    /// The engine applies what changes a record before this returns; the future ends when it is
    /// stored on the device, or with what went wrong.
    pub(crate) fn send(self, command: Command) -> Reply {
        self.stage.hand_over(command)
    }

    /// Sends a command and hands on what it comes to.
    pub(crate) fn tell(
        self,
        command: Command,
        then: impl FnOnce(Result<Outcome, Trouble>) + 'static,
    ) {
        wait(self.send(command), Box::new(then));
    }

    /// Sends a command and hands on what it comes to, or shows what went wrong.
    pub(crate) fn send_then(
        self,
        command: Command,
        trouble: RwSignal<Option<Trouble>>,
        then: impl FnOnce(Outcome) + 'static,
    ) {
        self.tell(command, move |reply| match reply {
            Ok(outcome) => then(outcome),
            // The part of the page that would say it may be gone by then.
            Err(why) => drop(trouble.try_set(Some(why))),
        });
    }

    /// Sends a command of which a page shows nothing but what went wrong.
    pub(crate) fn send_and_tell(self, command: Command, trouble: RwSignal<Option<Trouble>>) {
        self.tell(command, move |reply| drop(trouble.try_set(reply.err())));
    }

    /// Writes a cell; a page shows nothing but what went wrong.
    pub(crate) fn set_cell(
        self,
        room: RoomId,
        cell: Cell,
        value: CellValue,
        trouble: RwSignal<Option<Trouble>>,
    ) {
        let value = FieldValue::Cell(cell, value);
        self.send_and_tell(Command::Set { room, value }, trouble);
    }

    /// Adds a row; a page shows nothing but what went wrong.
    pub(crate) fn add_row(
        self,
        room: RoomId,
        sheet: Sheet,
        cells: Vec<(Column, CellValue)>,
        trouble: RwSignal<Option<Trouble>>,
    ) {
        self.send_and_tell(Command::AddRow { room, sheet, cells }, trouble);
    }

    /// Sends a command whose outcome is a room.
    pub(crate) fn send_for_room(
        self,
        command: Command,
        then: impl FnOnce(Result<RoomId, Trouble>) + 'static,
    ) {
        self.tell(command, move |reply| {
            then(match reply {
                Ok(Outcome::Room(room)) => Ok(room),
                Ok(_) => Err(Trouble::bug("a room was expected")),
                Err(why) => Err(why),
            });
        });
    }

    /// Sends a command whose outcome is an invitation, and shows it once it is made.
    pub(crate) fn invite(
        self,
        command: Command,
        made: Var<Option<Arc<Invitation>>>,
        trouble: RwSignal<Option<Trouble>>,
    ) {
        self.send_then(command, trouble, move |outcome| match outcome {
            Outcome::Invitation(invitation) => made.set(Some(invitation)),
            _ => {
                let why = Trouble::bug("an invitation was expected");
                drop(trouble.try_set(Some(why)));
            }
        });
    }

    /// Sends a command whose outcome is the recovery sheet.
    pub(crate) async fn recovery_sheet(self) -> Result<Arc<RecoverySheet>, Trouble> {
        match self.send(Command::PrepareRecoverySheet).await? {
            Outcome::RecoverySheet(sheet) => Ok(sheet),
            _ => Err(Trouble::bug("a recovery sheet was expected")),
        }
    }
}

/// One future for all commands, whatever is done with what they come to.
fn wait(reply: Reply, then: Box<dyn FnOnce(Result<Outcome, Trouble>)>) {
    spawn_local(async move { then(reply.await) });
}

/// The bytes of an answer of the roster.
fn bytes(reply: Result<Outcome, Trouble>) -> Result<Vec<u8>, Trouble> {
    match reply? {
        Outcome::Roster(bytes) => Ok(bytes),
        _ => Err(no_answer()),
    }
}

fn no_answer() -> Trouble {
    Trouble::bug("an answer of the roster was expected")
}

/// The session in force; every component below the app's root has one.
#[allow(
    clippy::expect_used,
    reason = "the root provides it before any page is mounted"
)]
pub(crate) fn use_session() -> Session {
    use_context::<Session>().expect("the app's root provides the session")
}
