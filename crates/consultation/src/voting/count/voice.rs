//! What voters and heads say, after weighing the ways in which their ballots came.

use super::listed;
use crate::voting::ballot::{Ballot, Mark};
use crate::voting::conduct::Treatment;
use crate::voting::ids::VoterId;
use crate::voting::not_counted::{NotCounted, Why};
use crate::voting::poll::Poll;
use crate::voting::roster::{Head, Speaker};
use crate::voting::rule::VotingRule;
use crate::voting::terms::Method;

/// What one head's ballots say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    Nothing,
    Held,
    Invalid,
    Mark(Mark),
}

/// What a voter's ballots come to, with the ballot that says it.
pub(super) struct Voice<'a> {
    ballot: &'a Ballot,
    says: Says,
}

/// A voter's ballots by strength: the strongest way speaks, unless it contradicts itself. There is
/// more than one voice only then.
pub(super) fn weigh<'a>(
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
    let is_held = voices.iter().any(|voice| voice.says != says);
    if is_held {
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
        let why = if is_held {
            Why::HeldClash
        } else if read(rule, poll, ballot).0 == says {
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

/// What one voter says, of voices in the order of their voters.
fn of_voter<'v, 'a>(voices: &'v [Voice<'a>], voter: &VoterId) -> &'v [Voice<'a>] {
    let start = voices.partition_point(|voice| voice.ballot.voter < *voter);
    let end = voices.partition_point(|voice| voice.ballot.voter <= *voter);
    voices.get(start..end).unwrap_or(&[])
}

/// What the voters of one head say together. An invalid ballot beside a valid one says nothing.
pub(super) fn head_says(
    head: &Head,
    voices: &[Voice<'_>],
    not_counted: &mut Vec<NotCounted>,
) -> Says {
    let mut says = Says::Nothing;
    let mut speaking = Vec::new();
    for voter in &head.voters {
        for voice in of_voter(voices, voter) {
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
