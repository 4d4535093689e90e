//! Where what a stage asks for is seen to: the fields of the round and the sheets that belong to it.

mod columns;
mod lots;
mod promises;
mod role_problems;
mod rule_card;
mod sitting_results;
mod suggestions;
mod topic_sheet;

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::record::Track;
use consultation::{Column, Jurisdiction, Kind, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{
    AllRows, Answers, Fields, Go, HostLink, Icon, IntoList, Of, Rows, Sign, When, WriteBack,
};
use crate::i18n::{I18n, use_i18n};
use crate::live::Live;
use crate::route::{PaperKind, Route};
use crate::session::{Procedure, use_session};
use crate::words;

use Column as C;

use columns::{OF_URGENT, ON_PAPER, round_columns, sheets};
use lots::Lots;
use promises::{Promises, ScoreCard};
use role_problems::RoleProblems;
use rule_card::RuleCard;
use sitting_results::SittingResults;
use suggestions::{FromTemplate, Suggestions};
use topic_sheet::TopicPanel;

pub(crate) use topic_sheet::TopicSheet;

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
    let is_joint = Live::new(move |_| procedure.read().is_joint());
    // Only what stands above communities begins a joint record; their own pages do not ask for one.
    let session = use_session();
    let takes_hosts = Live::new(move |_| {
        let community = session.community().read();
        let level = community.as_ref().map(|community| &community.level);
        is_joint.get() || level.is_some_and(|level| *level != Jurisdiction::Community)
    });
    let sheets = sheets(stage, room, round)
        .into_iter()
        .filter(move |of| of.sheet != Sheet::Hosts || takes_hosts.get_untracked())
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
        let is_joint = procedure.is_joint();
        let asked = columns
            .iter()
            .filter(|column| is_urgent || !OF_URGENT.contains(column))
            .filter(|column| is_joint || **column != C::Approved);
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
        stage => papers(i18n, room, round, stage),
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
        Stage::Screening => view! {
            <When when=move || is_joint.get() && session.edits().get()>
                <HostLink room=room />
            </When>
        }
        .into_any(),
        Stage::Result => {
            let known = Live::new(move |_| {
                let procedure = procedure.read();
                (procedure.hall.clone(), procedure.answers.clone())
            });
            let of = Of {
                owner: Some((C::Round, round)),
                ..Of::all(room, Sheet::Submissions, &ON_PAPER)
            };
            view! {
                <Answers of=of rows=rows known=known may_write=may_write />
                <When when=move || is_joint.get()>
                    <WriteBack room=room />
                </When>
            }
            .into_any()
        }
        Stage::Measures => view! { <Promises procedure=procedure round=round /> }.into_any(),
        Stage::Appraisal => view! { <ScoreCard procedure=procedure round=round /> }.into_any(),
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

/// The ways to the papers of a stage.
fn papers(i18n: I18n, room: RoomId, round: RowId, stage: Stage) -> AnyView {
    let papers = PaperKind::of_stage(stage);
    if papers.is_empty() {
        return ().into_any();
    }
    let papers = papers.iter().map(|kind| {
        view! {
            <Go to=Route::Paper(room, round, *kind) class="btn">
                <Icon sign=Sign::Print />
                {words::paper(i18n, *kind)}
            </Go>
        }
    });
    view! { <div class="row">{papers.into_list()}</div> }.into_any()
}
