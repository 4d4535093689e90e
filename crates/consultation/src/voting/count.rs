//! Counting ballots: each person once, each head once, and nothing chosen silently.

use std::collections::{BTreeMap, BTreeSet};

use super::ballot::{Arrival, Ballot, Hand, Mark};
use super::conduct::Treatment;
use super::ids::{HeadId, VoterId};
use super::measure::Counts;
use super::not_counted::{NotCounted, Why};
use super::poll::{Poll, Presence};
use super::roster::{Head, LeftOut, Roster, Speaker, sum};
use super::rule::VotingRule;
use super::tally::{Tally, is_of_present};
use super::terms::Method;

/// What ballots came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The sums.
    pub tally: Tally,
    /// Ballots that do not count, or not as they are, in their order.
    pub not_counted: Vec<NotCounted>,
    /// Heads for whom something has to be settled.
    pub held: Vec<HeadId>,
    /// Who was in the list and is not entitled.
    pub left_out: Vec<LeftOut>,
}

/// What one head's ballots say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Nothing,
    Held,
    Invalid,
    Mark(Mark),
}

/// Counts what came in against the roster. Neither the order nor exact repetition of ballots
/// matters; a person's own hand goes before a proxy's, an own device before a shared tablet before
/// what was entered on behalf of the person, and every ballot that gave way is listed.
pub fn count(rule: &VotingRule, roster: &Roster, poll: &Poll) -> Counted {
    let mut not_counted = Vec::new();
    let voters = settle_voters(rule, roster, poll, &mut not_counted);
    let mut groups: BTreeMap<Says, Vec<&Head>> = BTreeMap::new();
    let mut recused = Vec::new();
    let mut silent_delivered = Vec::new();
    for head in roster.heads() {
        if head.is_any_of(&poll.recused) {
            recused.push(head);
            continue;
        }
        let says = head_says(head, &voters, &mut not_counted);
        if says == Says::Nothing && head.is_any_of(&poll.delivered) {
            silent_delivered.push(head);
        }
        groups.entry(says).or_default().push(head);
    }
    let of = |says: Says| groups.get(&says).map_or(Counts::ZERO, |heads| total(heads));
    let mut tally = Tally {
        entitled: roster.counts(),
        recused: total(&recused),
        yes: of(Says::Mark(Mark::Yes)),
        no: of(Says::Mark(Mark::No)),
        abstain: of(Says::Mark(Mark::Abstain)),
        invalid: of(Says::Invalid),
        held: of(Says::Held),
        silent_delivered: total(&silent_delivered),
        ..Tally::default()
    };
    tally.options = vec![Counts::ZERO; usize::from(poll.options)];
    for (says, heads) in &groups {
        let (slot, votes) = match says {
            Says::Mark(Mark::Option(option)) => {
                let place = usize::from(option.get()).checked_sub(1);
                (place.and_then(|place| tally.options.get_mut(place)), heads)
            }
            Says::Mark(Mark::Grade(grade)) => {
                let place = usize::from(grade.get()).checked_sub(1);
                (place.and_then(|place| tally.grades.get_mut(place)), heads)
            }
            _ => continue,
        };
        if let Some(slot) = slot {
            *slot = total(votes);
        }
    }
    if let Presence::Meeting {
        at_opening,
        at_vote,
    } = &poll.presence
    {
        let there = |people: &BTreeSet<VoterId>| {
            let heads = roster.heads().iter();
            sum(heads.filter(|head| head.is_any_of(people) && !head.is_any_of(&poll.recused)))
        };
        tally.present_at_opening = there(at_opening);
        tally.present = there(at_vote);
    }
    not_counted.sort();
    not_counted.dedup();
    let held = groups.get(&Says::Held);
    Counted {
        tally,
        not_counted,
        held: held.map_or(Vec::new(), |heads| {
            heads.iter().map(|head| head.id.clone()).collect()
        }),
        left_out: roster.left_out().to_vec(),
    }
}

fn total(heads: &[&Head]) -> Counts {
    sum(heads.iter().copied())
}

