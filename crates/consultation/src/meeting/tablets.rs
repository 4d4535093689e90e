//! The tablets that run a sitting together: what each does, and whether all have the same.

use ledger::{ChangeHash, EntryId, KeyId, PersonId, Seq};
use sha2::{Digest as _, Sha256};

use super::choice::{Duty, Via};
use super::event::Event;
use super::log::{Device, Log, Noted, sum};
use super::moment::Moment;

/// The tablets of a sitting, in the order in which they were first heard of.
#[derive(Clone, Debug, Default)]
pub struct Tablets {
    all: Vec<Tablet>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tablet {
    /// Its key.
    pub key: KeyId,
    /// Who holds it, where that is known.
    pub person: Option<PersonId>,
    /// What people call it; empty if it never said.
    pub name: String,
    /// What it does.
    pub duties: Vec<Duty>,
    /// What it did at any time of the sitting, which the minutes name.
    pub did: Vec<Duty>,
    /// Whether it is a shared one that is passed along.
    pub is_kiosk: bool,
    /// The first that is known of it.
    pub first: Moment,
    /// The last that is known of it.
    pub last: Moment,
    /// The last that it said of what it has.
    report: Option<Reported>,
    /// How far it had read the log when it held nothing back.
    given: Option<Seq>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reported {
    read: Seq,
    unsent: u64,
    digest: [u8; 32],
}

/// How a tablet stands to what this one has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has the same, and everything of it has arrived.
    Same,
    /// It still holds so many that nobody else has.
    Holds(u64),
    /// It has said what it has, and so many came since.
    Lacks(usize),
    /// It has not said yet what it has; since then it works alone.
    Unheard(Moment),
}

/// What a tablet has of a sitting, as one number: SHA-256 over the sorted heads of the record and the sum of the ids of
/// all events but the reports.
pub fn digest(log: &Log<'_>, record_heads: &[ChangeHash]) -> [u8; 32] {
    let events = log.iter().filter(|noted| !is_report(noted));
    let mut events: Vec<EntryId> = events.map(|noted| noted.entry).collect();
    events.sort_unstable();
    let mut heads: Vec<EntryId> = record_heads.iter().map(|head| EntryId(head.0)).collect();
    heads.sort_unstable();
    let mut hash = Sha256::new();
    for head in &heads {
        hash.update(head.as_bytes());
    }
    hash.chain_update(sum(&events)).finalize().into()
}

fn is_report(noted: &Noted<'_>) -> bool {
    matches!(noted.event, Event::Report { .. })
}

/// Whether an event shows that its author's device is one of those in the room. A list that was prepared beforehand
/// does not, nor what is settled afterwards.
fn is_of_the_room(event: &Event) -> bool {
    match event {
        Event::Post { .. }
        | Event::Report { .. }
        | Event::CheckIn(_)
        | Event::Moved { .. }
        | Event::Floor { .. }
        | Event::Speech { .. }
        | Event::Opening(_)
        | Event::Count { .. }
        | Event::Closing { .. } => true,
        Event::Ballot(vote) => vote.via != Via::OwnDevice,
        _ => false,
    }
}

impl Tablets {
    /// Reads the events of a sitting.
    pub fn read(log: &Log<'_>) -> Self {
        let mut tablets = Self::default();
        for noted in log.counting() {
            if noted.device != Device::Own && is_of_the_room(noted.event) {
                tablets.take(noted);
            }
        }
        tablets
    }

    fn take(&mut self, noted: &Noted<'_>) {
        let place = self
            .all
            .iter()
            .position(|tablet| tablet.key == noted.author);
        let place = place.unwrap_or_else(|| {
            self.all.push(Tablet {
                key: noted.author,
                person: noted.person,
                name: String::new(),
                duties: Vec::new(),
                did: Vec::new(),
                is_kiosk: noted.device == Device::Kiosk,
                first: noted.at,
                last: noted.at,
                report: None,
                given: None,
            });
            self.all.len() - 1
        });
        let Some(tablet) = self.all.get_mut(place) else {
            return;
        };
        tablet.first = tablet.first.min(noted.at);
        tablet.last = tablet.last.max(noted.at);
        match noted.event {
            Event::Post { duties, name } => {
                tablet.duties.clone_from(duties);
                let new = duties.iter().filter(|duty| !tablet.did.contains(duty));
                let new: Vec<Duty> = new.copied().collect();
                tablet.did.extend(new);
                tablet.name.clone_from(name);
            }
            Event::Report {
                read,
                unsent,
                digest,
            } => {
                if *unsent == 0 {
                    tablet.given = tablet.given.max(Some(*read));
                }
                tablet.report = Some(Reported {
                    read: *read,
                    unsent: *unsent,
                    digest: *digest,
                });
            }
            _ => {}
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Tablet> {
        self.all.iter()
    }

    /// Those that do something.
    pub fn on_duty(&self, duty: Duty) -> impl Iterator<Item = &Tablet> {
        self.iter()
            .filter(move |tablet| tablet.duties.contains(&duty))
    }

    /// One of them.
    pub fn get(&self, key: KeyId) -> Option<&Tablet> {
        self.iter().find(|tablet| tablet.key == key)
    }

    /// How each of the others stands to what this device has: `mine` is its key, `digest` what it has.
    pub fn standing(
        &self,
        log: &Log<'_>,
        mine: KeyId,
        digest: &[u8; 32],
    ) -> Vec<(&Tablet, Standing)> {
        let others = self.iter().filter(|tablet| tablet.key != mine);
        let standing = others.map(|tablet| (tablet, tablet.standing(log, digest)));
        standing.collect()
    }
}

impl Tablet {
    /// Whether it has said, since a place of the log, that it read so far and holds nothing back. Once said it stays
    /// so: what it holds back later is younger.
    pub fn has_given_all(&self, since: Option<Seq>) -> bool {
        since.is_some() && self.given >= since
    }

    fn standing(&self, log: &Log<'_>, digest: &[u8; 32]) -> Standing {
        let Some(report) = &self.report else {
            return Standing::Unheard(self.last);
        };
        if report.unsent > 0 {
            return Standing::Holds(report.unsent);
        }
        if report.digest == *digest {
            return Standing::Same;
        }
        let newer = log.iter().filter(|noted| {
            let is_after = noted.seq.is_none_or(|seq| seq > report.read);
            is_after && noted.author != self.key && !is_report(noted)
        });
        Standing::Lacks(newer.count())
    }
}

#[cfg(test)]
mod tests;
