//! What happens in a sitting, as one of its tablets or somebody who takes part says it under their own signature.
//!
//! Each is a statement: nobody alters it, and whoever said it says something else by naming it. What was set up
//! beforehand (the agenda, texts that several write) stands in the record; what happened stands here.

mod frame;
mod tidy;

use std::sync::Arc;

use ledger::{ChangeHash, EntryId, KeyId, Kind, PersonId};

pub use tidy::{EventBox, EventError};

use super::choice::{CameBy, Capacity, Conducted, Duty, FloorStep, Settles, Stance, StepKind, Via};
use super::moment::Moment;
use crate::record::RowId;
use crate::voting::Mark;

/// The hash by which a photo, a scan or a drawn signature is kept (`/blobs/<room>/<sha256>`).
pub type BlobHash = [u8; 32];

/// An event with the sitting in which it happened and the moment by its author's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    sitting: RowId,
    at: Moment,
    supersedes: Option<EntryId>,
    event: Event,
}

/// What happens in a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// 平板分工: what the author's tablet does from now on.
    Post {
        /// What it does; nothing once it has handed everything over.
        duties: Vec<Duty>,
        /// What people call the tablet.
        name: String,
    },
    /// What the author's tablet has and what it still holds: by this the tablets are compared.
    Report {
        /// How far it has read the hall's log.
        read: u64,
        /// How many events of the sitting and changes of the record it holds that have no receipt yet.
        unsent: u64,
        /// What it has, as one number: see [`crate::meeting::digest`].
        digest: [u8; 32],
    },
    /// 开会, 进入议程, 休会, 复会, 散会 …
    Step {
        /// Which.
        step: StepKind,
        /// The item of the agenda that is the matter at hand now.
        item: Option<RowId>,
        /// Why, for the minutes.
        reason: String,
    },
    /// 人员卡: who somebody is on whom the sitting counts. The one place of a sitting where a name stands in a field,
    /// so that erasing the payload takes it out.
    Card(Arc<Card>),
    /// Two cards are of one person: both are read as the first.
    Same {
        /// Whose card stays.
        person: PersonId,
        /// Whose card was the same person's.
        other: PersonId,
    },
    /// 签到
    CheckIn(CheckIn),
    /// 离席 or 返回
    Moved {
        /// Who.
        person: PersonId,
        /// Whether they came back.
        is_back: bool,
    },
    /// 回避: the person does not vote on the matter and is out of its base.
    Recused {
        /// Who.
        person: PersonId,
        /// On which matter.
        matter: RowId,
        /// Why.
        reason: String,
    },
    /// A turn to speak: asked for, begun, ended.
    Floor {
        /// Who speaks.
        person: PersonId,
        /// What happens to the turn.
        step: FloorStep,
        /// For or against, where somebody said so.
        stance: Option<Stance>,
        /// On which item of the agenda.
        item: Option<RowId>,
    },
    /// 发言要点, as the recorder types them; editing one supersedes it.
    Speech {
        /// Who spoke.
        person: PersonId,
        /// For or against.
        stance: Option<Stance>,
        /// On which item of the agenda.
        item: Option<RowId>,
        /// What they said.
        text: String,
    },
    /// 意见
    Opinion {
        /// Whose it is; their own device says nothing here, staff name the person.
        person: Option<PersonId>,
        /// On which matter.
        matter: Option<RowId>,
        /// For or against.
        stance: Stance,
        /// In which words.
        text: String,
    },
    /// 附议
    Support {
        /// Which opinion.
        opinion: EntryId,
        /// Who; their own device says nothing here.
        person: Option<PersonId>,
    },
    /// 表决名册, or a part of it: who counts as one. Openings name it, so that it is frozen.
    Roll {
        /// Those who count as one each.
        heads: Vec<RollHead>,
    },
    /// 开始表决
    Opening(Arc<Opening>),
    /// 表决票
    Ballot(Vote),
    /// 复核: a second person saw what was entered for others.
    Witness {
        /// Which ballots.
        ballots: Vec<EntryId>,
    },
    /// 计票 of hands or of papers without names, by one of two tellers.
    Count {
        /// Of which vote.
        opening: EntryId,
        /// 计票人 or 监票人.
        duty: Duty,
        /// What was counted.
        counted: Counted,
    },
    /// Entries that a closing or a seal names, or a part of them.
    Listed {
        /// Which.
        entries: Vec<EntryId>,
    },
    /// 结束投票并封存
    Closing {
        /// Of which vote.
        opening: EntryId,
        /// The entries that list the ballots.
        lists: Vec<EntryId>,
        /// How many they list.
        count: u64,
        /// SHA-256 over the sorted ids of those ballots.
        digest: [u8; 32],
    },
    /// What staff settled about a vote.
    Settled {
        /// Which vote.
        opening: EntryId,
        /// In which way.
        settles: Settles,
        /// About which ballots, or which other opening.
        entries: Vec<EntryId>,
        /// About which tablet.
        tablet: Option<KeyId>,
        /// Why.
        reason: String,
    },
    /// 签字 under the minutes.
    Signed {
        /// Who.
        person: PersonId,
        /// The drawn signature; none where a reason stands instead.
        signature: Option<BlobHash>,
        /// Why there is none: 不会写字，按手印.
        reason: String,
    },
    /// 封存会议记录
    Sealed {
        /// The changes at which the record stood, sorted.
        heads: Vec<ChangeHash>,
        /// The entries that list the events of the sitting.
        lists: Vec<EntryId>,
        /// How many they list.
        count: u64,
        /// SHA-256 over the sorted ids of those events.
        digest: [u8; 32],
    },
    /// 补记: what is added after the minutes were sealed.
    Addendum {
        /// In which words.
        text: String,
    },
    /// 撤销: what was entered by mistake; it stays to be seen and does not count.
    Withdrawn {
        /// Which event.
        entry: EntryId,
        /// Why.
        reason: String,
    },
}

