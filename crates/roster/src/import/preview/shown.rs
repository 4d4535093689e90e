//! The preview in words, a page at a time.

use core::fmt::Write as _;

use super::{Line, Preview};
use crate::table::Sheet;

/// A row of the preview in words, for a list on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its sheet, counted from 0.
    pub sheet: u32,
    /// Its row as Excel numbers it.
    pub row: u32,
    /// What it becomes.
    pub words: String,
    /// What is wrong with it.
    pub problems: Vec<String>,
}

ledger::in_map!(Shown {
    0: sheet,
    1: row,
    2: words,
    3: problems
});

impl Preview {
    /// Some rows in words, from a place in [`Self::lines`] on.
    pub fn shown(&self, sheets: &[Sheet], from: usize, count: usize) -> Vec<Shown> {
        let lines = self.lines.iter().skip(from).take(count);
        lines.map(|line| self.show(sheets, line)).collect()
    }

    fn show(&self, sheets: &[Sheet], line: &Line) -> Shown {
        let sheet = sheets.get(line.sheet).map_or("", Sheet::name);
        let problems = self.problems.iter();
        Shown {
            sheet: u32::try_from(line.sheet).unwrap_or(u32::MAX),
            row: line.row,
            words: self.words(line),
            problems: problems
                .filter(|problem| problem.row == line.row && problem.sheet == sheet)
                .map(ToString::to_string)
                .collect(),
        }
    }

    /// What a row becomes, in a sentence.
    fn words(&self, line: &Line) -> String {
        let Some(premises) = line
            .premises
            .and_then(|place| self.draft.premises.get(place))
        else {
            return "不导入".to_owned();
        };
        let mut words = if line.is_twice {
            "重复：".to_owned()
        } else {
            String::new()
        };
        words.push_str(&premises.place.to_string());
        if let Some(person) = line.person.and_then(|place| self.draft.people.get(place)) {
            let is_householder = person
                .home
                .is_some_and(|(_, is_householder)| is_householder);
            let what = if is_householder { "户主" } else { "居民" };
            // Writing to a string cannot fail.
            let _ = write!(words, "，{what} {}", person.name);
        }
        for owner in &line.owners {
            if let Some(owner) = self.draft.people.get(*owner) {
                let _ = write!(words, "，业主 {}", owner.name);
            }
        }
        words
    }
}
