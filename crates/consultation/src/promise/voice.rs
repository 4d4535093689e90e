//! What people say of a measure: what staff wrote down for them, and what they signed themselves. A
//! household, or a person, counts once, whichever way its word came.

use crate::procedure::Facts;
use crate::projection::Row;
use crate::record::{Column, Confirmation, Date, Sheet};
use crate::statement::{Review, Who, row_of};

/// Where a word comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// 代录: staff wrote it down.
    Row(&'a Row),
    /// 本人签名
    Signed(&'a Review),
}

impl Source<'_> {
    /// 本人签名 or 代录, as papers print it.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Row(_) => "代录",
            Self::Signed(_) => "本人签名",
        }
    }
}

/// One word on a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// Where it comes from.
    pub source: Source<'a>,
    /// Whether the measure is done, to them.
    pub says: Confirmation,
    /// The day on which it was said.
    pub on: Option<Date>,
    /// The day from which its answer is due; none is known of what was written down without one.
    pub received: Option<Date>,
    /// In which words.
    pub text: &'a str,
    /// What staff answered, once they did, and when.
    pub answer: Option<(&'a str, Date)>,
    household: String,
}

/// By what two voices are known to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    Household(String),
    Who(Who),
}

impl Voice<'_> {
    fn known(&self) -> Vec<Known> {
        let household = Some(self.household.clone()).filter(|household| !household.is_empty());
        let who = match self.source {
            Source::Row(_) => None,
            Source::Signed(review) => Some(review.who),
        };
        let household = household.map(Known::Household).into_iter();
        household.chain(who.map(Known::Who)).collect()
    }

    /// Whether it is one's own word and not written down by staff.
    pub fn is_signed(&self) -> bool {
        matches!(self.source, Source::Signed(_))
    }
}

/// Everything that was said of a measure and counts, what staff wrote down first.
pub(super) fn voices<'a>(facts: &Facts<'a>, measure: &Row) -> Vec<Voice<'a>> {
    let rows = facts
        .hall
        .rows_of(Sheet::Confirmations, Column::Measure, measure.id);
    let written = rows.filter_map(|row| {
        Some(Voice {
            source: Source::Row(row),
            says: Confirmation::from_id(row.choice(Column::Confirmation)?)?,
            on: row.date(Column::On),
            received: row.date(Column::On),
            text: row.text(Column::Text).trim(),
            answer: answer(row),
            household: same_door(row.text(Column::Household)),
        })
    });
    let signed = facts.reviews.confirming(measure.id);
    let signed = signed.map(|(review, said)| Voice {
        source: Source::Signed(review),
        says: said.says(),
        on: review.on(),
        received: review.received.or(review.on()),
        text: said.text(),
        answer: answers(facts, review).find_map(answer),
        household: same_door(said.household()),
    });
    written.chain(signed).collect()
}

/// The rows in which staff answer a review.
fn answers<'a>(facts: &Facts<'a>, review: &Review) -> impl Iterator<Item = &'a Row> + use<'a> {
    let named = row_of(review.entry);
    facts.hall.rows_of(Sheet::Replies, Column::Statement, named)
}

fn answer(row: &Row) -> Option<(&str, Date)> {
    let words = row.text(Column::Reply).trim();
    let on = row.date(Column::RepliedOn)?;
    (!words.is_empty()).then_some((words, on))
}

/// How many said so, each household and each person once. Whoever is named by neither is somebody else.
pub(super) fn once<'v, 'a: 'v>(voices: impl Iterator<Item = &'v Voice<'a>>) -> usize {
    let mut unnamed = 0;
    let mut groups: Vec<Vec<Known>> = Vec::new();
    for voice in voices {
        let mut known = voice.known();
        if known.is_empty() {
            unnamed += 1;
            continue;
        }
        groups.retain(|group| {
            let is_apart = !group.iter().any(|one| known.contains(one));
            if !is_apart {
                known.extend(group.iter().cloned());
            }
            is_apart
        });
        groups.push(known);
    }
    unnamed + groups.len()
}

/// A door as it is compared: spaces are no difference, nor are full-width figures and letters.
fn same_door(household: &str) -> String {
    let narrow = household.chars().filter(|sign| !sign.is_whitespace());
    let narrow = narrow.map(|sign| match u32::from(sign) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        _ => sign,
    });
    narrow.collect()
}

#[cfg(test)]
mod tests {
    use super::same_door;

    #[test]
    fn a_door_is_the_same_however_it_is_typed() {
        for typed in ["3幢1单元301", " ３幢１单元３０１ ", "3幢 1单元\u{3000}301"] {
            assert_eq!(same_door(typed), "3幢1单元301");
        }
        assert_ne!(same_door("3幢1单元302"), same_door("3幢1单元301"));
    }
}
