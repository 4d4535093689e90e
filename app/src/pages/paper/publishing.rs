//! Puts a paper on the public page, after a look for people of the roster who are named in it.
//!
//! What is published is a text that staff have approved (`docs/public-pages.md`); a name in it may be there on purpose, so a
//! person decides, and masking it is one press.

use std::sync::Arc;

use consultation::paper::Paper;
use consultation::record::{NoticeKind, Publication};
use consultation::{Cell, CellValue, Column, DateSpan, Row, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;
use roster::desk::ask::{Veil, Veiled};

use super::{issued, posting};
use crate::components::{Go, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::opened::Opened;
use crate::route::Route;
use crate::session::{ConsultationView, Trouble, use_session};

/// The newest publication of a hall and a kind that is still up.
pub(super) fn newest(view: &ConsultationView, of: Publication) -> Option<&Row> {
    let rows = view.procedure.board.rows(Sheet::Publications);
    let of_hall = rows.filter(|row| {
        let is_of = row.room(Column::Hall) == Some(view.room);
        is_of && row.choice(Column::Publication) == Some(of.id())
    });
    of_hall
        .last()
        .filter(|row| row.is_empty(Column::TakenDownAt))
}

/// The button, and what is asked before. What was published already is brought up to date in its place.
#[component]
pub(super) fn Publishing(
    room: RoomId,
    of: (Publication, Option<NoticeKind>),
    paper: Live<Option<Arc<Paper>>>,
    opened: Opened,
    round: RowId,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    // People of the roster who are named in the text; nobody where the roster could not be asked.
    let doubt = Var::new(None::<Arc<Veiled>>);
    let is_whole = Live::new(move |_| {
        let paper = paper.read();
        paper.as_ref().is_some_and(|paper| paper.gaps.is_empty())
    });
    let published = Live::new(move |_| {
        let opened = opened.read();
        let view = opened.as_ref()?;
        let row = newest(view, of.0)?;
        // What was put up before this round began is of an earlier one.
        let round = view.procedure.hall.row(Sheet::Rounds, round)?;
        let posted = row.minute(Column::PostedAt).map(|at| at.date());
        let is_older = posted < round.date(Column::Began);
        (!is_older).then(|| (row.id, row.text(Column::Text).to_owned()))
    });
    let put = move |text: String| {
        doubt.set(None);
        let (paper, view) = (paper.get_untracked(), opened.get_untracked());
        let (Some(community), Some(now)) = (
            session.community().get_untracked(),
            session.now().get_untracked(),
        ) else {
            return;
        };
        let (Some(paper), Some(view)) = (paper, view) else {
            return;
        };
        let period = view.procedure.look(round, now, |facts| {
            let (posted, period) = posting(facts, of.1?);
            DateSpan::new(posted, period?.last())
        });
        let mut cells = vec![
            (Column::Title, CellValue::Text(paper.title.clone())),
            (Column::Text, CellValue::Text(text)),
            (Column::Period, CellValue::Dates(period.flatten())),
        ];
        let (board, sheet) = (community.board, Sheet::Publications);
        if let Some((row, _)) = published.get_untracked() {
            // What has a period was put up when that began.
            let posted = (Column::PostedAt, CellValue::Minute(Some(now)));
            cells.extend(of.1.is_none().then_some(posted));
            for (column, value) in cells {
                session.set_cell(board, Cell { sheet, row, column }, value, trouble);
            }
            return;
        }
        cells.extend(issued(&community, Some(now)));
        cells.extend([
            (Column::Publication, CellValue::choice(of.0.id())),
            (Column::Hall, CellValue::Room(Some(room))),
        ]);
        session.add_row(board, sheet, cells, trouble);
    };
    let publish = move |_| {
        let Some(text) = paper.get_untracked().map(|paper| paper.body()) else {
            return;
        };
        let asked = Veil { text: text.clone() };
        session.ask_roster(&asked, move |veiled| match veiled {
            Ok(veiled) if veiled.names.is_empty() => put(text),
            veiled => doubt.set(Some(Arc::new(veiled.unwrap_or_default()))),
        });
    };
    let question = move || {
        let veiled = doubt.get()?;
        let names = veiled.names.join("、");
        let is_asked = !names.is_empty();
        let words = match is_asked {
            true => t!(i18n, publications.named_words, names = names),
            false => t!(i18n, publications.unasked).to_owned(),
        };
        let mask = is_asked.then(|| {
            view! {
                <button class="btn main" on:click=move |_| put(veiled.text.clone())>
                    {t!(i18n, publications.mask)}
                </button>
            }
            .into_any()
        });
        let leave = move |_| {
            if let Some(paper) = paper.get_untracked() {
                put(paper.body());
            }
        };
        Some(view! {
            <div class="banner stack" role="group" aria-label=t!(i18n, publications.named)>
                <p>{words}</p>
                <div class="row">
                    {mask}
                    <button class="btn" on:click=leave>
                        {t!(i18n, publications.leave)}
                    </button>
                </div>
            </div>
        })
    };
    // Nobody publishes a gap, nor what stands there already.
    let action = move || {
        let (paper, published) = (paper.read(), published.read());
        let text = published.as_ref().map(|(_, text)| text);
        // A text is stored without what is blank at its end.
        let body = paper.as_ref().map(|paper| paper.body());
        let is_there = text
            .zip(body)
            .is_some_and(|(text, body)| text.trim_end() == body.trim_end());
        let name = match text.is_some() {
            true => t!(i18n, publications.update),
            false => t!(i18n, publications.publish),
        };
        let is_shown = is_whole.get() && !is_there && doubt.read().is_none();
        is_shown.then(|| {
            view! {
                <button class="btn" on:click=publish>
                    {name}
                </button>
            }
        })
    };
    view! {
        <div class="row">
            <When when=move || published.read().is_some()>
                <Go to=Route::Publications class="btn">
                    {t!(i18n, publications.published)}
                </Go>
            </When>
            {action}
        </div>
        {question}
        <TroubleBox trouble=trouble />
    }
}
