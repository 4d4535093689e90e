//! Where what a stage asks for is seen to: the fields of the round and the sheets that belong to it.

mod lots;
mod role_problems;
mod rule_card;
mod sitting_results;
mod suggestions;

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::record::Track;
use consultation::{Column, Kind, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{AllRows, Fields, Go, Icon, Inner, IntoList, Of, Rows, Sign};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::route::{PaperKind, Route};
use crate::session::Procedure;
use crate::words;

use Column as C;

use lots::Lots;
use role_problems::RoleProblems;
use rule_card::RuleCard;
use sitting_results::SittingResults;
use suggestions::{FromTemplate, Suggestions};

const POSTINGS: Inner = Inner {
    sheet: Sheet::Postings,
    owner: C::NoticeRow,
    columns: &[
        C::Place,
        C::PostedAt,
        C::Photo,
        C::TakenDownAt,
        C::PhotoDown,
        C::By,
    ],
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
        C::Matter,
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
const PAPERS: Inner = Inner {
    sheet: Sheet::Papers,
    owner: C::Sitting,
    columns: &[C::Title, C::On, C::Photo],
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
            C::Entitled,
            C::EntitledArea,
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
            of(Sheet::Roles, &[C::Role, C::By, C::Represents, C::Note]),
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
                inner: &[ATTENDANCE, TALLIES, PAPERS],
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
    /// 议题, by whose words participants are suggested.
    #[prop(into)]
    title: Signal<String>,
    procedure: Live<Arc<Procedure>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows: AllRows = Live::new(move |_| procedure.read().rows.clone());
    provide_context(rows);
    let sheets = sheets(stage, room, round)
        .into_iter()
        .map(move |of| view! { <Rows of=of rows=rows may_write=may_write /> });
    let columns = round_columns(stage);
    let reasons = Kind::VALUED.map(C::NotInvited);
    let reasons = (stage == Stage::Plan)
        .then_some(reasons)
        .into_iter()
        .flatten();
    let columns: Vec<Column> = columns.iter().copied().chain(reasons).collect();
    let has_fields = !columns.is_empty();
    let shown = Live::new(move |_| {
        let procedure = procedure.read();
        let Some(row) = procedure.row(Sheet::Rounds, round) else {
            return Vec::new();
        };
        let written = procedure.hall.row(Sheet::Rounds, round);
        let track = written.and_then(|row| row.choice(C::Track));
        let is_urgent = track == Some(Track::Urgent.id());
        let asked = columns
            .iter()
            .filter(|column| is_urgent || !OF_URGENT.contains(column));
        asked
            .filter_map(|column| row.cell(*column).cloned())
            .collect()
    });
    let fields = has_fields.then(|| {
        let name = words::stage(i18n, stage);
        view! {
            <section id="stage" tabindex="-1" class="sheet" aria-label=name>
                <h2>{name}</h2>
                <Fields room=room fields=shown label=name may_write=may_write />
            </section>
        }
        .into_any()
    });
    let topic = (stage == Stage::Screening)
        .then(|| view! { <TopicPanel procedure=procedure may_write=may_write /> }.into_any());
    let before = match stage {
        Stage::Plan => {
            let template = view! { <FromTemplate room=room round=round procedure=procedure /> };
            template.into_any()
        }
        Stage::Notice => papers(i18n, room, round).into_any(),
        _ => ().into_any(),
    };
    let after = match stage {
        Stage::Plan => view! {
            <RoleProblems procedure=procedure round=round />
            <RuleCard procedure=procedure round=round />
            <Suggestions room=room round=round title=title procedure=procedure />
            <Lots room=room round=round />
        }
        .into_any(),
        Stage::Sitting => view! { <SittingResults procedure=procedure round=round /> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        {before}
        {topic}
        {fields}
        {sheets.into_list()}
        {after}
    }
}

/// The ways to the papers that tell people of the plan.
fn papers(i18n: I18n, room: RoomId, round: RowId) -> impl IntoView {
    view! {
        <div class="row">
            <Go to=Route::Paper(room, round, PaperKind::PlanNotice) class="btn">
                <Icon sign=Sign::Print />
                {t!(i18n, paper.plan_notice)}
            </Go>
            <Go to=Route::Paper(room, round, PaperKind::Invitation) class="btn">
                <Icon sign=Sign::Print />
                {t!(i18n, paper.invitation)}
            </Go>
        </div>
    }
}

/// What is asked for on the track 紧急 alone.
const OF_URGENT: [Column; 3] = [C::UrgentReason, C::UrgentActed, C::UrgentReported];

/// Columns of a topic that staff see to while it is screened.
const OF_TOPIC: [Column; 14] = [
    C::Title,
    C::Text,
    C::Category,
    C::CatalogueItem,
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
        None => {
            view! { <p id="topic" tabindex="-1" class="hint">{t!(i18n, procedure.topic_none)}</p> }
                .into_any()
        }
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
    let fields = Live::new(move |_| {
        let rows = rows.read();
        let mut rows = rows.iter();
        let row = rows.find(|row| row.sheet == Sheet::Topics && row.id == topic);
        let cells = OF_TOPIC
            .iter()
            .filter_map(|column| row?.cell(*column).cloned());
        cells.collect()
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
        <section
            id="topic"
            tabindex="-1"
            class="sheet"
            aria-label=words::sheet(i18n, Sheet::Topics)
        >
            <h2>{words::sheet(i18n, Sheet::Topics)}</h2>
            <Fields room=room fields=fields label=words::sheet(i18n, Sheet::Topics) may_write=may_write />
        </section>
        <Rows of=opinions rows=rows may_write=may_write />
        <Rows of=requests rows=rows may_write=may_write />
    }
}
