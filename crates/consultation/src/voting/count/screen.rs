//! Ballots that are refused by themselves, before anything is weighed.

use std::collections::{BTreeMap, BTreeSet};

use crate::voting::ballot::{Arrival, Ballot, Hand};
use crate::voting::ids::{HeadId, VoterId};
use crate::voting::not_counted::Why;
use crate::voting::poll::{Poll, Presence};
use crate::voting::roster::Roster;
use crate::voting::rule::VotingRule;
use crate::voting::tally::is_of_present;

/// For whom each holder of proxies votes so far.
pub(super) type Holders<'a> = BTreeMap<&'a VoterId, BTreeSet<&'a HeadId>>;

/// Why a ballot is refused by itself.
pub(super) fn screen(
    rule: &VotingRule,
    roster: &Roster,
    poll: &Poll,
    ballot: &Ballot,
) -> Option<Why> {
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
pub(super) fn over_limit<'a>(
    rule: &VotingRule,
    roster: &'a Roster,
    ballot: &'a Ballot,
    holders: &mut Holders<'a>,
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
