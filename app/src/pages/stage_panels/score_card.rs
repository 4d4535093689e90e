//! The score of a round with its sums.

use std::sync::Arc;

use consultation::RowId;
use consultation::promise::score;
use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Procedure, use_session};

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