/// Who somebody is on whom a sitting counts, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The id that everything else uses.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The kind of participant (二(一)), by its id; may be empty.
    pub kind: String,
    /// For whom or what they come: 3 幢 1 单元 302 室, ××物业公司.
    pub represents: String,
    /// The household for which one counts; empty where persons count.
    pub household: String,
    /// Whether they are on the list of those who are to come (应到).
    pub is_invited: bool,
    /// The property units that they own, alone or with others.
    pub units: Vec<OwnedUnit>,
}

/// A property unit on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedUnit {
    /// Its name: two cards with the same one own it together.
    pub unit: String,
    /// The staircase in which it lies, by which votes are taken apart.
    pub building_unit: String,
    /// Its area, in 0.01 m².
    pub area: u64,
    /// Whether it is a parking space.
    pub is_parking: bool,
}

/// Somebody was checked in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// Who.
    pub person: PersonId,
    /// In what capacity.
    pub capacity: Capacity,
    /// How.
    pub came_by: CameBy,
    /// For whom they vote by written 委托.
    pub holds: Vec<PersonId>,
    /// On what that rests: the paper's number, who saw it.
    pub basis: String,
    /// The drawn signature.
    pub signature: Option<BlobHash>,
}

/// What counts as one in a frozen roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollHead {
    /// What it is called: a door, never a person's name.
    pub label: String,
    /// Who may vote for it.
    pub voters: Vec<PersonId>,
    /// Its area, in 0.01 m².
    pub area: u64,
    /// Its household, where the rule counts them.
    pub household: String,
}

