//! 今日: what waits for the person, and the consultations under way.

use consultation::CivilTime;
use consultation::procedure::{Pressing, Stage, Urgency};
use leptos::prelude::*;

use crate::components::{Go, Icon, IntoList, MarkLine, PageHead, SentList, Sign, When};
use crate::due::{Due, due, procedure};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::route::{Route, SetupPart};
use crate::session::{ConsultationItem, use_session};
use crate::words;

/// Most consultations shown here; the list has them all.
const SHOWN: usize = 4;

/// The first page of every day.
#[component]
pub(crate) fn TodayPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let consultations = session.consultations();
    let list = Live::new(move |_| {
        let (community, consultations) = (session.community(), session.consultations());
        let mut list = due(
            session.is_practice(),
            community.read().as_ref(),
            &consultations.read(),
            &session.sync().read(),
            &session.reliability().read(),
        );
        list.extend(procedure(
            community.read().as_ref(),
            &consultations.read(),
            session.now().get(),
        ));
        list
    });
    let title = Signal::derive(move || {
        session.now().get().map_or_else(
            || t!(i18n, today.name).to_owned(),
            |now| words::today(i18n, now.date()),
        )
    });
    let lead = Signal::derive(move || {
        let count = list.read().len();
        Some(if count == 0 {
            t!(i18n, today.quiet).to_owned()
        } else {
            t!(i18n, today.waiting, count = count)
        })
    });
    let waiting = move || {
        let now = session.now().get();
        let (mut lines, mut last) = (Vec::new(), None);
        for due in list.get() {
            let urgency = due.urgency(now);
            let heads = urgency.filter(|_| urgency != last);
            last = urgency;
            lines.push(view! { <DueLine due=due now=now heads=heads /> });
        }
        lines.into_list()
    };
    let under_way = move || {
        let items = consultations.get();
        items
            .iter()
            .filter(|item| item.line.filed.is_none())
            .take(SHOWN)
            .map(|item| card(i18n, item))
            .into_list()
    };
    let is_empty = Live::new(move |_| consultations.read().is_empty());
    view! {
        <PageHead title=title lead=lead />
        <UpdateOffer />
        {move || is_empty.get().then(|| view! { <FirstStep /> }.into_any())}
        <div class="cols">
            <When when=move || !list.read().is_empty()>
                <section class="sheet" aria-labelledby="due">
                    <h2 id="due">{t!(i18n, today.due)}</h2>
                    <ul class="todo">{waiting}</ul>
                </section>
            </When>
            <When when=move || !is_empty.get()>
                <section class="stack" aria-labelledby="under-way">
                    <h2 id="under-way">{t!(i18n, today.under_way)}</h2>
                    <ul class="stack">{under_way}</ul>
                    <Go to=Route::Consultations class="btn quiet">
                        {t!(i18n, today.all)}
                    </Go>
                </section>
            </When>
        </div>
        <SentList />
        <div class="row on-phone">
            <Go to=Route::Publications class="btn">
                {t!(i18n, publications.name)}
            </Go>
            <Go to=Route::Register class="btn">
                {t!(i18n, register.name)}
            </Go>
        </div>
    }
}

/// Offers the newer version between tasks; never forces it.
#[component]
pub(crate) fn UpdateOffer() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let take = move |_| drop(session.send(crate::session::Command::TakeUpdate));
    view! {
        <When when=move || session.update().get()>
            <div class="banner banner-calm">
                <p>{t!(i18n, update.offer)}</p>
                <button class="btn" on:click=take>
                    {t!(i18n, update.take)}
                </button>
            </div>
        </When>
    }
}

#[component]
fn FirstStep() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="sheet stack empty" aria-labelledby="first-step">
            <h2 id="first-step">{t!(i18n, today.first_title)}</h2>
            <p>{t!(i18n, today.first_lead)}</p>
            <div class="row">
                <Go to=Route::NewConsultation class="btn main big">
                    <Icon sign=Sign::Plus />
                    {t!(i18n, consultations.new)}
                </Go>
                <Go to=Route::Invite class="btn big">
                    <Icon sign=Sign::People />
                    {t!(i18n, people.invite)}
                </Go>
            </div>
        </section>
    }
}

