//! The events of a sitting in one order, each with whether it counts.
//!
//! What counts follows from the hall's log alone, in whatever order its entries came: a later word of the same author
//! on the same thing takes the place of an earlier one that it names, and what a tablet entered by mistake can be
//! withdrawn. Nothing is taken out; what does not count says why.
//!
//! What this refuses to know: how rights are judged. The ledger says what stands and in which roles it was said; which
//! role may say what of a sitting is decided here.

use ledger::id_map::{IdMap, IdSet};
use ledger::{EntryId, KeyId, PersonId, Role, Seq};
use sha2::{Digest as _, Sha256};

use super::choice::{FloorStep, Via};
use super::event::{Event, Happened};
use super::moment::Moment;
use super::order::{self, Key};
use crate::record::{Date, RowId};
use crate::statement::People;

/// An event with what the ledger says of it.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// Its entry.
    pub entry: EntryId,
    /// Who signed it.
    pub author: KeyId,
    /// Its place in the log; `None` while it is only on this device.
    pub seq: Option<Seq>,
    /// Its place among what is not logged yet, in the order in which it was said. That is not its index in its author's
    /// session: a device that starts again begins another session.
    pub index: u64,
    /// What happened.
    pub happened: &'a Happened,
    /// Whether it stands in the log, or waits here.
    pub stands: bool,
    /// The roles in which it was said.
    pub roles: Vec<Role>,
    /// Whether staff admitted its author to the hall, with the person that they named.
    pub admitted: Option<Option<PersonId>>,
    /// The day by the relay's clock on which it was logged; none while it waits here.
    pub received: Option<Date>,
}

/// An event of a sitting.
#[derive(Clone, Debug)]
pub struct Noted<'a> {
    /// Its entry.
    pub entry: EntryId,
    /// Who signed it.
    pub author: KeyId,
    /// The person who holds that key, where a name tag or staff say who it is.
    pub person: Option<PersonId>,
    /// What kind of device said it.
    pub device: Device,
    /// Its place in the log; `None` while it is only on this device.
    pub seq: Option<Seq>,
    /// The moment, by its author's clock.
    pub at: Moment,
    /// The day by the relay's clock on which it was logged.
    pub received: Option<Date>,
    /// The event that it takes the place of; none where it names one whose place is not its to take.
    pub supersedes: Option<EntryId>,
    /// What happened.
    pub event: &'a Event,
    /// Whether it counts.
    pub state: State,
    order: Key,
}

/// What kind of device says something in a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// A tablet or laptop of staff or of a recorder.
    Tablet,
    /// A shared tablet that is passed along.
    Kiosk,
    /// A supervisor's, who looks on and may count votes.
    Supervisor,
    /// Somebody's own.
    Own,
}

impl Device {
    fn of(roles: &[Role]) -> Option<Self> {
        let is = |role| roles.contains(&role);
        if is(Role::Administrator) || is(Role::Staff) || is(Role::Recorder) {
            Some(Self::Tablet)
        } else if is(Role::Kiosk) {
            Some(Self::Kiosk)
        } else if is(Role::Supervisor) {
            Some(Self::Supervisor)
        } else {
            is(Role::Participant).then_some(Self::Own)
        }
    }
}

/// Whether an event counts, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It counts.
    Counts,
    /// Its author, or another tablet where tablets keep it together, said something else since.
    Superseded,
    /// It was entered by mistake.
    Withdrawn,
    /// It counts as soon as staff admit its author to the hall.
    NotAdmitted,
    /// Its author may not say such a thing.
    NoRight,
    /// It is held: it stands when staff adopt it.
    Held,
}

/// The events of a sitting.
#[derive(Clone, Debug, Default)]
pub struct Log<'a> {
    all: Vec<Noted<'a>>,
    places: IdMap<EntryId, usize>,
}

impl<'a> Log<'a> {
    /// Reads the events of a sitting among those of a hall, which may come in any order and more than once. Several
    /// rows are given where two tablets began the same sitting while apart.
    pub fn read(
        sittings: &[RowId],
        heard: impl IntoIterator<Item = Heard<'a>>,
        people: &People,
    ) -> Self {
        let mut all: Vec<Noted<'a>> = Vec::new();
        for heard in heard {
            if sittings.contains(&heard.happened.sitting()) {
                all.push(Noted::of(&heard, people));
            }
        }
        let mut all = order::by(all, |noted| noted.order);
        // Logged or waiting here, an entry is one.
        let mut seen = IdSet::new();
        all.retain(|noted| seen.insert(noted.entry));
        let places = all.iter().enumerate();
        let places = places.map(|(place, noted)| (noted.entry, place)).collect();
        let mut log = Self { all, places };
        log.take_back();
        log
    }

