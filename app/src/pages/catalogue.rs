//! 协商议事目录: what the community must consult on, and what should have been consulted on and was not.

use consultation::topic::{Omission, omitted};
use consultation::{Column, Sheet};
use leptos::prelude::*;

use crate::components::{BoardSheets, IntoList, PageHead, When, use_board_rows};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::route::Route;
use crate::session::use_session;

const COLUMNS: [Column; 7] = [
    Column::Title,
    Column::Category,
    Column::MustConsult,
    Column::Basis,
    Column::Version,
    Column::On,
    Column::Until,
];

/// The catalogue with its versions, and the register 应商未商.
#[component]
pub(crate) fn CataloguePage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rows = use_board_rows();
    let board = session.board();
    let register = Live::new(move |_| {
        let board = board.read();
        let today = session.today().get();
        let found = today
            .map(|today| omitted(&board.sheets, today))
            .unwrap_or_default();
        let found = found
            .into_iter()
            .map(|entry| (entry.row.text(Column::Title).to_owned(), entry.omission));
        found.collect::<Vec<_>>()
    });
    let entries = move || {
        let entries = register.get().into_iter().map(|(title, omission)| {
            view! {
                <li class="row apart">
                    <b dir="auto">{title}</b>
                    <span class="hint">{why(i18n, omission)}</span>
                </li>
            }
        });
        entries.into_list()
    };
    view! {
        <PageHead
            title=t!(i18n, sheet.catalogue).to_owned()
            lead=t!(i18n, catalogue.lead).to_owned()
            back=(Route::Topics, t!(i18n, topics.name).to_owned())
        />
        <div class="stack-l">
            <BoardSheets rows=rows sheets=&[(Sheet::Catalogue, &COLUMNS)] />
            <section class="sheet stack" aria-labelledby="omitted">
                <h2 id="omitted">{t!(i18n, catalogue.omitted)}</h2>
                <p class="hint">{t!(i18n, catalogue.omitted_lead)}</p>
                <When
                    when=move || !register.read().is_empty()
                    fallback=move || view! { <p>{t!(i18n, catalogue.none_omitted)}</p> }
                >
                    <ul class="lines">{entries}</ul>
                </When>
            </section>
        </div>
    }
}

fn why(i18n: I18n, omission: Omission) -> &'static str {
    match omission {
        Omission::Declined => t!(i18n, catalogue.declined),
        Omission::NotBegun => t!(i18n, catalogue.not_begun),
        Omission::Never => t!(i18n, catalogue.never),
    }
}
