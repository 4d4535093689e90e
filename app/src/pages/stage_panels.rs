//! Where what a stage asks for is seen to: the fields of the round and the sheets that belong to it.

mod columns;
mod community;
mod lots;
mod offer;
mod role_problems;
mod rule_card;
mod score_card;
mod sitting_results;
mod suggestions;
mod templates;
mod topic_sheet;

use std::sync::Arc;

use consultation::procedure::Stage;
use consultation::record::Track;
use consultation::{Column, Jurisdiction, Kind, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{
    AllRows, Answers, Fields, Go, HostLink, Icon, IntoList, Measures, Of, Ratings, Rows, Sign,
    When, WriteBack,
};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::route::{PaperKind, Route};
use crate::session::{Procedure, use_session};
use crate::words;

use Column as C;

use columns::{OF_URGENT, ON_PAPER, round_columns, sheets};
use community::{MembersOffered, VenuesOffered};
use lots::Lots;
use role_problems::RoleProblems;
use rule_card::RuleCard;
use score_card::ScoreCard;
use sitting_results::SittingResults;
use suggestions::{FromTemplate, Suggestions};
use templates::TemplatesOffered;
use topic_sheet::TopicPanel;

pub(crate) use topic_sheet::TopicSheet;

/// All that a stage needs, in the order in which one would see to it.
#[component]
pub(crate) fn StagePanels(
    room: RoomId,
    round: RowId,
    stage: Stage,
    opened: Opened,
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
            let offers = view! {
                <FromTemplate room=room round=round procedure=procedure />
                <VenuesOffered room=room round=round procedure=procedure />
                <TemplatesOffered room=room round=round stage=stage procedure=procedure />
            };
            offers.into_any()
        }
        Stage::Measures => view! {
            {papers(i18n, room, round, stage)}
            <TemplatesOffered room=room round=round stage=stage procedure=procedure />
        }
        .into_any(),
        stage => papers(i18n, room, round, stage),
    };
    let after = match stage {
        Stage::Plan => view! {
            <RoleProblems procedure=procedure round=round />
            <RuleCard procedure=procedure round=round />
            <Suggestions room=room round=round title=title procedure=procedure />
            <MembersOffered room=room round=round procedure=procedure />
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
        Stage::Measures => view! {
            <Measures room=room round=round opened=opened procedure=procedure is_full=false />
        }
        .into_any(),
        Stage::Appraisal => view! {
            <Ratings room=room round=round opened=opened procedure=procedure />
            <ScoreCard procedure=procedure round=round />
            <TemplateOfCase room=room round=round procedure=procedure />
        }
        .into_any(),
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

/// The way to a template, once the consultation is filed.
#[component]
fn TemplateOfCase(room: RoomId, round: RowId, procedure: Live<Arc<Procedure>>) -> impl IntoView {
    let i18n = use_i18n();
    let is_filed = Live::new(move |_| {
        let procedure = procedure.read();
        let row = procedure.hall.row(Sheet::Rounds, round);
        row.is_some_and(|row| !row.is_empty(C::Filed))
    });
    view! {
        <When when=move || is_filed.get()>
            <Go to=Route::SaveTemplate(room, round) class="btn">
                {t!(i18n, template.name)}
            </Go>
        </When>
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