    /// Marks what was superseded or withdrawn.
    fn take_back(&mut self) {
        let find = |entry: &EntryId| {
            let place = *self.places.get(entry)?;
            Some((place, self.all.get(place)?))
        };
        let mut over: Vec<(usize, State)> = Vec::new();
        let mut withdrawn: IdSet<EntryId> = IdSet::new();
        for noted in self.counting() {
            let Event::Withdrawn { entry, .. } = noted.event else {
                continue;
            };
            if let Some((place, target)) = find(entry)
                && noted.may_take_back(target)
            {
                over.push((place, State::Withdrawn));
                withdrawn.insert(target.entry);
            }
        }
        let mut vain: Vec<usize> = Vec::new();
        for (own, noted) in self.all.iter().enumerate() {
            let Some(earlier) = noted.supersedes else {
                continue;
            };
            match find(&earlier).filter(|(_, earlier)| noted.is_anew(earlier)) {
                // What does not count or is withdrawn takes nobody's place.
                Some((place, _)) if noted.state == State::Counts => {
                    if !withdrawn.contains(&noted.entry) {
                        over.push((place, State::Superseded));
                    }
                }
                Some(_) => {}
                None => vain.push(own),
            }
        }
        for place in vain {
            if let Some(noted) = self.all.get_mut(place) {
                noted.supersedes = None;
            }
        }
        for (place, state) in over {
            let target = self.all.get_mut(place);
            if let Some(target) = target.filter(|target| target.state == State::Counts) {
                target.state = state;
            }
        }
    }

    /// All of them, in the order of the log; those that wait here come last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Noted<'a>> {
        self.all.iter()
    }

    /// Those that count.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Noted<'a>> {
        self.iter().filter(|noted| noted.state == State::Counts)
    }

    /// What lists name, sorted: the entries, and whether they come to the number and the sum that whoever named them
    /// gave. An error names a list that is not here, or none where all are here and do not add up.
    pub(super) fn listed(
        &self,
        lists: &[EntryId],
        count: u64,
        digest: &[u8; 32],
    ) -> (Vec<EntryId>, Result<(), Option<EntryId>>) {
        let mut named: Vec<EntryId> = Vec::new();
        let mut broken = None;
        for list in lists {
            match self.get(*list).map(|noted| noted.event) {
                Some(Event::Listed { entries }) => named.extend(entries),
                _ => broken = broken.or(Some(*list)),
            }
        }
        named.sort_unstable();
        named.dedup();
        let adds_up = u64::try_from(named.len()) == Ok(count) && sum(&named) == *digest;
        let whole = match broken {
            None if adds_up => Ok(()),
            broken => Err(broken),
        };
        (named, whole)
    }

    /// What an event takes the place of, and that of what, back to the first word.
    pub(super) fn earlier<'l>(
        &'l self,
        noted: &Noted<'a>,
    ) -> impl Iterator<Item = &'l Noted<'a>> + use<'l, 'a> {
        let before = |noted: &Noted<'a>| noted.supersedes.and_then(|entry| self.get(entry));
        let chain = std::iter::successors(before(noted), move |noted| before(noted));
        // Ids are hashes, so that no chain comes back to where it began; a bound costs nothing.
        chain.take(self.all.len())
    }

    /// One of them.
    pub fn get(&self, entry: EntryId) -> Option<&Noted<'a>> {
        self.all.get(*self.places.get(&entry)?)
    }
}

impl<'a> Noted<'a> {
    fn of(heard: &Heard<'a>, people: &People) -> Self {
        let happened = heard.happened;
        let named = people.get(heard.author).map(|person| person.person);
        let device = Device::of(&heard.roles);
        let person = heard.admitted.flatten().or(named);
        let state = match (heard.stands, device) {
            (false, _) => State::Held,
            (true, None) => State::NoRight,
            (true, Some(device)) => right(happened.event(), device, heard.admitted),
        };
        Self {
            entry: heard.entry,
            author: heard.author,
            person,
            device: device.unwrap_or(Device::Own),
            seq: heard.seq,
            at: happened.at(),
            received: heard.received,
            supersedes: happened.supersedes(),
            event: happened.event(),
            state,
            // What is not logged yet comes after all that is.
            order: [
                heard.seq.unwrap_or(Seq::MAX),
                heard.index,
                order::of_id(&heard.entry.0),
            ],
        }
    }

    /// Whether it is a later word on the same thing, by somebody who may say it.
    fn is_anew(&self, earlier: &Self) -> bool {
        let is_theirs = self.author == earlier.author || self.keeps_together(earlier);
        let is_ballot = matches!(earlier.event, Event::Ballot(_));
        is_theirs
            && (is_ballot || !is_final(earlier.event))
            && self.event.kind() == earlier.event.kind()
            && about(self.event) == about(earlier.event)
    }

