//! What an event's words and numbers may be.

use std::sync::Arc;

use super::{Event, OwnedUnit, RollHead};
use crate::command::{clean_line, clean_lines};
use crate::meeting::choice::Duty;

/// Characters of a name, as on a name tag.
const NAME: usize = 50;
/// Characters of one line.
const LINE: usize = 200;
/// Characters of a text of several lines.
const TEXT: usize = 2_000;
/// Options of one vote: more do not fit a ballot.
const OPTIONS: usize = 20;
/// A square kilometre in 0.01 m²: no unit is larger, and sums stay exact below it.
const AREA: u64 = 100_000_000;
/// More people or papers are in no room.
const COUNT: u64 = 1_000_000;

/// The box of a form that an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventBox {
    /// 姓名
    Name,
    /// 内容
    Text,
    /// 理由、依据
    Reason,
    /// 签名
    Signature,
    /// 表决规则
    Rule,
    /// 选项
    Options,
    /// 票数
    Count,
    /// 面积
    Area,
    /// 表决票, 人员: a list from which nothing was chosen.
    Choice,
}

/// Why something cannot be said in a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// A box is empty that may not be.
    #[error("{0:?} needs something")]
    Empty(EventBox),
    /// A box holds too much.
    #[error("{part:?} takes at most {limit} and was given {found}")]
    TooMuch {
        /// Which.
        part: EventBox,
        /// What it takes.
        limit: u64,
        /// What it was given.
        found: u64,
    },
    /// More papers were counted than were handed out.
    #[error("{counted} papers were counted, {issued} handed out")]
    MoreThanIssued {
        /// Papers counted.
        counted: u64,
        /// Papers handed out.
        issued: u64,
    },
    /// Somebody would vote for themselves by proxy, or be the same as themselves.
    #[error("a person stands on both sides")]
    Themselves,
}

/// Words of an event that are one line, with what they may be at most.
fn lines(event: &mut Event) -> Vec<(EventBox, usize, &mut String)> {
    match event {
        Event::Post { name, .. } => vec![(EventBox::Name, NAME, name)],
        Event::Card(card) => {
            let card = Arc::make_mut(card);
            let mut lines = vec![
                (EventBox::Name, NAME, &mut card.name),
                (EventBox::Text, LINE, &mut card.kind),
                (EventBox::Text, LINE, &mut card.represents),
                (EventBox::Text, LINE, &mut card.household),
            ];
            for OwnedUnit {
                unit,
                building_unit,
                ..
            } in &mut card.units
            {
                lines.push((EventBox::Text, LINE, unit));
                lines.push((EventBox::Text, LINE, building_unit));
            }
            lines
        }
        Event::CheckIn(came) => vec![(EventBox::Reason, LINE, &mut came.basis)],
        Event::Step { reason, .. }
        | Event::Recused { reason, .. }
        | Event::Settled { reason, .. }
        | Event::Signed { reason, .. }
        | Event::Withdrawn { reason, .. } => vec![(EventBox::Reason, LINE, reason)],
        Event::Roll { heads } => {
            let mut lines = Vec::new();
            for RollHead {
                label, household, ..
            } in heads
            {
                lines.push((EventBox::Text, LINE, label));
                lines.push((EventBox::Text, LINE, household));
            }
            lines
        }
        Event::Opening(opening) => {
            let opening = Arc::make_mut(opening);
            let mut lines = vec![
                (EventBox::Rule, LINE, &mut opening.rule),
                (EventBox::Text, LINE, &mut opening.group),
            ];
            let options = opening.options.iter_mut();
            lines.extend(options.map(|option| (EventBox::Options, LINE, option)));
            lines
        }
        _ => Vec::new(),
    }
}

/// Words of an event that may have several lines.
fn texts(event: &mut Event) -> Vec<&mut String> {
    match event {
        Event::Speech { text, .. } | Event::Opinion { text, .. } | Event::Addendum { text } => {
            vec![text]
        }
        Event::Opening(opening) => {
            let opening = Arc::make_mut(opening);
            vec![&mut opening.text, &mut opening.sentence]
        }
        _ => Vec::new(),
    }
}

