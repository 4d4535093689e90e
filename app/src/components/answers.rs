//! What came back to what went up: who was asked, what was answered, and what was changed since.

mod asking;
mod compared;

use consultation::going_up::{Frozen, answer};
use consultation::{Column, Row, RowId, Sheet, Sheets};
use leptos::prelude::*;

use crate::components::{AllRows, Fields, IntoList, Of, RowForm, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::{AnswersView, Command};
use crate::words;

use Column as C;

use asking::Asking;
use compared::Compared;

/// The sheets of a record, and what was answered to their rows.
pub(crate) type Known = Live<(Sheets, AnswersView)>;

/// What whoever is asked fills in.
fn asked_for(sheet: Sheet) -> &'static [Column] {
    match sheet {
        Sheet::Requests => &[C::TownshipAnswer, C::Appointed, C::AnsweredOn, C::Note],
        _ => &[C::Answer, C::AnsweredOn, C::Note],
    }
}

/// The answers to rows that went up, one part for each; nothing while nothing went up.
#[component]
pub(crate) fn Answers(
    /// The rows; its columns are those in which a paper's answer is entered here.
    of: Of,
    rows: AllRows,
    known: Known,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let ids = of.ids(rows);
    move || {
        let parts = ids.get().into_iter().zip(1_usize..);
        let parts = parts.map(|(id, number)| {
            view! { <Part of=of id=id number=number rows=rows known=known may_write=may_write /> }
        });
        parts.into_list()
    }
}

#[component]
fn Part(
    of: Of,
    id: RowId,
    number: usize,
    rows: AllRows,
    known: Known,
    may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = words::sheet(i18n, of.sheet);
    let name = t!(i18n, up.part, name = sheet, number = number);
    let heading = format!("answer-{id}");
    let is_mine = Live::new(move |_| {
        let known = known.read();
        let mut asked = known.1.asked.iter();
        asked.any(|asked| asked.row == id && asked.is_me)
    });
    let said = move || {
        let known = known.read();
        let row = known.0.row(of.sheet, id);
        row.map(|row| said(i18n, row, &known.1))
    };
    let code = move || {
        let known = known.read();
        let frozen = Frozen::read(known.0.row(of.sheet, id)?).ok()?;
        Some(t!(i18n, up.code, code = frozen.code()))
    };
    let fields = Live::new(move |_| {
        let rows = rows.read();
        let row = rows.iter().find(|row| row.id == id);
        let cells = of
            .columns
            .iter()
            .filter_map(|column| row?.cell(*column).cloned());
        cells.collect::<Vec<_>>()
    });
    let paper = (!of.columns.is_empty()).then(|| {
        let label = t!(i18n, up.paper, name = sheet, number = number);
        view! {
            <When when=move || may_write.get()>
                <details>
                    <summary>{t!(i18n, up.paper_summary)}</summary>
                    <Fields
                        room=of.room
                        fields=fields
                        label=label.clone()
                        may_write=may_write
                        brief=true
                    />
                </details>
            </When>
        }
        .into_any()
    });
    view! {
        <section class="sheet stack" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{name}</h2>
            {said}
            <When when=move || is_mine.get()>
                <Ruling of=of id=id />
            </When>
            <p class="hint">{code}</p>
            <Compared of=of id=id />
            <When when=move || may_write.get()>
                <Asking of=of id=id known=known />
            </When>
            {paper}
        </section>
    }
}

/// The answer, in a sentence; with the reason below.
fn said(i18n: I18n, row: &Row, answers: &AnswersView) -> AnyView {
    let Some(answered) = answer(row, &answers.rulings) else {
        return view! { <p class="strong">{t!(i18n, up.waiting)}</p> }.into_any();
    };
    let list = match row.sheet() {
        Sheet::Requests => "township_answer",
        _ => "answer",
    };
    let choice = words::choice(i18n, list, answered.id);
    let on = answered
        .on
        .map(|on| words::day(i18n, on))
        .unwrap_or_default();
    let how = match answered.signed {
        Some(signed) => {
            let place = answers.rulings.iter().position(|other| other == signed);
            let name = place.and_then(|place| answers.names.get(place).cloned());
            t!(i18n, up.signed, name = name.unwrap_or_default())
        }
        None => t!(i18n, up.from_paper).to_owned(),
    };
    let facts = words::facts(vec![choice, answered.appointed.to_owned(), on]);
    let reason = answered.reason.to_owned();
    view! {
        <p class="strong">{facts}</p>
        <p class="text" dir="auto">
            {reason}
        </p>
        <p class="hint">{how}</p>
    }
    .into_any()
}

/// The button, then the form in which whoever is asked answers.
#[component]
fn Ruling(of: Of, id: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let close = Callback::new(move |_| is_open.set(false));
    let asked = Of {
        owner: Some((C::Round, id)),
        ..Of::all(of.room, of.sheet, asked_for(of.sheet))
    };
    let rules = |of: Of, cells| Command::Rule {
        room: of.room,
        row: of.owner.map_or(RowId::FIRST_ROUND, |(_, row)| row),
        cells,
    };
    view! {
        <When
            when=move || is_open.get()
            fallback=move || {
                view! {
                    <button class="btn main" on:click=move |_| is_open.set(true)>
                        {t!(i18n, up.answer)}
                    </button>
                }
            }
        >
            <p>{t!(i18n, up.answer_lead)}</p>
            <RowForm of=asked on_close=close writes=rules />
        </When>
    }
}