    /// Whether a withdrawal takes the event back.
    fn may_take_back(&self, target: &Self) -> bool {
        !is_final(target.event) && (self.author == target.author || self.keeps_together(target))
    }

    /// Whether its place in the log is after another's.
    pub(super) fn is_after(&self, other: &Self) -> bool {
        self.order > other.order
    }

    /// Whether tablets keep such events together, so that one may put right what another entered.
    fn keeps_together(&self, other: &Self) -> bool {
        let is_kept = matches!(
            other.event,
            Event::Card(_)
                | Event::CheckIn(_)
                | Event::Moved { .. }
                | Event::Recused { .. }
                | Event::Floor { .. }
                | Event::Speech { .. }
                | Event::Same { .. }
        );
        let is_staff = |device| matches!(device, Device::Tablet);
        is_kept && is_staff(self.device) && other.device != Device::Own
    }
}

/// Whether an event stays whatever is said later: others rest on it.
fn is_final(event: &Event) -> bool {
    matches!(
        event,
        Event::Opening(_)
            | Event::Ballot(_)
            | Event::Listed { .. }
            | Event::Closing { .. }
            | Event::Settled { .. }
            | Event::Sealed { .. }
            | Event::Roll { .. }
            | Event::Report { .. }
            | Event::Withdrawn { .. }
    )
}

/// SHA-256 over sorted ids: by what a closing or a seal names the entries that it lists.
pub fn sum(sorted: &[EntryId]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for id in sorted {
        hash.update(id.as_bytes());
    }
    hash.finalize().into()
}

/// Of whom and of what an event speaks, for telling whether a later one speaks of the same.
fn about(event: &Event) -> (Option<PersonId>, Option<EntryId>) {
    match event {
        Event::Card(card) => (Some(card.person), None),
        Event::CheckIn(came) => (Some(came.person), None),
        Event::Moved { person, .. }
        | Event::Recused { person, .. }
        | Event::Speech { person, .. }
        | Event::Signed { person, .. }
        | Event::Same { person, .. } => (Some(*person), None),
        Event::Ballot(vote) => (Some(vote.voter), Some(vote.opening)),
        Event::Count { opening, .. } => (None, Some(*opening)),
        Event::Support { opinion, .. } => (None, Some(*opinion)),
        _ => (None, None),
    }
}

/// Who may say what of a sitting.
fn right(event: &Event, device: Device, admitted: Option<Option<PersonId>>) -> State {
    let person = admitted.flatten();
    let only = |is_allowed: bool| match is_allowed {
        true => State::Counts,
        false => State::NoRight,
    };
    // A person speaks for themselves once staff have said at the desk who they are.
    let themselves = |who: PersonId| match person {
        Some(person) => only(person == who),
        None => State::NotAdmitted,
    };
    let is_desk = matches!(device, Device::Tablet | Device::Kiosk);
    match event {
        Event::Ballot(vote) => match vote.via {
            Via::OwnDevice if device == Device::Supervisor => State::NoRight,
            Via::OwnDevice => themselves(vote.holder.unwrap_or(vote.voter)),
            Via::SharedTablet => only(is_desk),
            Via::RollCall | Via::Hands | Via::Paper => only(device == Device::Tablet),
        },
        Event::Floor { person, step, .. } => match device {
            Device::Tablet => State::Counts,
            Device::Kiosk => only(matches!(step, FloorStep::Asks | FloorStep::Withdraws)),
            _ if matches!(step, FloorStep::Asks | FloorStep::Withdraws) => themselves(*person),
            _ => State::NoRight,
        },
        Event::Opinion { person: who, .. } | Event::Support { person: who, .. } => {
            match (device, who) {
                (Device::Tablet | Device::Kiosk, _) => State::Counts,
                (_, Some(who)) => themselves(*who),
                (_, None) => match admitted {
                    Some(_) => State::Counts,
                    None => State::NotAdmitted,
                },
            }
        }
        Event::Signed { person, .. } => match is_desk {
            true => State::Counts,
            false => themselves(*person),
        },
        Event::Card(_) | Event::CheckIn(_) | Event::Moved { .. } => only(is_desk),
        Event::Witness { .. } | Event::Count { .. } => {
            only(matches!(device, Device::Tablet | Device::Supervisor))
        }
        Event::Post { .. } | Event::Report { .. } => only(device != Device::Own),
        Event::Withdrawn { .. } => State::Counts,
        _ => only(device == Device::Tablet),
    }
}

#[cfg(test)]
mod tests;
