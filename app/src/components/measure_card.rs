//! One measure: where it stands, what was promised and done where that is not shown elsewhere, what people
//! signed, and the way to say something oneself.

use std::sync::Arc;

use consultation::promise::promises;
use consultation::statement::About;
use consultation::{Column, Row, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{IntoList, Photo, SignedReviews};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::session::{Procedure, use_session};
use crate::words;

/// Where a measure stands, what people said of it, and whether nothing is amiss.
type Line = (String, String, bool);

/// The measures of a round, each with what people signed of it; nothing while there is none.
#[component]
pub(crate) fn Measures(
    room: RoomId,
    round: RowId,
    opened: Opened,
    procedure: Live<Arc<Procedure>>,
    /// Whether to show what was promised and done: not on a page that has the rows.
    is_full: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let ids = Live::new(move |_| {
        let procedure = procedure.read();
        let measures = procedure.hall.rows_of_round(Sheet::Measures, round);
        measures.map(|row| row.id).collect::<Vec<_>>()
    });
    let session = use_session();
    let lines = Live::new(move |_| {
        let procedure = procedure.read();
        let now = session.now().get();
        let looked = now.and_then(|now| {
            procedure.look(round, now, |facts| {
                let found = promises(facts);
                let lines = found.iter().map(|found| {
                    let (state, is_calm) = words::promise(i18n, found);
                    (found.row.id, (state, words::said(i18n, found), is_calm))
                });
                lines.collect::<Vec<_>>()
            })
        });
        looked.unwrap_or_default()
    });
    let cards = move || {
        let cards = ids.get().into_iter().map(|measure| {
            view! {
                <MeasureCard
                    room=room
                    measure=measure
                    lines=lines
                    opened=opened
                    procedure=procedure
                    is_full=is_full
                />
            }
        });
        cards.into_list()
    };
    move || {
        (!ids.read().is_empty()).then(|| {
            view! {
                <section class="sheet stack" aria-labelledby="promises">
                    <h2 id="promises">{t!(i18n, promise.name)}</h2>
                    <ul class="stack">{cards}</ul>
                    <p class="hint">{t!(i18n, promise.rule)}</p>
                </section>
            }
            .into_any()
        })
    }
}

#[component]
fn MeasureCard(
    room: RoomId,
    measure: RowId,
    lines: Live<Vec<(RowId, Line)>>,
    opened: Opened,
    procedure: Live<Arc<Procedure>>,
    is_full: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = Live::new(move |_| {
        let lines = lines.read();
        let line = lines.iter().find(|(id, _)| *id == measure);
        line.map(|(_, line)| line.clone())
    });
    let row = Live::new(move |_| procedure.read().hall.row(Sheet::Measures, measure).cloned());
    let title = Signal::derive(move || {
        let row = row.read();
        row.as_ref()
            .map(|row| row.text(Column::Title).to_owned())
            .unwrap_or_default()
    });
    let is_calm = move || line.read().as_ref().is_none_or(|(.., is_calm)| *is_calm);
    let state = move || line.get().map(|(state, ..)| state);
    let said = move || line.get().map(|(_, said, _)| said);
    let steps = Live::new(move |_| {
        let procedure = procedure.read();
        let steps = procedure
            .hall
            .rows_of(Sheet::Progress, Column::Measure, measure);
        steps.cloned().collect::<Vec<_>>()
    });
    let facts = move || {
        let row = row.get().filter(|_| is_full)?;
        let steps = steps.get();
        let steps = steps.iter().map(|step| progress(i18n, room, step));
        Some(view! {
            <p dir="auto">{promised(i18n, &row)}</p>
            <ul class="stack">{steps.into_list()}</ul>
        })
    };
    view! {
        <li class="row-card stack">
            <h3 dir="auto">{move || title.get()}</h3>
            <p class:warning=move || !is_calm()>{state}</p>
            {facts}
            <p class="hint">{said}</p>
            <SignedReviews
                room=room
                about=About::Measure(measure)
                title=title
                opened=opened
                procedure=procedure
            />
        </li>
    }
}

/// What was promised, by whom and with whom.
fn promised(i18n: I18n, row: &Row) -> String {
    let named = [Column::By, Column::Partner, Column::Text];
    let named = named.into_iter().filter_map(|column| {
        let words = row.text(column).trim();
        let name = words::column(i18n, column);
        (!words.is_empty()).then(|| format!("{name}\u{ff1a}{words}"))
    });
    named.collect::<Vec<_>>().join("\u{ff1b}")
}

/// One step of the work, with its photo.
fn progress(i18n: I18n, room: RoomId, step: &Row) -> impl IntoView + use<> {
    let day = step.date(Column::On).map(|day| words::day(i18n, day));
    let delay = step.text(Column::DelayReason).trim();
    let delay = match delay.is_empty() {
        true => String::new(),
        false => format!(
            "{}\u{ff1a}{delay}",
            words::column(i18n, Column::DelayReason)
        ),
    };
    let facts = words::facts(vec![
        day.unwrap_or_default(),
        step.text(Column::Text).trim().to_owned(),
        delay,
    ]);
    let alt = t!(
        i18n,
        photo.alt,
        sheet = words::sheet(i18n, Sheet::Progress),
        name = facts
    );
    let photo = step.blob(Column::Photo);
    let photo = photo.map(|hash| view! { <Photo room=room hash=hash alt=alt /> });
    view! {
        <li class="stack">
            <span dir="auto">{facts}</span>
            {photo}
        </li>
    }
}
