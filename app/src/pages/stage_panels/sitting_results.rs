//! What the votes of each sitting came to, step by step, and beside it by the other versions of the rule.

use std::sync::Arc;

use consultation::sitting::{OddVote, UnitResult, results, suggested};
use consultation::{Column, RowId, Sheet};
use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::Procedure;
use crate::words;

/// One sitting's votes on one matter.
#[derive(Clone, PartialEq)]
struct OnMatter {
    title: String,
    results: Result<Vec<UnitResult>, OddVote>,
    /// The id of the outcome that they suggest.
    suggested: Option<&'static str>,
}

fn read(procedure: &Procedure, round: RowId) -> Vec<OnMatter> {
    let hall = &procedure.hall;
    let Some(row) = hall.row(Sheet::Rounds, round) else {
        return Vec::new();
    };
    let rules = words::rules(&procedure.board);
    let mut all = Vec::new();
    for sitting in hall.rows_of_round(Sheet::Sittings, round) {
        let votes = || hall.rows_of(Sheet::Tallies, Column::Sitting, sitting.id);
        if votes().next().is_none() {
            continue;
        }
        for matter in hall.rows_of_round(Sheet::Matters, round) {
            let results = results(hall, row, sitting, Some(matter.id), &rules);
            let came = results.as_ref().ok();
            let suggested = came.and_then(|results| suggested(matter, results));
            all.push(OnMatter {
                title: matter.text(Column::Title).to_owned(),
                results,
                suggested: suggested.map(|decision| decision.id()),
            });
        }
    }
    all
}

/// The computed results of a round's sittings; nothing while no votes are entered.
#[component]
pub(super) fn SittingResults(procedure: Live<Arc<Procedure>>, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let all = Live::new(move |_| read(&procedure.read(), round));
    move || {
        let cards = all.get().into_iter().map(|on| card(i18n, on));
        cards.into_list()
    }
}

fn card(i18n: I18n, on: OnMatter) -> impl IntoView {
    let parts = match on.results {
        Ok(results) => results.into_iter().map(|result| unit(&result)).into_list(),
        Err(odd) => vec![view! { <p class="warning">{odd.words()}</p> }.into_any()],
    };
    let suggestion = on.suggested.map(|id| {
        let name = words::choice(i18n, "decision", id);
        view! { <p>{t!(i18n, rule.suggested, outcome = name)}</p> }.into_any()
    });
    view! {
        <section class="sheet stack" aria-label=t!(i18n, rule.result_named, title = on.title)>
            <h2>{t!(i18n, rule.result)}</h2>
            <p dir="auto">
                <b>{on.title.clone()}</b>
            </p>
            {parts}
            {suggestion}
        </section>
    }
}

/// One unit's result: every line of the sum, and what other versions of the rule would say.
fn unit(result: &UnitResult) -> impl IntoView + use<> {
    let name = result.unit.clone();
    let name = (!name.is_empty()).then(|| view! { <h3 dir="auto">{name}</h3> }.into_any());
    let beside = result.lines_beside().into_iter().map(|lines| {
        // Which version it is and what came of it; the sum between the two opens.
        let ends = lines.first().into_iter().chain(lines.last()).cloned();
        let ends = ends.collect::<Vec<_>>().join("\u{ff0c}");
        view! {
            <details>
                <summary>{ends}</summary>
                {sum(lines)}
            </details>
        }
    });
    view! {
        <div class="stack unit">
            {name}
            {sum(result.lines())}
            {beside.into_list()}
        </div>
    }
}

fn sum(lines: Vec<String>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! { <ol class="sum">{lines.into_list()}</ol> }
}
