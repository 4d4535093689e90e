//! What a vote came to, with everything that is to be listed beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::{EntryId, PersonId};

use super::doubt::Doubt;
use super::gather::{Gathered, is_another, joined};
use crate::meeting::attendance::Attendance;
use crate::meeting::choice::{Duty, Settles, StepKind, Via};
use crate::meeting::event::{Counted, Event, Opening, Vote};
use crate::meeting::log::{Log, Noted};
use crate::meeting::moment::Moment;
use crate::meeting::order;
use crate::meeting::roll::{self, voter};
use crate::meeting::tablets::{Tablet, Tablets};
use crate::record::{Kind, RowId};
use crate::voting::{
    Agenda, Arrival, Ballot, BallotNo, Circumstances, Counts, Decision, Entitled, Hand, Heads,
    HolderKind, Mark, Poll, Presence, Roster, RuleSet, Tally, VoteError, VoterId, VotingRule, Way,
    Why, announce, count, decide, is_of_present, words,
};

/// What votes depend on beside the events of the sitting.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s> {
    /// The rules that a plan can choose.
    pub rules: &'s [RuleSet],
    /// The matters that were on the agenda that was announced.
    pub announced: &'s [RowId],
}

/// A vote as it stands.
#[derive(Clone, Debug)]
pub struct Result {
    /// The entry that opened it.
    pub entry: EntryId,
    /// When it was opened.
    pub opened: Moment,
    /// When it was closed first.
    pub closed: Option<Moment>,
    /// What was put to the vote.
    pub opening: Arc<Opening>,
    /// Who votes by its rule.
    pub entitled: Entitled,
    /// How many count as one each, by every measure.
    pub all: Counts,
    /// The sums so far.
    pub tally: Tally,
    /// What they come to; `None` where there is no rule to decide by.
    pub decided: Option<std::result::Result<Decision, VoteError>>,
    /// Every ballot, in the order of the log, with what becomes of it.
    pub ballots: Vec<Listed>,
    /// What stands between this and a final result.
    pub doubts: Vec<Doubt>,
    /// What staff settled, with their reasons.
    pub settled: Vec<Settlement>,
    /// Whether staff settled that it comes to nothing, or counts with another opening.
    pub is_void: bool,
}

/// What staff settled about a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Its entry.
    pub entry: EntryId,
    /// Who settled it, where that is known.
    pub by: Option<PersonId>,
    /// In which way.
    pub settles: Settles,
    /// Why.
    pub reason: String,
}

impl Settlement {
    fn of(noted: &Noted<'_>) -> Option<Self> {
        let Event::Settled {
            settles, reason, ..
        } = noted.event
        else {
            return None;
        };
        Some(Self {
            entry: noted.entry,
            by: noted.person,
            settles: *settles,
            reason: reason.clone(),
        })
    }
}

/// A ballot as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its entry.
    pub entry: EntryId,
    /// Whose vote it is.
    pub voter: PersonId,
    /// What it says.
    pub mark: Mark,
    /// How it came.
    pub via: Via,
    /// When, by the clock of the device.
    pub at: Moment,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It counts.
    Counts,
    /// It does not, by the rule.
    Not(Why),
    /// It waits for a second person to confirm it.
    Unwitnessed,
    /// Staff settled, with a reason, that it does not count.
    Refused,
    /// The vote is counted by tellers and asks for no names.
    Unasked,
}

impl Result {
    /// Whether nothing is left to settle or to wait for.
    pub fn is_final(&self) -> bool {
        self.doubts.is_empty()
    }

    /// The result in full, step by step, for anybody to check.
    pub fn lines(&self) -> Vec<String> {
        match &self.decided {
            Some(Ok(decision)) => words::decision(decision, self.entitled),
            Some(Err(error)) => vec![words::vote_error(*error)],
            None => Vec::new(),
        }
    }
}

/// All votes of a sitting, in the order in which they were opened.
pub fn votes(
    log: &Log<'_>,
    attendance: &Attendance,
    tablets: &Tablets,
    setting: Setting<'_>,
) -> Vec<Result> {
    let joined = joined(log);
    let mut gathered: Vec<Gathered<'_, '_>> = Vec::new();
    for noted in log.counting() {
        if let Event::Opening(opening) = noted.event {
            gathered.push(Gathered::of(log, noted, opening, &joined));
        }
    }
    let gathered = order::by(gathered, |vote| [order::of_moment(vote.opened.at), 0, 0]);
    let twice = opened_twice(&gathered);
    let room = Room {
        log,
        attendance,
        tablets,
        setting,
    };
    let votes = gathered.into_iter().map(|mut vote| {
        let others = twice.iter().filter(|(one, _)| *one == vote.opened.entry);
        vote.doubts
            .extend(others.map(|(_, other)| Doubt::OpenedTwice(*other)));
        room.result(vote)
    });
    votes.collect()
}

