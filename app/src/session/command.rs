//! What pages can ask of the engine.

use std::sync::Arc;

use consultation::going_up::Difference;
use consultation::record::{Level, Rater};
use consultation::{
    Cell, CellValue, Column, DateSpan, FieldValue, Form, Jurisdiction, PartId, Prose, RowId, Sheet,
    TimeSpan,
};
use ledger::{EntryId, KeyId, Role, RoomId, payload};
use roster::Subject;
use roster::desk::ask::{Ask, OpenFile};

use super::view::{Invitation, RecoverySheet};
use crate::platform::clerk::PickedFile;
use crate::platform::photo::Picked;

/// A question to the desk that holds the roster, in bytes ([`roster::desk::ask`]).
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// Which question it is.
    pub(crate) number: u8,
    /// What is asked.
    pub(crate) asked: Arc<[u8]>,
    /// A file that stands for what is asked.
    pub(crate) file: Option<PickedFile>,
}

impl Question {
    /// A question.
    pub(crate) fn new<A: Ask + minicbor::Encode<()>>(asked: &A) -> Self {
        Self {
            number: A::NUMBER,
            asked: payload::encode(asked).into(),
            file: None,
        }
    }

    /// The question what is in a file.
    pub(crate) fn file(file: PickedFile) -> Self {
        Self {
            number: OpenFile::NUMBER,
            asked: Arc::from([]),
            file: Some(file),
        }
    }
}

/// One thing that a person wants done.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    /// Reads a link that was pasted; answers by the phase.
    ReadLink(String),
    /// Founds the community of the link that was read.
    Found(Founding),
    /// Joins the community of the link that was read.
    Join(Joining),
    /// Leaves the link unused.
    DismissLink,
    /// Makes a room for a new consultation; the outcome is the room.
    CreateConsultation(NewConsultation),
    /// Reads a record and keeps its projection up to date.
    Open(RoomId),
    /// Makes the rows of the board and keeps them up to date: there may be a thousand, and most pages
    /// need none.
    OpenBoard,
    /// Writes one field.
    Set { room: RoomId, value: FieldValue },
    /// Settles a field that two devices changed, by the value a person chose or wrote.
    Settle { room: RoomId, value: FieldValue },
    /// Adds a row to a sheet; the outcome is the row.
    AddRow {
        room: RoomId,
        sheet: Sheet,
        cells: Vec<(Column, CellValue)>,
    },
    /// Keeps a photo that was picked, and writes its hash into a cell.
    AddPhoto {
        room: RoomId,
        cell: Cell,
        picked: Picked,
    },
    /// Reads a photo; the outcome is the picture, or nothing while it is not here.
    ReadPhoto { room: RoomId, hash: [u8; 32] },
    /// Registers a topic with a new 受理号; the outcome is the number.
    Register(Vec<(Column, CellValue)>),
    /// Says in a hall what is to be talked about, in the words of a topic's cells; the outcome is its
    /// 受理号.
    Propose {
        room: RoomId,
        cells: Vec<(Column, CellValue)>,
    },
    /// Says in a hall, in one's own name, what is to be said of a measure or a round, in the words of the row
    /// that staff would write instead: a confirmation or a check.
    Review {
        room: RoomId,
        sheet: Sheet,
        cells: Vec<(Column, CellValue)>,
    },
    /// Fills in the 评议表 of a round.
    Rate {
        room: RoomId,
        of: (RowId, Rater),
        answers: [Option<Level>; 5],
        text: String,
    },
    /// Enters what somebody wrote on a public page under the notice that it speaks of; the row names the letter.
    EnterLetter(RowId),
    /// Answers what somebody wrote on a public page, in the words of a row's cells; the row names the letter.
    ReplyLetter {
        row: RowId,
        cells: Vec<(Column, CellValue)>,
    },
    /// Erases what somebody wrote on a public page.
    EraseLetter(EntryId),
    /// Admits somebody to a hall.
    Admit { room: RoomId, key: KeyId },
    /// Makes a consultation of a topic; the outcome is its room.
    TakeUp(RowId),
    /// Makes a link by which whoever stands above reads what a row sends up, and answers; the outcome is the
    /// invitation.
    AskByLink {
        room: RoomId,
        sheet: Sheet,
        row: RowId,
    },
    /// Asks somebody who reads the records already to answer a row.
    Ask {
        room: RoomId,
        sheet: Sheet,
        row: RowId,
        key: KeyId,
    },
    /// Answers what was sent up, in the words of a row's cells.
    Rule {
        room: RoomId,
        row: RowId,
        cells: Vec<(Column, CellValue)>,
    },
    /// Writes what a joint hall came to onto another board of this device; the outcome is a 受理号 if a
    /// topic had to be registered for it.
    WriteBack { hall: RoomId, board: RoomId },
    /// Looks for what differs since a row was sent up; the outcome is what does.
    Compare { room: RoomId, row: RowId },
    /// Replaces a stretch of a section's text; typing.
    SpliceText {
        room: RoomId,
        section: PartId,
        index: usize,
        delete: usize,
        insert: String,
    },
    /// Adds a section at the end of a text.
    AddSection {
        room: RoomId,
        text: Prose,
        heading: String,
    },
    /// Shows another of the boards that this device belongs to.
    GoToBoard(RoomId),
    /// Takes a section away; its text is kept.
    RemoveSection { room: RoomId, section: PartId },
    /// Brings a section back.
    RestoreSection { room: RoomId, section: PartId },
    /// Makes an invitation; the outcome is the invitation.
    Invite(Offer),
    /// Asks the roster; the outcome is the answer's bytes.
    AskRoster(Question),
    /// Asks the roster for cards and stores them; the outcome is the answer's bytes.
    WriteRoster(Question),
    /// Erases what the roster ever held of a person or a place.
    EraseFromRoster(Subject),
    /// Stops what the roster is doing.
    StopRoster,
    /// Ends the right of a key.
    Revoke(KeyId),
    /// Makes a recovery sheet; the outcome is the sheet.
    PrepareRecoverySheet,
    /// Says that the sheet is printed and put away.
    MarkRecoverySheetPrinted,
    /// Lets this tab write.
    TakeOver,
    /// Asks the browser to keep the data for good.
    KeepStorage,
    /// Starts from what the relay has, after this device's data was lost.
    StartAfresh,
    /// Goes on after a crash-loop or damage notice was read.
    Acknowledge,
    /// Puts the newer version of the app in place.
    TakeUpdate,
}

