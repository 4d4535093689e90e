//! What the engine publishes: immutable, comparable, ready to be put into words.

use std::sync::Arc;

use consultation::going_up::Signed;
use consultation::paper::Issuer;
use consultation::procedure::{self, Due, Facts, Overview, SubmissionLine};
use consultation::promise::Promised;
use consultation::statement::{Letter, Review, Reviews};
use consultation::{
    CellValue, CivilTime, Column, Date, FieldValue, Jurisdiction, PartId, Proposal, Prose, RowId,
    Sheet, Sheets, rules,
};
use ledger::{EntryId, KeyId, PersonId, Refusal, Role, RoomId};

use super::trouble::Trouble;

/// Where the app stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Reading what the device holds.
    Starting,
    /// No community on this device; perhaps a link was opened.
    Visitor { link: Option<Link> },
    /// The browser keeps nothing for us, and why.
    NoStorage(Trouble),
    /// This device's data is gone; so many entries were not yet sent when last known.
    Wiped { unsent: Option<usize> },
    /// The app died twice while opening something and left its newest entries out.
    CrashLoop,
    /// The first page is there; what else the device holds is being read.
    Opening,
    /// At work.
    Ready,
}

/// A link that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// What it is for.
    pub(crate) purpose: LinkPurpose,
    /// The community it names, where it names one.
    pub(crate) community: Option<String>,
    /// What is wrong with it, where that is known before it is used.
    pub(crate) trouble: Option<Trouble>,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkPurpose {
    /// Founds a community.
    Found,
    /// Joins one.
    Join,
    /// Cannot be read.
    Unreadable,
}

/// What the status chip says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyncStatus {
    /// The relay answers; so many entries are on their way.
    Online { unsent: usize },
    /// The relay does not answer; so many entries wait.
    Offline { unsent: usize },
    /// Something needs a person.
    Trouble { unsent: usize },
}

impl SyncStatus {
    /// As one tab tells another.
    pub(crate) fn to_text(self) -> String {
        match self {
            Self::Online { unsent } => format!("online {unsent}"),
            Self::Offline { unsent } => format!("offline {unsent}"),
            Self::Trouble { unsent } => format!("trouble {unsent}"),
        }
    }

    /// Reads what another tab told; `None` for words of a newer version.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (name, unsent) = text.split_once(' ')?;
        let unsent = unsent.parse().ok()?;
        match name {
            "online" => Some(Self::Online { unsent }),
            "offline" => Some(Self::Offline { unsent }),
            "trouble" => Some(Self::Trouble { unsent }),
            _ => None,
        }
    }

    /// The same with so much more on its way.
    pub(crate) fn and(self, more: usize) -> Self {
        match self {
            Self::Online { unsent } => Self::Online {
                unsent: unsent + more,
            },
            Self::Offline { unsent } => Self::Offline {
                unsent: unsent + more,
            },
            Self::Trouble { unsent } => Self::Trouble {
                unsent: unsent + more,
            },
        }
    }
}

/// How far what was written has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// With the relay, by its receipt.
    #[default]
    Delivered,
    /// With the relay, waiting for staff.
    Held,
    /// On this device, by a completed transaction.
    Local,
    /// Not yet stored.
    Saving,
    /// Refused for good; kept in the list 未被接受.
    Refused,
}

/// The community of this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Community {
    /// The board's room.
    pub(crate) board: RoomId,
    /// What it is called.
    pub(crate) name: String,
    /// Its level.
    pub(crate) level: Jurisdiction,
    /// What this person is called.
    pub(crate) my_name: String,
    /// What this person may do.
    pub(crate) my_role: Role,
    /// Whether this person has still to print the recovery sheet.
    pub(crate) recovery_sheet_due: bool,
    /// What the board's topics wait for.
    pub(crate) due: Vec<Due>,
    /// The office's telephone number; may be empty.
    pub(crate) phone: String,
    /// The office's address; may be empty.
    pub(crate) address: String,
}

impl Community {
    /// Who issues its papers.
    pub(crate) fn issuer(&self) -> Issuer<'_> {
        Issuer {
            name: &self.name,
            phone: &self.phone,
            address: &self.address,
        }
    }
}

/// One of the boards that this device belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BoardItem {
    pub(crate) board: RoomId,
    /// What it is called.
    pub(crate) name: String,
    /// Whether this person writes its records.
    pub(crate) edits: bool,
}

/// The board's record, as far as pages show it row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BoardView {
    /// Name, address and telephone of the community.
    pub(crate) fields: Vec<Field>,
    /// What was answered to the requests.
    pub(crate) answers: AnswersView,
    /// Rows of its sheets, in each sheet the newest first; none until a page asked for them.
    pub(crate) rows: Vec<Arc<RowView>>,
    /// The same as the domain reads them.
    pub(crate) sheets: Sheets,
}

