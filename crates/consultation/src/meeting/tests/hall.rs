//! A hall's statements as its log would have them, without keys and signatures.

use ledger::{EntryId, KeyId, PersonId, Role};
use sha2::{Digest as _, Sha256};

use crate::meeting::CameBy;
use crate::meeting::{
    Attendance, Capacity, Card, CheckIn, Conducted, Duty, Event, Happened, Heard, Log, Moment,
    Named, Opening, OwnedUnit, Part, Setting, StepKind, Tablets, Via, Vote, VoteResult, digest,
    freeze, to_close, votes,
};
use crate::record::{Date, RowId};
use crate::statement::People;
use crate::voting::{Mark, built_in};

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::meeting) enum Who {
    /// A tablet of staff, by number.
    Tablet(u8),
    /// A shared tablet, by number.
    Kiosk(u8),
    /// A supervisor's.
    Supervisor(u8),
    /// The phone of an admitted person.
    Phone(u16),
    /// The phone of somebody whom nobody admitted.
    Stranger(u16),
}

impl Who {
    pub(in crate::meeting) fn key(self) -> KeyId {
        let (kind, number) = match self {
            Self::Tablet(number) => (1, u16::from(number)),
            Self::Kiosk(number) => (2, u16::from(number)),
            Self::Supervisor(number) => (3, u16::from(number)),
            Self::Phone(number) => (4, number),
            Self::Stranger(number) => (5, number),
        };
        let mut key = [kind; 16];
        key[1..3].copy_from_slice(&number.to_be_bytes());
        KeyId(key)
    }

    fn role(self) -> Role {
        match self {
            Self::Tablet(_) => Role::Recorder,
            Self::Kiosk(_) => Role::Kiosk,
            Self::Supervisor(_) => Role::Supervisor,
            Self::Phone(_) | Self::Stranger(_) => Role::Participant,
        }
    }

    fn admitted(self) -> Option<Option<PersonId>> {
        match self {
            Self::Phone(number) => Some(Some(person(number))),
            _ => None,
        }
    }
}

struct Line {
    who: Who,
    seq: Option<u64>,
    entry: EntryId,
    happened: Happened,
    received: Option<Date>,
}

/// The statements of a hall.
#[derive(Default)]
pub(in crate::meeting) struct Hall {
    lines: Vec<Line>,
    /// Tablets that have no network: what they say waits.
    offline: Vec<Who>,
    next: u64,
}

