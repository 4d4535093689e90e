//! 评议表 and checks of the whole: what people signed of a round, and the form to fill in.

use std::sync::Arc;

use consultation::record::{Level, RatedItem, Rater};
use consultation::statement::{About, Rating, ReviewState};
use consultation::{RowId, Statement};
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{
    Choose, FormButtons, IntoList, MarkLine, SignedReviews, TextInput, TroubleBox, When,
};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::{Opened, part};
use crate::session::{Command, Part, Procedure, ReviewView, Trouble, What, use_session};
use crate::words;

/// What people signed of a round as a whole.
#[component]
pub(crate) fn Ratings(
    room: RoomId,
    round: RowId,
    opened: Opened,
    procedure: Live<Arc<Procedure>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let writes = use_session().writes();
    let part = part(opened);
    let rates = move || matches!(part.get(), Part::Participant { .. } | Part::Supervisor);
    let shown = Live::new(move |_| {
        let (opened, part) = (opened.read(), part.get());
        let reviews = opened.as_ref().map(|view| view.reviews.clone());
        let mut reviews = reviews.unwrap_or_default();
        reviews.retain(|shown| {
            let is_rating = matches!(shown.review.statement, Statement::Rating(_));
            let is_meant = shown.review.about() == Some(About::Round(round));
            is_rating && is_meant && (shown.author.me || part == Part::Staff)
        });
        reviews
    });
    let is_open = RwSignal::new(false);
    let mine = move || {
        let shown = shown.get();
        let mut mine = shown.into_iter().rev();
        mine.find(|shown| shown.author.me && shown.review.state != ReviewState::Superseded)
    };
    let close = Callback::new(move |()| is_open.set(false));
    let items = move || {
        let items = shown.get().into_iter();
        items.map(|shown| item(i18n, &shown)).into_list()
    };
    let form = move || {
        let before = untrack(mine);
        view! { <RatingForm room=room round=round before=before on_close=close /> }.into_any()
    };
    let button = move || {
        let name = match mine() {
            None => t!(i18n, review.rate).to_owned(),
            Some(_) => t!(i18n, review.change, name = t!(i18n, review.rate)),
        };
        view! {
            <button class="btn main" on:click=move |_| is_open.set(true)>
                {name}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="sheet stack" aria-labelledby="signed-ratings">
            <h2 id="signed-ratings">{t!(i18n, review.of_whole)}</h2>
            <p class="hint">{t!(i18n, review.lead)}</p>
            <SignedReviews
                room=room
                about=About::Round(round)
                title=t!(i18n, review.whole).to_owned()
                opened=opened
                procedure=procedure
            />
            <When when=move || !shown.read().is_empty()>
                <ul class="stack">{items}</ul>
            </When>
            <When when=move || rates() && writes.get()>
                {move || if is_open.get() { form() } else { button() }}
            </When>
        </section>
    }
}

fn item(i18n: I18n, shown: &ReviewView) -> impl IntoView + use<> {
    let review = &shown.review;
    let Statement::Rating(rating) = &review.statement else {
        return ().into_any();
    };
    let answers = rating.answers().map(|(item, level)| {
        let item = words::choice(i18n, "rated_item", item.id());
        format!("{item}\u{ff1a}{}", words::choice(i18n, "level", level.id()))
    });
    let answers = words::facts(answers.collect());
    let rater = words::choice(i18n, "rater", rating.rater().id());
    let facts = words::facts(vec![rater, words::author(i18n, &shown.author)]);
    let state = words::review(i18n, review.state, review.clashes);
    let text = rating.text().to_owned();
    let mark = shown.author.me.then_some(shown.mark);
    view! {
        <li class="row-card stack">
            <p>{answers}</p>
            <p class="text" dir="auto">
                {text}
            </p>
            <span class="card-facts" dir="auto">
                {facts}
            </span>
            {mark.map(|mark| view! { <MarkLine mark=mark /> })}
            {(!state.is_empty()).then(|| view! { <p class="hint">{state}</p> })}
        </li>
    }
    .into_any()
}

/// Five rows, five answers, one free line.
#[component]
fn RatingForm(
    room: RoomId,
    round: RowId,
    before: Option<Arc<ReviewView>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let before = before.as_ref().map(|shown| &shown.review.statement);
    let before: Option<&Rating> = match before {
        Some(Statement::Rating(rating)) => Some(rating),
        _ => None,
    };
    let rater = before.map_or(Rater::Participants, Rating::rater);
    let rater = RwSignal::new(rater.id().to_owned());
    let text = RwSignal::new(
        before
            .map(|rating| rating.text().to_owned())
            .unwrap_or_default(),
    );
    let answers = RatedItem::ALL.iter().map(|item| {
        let mut known = before.into_iter().flat_map(Rating::answers);
        let known = known.find(|(of, _)| of == item);
        let known = known.map(|(_, level)| level.id().to_owned());
        (*item, RwSignal::new(known.unwrap_or_default()))
    });
    let answers: Vec<(RatedItem, RwSignal<String>)> = answers.collect();
    let rows = answers.iter().map(|(item, answer)| {
        let label = i18n
            .named("choice.rated_item", item.id())
            .unwrap_or_default();
        view! { <Choose list="level" ids=Level::IDS label=label value=*answer /> }
    });
    let rows = rows.collect::<Vec<_>>().into_iter().into_list();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(rater) = Rater::from_id(&rater.read_untracked()) else {
            return trouble.set(Some(Trouble::new(What::Empty)));
        };
        let mut given = answers.iter();
        let mut next = || Level::from_id(&given.next()?.1.read_untracked());
        let command = Command::Rate {
            room,
            of: (round, rater),
            answers: [(); 5].map(|()| next()),
            text: text.get_untracked(),
        };
        session.send_then(command, trouble, move |_| {
            let _ = on_close.try_run(());
        });
    };
    view! {
        <form class="stack row-form" aria-label=t!(i18n, review.rate) on:submit=save>
            <Choose
                list="rater"
                ids=Rater::IDS
                label=t!(i18n, review.rater)
                value=rater
            />
            {rows}
            <TextInput id="free-line" label=t!(i18n, review.free_line) value=text />
            <TroubleBox trouble=trouble />
            <FormButtons on_cancel=on_close />
        </form>
    }
}
