//! Bodies (协商议事组织): their terms, their members, and the seats that those take in a plan.

use crate::projection::{Row, Sheets};
use crate::record::{CellValue, Column, Date, Kind, RowId, Selection, Sheet};

/// Days before the end of a term from which it is to be thought of the next one; no number in the policy.
pub const ENDING_DAYS: u32 = 60;

/// Where a body stands in its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Nobody wrote when it ends.
    Unknown,
    /// It begins on this day.
    Ahead(Date),
    /// It runs, to this day included.
    Running(Date),
    /// It runs and ends within [`ENDING_DAYS`]: the last day, and how many days are left after today.
    Ending(Date, u32),
    /// It ended on this day.
    Over(Date),
}

/// A body as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyStanding {
    /// Its row.
    pub id: RowId,
    /// What it is called.
    pub title: String,
    /// Whether it is in its term.
    pub term: Term,
    /// Members in office.
    pub members: usize,
    /// Of how many of the thirteen kinds they are (二(一)).
    pub kinds: usize,
}

/// Where the term of a body stands on a day.
fn term(body: &Row, today: Date) -> Term {
    let Some(term) = body.dates(Column::Term) else {
        return Term::Unknown;
    };
    let last = term.to();
    let left = last.day_number().checked_sub(today.day_number());
    match left {
        None => Term::Over(last),
        Some(_) if today < term.from() => Term::Ahead(term.from()),
        Some(left @ 0..=ENDING_DAYS) => Term::Ending(last, left),
        Some(_) => Term::Running(last),
    }
}

/// All bodies as they stand on a day, in the order in which they were entered.
pub fn bodies(board: &Sheets, today: Date) -> Vec<BodyStanding> {
    let bodies = board.rows(Sheet::Bodies);
    let standing = bodies.map(|body| {
        let members: Vec<&Row> = in_office(board, body.id, today).collect();
        let mut kinds: Vec<Kind> = members.iter().filter_map(|row| kind(row)).collect();
        kinds.retain(|kind| kind.is_participant());
        kinds.sort_unstable();
        kinds.dedup();
        BodyStanding {
            id: body.id,
            title: body.text(Column::Title).to_owned(),
            term: term(body, today),
            members: members.len(),
            kinds: kinds.len(),
        }
    });
    standing.collect()
}

/// The last days of all terms after which nothing follows yet: a body of the same kind and name with a
/// later term is the next one.
pub fn terms_that_end(board: &Sheets) -> Vec<Date> {
    let last = |body: &Row| body.dates(Column::Term).map(|term| term.to());
    let is_next = |body: &Row, other: &Row| {
        let same = |column| body.value(column) == other.value(column);
        same(Column::BodyKind) && same(Column::Title) && last(other) > last(body)
    };
    let bodies = board.rows(Sheet::Bodies);
    let open = bodies.filter(|body| !board.rows(Sheet::Bodies).any(|other| is_next(body, other)));
    open.filter_map(last).collect()
}

/// The rows of 协商主体 that a body's members in office would be, in the order of the kinds: how many of
/// each kind, for the body. Names are left where they are.
pub fn seats(board: &Sheets, body: RowId, today: Date) -> Vec<Vec<(Column, CellValue)>> {
    let Some(row) = board.row(Sheet::Bodies, body) else {
        return Vec::new();
    };
    let mut seats: Vec<(Kind, u64, Option<&str>)> = Vec::new();
    for member in in_office(board, body, today) {
        let Some(kind) = kind(member) else {
            continue;
        };
        let chosen = member.choice(Column::Selection);
        match seats.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, count, selection)) => {
                *count += 1;
                *selection = selection.filter(|_| *selection == chosen);
            }
            None => seats.push((kind, 1, chosen)),
        }
    }
    seats.sort_unstable_by_key(|(kind, ..)| *kind);
    let title = row.text(Column::Title);
    let rows = seats.into_iter().map(|(kind, count, selection)| {
        let mut cells = vec![
            (Column::Kind, CellValue::choice(kind.id())),
            (Column::Represents, CellValue::Text(title.to_owned())),
            (Column::Count, CellValue::Count(Some(count))),
        ];
        let selection = selection.and_then(Selection::from_id);
        let cell = selection.map(|chosen| (Column::Selection, CellValue::choice(chosen.id())));
        cells.extend(cell);
        cells
    });
    rows.collect()
}

fn kind(member: &Row) -> Option<Kind> {
    member.choice(Column::Kind).and_then(Kind::from_id)
}

fn in_office(board: &Sheets, body: RowId, today: Date) -> impl Iterator<Item = &Row> {
    let members = board.rows_of(Sheet::Members, Column::Body, body);
    members.filter(move |member| {
        let took = member.date(Column::TookOffice);
        let left = member.date(Column::LeftOffice);
        took.is_none_or(|took| took <= today) && left.is_none_or(|left| today <= left)
    })
}
