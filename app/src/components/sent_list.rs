//! 报送件: what went up in every board of this device, for whoever is to answer and for those who wait.

use std::sync::Arc;

use consultation::Date;
use consultation::procedure::Stage;
use leptos::prelude::*;

use crate::components::{IntoList, More, PAGE, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Command, SentItem, use_session};
use crate::words;

/// The list, what waits first; nothing while nothing went up.
#[component]
pub(crate) fn SentList() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let sent = session.sent();
    let today = session.today();
    let shown = RwSignal::new(PAGE);
    let all = Signal::derive(move || sent.read().len());
    let lines = move || {
        let today = today.get();
        let items = sent.get();
        let items = items.iter().take(shown.get());
        items
            .map(|item| view! { <Line item=item.clone() today=today /> })
            .into_list()
    };
    view! {
        <When when=move || !sent.read().is_empty()>
            <section class="sheet stack" aria-labelledby="sent">
                <h2 id="sent">{t!(i18n, up.list)}</h2>
                <ul class="stack">{lines}</ul>
                <More shown=shown all=all />
            </section>
        </When>
    }
}

/// By when an answer is wanted, or that there is one.
fn state(i18n: I18n, item: &SentItem, today: Option<Date>) -> (String, bool) {
    let line = &item.line;
    if !line.answer.is_empty() {
        let on = line.answered.map(|on| words::day(i18n, on));
        let on = on.unwrap_or_default();
        return (t!(i18n, up.answered, date = on), true);
    }
    match (line.due, today) {
        (Some(due), Some(today)) if line.is_late(today) => {
            let days = today.day_number() - due.day_number();
            (t!(i18n, up.late, count = days), false)
        }
        (Some(due), Some(today)) => {
            let days = due.day_number() - today.day_number();
            (t!(i18n, up.left, count = days), true)
        }
        _ => (t!(i18n, up.waiting).to_owned(), true),
    }
}

#[component]
fn Line(item: Arc<SentItem>, today: Option<Date>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let title = words::title(i18n, &item.title);
    let sent = item
        .line
        .sent
        .map(|on| t!(i18n, up.sent_on, date = words::day(i18n, on)));
    let to = words::choice(i18n, "decision", &item.line.to);
    let facts = words::facts(vec![item.community.clone(), to, sent.unwrap_or_default()]);
    let (state, is_calm) = state(i18n, &item, today);
    let (board, hall) = (item.board, item.hall);
    let open = move |_| match hall {
        // A hall that is opened brings its board with it.
        Some(hall) => navigation.go(Route::Stage(hall, Stage::Result)),
        None => {
            drop(session.send(Command::GoToBoard(board)));
            navigation.go(Route::Topics);
        }
    };
    view! {
        <li class="row apart">
            <div class="line-words">
                <span class="card-title" dir="auto">
                    {title.clone()}
                </span>
                <span class="card-facts" dir="auto">
                    {facts}
                </span>
                <span class="small" dir="auto">
                    {item.line.asks.clone()}
                </span>
            </div>
            <div class="row">
                <span class="tag" class:tag-due=!is_calm>
                    {state}
                </span>
                <button class="btn" aria-label=t!(i18n, up.open_named, title = title) on:click=open>
                    {t!(i18n, up.open)}
                </button>
            </div>
        </li>
    }
}
