//! 封存会议记录: what was sealed, whether it is all here, and what came afterwards.

use ledger::id_map::IdSet;
use ledger::{ChangeHash, EntryId, PersonId};

use super::event::Event;
use super::log::{Log, Noted};
use super::moment::Moment;
use crate::going_up::paper_code;

/// A seal on the minutes of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its entry, whose first bits stand on the paper.
    pub entry: EntryId,
    /// When.
    pub at: Moment,
    /// Who sealed, where that is known.
    pub by: Option<PersonId>,
    /// The changes at which the record stood.
    pub heads: Vec<ChangeHash>,
    /// Whether the relay has it: only then are the minutes 已定稿.
    pub is_logged: bool,
    /// Whether its list adds up to what it says.
    pub is_whole: bool,
    /// How many events it names that are not here.
    pub missing: usize,
    /// Events of the sitting that it does not name, without what comes after a seal by its nature.
    pub later: Vec<EntryId>,
}

impl Seal {
    /// The code at the foot of the paper.
    pub fn code(&self) -> String {
        paper_code(&self.entry.0)
    }

    /// Whether everything that it names is here and nothing came beside it.
    pub fn is_sound(&self) -> bool {
        self.is_whole && self.missing == 0 && self.later.is_empty()
    }
}

/// The seals of a sitting, in the order of the log; more than one where two tablets sealed while apart.
pub fn seals(log: &Log<'_>) -> Vec<Seal> {
    let mut seals = Vec::new();
    for noted in log.counting() {
        let Event::Sealed {
            heads,
            lists,
            count,
            digest,
        } = noted.event
        else {
            continue;
        };
        let (named, whole) = log.listed(lists, *count, digest);
        let here = named.iter().filter(|entry| log.get(**entry).is_some());
        let missing = named.len() - here.count();
        let named: IdSet<EntryId> = named.into_iter().collect();
        let later = log.counting().filter(|noted| {
            let is_named = named.contains(&noted.entry) || lists.contains(&noted.entry);
            !is_named && !comes_after(noted)
        });
        seals.push(Seal {
            entry: noted.entry,
            at: noted.at,
            by: noted.person,
            heads: heads.clone(),
            is_logged: noted.seq.is_some(),
            is_whole: whole.is_ok(),
            missing,
            later: later.map(|noted| noted.entry).collect(),
        });
    }
    seals
}

/// Whether an event is one that a seal names.
pub fn is_sealed(noted: &Noted<'_>) -> bool {
    !comes_after(noted)
}

/// What tablets say of themselves, seals, addenda and what is settled afterwards is no part of the minutes.
fn comes_after(noted: &Noted<'_>) -> bool {
    matches!(
        noted.event,
        Event::Report { .. }
            | Event::Post { .. }
            | Event::Sealed { .. }
            | Event::Listed { .. }
            | Event::Addendum { .. }
            | Event::Settled { .. }
    )
}

#[cfg(test)]
mod tests;
