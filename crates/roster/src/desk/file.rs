//! An open file: its sheets, what a person says of its columns, its preview, and what of it was chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::{
    Arrange, Check, Checked, Choose, Column, Kinds, Lines, LinesShown, NewCards, Opened, SheetLine,
};
use super::book::{number, size};
use super::ids::{Ids, bytes};
use super::{Desk, Words, no_file};
use crate::cards::{Book, Subject};
use crate::difference::{Change, Difference, Kind};
use crate::import::{Heading, Mapping, Preview, column_letters, preview};
use crate::progress::Progress;
use crate::table::{self, Sheet};

/// Rows below the head of which the page shows something.
const SAMPLED: usize = 3;
/// The kinds of change in the order in which they are shown.
pub(super) const KINDS: [Kind; 3] = [Kind::Added, Kind::Changed, Kind::Gone];

/// An open file.
pub(super) struct File {
    sheets: Vec<Sheet>,
    /// What the columns of each sheet hold, or why it is not known.
    mappings: Vec<Result<Mapping, Words>>,
    is_taken: Vec<bool>,
    preview: Preview,
    /// Places among the preview's lines of those that somebody should look at.
    wrong: Vec<usize>,
    pub(super) difference: Difference,
    pub(super) chosen: Vec<bool>,
    /// Where each subject stands among the changes.
    pub(super) places: BTreeMap<Subject, usize>,
}

impl File {
    pub(super) fn open(bytes: &[u8], progress: &mut Progress<'_>) -> Result<Self, Words> {
        let sheets = table::open(bytes, progress).map_err(|error| error.to_string())?;
        let mappings: Vec<Result<Mapping, Words>> = (0..sheets.len())
            .map(|sheet| Mapping::guess(&sheets, sheet).map_err(|error| error.to_string()))
            .collect();
        let is_taken = mappings.iter().map(Result::is_ok).collect();
        Ok(Self {
            sheets,
            mappings,
            is_taken,
            preview: Preview::default(),
            wrong: Vec::new(),
            difference: Difference::default(),
            chosen: Vec::new(),
            places: BTreeMap::new(),
        })
    }

    pub(super) fn opened(&self) -> Opened {
        let mappings = self.mappings.iter().zip(&self.is_taken);
        let sheets = self.sheets.iter().zip(mappings);
        let sheets = sheets.map(|(sheet, (mapping, is_taken))| SheetLine {
            name: sheet.name().to_owned(),
            rows: number(sheet.len()),
            is_taken: *is_taken,
            trouble: mapping.as_ref().err().cloned().unwrap_or_default(),
            head: mapping
                .as_ref()
                .map_or(0, |mapping| number(mapping.first_row)),
            columns: mapping
                .as_ref()
                .map_or_else(|_| Vec::new(), |one| columns(sheet, one)),
        });
        Opened {
            sheets: sheets.collect(),
            headings: Heading::all().map(|one| one.words().to_owned()).collect(),
        }
    }

    /// Takes what a person says of a sheet; what it does not have is passed over.
    pub(super) fn arrange(&mut self, asked: &Arrange) {
        let sheet = size(asked.sheet);
        let (Some(table), Some(mapping), Some(is_taken)) = (
            self.sheets.get(sheet),
            self.mappings.get_mut(sheet),
            self.is_taken.get_mut(sheet),
        ) else {
            return;
        };
        if let Some(taken) = asked.is_taken {
            *is_taken = taken && mapping.is_ok();
        }
        if let Some(head) = asked.head.filter(|head| *head > 0) {
            let found = Mapping::with_head(table, sheet, size(head));
            *mapping = Ok(found);
            *is_taken = true;
        }
        if let (Some(column), Ok(mapping)) = (asked.column, mapping) {
            let heading = asked
                .heading
                .and_then(|place| Heading::all().nth(size(place)));
            mapping.set(size(column), heading);
        }
    }