/// Openings of one matter that overlap: both were open at once, so each was opened without knowing of the other.
fn opened_twice(votes: &[Gathered<'_, '_>]) -> Vec<(EntryId, EntryId)> {
    let mut pairs = Vec::new();
    for (place, one) in votes.iter().enumerate().filter(|(_, vote)| !vote.is_void) {
        for other in votes.iter().skip(place + 1).filter(|vote| !vote.is_void) {
            let is_same = one.opening.matter == other.opening.matter
                && one.opening.group == other.opening.group;
            let mut closings = one.closings.iter();
            let was_closed = closings.any(|closing| closing.at <= other.opened.at);
            if is_same && !was_closed {
                pairs.push((one.opened.entry, other.opened.entry));
                pairs.push((other.opened.entry, one.opened.entry));
            }
        }
    }
    pairs
}

struct Room<'r, 'a> {
    log: &'r Log<'a>,
    attendance: &'r Attendance,
    tablets: &'r Tablets,
    setting: Setting<'r>,
}

impl<'a> Room<'_, 'a> {
    fn result(&self, mut vote: Gathered<'_, 'a>) -> Result {
        let opening = vote.opening;
        let opened = vote.opened.at;
        let closed = vote.closings.iter().map(|closing| closing.at).min();
        let roster = roll::roster(vote.heads.iter().copied(), |person| {
            self.attendance.canonical(person)
        });
        let all = roster.counts();
        let set = RuleSet::find(self.setting.rules, &opening.rule);
        let rule = set.and_then(|set| set.on_or_newest(Some(opened.time().date())));
        self.wait_for_tablets(&mut vote);
        self.look_at_clocks(&mut vote);
        let mut result = Result {
            entry: vote.opened.entry,
            opened,
            closed,
            opening: opening.clone(),
            entitled: rule.map_or(Entitled::Participants, |rule| rule.terms().entitled),
            all,
            tally: Tally::default(),
            decided: None,
            ballots: Vec::new(),
            doubts: Vec::new(),
            settled: vote
                .settled
                .iter()
                .filter_map(|noted| Settlement::of(noted))
                .collect(),
            is_void: vote.is_void,
        };
        if let Some(rule) = rule {
            check_sentence(rule, &roster, &mut vote);
            result.tally = match opening.way.is_counted_by_tellers() {
                true => self.tellers(rule, &roster, &mut vote),
                false => self.ballots(rule, &roster, &mut vote, &mut result.ballots),
            };
            let circumstances = self.circumstances(&vote, closed);
            result.decided = Some(decide(rule, &result.tally, &circumstances));
        } else {
            vote.doubts.push(Doubt::RuleUnknown);
        }
        if opening.way.is_counted_by_tellers() {
            result.ballots = self.unasked(&vote);
        }
        result.doubts = match vote.is_void {
            true => Vec::new(),
            false => vote.doubts,
        };
        result
    }

    /// A tablet that takes part may hold ballots until it says, after the closing, that it does not.
    fn wait_for_tablets(&self, vote: &mut Gathered<'_, 'a>) {
        let Some(closing) = vote.closings.first() else {
            return;
        };
        // A tablet that came later took nothing for this vote.
        let was_there = |tablet: &&Tablet| tablet.first <= closing.at;
        for tablet in self.tablets.iter().filter(was_there) {
            let is_closer = vote.closings.iter().any(|noted| noted.author == tablet.key);
            let is_given_up = vote.without.contains(&tablet.key);
            if !is_closer && !is_given_up && !tablet.has_given_all(closing.seq) {
                vote.doubts.push(Doubt::TabletMissing(tablet.key));
            }
        }
    }

    /// A clock that is a day ahead puts people and ballots at the wrong place of the sitting.
    fn look_at_clocks(&self, vote: &mut Gathered<'_, 'a>) {
        let mut ahead = Vec::new();
        let said = vote.ballots.iter().map(|(noted, _)| *noted);
        let said = said
            .chain([vote.opened])
            .chain(vote.closings.iter().copied());
        for noted in said {
            let is_ahead = noted
                .received
                .is_some_and(|received| noted.at.time().date() > received);
            if is_ahead && !ahead.contains(&noted.author) {
                ahead.push(noted.author);
            }
        }
        vote.doubts.extend(ahead.into_iter().map(Doubt::ClockAhead));
    }

    fn circumstances(&self, vote: &Gathered<'_, 'a>, closed: Option<Moment>) -> Circumstances {
        let opened = vote.opened.at;
        let is_announced = self.setting.announced.contains(&vote.opening.matter);
        let mut kinds: Vec<String> = Vec::new();
        for attendee in self.attendance.iter() {
            let card = attendee.card.as_ref();
            let card = card.filter(|_| attendee.was_there(opened, closed));
            if let Some(card) = card.filter(|card| !kinds.contains(&card.kind)) {
                kinds.push(card.kind.clone());
            }
        }
        Circumstances {
            agenda: match is_announced {
                true => Agenda::Announced,
                false => Agenda::NotAnnounced,
            },
            kinds_present: kinds,
            ..Circumstances::on(opened.time().date())
        }
    }

    fn presence(&self, rule: &VotingRule, opened: Moment, closed: Option<Moment>) -> Presence {
        if !is_of_present(rule) {
            return Presence::Written;
        }
        let begun = self.log.counting().find_map(|noted| match noted.event {
            Event::Step { step, .. } if *step == StepKind::Opened => Some(noted.at),
            _ => None,
        });
        let there = |from, until| {
            let people = self.attendance.voters_there(from, until);
            people.iter().copied().map(voter).collect()
        };
        let begun = begun.unwrap_or(opened);
        Presence::Meeting {
            at_opening: there(begun, Some(begun)),
            at_vote: there(opened, closed),
        }
    }

    fn recused(&self, matter: RowId) -> BTreeSet<VoterId> {
        let events = self.log.counting();
        let people = events.filter_map(|noted| match noted.event {
            Event::Recused {
                person, matter: of, ..
            } if *of == matter => Some(voter(self.attendance.canonical(*person))),
            _ => None,
        });
        people.collect()
    }

    /// Counts the ballots with names.
    fn ballots(
        &self,
        rule: &VotingRule,
        roster: &Roster,
        vote: &mut Gathered<'_, 'a>,
        listed: &mut Vec<Listed>,
    ) -> Tally {
        let closed = vote.closings.iter().map(|closing| closing.at).min();
        let options = u8::try_from(vote.opening.options.len()).unwrap_or(u8::MAX);
        let mut poll = Poll {
            options,
            presence: self.presence(rule, vote.opened.at, closed),
            recused: self.recused(vote.opening.matter),
            ..Poll::default()
        };
        for (place, (noted, ballot)) in vote.ballots.iter().enumerate() {
            let unwitnessed = ballot.via.is_entered() && !vote.witnessed.contains(&noted.entry);
            let voter_id = self.attendance.canonical(ballot.voter);
            let mut line = Listed {
                entry: noted.entry,
                voter: voter_id,
                mark: ballot.mark,
                via: ballot.via,
                at: noted.at,
                fate: Fate::Counts,
            };
            let is_late = vote.is_closed() && !vote.in_time.contains(&noted.entry);
            if vote.refused.contains(&noted.entry) {
                line.fate = Fate::Refused;
            } else if unwitnessed {
                line.fate = Fate::Unwitnessed;
                let doubt = Doubt::Unwitnessed(noted.entry, voter_id);
                vote.doubts.push(doubt);
            } else {
                poll.ballots.push(Ballot {
                    no: BallotNo::new(u64::try_from(place).unwrap_or(u64::MAX)),
                    voter: voter(voter_id),
                    mark: ballot.mark,
                    is_signed: ballot.via != Via::Paper || ballot.is_signed,
                    way: way(ballot.via),
                    hand: self.hand(ballot),
                    arrival: match is_late {
                        true => Arrival::Late,
                        false => Arrival::InTime,
                    },
                });
            }
            listed.push(line);
        }
        let counted = count(rule, roster, &poll);
        for not_counted in counted.not_counted {
            let place = usize::try_from(not_counted.ballot.get()).unwrap_or(usize::MAX);
            let Some(line) = listed.get_mut(place) else {
                continue;
            };
            let (entry, person) = (line.entry, line.voter);
            match &not_counted.why {
                Why::Late => vote.doubts.push(Doubt::Late(entry, person)),
                Why::Clash { .. } | Why::HeldClash | Why::HeldDiffering => {
                    let doubt = Doubt::Clash(entry, person, not_counted.why.clone());
                    vote.doubts.push(doubt);
                }
                _ => {}
            }
            line.fate = Fate::Not(not_counted.why);
        }
        counted.tally
    }

    /// By whose hand a ballot was cast.
    fn hand(&self, ballot: &Vote) -> Hand {
        let Some(holder) = ballot.holder else {
            return Hand::Own;
        };
        let attendee = self.attendance.get(holder);
        let card = attendee.and_then(|attendee| attendee.card.as_ref());
        let voter_id = self.attendance.canonical(ballot.voter);
        let is_written = attendee.is_some_and(|attendee| {
            let mut held = attendee.holds.iter();
            held.any(|person| self.attendance.canonical(*person) == voter_id)
        });
        let kind = match card {
            Some(card) if card.kind == Kind::PropertyFirm.id() => HolderKind::PropertyFirm,
            Some(card) if !card.units.is_empty() => HolderKind::Owner,
            Some(_) => HolderKind::Resident,
            None => HolderKind::Other,
        };
        let is_teller = self.tablets.on_duty(Duty::Teller).any(|tablet| {
            let events = self.log.counting();
            let mut theirs = events.filter(|noted| noted.author == tablet.key);
            theirs.any(|noted| noted.person == Some(holder))
        });
        Hand::Proxy {
            holder: voter(self.attendance.canonical(holder)),
            kind: match is_teller {
                true => HolderKind::Teller,
                false => kind,
            },
            is_written,
        }
    }

    /// The sums that two tellers agree on.
    fn tellers(&self, rule: &VotingRule, roster: &Roster, vote: &mut Gathered<'_, 'a>) -> Tally {
        let of = |duty: Duty| {
            let mut counts = vote.counts.iter().rev();
            counts.find(|(_, other, _)| *other == duty)
        };
        let mut doubts = Vec::new();
        let counted = match (of(Duty::Teller), of(Duty::Scrutineer)) {
            (Some((one, _, counted)), Some((other, _, checked))) => {
                if !is_another(one, (other.author, other.person)) {
                    doubts.push(Doubt::OneTeller);
                }
                if counted != checked {
                    doubts.push(Doubt::TellersDiffer(*counted, *checked));
                }
                *counted
            }
            (teller, scrutineer) => {
                let scrutineer_is_missing = scrutineer.is_none();
                doubts.push(Doubt::NotCounted {
                    scrutineer: scrutineer_is_missing && teller.is_some(),
                });
                teller
                    .or(scrutineer)
                    .map_or_else(Counted::default, |(_, _, counted)| *counted)
            }
        };
        let closed = vote.closings.iter().map(|closing| closing.at).min();
        let recused = roster.counts_of(&self.recused(vote.opening.matter));
        let mut tally = Tally {
            entitled: roster.counts(),
            recused,
            yes: Counts::heads(counted.yes),
            no: Counts::heads(counted.no),
            abstain: Counts::heads(counted.abstain),
            invalid: Counts::heads(counted.invalid),
            ..Tally::default()
        };
        if let Presence::Meeting {
            at_opening,
            at_vote,
        } = self.presence(rule, vote.opened.at, closed)
        {
            tally.present_at_opening = roster.counts_of(&at_opening);
            tally.present = roster.counts_of(&at_vote);
        }
        let people = match is_of_present(rule) {
            true => tally.present.heads,
            false => tally.base().heads,
        };
        if Heads::new(counted.sum()) > people {
            doubts.push(Doubt::MoreThanPeople {
                counted: counted.sum(),
                people: people.get(),
            });
        }
        vote.doubts.extend(doubts);
        tally
    }

    /// Ballots with names in a vote that tellers count: they are listed and count for nothing.
    fn unasked(&self, vote: &Gathered<'_, 'a>) -> Vec<Listed> {
        let ballots = vote.ballots.iter();
        let listed = ballots.map(|(noted, ballot)| Listed {
            entry: noted.entry,
            voter: self.attendance.canonical(ballot.voter),
            mark: ballot.mark,
            via: ballot.via,
            at: noted.at,
            fate: Fate::Unasked,
        });
        listed.collect()
    }
}

fn way(via: Via) -> Way {
    match via {
        Via::OwnDevice => Way::OwnDevice,
        Via::SharedTablet => Way::SharedTablet,
        Via::RollCall | Via::Hands | Via::Paper => Way::OnBehalf,
    }
}

/// Whether the rule still reads as it was read aloud.
fn check_sentence(rule: &VotingRule, roster: &Roster, vote: &mut Gathered<'_, '_>) {
    let read = &vote.opening.sentence;
    let now = announce(rule, &roster.counts()).map(|said| words::announcement(&said));
    let has_roll = !vote
        .doubts
        .iter()
        .any(|doubt| matches!(doubt, Doubt::RollMissing(_)));
    if has_roll && !read.is_empty() && now.is_ok_and(|now| now != *read) {
        vote.doubts.push(Doubt::RuleChanged);
    }
}
