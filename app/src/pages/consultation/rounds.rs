//! 轮次: a matter that was talked over and not agreed on comes back in another round.

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::{CellValue, Column, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Go, Icon, IntoList, Sign, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Command, Procedure, Trouble, use_session};
use crate::words;

/// What the next round takes over from the one before; staff change every word of it.
const TAKEN_OVER: [Column; 9] = [
    Column::Purpose,
    Column::Form,
    Column::Venue,
    Column::Organiser,
    Column::Order,
    Column::VotingRule,
    Column::Entitled,
    Column::EntitledArea,
    Column::LateEntry,
];

/// The way to every round, and to a new one once the last is talked over.
#[component]
pub(super) fn Rounds(
    room: RoomId,
    procedure: Live<Arc<Procedure>>,
    shown: Live<RowId>,
    stage: Live<Stage>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let trouble = RwSignal::new(None::<Trouble>);
    let ids = Live::new(move |_| {
        let procedure = procedure.read();
        procedure
            .rounds
            .iter()
            .map(|(id, _)| *id)
            .collect::<Vec<_>>()
    });
    let came_to = move |round| {
        let procedure = procedure.read();
        let row = procedure.row(Sheet::Rounds, round);
        let words = |column| {
            let field = row.and_then(|row| row.cell(column));
            field.map(|field| words::field_value(i18n, &field.value))
        };
        let facts = [words(Column::Began), words(Column::Decision)];
        words::facts(facts.into_iter().flatten().collect())
    };
    let list = move || {
        let (ids, shown) = (ids.get(), shown.get());
        let last = ids.last().copied();
        let items = ids.into_iter().zip(1_usize..).map(|(id, number)| {
            let named = (Some(id) != last).then_some(id);
            let to = Route::stage(room, named, stage.get_untracked());
            let current = Signal::stored(id == shown);
            view! {
                <li>
                    <Go to=to class="round" current=current>
                        <b>{t!(i18n, rounds.number, number = number)}</b>
                        <span class="hint">{move || came_to(id)}</span>
                    </Go>
                </li>
            }
        });
        items.into_list()
    };
    let may_begin = Live::new(move |_| {
        let procedure = procedure.read();
        let last = procedure.standing(procedure.round());
        last.is_some_and(|standing| standing.stage.is_none_or(|stage| stage > Stage::Sitting))
    });
    let begin = move |_| {
        let cells = {
            let procedure = procedure.read_untracked();
            let last = procedure.round();
            let mut cells = vec![(Column::Follows, CellValue::Row(Some(last)))];
            if let Some(row) = procedure.hall.row(Sheet::Rounds, last) {
                for column in TAKEN_OVER {
                    cells.extend(row.cell(column).map(|cell| (column, cell.value.clone())));
                }
            }
            cells
        };
        let sheet = Sheet::Rounds;
        let begun = Command::AddRow { room, sheet, cells };
        session.send_then(begun, trouble, move |_| {
            navigation.go(Route::Consultation(room));
        });
    };
    view! {
        <div class="stack no-print">
            <When when=move || { ids.read().len() > 1 }>
                <nav aria-label=t!(i18n, rounds.name)>
                    <ul class="row rounds">{list}</ul>
                </nav>
            </When>
            <When when=move || may_write.get() && may_begin.get()>
                <div class="row">
                    <button class="btn" on:click=begin>
                        <Icon sign=Sign::Plus />
                        {t!(i18n, rounds.begin)}
                    </button>
                    <span class="hint">{t!(i18n, rounds.begin_hint)}</span>
                </div>
            </When>
            <TroubleBox trouble=trouble />
        </div>
    }
}
