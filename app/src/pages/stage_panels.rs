//! Where what a stage asks for is seen to: the fields of the round and the sheets that belong to it.

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::record::Track;
use consultation::{Cell, CellValue, Column, FieldValue, Kind, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{AllRows, FieldRow, Inner, IntoList, Of, Rows};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Field, Procedure};
use crate::words;

use Column as C;

const POSTINGS: Inner = Inner {
    sheet: Sheet::Postings,
    owner: C::NoticeRow,
    columns: &[C::Place, C::PostedAt, C::TakenDownAt, C::By],
};
const REMARKS: Inner = Inner {
    sheet: Sheet::Remarks,
    owner: C::NoticeRow,
    columns: &[
        C::Remark,
        C::Channel,
        C::On,
        C::Text,
        C::OnBehalf,
        C::Reply,
        C::RepliedOn,
    ],
};
const CORRECTIONS: Inner = Inner {
    sheet: Sheet::Notices,
    owner: C::NoticeRow,
    columns: &[C::Correction, C::PostedAt, C::Text],
};
const ATTENDANCE: Inner = Inner {
    sheet: Sheet::Attendance,
    owner: C::Sitting,
    columns: &[C::Kind, C::Count],
};
const TALLIES: Inner = Inner {
    sheet: Sheet::Tallies,
    owner: C::Sitting,
    columns: &[
        C::Unit,
        C::Entitled,
        C::EntitledArea,
        C::Yes,
        C::YesArea,
        C::No,
        C::NoArea,
        C::Abstain,
        C::AbstainArea,
        C::Invalid,
    ],
};

/// Cells of the round that a stage asks for, beside the plan's own card.
fn round_columns(stage: Stage) -> &'static [Column] {
    match stage {
        Stage::Screening => &[
            C::Track,
            C::LateEntry,
            C::Began,
            C::UrgentReason,
            C::UrgentActed,
            C::UrgentReported,
        ],
        Stage::Plan => &[
            C::Organiser,
            C::Agenda,
            C::Materials,
            C::Order,
            C::VotingRule,
            C::IsTechnical,
            C::ExpertOpinion,
            C::PlanLegal,
            C::PlanLegalNote,
        ],
        Stage::Notice => &[],
        Stage::Sitting => &[C::Decision, C::DecisionNote],
        Stage::Result => &[
            C::ResultLegal,
            C::ResultLegalNote,
            C::ResultTold,
            C::PartyStudied,
            C::SentUp,
            C::Answer,
            C::AnsweredOn,
        ],
        Stage::Measures => &[],
        Stage::Appraisal => &[C::SupervisorsFound, C::Rated, C::Filed],
    }
}

/// The sheets of a stage.
fn sheets(stage: Stage, room: RoomId, round: RowId) -> Vec<Of> {
    let of = |sheet, columns| Of {
        room,
        sheet,
        owner: Some((C::Round, round)),
        told_by: None,
        columns,
        inner: &[],
    };
    let notices = |kind| Of {
        told_by: Some((C::NoticeKind, kind)),
        inner: &[POSTINGS, CORRECTIONS, REMARKS],
        ..of(Sheet::Notices, &[C::Period, C::Text])
    };
    match stage {
        Stage::Screening | Stage::Appraisal => Vec::new(),
        Stage::Plan => vec![
            of(
                Sheet::Participants,
                &[
                    C::Kind,
                    C::Represents,
                    C::Selection,
                    C::Count,
                    C::MustBePresent,
                    C::Note,
                ],
            ),
            of(Sheet::Matters, &[C::Title, C::Text, C::Reserved]),
        ],
        Stage::Notice => vec![
            notices("plan"),
            of(
                Sheet::Informing,
                &[C::Kind, C::By, C::Channel, C::On, C::Note],
            ),
        ],
        Stage::Sitting => vec![
            Of {
                inner: &[ATTENDANCE, TALLIES],
                ..of(
                    Sheet::Sittings,
                    &[C::Time, C::Venue, C::By, C::Entitled, C::Present, C::Text],
                )
            },
            of(Sheet::Matters, &[C::Title, C::MatterDecision]),
        ],
        Stage::Result => vec![notices("result")],
        Stage::Measures => vec![of(
            Sheet::Measures,
            &[C::Title, C::By, C::Due, C::DoneOn, C::Note],
        )],
    }
}

