//! A sitting as it stands: everything that follows from its events.

use ledger::{EntryId, PersonId};

use super::attendance::Attendance;
use super::choice::Stance;
use super::course::Course;
use super::event::Event;
use super::floor::Floor;
use super::log::{Log, Noted};
use super::moment::Moment;
use super::order;
use super::seal::{Seal, seals};
use super::tablets::Tablets;
use super::vote::{Setting, VoteResult, votes};
use super::wall::{Opinion, opinions};
use crate::record::RowId;

/// A sitting as it stands.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// Whether it goes on, and with what.
    pub course: Course,
    /// Who is there.
    pub attendance: Attendance,
    /// Who speaks.
    pub floor: Floor,
    /// 发言要点, in the order in which people spoke.
    pub speeches: Vec<Speech>,
    /// What people think.
    pub opinions: Vec<Opinion>,
    /// The tablets that run it.
    pub tablets: Tablets,
    /// What was voted on.
    pub votes: Vec<VoteResult>,
    /// Whether its minutes are sealed.
    pub seals: Vec<Seal>,
    /// Who does not vote on what, and why.
    pub recused: Vec<Recusal>,
    /// Who signed the minutes, each once: with a drawn signature, or with why there is none.
    pub signed: Vec<(PersonId, String)>,
    /// 补记 after the seal, in their order.
    pub addenda: Vec<(Moment, String)>,
}

/// 回避
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Who.
    pub person: PersonId,
    /// On which matter.
    pub matter: RowId,
    /// Why.
    pub reason: String,
}

/// What the recorder wrote down of what somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Its entry, by which it is put right.
    pub entry: EntryId,
    /// Who spoke.
    pub person: PersonId,
    /// For or against.
    pub stance: Option<Stance>,
    /// On which item of the agenda.
    pub item: Option<RowId>,
    /// What they said.
    pub text: String,
    /// When.
    pub at: Moment,
}

impl Sitting {
    /// Reads the events of a sitting.
    pub fn read(log: &Log<'_>, setting: Setting<'_>) -> Self {
        let attendance = Attendance::read(log);
        let course = Course::read(log);
        let tablets = Tablets::read(log);
        let mut sitting = Self {
            floor: Floor::read(log, &attendance, course.item()),
            speeches: speeches(log, &attendance),
            opinions: opinions(log, &attendance),
            votes: votes(log, &attendance, &tablets, setting),
            seals: seals(log),
            recused: Vec::new(),
            signed: Vec::new(),
            addenda: Vec::new(),
            course,
            attendance,
            tablets,
        };
        for noted in log.counting() {
            sitting.take(noted);
        }
        sitting
    }

    fn take(&mut self, noted: &Noted<'_>) {
        match noted.event {
            Event::Recused {
                person,
                matter,
                reason,
            } => self.recused.push(Recusal {
                person: self.attendance.canonical(*person),
                matter: *matter,
                reason: reason.clone(),
            }),
            Event::Signed { person, reason, .. } => {
                let person = self.attendance.canonical(*person);
                self.signed.retain(|(other, _)| *other != person);
                self.signed.push((person, reason.clone()));
            }
            Event::Addendum { text } => self.addenda.push((noted.at, text.clone())),
            _ => {}
        }
    }
}

fn speeches(log: &Log<'_>, attendance: &Attendance) -> Vec<Speech> {
    let events = log.counting();
    let speeches: Vec<Speech> = events
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
                text: text.clone(),
                at: first_said(log, noted),
            }),
            _ => None,
        })
        .collect();
    order::by(speeches, |speech| [order::of_moment(speech.at), 0, 0])
}

/// When it was written down first: putting it right later does not move it.
fn first_said(log: &Log<'_>, noted: &Noted<'_>) -> Moment {
    let earlier = log.earlier(noted).map(|earlier| earlier.at);
    earlier.fold(noted.at, Moment::min)
}

#[cfg(test)]
mod tests;