/// What a voter's ballots come to, with the ballot that says it.
struct Voice<'a> {
    ballot: &'a Ballot,
    says: Says,
}

/// What each voter says, after screening ballots and weighing the ways they came.
fn settle_voters<'a>(
    rule: &VotingRule,
    roster: &Roster,
    poll: &'a Poll,
    not_counted: &mut Vec<NotCounted>,
) -> BTreeMap<&'a VoterId, Vec<Voice<'a>>> {
    let mut ballots: Vec<&Ballot> = poll.ballots.iter().collect();
    ballots.sort_unstable();
    ballots.dedup();
    let mut holders: BTreeMap<&VoterId, BTreeSet<&HeadId>> = BTreeMap::new();
    let mut accepted: BTreeMap<&VoterId, Vec<&Ballot>> = BTreeMap::new();
    for ballot in ballots {
        let refused = screen(rule, roster, poll, ballot)
            .or_else(|| over_limit(rule, roster, ballot, &mut holders));
        match refused {
            Some(why) => not_counted.push(listed(ballot, why)),
            None => accepted.entry(&ballot.voter).or_default().push(ballot),
        }
    }
    let mut voters = BTreeMap::new();
    for (voter, ballots) in accepted {
        let voices = weigh(rule, poll, &ballots, not_counted);
        voters.insert(voter, voices);
    }
    voters
}

/// Why a ballot is refused by itself.
fn screen(rule: &VotingRule, roster: &Roster, poll: &Poll, ballot: &Ballot) -> Option<Why> {
    let mut heads = roster.heads().iter();
    let voter = &ballot.voter;
    if !roster.has(voter) {
        return Some(Why::NotOnRoster);
    }
    if ballot.arrival == Arrival::Late {
        return Some(Why::Late);
    }
    if poll.recused.contains(voter)
        || heads.all(|head| !head.voters.contains(voter) || head.is_any_of(&poll.recused))
    {
        return Some(Why::Recused);
    }
    if let Hand::Proxy {
        kind, is_written, ..
    } = &ballot.hand
    {
        if rule.terms().conduct.proxies.barred.contains(kind) {
            return Some(Why::HolderBarred(*kind));
        }
        if !is_written {
            return Some(Why::NoWrittenProxy(*kind));
        }
    }
    match &poll.presence {
        Presence::Meeting { at_vote, .. }
            if is_of_present(rule) && !is_there(roster, at_vote, voter) =>
        {
            Some(Why::NotPresent)
        }
        _ => None,
    }
}

/// Whether anybody is there for one of the voter's heads.
fn is_there(roster: &Roster, at_vote: &BTreeSet<VoterId>, voter: &VoterId) -> bool {
    let mut heads = roster.heads().iter();
    heads.any(|head| head.voters.contains(voter) && head.is_any_of(at_vote))
}

/// Whether a proxy's holder votes for too many already. The order is that of the ballots.
fn over_limit<'a>(
    rule: &VotingRule,
    roster: &'a Roster,
    ballot: &'a Ballot,
    holders: &mut BTreeMap<&'a VoterId, BTreeSet<&'a HeadId>>,
) -> Option<Why> {
    let Hand::Proxy { holder, .. } = &ballot.hand else {
        return None;
    };
    let limit = rule.terms().conduct.proxies.limit;
    let held = holders.entry(holder).or_default();
    let mut with_this = held.clone();
    for head in roster.heads() {
        if head.voters.contains(&ballot.voter) {
            with_this.insert(&head.id);
        }
    }
    if u64::try_from(with_this.len()).unwrap_or(u64::MAX) > limit.get() && with_this != *held {
        let holder = holder.clone();
        return Some(Why::OverProxyLimit { holder, limit });
    }
    *held = with_this;
    None
}

