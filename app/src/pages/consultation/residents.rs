//! A consultation as somebody who takes part in it sees it: where it stands, what was promised and done, and
//! what they can say of it. The record's own fields and lists are not here.

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::{Column, Row, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{IntoList, Measures, Proposals, Ratings};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::session::{Procedure, use_session};
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
    let session = use_session();
    let published = move || {
        let procedure = procedure.read();
        let board = session.community().get().filter(|_| !session.is_practice());
        let rows = board.into_iter().flat_map(|community| {
            let rows = procedure.board.rows(Sheet::Publications);
            let of_hall = rows.filter(|row| row.room(Column::Hall) == Some(room));
            let up = of_hall.filter(|row| !row.is_empty(Column::PostedAt));
            let link = move |row: &Row| {
                let (address, title) = (
                    format!("/board/{}/{}", community.board, row.id),
                    row.text(Column::Title).to_owned(),
                );
                view! {
                    <a class="btn" href=address target="_blank" rel="noopener" dir="auto">
                        {title}
                    </a>
                }
            };
            up.map(link).collect::<Vec<_>>()
        });
        view! { <div class="row">{rows.into_list()}</div> }
    };
    let cards = move || {
        let round = round.get();
        let is_rated = stage.get().is_none_or(|stage| stage == Stage::Appraisal);
        view! {
            <p class="strong">{stands}</p>
            {published}
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
