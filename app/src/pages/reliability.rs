//! 本机可靠性: what this device knows of its own reliability, in plain words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{IntoList, PageHead, TroubleBox, When};
use crate::due::DRIFT_SECONDS;
use crate::i18n::{I18n, t, use_i18n};
use crate::route::Route;
use crate::session::{Command, PhotoState, Refused, Reliability, SyncStatus, use_session};
use crate::words;

/// Shows every figure with what it means.
#[component]
pub(crate) fn ReliabilityPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let reliability = session.reliability();
    let sync = session.sync();
    let lead = Signal::derive(move || Some(words::sync_sentence(i18n, &sync.read())));
    let trouble = Signal::derive(move || reliability.read().trouble.clone());
    let keep = move |_| {
        drop(session.send(Command::KeepStorage));
    };
    let facts = move || facts(i18n, &reliability.get(), &sync.get());
    let refused = move || {
        let reliability = reliability.get();
        reliability
            .refused
            .iter()
            .map(|entry| refused_line(i18n, entry))
            .into_list()
    };
    view! {
        <PageHead
            title=t!(i18n, reliability.name).to_owned()
            lead=lead
            back=(Route::Settings, t!(i18n, settings.name).to_owned())
        />
        <TroubleBox trouble=trouble />
        <section class="sheet" aria-label=t!(i18n, reliability.name)>
            <dl class="facts facts-wide">{facts}</dl>
            <When when=move || reliability.read().persisted == Some(false)>
                <button class="btn" on:click=keep>
                    {t!(i18n, reliability.keep)}
                </button>
            </When>
        </section>
        <When when=move || !reliability.read().refused.is_empty()>
            <section class="sheet stack" aria-labelledby="refused">
                <h2 id="refused">{t!(i18n, reliability.refused)}</h2>
                <p>{t!(i18n, reliability.refused_lead)}</p>
                <ul class="people">{refused}</ul>
            </section>
        </When>
        <section class="sheet stack" aria-labelledby="meaning">
            <h2 id="meaning">{t!(i18n, reliability.meaning)}</h2>
            <dl class="facts facts-wide">
                {meaning("mark mark-local", t!(i18n, mark.local), t!(i18n, reliability.local_means))}
                {meaning(
                    "mark mark-delivered",
                    t!(i18n, mark.delivered),
                    t!(i18n, reliability.delivered_means),
                )}
                {meaning("mark mark-local", t!(i18n, photo.waiting), t!(i18n, photo.waiting_means))}
                {meaning("mark mark-held", t!(i18n, mark.held), t!(i18n, reliability.held_means))}
                {meaning(
                    "mark mark-refused",
                    t!(i18n, mark.refused),
                    t!(i18n, reliability.refused_means),
                )}
            </dl>
        </section>
    }
}

fn meaning(class: &'static str, mark: &'static str, means: &'static str) -> impl IntoView {
    view! {
        <div class="field-row">
            <dt>
                <span class=class>{mark}</span>
            </dt>
            <dd>{means}</dd>
        </div>
    }
}

fn facts(i18n: I18n, reliability: &Arc<Reliability>, sync: &SyncStatus) -> AnyView {
    let kept = match reliability.persisted {
        Some(true) => t!(i18n, reliability.kept),
        Some(false) => t!(i18n, reliability.not_kept),
        None => t!(i18n, reliability.kept_unknown),
    };
    let space = reliability.space.map_or_else(
        || t!(i18n, reliability.space_unknown).to_owned(),
        |(used, quota)| {
            t!(
                i18n,
                reliability.space_words,
                used = megabytes(used),
                quota = megabytes(quota)
            )
        },
    );
    let unsent = match sync {
        SyncStatus::Online { unsent: 0 } | SyncStatus::Offline { unsent: 0 } => {
            t!(i18n, reliability.unsent_none).to_owned()
        }
        SyncStatus::Online { unsent }
        | SyncStatus::Offline { unsent }
        | SyncStatus::Trouble { unsent } => t!(i18n, reliability.unsent_words, count = unsent),
    };
    let receipt = reliability.last_receipt.map_or_else(
        || t!(i18n, reliability.receipt_none).to_owned(),
        |when| words::moment(i18n, when),
    );
    let clock = match reliability.clock_drift {
        None => t!(i18n, reliability.clock_unknown).to_owned(),
        Some(drift) if drift.abs() <= DRIFT_SECONDS => t!(i18n, reliability.clock_good).to_owned(),
        Some(drift) => {
            let span = words::duration(i18n, drift.unsigned_abs());
            if drift > 0 {
                t!(i18n, reliability.clock_fast, span = span)
            } else {
                t!(i18n, reliability.clock_slow, span = span)
            }
        }
    };
    let marks = if reliability.marks_whole {
        t!(i18n, reliability.marks_whole)
    } else {
        t!(i18n, reliability.marks_broken)
    };
    let damage = match reliability.set_aside {
        0 => t!(i18n, reliability.damage_none).to_owned(),
        count => t!(i18n, reliability.damage_words, count = count),
    };
    [
        (t!(i18n, reliability.unsent), unsent),
        (t!(i18n, reliability.photos), photos(i18n, reliability)),
        (t!(i18n, reliability.receipt), receipt),
        (t!(i18n, reliability.storage), kept.to_owned()),
        (t!(i18n, reliability.space), space),
        (t!(i18n, reliability.clock), clock),
        (t!(i18n, reliability.marks), marks.to_owned()),
        (t!(i18n, reliability.damage), damage),
    ]
    .into_iter()
    .map(|(name, value)| {
        view! {
            <div class="field-row">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    })
    .into_list()
    .into_any()
}

/// How many photos wait, and why those that do not get on do not.
fn photos(i18n: I18n, reliability: &Reliability) -> String {
    let mut count = 0;
    let mut reasons = Vec::new();
    for photo in reliability.photos.iter().filter(|photo| photo.is_unsent()) {
        count += 1;
        let reason = words::photo(i18n, photo.state);
        if matches!(photo.state, PhotoState::Refused(_)) && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    match count {
        0 => t!(i18n, reliability.photos_none).to_owned(),
        count => t!(i18n, reliability.photos_words, count = count) + &reasons.concat(),
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) / 1_000_000;
    match tenths {
        0..1_000 => format!("{}.{}", tenths / 10, tenths % 10),
        _ => (tenths / 10).to_string(),
    }
}

fn refused_line(i18n: I18n, entry: &Refused) -> impl IntoView + use<> {
    let when = entry
        .when
        .map(|when| words::moment(i18n, when))
        .unwrap_or_default();
    let about = words::title(i18n, &entry.about);
    view! {
        <li>
            <div class="line-words">
                <span class="card-title" dir="auto">
                    {about}
                </span>
                <span class="card-facts">{when}</span>
            </div>
            <p>{words::refusal(i18n, entry.reason)}</p>
            <p class="kept-words" dir="auto">
                {entry.words.clone()}
            </p>
        </li>
    }
}
