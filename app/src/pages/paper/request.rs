//! 提请函 of a topic: the township is asked who leads, before there is a consultation of it.

use std::sync::Arc;

use consultation::{RowId, Sheet, paper};
use leptos::prelude::*;

use super::{Handing, Place, shown};
use crate::components::{PageHead, use_board_rows};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::platform;
use crate::route::Route;
use crate::session::use_session;

/// Shows the letter and what it still lacks.
#[component]
pub(crate) fn RequestPage(topic: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    // The board's rows are read for as long as a page shows them.
    let _ = use_board_rows();
    let paper = Live::new(move |_| {
        let (board, community) = (session.board().read(), session.community().read());
        let row = board.sheets.row(Sheet::Topics, topic)?;
        let (issuer, today) = (community.as_deref()?.issuer(), session.today().get()?);
        Some(Arc::new(paper::request(issuer, &board.sheets, row, today)))
    });
    let place = Live::new(move |_| Place {
        address: platform::address::absolute(&Route::Topics.path()),
        is_public: false,
    });
    let sheet = move || {
        let board = session.community().read().as_ref()?.board;
        shown(i18n, paper, (board, place))
    };
    view! {
        <div class="no-print stack">
            <PageHead
                title=t!(i18n, paper.request).to_owned()
                back=(Route::Topics, t!(i18n, topics.name).to_owned())
            />
            <Handing paper=paper place=place />
        </div>
        {sheet}
    }
}