/// Something that went up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SentItem {
    pub(crate) board: RoomId,
    /// What the board is called.
    pub(crate) community: String,
    /// The hall that went up; none for a request, which stands on the board.
    pub(crate) hall: Option<RoomId>,
    /// 议题
    pub(crate) title: String,
    pub(crate) line: SubmissionLine,
}

/// A line in the list of consultations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConsultationItem {
    pub(crate) room: RoomId,
    pub(crate) line: Arc<Overview>,
    pub(crate) mark: Mark,
}

/// A field, with what others wrote at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// What counts for now.
    pub(crate) value: FieldValue,
    /// All values that were written apart, `value` among them; empty where there is no conflict.
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) mark: Mark,
}

/// One of several values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    pub(crate) value: FieldValue,
    pub(crate) author: Author,
}

/// Who wrote something, where and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Author {
    /// Empty when no name tag is known.
    pub(crate) name: String,
    /// Empty when no name tag is known.
    pub(crate) device: String,
    /// By the writer's clock.
    pub(crate) when: Option<CivilTime>,
    /// Whether it is this device.
    pub(crate) me: bool,
}

/// The record of one consultation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConsultationView {
    pub(crate) room: RoomId,
    /// What the list and the page's heading call it: the title, as it counts for now.
    pub(crate) name: String,
    /// 议题, 协商目的, 协商形式, 地点, 时间, 公示期, in the order in which they are shown.
    pub(crate) fields: Vec<Field>,
    /// 全文, in its sections.
    pub(crate) full_text: Vec<Arc<Section>>,
    /// 会议记录, in its sections; removed ones are not here.
    pub(crate) minutes: Vec<Arc<Section>>,
    /// Sections that were taken away and can come back, newest first.
    pub(crate) removed: Vec<Arc<Section>>,
    /// Where the procedure stands, and the rows that it is read from.
    pub(crate) procedure: Arc<Procedure>,
    /// What participants propose, in the order in which it was said.
    pub(crate) proposals: Vec<Arc<ProposalView>>,
    /// What people signed of its results, in the order in which it was said.
    pub(crate) reviews: Vec<Arc<ReviewView>>,
    /// Who takes part by an invitation to this hall; only staff are shown them.
    pub(crate) guests: Vec<Guest>,
    /// What this person is here.
    pub(crate) part: Part,
    /// Whether this person may write here.
    pub(crate) may_write: bool,
    /// Whether reading met something odd in the merged record.
    pub(crate) odd: bool,
    /// How many entries the relay has of it that have not come yet.
    pub(crate) lacking: u64,
    /// While a snapshot of the relay is shown: how many entries have come, of how many.
    pub(crate) by_snapshot: Option<(u64, u64)>,
}

impl ConsultationView {
    /// The sections of one of the long texts.
    pub(crate) fn sections(&self, prose: Prose) -> &[Arc<Section>] {
        match prose {
            Prose::FullText => &self.full_text,
            Prose::Minutes => &self.minutes,
        }
    }
}

/// Where a consultation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Procedure {
    /// Every round with where it stands, the one under way last; there is always one.
    pub(crate) rounds: Vec<(RowId, procedure::Standing)>,
    /// The hall's sheets, from which papers and results are made.
    pub(crate) hall: Sheets,
    /// The board's sheets.
    pub(crate) board: Sheets,
    /// The rows of the hall, and of the board those of its topic.
    pub(crate) rows: Vec<Arc<RowView>>,
    /// What was answered to what went up, in the hall and on the board.
    pub(crate) answers: AnswersView,
    /// The board's topic that it came from.
    pub(crate) topic: Option<RowId>,
    /// What people of the hall signed of its results.
    pub(crate) reviews: Reviews,
}

/// What was answered to what went up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AnswersView {
    /// The signed answers that count.
    pub(crate) rulings: Vec<Signed>,
    /// Who signed each of them; empty when no name tag is known.
    pub(crate) names: Vec<String>,
    /// Who was asked.
    pub(crate) asked: Vec<Asked>,
}

impl AnswersView {
    /// Adds those of another room.
    pub(crate) fn join(&mut self, other: Self) {
        self.rulings.extend(other.rulings);
        self.names.extend(other.names);
        self.asked.extend(other.asked);
    }
}

/// Who was asked to answer a row by a key of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) row: RowId,
    /// Whether this device was.
    pub(crate) is_me: bool,
    /// How many keys and invitations are named.
    pub(crate) count: usize,
}

impl Procedure {
    /// The round under way.
    pub(crate) fn round(&self) -> RowId {
        let last = self.rounds.last().map(|(round, _)| *round);
        last.unwrap_or(RowId::FIRST_ROUND)
    }

