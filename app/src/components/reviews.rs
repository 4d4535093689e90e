//! What people of a hall signed of a measure or of the whole, one's own word with its mark and 「改」, and the
//! forms. Nobody finds a way here to alter what another said; staff answer beside it.

use std::sync::Arc;

use consultation::record::{Confirmation, Finding};
use consultation::statement::{About, Confirming, ReviewState, row_of};
use consultation::{CellValue, Column, Sheet, Statement};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{AllRows, IntoList, MarkLine, Of, RowForm, Rows, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::session::{Command, Part, Procedure, ReviewView, use_session};
use crate::words;

use Column as C;

/// A form that can be open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Confirmed,
    Disputed,
    Check,
}

impl Asked {
    fn name(self, i18n: I18n) -> &'static str {
        match self {
            Self::Confirmed => t!(i18n, review.confirm),
            Self::Disputed => t!(i18n, review.dispute),
            Self::Check => t!(i18n, review.check),
        }
    }

    fn of(self, room: RoomId, about: About) -> Of {
        let of = |sheet, columns| Of {
            owner: Some(match about {
                About::Measure(row) => (C::Measure, row),
                About::Round(row) => (C::Round, row),
            }),
            ..Of::all(room, sheet, columns)
        };
        let says = |says: Confirmation| Of {
            told_by: Some((C::Confirmation, says.id())),
            ..of(Sheet::Confirmations, &[C::Text, C::Household])
        };
        match self {
            Self::Confirmed => says(Confirmation::Confirmed),
            Self::Disputed => says(Confirmation::Disputed),
            Self::Check => of(
                Sheet::Checks,
                &[C::Checker, C::Finding, C::On, C::Text, C::Due],
            ),
        }
    }

    /// Whether a statement is what its form writes.
    fn writes(self, statement: &Statement) -> bool {
        match self {
            Self::Check => matches!(statement, Statement::Checking(_)),
            _ => matches!(statement, Statement::Confirming(_)),
        }
    }
}

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
            let facts = [Some(checker), due].into_iter().flatten();
            let facts = facts.collect::<Vec<_>>().join(" · ");
            let says = words::choice(i18n, "finding", said.finding().id());
            (says, facts, said.finding() != Finding::Done)
        }
        _ => Default::default(),
    };
    let on = review.on().map(|on| words::day(i18n, on));
    let author = words::author(i18n, &shown.author);
    let facts = [facts, on.unwrap_or_default(), author].into_iter();
    let facts = facts.filter(|words| !words.is_empty());
    let facts = facts.collect::<Vec<_>>().join(" · ");
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

/// The ways to say something: of what one said already, to say it anew.
#[component]
fn Saying(
    room: RoomId,
    about: About,
    title: Signal<String>,
    shown: Live<Vec<Arc<ReviewView>>>,
    asked: Vec<Asked>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let writes = session.writes();
    let open = RwSignal::new(None::<Asked>);
    let mine = move |asked: Asked| {
        let shown = shown.get_untracked();
        let mut mine = shown.into_iter().rev();
        mine.find(|shown| {
            let is_left = shown.review.state != ReviewState::Superseded;
            shown.author.me && is_left && asked.writes(&shown.review.statement)
        })
    };
    let close = Callback::new(move |_| open.set(None));
    let form = move |asked: Asked| {
        let today = session.now().get_untracked().map(|now| now.date());
        let before = mine(asked).map(|mine| cells(&mine.review.statement));
        let mut initial = before.unwrap_or_default();
        initial.push((C::On, CellValue::Date(today)));
        let signs = |of: Of, cells| Command::Review {
            room: of.room,
            sheet: of.sheet,
            cells,
        };
        view! {
            <h4>{asked.name(i18n)}</h4>
            <RowForm of=asked.of(room, about) on_close=close writes=signs initial=initial />
        }
        .into_any()
    };
    let buttons = StoredValue::new(asked);
    let choose = move || {
        let buttons = buttons.get_value().into_iter().map(|asked| {
            // What one said already is said anew, and takes its place.
            let name = match shown.read().is_empty() || mine(asked).is_none() {
                true => asked.name(i18n).to_owned(),
                false => t!(i18n, review.change, name = asked.name(i18n)),
            };
            let label = {
                let name = name.clone();
                move || t!(i18n, review.named, name = name, title = title.get())
            };
            view! {
                <button
                    class="btn"
                    class:main=asked == Asked::Confirmed
                    aria-label=label
                    on:click=move |_| open.set(Some(asked))
                >
                    {name}
                </button>
            }
        });
        view! { <div class="row">{buttons.into_list()}</div> }.into_any()
    };
    let ways = move || match open.get() {
        Some(asked) => form(asked),
        None => choose(),
    };
    view! {
        <When when=move || writes.get() && !buttons.with_value(Vec::is_empty)>{ways}</When>
    }
}

/// What a form begins with when something is said anew.
fn cells(statement: &Statement) -> Vec<(Column, CellValue)> {
    let text = |words: &str| CellValue::Text(words.to_owned());
    match statement {
        Statement::Confirming(said) => vec![
            (C::Text, text(said.text())),
            (C::Household, text(said.household())),
        ],
        Statement::Checking(said) => vec![
            (C::Checker, CellValue::choice(said.checker().id())),
            (C::Finding, CellValue::choice(said.finding().id())),
            (C::Text, text(said.text())),
            (C::Due, CellValue::Date(said.due())),
        ],
        _ => Vec::new(),
    }
}
