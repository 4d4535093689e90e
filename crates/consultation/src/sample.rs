//! Consultations of the practice community (练习社区): plain data, for an app to write into records
//! that never leave the device.
//!
//! Everything in them is made up. Days are counted from the day on which the practice community is
//! opened, so that there is always something to come and something just over.

mod canteen;
mod charging;
mod community;
mod dogs;
mod lifts;
mod parking;
mod refuse;

use ledger::{ActorId, Timestamp};

pub use community::furnish;

use crate::command::{Command, CommandError, Place, TextTarget};
use crate::document::{ChangeBytes, Document};
use crate::record::{CivilTime, Date, FieldValue, Founding, PartId, PartKind, TimeSpan};

/// The name on the practice community's board.
pub const COMMUNITY: &str = "练习社区";

/// One sample consultation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// 议题
    pub title: &'static str,
    /// The other single fields.
    pub fields: Vec<FieldValue>,
    /// 全文; empty if there is none.
    pub full_text: &'static str,
    /// 会议记录
    pub minutes: Vec<SampleSection>,
    /// How many days before today it was begun.
    pub age: u16,
    /// What two devices wrote at the same time and nobody has settled yet: this device's value of a
    /// field, then the colleague's.
    pub apart: Option<[FieldValue; 2]>,
}

/// A section of a sample's minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleSection {
    /// What it is for.
    pub kind: PartKind,
    /// Its heading.
    pub heading: &'static str,
    /// Its words.
    pub text: &'static str,
}

/// The sample consultations as they stand on the given day, the oldest first.
pub fn samples(today: Date) -> Vec<Sample> {
    vec![
        parking::sample(today),
        lifts::sample(today),
        charging::sample(today),
        refuse::sample(today),
        dogs::sample(today),
        canteen::sample(),
    ]
}

impl Sample {
    /// Founds a hall's record with everything that the sample holds.
    ///
    /// # Errors
    ///
    /// None for the samples of this crate; a sample made elsewhere can be over a limit.
    pub fn found(
        &self,
        actor: ActorId,
        made_at: Timestamp,
    ) -> Result<(Document, Vec<ChangeBytes>), CommandError> {
        let founding = Founding::Hall {
            title: self.title.to_owned(),
        };
        let (mut document, mut changes) = Document::found(actor, made_at, founding)?;
        let mut command = |command| -> Result<Option<PartId>, CommandError> {
            let outcome = document.command(actor, made_at, command)?;
            changes.extend(outcome.changes);
            Ok(outcome.section)
        };
        for field in &self.fields {
            command(Command::Set(field.clone()))?;
        }
        if !self.full_text.is_empty() {
            command(insert(TextTarget::FullText, self.full_text))?;
        }
        for section in &self.minutes {
            let added = command(Command::AddSection {
                kind: section.kind.clone(),
                heading: section.heading.to_owned(),
                place: Place::Last,
            })?;
            if let Some(part) = added.filter(|_| !section.text.is_empty()) {
                command(insert(TextTarget::Section(part), section.text))?;
            }
        }
        Ok((document, changes))
    }
}

fn insert(target: TextTarget, text: &str) -> Command {
    Command::SpliceText {
        target,
        index: 0,
        delete: 0,
        insert: text.to_owned(),
    }
}

/// A sitting `days` from today, from one full hour to another; no field if the calendar ends.
fn sitting(today: Date, days: i32, from: u8, to: u8) -> Option<FieldValue> {
    let date = today.plus_days(days)?;
    let span = TimeSpan::new(
        CivilTime::new(date, from, 0)?,
        Some(CivilTime::new(date, to, 0)?),
    )?;
    Some(FieldValue::Time(Some(span)))
}

/// A notice period between two days counted from today.
fn notice(today: Date, from: i32, to: i32) -> Option<FieldValue> {
    let span = crate::record::DateSpan::new(today.plus_days(from)?, today.plus_days(to)?)?;
    Some(FieldValue::Notice(Some(span)))
}

#[cfg(test)]
mod tests {
    use ledger::{ActorId, Timestamp};

    use super::{Sample, samples};
    use crate::projection::Consultation;
    use crate::record::FieldValue;

    #[test]
    fn every_sample_is_a_record_that_reads_back() {
        for today in ["2026-11-22", "2026-03-01", "2028-02-29"] {
            for sample in samples(today.parse().unwrap()) {
                let (document, changes) = sample
                    .found(ActorId([1; 16]), Timestamp(1))
                    .expect(sample.title);
                assert!(!changes.is_empty());
                let (read, problems) = Consultation::read(&document);
                assert_eq!(problems, []);
                assert_eq!(read.title.value, sample.title);
                assert_eq!(read.full_text.text, sample.full_text);
                let texts: Vec<_> = read
                    .minutes
                    .iter()
                    .map(|part| part.text.text.as_str())
                    .collect();
                let expected: Vec<_> = sample.minutes.iter().map(|part| part.text).collect();
                assert_eq!(texts, expected);
            }
        }
    }

    #[test]
    fn samples_stand_at_different_points() {
        let samples = samples("2026-11-22".parse().unwrap());
        let sitting = |sample: &Sample| {
            sample.fields.iter().find_map(|field| match field {
                FieldValue::Time(Some(time)) => Some(time.start().date().to_string()),
                _ => None,
            })
        };
        let sittings: Vec<_> = samples.iter().filter_map(sitting).collect();
        assert!(sittings.iter().any(|day| day.as_str() < "2026-11-22"));
        assert!(sittings.iter().any(|day| day.as_str() > "2026-11-22"));
        let only_a_topic = |sample: &Sample| {
            let is_empty = |section: &super::SampleSection| section.text.is_empty();
            sample.fields.is_empty()
                && sample.full_text.is_empty()
                && sample.minutes.iter().all(is_empty)
        };
        assert!(samples.iter().any(only_a_topic));
        assert!(samples.iter().any(|sample| !sample.full_text.is_empty()));
        assert!(samples.iter().any(|sample| sample.apart.is_some()));
        assert!(samples.is_sorted_by_key(|sample| core::cmp::Reverse(sample.age)));
    }
}
