//! Puts a paper on the public page, after a look for people of the roster who are named in it.
//!
//! What is published is a text that staff have approved (`docs/public-pages.md`); a name in it may be there on purpose, so a
//! person decides, and masking it is one press.

use std::sync::Arc;

use consultation::paper::Paper;
use consultation::record::{NoticeKind, Publication};
use consultation::{CellValue, Column, DateSpan, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::desk::ask::{Veil, Veiled};

use super::{contact, posting};
use crate::components::{Go, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::opened::Opened;
use crate::route::Route;
use crate::session::{Command, Trouble, use_session};

/// The button, and what is asked before.
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
    let is_done = RwSignal::new(false);
    let named = Var::new(None::<Arc<Veiled>>);
    let is_whole = Live::new(move |_| {
        let paper = paper.read();
        paper.as_ref().is_some_and(|paper| paper.gaps.is_empty())
    });
    let put = move |text: String| {
        named.set(None);
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
        let cells = vec![
            (Column::Publication, CellValue::choice(of.0.id())),
            (Column::Title, CellValue::Text(paper.title.clone())),
            (Column::Text, CellValue::Text(text)),
            (Column::Period, CellValue::Dates(period.flatten())),
            (Column::By, CellValue::Text(community.name.clone())),
            (Column::Contact, CellValue::Text(contact(&community))),
            (Column::TakesComments, CellValue::Flag(true)),
            (Column::Hall, CellValue::Room(Some(room))),
            (Column::PostedAt, CellValue::Minute(Some(now))),
        ];
        let (room, sheet) = (community.board, Sheet::Publications);
        let reply = session.send(Command::AddRow { room, sheet, cells });
        spawn_local(async move {
            let failed = reply.await.err();
            // The page may be another one by then.
            is_done.try_set(failed.is_none());
            trouble.try_set(failed);
        });
    };
    let publish = move |_| {
        let Some(text) = paper.get_untracked().map(|paper| paper.body()) else {
            return;
        };
        let asked = Veil { text: text.clone() };
        session.ask_roster(&asked, move |veiled| match veiled {
            Ok(veiled) if !veiled.names.is_empty() => named.set(Some(Arc::new(veiled))),
            // A roster that cannot be asked holds nothing up.
            _ => put(text),
        });
    };
    let question = move || {
        let veiled = named.get()?;
        let names = veiled.names.join("、");
        let mask = move |_| put(veiled.text.clone());
        let leave = move |_| {
            if let Some(paper) = paper.get_untracked() {
                put(paper.body());
            }
        };
        Some(view! {
            <div class="banner stack" role="group" aria-label=t!(i18n, publications.named)>
                <p>{t!(i18n, publications.named_words, names = names)}</p>
                <div class="row">
                    <button class="btn main" on:click=mask>
                        {t!(i18n, publications.mask)}
                    </button>
                    <button class="btn" on:click=leave>
                        {t!(i18n, publications.leave)}
                    </button>
                </div>
            </div>
        })
    };
    view! {
        <div class="row">
            <When when=move || is_done.get()>
                <Go to=Route::Publications class="btn">
                    {t!(i18n, publications.published)}
                </Go>
            </When>
            // Nobody publishes a gap.
            <When when=move || is_whole.get() && !is_done.get() && named.read().is_none()>
                <button class="btn" on:click=publish>
                    {t!(i18n, publications.publish)}
                </button>
            </When>
        </div>
        {question}
        <TroubleBox trouble=trouble />
    }
}
