//! 发言: who speaks, who is next, by which rule.

use ledger::{EntryId, PersonId};

use super::attendance::Attendance;
use super::choice::{FloorStep, Order, Stance};
use super::event::Event;
use super::log::Log;
use super::moment::Moment;
use super::order;
use crate::record::RowId;

/// Turns to speak.
#[derive(Clone, Debug, Default)]
pub struct Floor {
    turns: Vec<Turn>,
    waiting: Vec<Waiting>,
}

/// A turn that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks.
    pub person: PersonId,
    /// Since when.
    pub began: Moment,
    /// Until when; `None` while they speak.
    pub ended: Option<Moment>,
    /// For or against.
    pub stance: Option<Stance>,
    /// On which item of the agenda.
    pub item: Option<RowId>,
}

/// Somebody who asked to speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Who.
    pub person: PersonId,
    /// The entry by which they asked.
    pub entry: EntryId,
    /// For or against.
    pub stance: Option<Stance>,
    /// How often they have spoken on this item.
    pub spoken: usize,
}

impl Floor {
    /// Reads the events of a sitting. Turns are counted by item, as rules of order count them.
    pub fn read(log: &Log<'_>, attendance: &Attendance, item: Option<RowId>) -> Self {
        let mut floor = Self::default();
        let steps: Vec<_> = log
            .counting()
            .filter_map(|noted| match noted.event {
                Event::Floor {
                    person,
                    step,
                    stance,
                    item,
                } => Some((noted, attendance.canonical(*person), *step, *stance, *item)),
                _ => None,
            })
            .collect();
        // Tablets that work apart are put together by their clocks; within one second by the log.
        let steps = order::by(steps, |(noted, ..)| [order::of_moment(noted.at), 0, 0]);
        for (noted, person, step, stance, item) in steps {
            match step {
                FloorStep::Asks => {
                    let is_waiting = floor.waiting.iter().any(|known| known.person == person);
                    if !is_waiting {
                        floor.waiting.push(Waiting {
                            person,
                            entry: noted.entry,
                            stance,
                            spoken: 0,
                        });
                    }
                }
                FloorStep::Withdraws => floor.waiting.retain(|known| known.person != person),
                FloorStep::Begins => {
                    // One speaks at a time: whoever spoke is done.
                    floor.end(noted.at, |_| true);
                    let mut asked = floor.waiting.iter();
                    let asked = asked.find(|known| known.person == person);
                    let asked_stance = asked.and_then(|known| known.stance);
                    floor.waiting.retain(|known| known.person != person);
                    floor.turns.push(Turn {
                        person,
                        began: noted.at,
                        ended: None,
                        stance: stance.or(asked_stance),
                        item,
                    });
                }
                FloorStep::Ends => floor.end(noted.at, |turn| turn.person == person),
            }
        }
        let turns = &floor.turns;
        for waiting in &mut floor.waiting {
            let theirs = turns
                .iter()
                .filter(|turn| turn.person == waiting.person && turn.item == item);
            waiting.spoken = theirs.count();
        }
        floor
    }

    fn end(&mut self, at: Moment, is_meant: impl Fn(&Turn) -> bool) {
        let open = self.turns.iter_mut().filter(|turn| turn.ended.is_none());
        for turn in open.filter(|turn| is_meant(turn)) {
            turn.ended = Some(at);
        }
    }

    /// Who speaks now.
    pub fn speaking(&self) -> Option<&Turn> {
        self.turns.iter().rev().find(|turn| turn.ended.is_none())
    }

    /// All turns, as they were begun.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Those who wait, the next one first. `most` is how often a person may speak on an item: whoever has, waits behind
    /// the others.
    pub fn queue(&self, rule: Order, most: Option<usize>) -> Vec<&Waiting> {
        let is_over = |waiting: &Waiting| most.is_some_and(|most| waiting.spoken >= most);
        let mut queue: Vec<&Waiting> = self.waiting.iter().collect();
        queue = order::by(queue, |waiting| {
            let spoken = match rule {
                Order::Plain => 0,
                Order::FirstTimers | Order::Alternating => waiting.spoken,
            };
            let spoken = u64::try_from(spoken).unwrap_or(u64::MAX);
            [u64::from(is_over(waiting)), spoken, 0]
        });
        if rule == Order::Alternating {
            queue = self.alternating(queue);
        }
        queue
    }

    /// For and against in turn, beginning with the side that did not speak last; who said neither goes in where a side
    /// has nobody left.
    fn alternating<'f>(&'f self, queue: Vec<&'f Waiting>) -> Vec<&'f Waiting> {
        let is_side = |stance: &Stance| matches!(stance, Stance::For | Stance::Against);
        let spoke = self.turns.iter().rev();
        let mut last = spoke.filter_map(|turn| turn.stance.filter(is_side)).next();
        let mut left = queue;
        let mut order = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let wanted = match last {
                Some(Stance::For) => Some(Stance::Against),
                Some(_) => Some(Stance::For),
                None => None,
            };
            let fits = |waiting: &&&Waiting| wanted.is_some() && waiting.stance == wanted;
            let neither = |waiting: &&&Waiting| !waiting.stance.as_ref().is_some_and(is_side);
            let next = (left.iter().position(|waiting| fits(&waiting)))
                .or_else(|| {
                    let position = left.iter().position(|waiting| neither(&waiting));
                    position.filter(|_| wanted.is_some())
                })
                .unwrap_or(0);
            let next = left.remove(next);
            last = next.stance.filter(is_side).or(last);
            order.push(next);
        }
        order
    }
}

#[cfg(test)]
mod tests;
