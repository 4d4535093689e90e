//! 本社区协商流程图: the chart for the wall, at the size of the paper that is in the printer.

use consultation::setup::chart::{ChartSize, wall_chart};
use leptos::prelude::*;

use crate::components::{Icon, IntoList, PageHead, Sign, TroubleBox, WallChartSheet};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::platform;
use crate::route::Route;
use crate::session::{Trouble, use_session};

/// Shows the chart as it is printed.
#[component]
pub(crate) fn ChartPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let size = Var::new(ChartSize::A4);
    let trouble = RwSignal::new(None::<Trouble>);
    let (community, board) = (session.community(), session.board_rows());
    let chart = Live::new(move |_| {
        let (community, board) = (community.read(), board.read());
        let (community, today) = (community.as_ref()?, session.today().get()?);
        Some(wall_chart(community.issuer(), &board.sheets, today))
    });
    let sizes = [
        (ChartSize::A4, "A4", t!(i18n, chart.upright)),
        (ChartSize::A3, "A3", t!(i18n, chart.across)),
    ]
    .map(|(of, name, way)| {
        view! {
            <button
                class="btn"
                aria-pressed=move || (size.get() == of).to_string()
                on:click=move |_| size.set(of)
            >
                {format!("{name} {way}")}
            </button>
        }
    });
    let print = move |_| {
        if platform::share::print().is_err() {
            trouble.set(Some(Trouble::bug("print")));
        }
    };
    let sheet = move || {
        let (chart, size) = (chart.get()?, size.get());
        Some(view! { <WallChartSheet chart=chart size=size /> }.into_any())
    };
    view! {
        <div class="no-print stack">
            <PageHead
                title=t!(i18n, chart.name).to_owned()
                lead=t!(i18n, chart.lead).to_owned()
                back=(Route::Settings, t!(i18n, settings.name).to_owned())
            >
                <button class="btn main" on:click=print>
                    <Icon sign=Sign::Print />
                    {t!(i18n, paper.print)}
                </button>
            </PageHead>
            <div class="row" role="group" aria-label=t!(i18n, chart.size)>
                {sizes.into_list()}
            </div>
            <TroubleBox trouble=trouble />
        </div>
        {sheet}
    }
}
