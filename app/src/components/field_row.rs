//! One field of a record: its name, its value with its mark, and a way to change it in place.

use consultation::{CellValue, FieldValue};
use ledger::RoomId;
use leptos::prelude::*;

use super::field_editor::{FieldEditor, names_rule};
use crate::components::{AllRows, Clash, MarkLine};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Field, use_session};
use crate::words;

/// A row of a description list; values that differ between devices take the value's place.
#[component]
pub(crate) fn FieldRow(
    room: RoomId,
    field: Live<Field>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = words::field_name(i18n, field.read_untracked().value.name());
    let editing = RwSignal::new(false);
    let clashes = Live::new(move |_| !field.read().alternatives.is_empty());
    let close = Callback::new(move |()| editing.set(false));
    let rows = use_context::<AllRows>();
    let board = use_session().board();
    let written = move || {
        let field = field.read();
        match (&field.value, rows) {
            (FieldValue::Cell(_, CellValue::Row(Some(chosen))), Some(rows)) => {
                let rows = rows.read();
                let row = rows.iter().find(|row| row.id == *chosen);
                row.map(|row| row.title()).unwrap_or_default()
            }
            (FieldValue::Cell(cell, CellValue::Text(id)), _) if names_rule(Some(cell.column)) => {
                words::rule_name(&board.read().sheets, id)
            }
            (value, _) => words::field_value(i18n, value),
        }
    };
    let value = move || {
        let written = written();
        let empty = written.is_empty();
        view! {
            <span class:field-empty=empty class="field-value" dir="auto">
                {if empty { t!(i18n, field.empty).to_owned() } else { written }}
            </span>
        }
    };
    let mark = Signal::derive(move || field.read().mark);
    let has_mark = move || !written().is_empty();
    let shown = move || {
        view! {
            <div class="field-shown">
                {value} {move || has_mark().then(|| view! { <MarkLine mark=mark /> }.into_any())}
                {move || {
                    may_write
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    class="btn quiet small"
                                    aria-label=t!(i18n, field.change_named, name = name)
                                    on:click=move |_| editing.set(true)
                                >
                                    {t!(i18n, action.change)}
                                </button>
                            }.into_any()
                        })
                }}
            </div>
        }
    };
    let content = move || {
        if clashes.get() {
            view! { <Clash room=room field=field may_write=may_write /> }.into_any()
        } else if editing.get() {
            let initial = field.get_untracked().value;
            view! { <FieldEditor room=room initial=initial on_close=close /> }.into_any()
        } else {
            shown().into_any()
        }
    };
    view! {
        <div class="field-row">
            <dt>{name}</dt>
            <dd>{content}</dd>
        </div>
    }
}
