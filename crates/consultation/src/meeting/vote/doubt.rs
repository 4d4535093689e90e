//! What stands between a provisional result and a final one.

use ledger::{EntryId, KeyId, PersonId};

use crate::meeting::event::Counted;
use crate::voting::Why;

/// Something that has to be settled, or to arrive, before a result is final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// 结束投票并封存 has not been pressed.
    Open,
    /// A tablet that takes part has not said since the closing that it holds nothing back.
    TabletMissing(KeyId),
    /// A part of the frozen roll is not here.
    RollMissing(EntryId),
    /// The closing names so many ballots that are not here.
    BallotsMissing(u64),
    /// The closing's list does not add up to its own sum.
    ListDiffers(EntryId),
    /// Two tablets closed the vote while apart: what either names counts, and somebody has to look.
    ClosedTwice(EntryId),
    /// The matter was opened on another tablet too, while apart.
    OpenedTwice(EntryId),
    /// A ballot came that no closing names.
    Late(EntryId, PersonId),
    /// Two ballots of one person, or of those who count as one, that differ.
    Clash(EntryId, PersonId, Why),
    /// A ballot that was entered for somebody and that no second person has confirmed.
    Unwitnessed(EntryId, PersonId),
    /// Nobody has counted yet, as 计票人 or as 监票人.
    NotCounted {
        /// Whether the 监票人 is the one who is missing.
        scrutineer: bool,
    },
    /// 计票人 and 监票人 counted differently.
    TellersDiffer(Counted, Counted),
    /// 计票人 and 监票人 are one person, or count by one tablet.
    OneTeller,
    /// More hands or papers than people on the roll.
    MoreThanPeople {
        /// Counted.
        counted: u64,
        /// On the roll.
        people: u64,
    },
    /// The rule reads otherwise than when it was read aloud.
    RuleChanged,
    /// A rule of this id is not known here.
    RuleUnknown,
    /// The clock of a tablet is ahead of the day on which its entry was logged.
    ClockAhead(KeyId),
}

impl Doubt {
    /// Whether it goes away by itself when what is missing arrives.
    pub fn waits(&self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::TabletMissing(_)
                | Self::RollMissing(_)
                | Self::BallotsMissing(_)
                | Self::NotCounted { .. }
        )
    }
}