/// A vote was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// On which matter.
    pub matter: RowId,
    /// The text that is put to the vote, word for word.
    pub text: String,
    /// The rule's id, in the version of the day.
    pub rule: String,
    /// The rule as it was read aloud, with its numbers.
    pub sentence: String,
    /// How it is taken.
    pub way: Conducted,
    /// The staircase that votes by itself; empty where all vote together.
    pub group: String,
    /// Several options, where the rule chooses between them.
    pub options: Vec<String>,
    /// The entries of its roll.
    pub rolls: Vec<EntryId>,
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Of which vote.
    pub opening: EntryId,
    /// Whose vote it is.
    pub voter: PersonId,
    /// What it says.
    pub mark: Mark,
    /// How it came.
    pub via: Via,
    /// Who holds a written 委托 and votes for the person.
    pub holder: Option<PersonId>,
    /// Whether a paper bears the signature that it needs.
    pub is_signed: bool,
    /// A photo of the paper or of the raised hands.
    pub evidence: Option<BlobHash>,
}

/// What a teller counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// 同意
    pub yes: u64,
    /// 反对
    pub no: u64,
    /// 弃权
    pub abstain: u64,
    /// 无效
    pub invalid: u64,
    /// 发出 papers; 0 for hands.
    pub issued: u64,
}

impl Counted {
    /// All hands or papers together.
    pub fn sum(&self) -> u64 {
        let counts = [self.yes, self.no, self.abstain, self.invalid];
        counts.into_iter().fold(0, u64::saturating_add)
    }
}

impl Event {
    /// The kind of the entry that carries it.
    pub fn kind(&self) -> Kind {
        Kind(match self {
            Self::Post { .. } => 32,
            Self::Report { .. } => 33,
            Self::Step { .. } => 34,
            Self::Card(_) => 35,
            Self::Same { .. } => 36,
            Self::CheckIn(_) => 37,
            Self::Moved { .. } => 38,
            Self::Recused { .. } => 39,
            Self::Floor { .. } => 40,
            Self::Speech { .. } => 41,
            Self::Opinion { .. } => 42,
            Self::Support { .. } => 43,
            Self::Roll { .. } => 44,
            Self::Opening(_) => 45,
            Self::Ballot(_) => 46,
            Self::Witness { .. } => 47,
            Self::Count { .. } => 48,
            Self::Listed { .. } => 49,
            Self::Closing { .. } => 50,
            Self::Settled { .. } => 51,
            Self::Signed { .. } => 52,
            Self::Sealed { .. } => 53,
            Self::Addendum { .. } => 54,
            Self::Withdrawn { .. } => 55,
        })
    }
}

impl Happened {
    /// Something that happened in a sitting at a moment; `supersedes` is what its author said before of the same.
    ///
    /// # Errors
    ///
    /// What is missing, too long or cannot be, with the box of the form.
    pub fn new(
        sitting: RowId,
        at: Moment,
        supersedes: Option<EntryId>,
        mut event: Event,
    ) -> Result<Self, EventError> {
        tidy::clean(&mut event);
        tidy::check(&mut event)?;
        Ok(Self {
            sitting,
            at,
            supersedes,
            event,
        })
    }

    /// The row of the sitting.
    pub fn sitting(&self) -> RowId {
        self.sitting
    }

    /// The moment, by its author's clock.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// The event that it takes the place of.
    pub fn supersedes(&self) -> Option<EntryId> {
        self.supersedes
    }

    /// What happened.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// The payload of the entry that carries it.
    pub fn encode(&self) -> Vec<u8> {
        frame::encode(self)
    }

    /// Reads what some device wrote: words are cleaned and cut, since nobody vouches for them. `None` for a kind that
    /// is none of a sitting's, and for what does not read or could not have been said.
    pub fn decode(kind: Kind, payload: &[u8]) -> Option<Self> {
        let mut happened = frame::decode(kind, payload)?;
        tidy::clean(&mut happened.event);
        tidy::cut(&mut happened.event);
        tidy::check(&mut happened.event).ok()?;
        Some(happened)
    }
}

#[cfg(test)]
mod tests;
