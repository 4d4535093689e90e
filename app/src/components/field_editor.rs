//! Editing one field in place, or writing a third value where two devices differ.

use consultation::{CellKind, Column, FieldValue, Sheet};
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{AllRows, FormButtons, IntoList, TroubleBox};
use crate::field_input::{self, YES};
use crate::i18n::{t, use_i18n};
use crate::session::{Command, Trouble, use_session};
use crate::words;

/// A small form over `initial`; `on_close` runs when the value is stored or left as it was.
#[component]
pub(crate) fn FieldEditor(
    room: RoomId,
    initial: FieldValue,
    /// Whether saving settles a conflict.
    #[prop(optional)]
    settles: bool,
    on_close: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let (first, second) = field_input::parts(&initial);
    let (first, second) = (RwSignal::new(first), RwSignal::new(second));
    let trouble = RwSignal::new(None::<Trouble>);
    let shape = initial.clone();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let typed =
            field_input::with_parts(&shape, &first.read_untracked(), &second.read_untracked());
        let value = match typed {
            Ok(value) => value,
            Err(what) => return trouble.set(Some(Trouble::new(what))),
        };
        let command = if settles {
            Command::Settle { room, value }
        } else {
            Command::Set { room, value }
        };
        // Settling a conflict takes this editor off the page before the reply comes.
        session.send_then(command, trouble, move |_| {
            let _ = on_close.try_run(());
        });
    };
    view! {
        <form class="field-editor" on:submit=save>
            {inputs(initial, first, second)}
            <TroubleBox trouble=trouble />
            <FormButtons on_cancel=on_close />
        </form>
    }
}

/// What a person types a field's value into: one or two inputs with their labels.
pub(super) fn inputs(
    value: FieldValue,
    first: RwSignal<String>,
    second: RwSignal<String>,
) -> AnyView {
    let i18n = use_i18n();
    let label = words::field_name(i18n, value.name());
    let kind = match &value {
        FieldValue::Purpose(_) => CellKind::Lines(0),
        FieldValue::Form(_) => CellKind::Choice,
        FieldValue::Time(_) => CellKind::Time,
        FieldValue::Notice(_) => CellKind::Dates,
        FieldValue::Cell(cell, _) => cell.column.kind(),
        _ => CellKind::Line(0),
    };
    let pair = move |kind, from: &'static str, to: &'static str| {
        view! {
            <fieldset>
                <legend>{label}</legend>
                <div class="pair">{line(kind, from, first)} {line(kind, to, second)}</div>
            </fieldset>
        }
        .into_any()
    };
    let column = match &value {
        FieldValue::Cell(cell, _) => Some(cell.column),
        _ => None,
    };
    match kind {
        CellKind::Lines(_) => lines(label, first, 3).into_any(),
        CellKind::Choice => {
            let (list, ids) = column.unwrap_or(Column::Form).choices().unwrap_or_default();
            view! { <Choose list=list ids=ids label=label value=first /> }.into_any()
        }
        CellKind::Line(_) if names_rule(column) => {
            let board = use_session().board().get_untracked();
            let mut options = Vec::new();
            for rule in words::rules(&board.sheets) {
                options.push((rule.id().to_owned(), rule.title().to_owned()));
            }
            select(label, t!(i18n, field.form_open), options, first)
        }
        CellKind::Row => {
            let sheet = column.and_then(Column::chooses_from);
            let options = sheet.map(rows_of).unwrap_or_default();
            select(label, t!(i18n, field.form_open), options, first)
        }
        CellKind::Flag => {
            view! { <Choose list="yes_no" ids=&[YES] label=label value=first /> }.into_any()
        }
        CellKind::Time => pair(
            "datetime-local",
            t!(i18n, field.starts),
            t!(i18n, field.ends_optional),
        ),
        CellKind::Dates => pair("date", t!(i18n, field.from), t!(i18n, field.to)),
        CellKind::Date => line("date", label, first).into_any(),
        CellKind::Minute => line("datetime-local", label, first).into_any(),
        _ => line("text", label, first).into_any(),
    }
}

/// Whether a column holds the id of a voting rule.
pub(super) fn names_rule(column: Option<Column>) -> bool {
    matches!(column, Some(Column::VotingRule | Column::StartsFrom))
}

/// An input of several lines with its label.
pub(crate) fn lines(label: &'static str, value: RwSignal<String>, rows: u32) -> impl IntoView {
    view! {
        <label class="input">
            <span>{label}</span>
            <textarea
                rows=rows
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </label>
    }
}

/// An input of this type with its label.
pub(super) fn line(
    kind: &'static str,
    label: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label class="input">
            <span>{label}</span>
            <input
                type=kind
                autocomplete="off"
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        </label>
    }
}

/// Chooses one of a list; `value` is the choice's id, or empty.
#[component]
pub(crate) fn Choose(
    /// The list, by which the names of the choices are found.
    list: &'static str,
    ids: &'static [&'static str],
    label: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let mut options = Vec::new();
    for id in ids {
        options.push(((*id).to_owned(), words::choice(i18n, list, id)));
    }
    let nothing = match list {
        "yes_no" => t!(i18n, choice.no),
        _ => t!(i18n, field.form_open),
    };
    select(label, nothing, options, value)
}

/// Chooses one of what is offered by id and name, or nothing; `value` is the id.
fn select(
    label: &'static str,
    nothing: &'static str,
    options: Vec<(String, String)>,
    value: RwSignal<String>,
) -> AnyView {
    let options = options.into_iter().map(|(id, name)| {
        let chosen = id.clone();
        view! {
            <option value=id prop:selected=move || *value.read() == chosen>
                {name}
            </option>
        }
    });
    view! {
        <label class="input">
            <span>{label}</span>
            <select on:change:target=move |event| value.set(event.target().value())>
                <option value="" prop:selected=move || value.read().is_empty()>
                    {nothing}
                </option>
                {options.into_list()}
            </select>
        </label>
    }
    .into_any()
}

/// Rows of a sheet by id and title, from what the page knows.
fn rows_of(sheet: Sheet) -> Vec<(String, String)> {
    let mut options = Vec::new();
    if let Some(rows) = use_context::<AllRows>() {
        for row in rows.read_untracked().iter() {
            if row.sheet == sheet && !row.is_removed {
                options.push((row.id.to_string(), row.title()));
            }
        }
    }
    options
}
