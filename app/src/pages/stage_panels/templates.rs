//! Templates that were made of closed cases, offered where they would fill something: a plan, or what is to be
//! done. Nothing is written by itself.

use std::sync::Arc;

use consultation::plan::{Filling, fill_measures, fill_plan, named_templates};
use consultation::procedure::Stage;
use consultation::{Cell, CellValue, Column, FieldValue, Form, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{IntoList, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Command, Procedure, Trouble, use_session};

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
        let today = session.now().get().map(|now| now.date());
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
    let fill = move |filling: Filling| {
        for (column, value) in filling.cells {
            let value = match (round, column, value) {
                (RowId::FIRST_ROUND, Column::Purpose, CellValue::Text(words)) => {
                    FieldValue::Purpose(words)
                }
                (RowId::FIRST_ROUND, Column::Form, CellValue::Choice(id)) => {
                    FieldValue::Form(id.as_deref().map(Form::from_id))
                }
                (_, _, value) => FieldValue::Cell(Cell::of_round(round, column), value),
            };
            session.send_and_tell(Command::Set { room, value }, trouble);
        }
        for (sheet, cells) in filling.rows {
            session.send_and_tell(Command::AddRow { room, sheet, cells }, trouble);
        }
    };
    let buttons = move || {
        let buttons = offered.get().into_iter().map(|(name, filling)| {
            let label = t!(i18n, template.fill, name = name);
            view! {
                <button class="btn" on:click=move |_| fill(filling.clone())>
                    {label}
                </button>
            }
        });
        buttons.into_list()
    };
    view! {
        <When when=move || !offered.read().is_empty()>
            <section class="sheet stack" aria-labelledby="templates-offered">
                <h2 id="templates-offered">{t!(i18n, template.offer)}</h2>
                <p class="hint">{t!(i18n, template.offer_hint)}</p>
                <div class="row">{buttons}</div>
            </section>
        </When>
        <TroubleBox trouble=trouble />
    }
}