    pub(super) fn check(
        &mut self,
        asked: &Check,
        book: &Book,
        ids: &mut Ids,
        progress: &mut Progress<'_>,
    ) -> Result<Checked, Words> {
        let mappings = self.mappings.iter().zip(&self.is_taken);
        let taken: Vec<Mapping> = mappings
            .filter(|(_, is_taken)| **is_taken)
            .filter_map(|(mapping, _)| mapping.as_ref().ok().cloned())
            .collect();
        if taken.is_empty() {
            return Err("没有要导入的工作表。请至少选一张，并指定表头在哪一行。".to_owned());
        }
        let estate = asked.estate.trim();
        let read = preview(&self.sheets, &taken, estate, asked.today.0, progress)
            .map_err(|stopped| stopped.to_string())?;
        let difference = Difference::of(book, &read.draft, || ids.id(), progress)
            .map_err(|stopped| stopped.to_string())?;
        self.chosen = difference
            .changes
            .iter()
            .map(Change::is_suggested)
            .collect();
        let subjects = difference.changes.iter().map(|change| change.subject);
        self.places = subjects.zip(0..).collect();
        self.difference = difference;
        let rows: BTreeSet<(&str, u32)> = read
            .problems
            .iter()
            .map(|problem| (problem.sheet.as_str(), problem.row))
            .collect();
        let lines = read.lines.iter().enumerate();
        let wrong = lines.filter(|(_, line)| {
            let sheet = self.sheets.get(line.sheet).map_or("", Sheet::name);
            rows.contains(&(sheet, line.row))
        });
        self.wrong = wrong.map(|(place, _)| place).collect();
        self.preview = read;
        Ok(self.checked())
    }

    pub(super) fn checked(&self) -> Checked {
        let kinds = KINDS.map(|kind| {
            let of_kind = self.of_kind(kind);
            let mut counts = Kinds::default();
            for (place, _) in of_kind {
                counts.all += 1;
                counts.chosen += u32::from(self.chosen.get(place) == Some(&true));
            }
            counts
        });
        Checked {
            lines: number(self.preview.lines.len()),
            wrong_lines: number(self.wrong.len()),
            premises: number(self.preview.draft.premises.len()),
            people: number(self.preview.draft.people.len()),
            kinds: kinds.into(),
        }
    }

    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Change)> {
        let changes = self.difference.changes.iter().enumerate();
        changes.filter(move |(_, change)| change.kind() == kind)
    }

    pub(super) fn lines(&self, asked: &Lines) -> LinesShown {
        let count = size(asked.count);
        let lines = match asked.only_wrong {
            false => self.preview.shown(&self.sheets, 0, count),
            true => {
                let places = self.wrong.iter().take(count);
                places
                    .flat_map(|place| self.preview.shown(&self.sheets, *place, 1))
                    .collect()
            }
        };
        LinesShown { lines }
    }

    pub(super) fn choose(&mut self, asked: &Choose) {
        if let Some(chosen) = asked
            .place
            .and_then(|place| self.chosen.get_mut(size(place)))
        {
            *chosen = asked.is_chosen;
        }
        let kind = asked.kind.and_then(|kind| KINDS.get(size(kind)).copied());
        for (change, chosen) in self.difference.changes.iter().zip(&mut self.chosen) {
            if Some(change.kind()) == kind {
                *chosen = asked.is_chosen;
            }
        }
    }
}

impl Desk {
    /// The chosen changes as cards; the file stays open until another is opened.
    pub(super) fn take(&self, chosen: u32, ids: &mut Ids) -> Result<NewCards, Words> {
        let file = self.file.as_ref().ok_or_else(no_file)?;
        let count = file.chosen.iter().filter(|is_chosen| **is_chosen).count();
        if number(count) != chosen {
            return Err("选好的修改和刚才看到的不一样了。请再看一次，再导入。".to_owned());
        }
        let chosen: BTreeSet<_> = file
            .difference
            .changes
            .iter()
            .zip(&file.chosen)
            .filter(|(_, is_chosen)| **is_chosen)
            .map(|(change, _)| change.subject)
            .collect();
        let is_chosen = |change: &Change| chosen.contains(&change.subject);
        let applied = file
            .difference
            .apply(&self.book, is_chosen, || ids.revision());
        Ok(NewCards {
            cards: bytes(&applied.cards),
            subject: applied.cards.first().map(|card| card.subject),
            passed_over: number(applied.changed_since.len()),
        })
    }
}

fn columns(sheet: &Sheet, mapping: &Mapping) -> Vec<Column> {
    let columns = mapping.columns().enumerate();
    let columns = columns.map(|(place, (head, heading))| {
        let rows = (mapping.first_row..).take(SAMPLED);
        let cells = rows.filter_map(|row| Some(sheet.row(row).get(place)?.text.to_owned()));
        let heading = heading.and_then(|one| Heading::all().position(|other| other == one));
        Column {
            head: format!("{} {head}", column_letters(place))
                .trim_end()
                .to_owned(),
            heading: heading.map(number),
            sample: cells.collect::<Vec<_>>().join("、"),
        }
    });
    columns.collect()
}