    /// Whether several communities keep the record together.
    pub(crate) fn is_joint(&self) -> bool {
        self.hall.rows(Sheet::Hosts).next().is_some()
    }

    /// A row as it is shown.
    pub(crate) fn row(&self, sheet: Sheet, id: RowId) -> Option<&Arc<RowView>> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.sheet == sheet && row.id == id)
    }

    /// Looks at a round as the procedure does; `None` for one that is gone.
    pub(crate) fn look<T>(
        &self,
        round: RowId,
        now: CivilTime,
        look: impl FnOnce(&Facts<'_>) -> T,
    ) -> Option<T> {
        let round = self.hall.row(Sheet::Rounds, round)?;
        let (calendar, _) = rules::calendar(&self.board);
        let topic = self.topic.and_then(|id| self.board.row(Sheet::Topics, id));
        Some(look(&Facts {
            title: "",
            hall: &self.hall,
            board: &self.board,
            topic,
            round,
            least: rules::least_of_round(&self.board, round, now.date()),
            rulings: &self.answers.rulings,
            calendar: &calendar,
            now,
            reviews: &self.reviews,
            promised: Promised::default(),
        }))
    }

    /// Where a round stands; one that is gone stands as the last does.
    pub(crate) fn standing(&self, round: RowId) -> Option<&procedure::Standing> {
        let mut rounds = self.rounds.iter();
        let found = rounds.find(|(id, _)| *id == round).or(self.rounds.last());
        found.map(|(_, standing)| standing)
    }
}

/// What a participant proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProposalView {
    pub(crate) proposal: Proposal,
    pub(crate) author: Author,
    pub(crate) mark: Mark,
    /// Whether it stands among the board's topics.
    pub(crate) is_taken_up: bool,
}

/// What somebody of the hall signed of its results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReviewView {
    pub(crate) review: Review,
    pub(crate) author: Author,
    pub(crate) mark: Mark,
}

/// What this person is in a hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Writes the record.
    Staff,
    /// 居务监督委员会 or a third party: reads, and says what it found.
    Supervisor,
    /// Takes part; what they say counts once they are admitted.
    Participant { is_admitted: bool },
    /// Reads nothing here, or nothing yet.
    Guest,
}

/// Somebody who takes part in a hall by an invitation of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(crate) key: KeyId,
    /// Empty when no name tag is known.
    pub(crate) name: String,
    pub(crate) device: String,
    pub(crate) is_admitted: bool,
}

/// What somebody without an account wrote on a public page; only staff have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LetterView {
    pub(crate) entry: EntryId,
    pub(crate) letter: Letter,
    /// The title of what it speaks of; empty where it speaks of nothing, or of what is gone.
    pub(crate) about: String,
    pub(crate) when: Option<CivilTime>,
    /// Whether it stands among the board's topics, or among the remarks on a notice.
    pub(crate) is_taken_up: bool,
    /// Whether it is a remark on a notice of a hall.
    pub(crate) has_notice: bool,
    /// Whether its number is answered.
    pub(crate) is_answered: bool,
    /// The answer, or while there is none what was answered in the hall; may be empty.
    pub(crate) reply: String,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowView {
    /// The room that it stands in.
    pub(crate) room: RoomId,
    pub(crate) sheet: Sheet,
    pub(crate) id: RowId,
    pub(crate) is_removed: bool,
    /// Rows that it names: its round, its notice, its sitting.
    pub(crate) names: Vec<(Column, RowId)>,
    /// The hall that it names.
    pub(crate) hall: Option<RoomId>,
    /// The joint hall that it names.
    pub(crate) joint: Option<RoomId>,
    /// Its cells that a person reads, in reading order.
    pub(crate) cells: Vec<(Column, Field)>,
}

impl RowView {
    /// A cell, if the sheet has the column.
    pub(crate) fn cell(&self, column: Column) -> Option<&Field> {
        let mut cells = self.cells.iter();
        cells
            .find(|(other, _)| *other == column)
            .map(|(_, field)| field)
    }

    /// Whether nobody has written a cell.
    pub(crate) fn is_unwritten(&self, column: Column) -> bool {
        let value = self.cell(column).map(|field| &field.value);
        !matches!(value, Some(FieldValue::Cell(_, value)) if !value.is_empty())
    }

    /// The words of a cell; empty where there are none.
    pub(crate) fn text(&self, column: Column) -> &str {
        match self.cell(column).map(|field| &field.value) {
            Some(FieldValue::Cell(_, CellValue::Text(text))) => text,
            _ => "",
        }
    }

    /// The words by which it is chosen.
    pub(crate) fn title(&self) -> String {
        self.text(Column::Title).to_owned()
    }

