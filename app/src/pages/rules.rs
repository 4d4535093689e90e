//! 本社区的规则: how votes are decided, how long notices stand, what a plan of each form starts from.

use consultation::{Column, Sheet, rules};
use leptos::prelude::*;

use crate::components::{AllRows, IntoList, Of, PageHead, Rows, When};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::route::Route;
use crate::session::use_session;

/// The community's rules in versions, and what makes no sense in them.
#[component]
pub(crate) fn RulesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let board = session.board_rows();
    let rows: AllRows = Live::new(move |_| board.read().rows.clone());
    provide_context(rows);
    let room = session
        .community()
        .get_untracked()
        .map(|community| community.board);
    let list = |sheet, columns| {
        let of = Of {
            room: room?,
            sheet,
            owner: None,
            told_by: None,
            columns,
            inner: &[],
        };
        Some(view! { <Rows of=of rows=rows may_write=session.writes() /> }.into_any())
    };
    let odd = Live::new(move |_| {
        let sheets = &board.read().sheets;
        let today = session.now().get().map(|now| now.date());
        let (_, mut odd) = rules::rule_sets(sheets);
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
            {list(
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
            )}
            {list(
                Sheet::LeastDays,
                &[
                    Column::PlanDays,
                    Column::SimpleDays,
                    Column::ResultDays,
                    Column::Adopted,
                    Column::Since,
                    Column::Until,
                ],
            )}
            {list(
                Sheet::Templates,
                &[
                    Column::Form,
                    Column::Agenda,
                    Column::Order,
                    Column::Adopted,
                    Column::Since,
                    Column::Until,
                ],
            )}
        </div>
    }
}
