//! The form of a person or a place: the boxes that the desk names, read by the rules of an import.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use roster::desk::ask::{Cell, Look, Write};
use roster::{Birthday, PremisesId, Subject};

use crate::components::{FormButtons, IntoList, TroubleBox};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Var;
use crate::session::{Trouble, use_session};
use crate::words;

/// A box with what somebody has written in it.
#[derive(Clone, PartialEq)]
struct Filled {
    cell: Cell,
    value: RwSignal<String>,
}

/// Writes a card; `on_done` gets whose, or nothing when the person thought better of it.
#[component]
pub(super) fn CardForm(
    /// Whose card it is; a new one without.
    #[prop(optional)]
    subject: Option<Subject>,
    /// Of a new one: whether it is a person.
    is_person: bool,
    /// Of a new person: behind which door.
    #[prop(optional)]
    home: Option<PremisesId>,
    on_done: Callback<Option<Subject>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let filled = Var::new(Arc::<[Filled]>::from([]));
    let trouble = RwSignal::new(None::<Trouble>);
    let owner = Owner::current();
    session.ask_roster(&Look { subject, is_person }, move |page| match page {
        Ok(page) => {
            let cells = page.cells.into_iter().map(|cell| Filled {
                value: RwSignal::new(cell.value.clone()),
                cell,
            });
            // What is typed lives as long as the form.
            let filling = move || filled.set(cells.collect::<Vec<_>>().into());
            match owner {
                Some(owner) => owner.with(filling),
                None => filling(),
            }
        }
        Err(why) => drop(trouble.try_set(Some(why))),
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(today) = session.today().get_untracked() else {
            return;
        };
        let boxes = filled.try_get_untracked().unwrap_or_default();
        let cells = boxes.iter().map(|filled| Cell {
            label: filled.cell.label.clone(),
            value: filled.value.get_untracked(),
            options: Vec::new(),
        });
        let asked = Write {
            subject,
            is_person,
            home,
            cells: cells.collect(),
            today: Birthday(today),
        };
        session.write_roster(&asked, move |new| match new {
            Ok(new) => drop(on_done.try_run(new.subject)),
            Err(why) => drop(trouble.try_set(Some(why))),
        });
    };
    let boxes = move || {
        let filled = filled.get();
        let boxes = filled.iter().enumerate();
        boxes
            .map(|(place, filled)| one_box(i18n, place, filled))
            .into_list()
    };
    let on_cancel = Callback::new(move |()| on_done.run(None));
    view! {
        <form class="stack row-form" on:submit=save>
            <div class="pair">{boxes}</div>
            <TroubleBox trouble=trouble />
            <FormButtons on_cancel=on_cancel />
        </form>
    }
}

fn one_box(i18n: I18n, place: usize, filled: &Filled) -> impl IntoView + use<> {
    let Filled { cell, value } = filled;
    let value = *value;
    let id = format!("roster-box-{place}");
    let label = words::roster_word(i18n, &cell.label);
    let hint = (cell.label == "出生日期").then(|| t!(i18n, roster.birth_hint));
    let input = match cell.options.is_empty() {
        true => view! {
            <input
                id=id.clone()
                autocomplete="off"
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        }
        .into_any(),
        false => {
            let mut options = cell.options.clone();
            // What stands there is never lost by opening a form: several states at once, an older word.
            if !cell.value.is_empty() && !options.contains(&cell.value) {
                options.push(cell.value.clone());
            }
            options.insert(0, String::new());
            let options = options.into_iter().map(|option| {
                let name = words::roster_word(i18n, &option);
                let is_chosen = cell.value == option;
                view! {
                    <option value=option selected=is_chosen>
                        {name}
                    </option>
                }
            });
            view! {
                <select
                    id=id.clone()
                    on:change:target=move |event| value.set(event.target().value())
                >
                    {options.into_list()}
                </select>
            }
            .into_any()
        }
    };
    view! {
        <div class="input">
            <label for=id>{label}</label>
            {input}
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </div>
    }
}
