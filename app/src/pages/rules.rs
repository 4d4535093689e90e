//! 本社区的规则: how votes are decided, how long notices stand; and the days off that the program does not know.

use consultation::{Column, Sheet, rules};
use leptos::prelude::*;

use crate::components::{BoardSheets, IntoList, PageHead, When, use_board_rows};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::route::Route;
use crate::session::use_session;

const SHEETS: [(Sheet, &[Column]); 3] = [
    (
        Sheet::Rules,
        &[
            Column::Title,
            Column::StartsFrom,
            Column::TurnoutShare,
            Column::DecisionShare,
            Column::Adopted,
            Column::Since,
            Column::Until,
            Column::Replaces,
        ],
    ),
    (
        Sheet::LeastDays,
        &[
            Column::PlanDays,
            Column::SimpleDays,
            Column::ResultDays,
            Column::Adopted,
            Column::Since,
            Column::Until,
        ],
    ),
    (
        Sheet::RestDays,
        &[Column::Title, Column::Off, Column::Worked, Column::Basis],
    ),
];

/// The community's rules in versions, and what makes no sense in them.
#[component]
pub(crate) fn RulesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rows = use_board_rows();
    let board = session.board();
    let odd = Live::new(move |_| {
        let sheets = &board.read().sheets;
        let today = session.today().get();
        let (_, mut odd) = rules::rule_sets(sheets);
        odd.extend(rules::calendar(sheets).1);
        if let Some(today) = today {
            odd.extend(rules::least(sheets, today).1);
        }
        odd.into_iter().map(|odd| odd.words()).collect::<Vec<_>>()
    });
    let odd_words = move || {
        let odd = odd.get().into_iter();
        odd.map(|words| view! { <li class="warning">{words}</li> })
            .into_list()
    };
    view! {
        <PageHead
            title=t!(i18n, rules.name).to_owned()
            lead=t!(i18n, rules.lead).to_owned()
            back=(Route::Settings, t!(i18n, settings.name).to_owned())
        />
        <div class="stack-l">
            <When when=move || !odd.read().is_empty()>
                <section class="sheet stack" aria-labelledby="odd">
                    <h2 id="odd">{t!(i18n, rules.odd)}</h2>
                    <p class="hint">{t!(i18n, rules.odd_lead)}</p>
                    <ul class="stack">{odd_words}</ul>
                </section>
            </When>
            <BoardSheets rows=rows sheets=&SHEETS />
        </div>
    }
}
