//! What people of a hall signed of a measure or of the whole, one's own word with its mark and 「改」. Nobody finds
//! a way here to alter what another said; staff answer beside it.

mod saying;

use std::sync::Arc;

use consultation::record::{Confirmation, Finding};
use consultation::statement::{About, Confirming, ReviewState, row_of};
use consultation::{Column as C, Sheet, Statement};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{AllRows, IntoList, MarkLine, Of, Rows, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::session::{Part, Procedure, ReviewView};
use crate::words;

use saying::{Asked, Saying};

/// The reviews of a measure or of the whole that the person may see, and what they may say.
#[component]
pub(crate) fn SignedReviews(
    room: RoomId,
    about: About,
    /// What is reviewed, as buttons name it.
    #[prop(into)]
    title: Signal<String>,
    opened: Opened,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let part = Live::new(move |_| {
        let opened = opened.read();
        opened.as_ref().map_or(Part::Guest, |view| view.part)
    });
    let shown = Live::new(move |_| {
        let (opened, part) = (opened.read(), part.get());
        let reviews = opened.as_ref().map(|view| view.reviews.clone());
        let mut reviews = reviews.unwrap_or_default();
        reviews.retain(|shown| {
            let is_mine = shown.author.me || !matches!(part, Part::Participant { .. });
            let is_check = matches!(shown.review.statement, Statement::Checking(_));
            let is_meant = shown.review.about() == Some(about);
            let is_rating = matches!(shown.review.statement, Statement::Rating(_));
            is_meant && !is_rating && (is_mine || is_check)
        });
        reviews
    });
    let items = move || {
        let items = shown.get().into_iter();
        items
            .map(|shown| item(i18n, room, shown, part.get() == Part::Staff, procedure))
            .into_list()
    };
    let asked = move || {
        let of_measure = matches!(about, About::Measure(_));
        let says = [Asked::Confirmed, Asked::Disputed].into_iter();
        let says = says.filter(|_| of_measure);
        match part.get() {
            Part::Participant { .. } => says.collect::<Vec<_>>(),
            Part::Supervisor => says.chain([Asked::Check]).collect(),
            Part::Staff | Part::Guest => Vec::new(),
        }
    };
    let is_waiting = move || part.get() == Part::Participant { is_admitted: false };
    view! {
        <When when=move || !shown.read().is_empty()>
            <ul class="stack">{items}</ul>
        </When>
        <When when=is_waiting>
            <p class="hint">{t!(i18n, review.waits)}</p>
        </When>
        {move || view! { <Saying room=room about=about title=title shown=shown asked=asked() /> }}
    }
}

fn item(
    i18n: I18n,
    room: RoomId,
    shown: Arc<ReviewView>,
    is_staff: bool,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let review = &shown.review;
    let (says, facts, asks_for_it) = match &review.statement {
        Statement::Confirming(said) => confirming(i18n, said),
        Statement::Checking(said) => {
            let checker = words::choice(i18n, "checker", said.checker().id());
            let due = said.due().map(|due| words::day(i18n, due));
            let due = due.map(|due| {
                let name = words::column(i18n, C::Due);
                format!("{name}\u{ff1a}{due}")
            });
            let facts = words::facts(vec![checker, due.unwrap_or_default()]);
            let says = words::choice(i18n, "finding", said.finding().id());
            (says, facts, said.finding() != Finding::Done)
        }
        _ => Default::default(),
    };
    let on = review.on().map(|on| words::day(i18n, on));
    let author = words::author(i18n, &shown.author);
    let facts = words::facts(vec![facts, on.unwrap_or_default(), author]);
    let text = review.text().to_owned();
    let state = words::review(i18n, review.state, review.clashes);
    let mark = shown.author.me.then_some(shown.mark);
    let named = row_of(review.entry);
    let asks = asks_for_it && review.state == ReviewState::Counts;
    let answers = match (is_staff, use_context::<AllRows>()) {
        (true, Some(rows)) if asks => {
            let of = Of {
                owner: Some((C::Statement, named)),
                ..Of::all(room, Sheet::Replies, &[C::Reply, C::RepliedOn])
            };
            view! { <Rows of=of rows=rows may_write=true level=3 /> }.into_any()
        }
        _ => (move || {
            let procedure = procedure.read();
            let rows = procedure.hall.rows_of(Sheet::Replies, C::Statement, named);
            let answers = rows.map(|row| {
                let on = row.date(C::RepliedOn).map(|on| words::day(i18n, on));
                let words = row.text(C::Reply).to_owned();
                let answer = t!(
                    i18n,
                    review.answer,
                    words = words,
                    on = on.unwrap_or_default()
                );
                view! { <p dir="auto">{answer}</p> }
            });
            answers.into_list()
        })
        .into_any(),
    };
    view! {
        <li class="row-card stack">
            <div class="row">
                <span class="tag">{says}</span>
                <span class="tag">{t!(i18n, review.signed)}</span>
            </div>
            <p class="text" dir="auto">
                {text}
            </p>
            <span class="card-facts" dir="auto">
                {facts}
            </span>
            {mark.map(|mark| view! { <MarkLine mark=mark /> })}
            {(!state.is_empty()).then(|| view! { <p class="hint">{state}</p> })}
            {answers}
        </li>
    }
}

fn confirming(i18n: I18n, said: &Confirming) -> (String, String, bool) {
    let says = match said.says() {
        Confirmation::Confirmed => t!(i18n, review.confirm),
        Confirmation::Disputed => t!(i18n, review.dispute),
    };
    let is_dispute = said.says() == Confirmation::Disputed;
    (says.to_owned(), said.household().to_owned(), is_dispute)
}
