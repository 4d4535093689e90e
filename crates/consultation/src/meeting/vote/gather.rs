//! Everything that was said of one vote, sorted out.

use std::sync::Arc;

use ledger::id_map::IdSet;
use ledger::{EntryId, KeyId, PersonId};

use super::doubt::Doubt;
use crate::meeting::choice::{Duty, Settles};
use crate::meeting::event::{Counted, Event, Opening, RollHead, Vote};
use crate::meeting::log::{Log, Noted, State};
use crate::meeting::merged::Merged;

/// Which openings staff had read as one. An opening that comes to nothing takes no other along.
pub(super) fn joined(log: &Log<'_>) -> Merged<EntryId> {
    let settled = || {
        log.counting().filter_map(|noted| match noted.event {
            Event::Settled {
                opening,
                settles,
                entries,
                ..
            } => Some((*opening, *settles, entries)),
            _ => None,
        })
    };
    let void = settled().filter(|(_, settles, _)| *settles == Settles::Void);
    let void: IdSet<EntryId> = void.map(|(opening, ..)| opening).collect();
    let mut joined = Merged::default();
    for (opening, settles, others) in settled() {
        if settles == Settles::Join && !void.contains(&opening) {
            for other in others {
                joined.merge(opening, *other);
            }
        }
    }
    joined
}

/// What was said of one vote.
pub(super) struct Gathered<'s, 'a> {
    /// The opening.
    pub(super) opened: &'s Noted<'a>,
    /// What it says.
    pub(super) opening: &'a Arc<Opening>,
    /// The frozen roll.
    pub(super) heads: Vec<&'a RollHead>,
    /// All ballots, in the order of the log, without those in whose place their authors put others in time.
    pub(super) ballots: Vec<(&'s Noted<'a>, &'a Vote)>,
    /// The closings, in the order of the log.
    pub(super) closings: Vec<&'s Noted<'a>>,
    /// What tellers counted, the last of each device.
    pub(super) counts: Vec<(&'s Noted<'a>, Duty, Counted)>,
    /// The ballots that closings name, with those that staff let count.
    pub(super) in_time: IdSet<EntryId>,
    /// The ballots that staff refused.
    pub(super) refused: IdSet<EntryId>,
    /// The ballots that a second person confirmed.
    pub(super) witnessed: IdSet<EntryId>,
    /// Tablets without which the result is final.
    pub(super) without: Vec<KeyId>,
    /// Whether staff settled that it comes to nothing, or counts with another opening.
    pub(super) is_void: bool,
    /// What was settled, with the reasons.
    pub(super) settled: Vec<&'s Noted<'a>>,
    /// What is open.
    pub(super) doubts: Vec<Doubt>,
}

impl<'s, 'a> Gathered<'s, 'a> {
    pub(super) fn of(
        log: &'s Log<'a>,
        opened: &'s Noted<'a>,
        opening: &'a Arc<Opening>,
        joined: &Merged<EntryId>,
    ) -> Self {
        let of =
            |opening: EntryId| opening == opened.entry || joined.canonical(opening) == opened.entry;
        let mut this = Self {
            opened,
            opening,
            heads: Vec::new(),
            ballots: Vec::new(),
            closings: Vec::new(),
            counts: Vec::new(),
            in_time: IdSet::new(),
            refused: IdSet::new(),
            witnessed: IdSet::new(),
            without: Vec::new(),
            is_void: joined.canonical(opened.entry) != opened.entry,
            settled: Vec::new(),
            doubts: Vec::new(),
        };
        this.settle(log, of);
        this.roll(log);
        this.take(log, of);
        this.close(log);
        this.replace(log);
        this
    }

    /// What staff settled, also while another opening stood by itself that is read as one with this.
    fn settle(&mut self, log: &'s Log<'a>, is_of: impl Fn(EntryId) -> bool) {
        for noted in log.counting() {
            let Event::Settled {
                opening,
                settles,
                entries,
                tablet,
                ..
            } = noted.event
            else {
                continue;
            };
            if !is_of(*opening) {
                continue;
            }
            self.settled.push(noted);
            // The last word on a ballot counts; the one before stays to be read.
            match settles {
                Settles::Count => {
                    for entry in entries {
                        self.refused.remove(entry);
                        self.in_time.insert(*entry);
                    }
                }
                Settles::Refuse => {
                    for entry in entries {
                        self.in_time.remove(entry);
                        self.refused.insert(*entry);
                    }
                }
                Settles::Join => {}
                Settles::Void => self.is_void |= *opening == self.opened.entry,
                Settles::WithoutTablet => self.without.extend(tablet),
            }
        }
    }

