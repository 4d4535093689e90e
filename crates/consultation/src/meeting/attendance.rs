//! 签到: who is there, since when, in what capacity, and for whom.

use std::sync::Arc;

use ledger::id_map::{IdMap, IdSet};
use ledger::{EntryId, KeyId, PersonId};

use super::choice::Capacity;
use super::event::{BlobHash, Card, Event};
use super::log::Log;
use super::merged::Merged;
use super::moment::Moment;
use super::order;

/// Everybody who is to come or has come.
#[derive(Clone, Debug, Default)]
pub struct Attendance {
    people: IdMap<PersonId, Attendee>,
    same: Merged<PersonId>,
}

/// Somebody who is to come or has come.
#[derive(Clone, Debug)]
pub struct Attendee {
    /// Who.
    pub person: PersonId,
    /// Who that is; none while the card is not here, or after it was erased.
    pub card: Option<Arc<Card>>,
    /// In what capacity, by the last check-in that counts; none before the first.
    pub capacity: Option<Capacity>,
    /// When they were there: from a moment, to a moment or still.
    pub there: Vec<(Moment, Option<Moment>)>,
    /// For whom they vote by written 委托.
    pub holds: Vec<PersonId>,
    /// On what that rests.
    pub basis: String,
    /// The drawn signature, and who signed.
    pub signature: Option<BlobHash>,
    /// The tablets that checked them in; more than one if they came by two desks.
    pub desks: Vec<KeyId>,
    /// Whether two desks say different things of them: somebody has to look.
    pub differs: bool,
    /// The check-ins that count, for putting them right.
    pub entries: Vec<EntryId>,
}

impl Attendee {
    fn new(person: PersonId) -> Self {
        Self {
            person,
            card: None,
            capacity: None,
            there: Vec::new(),
            holds: Vec::new(),
            basis: String::new(),
            signature: None,
            desks: Vec::new(),
            differs: false,
            entries: Vec::new(),
        }
    }

    /// The name; empty while the card is not here.
    pub fn name(&self) -> &str {
        self.card.as_ref().map_or("", |card| card.name.as_str())
    }

    /// When they came first.
    pub fn came(&self) -> Option<Moment> {
        self.there.first().map(|(from, _)| *from)
    }

    /// Whether they came and are there still.
    pub fn is_there(&self) -> bool {
        self.there.last().is_some_and(|(_, until)| until.is_none())
    }

    /// Whether they were there at any moment of a span; without an end, up to now.
    pub fn was_there(&self, from: Moment, until: Option<Moment>) -> bool {
        self.there.iter().any(|(came, left)| {
            let came_before_end = until.is_none_or(|until| *came <= until);
            let left_after_begin = left.is_none_or(|left| left >= from);
            came_before_end && left_after_begin
        })
    }

    /// Whether they are there to vote.
    pub fn attends(&self) -> bool {
        self.capacity == Some(Capacity::Attending)
    }

    /// Whether they are on the list of those who are to come.
    pub fn is_invited(&self) -> bool {
        self.card.as_ref().is_some_and(|card| card.is_invited)
    }
}

impl Attendance {
    /// Reads the events of a sitting.
    pub fn read(log: &Log<'_>) -> Self {
        let mut attendance = Self {
            people: IdMap::new(),
            same: same(log),
        };
        // Whoever was in the room, and was not: by person, in the order of the clocks.
        let mut moves: Vec<(PersonId, Moment, bool)> = Vec::new();
        for noted in log.counting() {
            match noted.event {
                Event::Card(card) => {
                    let attendee = attendance.of(card.person);
                    // The person's own card goes before that of a duplicate; of several the log's last counts.
                    if attendee.person == card.person || attendee.card.is_none() {
                        attendee.card = Some(card.clone());
                    }
                }
                Event::CheckIn(came) => {
                    let attendee = attendance.of(came.person);
                    let is_first = attendee.entries.is_empty();
                    let is_other =
                        attendee.capacity != Some(came.capacity) || attendee.holds != came.holds;
                    attendee.differs |= !is_first && is_other;
                    attendee.capacity = Some(came.capacity);
                    attendee.holds.clone_from(&came.holds);
                    attendee.basis.clone_from(&came.basis);
                    attendee.signature = came.signature.or(attendee.signature);
                    attendee.entries.push(noted.entry);
                    if !attendee.desks.contains(&noted.author) {
                        attendee.desks.push(noted.author);
                    }
                    let person = attendee.person;
                    moves.push((person, noted.at, true));
                }
                Event::Moved { person, is_back } => {
                    let person = attendance.of(*person).person;
                    moves.push((person, noted.at, *is_back));
                }
                _ => {}
            }
        }
        let moves = order::by(moves, |(_, at, _)| [order::of_moment(*at), 0, 0]);
        for (person, at, is_in) in moves {
            attendance.of(person).moved(at, is_in);
        }
        attendance
    }

