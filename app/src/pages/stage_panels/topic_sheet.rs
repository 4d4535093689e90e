//! The board's topic of a consultation: its fields, what the bodies said of it, the letters to the township.

use std::sync::Arc;

use consultation::{Column, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{AllRows, Answers, Fields, Go, Icon, Of, Rows, Sign};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::route::Route;
use crate::session::{Procedure, use_session};
use crate::words;

use Column as C;

/// Columns of a topic that staff see to while it is screened.
const OF_TOPIC: [Column; 18] = [
    C::Title,
    C::Text,
    C::Category,
    C::CatalogueItem,
    C::Source,
    C::OnBehalf,
    C::WorkOrder,
    C::On,
    C::OtherCommunities,
    C::Screening,
    C::ScreenedOn,
    C::Note,
    C::Reply,
    C::RepliedOn,
    C::PublishedOn,
    C::JointDecision,
    C::JointResult,
    C::JointOn,
];

/// The board's topic, with what the bodies said of it.
#[component]
pub(super) fn TopicPanel(
    procedure: Live<Arc<Procedure>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = Live::new(move |_| {
        let procedure = procedure.read();
        let id = procedure.topic?;
        let mut rows = procedure.rows.iter();
        let row = rows.find(|row| row.sheet == Sheet::Topics && row.id == id)?;
        Some((row.room, id))
    });
    let rows: AllRows = Live::new(move |_| procedure.read().rows.clone());
    move || match topic.get() {
        Some((room, topic)) => {
            view! { <TopicSheet room=room topic=topic rows=rows may_write=may_write /> }.into_any()
        }
        None => {
            view! { <p id="topic" tabindex="-1" class="hint">{t!(i18n, procedure.topic_none)}</p> }
                .into_any()
        }
    }
}

/// A topic's fields and what belongs to it.
#[component]
pub(crate) fn TopicSheet(
    /// The board.
    room: RoomId,
    topic: RowId,
    rows: AllRows,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fields = Live::new(move |_| {
        let rows = rows.read();
        let mut rows = rows.iter();
        let row = rows.find(|row| row.sheet == Sheet::Topics && row.id == topic);
        let cells = OF_TOPIC
            .iter()
            .filter_map(|column| row?.cell(*column).cloned());
        cells.collect()
    });
    let of = |sheet, columns| Of {
        owner: Some((C::Topic, topic)),
        ..Of::all(room, sheet, columns)
    };
    let opinions = of(Sheet::Opinions, &[C::Kind, C::Opinion, C::Note, C::On]);
    let requests = of(
        Sheet::Requests,
        &[
            C::By,
            C::On,
            C::Text,
            C::TownshipAnswer,
            C::AnsweredOn,
            C::Note,
        ],
    );
    let asked = of(Sheet::Requests, &[]);
    let board = use_session().board();
    let known = Live::new(move |_| {
        let board = board.read();
        (board.sheets.clone(), board.answers.clone())
    });
    view! {
        <section
            id="topic"
            tabindex="-1"
            class="sheet"
            aria-label=words::sheet(i18n, Sheet::Topics)
        >
            <h2>{words::sheet(i18n, Sheet::Topics)}</h2>
            <Fields room=room fields=fields label=words::sheet(i18n, Sheet::Topics) may_write=may_write />
        </section>
        <Rows of=opinions rows=rows may_write=may_write />
        <Rows of=requests rows=rows may_write=may_write />
        <Answers of=asked rows=rows known=known may_write=may_write />
        <div class="row">
            <Go to=Route::Request(topic) class="btn">
                <Icon sign=Sign::Print />
                {t!(i18n, paper.request)}
            </Go>
        </div>
    }
}
