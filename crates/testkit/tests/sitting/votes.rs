//! Votes of a sitting: opened and closed by the chair, with ballots by phone, roll call, shared tablet and paper.

use consultation::meeting::{
    Attendance, Conducted, Event, Opening, Part, Settles, Via, Vote, VoteResult, freeze, to_close,
};
use consultation::voting::{Mark, built_in};
use ledger::EntryId;
use testkit::Name;

use crate::room::{CHAIR, DESK, FLATS, KIOSK, Room, TELLER, at, group, matter, person, phone};

/// Two thirds of a staircase by heads and area take part, three quarters of those agree by both.
const RULE: &str = "CN-NB-2021/lift";
/// Ayes, noes and abstentions of each staircase. In the fourth ten of sixteen take part, one short of two thirds.
pub(crate) const SAID: [(u16, u16, u16); 6] = [
    (15, 1, 0),
    (13, 0, 3),
    (12, 4, 0),
    (10, 0, 0),
    (9, 2, 1),
    (16, 0, 0),
];

/// Of a staircase so many flats vote.
pub(crate) fn voters(stairs: u16) -> std::ops::Range<u16> {
    let (yes, no, abstain) = SAID[usize::from(stairs)];
    stairs * FLATS..stairs * FLATS + yes + no + abstain
}

/// What a flat says.
pub(crate) fn mark(number: u16) -> Mark {
    let (yes, no, _) = SAID[usize::from(number / FLATS)];
    match number % FLATS {
        flat if flat < yes => Mark::Yes,
        flat if flat < yes + no => Mark::No,
        _ => Mark::Abstain,
    }
}

/// By which device a flat votes, and how: its own phone; else called out by the chair, on the shared tablet, on paper.
/// The fifth staircase votes while two tablets have no network, by phone and roll call only.
pub(crate) fn way(number: u16) -> (Name, Via) {
    match (phone(number), number % 3) {
        (Some(phone), _) => (phone, Via::OwnDevice),
        (None, rest) if number / FLATS == 4 || rest == 0 => (CHAIR, Via::RollCall),
        (None, 1) => (KIOSK, Via::SharedTablet),
        (None, _) => (TELLER, Via::Paper),
    }
}

impl Room {
    pub(crate) fn opens(&mut self, time: &str, stairs: u16, text: &str) -> EntryId {
        self.store(CHAIR);
        let (rules, day) = (built_in::all(), at(time).time().date());
        let group = group(stairs);
        let frozen = self.read(CHAIR, |log| {
            let attendance = Attendance::read(log);
            freeze(log, &attendance, &rules, RULE, day, &group).unwrap()
        });
        let parts = frozen.roll.into_iter();
        let rolls = parts.map(|part| match part {
            Part::Known(entry) => entry,
            Part::New(heads) => self.say(CHAIR, time, Event::Roll { heads }),
        });
        let rolls = rolls.collect();
        let opening = Opening {
            matter: matter(),
            text: text.to_owned(),
            rule: frozen.rule,
            sentence: frozen.sentence,
            way: Conducted::Named,
            group,
            options: Vec::new(),
            rolls,
        };
        self.say(CHAIR, time, Event::Opening(opening.into()))
    }

    pub(crate) fn casts(
        &mut self,
        (by, via): (Name, Via),
        time: &str,
        opening: EntryId,
        number: u16,
        mark: Mark,
    ) -> EntryId {
        let vote = Vote {
            opening,
            voter: person(number),
            mark,
            via,
            holder: None,
            is_signed: true,
            evidence: None,
        };
        self.say(by, time, Event::Ballot(vote))
    }

    /// Somebody confirms what another tablet entered for others, as far as it is here.
    pub(crate) fn witnesses(&mut self, who: Name, time: &str, of: Name) {
        let author = self.world.device(of).id();
        let ballots: Vec<EntryId> = self.read(who, |log| {
            let entered = log.counting().filter(|noted| match noted.event {
                Event::Ballot(vote) => vote.via.is_entered() && noted.author == author,
                _ => false,
            });
            entered.map(|noted| noted.entry).collect()
        });
        self.say(who, time, Event::Witness { ballots });
    }

    /// The chair closes a vote with the ballots that are there.
    pub(crate) fn closes(&mut self, time: &str, opening: EntryId) {
        self.store(CHAIR);
        let named = self.read(CHAIR, |log| to_close(log, opening));
        let lists = named.lists.into_iter();
        let lists = lists.map(|entries| self.say(CHAIR, time, Event::Listed { entries }));
        let lists = lists.collect();
        let closing = Event::Closing {
            opening,
            lists,
            count: named.count,
            digest: named.digest,
        };
        self.say(CHAIR, time, closing);
    }

    pub(crate) fn settles(
        &mut self,
        time: &str,
        opening: EntryId,
        settles: Settles,
        entries: Vec<EntryId>,
        reason: &str,
    ) {
        let settled = Event::Settled {
            opening,
            settles,
            entries,
            tablet: None,
            reason: reason.to_owned(),
        };
        self.say(CHAIR, time, settled);
    }

    /// A vote as a device has it.
    pub(crate) fn vote(&self, name: Name, opening: EntryId) -> VoteResult {
        let votes = self.sitting(name).votes.into_iter();
        let mut votes = votes.filter(|vote| vote.entry == opening);
        votes.next().unwrap()
    }

    /// Whether a paper of a vote is on the teller's list.
    pub(crate) fn has_paper(&self, opening: EntryId, number: u16) -> bool {
        self.read(TELLER, |log| {
            log.counting().any(|noted| match noted.event {
                Event::Ballot(vote) => vote.opening == opening && vote.voter == person(number),
                _ => false,
            })
        })
    }

    /// The ids of the tablets that a vote still waits for.
    pub(crate) fn is_missing(&self, vote: &VoteResult) -> Vec<Name> {
        let missing = |name: &Name| {
            let key = self.world.device(*name).id();
            vote.doubts
                .contains(&consultation::meeting::Doubt::TabletMissing(key))
        };
        [CHAIR, DESK, KIOSK, TELLER]
            .into_iter()
            .filter(missing)
            .collect()
    }
}
