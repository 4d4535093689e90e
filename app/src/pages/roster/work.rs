//! How far something is that takes its time, with a way to stop it before anything is saved.

use leptos::prelude::*;

use crate::i18n::{I18n, t, use_i18n};
use crate::session::{Command, RosterWork, WorkKind, use_session};

/// The bar, while work is on.
#[component]
pub(super) fn Work(#[prop(into)] is_on: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    move || {
        if !is_on.get() {
            return None;
        }
        let work = session.roster_work().get();
        let may_stop = !matches!(
            work,
            Some(RosterWork {
                kind: WorkKind::Storing,
                ..
            })
        );
        let stop = move |_| drop(session.send(Command::StopRoster));
        let total = work.map_or(0, |work| work.total);
        // Without a number the bar runs to and fro.
        let bar = match (work, total) {
            (Some(work), 1..) => {
                view! { <progress max=total value=work.done aria-label=words(i18n, Some(work))></progress> }
                    .into_any()
            }
            (work, _) => {
                view! { <progress aria-label=words(i18n, work)></progress> }.into_any()
            }
        };
        let tail = match may_stop {
            true => view! {
                <button class="btn" on:click=stop>
                    {t!(i18n, roster.stop)}
                </button>
            }
            .into_any(),
            false => view! { <p class="hint">{t!(i18n, roster.keep_open)}</p> }.into_any(),
        };
        Some(view! {
            <div class="sheet stack">
                <p>{words(i18n, work)}</p>
                {bar}
                {tail}
            </div>
        })
    }
}

fn words(i18n: I18n, work: Option<RosterWork>) -> String {
    let Some(RosterWork { kind, done, total }) = work else {
        return t!(i18n, roster.working).to_owned();
    };
    match kind {
        WorkKind::Reading(0) => t!(i18n, roster.reading, done = done),
        WorkKind::Reading(1) => t!(i18n, roster.checking, done = done, total = total),
        WorkKind::Reading(_) => t!(i18n, roster.comparing, done = done, total = total),
        WorkKind::Storing => t!(i18n, roster.storing, done = done, total = total),
    }
}
