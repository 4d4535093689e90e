//! 意见墙: what people think, who shares it, which are alike.

use ledger::id_map::IdMap;
use ledger::{EntryId, KeyId, PersonId};

use super::attendance::Attendance;
use super::choice::Stance;
use super::event::Event;
use super::log::{Device, Log, Noted};
use super::moment::Moment;
use crate::record::RowId;

/// An opinion on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Its entry, by which groups name it.
    pub entry: EntryId,
    /// Whose it is; `None` where it is of a device that nobody put a name to.
    pub person: Option<PersonId>,
    /// Whether staff wrote it down for the person (代录).
    pub is_on_behalf: bool,
    /// On which matter.
    pub matter: Option<RowId>,
    /// For or against.
    pub stance: Stance,
    /// In which words.
    pub text: String,
    /// When.
    pub at: Moment,
    /// How many others share it; each person once, and nobody their own.
    pub support: usize,
}

/// The opinions of a sitting, in the order in which they came.
pub fn opinions(log: &Log<'_>, attendance: &Attendance) -> Vec<Opinion> {
    let speaker = |noted: &Noted<'_>, named: Option<PersonId>| {
        let own = noted.person.filter(|_| noted.device == Device::Own);
        let person = named.or(own);
        person.map(|person| attendance.canonical(person))
    };
    let mut supporters: IdMap<EntryId, Vec<(Option<PersonId>, KeyId)>> = IdMap::new();
    for noted in log.counting() {
        if let Event::Support { opinion, person } = noted.event {
            let who = speaker(noted, *person);
            let key = match who {
                // A person counts once, by whatever device.
                Some(_) => KeyId::ZERO,
                None => noted.author,
            };
            let list = supporters.get_or_insert_with(*opinion, Vec::new);
            if !list.contains(&(who, key)) {
                list.push((who, key));
            }
        }
    }
    let mut wall = Vec::new();
    for noted in log.counting() {
        let Event::Opinion {
            person,
            matter,
            stance,
            text,
        } = noted.event
        else {
            continue;
        };
        let who = speaker(noted, *person);
        // Who shares an opinion shares its later words too.
        let mut shared = supporters.get(&noted.entry).cloned().unwrap_or_default();
        for earlier in log.earlier(noted) {
            for supporter in supporters.get(&earlier.entry).into_iter().flatten() {
                if !shared.contains(supporter) {
                    shared.push(*supporter);
                }
            }
        }
        shared.retain(|(supporter, key)| {
            let is_themselves = supporter.is_some() && *supporter == who;
            !is_themselves && *key != noted.author
        });
        wall.push(Opinion {
            entry: noted.entry,
            person: who,
            is_on_behalf: noted.device != Device::Own,
            matter: *matter,
            stance: *stance,
            text: text.clone(),
            at: noted.at,
            support: shared.len(),
        });
    }
    wall
}

#[cfg(test)]
mod tests;
