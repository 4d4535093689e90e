//! Counting ballots: each person once, each head once, and nothing chosen silently.

mod screen;
mod voice;

use std::collections::{BTreeMap, BTreeSet};

use self::screen::{Holders, over_limit, screen};
use self::voice::{Says, Voices, head_says, weigh};
use super::ballot::{Ballot, Mark};
use super::ids::{HeadId, VoterId};
use super::measure::Counts;
use super::not_counted::{NotCounted, Why};
use super::poll::{Poll, Presence};
use super::roster::{Addendum, Head, LeftOut, Roster, sum};
use super::rule::VotingRule;
use super::tally::Tally;

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
    /// What changed after the roster was frozen, and changes nothing here.
    pub addenda: Vec<Addendum>,
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
        addenda: roster.addenda().to_vec(),
    }
}

fn total(heads: &[&Head]) -> Counts {
    sum(heads.iter().copied())
}

/// What each voter says, after screening ballots and weighing the ways they came.
fn settle_voters<'a>(
    rule: &VotingRule,
    roster: &Roster,
    poll: &'a Poll,
    not_counted: &mut Vec<NotCounted>,
) -> Voices<'a> {
    let mut ballots: Vec<&Ballot> = poll.ballots.iter().collect();
    ballots.sort_unstable();
    ballots.dedup();
    let mut holders = Holders::new();
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

fn listed(ballot: &Ballot, why: Why) -> NotCounted {
    NotCounted {
        ballot: ballot.no,
        voter: ballot.voter.clone(),
        why,
    }
}
