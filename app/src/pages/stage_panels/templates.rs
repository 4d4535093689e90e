//! Templates that were made of closed cases, offered where they would fill something: a plan, or what is to be
//! done. Nothing is written by itself.

use std::sync::Arc;

use consultation::plan::{Filling, fill_measures, fill_plan, named_templates};
use consultation::procedure::Stage;
use consultation::{Cell, Column, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Procedure, Trouble, use_session};

use super::offer::Offer;

/// The templates that have something for the stage that the round lacks.
#[component]
pub(super) fn TemplatesOffered(
    room: RoomId,
    round: RowId,
    stage: Stage,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let offered = Live::new(move |_| {
        let procedure = procedure.read();
        let mut offered = Vec::new();
        let today = session.today().get();
        let row = procedure.hall.row(Sheet::Rounds, round);
        let (Some(today), Some(row)) = (today, row) else {
            return offered;
        };
        let (board, hall) = (&procedure.board, &procedure.hall);
        for template in named_templates(board, today) {
            let filling = match stage {
                Stage::Measures => fill_measures(board, template, hall, row),
                _ => fill_plan(board, template, hall, row),
            };
            if !filling.is_empty() {
                offered.push((template.text(Column::Title).to_owned(), filling));
            }
        }
        offered
    });
    let labels = Live::new(move |_| {
        let offered = offered.read();
        let labels = offered.iter();
        labels
            .map(|(name, _)| t!(i18n, template.fill, name = name))
            .collect()
    });
    let fill = Callback::new(move |place: usize| {
        let Some((_, filling)): Option<(String, Filling)> =
            offered.get_untracked().into_iter().nth(place)
        else {
            return;
        };
        for (column, value) in filling.cells {
            session.set_cell(room, Cell::of_round(round, column), value, trouble);
        }
        for (sheet, cells) in filling.rows {
            session.add_row(room, sheet, cells, trouble);
        }
    });
    view! {
        <Offer
            id="templates-offered"
            head=t!(i18n, template.offer)
            hint=t!(i18n, template.offer_hint)
            labels=labels
            trouble=trouble
            on_take=fill
        />
    }
}
