//! Ballots that are refused by themselves, before anything is weighed.

use super::index::Index;
use crate::voting::ballot::{Arrival, Ballot, Hand};
use crate::voting::ids::{HeadId, VoterId};
use crate::voting::not_counted::Why;
use crate::voting::poll::{Poll, Presence};
use crate::voting::rule::VotingRule;
use crate::voting::tally::is_of_present;

/// A holder of proxies, and for whom they vote so far.
pub(super) struct Holder<'a> {
    who: &'a VoterId,
    heads: Vec<&'a HeadId>,
}

/// Why a ballot is refused by itself.
pub(super) fn screen(
    rule: &VotingRule,
    index: &Index<'_>,
    poll: &Poll,
    ballot: &Ballot,
) -> Option<Why> {
    let heads = index.heads(&ballot.voter);
    if heads.is_empty() {
        return Some(Why::NotOnRoster);
    }
    if ballot.arrival == Arrival::Late {
        return Some(Why::Late);
    }
    if heads.iter().all(|(_, head)| head.is_any_of(&poll.recused)) {
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
            if is_of_present(rule) && !at_vote.contains(&ballot.voter) =>
        {
            Some(Why::NotPresent)
        }
        _ => None,
    }
}

/// Whether a proxy's holder votes for too many already. The order is that of the ballots.
pub(super) fn over_limit<'a>(
    rule: &VotingRule,
    index: &Index<'a>,
    ballot: &'a Ballot,
    holders: &mut Vec<Holder<'a>>,
) -> Option<Why> {
    let Hand::Proxy { holder, .. } = &ballot.hand else {
        return None;
    };
    let limit = rule.terms().conduct.proxies.limit;
    let place = holders.iter().position(|known| known.who == holder);
    let before: &[&HeadId] = place
        .and_then(|place| holders.get(place))
        .map_or(&[], |known| &known.heads);
    let mut heads = before.to_vec();
    for (_, head) in index.heads(&ballot.voter) {
        if !heads.contains(&&head.id) {
            heads.push(&head.id);
        }
    }
    let is_more = heads.len() > before.len();
    if is_more && u64::try_from(heads.len()).unwrap_or(u64::MAX) > limit.get() {
        let holder = holder.clone();
        return Some(Why::OverProxyLimit { holder, limit });
    }
    match place.and_then(|place| holders.get_mut(place)) {
        Some(known) => known.heads = heads,
        None => holders.push(Holder { who: holder, heads }),
    }
    None
}
