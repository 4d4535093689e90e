//! What a plan of each form starts from, by the community's own rules.

use super::newest;
use crate::plan::{self, Template};
use crate::projection::Sheets;
use crate::record::{Column, Date, Form, Sheet};

/// What a plan of this form starts from on a day: the community's own words, and where it has none
/// those of the product.
pub fn template(board: &Sheets, form: &Form, day: Date) -> Template {
    let mut template = plan::template(form);
    let rows = board.rows(Sheet::Templates);
    // One that has a name was made of a case and is chosen by it.
    let unnamed = rows.filter(|row| row.is_empty(Column::Title));
    let of_form = unnamed.filter(|row| row.choice(Column::Form) == Some(form.id()));
    let Some(row) = newest(of_form, day) else {
        return template;
    };
    for (column, words) in [
        (Column::Agenda, &mut template.agenda),
        (Column::Order, &mut template.order),
    ] {
        if !row.is_empty(column) {
            row.text(column).clone_into(words);
        }
    }
    template
}
