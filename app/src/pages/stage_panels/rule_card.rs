//! The voting rule of a plan: its law, and the sentence that is read aloud before the vote.

use std::sync::Arc;

use consultation::RowId;
use leptos::prelude::*;

use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::Procedure;
use crate::words::{self, RuleWords};

/// What is read aloud, once a rule is chosen.
#[component]
pub(super) fn RuleCard(procedure: Live<Arc<Procedure>>, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let procedure = procedure.read();
        let rule = words::rule(&procedure.hall, &procedure.board, round)?;
        Some(card(i18n, rule).into_any())
    }
}

fn card(i18n: I18n, rule: RuleWords) -> impl IntoView {
    let sentence = match rule.sentence {
        Some(sentence) => view! { <blockquote class="aloud">{sentence}</blockquote> }.into_any(),
        None => view! { <p class="hint">{t!(i18n, rule.no_numbers)}</p> }.into_any(),
    };
    view! {
        <section class="sheet stack" aria-labelledby="aloud">
            <h2 id="aloud">{t!(i18n, rule.aloud)}</h2>
            {sentence}
            <p class="hint">{t!(i18n, rule.law, law = rule.law)}</p>
        </section>
    }
}
