//! A sitting as it stands: everything that follows from its events.

use ledger::{EntryId, PersonId};

use super::attendance::Attendance;
use super::choice::Stance;
use super::course::Course;
use super::event::Event;
use super::floor::Floor;
use super::log::Log;
use super::moment::Moment;
use super::seal::{Seal, seals};
use super::tablets::Tablets;
use super::vote::{Setting, VoteResult, votes};
use super::wall::{Opinion, opinions};
use crate::record::RowId;

/// A sitting as it stands.
#[derive(Clone, Debug)]
pub struct Sitting<'a> {
    /// Its events.
    pub log: Log<'a>,
    /// Whether it goes on, and with what.
    pub course: Course,
    /// Who is there.
    pub attendance: Attendance<'a>,
    /// Who speaks.
    pub floor: Floor,
    /// 发言要点, in the order in which people spoke.
    pub speeches: Vec<Speech<'a>>,
    /// What people think.
    pub opinions: Vec<Opinion<'a>>,
    /// The tablets that run it.
    pub tablets: Tablets,
    /// What was voted on.
    pub votes: Vec<VoteResult<'a>>,
    /// Whether its minutes are sealed.
    pub seals: Vec<Seal<'a>>,
}

/// What the recorder wrote down of what somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech<'a> {
    /// Its entry, by which it is put right.
    pub entry: EntryId,
    /// Who spoke.
    pub person: PersonId,
    /// For or against.
    pub stance: Option<Stance>,
    /// On which item of the agenda.
    pub item: Option<RowId>,
    /// What they said.
    pub text: &'a str,
    /// When.
    pub at: Moment,
}

impl<'a> Sitting<'a> {
    /// Reads the events of a sitting.
    pub fn read(log: Log<'a>, setting: Setting<'_>) -> Self {
        let attendance = Attendance::read(&log);
        let course = Course::read(&log);
        let tablets = Tablets::read(&log);
        Self {
            floor: Floor::read(&log, &attendance, course.item()),
            speeches: speeches(&log, &attendance),
            opinions: opinions(&log, &attendance),
            votes: votes(&log, &attendance, &tablets, setting),
            seals: seals(&log),
            course,
            attendance,
            tablets,
            log,
        }
    }

    /// 补记 after the seal, in their order.
    pub fn addenda(&self) -> impl Iterator<Item = (Moment, &'a str)> {
        self.log.counting().filter_map(|noted| match noted.event {
            Event::Addendum { text } => Some((noted.at, text.as_str())),
            _ => None,
        })
    }

    /// Who signed the minutes, each once: with a drawn signature, or with why there is none.
    pub fn signed(&self) -> Vec<(PersonId, &'a str)> {
        let mut signed: Vec<(PersonId, &str)> = Vec::new();
        for noted in self.log.counting() {
            if let Event::Signed { person, reason, .. } = noted.event {
                let person = self.attendance.canonical(*person);
                signed.retain(|(other, _)| *other != person);
                signed.push((person, reason));
            }
        }
        signed
    }
}

fn speeches<'a>(log: &Log<'a>, attendance: &Attendance<'_>) -> Vec<Speech<'a>> {
    let events = log.counting();
    let mut speeches: Vec<Speech<'a>> = events
        .filter_map(|noted| match noted.event {
            Event::Speech {
                person,
                stance,
                item,
                text,
            } => Some(Speech {
                entry: noted.entry,
                person: attendance.canonical(*person),
                stance: *stance,
                item: *item,
                text,
                at: first_said(log, noted),
            }),
            _ => None,
        })
        .collect();
    speeches.sort_by_key(|speech| speech.at);
    speeches
}

/// When it was written down first: putting it right later does not move it.
fn first_said(log: &Log<'_>, noted: &super::log::Noted<'_>) -> Moment {
    let mut at = noted.at;
    let mut earlier = noted.supersedes;
    while let Some(before) = earlier.and_then(|entry| log.get(entry)) {
        at = at.min(before.at);
        earlier = before.supersedes;
    }
    at
}

#[cfg(test)]
mod tests;
