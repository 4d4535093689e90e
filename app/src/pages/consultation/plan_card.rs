//! 方案: the fields that every plan has, and who takes part in which share.

use std::sync::Arc;

use consultation::plan::Shares;
use consultation::{Column, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use super::Opened;
use crate::components::{Composition, Fields};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Field, Procedure};

/// A later round's own fields; the first round's stand in the record itself.
const OF_ROUND: [Column; 5] = [
    Column::Purpose,
    Column::Form,
    Column::Venue,
    Column::Time,
    Column::Notice,
];

/// The plan of a round at a glance.
#[component]
pub(super) fn PlanCard(
    room: RoomId,
    opened: Opened,
    procedure: Live<Arc<Procedure>>,
    round: RowId,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fields = Live::new(move |_| fields(opened, round));
    let odd = Live::new(move |_| opened.read().as_ref().is_some_and(|view| view.odd));
    let shares = Live::new(move |_| {
        let procedure = procedure.read();
        Shares::of(procedure.hall.rows_of_round(Sheet::Participants, round))
    });
    view! {
        <div class="stack-l">
            <section class="sheet plan" aria-labelledby="plan">
                <h2 id="plan">{t!(i18n, consultation.plan)}</h2>
                {move || {
                    odd.get().then(|| view! { <p class="hint">{t!(i18n, consultation.odd)}</p> }.into_any())
                }}
                <Fields room=room fields=fields label=t!(i18n, consultation.plan) may_write=may_write />
            </section>
            <Composition shares=shares />
        </div>
    }
}

fn fields(opened: Opened, round: RowId) -> Vec<Field> {
    let opened = opened.read();
    let Some(view) = opened.as_ref() else {
        return Vec::new();
    };
    if round == RowId::FIRST_ROUND {
        return view.fields.clone();
    }
    let mut fields: Vec<Field> = view.fields.iter().take(1).cloned().collect();
    if let Some(row) = view.procedure.row(Sheet::Rounds, round) {
        fields.extend(
            OF_ROUND
                .iter()
                .filter_map(|column| row.cell(*column).cloned()),
        );
    }
    fields
}
