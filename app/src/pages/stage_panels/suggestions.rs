//! Whom else to think of, and what a plan of this form starts from. Staff decide; nothing is written by itself.

use std::sync::Arc;

use consultation::plan::{self, Reason, Suggestion, WIDELY_FOLLOWED};
use consultation::record::Category;
use consultation::{Cell, CellValue, Column, Form, Kind, RowId, Sheet, rules};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Icon, IntoList, Sign, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::{Procedure, Trouble, use_session};
use crate::words;

/// Kinds that the matter's words, its category and its form suggest and that are not on the plan yet.
fn open_suggestions(procedure: &Procedure, round: RowId, title: &str) -> Vec<Suggestion> {
    let hall = &procedure.hall;
    let topic = procedure
        .topic
        .and_then(|id| procedure.board.row(Sheet::Topics, id));
    let text = topic.map(|row| row.text(Column::Text)).unwrap_or_default();
    let category = topic.and_then(|row| row.choice(Column::Category));
    let category = category.and_then(Category::from_id);
    let row = hall.row(Sheet::Rounds, round);
    let form = row
        .and_then(|row| row.choice(Column::Form))
        .map(Form::from_id);
    let mut suggested = plan::suggestions(&format!("{title} {text}"), category, form.as_ref());
    suggested.retain(|one| {
        let mut there = hall.rows_of_round(Sheet::Participants, round);
        !there.any(|row| row.choice(Column::Kind) == Some(one.kind.id()))
    });
    suggested
}

fn why(i18n: I18n, reason: Reason) -> String {
    match reason {
        Reason::Leads => t!(i18n, suggestion.leads).to_owned(),
        Reason::Organises => t!(i18n, suggestion.organises).to_owned(),
        Reason::Supervises => t!(i18n, suggestion.supervises).to_owned(),
        Reason::Concerned => t!(i18n, suggestion.concerned).to_owned(),
        Reason::LivesHere => t!(i18n, suggestion.lives_here).to_owned(),
        Reason::Words(word) => t!(i18n, suggestion.words, word = word),
        Reason::Form => t!(i18n, suggestion.form).to_owned(),
        Reason::Category => t!(i18n, suggestion.category).to_owned(),
    }
}

/// Suggested participants, each with its reason and a way to put it on the plan.
#[component]
pub(super) fn Suggestions(
    room: RoomId,
    round: RowId,
    title: Signal<String>,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let open = Live::new(move |_| open_suggestions(&procedure.read(), round, &title.read()));
    let add = move |kind: Kind| {
        let cells = vec![
            (Column::Round, CellValue::Row(Some(round))),
            (Column::Kind, CellValue::choice(kind.id())),
        ];
        session.add_row(room, Sheet::Participants, cells, trouble);
    };
    let items = move || {
        let items = open.get().into_iter().map(|Suggestion { kind, reason }| {
            let name = words::choice(i18n, "kind", kind.id());
            let label = t!(i18n, suggestion.add_named, name = name);
            view! {
                <li class="row apart">
                    <span>
                        <b>{name}</b>
                        <span class="hint">{why(i18n, reason)}</span>
                    </span>
                    <button class="btn quiet small" aria-label=label on:click=move |_| add(kind)>
                        {t!(i18n, suggestion.add)}
                    </button>
                </li>
            }
        });
        items.into_list()
    };
    view! {
        <When when=move || !open.read().is_empty()>
            <section class="sheet stack" aria-labelledby="suggestions">
                <h2 id="suggestions">{t!(i18n, suggestion.name)}</h2>
                <ul class="lines">{items}</ul>
                <TroubleBox trouble=trouble />
            </section>
        </When>
    }
}

/// Fills in agenda and rules of order by the form, where nothing is written yet.
#[component]
pub(super) fn FromTemplate(
    room: RoomId,
    round: RowId,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let offered = Live::new(move |_| {
        let procedure = procedure.read();
        let row = procedure.hall.row(Sheet::Rounds, round)?;
        let form = Form::from_id(row.choice(Column::Form)?);
        let today = session.today().get()?;
        let template = rules::template(&procedure.board, &form, today);
        let mut cells = Vec::new();
        for (column, words) in [
            (Column::Agenda, template.agenda),
            (Column::Order, template.order),
        ] {
            if row.is_empty(column) {
                cells.push((column, words));
            }
        }
        (!cells.is_empty()).then_some((form, cells))
    });
    let fill = move |cells: Vec<(Column, String)>| {
        for (column, words) in cells {
            let cell = Cell::of_round(round, column);
            session.set_cell(room, cell, CellValue::Text(words), trouble);
        }
    };
    let is_wide = Live::new(move |_| {
        let procedure = procedure.read();
        let row = procedure.hall.row(Sheet::Rounds, round);
        let form = row.and_then(|row| row.choice(Column::Form));
        form.is_some_and(|form| WIDELY_FOLLOWED.contains(&Form::from_id(form)))
    });
    let [first, second] = WIDELY_FOLLOWED.map(|form| words::form(i18n, &form));
    let widely = t!(i18n, suggestion.widely, first = first, second = second);
    let button = move || {
        let (form, cells) = offered.get()?;
        let form = words::form(i18n, &form);
        let button = view! {
            <div class="row">
                <button class="btn" on:click=move |_| fill(cells.clone())>
                    <Icon sign=Sign::Edit />
                    {t!(i18n, suggestion.template, form = form)}
                </button>
                <span class="hint">{t!(i18n, template.offer_hint)}</span>
                <TroubleBox trouble=trouble />
            </div>
        };
        Some(button.into_any())
    };
    view! {
        {button}
        <When when=move || !is_wide.get()>
            <p class="hint">{widely.clone()}</p>
        </When>
    }
}