pub(in crate::meeting) fn person(number: u16) -> PersonId {
    let mut id = [9; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    PersonId(id)
}

pub(in crate::meeting) fn row(number: u8) -> RowId {
    RowId::from_bytes([number; 16])
}

/// The matter that is voted on unless said otherwise.
pub(in crate::meeting) fn matter() -> RowId {
    row(7)
}

/// A time of the day of the sitting: `19:00` or `19:00:05`.
pub(in crate::meeting) fn at(time: &str) -> Moment {
    let seconds = if time.len() == 5 { ":00" } else { "" };
    format!("2026-11-28T{time}{seconds}").parse().unwrap()
}

/// The id of the entry made at a place.
pub(in crate::meeting) fn id(place: u64) -> EntryId {
    EntryId(Sha256::digest(place.to_be_bytes()).into())
}

impl Hall {
    pub(in crate::meeting) fn sitting() -> RowId {
        row(1)
    }

    /// Somebody says something at a time.
    pub(in crate::meeting) fn say(&mut self, who: Who, time: &str, event: Event) -> EntryId {
        self.say_over(who, time, None, event)
    }

    pub(in crate::meeting) fn say_over(
        &mut self,
        who: Who,
        time: &str,
        supersedes: Option<EntryId>,
        event: Event,
    ) -> EntryId {
        let happened = Happened::new(Self::sitting(), at(time), supersedes, event).unwrap();
        self.put(who, happened)
    }

    pub(in crate::meeting) fn put(&mut self, who: Who, happened: Happened) -> EntryId {
        self.next += 1;
        let is_offline = self.offline.contains(&who);
        let entry = id(self.next);
        // What every device reads is what the bytes say.
        let kind = happened.event().kind();
        let happened = Happened::decode(kind, &happened.encode()).unwrap();
        self.lines.push(Line {
            who,
            seq: (!is_offline).then_some(self.next),
            entry,
            happened,
            received: (!is_offline).then(|| at("12:00").time().date()),
        });
        entry
    }

    /// The network of somebody is gone.
    pub(in crate::meeting) fn cut(&mut self, who: Who) {
        self.offline.push(who);
    }

    /// It is back: what waited is logged after everything else.
    pub(in crate::meeting) fn join(&mut self, who: Who) {
        self.offline.retain(|other| *other != who);
        for line in &mut self.lines {
            if line.who == who && line.seq.is_none() {
                self.next += 1;
                line.seq = Some(self.next);
                line.received = Some(at("12:00").time().date());
            }
        }
    }

    fn heard<'a>(&self, line: &'a Line) -> Heard<'a> {
        Heard {
            entry: line.entry,
            author: line.who.key(),
            seq: line.seq,
            index: 0,
            happened: &line.happened,
            stands: true,
            roles: vec![line.who.role()],
            admitted: line.who.admitted(),
            received: line.received,
        }
    }

    /// The events as the relay has them.
    pub(in crate::meeting) fn log(&self) -> Log<'_> {
        self.log_of(None)
    }

    /// The events as somebody's device has them: what is logged, and what waits there.
    pub(in crate::meeting) fn log_of(&self, device: Option<Who>) -> Log<'_> {
        let lines = self.lines.iter();
        let lines = lines.filter(|line| line.seq.is_some() || Some(line.who) == device);
        let heard = lines.map(|line| self.heard(line));
        Log::read(&[Self::sitting()], heard, &People::default())
    }

    /// The events as they come in another order, some of them again; places beyond the last are passed over, and what no
    /// place names comes last.
    pub(in crate::meeting) fn log_in(&self, places: &[usize]) -> Log<'_> {
        let named = places.iter().filter_map(|place| self.lines.get(*place));
        let heard = named.chain(&self.lines).map(|line| self.heard(line));
        Log::read(&[Self::sitting()], heard, &People::default())
    }

    pub(in crate::meeting) fn attendance(&self) -> Attendance {
        Attendance::read(&self.log())
    }

    pub(in crate::meeting) fn votes(&self) -> Vec<VoteResult> {
        self.votes_by(&[matter()])
    }

    pub(in crate::meeting) fn votes_by(&self, announced: &[RowId]) -> Vec<VoteResult> {
        let log = self.log();
        let rules = built_in::all();
        let setting = Setting {
            rules: &rules,
            announced,
        };
        let attendance = Attendance::read(&log);
        votes(&log, &attendance, &Tablets::read(&log), setting)
    }

    /// The owner of a flat of 100 m² in a staircase, or of several.
    pub(in crate::meeting) fn owner(&mut self, number: u16, group: &str, flats: &[&str]) {
        let units = flats.iter().map(|flat| OwnedUnit {
            unit: (*flat).to_owned(),
            building_unit: group.to_owned(),
            area: 10_000,
            is_parking: false,
        });
        let card = Card {
            person: person(number),
            name: format!("业主{number}"),
            kind: "registered_resident".to_owned(),
            represents: flats.first().copied().unwrap_or_default().to_owned(),
            household: String::new(),
            is_invited: true,
            units: units.collect(),
        };
        self.say(Who::Tablet(1), "18:00", Event::Card(card.into()));
    }

    /// Somebody who is to come and owns nothing.
    pub(in crate::meeting) fn invite(&mut self, number: u16, kind: &str, household: &str) {
        let card = Card {
            person: person(number),
            name: format!("居民{number}"),
            kind: kind.to_owned(),
            represents: format!("{number} 室"),
            household: household.to_owned(),
            is_invited: true,
            units: Vec::new(),
        };
        self.say(Who::Tablet(1), "18:00", Event::Card(card.into()));
    }

    pub(in crate::meeting) fn comes(&mut self, desk: Who, time: &str, number: u16) -> EntryId {
        self.say(desk, time, came(number, Capacity::Attending, &[]))
    }

    pub(in crate::meeting) fn begins(&mut self, time: &str) {
        let step = Event::Step {
            step: StepKind::Opened,
            item: None,
            reason: String::new(),
        };
        self.say(Who::Tablet(1), time, step);
    }

    pub(in crate::meeting) fn posts(&mut self, who: Who, duty: Duty) {
        let post = Event::Post {
            duties: vec![duty],
            name: format!("{who:?}"),
        };
        self.say(who, "18:50", post);
    }

    /// Opens a vote on a matter by a rule, with the roll as the tablet has it.
    pub(in crate::meeting) fn opens(&mut self, who: Who, time: &str, rule: &str) -> EntryId {
        self.opens_as(who, time, rule, "", Conducted::Named)
    }

    pub(in crate::meeting) fn opens_as(
        &mut self,
        who: Who,
        time: &str,
        rule: &str,
        group: &str,
        way: Conducted,
    ) -> EntryId {
        let frozen = {
            let log = self.log_of(Some(who));
            let attendance = Attendance::read(&log);
            let day = at(time).time().date();
            freeze(&log, &attendance, &built_in::all(), rule, day, group).unwrap()
        };
        let parts = frozen.roll.into_iter();
        let rolls = parts.map(|part| match part {
            Part::Known(entry) => entry,
            Part::New(heads) => self.say(who, time, Event::Roll { heads }),
        });
        let rolls = rolls.collect();
        let opening = Opening {
            matter: matter(),
            text: "同意为 3 号楼一单元加装电梯。".to_owned(),
            rule: frozen.rule,
            sentence: frozen.sentence,
            way,
            group: group.to_owned(),
            options: Vec::new(),
            rolls,
        };
        self.say(who, time, Event::Opening(opening.into()))
    }

    /// Closes a vote with the ballots that the tablet has.
    pub(in crate::meeting) fn closes(&mut self, who: Who, time: &str, opening: EntryId) -> EntryId {
        let Named {
            lists,
            count,
            digest,
        } = to_close(&self.log_of(Some(who)), opening);
        let lists = lists.into_iter();
        let lists = lists.map(|entries| self.say(who, time, Event::Listed { entries }));
        let lists = lists.collect();
        let closing = Event::Closing {
            opening,
            lists,
            count,
            digest,
        };
        self.say(who, time, closing)
    }

    /// A tablet says that it has everything and holds nothing.
    pub(in crate::meeting) fn reports(&mut self, who: Who, time: &str) {
        let digest = digest(&self.log_of(Some(who)), &[]);
        let report = Event::Report {
            read: self.next,
            unsent: 0,
            digest,
        };
        self.say(who, time, report);
    }
}

pub(in crate::meeting) fn came(number: u16, capacity: Capacity, holds: &[u16]) -> Event {
    Event::CheckIn(CheckIn {
        person: person(number),
        capacity,
        came_by: CameBy::Name,
        holds: holds.iter().copied().map(person).collect(),
        basis: match holds.is_empty() {
            true => String::new(),
            false => "书面委托书".to_owned(),
        },
        signature: None,
    })
}

/// A ballot of a person.
pub(in crate::meeting) fn ballot(opening: EntryId, number: u16, mark: Mark, via: Via) -> Event {
    Event::Ballot(Vote {
        opening,
        voter: person(number),
        mark,
        via,
        holder: None,
        is_signed: true,
        evidence: None,
    })
}
