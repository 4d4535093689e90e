//! What the community has, offered to a plan: its venues, and the members of its bodies. Nothing is written by
//! itself.

use std::sync::Arc;

use consultation::setup::{Term, bodies, seats, venue_words};
use consultation::{Cell, CellValue, Column, FieldValue, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{IntoList, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Command, Procedure, Trouble, use_session};

/// The community's venues, while the plan names no place.
#[component]
pub(super) fn VenuesOffered(
    room: RoomId,
    round: RowId,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let offered = Live::new(move |_| {
        let procedure = procedure.read();
        let row = procedure.hall.row(Sheet::Rounds, round);
        if row.is_some_and(|row| !row.is_empty(Column::Venue)) {
            return Vec::new();
        }
        let venues = procedure.board.rows(Sheet::Venues).map(venue_words);
        venues.filter(|words| !words.is_empty()).collect()
    });
    let choose = move |words: String| {
        let cell = Cell::of_round(round, Column::Venue);
        let value = match round {
            RowId::FIRST_ROUND => FieldValue::Venue(words),
            _ => FieldValue::Cell(cell, CellValue::Text(words)),
        };
        session.send_and_tell(Command::Set { room, value }, trouble);
    };
    let buttons = move || {
        let buttons = offered.get().into_iter().map(|words: String| {
            let label = t!(i18n, setup.use_venue, name = words);
            view! {
                <button class="btn" on:click=move |_| choose(words.clone())>
                    {label}
                </button>
            }
        });
        buttons.into_list()
    };
    view! {
        <When when=move || !offered.read().is_empty()>
            <section class="sheet stack" aria-labelledby="venues-offered">
                <h2 id="venues-offered">{t!(i18n, setup.venue_offer)}</h2>
                <div class="row">{buttons}</div>
            </section>
        </When>
        <TroubleBox trouble=trouble />
    }
}

/// Bodies in their term whose members are not on the plan yet.
#[component]
pub(super) fn MembersOffered(
    room: RoomId,
    round: RowId,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let offered = Live::new(move |_| {
        let procedure = procedure.read();
        let mut offered = Vec::new();
        let Some(today) = session.now().get().map(|now| now.date()) else {
            return offered;
        };
        for body in bodies(&procedure.board, today) {
            let is_in_term = matches!(body.term, Term::Running(_) | Term::Ending(..));
            let rows = seats(&procedure.board, body.id, today);
            let is_there = procedure
                .hall
                .rows_of_round(Sheet::Participants, round)
                .any(|row| row.text(Column::Represents) == body.title);
            if is_in_term && !is_there && !rows.is_empty() {
                offered.push((body.title, rows));
            }
        }
        offered
    });
    let bring = move |rows: Vec<Vec<(Column, CellValue)>>| {
        for mut cells in rows {
            cells.push((Column::Round, CellValue::Row(Some(round))));
            let sheet = Sheet::Participants;
            session.send_and_tell(Command::AddRow { room, sheet, cells }, trouble);
        }
    };
    let buttons = move || {
        let buttons = offered.get().into_iter().map(|(name, rows)| {
            let label = t!(i18n, setup.bring, name = name);
            view! {
                <button class="btn" on:click=move |_| bring(rows.clone())>
                    {label}
                </button>
            }
        });
        buttons.into_list()
    };
    view! {
        <When when=move || !offered.read().is_empty()>
            <section class="sheet stack" aria-labelledby="members-offered">
                <h2 id="members-offered">{t!(i18n, setup.body_offer)}</h2>
                <p class="hint">{t!(i18n, setup.bring_hint)}</p>
                <div class="row">{buttons}</div>
            </section>
        </When>
        <TroubleBox trouble=trouble />
    }
}
