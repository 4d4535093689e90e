//! Reviews of a hall, written. Nobody alters one; whoever says something else says it in place of what they said
//! before. And admitting those whose reviews are to count.

use consultation::record::{Checker, Confirmation, Finding, Level, Rater};
use consultation::statement::{
    About, CHECK, CONFIRMATION, Checking, Confirming, RATING, Rating, ReviewError,
};
use consultation::{CellValue, Column, Date, RowId, Sheet, Statement};
use ledger::payload::{self, Admit};
use ledger::{Class, KeyId, Kind, RoomId};

use super::super::stage::Reply;
use super::super::{Trouble, What};
use super::records::words_of_row;
use super::view::civil;
use super::{Engine, State, now};

impl Engine {
    /// Says of a measure or a round what a form asks for: the cells are those of the row that staff would
    /// write instead.
    pub(super) fn review(
        &self,
        room: RoomId,
        sheet: Sheet,
        cells: &[(Column, CellValue)],
    ) -> Reply {
        let words = words_of_row(cells);
        self.say_signed(room, words, |state, today| {
            let form = Form(cells);
            let row = |column| form.row(column);
            let about = row(Column::Measure).map(About::Measure);
            let about = about.or_else(|| row(Column::Round).map(About::Round));
            let about = about.ok_or_else(|| Trouble::new(What::Missing))?;
            match (sheet, about) {
                (Sheet::Confirmations, About::Measure(measure)) => {
                    let says = form.choice(Column::Confirmation, Confirmation::from_id)?;
                    let words = (form.text(Column::Text), form.text(Column::Household));
                    let before = state.my_review(room, CONFIRMATION, about);
                    let confirming = Confirming::new(measure, says, words, today, before);
                    Ok(Statement::Confirming(confirming.map_err(trouble)?))
                }
                (Sheet::Checks, about) => {
                    let checker = form.choice(Column::Checker, Checker::from_id)?;
                    let finding = form.choice(Column::Finding, Finding::from_id)?;
                    let on = form.date(Column::On).unwrap_or(today);
                    let days = (on, form.date(Column::Due));
                    let before = state.my_review(room, CHECK, about);
                    let text = form.text(Column::Text);
                    let checking = Checking::new(about, (checker, finding), text, days, before);
                    Ok(Statement::Checking(checking.map_err(trouble)?))
                }
                _ => Err(Trouble::bug("no such review")),
            }
        })
    }

    /// Fills in the 评议表 of a round.
    pub(super) fn rate(
        &self,
        room: RoomId,
        (round, rater): (RowId, Rater),
        answers: [Option<Level>; 5],
        text: &str,
    ) -> Reply {
        self.say_signed(room, text.to_owned(), |state, today| {
            let before = state.my_review(room, RATING, About::Round(round));
            let rating = Rating::new(round, rater, answers, text, today, before);
            Ok(Statement::Rating(rating.map_err(trouble)?))
        })
    }

    fn say_signed(
        &self,
        room: RoomId,
        words: String,
        make: impl FnOnce(&State, Date) -> Result<Statement, Trouble>,
    ) -> Reply {
        let signed = || {
            let today = civil(now()).ok_or_else(|| Trouble::bug("no civil time"))?;
            let statement = make(&self.inner.state.borrow(), today.date())?;
            self.say(room, &statement, words)
        };
        self.stored(signed())
    }

    /// Admits somebody to a hall, as the person whom their name tag names: from then on what they say counts.
    pub(super) fn admit(&self, room: RoomId, key: KeyId) -> Reply {
        let person = self.inner.state.borrow().person(room, key);
        let bytes = payload::encode(&Admit { key, person });
        let written = self.write(room, Class::Authority, Kind::ADMIT, bytes);
        self.show();
        self.stored(written.map(|entry| vec![entry]))
    }
}

/// What a form was filled in with.
struct Form<'a>(&'a [(Column, CellValue)]);

impl<'a> Form<'a> {
    fn cell(&self, column: Column) -> Option<&'a CellValue> {
        let mut cells = self.0.iter();
        let found = cells.find(|(other, _)| *other == column);
        found.map(|(_, value)| value)
    }

    fn text(&self, column: Column) -> &'a str {
        match self.cell(column) {
            Some(CellValue::Text(text)) => text,
            _ => "",
        }
    }

    fn date(&self, column: Column) -> Option<Date> {
        match self.cell(column) {
            Some(CellValue::Date(date)) => *date,
            _ => None,
        }
    }

    fn row(&self, column: Column) -> Option<RowId> {
        match self.cell(column) {
            Some(CellValue::Row(row)) => *row,
            _ => None,
        }
    }

    /// What was chosen; it has to be.
    fn choice<T>(&self, column: Column, read: fn(&str) -> Option<T>) -> Result<T, Trouble> {
        let chosen = match self.cell(column) {
            Some(CellValue::Choice(Some(id))) => read(id),
            _ => None,
        };
        chosen.ok_or_else(|| Trouble::new(What::Empty))
    }
}

fn trouble(error: ReviewError) -> Trouble {
    Trouble::new(match error {
        ReviewError::NoWords { .. } | ReviewError::NoAnswer => What::Empty,
        ReviewError::TooLong { limit, found, .. } => What::TooLong {
            length: found,
            limit,
        },
    })
}
