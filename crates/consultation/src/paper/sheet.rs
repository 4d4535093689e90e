//! A paper: title, lines, signature, and what is to be filled in by hand.

use super::names;
use crate::calendar::words;
use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, Form, Sheet};

/// What is said beside the code of a paper that leads to the public page.
pub const SCAN: &str = "扫码看公示、提意见";

/// Stands where something is not written yet.
const GAP: &str = "【待填】";

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The title, centred.
    pub title: String,
    /// What it says, in order.
    pub lines: Vec<Line>,
    /// Who signs it; the stamp goes over the date below.
    pub signed: String,
    /// When.
    pub date: String,
    /// What is written by hand at the foot: label after label, each with room behind it.
    pub slip: Vec<&'static str>,
    /// What is missing on it.
    pub gaps: Vec<Gap>,
    /// Whether it is printed across the page.
    pub is_wide: bool,
    /// The year whose days off are not known, so that a day that is counted may move.
    pub uncertain: Option<u16>,
}

/// One line of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A paragraph.
    Words(String),
    /// A heading with what belongs to it.
    Entry {
        /// Without the colon.
        label: &'static str,
        /// Its words; several paragraphs are separated by line feeds.
        words: String,
    },
    /// A table; each row has as many cells as the head.
    Table {
        /// Names of the columns.
        head: Vec<&'static str>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

/// Something that a paper needs and that is not written yet, with where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A cell of the round.
    Cell(Column),
    /// Nobody takes part yet.
    Participants,
    /// The community's telephone number or address.
    Contact,
    /// The notice has no period.
    Period,
    /// Nothing was promised yet.
    Measures,
}

/// Who issues papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issuer<'a> {
    /// Name of the community.
    pub name: &'a str,
    /// Its telephone number; may be empty.
    pub phone: &'a str,
    /// Its address; may be empty.
    pub address: &'a str,
}

/// What a paper is about.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// 议题
    pub title: &'a str,
    /// The round.
    pub round: &'a Row,
    /// The hall's sheets.
    pub sheets: &'a Sheets,
    /// How it is voted, as a sentence; may be empty.
    pub rule: &'a str,
}

impl<'a> Matter<'a> {
    pub(super) fn rows(&self, sheet: Sheet) -> impl Iterator<Item = &'a Row> {
        self.sheets.rows_of_round(sheet, self.round.id)
    }

    /// The name of the form; empty while it is not decided.
    pub(super) fn form(&self) -> String {
        let form = self.round.choice(Column::Form).map(Form::from_id);
        form.as_ref().map(names::form).unwrap_or_default()
    }

    /// When it is held; empty while that is not set.
    pub(super) fn time(&self) -> String {
        let time = self.round.time(Column::Time);
        time.map(names::time).unwrap_or_default()
    }

    /// 「关于××」, once.
    pub(super) fn about(&self) -> String {
        let title = self.title.trim();
        match title.starts_with("关于") {
            true => title.to_owned(),
            false => format!("关于{title}"),
        }
    }
}

impl Paper {
    pub(super) fn new(title: String, issuer: Issuer<'_>, date: Date) -> Self {
        Self {
            title,
            lines: Vec::new(),
            signed: issuer.name.to_owned(),
            date: words::day(date),
            slip: Vec::new(),
            gaps: Vec::new(),
            is_wide: false,
            uncertain: None,
        }
    }

    pub(super) fn say(&mut self, words: String) {
        self.lines.push(Line::Words(words));
    }

    /// An entry that has to be there.
    pub(super) fn must(&mut self, label: &'static str, words: String, gap: Gap) {
        let words = match words.trim() {
            "" => {
                self.gaps.push(gap);
                GAP.to_owned()
            }
            words => words.to_owned(),
        };
        self.lines.push(Line::Entry { label, words });
    }

    /// An entry that is left out when it is empty.
    pub(super) fn may(&mut self, label: &'static str, words: &str) {
        let words = words.trim().to_owned();
        if !words.is_empty() {
            self.lines.push(Line::Entry { label, words });
        }
    }

    /// A table; what stands there while it has no rows is said instead.
    pub(super) fn table(&mut self, head: Vec<&'static str>, rows: Vec<Vec<String>>, none: &str) {
        match rows.is_empty() {
            true => self.say(none.to_owned()),
            false => self.lines.push(Line::Table { head, rows }),
        }
    }

    /// The paper as text, to be copied into a group or onto a screen.
    pub fn to_text(&self) -> String {
        let (title, body) = (&self.title, self.body());
        format!("{title}\n\n{body}\n{}\n{}\n", self.signed, self.date)
    }

    /// What it says, without its title and who signs it.
    pub fn body(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            match line {
                Line::Words(words) => text.push_str(words),
                Line::Entry { label, words } => {
                    text.push_str(label);
                    text.push('：');
                    text.push_str(words);
                }
                Line::Table { head, rows } => {
                    text.push_str(&head.join("｜"));
                    for row in rows {
                        text.push('\n');
                        text.push_str(&row.join("｜"));
                    }
                }
            }
            text.push('\n');
        }
        text
    }
}
