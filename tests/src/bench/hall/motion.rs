//! The sitting that everybody is in: its people, its matters, and what is said in it as payloads.

use anyhow::{Context, Result};
use consultation::meeting::{Conducted, roster};
use consultation::meeting::{Event, Happened, Moment, Opening, RollHead, Via, Vote};
use consultation::voting::{Mark, announce, built_in, words};
use consultation::{CivilTime, Date, RowId};
use ledger::{Class, Entry, EntryId, Kind, PersonId};

use crate::wire::{now, today};

/// The sitting's row.
pub(super) const SITTING: RowId = RowId::from_bytes([1; 16]);

/// Somebody, by number.
pub(super) fn person(number: u16) -> PersonId {
    PersonId((u128::from(number) + 1).to_be_bytes())
}

/// A matter, by number.
pub(super) fn matter(number: u8) -> RowId {
    RowId::from_bytes((u128::from(number) + 2).to_be_bytes())
}

/// The door behind which somebody lives.
pub(super) fn door(number: u16) -> String {
    let (stairs, flat) = (number / 16 + 1, number % 16);
    format!("{stairs} 单元 {}{:02} 室", flat / 2 + 1, flat % 2 + 1)
}

/// What happens now in the sitting, as an entry's kind and payload.
pub(super) fn happens(event: Event) -> Result<(Kind, Vec<u8>)> {
    let happened = Happened::new(SITTING, moment()?, None, event)?;
    Ok((happened.event().kind(), happened.encode()))
}

/// What an entry says of a sitting.
pub(super) fn said(entry: &Entry) -> Option<Happened> {
    let header = entry.header();
    let is_statement = header.class == Class::Statement;
    Happened::decode(header.kind, entry.payload().filter(|_| is_statement)?)
}

/// Whether everybody looks up when this happens.
pub(super) fn is_announced(event: &Event) -> bool {
    matches!(event, Event::Step { .. } | Event::Opening(_))
}

/// Everybody as the roll of a vote has them.
pub(super) fn roll(people: u16) -> Vec<RollHead> {
    let heads = (0..people).map(|number| RollHead {
        label: door(number),
        voters: vec![person(number)],
        area: 0,
        household: String::new(),
    });
    heads.collect()
}

/// The opening of the vote on a matter, with its roll and the entry that carries that.
pub(super) fn opening(number: u8, heads: &[RollHead], roll: EntryId) -> Result<Event> {
    let rule = built_in::sitting(Date::FIRST);
    let announced = announce(&rule, &roster(heads, |person| person).counts())?;
    let opening = Opening {
        matter: matter(number),
        text: "同意小区地面车位先满足本小区住户的需要，余下的错时向外租用，试行三个月后再表决。"
            .to_owned(),
        rule: rule.terms().id.clone(),
        sentence: words::announcement(&announced),
        way: Conducted::Named,
        group: String::new(),
        options: Vec::new(),
        rolls: vec![roll],
    };
    Ok(Event::Opening(opening.into()))
}

/// Somebody's own ballot.
pub(super) fn ballot(opening: EntryId, voter: PersonId) -> Event {
    Event::Ballot(Vote {
        opening,
        voter,
        mark: Mark::Yes,
        via: Via::OwnDevice,
        holder: None,
        is_signed: true,
        evidence: None,
    })
}

fn moment() -> Result<Moment> {
    let second = now().0 / 1_000 % (24 * 60 * 60);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    let time = CivilTime::new(today()?, u8::try_from(hour)?, u8::try_from(minute)?);
    let moment = Moment::new(time.context("no time")?, u8::try_from(second % 60)?);
    moment.context("no moment")
}