/// Takes out of all words what nobody sees.
pub(super) fn clean(event: &mut Event) {
    for (_, _, line) in lines(event) {
        *line = clean_line(line);
    }
    for text in texts(event) {
        *text = clean_lines(text);
    }
}

/// Cuts words to what they may be.
pub(super) fn cut(event: &mut Event) {
    let shorten = |text: &mut String, limit: usize| {
        if let Some((end, _)) = text.char_indices().nth(limit) {
            text.truncate(end);
        }
    };
    for (_, limit, line) in lines(event) {
        shorten(line, limit);
    }
    for text in texts(event) {
        shorten(text, TEXT);
    }
}

/// Whether it could be said so.
pub(super) fn check(event: &mut Event) -> Result<(), EventError> {
    for (part, limit, line) in lines(event) {
        at_most(part, limit, line.chars().count())?;
    }
    for text in texts(event) {
        at_most(EventBox::Text, TEXT, text.chars().count())?;
    }
    match event {
        Event::Card(card) => {
            needs(EventBox::Name, card.name.is_empty())?;
            card.units.iter().try_for_each(|unit| area(unit.area))
        }
        Event::Same { person, other } if person == other => Err(EventError::Themselves),
        Event::CheckIn(came) if came.holds.contains(&came.person) => Err(EventError::Themselves),
        Event::CheckIn(came) => {
            let is_bare = !came.holds.is_empty() && came.basis.is_empty();
            needs(EventBox::Reason, is_bare)
        }
        Event::Step { step, reason, .. } => {
            needs(EventBox::Reason, step.needs_reason() && reason.is_empty())
        }
        Event::Recused { reason, .. }
        | Event::Settled { reason, .. }
        | Event::Withdrawn { reason, .. } => needs(EventBox::Reason, reason.is_empty()),
        Event::Speech { text, .. } | Event::Opinion { text, .. } | Event::Addendum { text } => {
            needs(EventBox::Text, text.is_empty())
        }
        Event::Roll { heads } => {
            needs(EventBox::Choice, heads.is_empty())?;
            heads.iter().try_for_each(|head| area(head.area))
        }
        Event::Opening(opening) => {
            needs(EventBox::Text, opening.text.is_empty())?;
            needs(EventBox::Rule, opening.rule.is_empty())?;
            needs(EventBox::Choice, opening.rolls.is_empty())?;
            at_most(EventBox::Options, OPTIONS, opening.options.len())
        }
        Event::Ballot(vote) if vote.holder == Some(vote.voter) => Err(EventError::Themselves),
        Event::Witness { ballots: entries } | Event::Listed { entries } => {
            needs(EventBox::Choice, entries.is_empty())
        }
        Event::Count { duty, counted, .. } => {
            let is_teller = matches!(duty, Duty::Teller | Duty::Scrutineer);
            needs(EventBox::Choice, !is_teller)?;
            let numbers = [
                counted.yes,
                counted.no,
                counted.abstain,
                counted.invalid,
                counted.issued,
            ];
            for number in numbers {
                limited(EventBox::Count, COUNT, number)?;
            }
            let (counted, issued) = (counted.sum(), counted.issued);
            match issued > 0 && counted > issued {
                true => Err(EventError::MoreThanIssued { counted, issued }),
                false => Ok(()),
            }
        }
        Event::Signed {
            signature, reason, ..
        } => needs(
            EventBox::Signature,
            signature.is_none() && reason.is_empty(),
        ),
        _ => Ok(()),
    }
}

fn needs(part: EventBox, is_missing: bool) -> Result<(), EventError> {
    match is_missing {
        true => Err(EventError::Empty(part)),
        false => Ok(()),
    }
}

fn at_most(part: EventBox, limit: usize, found: usize) -> Result<(), EventError> {
    let number = |count| u64::try_from(count).unwrap_or(u64::MAX);
    limited(part, number(limit), number(found))
}

fn limited(part: EventBox, limit: u64, found: u64) -> Result<(), EventError> {
    match found > limit {
        true => Err(EventError::TooMuch { part, limit, found }),
        false => Ok(()),
    }
}

fn area(hundredths: u64) -> Result<(), EventError> {
    limited(EventBox::Area, AREA, hundredths)
}
