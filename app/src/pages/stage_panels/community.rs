//! What the community has, offered to a plan: its venues, and the members of its bodies. Nothing is written by
//! itself.

use std::sync::Arc;

use consultation::setup::{Term, bodies, seats, venue_words};
use consultation::{Cell, CellValue, Column, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Procedure, Trouble, use_session};

use super::offer::Offer;

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
    let labels = Live::new(move |_| {
        let offered = offered.read();
        let labels = offered.iter();
        labels
            .map(|words: &String| t!(i18n, setup.use_venue, name = words))
            .collect()
    });
    let choose = Callback::new(move |place: usize| {
        let Some(words) = offered.get_untracked().into_iter().nth(place) else {
            return;
        };
        let cell = Cell::of_round(round, Column::Venue);
        session.set_cell(room, cell, CellValue::Text(words), trouble);
    });
    view! {
        <Offer
            id="venues-offered"
            head=t!(i18n, setup.venue_offer)
            labels=labels
            trouble=trouble
            on_take=choose
        />
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
        let Some(today) = session.today().get() else {
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
    let labels = Live::new(move |_| {
        let offered = offered.read();
        let labels = offered.iter();
        labels
            .map(|(name, _)| t!(i18n, setup.bring, name = name))
            .collect()
    });
    let bring = Callback::new(move |place: usize| {
        let Some((_, rows)) = offered.get_untracked().into_iter().nth(place) else {
            return;
        };
        for mut cells in rows {
            cells.push((Column::Round, CellValue::Row(Some(round))));
            session.add_row(room, Sheet::Participants, cells, trouble);
        }
    });
    view! {
        <Offer
            id="members-offered"
            head=t!(i18n, setup.body_offer)
            hint=t!(i18n, setup.bring_hint)
            labels=labels
            trouble=trouble
            on_take=bring
        />
    }
}
