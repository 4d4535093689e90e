//! The sheets of the open file and what their columns hold: guessed, and corrected here.

use leptos::prelude::*;
use roster::desk::ask::{Arrange, Column, SheetLine};
use std::sync::Arc;

use super::Steps;
use crate::components::{IntoList, table};
use crate::i18n::{I18n, t, use_i18n};
use crate::session::{Session, use_session};
use crate::words;

/// Every sheet with its columns.
#[component]
pub(super) fn Sheets(steps: Steps) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let sheets = move || {
        let Some(opened) = steps.opened.get() else {
            return Vec::new();
        };
        let headings: Arc<[String]> = opened
            .headings
            .iter()
            .map(|heading| words::roster_word(i18n, heading))
            .collect();
        let sheets = opened.sheets.iter().zip(0_u32..);
        sheets
            .map(|(sheet, place)| one(i18n, session, steps, place, sheet, &headings))
            .into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby="roster-sheets">
            <h2 id="roster-sheets">{t!(i18n, roster.sheets)}</h2>
            {sheets}
        </section>
    }
}

/// Says something of a sheet; the check before it counts no more.
fn arrange(session: Session, steps: Steps, asked: &Arrange) {
    steps.checked.set(None);
    steps.begin();
    session.ask_roster(asked, move |opened| {
        if let Some(opened) = steps.end(opened) {
            steps.opened.set(Some(Arc::new(opened)));
        }
    });
}

fn one(
    i18n: I18n,
    session: Session,
    steps: Steps,
    sheet: u32,
    line: &SheetLine,
    headings: &Arc<[String]>,
) -> impl IntoView + use<> {
    let name = line.name.clone();
    let rows = t!(i18n, roster.sheet_rows, count = line.rows);
    let take = move |is_taken: bool| {
        let asked = Arrange {
            sheet,
            is_taken: Some(is_taken),
            ..Arrange::default()
        };
        arrange(session, steps, &asked);
    };
    let is_taken = line.is_taken;
    let head_id = format!("roster-head-{sheet}");
    let head = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        let Ok(head) = typed.trim().parse::<u32>() else {
            return;
        };
        let asked = Arrange {
            sheet,
            head: Some(head),
            ..Arrange::default()
        };
        arrange(session, steps, &asked);
    };
    let trouble = (!line.trouble.is_empty()).then(|| line.trouble.clone());
    let columns = line.columns.iter().zip(0_u32..);
    let columns = columns
        .map(|(column, place)| row(i18n, session, steps, (sheet, place), column, headings))
        .into_list();
    let table = (is_taken && !columns.is_empty()).then(|| {
        let head = [
            t!(i18n, roster.column),
            t!(i18n, roster.sample),
            t!(i18n, roster.holds),
        ];
        table(name, &head, columns.into_any())
    });
    view! {
        <div class="row-card stack">
            <div class="row apart">
                <h3 dir="auto">{line.name.clone()}</h3>
                <span class="hint">{rows}</span>
            </div>
            <label class="choice-line">
                <input
                    type="checkbox"
                    prop:checked=is_taken
                    on:change:target=move |event| take(event.target().checked())
                />
                <span>{t!(i18n, roster.sheet_taken)}</span>
            </label>
            {trouble.map(|words| view! { <p dir="auto">{words}</p> })}
            <div class="input short">
                <label for=head_id.clone()>{t!(i18n, roster.head)}</label>
                <input
                    id=head_id
                    type="number"
                    min="1"
                    prop:value=(line.head > 0).then(|| line.head.to_string())
                    on:change=head
                />
            </div>
            {table}
        </div>
    }
}

fn row(
    i18n: I18n,
    session: Session,
    steps: Steps,
    (sheet, place): (u32, u32),
    column: &Column,
    headings: &Arc<[String]>,
) -> impl IntoView + use<> {
    let choose = move |event: web_sys::Event| {
        let asked = Arrange {
            sheet,
            column: Some(place),
            heading: event_target_value(&event).parse().ok(),
            ..Arrange::default()
        };
        arrange(session, steps, &asked);
    };
    let nothing = view! {
        <option value="" selected=column.heading.is_none()>
            {t!(i18n, roster.holds_nothing)}
        </option>
    }
    .into_any();
    let options = headings.iter().zip(0_u32..).map(|(name, number)| {
        view! {
            <option value=number.to_string() selected=column.heading == Some(number)>
                {name.clone()}
            </option>
        }
        .into_any()
    });
    let options: Vec<AnyView> = std::iter::once(nothing).chain(options).collect();
    let label = t!(i18n, roster.holds_named, name = column.head);
    view! {
        <tr>
            <th scope="row" dir="auto">
                {column.head.clone()}
            </th>
            <td class="hint" dir="auto">
                {column.sample.clone()}
            </td>
            <td>
                <select aria-label=label on:change=choose>
                    {options}
                </select>
            </td>
        </tr>
    }
}