    /// Whether a cell names the row. A row that names no round belongs to the first.
    pub(crate) fn belongs_to(&self, column: Column, row: RowId) -> bool {
        let named = self.names.iter().find(|(other, _)| *other == column);
        let unnamed = (column == Column::Round).then_some(RowId::FIRST_ROUND);
        named.map(|(_, row)| *row).or(unnamed) == Some(row)
    }
}

/// A section of a long text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) id: PartId,
    /// [`FieldValue::Heading`].
    pub(crate) heading: Field,
    pub(crate) body: SectionBody,
    pub(crate) mark: Mark,
}

/// A section's text, shared so that an unchanged one costs nothing to compare.
pub(crate) type SectionBody = Arc<str>;

/// Someone with a right in the community, on one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) key: KeyId,
    pub(crate) person: Option<PersonId>,
    /// Empty when no name tag is known.
    pub(crate) name: String,
    pub(crate) device: String,
    pub(crate) role: Role,
    pub(crate) joined: Option<CivilTime>,
    pub(crate) standing: Standing,
    /// Whether it is this device.
    pub(crate) me: bool,
}

/// Whether a right is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In force.
    Valid,
    /// Waits for staff: joined beyond the limit.
    Held,
    /// Taken back.
    Revoked,
    /// Its time is over.
    Expired,
}

/// An invitation that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invitation {
    pub(crate) link: String,
    pub(crate) role: Role,
    pub(crate) limit: u32,
    pub(crate) expires: Option<Date>,
}

/// What the recovery sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecoverySheet {
    pub(crate) community: String,
    pub(crate) link: String,
    pub(crate) issued: Date,
    pub(crate) issued_by: String,
}

/// What this device knows of its own reliability.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reliability {
    /// Whether the browser promised to keep the data; `None` where it will not say.
    pub(crate) persisted: Option<bool>,
    /// Bytes in use and allowed.
    pub(crate) space: Option<(u64, u64)>,
    pub(crate) unsent: usize,
    /// When the newest receipt came.
    pub(crate) last_receipt: Option<CivilTime>,
    /// This device's clock minus the relay's, seconds; `None` until both met.
    pub(crate) clock_drift: Option<i64>,
    /// Whether all three install marks are there.
    pub(crate) marks_whole: bool,
    /// Damaged rows that were set aside.
    pub(crate) set_aside: usize,
    /// Entries that were refused for good.
    pub(crate) refused: Vec<Refused>,
    /// Photos that are on their way, either way.
    pub(crate) photos: Vec<PhotoView>,
    /// What is wrong just now, as the status chip's 异常.
    pub(crate) trouble: Option<Trouble>,
    /// The app's version.
    pub(crate) version: &'static str,
}

/// A photo that is on its way to the relay or from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhotoView {
    pub(crate) room: RoomId,
    /// The SHA-256 by which a cell names it.
    pub(crate) hash: [u8; 32],
    pub(crate) state: PhotoState,
}

/// How far a photo has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhotoState {
    /// 待补传: on this device; the relay has so much of it.
    Waiting { percent: u64 },
    /// Not on this device; asked for as soon as the relay answers.
    Wanted,
    /// It does not get on, and why.
    Refused(PhotoWhy),
}

/// Why a photo does not get on. It stays where it is, and is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhotoWhy {
    /// This device has no right to add photos.
    NotAllowed,
    /// The relay takes no more photos for this consultation or from this device.
    NoRoom,
    /// The relay's disk is full for now.
    DiskFull,
    /// The relay keeps no photos.
    NotKept,
    /// The relay does not take it as it is.
    Unfit,
    /// It cannot be read on this device any more.
    Damaged,
    /// The device that took it has not uploaded it yet.
    NotThere,
}

impl PhotoView {
    /// Whether it is one that the relay does not have, and this device does.
    pub(crate) fn is_unsent(&self) -> bool {
        !matches!(
            self.state,
            PhotoState::Wanted | PhotoState::Refused(PhotoWhy::NotThere)
        )
    }
}

/// An entry that was refused for good, and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// What it was about: the consultation's title, or empty.
    pub(crate) about: String,
    pub(crate) when: Option<CivilTime>,
    pub(crate) reason: Refusal,
    /// What it wrote into a record, to be copied.
    pub(crate) words: String,
}

/// How far the roster is with something that takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RosterWork {
    /// What is being done.
    pub(crate) kind: WorkKind,
    /// How much of it is done.
    pub(crate) done: u32,
    /// How much there is; 0 where that is not known yet.
    pub(crate) total: u32,
}

/// What the roster is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkKind {
    /// A phase of reading a file, by its number ([`roster::progress::Phase`]).
    Reading(u8),
    /// Cards are signed and stored.
    Storing,
}
