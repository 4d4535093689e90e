//! 公示栏: what staff publish of the community's consultations, and what somebody without an account wrote
//! on those pages.

mod letters;

use std::sync::Arc;

use consultation::statement::LetterKind;
use consultation::{Column, RowId, Sheet};
use leptos::prelude::*;
use roster::desk::ask::Veil;

use crate::components::{AllRows, BoardSheets, CopyLink, PageHead, Qr, RowHelp, use_board_rows};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::pages::paper::{issued, public_path};
use crate::platform;
use crate::session::{LetterView, RowView, use_session};
use letters::Letters;

const COLUMNS: [Column; 9] = [
    Column::Publication,
    Column::Title,
    Column::Text,
    Column::Period,
    Column::By,
    Column::Contact,
    Column::TakesComments,
    Column::PostedAt,
    Column::TakenDownAt,
];

/// What is published, the way to the public page, and the letters.
#[component]
pub(crate) fn PublicationsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rows = use_board_rows();
    let community = session.community();
    let address = move || {
        let community = community.read();
        let board = community.as_ref().map(|community| community.board);
        board.map(|board| public_path(board, None))
    };
    let outside = (!session.is_practice()).then(|| {
        view! {
            <a class="btn" href=address target="_blank" rel="noopener">
                {t!(i18n, publications.look)}
            </a>
        }
        .into_any()
    });
    let site = move || {
        let path = address().filter(|_| !session.is_practice())?;
        let site = platform::address::absolute(&path);
        Some(view! {
            <section class="sheet stack" aria-labelledby="site">
                <h2 id="site">{t!(i18n, publications.site)}</h2>
                <p>{t!(i18n, publications.site_lead)}</p>
                <Qr text=site.clone() label=t!(i18n, publications.look) />
                <CopyLink link=site />
            </section>
        })
    };
    let named = use_named(rows);
    provide_context(RowHelp {
        begins: Callback::new(move |()| {
            let (community, now) = (community.get_untracked(), session.now().get_untracked());
            let begins = community.map(|community| issued(&community, now).to_vec());
            begins.unwrap_or_default()
        }),
        says: Callback::new(move |row: Arc<RowView>| {
            let answers = |letter: &&Arc<LetterView>| {
                letter.letter.kind() == LetterKind::Answer && letter.letter.about() == Some(row.id)
            };
            let count = session.letters().read().iter().filter(answers).count();
            let named = named.read();
            if let Some((_, names)) = named.iter().find(|(id, _)| *id == row.id) {
                return t!(i18n, publications.named_words, names = names);
            }
            match count {
                0 if row.is_unwritten(Column::PostedAt) => {
                    t!(i18n, publications.unposted).to_owned()
                }
                0 => String::new(),
                count => t!(i18n, publications.answers, count = count),
            }
        }),
    });
    view! {
        <PageHead
            title=t!(i18n, publications.name).to_owned()
            lead=t!(i18n, publications.lead).to_owned()
        >
            {outside}
        </PageHead>
        <div class="stack-l">
            <BoardSheets rows=rows sheets=&[(Sheet::Publications, &COLUMNS)] />
            <Letters />
            {site}
        </div>
    }
}

/// Rows whose text names people of the roster. What papers publish was looked at before; what somebody wrote here by
/// hand is looked at once it is there.
fn use_named(rows: AllRows) -> Var<Vec<(RowId, String)>> {
    let session = use_session();
    let named = Var::new(Vec::new());
    let texts = Live::new(move |_| {
        let rows = rows.read();
        let by_hand = rows.iter().filter(|row| {
            row.sheet == Sheet::Publications && row.hall.is_none() && !row.is_removed
        });
        by_hand
            .filter(|row| row.is_unwritten(Column::TakenDownAt))
            .map(|row| (row.id, row.text(Column::Text).to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        named.set(Vec::new());
        for (row, text) in texts.get() {
            session.ask_roster(&Veil { text }, move |veiled| {
                let names = veiled.map(|veiled| veiled.names.join("、"));
                let names = names.unwrap_or_default();
                if !names.is_empty() {
                    let mut all = named.get_untracked();
                    all.push((row, names));
                    named.set(all);
                }
            });
        }
    });
    named
}
