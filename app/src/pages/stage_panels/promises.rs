//! What became of what was agreed, measure by measure, and the score with its sums.

use std::sync::Arc;

use consultation::promise::{Promise, PromiseState, Why, promises, score};
use consultation::{Column, RowId};
use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::{Procedure, use_session};
use crate::words;

/// Where each measure stands; nothing while there is none.
#[component]
pub(super) fn Promises(procedure: Live<Arc<Procedure>>, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let lines = Live::new(move |_| {
        let now = session.now().get()?;
        procedure.read().look(round, now, |facts| {
            let all = promises(facts);
            all.iter().map(|one| line(i18n, one)).collect::<Vec<_>>()
        })
    });
    move || {
        let lines = lines.get().unwrap_or_default();
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|(title, state, said, is_calm)| {
                view! {
                    <li class:warning=!is_calm>
                        <b dir="auto">{title}</b>
                        {"\u{ff1a}"}
                        {state}
                        <p class="hint">{said}</p>
                    </li>
                }
            });
            view! {
                <section class="sheet stack" aria-labelledby="promises">
                    <h2 id="promises">{t!(i18n, promise.name)}</h2>
                    <ul class="stack">{lines.into_list()}</ul>
                    <p class="hint">{t!(i18n, promise.rule)}</p>
                </section>
            }
            .into_any()
        })
    }
}

/// Its name, where it stands, what people say, and whether all is well.
fn line(i18n: I18n, promise: &Promise<'_>) -> (String, String, String, bool) {
    let title = promise.row.text(Column::Title).to_owned();
    let due = promise.due.map(|due| words::day(i18n, due));
    let (state, is_calm) = match (promise.state, due) {
        (PromiseState::Open, Some(due)) => (t!(i18n, promise.open_by, date = due), true),
        (PromiseState::Open, None) => (t!(i18n, promise.open).to_owned(), true),
        (PromiseState::Late, due) => {
            let due = due.unwrap_or_default();
            (t!(i18n, promise.late, date = due), false)
        }
        (PromiseState::Done { in_time: true }, _) => (t!(i18n, promise.done).to_owned(), true),
        (PromiseState::Done { in_time: false }, _) => {
            (t!(i18n, promise.done_late).to_owned(), true)
        }
        (PromiseState::Reopened(why), _) => (reopened(i18n, why), false),
    };
    let (confirmed, disputed) = (promise.confirmations, promise.disputes);
    let said = match confirmed + disputed {
        0 => String::new(),
        _ => t!(
            i18n,
            promise.said,
            confirmed = confirmed,
            disputed = disputed
        ),
    };
    (title, state, said, is_calm)
}

fn reopened(i18n: I18n, why: Why) -> String {
    match why {
        Why::Upheld => t!(i18n, promise.upheld).to_owned(),
        Why::Households(count) => t!(i18n, promise.households, count = count),
        Why::Participants { disputes, of } => {
            t!(i18n, promise.participants, count = disputes, of = of)
        }
    }
}

/// The score, each part with its sum.
#[component]
pub(super) fn ScoreCard(procedure: Live<Arc<Procedure>>, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let score = Live::new(move |_| {
        let now = session.now().get()?;
        procedure.read().look(round, now, score)
    });
    move || {
        score.get().map(|score| {
            let parts = score.0.iter();
            let parts = parts.map(|part| view! { <li>{part.words()}</li> });
            view! {
                <section class="sheet stack" aria-labelledby="score">
                    <h2 id="score">{t!(i18n, score.name)}</h2>
                    <ul class="stack">{parts.into_list()}</ul>
                    <p>
                        <b>{score.words()}</b>
                    </p>
                    <p class="hint">{t!(i18n, score.lead)}</p>
                </section>
            }
            .into_any()
        })
    }
}
