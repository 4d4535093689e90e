//! 存为模板: what a filed consultation would leave to others, read and changed before it is saved.

mod card;

use std::sync::Arc;

use consultation::plan::{CaseRow, case_rows};
use consultation::{CellValue, Column, RowId, Sheet};
use futures_util::future::join_all;
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Arriving, IntoList, PageHead, TextInput, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::navigation::use_navigation;
use crate::opened::use_opened;
use crate::route::{Route, SetupPart};
use crate::session::{Command, Outcome, Session, Trouble, What, use_session};

use card::{Typed, card};

/// Shows what would be kept, and keeps it.
#[component]
pub(crate) fn SaveTemplatePage(room: RoomId, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (opened, missing) = use_opened(room);
    let rows = Live::new(move |last: Option<&Arc<Vec<CaseRow>>>| {
        // What somebody is typing into is not made anew under their hands.
        if let Some(last) = last.filter(|last| !last.is_empty()) {
            return last.clone();
        }
        let (opened, community) = (opened.read(), session.community().read());
        let rows = opened
            .as_ref()
            .zip(community.as_ref())
            .and_then(|(view, community)| {
                let procedure = &view.procedure;
                let row = procedure.hall.row(Sheet::Rounds, round)?;
                // Nothing is made of a case that is not closed.
                row.date(Column::Filed)?;
                let (hall, board) = (&procedure.hall, &procedure.board);
                Some(case_rows(&view.name, row, hall, board, community.issuer()))
            });
        Arc::new(rows.unwrap_or_default())
    });
    let is_there = Live::new(move |_| !rows.read().is_empty());
    view! {
        <PageHead
            title=t!(i18n, template.name).to_owned()
            lead=t!(i18n, template.lead).to_owned()
            back=(Route::Consultation(room), t!(i18n, paper.back).to_owned())
        />
        <Arriving opened=opened missing=missing />
        <When when=move || is_there.get()>
            <TemplateForm rows=rows.get_untracked() />
        </When>
    }
}

#[component]
fn TemplateForm(rows: Arc<Vec<CaseRow>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let trouble = RwSignal::new(None::<Trouble>);
    let name = RwSignal::new(String::new());
    let mut typed = Vec::new();
    for (row, case) in rows.iter().enumerate() {
        for (column, words) in &case.words {
            if (row, *column) == (0, Column::Title) {
                name.set(words.clone());
                continue;
            }
            typed.push(Typed {
                row,
                column: *column,
                words: RwSignal::new(words.clone()),
                is_read: RwSignal::new(false),
            });
        }
    }
    let cards = rows.iter().enumerate().map(|(place, row)| {
        let of_row = typed.iter().filter(|typed| typed.row == place);
        let before = rows.iter().take(place);
        let number = before.filter(|other| other.sheet == row.sheet).count() + 1;
        card(i18n, session, row, number, of_row.copied())
    });
    let cards = cards.into_list();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let title = name.get_untracked();
        if title.trim().is_empty() {
            return trouble.set(Some(Trouble::new(What::Empty)));
        }
        let kept = kept(i18n, session, &rows, &title, &typed);
        spawn_local(async move {
            match keep(session, kept).await {
                Ok(()) => navigation.go(Route::Setup(SetupPart::Templates)),
                Err(failed) => drop(trouble.try_set(Some(failed))),
            }
        });
    };
    view! {
        <form class="stack-l" on:submit=save>
            <TextInput
                id="template-name"
                label=t!(i18n, template.title)
                value=name
                hint=t!(i18n, template.read)
            />
            {cards}
            <TroubleBox trouble=trouble />
            <div class="row">
                <button class="btn main" type="submit">
                    {t!(i18n, template.name)}
                </button>
            </div>
        </form>
    }
}

/// The rows to be written: what is kept without being read, and the words that were.
fn kept(
    i18n: I18n,
    session: Session,
    rows: &[CaseRow],
    title: &str,
    typed: &[Typed],
) -> Vec<(Sheet, Vec<(Column, CellValue)>)> {
    let today = session.today().get_untracked();
    let mut kept = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let mut cells = row.cells.clone();
        if place == 0 {
            cells.push((Column::Title, CellValue::Text(title.to_owned())));
            let version = t!(i18n, template.first).to_owned();
            cells.push((Column::Version, CellValue::Text(version)));
            cells.push((Column::Since, CellValue::Date(today)));
        }
        for typed in typed.iter().filter(|typed| typed.row == place) {
            let words = typed.words.get_untracked();
            if typed.is_read.get_untracked() && !words.trim().is_empty() {
                cells.push((typed.column, CellValue::Text(words)));
            }
        }
        if !cells.is_empty() {
            kept.push((row.sheet, cells));
        }
    }
    kept
}

/// Writes the template, then what belongs to it.
async fn keep(
    session: Session,
    kept: Vec<(Sheet, Vec<(Column, CellValue)>)>,
) -> Result<(), Trouble> {
    let community = session.community().get_untracked();
    let room = community.ok_or_else(|| Trouble::new(What::Missing))?.board;
    let mut rows = kept.into_iter();
    let Some((sheet, cells)) = rows.next() else {
        return Ok(());
    };
    let Outcome::Row(template) = session.send(Command::AddRow { room, sheet, cells }).await? else {
        return Err(Trouble::bug("a row was expected"));
    };
    let replies: Vec<_> = rows
        .map(|(sheet, mut cells)| {
            cells.push((Column::Template, CellValue::Row(Some(template))));
            session.send(Command::AddRow { room, sheet, cells })
        })
        .collect();
    let failed = join_all(replies).await.into_iter().find_map(Result::err);
    failed.map_or(Ok(()), Err)
}