    fn roll(&mut self, log: &'s Log<'a>) {
        for entry in &self.opening.rolls {
            let roll = log.get(*entry);
            let roll = roll.filter(|noted| noted.state == State::Counts);
            match roll.map(|noted| noted.event) {
                Some(Event::Roll { heads }) => self.heads.extend(heads),
                _ => self.doubts.push(Doubt::RollMissing(*entry)),
            }
        }
    }

    fn take(&mut self, log: &'s Log<'a>, is_of: impl Fn(EntryId) -> bool) {
        let mut authors = ledger::id_map::IdMap::new();
        let mut seen: Vec<&Noted<'a>> = Vec::new();
        let is_said = |noted: &&Noted<'a>| match noted.event {
            Event::Ballot(_) => matches!(noted.state, State::Counts | State::Superseded),
            _ => noted.state == State::Counts,
        };
        for noted in log.iter().filter(is_said) {
            match noted.event {
                Event::Ballot(vote) if is_of(vote.opening) => {
                    self.ballots.push((noted, vote));
                    authors.insert(noted.entry, (noted.author, noted.person));
                }
                Event::Witness { .. } => seen.push(noted),
                Event::Closing { opening, .. } if is_of(*opening) => {
                    self.closings.push(noted);
                }
                Event::Count {
                    opening,
                    duty,
                    counted,
                } if is_of(*opening) => {
                    let author = noted.author;
                    self.counts
                        .retain(|(other, of, _)| (other.author, *of) != (author, *duty));
                    self.counts.push((noted, *duty, *counted));
                }
                _ => {}
            }
        }
        for noted in seen {
            let Event::Witness { ballots } = noted.event else {
                continue;
            };
            for ballot in ballots {
                if let Some(author) = authors.get(ballot)
                    && is_another(noted, *author)
                {
                    self.witnessed.insert(*ballot);
                }
            }
        }
    }

    /// Reads the lists of the closings.
    fn close(&mut self, log: &'s Log<'a>) {
        let mut missing = IdSet::new();
        let is_here = |entry: &EntryId| log.get(*entry).is_some();
        for noted in &self.closings {
            let Event::Closing {
                lists,
                count,
                digest,
                ..
            } = noted.event
            else {
                continue;
            };
            let (named, whole) = log.listed(lists, *count, digest);
            if let Err(broken) = whole {
                let entry = broken.unwrap_or(noted.entry);
                self.doubts.push(Doubt::ListDiffers(entry));
            }
            for entry in named {
                if !is_here(&entry) {
                    missing.insert(entry);
                }
                if !self.refused.contains(&entry) {
                    self.in_time.insert(entry);
                }
            }
        }
        if self.closings.is_empty() {
            self.doubts.push(Doubt::Open);
        }
        if !missing.is_empty() {
            let count = u64::try_from(missing.len()).unwrap_or(u64::MAX);
            self.doubts.push(Doubt::BallotsMissing(count));
        }
        if let Some(second) = self.closings.get(1) {
            // Staff who settled something before it came have not looked at it.
            let is_settled = self.settled.iter().any(|noted| noted.is_after(second));
            if !is_settled {
                self.doubts.push(Doubt::ClosedTwice(second.entry));
            }
        }
    }

    /// Leaves out the ballots in whose place their authors put others. What a closing names stands, unless another in
    /// its place is named too: after the end nobody takes a ballot back.
    fn replace(&mut self, log: &'s Log<'a>) {
        let mut replaced = IdSet::new();
        let said = self.ballots.iter().map(|(noted, _)| *noted);
        for noted in said.filter(|noted| self.in_time.contains(&noted.entry)) {
            replaced.extend(log.earlier(noted).map(|earlier| earlier.entry));
        }
        let (in_time, is_closed) = (&self.in_time, self.is_closed());
        self.ballots.retain(|(noted, _)| {
            let is_named = in_time.contains(&noted.entry) && !replaced.contains(&noted.entry);
            noted.state == State::Counts || is_closed && is_named
        });
    }

    /// Whether the vote is closed.
    pub(super) fn is_closed(&self) -> bool {
        !self.closings.is_empty()
    }
}

/// Whether an event is by another person than somebody's: by another key, and not by another device of the same
/// person.
pub(super) fn is_another(noted: &Noted<'_>, (key, person): (KeyId, Option<PersonId>)) -> bool {
    let is_same_person = person.is_some() && noted.person == person;
    noted.author != key && !is_same_person
}