/// A voter's ballots by strength: the strongest way speaks, unless it contradicts itself.
fn weigh<'a>(
    rule: &VotingRule,
    poll: &Poll,
    ballots: &[&'a Ballot],
    not_counted: &mut Vec<NotCounted>,
) -> Vec<Voice<'a>> {
    let Some(strongest) = ballots.iter().map(|ballot| ballot.rank()).min() else {
        return Vec::new();
    };
    let mut voices: Vec<Voice<'a>> = Vec::new();
    for ballot in ballots.iter().filter(|ballot| ballot.rank() == strongest) {
        let (says, why) = read(rule, poll, ballot);
        if let Some(why) = why {
            not_counted.push(listed(ballot, why));
        }
        voices.push(Voice { ballot, says });
    }
    let Some(first) = voices.first() else {
        return voices;
    };
    let (counted, says) = (first.ballot.no, first.says);
    if voices.iter().any(|voice| voice.says != says) {
        for voice in &mut voices {
            voice.says = Says::Held;
            not_counted.push(listed(voice.ballot, Why::HeldClash));
        }
    } else {
        for voice in voices.drain(1..) {
            not_counted.push(listed(voice.ballot, Why::Repeated { counted }));
        }
    }
    for ballot in ballots.iter().filter(|ballot| ballot.rank() != strongest) {
        let why = if read(rule, poll, ballot).0 == says {
            Why::Repeated { counted }
        } else {
            Why::Clash { counted }
        };
        not_counted.push(listed(ballot, why));
    }
    voices
}

/// What a ballot says under the rule, and why if it is invalid.
fn read(rule: &VotingRule, poll: &Poll, ballot: &Ballot) -> (Says, Option<Why>) {
    let terms = rule.terms();
    let spoiled = &terms.conduct.spoiled;
    let treated = |treatment: Treatment, why: Why| match treatment {
        Treatment::Abstention => (Says::Mark(Mark::Abstain), None),
        Treatment::AsMarked | Treatment::Invalid => (Says::Invalid, Some(why)),
    };
    if !ballot.is_signed && spoiled.unsigned != Treatment::AsMarked {
        return treated(spoiled.unsigned, Why::Unsigned);
    }
    let fits = match (ballot.mark, &terms.method) {
        (Mark::Blank, _) => return treated(spoiled.blank, Why::Blank),
        (Mark::SeveralTicks, _) => return treated(spoiled.several_ticks, Why::SeveralTicks),
        (Mark::Abstain, _) | (Mark::Yes | Mark::No, Method::YesNo { .. }) => true,
        (Mark::Option(option), Method::Options { .. }) => {
            (1..=poll.options).contains(&option.get())
        }
        (Mark::Grade(grade), Method::Graded { .. }) => grade.is_valid(),
        _ => false,
    };
    if fits {
        (Says::Mark(ballot.mark), None)
    } else {
        (Says::Invalid, Some(Why::NoSuchMark))
    }
}

/// What the voters of one head say together. An invalid ballot beside a valid one says nothing.
fn head_says(
    head: &Head,
    voters: &BTreeMap<&VoterId, Vec<Voice<'_>>>,
    not_counted: &mut Vec<NotCounted>,
) -> Says {
    let mut says = Says::Nothing;
    let mut speaking = Vec::new();
    for voter in &head.voters {
        for voice in voters.get(voter).into_iter().flatten() {
            match &head.speaker {
                Speaker::Agreed(agreed) if agreed != voter => {
                    not_counted.push(listed(voice.ballot, Why::AnotherWasAgreed));
                    continue;
                }
                _ => speaking.push(voice),
            }
            says = match (says, voice.says) {
                (Says::Nothing | Says::Invalid, other) | (other, Says::Invalid) => other,
                (before, other) if before == other => before,
                _ => Says::Held,
            };
        }
    }
    if says == Says::Held {
        let is_clash = |voice: &&Voice<'_>| voice.says == Says::Held;
        if !speaking.iter().all(is_clash) {
            let differing = speaking.iter().filter(|voice| voice.says != Says::Held);
            not_counted.extend(differing.map(|voice| listed(voice.ballot, Why::HeldDiffering)));
        }
    }
    says
}

fn listed(ballot: &Ballot, why: Why) -> NotCounted {
    NotCounted {
        ballot: ballot.no,
        voter: ballot.voter.clone(),
        why,
    }
}