/// All that a stage needs, in the order in which one would see to it.
#[component]
pub(crate) fn StagePanels(
    room: RoomId,
    round: RowId,
    stage: Stage,
    procedure: Live<Arc<Procedure>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows: AllRows = Live::new(move |_| procedure.read().rows.clone());
    let sheets = sheets(stage, room, round)
        .into_iter()
        .map(move |of| view! { <Rows of=of rows=rows may_write=may_write /> });
    let columns = round_columns(stage);
    let reasons = Kind::VALUED.map(C::NotInvited);
    let reasons = (stage == Stage::Plan)
        .then_some(reasons)
        .into_iter()
        .flatten();
    let is_urgent = move || {
        let track = cell(&procedure.read(), Sheet::Rounds, round, C::Track);
        let urgent = CellValue::choice(Track::Urgent.id());
        let urgent = FieldValue::Cell(Cell::of_round(round, C::Track), urgent);
        track.is_some_and(|field| field.value == urgent)
    };
    let is_urgent = Live::new(move |_| is_urgent());
    let is_asked = move |column: &Column| {
        let of_urgent = [C::UrgentReason, C::UrgentActed, C::UrgentReported];
        !of_urgent.contains(column) || is_urgent.get()
    };
    let columns: Vec<Column> = columns.iter().copied().chain(reasons).collect();
    let has_fields = !columns.is_empty();
    let field = move |column| {
        let find = move || cell(&procedure.read(), Sheet::Rounds, round, column);
        let first = untrack(find)?;
        let field = Live::new(move |last: Option<&Field>| {
            find()
                .or_else(|| last.cloned())
                .unwrap_or_else(|| first.clone())
        });
        Some(view! { <FieldRow room=room field=field may_write=may_write /> })
    };
    let fields = move || {
        let asked = columns.iter().copied().filter(is_asked);
        asked.filter_map(field).into_list()
    };
    let fields = has_fields.then(|| {
        view! {
            <section class="sheet" aria-labelledby="stage">
                <h2 id="stage">{words::stage(i18n, stage)}</h2>
                <dl class="facts">{fields}</dl>
            </section>
        }
        .into_any()
    });
    let topic = (stage == Stage::Screening)
        .then(|| view! { <TopicPanel procedure=procedure may_write=may_write /> }.into_any());
    view! {
        {topic}
        {fields}
        {sheets.into_list()}
    }
}

fn cell(procedure: &Procedure, sheet: Sheet, id: RowId, column: Column) -> Option<Field> {
    let mut rows = procedure.rows.iter();
    let row = rows.find(|row| row.sheet == sheet && row.id == id)?;
    row.cell(column).cloned()
}

/// Columns of a topic that staff see to while it is screened.
const OF_TOPIC: [Column; 13] = [
    C::Title,
    C::Text,
    C::Category,
    C::Source,
    C::WorkOrder,
    C::On,
    C::OtherCommunities,
    C::Screening,
    C::ScreenedOn,
    C::Note,
    C::Reply,
    C::RepliedOn,
    C::PublishedOn,
];

/// The board's topic, with what the bodies said of it.
#[component]
fn TopicPanel(
    procedure: Live<Arc<Procedure>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = Live::new(move |_| {
        let procedure = procedure.read();
        let id = procedure.topic?;
        let mut rows = procedure.rows.iter();
        let row = rows.find(|row| row.sheet == Sheet::Topics && row.id == id)?;
        Some((row.room, id))
    });
    let rows: AllRows = Live::new(move |_| procedure.read().rows.clone());
    move || match topic.get() {
        Some((room, topic)) => {
            view! { <TopicSheet room=room topic=topic rows=rows may_write=may_write /> }.into_any()
        }
        None => view! { <p class="hint">{t!(i18n, procedure.topic_none)}</p> }.into_any(),
    }
}

/// A topic's fields and what belongs to it.
#[component]
pub(crate) fn TopicSheet(
    /// The board.
    room: RoomId,
    topic: RowId,
    rows: AllRows,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fields = OF_TOPIC.into_iter().filter_map(|column| {
        let find = move || {
            let rows = rows.read();
            let row = rows
                .iter()
                .find(|row| row.sheet == Sheet::Topics && row.id == topic)?;
            row.cell(column).cloned()
        };
        let first = untrack(find)?;
        let field = Live::new(move |last: Option<&Field>| {
            find()
                .or_else(|| last.cloned())
                .unwrap_or_else(|| first.clone())
        });
        Some(view! { <FieldRow room=room field=field may_write=may_write /> })
    });
    let of = |sheet, columns| Of {
        room,
        sheet,
        owner: Some((C::Topic, topic)),
        told_by: None,
        columns,
        inner: &[],
    };
    let opinions = of(Sheet::Opinions, &[C::Kind, C::Opinion, C::Note, C::On]);
    let requests = of(
        Sheet::Requests,
        &[
            C::By,
            C::On,
            C::Text,
            C::TownshipAnswer,
            C::AnsweredOn,
            C::Note,
        ],
    );
    view! {
        <section class="sheet" aria-label=words::sheet(i18n, Sheet::Topics)>
            <h2>{words::sheet(i18n, Sheet::Topics)}</h2>
            <dl class="facts">{fields.into_list()}</dl>
        </section>
        <Rows of=opinions rows=rows may_write=may_write />
        <Rows of=requests rows=rows may_write=may_write />
    }
}
