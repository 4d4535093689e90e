//! The root: language and look, the session, and which page is shown.

use consultation::RowId;
use consultation::procedure::Stage;
use ledger::{RoomId, RoomKind};
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;

use crate::components::{Frame, Watermark};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::look::Look;
use crate::navigation::{Navigation, use_navigation};
use crate::pages::{
    CataloguePage, ChartPage, ConsultationPage, ConsultationsPage, CrashLoopPage, FoundPage,
    InvitePage, JoinPage, LongTextPage, NewConsultationPage, NewTopicPage, NoStoragePage,
    NotInPracticePage, PaperPage, PeoplePage, PublicationsPage, RecoverySheetPage, RegisterPage,
    ReliabilityPage, RequestPage, RosterCardPage, RosterImportPage, RosterPage, RulesPage,
    SaveTemplatePage, SettingsPage, SetupPage, StartingPage, TodayPage, TopicsPage, UnknownPage,
    VisitorPage, WipedPage,
};
use crate::platform;
use crate::route::Route;
use crate::session::{Link, LinkPurpose, Phase, Session, use_session};
use crate::words;

/// The whole app over a session.
#[component]
pub(crate) fn App(session: Session) -> impl IntoView {
    let look = Look::load();
    provide_context(look);
    provide_context(session);
    provide_context(Navigation::new());
    let locale = Live::new(move |_| look.locale());
    // Another language mounts everything anew: texts then need no subscriptions.
    move || {
        let i18n = I18n {
            locale: locale.get(),
        };
        provide_context(i18n);
        platform::fault::set_words(words::fault(i18n));
        view! {
            <Stages />
            {session.is_practice().then(|| view! { <Watermark /> }.into_any())}
        }
    }
}

/// What is shown in each phase.
#[component]
fn Stages() -> impl IntoView {
    let phase = use_session().phase();
    let phase = Live::new(move |_| match phase.get() {
        Phase::Opening => Phase::Ready,
        phase => phase,
    });
    move || match phase.get() {
        Phase::Starting => view! { <StartingPage /> }.into_any(),
        Phase::Visitor { link } => visitor(link),
        Phase::NoStorage(trouble) => view! { <NoStoragePage trouble=trouble /> }.into_any(),
        Phase::Wiped { unsent } => view! { <WipedPage unsent=unsent /> }.into_any(),
        Phase::CrashLoop => view! { <CrashLoopPage /> }.into_any(),
        Phase::Opening | Phase::Ready => view! {
            <Frame>
                <Page />
            </Frame>
        }
        .into_any(),
    }
}

fn visitor(link: Option<Link>) -> AnyView {
    match link {
        Some(link) if link.purpose == LinkPurpose::Found => {
            view! { <FoundPage link=link /> }.into_any()
        }
        Some(link) if link.purpose == LinkPurpose::Join => {
            view! { <JoinPage link=link /> }.into_any()
        }
        link => view! { <VisitorPage link=link /> }.into_any(),
    }
}

fn consultation(room: RoomId, round: Option<RowId>, stage: Option<Stage>) -> AnyView {
    view! { <ConsultationPage room=room round=round stage=stage /> }.into_any()
}

#[component]
fn Page() -> impl IntoView {
    let route = use_navigation().route();
    let i18n = use_i18n();
    let session = use_session();
    let practice = session.is_practice();
    let takes_part = Live::new(move |_| session.takes_part());
    let is_opening = Live::new(move |_| session.phase().get() == Phase::Opening);
    let is_staff = Live::new(move |_| {
        let role = session.role().get();
        role.is_some_and(|role| role.reads(RoomKind::Office))
    });
    // Another board mounts the page anew: what it shows belongs to one.
    let board = Live::new(move |_| {
        let community = session.community().read();
        community.as_ref().map(|community| community.board)
    });
    let page = move || match (route.get(), board.get()).0 {
        // Nothing but these is there before everything is read.
        route
            if is_opening.get()
                && !matches!(route, Route::Today | Route::Consultations | Route::Register) =>
        {
            view! { <p role="status">{t!(i18n, starting.line)}</p> }.into_any()
        }
        route @ (Route::Invite | Route::InviteTo(_) | Route::RecoverySheet) if practice => {
            view! { <NotInPracticePage route=route /> }.into_any()
        }
        Route::Today if takes_part.get() => view! { <ConsultationsPage /> }.into_any(),
        Route::Today => view! { <TodayPage /> }.into_any(),
        Route::Consultations => view! { <ConsultationsPage /> }.into_any(),
        Route::NewConsultation => view! { <NewConsultationPage /> }.into_any(),
        Route::Consultation(room) => consultation(room, None, None),
        Route::Stage(room, stage) => consultation(room, None, Some(stage)),
        Route::Round(room, round, stage) => consultation(room, Some(round), Some(stage)),
        Route::Request(topic) => view! { <RequestPage topic=topic /> }.into_any(),
        Route::Paper(room, round, kind) => {
            view! { <PaperPage room=room round=round kind=kind /> }.into_any()
        }
        Route::Topics => view! { <TopicsPage /> }.into_any(),
        Route::Catalogue => view! { <CataloguePage /> }.into_any(),
        Route::NewTopic => view! { <NewTopicPage /> }.into_any(),
        Route::Text(room, prose) => view! { <LongTextPage room=room prose=prose /> }.into_any(),
        Route::Publications => view! { <PublicationsPage /> }.into_any(),
        Route::Register => view! { <RegisterPage /> }.into_any(),
        Route::People => view! { <PeoplePage /> }.into_any(),
        Route::Invite => view! { <InvitePage hall=None /> }.into_any(),
        Route::InviteTo(room) => view! { <InvitePage hall=Some(room) /> }.into_any(),
        Route::RecoverySheet => view! { <RecoverySheetPage /> }.into_any(),
        Route::Reliability => view! { <ReliabilityPage /> }.into_any(),
        Route::Settings => view! { <SettingsPage /> }.into_any(),
        Route::Rules => view! { <RulesPage /> }.into_any(),
        Route::Roster | Route::RosterImport | Route::RosterCard(_) if !is_staff.get() => {
            view! { <p class="sheet">{t!(i18n, roster.staff_only)}</p> }.into_any()
        }
        Route::Roster => view! { <RosterPage /> }.into_any(),
        Route::RosterImport => view! { <RosterImportPage /> }.into_any(),
        Route::RosterCard(subject) => view! { <RosterCardPage subject=subject /> }.into_any(),
        Route::Setup(part) => view! { <SetupPage part=part /> }.into_any(),
        Route::Chart => view! { <ChartPage /> }.into_any(),
        Route::SaveTemplate(room, round) => {
            view! { <SaveTemplatePage room=room round=round /> }.into_any()
        }
        Route::Unknown => view! { <UnknownPage /> }.into_any(),
    };
    move || {
        // What a page gives those below it as a context ends with the page.
        let owner = Owner::new();
        OwnedView::new_with_owner(owner.with(page), owner)
    }
}
