//! What the roster comes to: numbers, what should be looked at, the last change in bulk, tables to take along.

use std::sync::Arc;

use consultation::hundredths;
use leptos::prelude::*;
use roster::desk::ask::{Export, Exported, Standing, Undo};

use super::entry_line;
use super::parts::PartNumbers;
use super::work::Work;
use crate::components::{Icon, IntoList, Sign};
use crate::i18n::{I18n, t, use_i18n};
use crate::platform;
use crate::session::{Session, Trouble, use_session};
use crate::words;

/// The cards beside the list.
#[component]
pub(super) fn Standings(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let is_undoing = RwSignal::new(false);
    let cards = move || {
        let standing = session.roster().get()?;
        Some(view! {
            {numbers(i18n, &standing, trouble)}
            {to_check(i18n, &standing)}
            {last(i18n, session, &standing, is_undoing, trouble)}
            {exports(i18n, session, trouble)}
        })
    };
    view! {
        <div class="stack-l">
            <Work is_on=is_undoing />
            {cards}
        </div>
    }
}

fn numbers(
    i18n: I18n,
    standing: &Arc<Standing>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView + use<> {
    let (people, units) = (&standing.people, &standing.units);
    let facts = [
        (t!(i18n, roster.households), people.households.to_string()),
        (t!(i18n, roster.residents), people.residents.to_string()),
        (t!(i18n, roster.of_age), people.of_age.to_string()),
        (t!(i18n, roster.elsewhere), people.elsewhere.to_string()),
        (t!(i18n, roster.owners), units.owners.to_string()),
        (t!(i18n, roster.area), hundredths(units.area)),
    ];
    let facts = facts.map(|(name, value)| {
        view! {
            <div class="field-row">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! {
        <section class="sheet stack" aria-labelledby="roster-numbers">
            <h2 id="roster-numbers">{t!(i18n, roster.numbers)}</h2>
            <dl class="facts facts-wide">{facts.into_list()}</dl>
            <PartNumbers trouble=trouble />
        </section>
    }
}

fn to_check(i18n: I18n, standing: &Arc<Standing>) -> Option<AnyView> {
    let (people, units) = (&standing.people, &standing.units);
    let mut words = Vec::new();
    for (count, said) in [
        (
            people.age_unknown,
            t!(i18n, roster.age_unknown, count = people.age_unknown),
        ),
        (
            units.without_owner,
            t!(i18n, roster.without_owner, count = units.without_owner),
        ),
        (
            units.without_area,
            t!(i18n, roster.without_area, count = units.without_area),
        ),
        (
            standing.unread,
            t!(i18n, roster.unread, count = standing.unread),
        ),
    ] {
        if count > 0 {
            words.push(said);
        }
    }
    words.extend(standing.odd.iter().cloned());
    if words.is_empty() && standing.clashes.is_empty() {
        return None;
    }
    let words = words
        .into_iter()
        .map(|words| view! { <li dir="auto">{words}</li> })
        .into_list();
    let clashes = standing.clashes.iter().map(entry_line).into_list();
    let clash_head = (!clashes.is_empty()).then(|| view! { <h3>{t!(i18n, roster.clash)}</h3> });
    Some(
        view! {
            <section class="sheet stack" aria-labelledby="roster-check">
                <h2 id="roster-check">{t!(i18n, roster.to_check)}</h2>
                <ul class="stack">{words}</ul>
                {clash_head}
                <ul class="lines">{clashes}</ul>
            </section>
        }
        .into_any(),
    )
}

fn last(
    i18n: I18n,
    session: Session,
    standing: &Arc<Standing>,
    is_undoing: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) -> Option<AnyView> {
    let last = standing.last.clone()?;
    let when = platform::clock::civil(last.at).parse().ok();
    let when = when.map_or_else(String::new, |when| words::moment(i18n, when));
    let said = t!(i18n, roster.last_words, date = when, count = last.cards);
    let undo = move |_| {
        is_undoing.set(true);
        session.write_roster(&Undo { subject: None }, move |undone| {
            // The page may have been left since.
            let _ = is_undoing.try_set(false);
            let _ = trouble.try_set(undone.err());
        });
    };
    Some(
        view! {
            <section class="sheet stack" aria-labelledby="roster-last">
                <h2 id="roster-last">{t!(i18n, roster.last)}</h2>
                <p>{said}</p>
                <button
                    class="btn"
                    disabled=move || is_undoing.get() || !session.writes().get()
                    on:click=undo
                >
                    <Icon sign=Sign::Undo />
                    {t!(i18n, roster.undo)}
                </button>
                <p class="hint">{t!(i18n, roster.undo_hint)}</p>
            </section>
        }
        .into_any(),
    )
}

fn exports(
    i18n: I18n,
    session: Session,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView + use<> {
    let tables = [
        (
            Exported::Residents,
            t!(i18n, roster.export_residents),
            t!(i18n, roster.file_residents),
        ),
        (
            Exported::Units,
            t!(i18n, roster.export_units),
            t!(i18n, roster.file_units),
        ),
    ];
    let buttons = tables.map(|(what, name, file)| {
        let take = move |_| {
            let asked = Export { what, person: None };
            save(session, &asked, file, trouble);
        };
        view! {
            <button class="btn" on:click=take>
                {name}
            </button>
        }
    });
    view! {
        <section class="sheet stack" aria-labelledby="roster-export">
            <h2 id="roster-export">{t!(i18n, roster.export)}</h2>
            <div class="row">{buttons.into_list()}</div>
            <p class="hint">{t!(i18n, roster.export_hint)}</p>
        </section>
    }
}

/// Saves a table of the roster as a file.
pub(super) fn save(
    session: Session,
    asked: &Export,
    file: &'static str,
    trouble: RwSignal<Option<Trouble>>,
) {
    session.ask_roster(asked, move |answer| {
        let failed = match answer {
            Ok(answer) => {
                let saved = platform::share::save_text(&answer.text, &format!("{file}.csv"));
                saved.err().map(|error| Trouble::bug(&error.to_string()))
            }
            Err(why) => Some(why),
        };
        let _ = trouble.try_set(failed);
    });
}