    fn of(&mut self, person: PersonId) -> &mut Attendee {
        let person = self.canonical(person);
        self.people
            .get_or_insert_with(person, || Attendee::new(person))
    }

    /// The person by whom two cards of one are read.
    pub fn canonical(&self, person: PersonId) -> PersonId {
        self.same.canonical(person)
    }

    /// Somebody who is to come or has come.
    pub fn get(&self, person: PersonId) -> Option<&Attendee> {
        self.people.get(&self.canonical(person))
    }

    /// Everybody, those who came first and then those who are still to come by name and door.
    pub fn iter(&self) -> impl Iterator<Item = &Attendee> {
        let people: Vec<&Attendee> = self.people.values().collect();
        let people = order::by_words(people, |attendee| {
            let card = attendee.card.as_ref();
            card.map_or_else(String::new, |card| {
                format!("{}\n{}", card.represents, card.name)
            })
        });
        let people = order::by(people, |attendee| {
            let came = attendee.came().map(order::of_moment);
            [came.unwrap_or(u64::MAX), 0, 0]
        });
        people.into_iter()
    }

    /// Those who are there now.
    pub fn there(&self) -> impl Iterator<Item = &Attendee> {
        self.people.values().filter(|attendee| attendee.is_there())
    }

    /// Who counts as there for votes at any moment of a span: whoever attends, and those for whom they hold a written
    /// 委托.
    pub fn voters_there(&self, from: Moment, until: Option<Moment>) -> IdSet<PersonId> {
        let mut there = IdSet::new();
        for attendee in self.people.values() {
            if attendee.attends() && attendee.was_there(from, until) {
                there.insert(attendee.person);
                let held = attendee.holds.iter();
                there.extend(held.map(|person| self.canonical(*person)));
            }
        }
        there
    }

    /// Kinds of participants with how many of each are there now, the largest first.
    pub fn by_kind(&self) -> Vec<(&str, usize)> {
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for card in self.there().filter_map(|attendee| attendee.card.as_ref()) {
            match kinds.iter_mut().find(|(kind, _)| *kind == card.kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((&card.kind, 1)),
            }
        }
        let kinds = order::by_words(kinds, |(kind, _)| (*kind).to_owned());
        order::by(kinds, |(_, count)| {
            [u64::MAX - u64::try_from(*count).unwrap_or(0), 0, 0]
        })
    }

    /// Cards of people who are likely one person, for somebody to say so: the same name at the same door.
    pub fn likely_same(&self) -> Vec<(PersonId, PersonId)> {
        let named: Vec<(String, PersonId)> = (self.people.values())
            .filter_map(|attendee| {
                let card = attendee.card.as_ref()?;
                let words = format!("{}\n{}", card.name, card.represents);
                Some((words, attendee.person))
            })
            .collect();
        let named = order::by_words(named, |(words, _)| words.clone());
        let pairs = named.windows(2).filter_map(|pair| match pair {
            [(words, one), (others, other)] if words == others => Some((*one, *other)),
            _ => None,
        });
        pairs.collect()
    }
}

impl Attendee {
    fn moved(&mut self, at: Moment, is_in: bool) {
        let is_there = self.is_there();
        match self.there.last_mut() {
            Some((_, until)) if is_there && !is_in => *until = Some(at),
            _ if is_in && !is_there => self.there.push((at, None)),
            _ => {}
        }
    }
}

/// Whose card is read as whose.
fn same(log: &Log<'_>) -> Merged<PersonId> {
    let mut same = Merged::default();
    for noted in log.counting() {
        if let Event::Same { person, other } = noted.event {
            same.merge(*person, *other);
        }
    }
    same
}

#[cfg(test)]
mod tests;
