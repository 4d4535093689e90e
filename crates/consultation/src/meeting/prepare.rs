//! What a tablet has to say, entry by entry, for what takes more than one: opening a vote, closing it, sealing the
//! minutes.

use ledger::{EntryId, PersonId};

use super::attendance::Attendance;
use super::event::{Event, RollHead};
use super::log::{Log, sum};
use super::roll::{self, heads};
use super::seal::is_sealed;
use crate::record::Date;
use crate::voting::{Grouping, RosterError, RuleSet, VoteError, announce, words};

/// Heads in one entry of a roll: with their doors and voters they fit the limit of an entry twice.
const HEADS_AT_ONCE: usize = 250;
/// Entries in one list: 32 bytes each, well below the limit of an entry.
const ENTRIES_AT_ONCE: usize = 1_500;

/// What an opening freezes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The rule's id, in the version of the day.
    pub rule: String,
    /// The rule with its numbers, to be read aloud.
    pub sentence: String,
    /// The parts of the roll.
    pub roll: Vec<Part>,
}

/// A part of a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// It stands in the log: somebody opened a vote with the same people before.
    Known(EntryId),
    /// It is to be said first.
    New(Vec<RollHead>),
}

/// Why a vote cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoOpening {
    /// A rule of this id is not known.
    #[error("the rule is not known")]
    UnknownRule,
    /// The rule takes each staircase by itself, and none was named.
    #[error("the rule takes each staircase by itself")]
    NeedsGroup,
    /// The cards make no roster.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// Nobody is entitled, or an area is missing.
    #[error(transparent)]
    Vote(#[from] VoteError),
}

/// What an opening freezes: who counts as one, and how the rule reads.
///
/// # Errors
///
/// Why the vote cannot be opened.
pub fn freeze(
    log: &Log<'_>,
    attendance: &Attendance,
    rules: &[RuleSet],
    rule: &str,
    day: Date,
    group: &str,
) -> Result<Frozen, NoOpening> {
    let set = RuleSet::find(rules, rule).ok_or(NoOpening::UnknownRule)?;
    let rule = set.on_or_newest(Some(day)).ok_or(NoOpening::UnknownRule)?;
    if rule.terms().grouping == Grouping::ByBuildingUnit && group.is_empty() {
        return Err(NoOpening::NeedsGroup);
    }
    let heads = heads(rule, attendance, group)?;
    let roster = roll::roster(&heads, |person: PersonId| person);
    let sentence = words::announcement(&announce(rule, &roster.counts())?);
    let known = |part: &[RollHead]| {
        let mut rolls = log.counting().filter_map(|noted| match noted.event {
            Event::Roll { heads } => Some((noted.entry, heads)),
            _ => None,
        });
        rolls
            .find(|(_, heads)| *heads == part)
            .map(|(entry, _)| entry)
    };
    let parts = heads.chunks(HEADS_AT_ONCE);
    let roll = parts.map(|part| match known(part) {
        Some(entry) => Part::Known(entry),
        None => Part::New(part.to_vec()),
    });
    Ok(Frozen {
        rule: rule.terms().id.clone(),
        sentence,
        roll: roll.collect(),
    })
}

/// A set of entries as a closing or a seal names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What the lists hold, each to be said first.
    pub lists: Vec<Vec<EntryId>>,
    /// How many they hold.
    pub count: u64,
    /// SHA-256 over the sorted ids.
    pub digest: [u8; 32],
}

impl Named {
    fn of(mut entries: Vec<EntryId>) -> Self {
        entries.sort_unstable();
        Self {
            count: u64::try_from(entries.len()).unwrap_or(u64::MAX),
            digest: sum(&entries),
            lists: entries
                .chunks(ENTRIES_AT_ONCE)
                .map(<[EntryId]>::to_vec)
                .collect(),
        }
    }
}

/// The ballots of a vote that this device has, for its closing.
pub fn to_close(log: &Log<'_>, opening: EntryId) -> Named {
    let ballots = log.counting().filter_map(|noted| match noted.event {
        Event::Ballot(vote) if vote.opening == opening => Some(noted.entry),
        _ => None,
    });
    Named::of(ballots.collect())
}

/// The events of a sitting that this device has, for the seal of its minutes.
pub fn to_seal(log: &Log<'_>) -> Named {
    let events = log.counting().filter(|noted| is_sealed(noted));
    Named::of(events.map(|noted| noted.entry).collect())
}

#[cfg(test)]
mod tests;