fn card(i18n: I18n, item: &ConsultationItem) -> impl IntoView + use<> {
    let (room, mark) = (item.room, item.mark);
    let title = words::title(i18n, &item.line.title);
    let when = item
        .line
        .start
        .map(|start| words::moment(i18n, start))
        .unwrap_or_default();
    let form = item
        .line
        .form
        .as_ref()
        .map(|form| words::form(i18n, form))
        .unwrap_or_default();
    let facts = words::facts(vec![when, form]);
    let stand = words::stand(i18n, &item.line);
    let stage = item.line.stage;
    let steps = Stage::ALL.iter().map(move |step| {
        let class = match stage {
            Some(stage) if *step > stage => "",
            Some(stage) if *step == stage => "now",
            _ => "done",
        };
        view! { <i class=class></i> }
    });
    view! {
        <li>
            <Go to=Route::Consultation(room) class="sheet card">
                <span class="row apart">
                    <span class="card-title" dir="auto">
                        {title}
                    </span>
                    <span class="tag tag-now">{stand}</span>
                </span>
                <span class="steps" aria-hidden="true">
                    {steps.into_list()}
                </span>
                <span class="card-facts">{facts}</span>
                <MarkLine mark=Signal::stored(mark) />
            </Go>
        </li>
    }
}

#[component]
fn DueLine(
    due: Due,
    now: Option<CivilTime>,
    /// Set for the first line of a group.
    #[prop(optional_no_strip)]
    heads: Option<Urgency>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heads = heads.map(|urgency| {
        let class = match urgency {
            Urgency::Overdue => "tag tag-due",
            _ => "tag",
        };
        view! { <p class=class>{words::urgency(i18n, Some(urgency))}</p> }.into_any()
    });
    let (count, calm, title, lead, to, action) = match due {
        Due::RecoverySheet => (
            1,
            false,
            t!(i18n, due.recovery_sheet.title).to_owned(),
            t!(i18n, due.recovery_sheet.lead).to_owned(),
            Route::RecoverySheet,
            t!(i18n, due.recovery_sheet.action),
        ),
        Due::Conflicts { room, title, count } => (
            count,
            false,
            t!(
                i18n,
                due.conflicts.title,
                title = words::title(i18n, &title)
            ),
            t!(i18n, due.conflicts.lead).to_owned(),
            Route::Consultation(room),
            t!(i18n, due.conflicts.action),
        ),
        Due::Refused { count } => (
            count,
            false,
            t!(i18n, due.refused.title).to_owned(),
            t!(i18n, due.refused.lead).to_owned(),
            Route::Reliability,
            t!(i18n, due.refused.action),
        ),
        Due::Clock => (
            1,
            false,
            t!(i18n, due.clock.title).to_owned(),
            t!(i18n, due.clock.lead).to_owned(),
            Route::Reliability,
            t!(i18n, due.clock.action),
        ),
        Due::NotKept => (
            1,
            true,
            t!(i18n, due.not_kept.title).to_owned(),
            t!(i18n, due.not_kept.lead).to_owned(),
            Route::Reliability,
            t!(i18n, due.not_kept.action),
        ),
        Due::Procedure { hall, due } => {
            let to = match (&hall, due.what.stage()) {
                (Some((room, _)), Some(stage)) => Route::Stage(*room, stage),
                (Some((room, _)), None) => Route::Consultation(*room),
                _ if due.what == Pressing::TermEnds => Route::Setup(SetupPart::Organisation),
                _ if due.what == Pressing::Letters => Route::Publications,
                _ => Route::Topics,
            };
            let hall = hall.as_ref().map(|(_, title)| title.as_str());
            let is_calm = now.is_some_and(|now| due.urgency(now) > Urgency::Today);
            (
                due.count,
                is_calm,
                words::pressing(i18n, &due, now).to_owned(),
                words::pressing_lead(i18n, hall, &due, now),
                to,
                words::pressing_action(i18n, due.what),
            )
        }
        Due::Unsent { count } => (
            count,
            true,
            t!(i18n, due.unsent.title).to_owned(),
            t!(i18n, due.unsent.lead).to_owned(),
            Route::Reliability,
            t!(i18n, due.unsent.action),
        ),
    };
    view! {
        <li>
            {heads}
            <span class="count" class:calm=calm aria-hidden="true">
                {count}
            </span>
            <div>
                <h3 dir="auto">{title}</h3>
                <p class="small">{lead}</p>
            </div>
            <Go to=to class="btn">
                {action}
            </Go>
        </li>
    }
}
