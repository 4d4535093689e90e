//! Counting ballots: each person once, each head once, and nothing chosen silently.

mod index;
mod screen;
mod voice;

use std::collections::BTreeSet;

use self::index::Index;
use self::screen::{over_limit, screen};
use self::voice::{Says, Voice, head_says, weigh};
use super::ballot::{Ballot, Grade, Mark, OptionNo};
use super::ids::{HeadId, VoterId};
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
    let voices = settle_voters(rule, roster, poll, &mut not_counted);
    // Whoever handed in anything was not silent, even if it does not count.
    let returned: BTreeSet<VoterId> = poll
        .ballots
        .iter()
        .map(|ballot| ballot.voter.clone())
        .collect();
    let mut said: Vec<(Says, &Head)> = Vec::new();
    let mut recused = Vec::new();
    let mut silent_delivered = Vec::new();
    for head in roster.heads() {
        if head.is_any_of(&poll.recused) {
            recused.push(head);
            continue;
        }
        let says = head_says(head, &voices, &mut not_counted);
        if head.is_any_of(&poll.delivered) && !head.is_any_of(&returned) {
            silent_delivered.push(head);
        }
        said.push((says, head));
    }
    let of = |says: Says| {
        let saying = said.iter().filter(|(other, _)| *other == says);
        sum(saying.map(|(_, head)| *head))
    };
    let mut tally = Tally {
        entitled: roster.counts(),
        recused: sum(recused.into_iter()),
        yes: of(Says::Mark(Mark::Yes)),
        no: of(Says::Mark(Mark::No)),
        abstain: of(Says::Mark(Mark::Abstain)),
        invalid: of(Says::Invalid),
        held: of(Says::Held),
        silent_delivered: sum(silent_delivered.into_iter()),
        ..Tally::default()
    };
    for option in 1..=poll.options {
        let votes = of(Says::Mark(Mark::Option(OptionNo::new(option))));
        tally.options.push(votes);
    }
    for (grade, slot) in (1..=5).zip(&mut tally.grades) {
        *slot = of(Says::Mark(Mark::Grade(Grade::new(grade))));
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
    let held = said.iter().filter(|(says, _)| *says == Says::Held);
    Counted {
        tally,
        not_counted,
        held: held.map(|(_, head)| head.id.clone()).collect(),
        left_out: roster.left_out().to_vec(),
        addenda: roster.addenda().to_vec(),
    }
}

/// What voters say, in their order, after screening ballots and weighing the ways they came.
fn settle_voters<'a>(
    rule: &VotingRule,
    roster: &'a Roster,
    poll: &'a Poll,
    not_counted: &mut Vec<NotCounted>,
) -> Vec<Voice<'a>> {
    let index = Index::of(roster);
    let mut ballots: Vec<&Ballot> = poll.ballots.iter().collect();
    ballots.sort_unstable();
    ballots.dedup();
    let mut holders = Vec::new();
    let mut accepted = Vec::new();
    for ballot in ballots {
        let refused = screen(rule, &index, poll, ballot)
            .or_else(|| over_limit(rule, &index, ballot, &mut holders));
        match refused {
            Some(why) => not_counted.push(listed(ballot, why)),
            None => accepted.push(ballot),
        }
    }
    accepted.sort_by_key(|ballot| &ballot.voter);
    let mut voices = Vec::new();
    for ballots in accepted.chunk_by(|one, other| one.voter == other.voter) {
        voices.extend(weigh(rule, poll, ballots, not_counted));
    }
    voices
}

fn listed(ballot: &Ballot, why: Why) -> NotCounted {
    NotCounted {
        ballot: ballot.no,
        voter: ballot.voter.clone(),
        why,
    }
}
