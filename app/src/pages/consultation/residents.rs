//! A consultation as somebody who takes part in it sees it: where it stands, what was promised and done, and
//! what they can say of it. The record's own fields and lists are not here.

use std::sync::Arc;

use consultation::procedure::Stage;
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Measures, Proposals, Ratings};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::session::Procedure;
use crate::words;

/// The page's cards, the main one first.
#[component]
pub(super) fn Residents(
    room: RoomId,
    opened: Opened,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let round = Live::new(move |_| procedure.read().round());
    let stage = Live::new(move |_| {
        let procedure = procedure.read();
        let standing = procedure.standing(round.get());
        standing.and_then(|standing| standing.stage)
    });
    let stands = move || match stage.get() {
        Some(stage) => t!(i18n, review.stands, stage = words::stage(i18n, stage)),
        None => t!(i18n, review.all_done).to_owned(),
    };
    let cards = move || {
        let round = round.get();
        let is_rated = stage.get().is_none_or(|stage| stage == Stage::Appraisal);
        view! {
            <p class="strong">{stands}</p>
            {is_rated
                .then(|| {
                    view! {
                        <Ratings room=room round=round opened=opened procedure=procedure />
                    }
                    .into_any()
                })}
            <Measures room=room round=round opened=opened procedure=procedure is_full=true />
            <Proposals room=room opened=opened />
        }
    };
    view! { <div class="stack-l">{cards}</div> }
}
