//! The rows of the file in words, a page at a time: what each becomes, and what is wrong with it.

use std::sync::Arc;

use leptos::prelude::*;
use roster::desk::ask::Lines;
use roster::import::Shown;

use super::Steps;
use crate::components::{IntoList, More, PAGE};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Var;
use crate::session::use_session;

/// The preview.
#[component]
pub(super) fn LineList(steps: Steps) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let only_wrong = RwSignal::new(true);
    let shown = RwSignal::new(PAGE);
    let lines = Var::new(Arc::<[Shown]>::from([]));
    let counts = move || {
        let checked = steps.checked.get()?;
        Some(t!(
            i18n,
            roster.preview_counts,
            lines = checked.lines,
            premises = checked.premises,
            people = checked.people,
            wrong = checked.wrong_lines
        ))
    };
    let all = Signal::derive(move || {
        let checked = steps.checked.read();
        let count = checked
            .as_ref()
            .map_or(0, |checked| match only_wrong.get() {
                true => checked.wrong_lines,
                false => checked.lines,
            });
        usize::try_from(count).unwrap_or(usize::MAX)
    });
    Effect::new(move |_| {
        let asked = Lines {
            count: u32::try_from(shown.get()).unwrap_or(u32::MAX),
            only_wrong: only_wrong.get(),
        };
        session.ask_roster(&asked, move |answer| match answer {
            Ok(answer) => lines.set(answer.lines.into()),
            Err(why) => drop(steps.trouble.try_set(Some(why))),
        });
    });
    let items = move || lines.get().iter().map(|line| item(i18n, line)).into_list();
    view! {
        <section class="sheet stack" aria-labelledby="roster-preview">
            <h2 id="roster-preview">{t!(i18n, roster.preview)}</h2>
            <p>{counts}</p>
            <label class="choice-line">
                <input
                    type="checkbox"
                    prop:checked=move || only_wrong.get()
                    on:change:target=move |event| only_wrong.set(event.target().checked())
                />
                <span>{t!(i18n, roster.only_wrong)}</span>
            </label>
            <ul class="lines">{items}</ul>
            <More shown=shown all=all />
        </section>
    }
}

fn item(i18n: I18n, line: &Shown) -> impl IntoView + use<> {
    let row = t!(i18n, roster.row, row = line.row);
    let problems = line.problems.iter().cloned();
    let problems = problems.map(|problem| view! { <li class="warning" dir="auto">{problem}</li> });
    let problems = problems.into_list();
    let problems = (!problems.is_empty()).then(|| view! { <ul class="stack">{problems}</ul> });
    view! {
        <li class="stack">
            <p>
                <span class="tag">{row}</span>
                " "
                <span dir="auto">{line.words.clone()}</span>
            </p>
            {problems}
        </li>
    }
}
