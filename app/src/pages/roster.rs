//! 居民名册: who lives where and who owns what, found by a name, initials, a room or a phone.
//!
//! Everything here is asked of the desk in its worker; the page keeps what it shows and nothing else.

mod card;
mod card_form;
mod import;
mod owner_form;
mod parts;
mod standing;
mod work;

use std::sync::Arc;

use leptos::prelude::*;
use roster::Subject;
use roster::desk::ask::{Entry, Find, Found};

use crate::components::{Go, IntoList, More, PAGE, PageHead, TextInput, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Trouble, use_session};
use card_form::CardForm;
use standing::Standings;

pub(crate) use card::RosterCardPage;
pub(crate) use import::RosterImportPage;

/// The roster: finding, numbers, ways to add and to import.
#[component]
pub(crate) fn RosterPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let wanted = RwSignal::new(String::new());
    let shown = RwSignal::new(PAGE);
    let found = Var::new(None::<Arc<Found>>);
    let trouble = RwSignal::new(None::<Trouble>);
    let is_adding = RwSignal::new(false);
    // Asked anew for other words, for more of the list, and whenever the roster changed.
    Effect::new(move |_| {
        drop(session.roster().get());
        let words = wanted.get();
        let count = u32::try_from(shown.get()).unwrap_or(u32::MAX);
        let asked = Find {
            words: words.clone(),
            count,
        };
        session.ask_roster(&asked, move |answer| {
            // An answer to what was typed before is not for what stands there now.
            if wanted.try_with_untracked(|now| *now == words) != Some(true) {
                return;
            }
            match answer {
                Ok(answer) => {
                    found.set(Some(Arc::new(answer)));
                    trouble.set(None);
                }
                Err(why) => trouble.set(Some(why)),
            }
        });
    });
    let all = Signal::derive(move || {
        let found = found.read();
        found.as_ref().map_or(0, |found| {
            usize::try_from(found.total).unwrap_or(usize::MAX)
        })
    });
    let is_empty = move || {
        let standing = session.roster().get();
        standing.is_some_and(|standing| standing.units.premises == 0 && standing.people.all == 0)
    };
    let head = move || {
        let count = all.get();
        match (wanted.read().trim().is_empty(), count) {
            (true, count) => t!(i18n, roster.places, count = count),
            (false, 0) => t!(i18n, roster.found_none).to_owned(),
            (false, 1_000..) => t!(i18n, roster.found_many).to_owned(),
            (false, count) => t!(i18n, roster.found, count = count),
        }
    };
    let entries = move || {
        let found = found.get();
        let entries = found.iter().flat_map(|found| found.entries.iter());
        entries.map(entry_line).into_list()
    };
    let added = Callback::new(move |subject: Option<Subject>| match subject {
        Some(subject) => navigation.go(Route::RosterCard(subject)),
        None => is_adding.set(false),
    });
    view! {
        <PageHead
            title=t!(i18n, roster.name).to_owned()
            lead=t!(i18n, roster.lead).to_owned()
            back=(Route::Settings, t!(i18n, settings.name).to_owned())
        >
            <Go to=Route::RosterImport class="btn main">
                {t!(i18n, roster.import)}
            </Go>
            <button
                class="btn"
                disabled=move || !session.writes().get()
                on:click=move |_| is_adding.set(true)
            >
                {t!(i18n, roster.add_place)}
            </button>
        </PageHead>
        <TroubleBox trouble=trouble />
        <When when=move || is_adding.get()>
            <section class="sheet stack" aria-label=t!(i18n, roster.add_place)>
                <h2>{t!(i18n, roster.add_place)}</h2>
                <CardForm is_person=false on_done=added />
            </section>
        </When>
        <When when=is_empty>
            <p class="sheet empty">{t!(i18n, roster.none)}</p>
        </When>
        <When
            when=move || session.roster().get().is_some()
            fallback=move || {
                let is_waiting = trouble.read().is_none();
                is_waiting.then(|| view! { <p role="status">{t!(i18n, roster.opening)}</p> })
            }
        >
            <div class="cols">
                <section class="sheet stack" aria-labelledby="found">
                    <TextInput
                        id="roster-search"
                        label=t!(i18n, roster.search)
                        value=wanted
                        hint=t!(i18n, roster.search_hint)
                    />
                    <h2 id="found">
                        <span role="status">{head}</span>
                    </h2>
                    <ul class="lines">{entries}</ul>
                    <More shown=shown all=all />
                </section>
                <Standings trouble=trouble />
            </div>
        </When>
    }
}

/// A person or a place in a line that leads to their card.
fn entry_line(entry: &Entry) -> impl IntoView + use<> {
    let (name, about) = (entry.name.clone(), entry.about.clone());
    view! {
        <li>
            <Go to=Route::RosterCard(entry.subject) class="line">
                <b dir="auto">{name}</b>
                <span class="hint" dir="auto">
                    {about}
                </span>
            </Go>
        </li>
    }
}