/// What a command comes to.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// It is done and stored.
    Done,
    /// A room was made.
    Room(RoomId),
    /// A row was added.
    Row(RowId),
    /// A topic was registered under this 受理号, which is kept nowhere.
    Code(String),
    /// An invitation was made.
    Invitation(Arc<Invitation>),
    /// What differs since something was sent up.
    Differences(Arc<[Difference]>),
    /// The bytes of a photo.
    Photo(Vec<u8>),
    /// What the roster answered.
    Roster(Vec<u8>),
    /// A recovery sheet was made.
    RecoverySheet(Arc<RecoverySheet>),
}

/// Founding a community.
#[derive(Clone, Debug)]
pub(crate) struct Founding {
    /// What the community is called.
    pub(crate) community: String,
    /// What is founded: a community, or what stands above communities.
    pub(crate) level: Jurisdiction,
    /// Who founds it.
    pub(crate) name: String,
    /// What to call this device.
    pub(crate) device: String,
}

/// Joining a community.
#[derive(Clone, Debug)]
pub(crate) struct Joining {
    /// Who joins.
    pub(crate) name: String,
    /// What to call this device.
    pub(crate) device: String,
}

/// The first words on a new consultation; whatever is left empty can be written later.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewConsultation {
    /// 议题.
    pub(crate) title: String,
    /// 协商目的.
    pub(crate) purpose: String,
    /// 协商形式.
    pub(crate) form: Option<Form>,
    /// 地点.
    pub(crate) venue: String,
    /// 时间.
    pub(crate) time: Option<TimeSpan>,
    /// 公示期.
    pub(crate) notice: Option<DateSpan>,
    /// 全文.
    pub(crate) full_text: String,
}

/// What an invitation offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// What those who accept become.
    pub(crate) role: Role,
    /// How many devices may accept.
    pub(crate) limit: u32,
    /// For how many days.
    pub(crate) days: u32,
    /// The hall to which it leads: a role of halls is given in it, one of the board on its board.
    pub(crate) hall: Option<RoomId>,
}
