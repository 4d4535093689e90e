//! One consultation: where it stands, what the stage asks for, its plan, its long texts.

mod plan_card;
mod prose_card;
mod residents;
mod rounds;

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::{Column, Prose, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Arriving, Checklist, FlowChart, Guests, PageHead, Proposals, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::{Opened, use_opened};
use crate::pages::stage_panels::StagePanels;
use crate::route::Route;
use crate::session::{Part, Procedure};
use crate::words;

use plan_card::PlanCard;
use prose_card::ProseCard;
use residents::Residents;
use rounds::Rounds;

/// Shows a consultation; every field is changed in place.
#[component]
pub(crate) fn ConsultationPage(
    room: RoomId,
    /// The round to look at; without, the one that is under way.
    #[prop(optional_no_strip)]
    round: Option<RowId>,
    /// The stage to look at; without, the one that is under way.
    #[prop(optional_no_strip)]
    stage: Option<Stage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (opened, missing) = use_opened(room);
    let back = (
        Route::Consultations,
        t!(i18n, consultations.name).to_owned(),
    );
    let title = Signal::derive(move || {
        let is_missing = missing.read().is_some();
        match opened.read().as_ref() {
            Some(view) => words::title(i18n, &view.name),
            None if is_missing => t!(i18n, consultations.one).to_owned(),
            None => t!(i18n, consultation.opening).to_owned(),
        }
    });
    let is_open = Live::new(move |_| opened.read().is_some());
    let takes_part = Live::new(move |_| {
        let opened = opened.read();
        let part = opened.as_ref().map(|view| view.part);
        matches!(part, Some(Part::Participant { .. } | Part::Guest))
    });
    let lead = Signal::derive(move || {
        let opened = opened.read();
        opened
            .as_ref()
            .map(|view| lead(i18n, &view.procedure, round))
    });
    view! {
        <PageHead title=title lead=lead back=back />
        <Arriving opened=opened missing=missing />
        <When when=move || is_open.get()>
            {move || match takes_part.get() {
                true => residents(room, opened),
                false => {
                    view! {
                        <ProcedureCards room=room opened=opened round=round stage=stage />
                        <div class="pair">
                            <ProseCard room=room opened=opened prose=Prose::Minutes />
                            <ProseCard room=room opened=opened prose=Prose::FullText />
                        </div>
                        <Proposals room=room opened=opened />
                        <Guests room=room opened=opened />
                    }
                        .into_any()
                }
            }}
        </When>
    }
}

fn residents(room: RoomId, opened: Opened) -> AnyView {
    let procedure = use_procedure(opened);
    let cards = procedure.map(|procedure| {
        view! { <Residents room=room opened=opened procedure=procedure /> }
    });
    cards.into_any()
}

/// Where it stands, as long as the page shows it; `None` while it is not read.
fn use_procedure(opened: Opened) -> Option<Live<Arc<Procedure>>> {
    let first = opened
        .read_untracked()
        .as_ref()
        .map(|view| view.procedure.clone());
    let first = first?;
    Some(Live::new(move |last: Option<&Arc<Procedure>>| {
        let opened = opened.read();
        let now = opened.as_ref().map(|view| view.procedure.clone());
        now.or_else(|| last.cloned())
            .unwrap_or_else(|| first.clone())
    }))
}

/// What kind of consultation it is: its category, the round, its track, whether it was entered afterwards.
fn lead(i18n: I18n, procedure: &Procedure, round: Option<RowId>) -> String {
    let shown = round.unwrap_or_else(|| procedure.round());
    let mut facts = Vec::new();
    let topic = procedure
        .topic
        .and_then(|id| procedure.board.row(Sheet::Topics, id));
    if let Some(category) = topic.and_then(|topic| topic.choice(Column::Category)) {
        facts.push(words::choice(i18n, "category", category));
    }
    let number = procedure.rounds.iter().position(|(id, _)| *id == shown);
    if let Some(number) = number.filter(|_| procedure.rounds.len() > 1) {
        facts.push(t!(i18n, rounds.number, number = number + 1));
    }
    if let Some(row) = procedure.hall.row(Sheet::Rounds, shown) {
        let track = row.choice(Column::Track);
        facts.extend(track.map(|track| words::choice(i18n, "track", track)));
        let is_late = row.flag(Column::LateEntry);
        facts.extend(is_late.then(|| t!(i18n, column.late_entry).to_owned()));
    }
    words::facts(facts)
}

/// The flow chart, and what the stage that is looked at asks for.
#[component]
fn ProcedureCards(
    room: RoomId,
    opened: Opened,
    round: Option<RowId>,
    stage: Option<Stage>,
) -> impl IntoView {
    let procedure = use_procedure(opened)?;
    let may_write =
        Signal::derive(move || opened.read().as_ref().is_some_and(|view| view.may_write));
    let shown_round = Live::new(move |_| round.unwrap_or_else(|| procedure.read().round()));
    let standing = Live::new(move |_| {
        let procedure = procedure.read();
        let standing = procedure.standing(shown_round.get());
        standing.cloned().unwrap_or_default()
    });
    let shown = Live::new(move |_| {
        let current = standing.read().stage;
        stage.or(current).unwrap_or(Stage::Appraisal)
    });
    let title = Signal::derive(move || {
        let opened = opened.read();
        opened
            .as_ref()
            .map(|view| view.name.clone())
            .unwrap_or_default()
    });
    let panels = move || {
        let (round, stage) = (shown_round.get(), shown.get());
        view! {
            <div class="cols">
                <div class="stack-l">
                    <Checklist
                        room=room
                        round=round
                        stage=stage
                        standing=standing
                        may_write=may_write
                    />
                    <StagePanels
                        room=room
                        round=round
                        stage=stage
                        opened=opened
                        title=title
                        procedure=procedure
                        may_write=may_write
                    />
                </div>
                <PlanCard
                    room=room
                    opened=opened
                    procedure=procedure
                    round=round
                    may_write=may_write
                />
            </div>
        }
    };
    Some(view! {
        <div class="stack-l procedure">
            <Rounds
                room=room
                procedure=procedure
                shown=shown_round
                stage=shown
                may_write=may_write
            />
            <FlowChart room=room round=round standing=standing shown=shown />
            {panels}
        </div>
    })
}
