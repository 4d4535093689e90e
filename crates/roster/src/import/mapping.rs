//! Which row is the head of a sheet and what its columns hold: guessed, and corrected by a person.

use super::heading::Heading;
use crate::table::Sheet;

/// A head stands near the top: titles, dates and remarks before it take a few rows.
const SEARCHED: usize = 30;

/// What the columns of a sheet hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The sheet, counted from 0.
    pub sheet: usize,
    /// The first row that is no head, counted from 0.
    pub first_row: usize,
    columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    head: String,
    heading: Option<Heading>,
}

/// No row of a sheet reads as its head.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "表“{sheet}”没有找到表头（要有“房号”“姓名”“业主”“面积”这样的列名）。如果看到的是乱码，请用 Excel 另存为 .xlsx；如果表头的写法特别，请自己指定每一列是什么。"
)]
pub struct NoHead {
    /// The sheet.
    pub sheet: String,
}

impl Mapping {
    /// Finds the head: the row, or the two rows of a head of two lines, that name most columns.
    ///
    /// # Errors
    /// When no row names two.
    pub fn guess(sheets: &[Sheet], sheet: usize) -> Result<Self, NoHead> {
        let Some(table) = sheets.get(sheet) else {
            return Err(NoHead {
                sheet: sheet.to_string(),
            });
        };
        let mut best: Option<((usize, bool), usize, Vec<Column>)> = None;
        for first in 0..table.len().min(SEARCHED) {
            for lines in 1..=2 {
                let columns = columns(table, first, lines);
                // A title over the head is no line of it.
                let score = (score(&columns, table, first, lines), lines == 1);
                if best.as_ref().is_none_or(|(most, _, _)| score > *most) {
                    best = Some((score, first + lines, columns));
                }
            }
        }
        match best {
            Some(((score, _), first_row, columns)) if score >= 4 => Ok(Self {
                sheet,
                first_row,
                columns,
            }),
            _ => Err(NoHead {
                sheet: table.name().to_owned(),
            }),
        }
    }

    /// A mapping that knows the heads and nothing of what the columns hold, for a person to say.
    pub fn blank(table: &Sheet, sheet: usize, first_row: usize) -> Self {
        let mut columns = columns(table, first_row.saturating_sub(1), 1);
        for column in &mut columns {
            column.heading = None;
        }
        Self {
            sheet,
            first_row,
            columns,
        }
    }

    /// A mapping by a head that a person pointed at; `head` counts from 1, as Excel numbers rows.
    pub fn with_head(table: &Sheet, sheet: usize, head: usize) -> Self {
        Self {
            sheet,
            first_row: head,
            columns: columns(table, head.saturating_sub(1), 1),
        }
    }

    /// Says what a column holds; one that held the same before holds nothing any more.
    pub fn set(&mut self, column: usize, heading: Option<Heading>) {
        for other in &mut self.columns {
            if heading.is_some() && other.heading == heading {
                other.heading = None;
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.heading = heading;
        }
    }

    /// The columns with their heads and what they hold.
    pub fn columns(&self) -> impl Iterator<Item = (&str, Option<Heading>)> {
        self.columns
            .iter()
            .map(|column| (column.head.as_str(), column.heading))
    }

    /// The head of a column.
    pub fn head(&self, column: usize) -> &str {
        self.columns
            .get(column)
            .map_or("", |column| column.head.as_str())
    }

    /// The column that holds something.
    pub fn get(&self, heading: Heading) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.heading == Some(heading))
    }

    /// Whether any column says who lives here.
    pub fn has_residents(&self) -> bool {
        self.get(Heading::Name)
            .or(self.get(Heading::Householder))
            .is_some()
    }

    /// Whether a column says who owns.
    pub fn has_owners(&self) -> bool {
        self.get(Heading::Owner).is_some()
    }
}

/// The columns by a head that begins in a row and has so many lines; of two that say the same the first counts.
fn columns(table: &Sheet, first: usize, lines: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let text = |row: usize, column: usize| table.row(row).get(column).map_or("", |cell| cell.text);
    let width = table.columns();
    for place in 0..width {
        let upper = text(first, place);
        let lower = if lines == 2 {
            text(first + 1, place)
        } else {
            upper
        };
        let mut column = Column {
            head: lower.replace('\n', ""),
            heading: None,
        };
        if lines == 2 && upper != lower {
            let both = format!("{upper}{lower}");
            column.heading = Heading::recognise(&both)
                .or_else(|| Heading::recognise(lower))
                .or_else(|| {
                    if lower.is_empty() {
                        Heading::recognise(upper)
                    } else {
                        None
                    }
                });
            column.head = if lower.is_empty() {
                upper.to_owned()
            } else {
                format!("{upper}/{lower}")
            };
        } else {
            column.heading = Heading::recognise(lower);
        }
        let is_taken = columns.iter().any(|other| other.heading == column.heading);
        if is_taken {
            column.heading = None;
        }
        columns.push(column);
    }
    columns
}

/// Two for each column that is named, one more for each whose name comes from both lines.
fn score(columns: &[Column], table: &Sheet, first: usize, lines: usize) -> usize {
    let known = columns
        .iter()
        .filter(|column| column.heading.is_some())
        .count();
    let mut score = 2 * known;
    if lines == 2 {
        for (place, column) in columns.iter().enumerate() {
            let lower = table.row(first + 1).get(place).map_or("", |cell| cell.text);
            let is_better = column.heading.is_some() && column.heading != Heading::recognise(lower);
            score += usize::from(is_better && !lower.is_empty());
        }
    }
    score
}
