//! What the file would change in the roster, by kind, each to be chosen or left.

use std::sync::Arc;

use leptos::prelude::*;
use roster::desk::ask::{ChangeLine, Changes, Choose};

use super::Steps;
use crate::components::{IntoList, More, PAGE, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::session::{Session, use_session};

/// The kinds in the order in which the desk counts them.
const KINDS: u32 = 3;
/// The kind of what is in the roster and not in the file.
const GONE: u32 = 2;

/// The three lists.
#[component]
pub(super) fn ChangeLists(steps: Steps) -> impl IntoView {
    let i18n = use_i18n();
    let is_same = move || {
        let checked = steps.checked.read();
        checked
            .as_ref()
            .is_some_and(|checked| checked.kinds.iter().all(|kind| kind.all == 0))
    };
    let lists = (0..KINDS).map(|kind| view! { <ChangeList steps=steps kind=kind /> });
    view! {
        <section class="sheet stack" aria-labelledby="roster-changes">
            <h2 id="roster-changes">{t!(i18n, roster.changes)}</h2>
            <When when=is_same>
                <p>{t!(i18n, roster.same)}</p>
            </When>
            {lists.into_list()}
        </section>
    }
}

/// The changes of one kind; nothing while there are none.
#[component]
fn ChangeList(steps: Steps, kind: u32) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let shown = RwSignal::new(PAGE);
    let lines = Var::new(Arc::<[ChangeLine]>::from([]));
    let name = match kind {
        0 => t!(i18n, roster.added),
        1 => t!(i18n, roster.changed),
        _ => t!(i18n, roster.gone),
    };
    let counts = Live::new(move |_| {
        let checked = steps.checked.get()?;
        let place = usize::try_from(kind).ok()?;
        checked.kinds.get(place).cloned()
    });
    let all = Signal::derive(move || {
        let count = counts.get().map_or(0, |counts| counts.all);
        usize::try_from(count).unwrap_or(usize::MAX)
    });
    // What is chosen comes back with the counts of its kind.
    Effect::new(move |_| {
        counts.read();
        let asked = Changes {
            kind,
            count: u32::try_from(shown.get()).unwrap_or(u32::MAX),
        };
        session.ask_roster(&asked, move |answer| match answer {
            Ok(answer) => lines.set(answer.changes.into()),
            Err(why) => drop(steps.trouble.try_set(Some(why))),
        });
    });
    let of_kind = move |is_chosen: bool| {
        let asked = Choose {
            place: None,
            kind: Some(kind),
            is_chosen,
        };
        steps.check(session, &asked);
    };
    let said = move || {
        counts.get().map(|counts| {
            t!(
                i18n,
                roster.chosen,
                chosen = counts.chosen,
                all = counts.all
            )
        })
    };
    let items = move || {
        let lines = lines.get();
        lines
            .iter()
            .map(|line| item(session, steps, line.clone()))
            .into_list()
    };
    view! {
        <When when=move || all.get() != 0>
            <div class="stack" role="group" aria-label=name>
                <div class="row apart">
                    <h3>{name}</h3>
                    <span class="hint">{said}</span>
                </div>
                <When when=move || kind == GONE>
                    <p class="hint">{t!(i18n, roster.gone_hint)}</p>
                </When>
                <div class="row">
                    <button
                        class="btn quiet"
                        aria-label=t!(i18n, roster.choose_all_of, kind = name)
                        on:click=move |_| of_kind(true)
                    >
                        {t!(i18n, roster.choose_all)}
                    </button>
                    <button
                        class="btn quiet"
                        aria-label=t!(i18n, roster.choose_none_of, kind = name)
                        on:click=move |_| of_kind(false)
                    >
                        {t!(i18n, roster.choose_none)}
                    </button>
                </div>
                <ul class="lines">{items}</ul>
                <More shown=shown all=all />
            </div>
        </When>
    }
}

fn item(session: Session, steps: Steps, line: ChangeLine) -> impl IntoView {
    let place = line.place;
    let fields = line.fields.join("\u{ff1b}");
    let take = move |is_chosen: bool| {
        let asked = Choose {
            place: Some(place),
            kind: None,
            is_chosen,
        };
        steps.check(session, &asked);
    };
    view! {
        <li>
            <label class="choice-line">
                <input
                    type="checkbox"
                    prop:checked=line.is_chosen
                    on:change:target=move |event| take(event.target().checked())
                />
                <span>
                    <b dir="auto">{line.name}</b>
                    <span class="hint" dir="auto">
                        {fields}
                    </span>
                </span>
            </label>
        </li>
    }
}
