//! One row of a template that is not saved yet: what is kept as it is, and its words to be read.

use consultation::plan::CaseRow;
use consultation::{Cell, CellValue, Column, FieldValue, RowId, Sheet};
use leptos::prelude::*;

use crate::components::{IntoList, lines};
use crate::i18n::{I18n, t};
use crate::session::Session;
use crate::words;

/// Words of a row, as they are now and whether they were read.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    /// Which row, by its place.
    pub(super) row: usize,
    /// Which of its columns.
    pub(super) column: Column,
    /// What it says.
    pub(super) words: RwSignal<String>,
    /// Whether somebody read it and wants it kept.
    pub(super) is_read: RwSignal<bool>,
}

/// Shows a row; `number` is its place among those of its sheet.
pub(super) fn card(
    i18n: I18n,
    session: Session,
    row: &CaseRow,
    number: usize,
    typed: impl Iterator<Item = Typed>,
) -> AnyView {
    let sheet = words::sheet(i18n, row.sheet);
    let name = match row.sheet {
        Sheet::Templates => sheet.to_owned(),
        _ => t!(i18n, rows.nth, name = sheet, number = number),
    };
    let facts = row.cells.iter().map(|(column, value)| {
        let written = written(i18n, session, row.sheet, *column, value);
        view! {
            <div class="field-row">
                <dt>{words::column(i18n, *column)}</dt>
                <dd dir="auto">{written}</dd>
            </div>
        }
    });
    let texts = typed.map(|typed| text(i18n, &name, typed)).into_list();
    view! {
        <section class="sheet stack">
            <h2>{name}</h2>
            <dl class="facts">{facts.into_list()}</dl>
            {texts}
        </section>
    }
    .into_any()
}

fn written(
    i18n: I18n,
    session: Session,
    sheet: Sheet,
    column: Column,
    value: &CellValue,
) -> String {
    if let (Column::VotingRule, CellValue::Text(id)) = (column, value) {
        return words::rule_name(&session.board().get_untracked().sheets, id);
    }
    let row = RowId::FIRST_ROUND;
    let cell = Cell { sheet, row, column };
    words::field_value(i18n, &FieldValue::Cell(cell, value.clone()))
}

fn text(i18n: I18n, row: &str, typed: Typed) -> AnyView {
    let Typed { words, is_read, .. } = typed;
    let column = words::column(i18n, typed.column);
    let label = t!(i18n, template.keep_named, row = row, name = column);
    view! {
        {lines(column, words, 3)}
        <label class="choice-line">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || is_read.get()
                on:change:target=move |event| is_read.set(event.target().checked())
            />
            <span>{t!(i18n, template.keep)}</span>
        </label>
    }
    .into_any()
}
