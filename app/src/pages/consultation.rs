//! One consultation: its fields, its full text, its minutes.

use std::sync::Arc;

use consultation::Prose;
use consultation::procedure::Stage;
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{
    Checklist, FieldRow, FlowChart, Go, Icon, IntoList, MarkLine, PageHead, Sign, When,
};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::opened::use_opened;
use crate::pages::stage_panels::StagePanels;
use crate::route::Route;
use crate::session::{ConsultationView, Field, Mark, Procedure, Section};
use crate::words;

/// Shows a consultation; every field is changed in place.
#[component]
pub(crate) fn ConsultationPage(
    room: RoomId,
    /// The stage to look at; without, the one that is under way.
    #[prop(optional_no_strip)]
    stage: Option<Stage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let opened = use_opened(room);
    let back = (
        Route::Consultations,
        t!(i18n, consultations.name).to_owned(),
    );
    let title = Signal::derive(move || {
        opened.read().as_ref().map_or_else(
            || t!(i18n, consultation.opening).to_owned(),
            |view| words::title(i18n, &view.name),
        )
    });
    let is_open = Live::new(move |_| opened.read().is_some());
    view! {
        <PageHead title=title back=back />
        <When when=move || is_open.get()>
            <ProcedureCards room=room opened=opened stage=stage />
            <div class="cols">
                <div class="stack-l">
                    <ProseCard room=room opened=opened prose=Prose::Minutes />
                    <ProseCard room=room opened=opened prose=Prose::FullText />
                </div>
                <PlanCard room=room opened=opened />
            </div>
        </When>
    }
}

type Opened = Live<Option<Arc<ConsultationView>>>;

/// The flow chart, and what the stage that is looked at asks for.
#[component]
fn ProcedureCards(room: RoomId, opened: Opened, stage: Option<Stage>) -> impl IntoView {
    let first = opened
        .read_untracked()
        .as_ref()
        .map(|view| view.procedure.clone());
    let first = first?;
    let procedure = Live::new(move |last: Option<&Arc<Procedure>>| {
        let opened = opened.read();
        let now = opened.as_ref().map(|view| view.procedure.clone());
        now.or_else(|| last.cloned())
            .unwrap_or_else(|| first.clone())
    });
    let may_write =
        Signal::derive(move || opened.read().as_ref().is_some_and(|view| view.may_write));
    let standing = Live::new(move |_| procedure.read().standing.clone());
    let shown = Live::new(move |_| {
        let current = standing.read().stage;
        stage.or(current).unwrap_or(Stage::Appraisal)
    });
    let round = Live::new(move |_| procedure.read().round());
    let panels = move || {
        let (round, stage) = (round.get(), shown.get());
        view! {
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
                procedure=procedure
                may_write=may_write
            />
        }
    };
    Some(view! {
        <div class="stack-l procedure">
            <FlowChart room=room standing=standing shown=shown />
            {panels}
        </div>
    })
}

/// 方案: the fields.
#[component]
fn PlanCard(room: RoomId, opened: Opened) -> impl IntoView {
    let i18n = use_i18n();
    let count = Live::new(move |_| opened.read().as_ref().map_or(0, |view| view.fields.len()));
    let odd = Live::new(move |_| opened.read().as_ref().is_some_and(|view| view.odd));
    let may_write =
        Signal::derive(move || opened.read().as_ref().is_some_and(|view| view.may_write));
    let rows = move || {
        (0..count.get())
            .filter_map(|place| {
                // Untracked: a new value changes its row and leaves the others, and what is being
                // typed into them, alone.
                let first = opened.read_untracked().as_ref()?.fields.get(place)?.clone();
                let field = Live::new(move |last: Option<&Field>| {
                    field(opened, place)
                        .or_else(|| last.cloned())
                        .unwrap_or_else(|| first.clone())
                });
                Some(view! { <FieldRow room=room field=field may_write=may_write /> })
            })
            .into_list()
    };
    view! {
        <section class="sheet plan" aria-labelledby="plan">
            <h2 id="plan">{t!(i18n, consultation.plan)}</h2>
            {move || odd.get().then(|| view! { <p class="hint">{t!(i18n, consultation.odd)}</p> }.into_any())}
            <dl class="facts">{rows}</dl>
        </section>
    }
}

fn field(opened: Opened, place: usize) -> Option<Field> {
    opened
        .read()
        .as_ref()
        .and_then(|view| view.fields.get(place).cloned())
}

/// A long text as it reads, and the way to write it.
#[component]
fn ProseCard(room: RoomId, opened: Opened, prose: Prose) -> impl IntoView {
    let i18n = use_i18n();
    let (id, name, empty, write) = match prose {
        Prose::Minutes => (
            "minutes",
            t!(i18n, text.minutes),
            t!(i18n, text.minutes_empty),
            t!(i18n, text.write_minutes),
        ),
        Prose::FullText => (
            "full-text",
            t!(i18n, text.full_text),
            t!(i18n, text.full_text_empty),
            t!(i18n, text.edit_full_text),
        ),
    };
    let sections = Live::new(move |_| {
        opened
            .read()
            .as_ref()
            .map(|view| view.sections(prose).to_vec())
            .unwrap_or_default()
    });
    let is_empty = Live::new(move |_| {
        sections
            .read()
            .iter()
            .all(|section| section.body.is_empty())
    });
    let mark = Signal::derive(move || {
        sections
            .read()
            .iter()
            .map(|section| section.mark)
            .max()
            .unwrap_or(Mark::Delivered)
    });
    let reading = move || {
        let sections = sections.get();
        sections
            .iter()
            .map(|section| read(i18n, section))
            .into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby=id>
            <div class="row apart">
                <h2 id=id>{name}</h2>
                {move || (!is_empty.get()).then(|| view! { <MarkLine mark=mark /> }.into_any())}
            </div>
            <When
                when=move || !is_empty.get()
                fallback=move || view! { <p class="hint">{empty}</p> }
            >
                <div class="prose" tabindex="0" role="group" aria-labelledby=id>
                    {reading}
                </div>
            </When>
            <Go to=Route::Text(room, prose) class="btn">
                <Icon sign=Sign::Edit />
                {write}
            </Go>
        </section>
    }
}

fn read(i18n: crate::i18n::I18n, section: &Section) -> impl IntoView + use<> {
    let heading = words::field_value(i18n, &section.heading.value);
    view! {
        {(!heading.is_empty()).then(|| view! { <h3 dir="auto">{heading}</h3> }.into_any())}
        <p class="text" dir="auto">
            {section.body.to_string()}
        </p>
    }
}
