//! The ways to say something of a measure or of the whole in one's own name, and their forms.

use std::sync::Arc;

use consultation::record::Confirmation;
use consultation::statement::{About, ReviewState};
use consultation::{CellValue, Column, Sheet, Statement};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{IntoList, Of, RowForm, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::{Live, Var};
use crate::session::{Command, ReviewView, use_session};

use Column as C;

/// A form that can be open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
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

    /// What its form begins with when something is said anew: the words only if the same is said.
    fn cells(self, statement: &Statement) -> Vec<(Column, CellValue)> {
        let text = |words: &str| CellValue::Text(words.to_owned());
        match statement {
            Statement::Confirming(said) => {
                let is_same = match self {
                    Self::Confirmed => said.says() == Confirmation::Confirmed,
                    Self::Disputed => said.says() == Confirmation::Disputed,
                    Self::Check => false,
                };
                let words = if is_same { said.text() } else { "" };
                vec![
                    (C::Text, text(words)),
                    (C::Household, text(said.household())),
                ]
            }
            Statement::Checking(said) => vec![
                (C::Checker, CellValue::choice(said.checker().id())),
                (C::Finding, CellValue::choice(said.finding().id())),
                (C::Text, text(said.text())),
                (C::Due, CellValue::Date(said.due())),
            ],
            _ => Vec::new(),
        }
    }
}

/// The ways to say something: of what one said already, to say it anew.
#[component]
pub(super) fn Saying(
    room: RoomId,
    about: About,
    title: Signal<String>,
    shown: Live<Vec<Arc<ReviewView>>>,
    asked: Vec<Asked>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let writes = session.writes();
    let open = Var::new(None::<Asked>);
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
        let today = session.today().get_untracked();
        let before = mine(asked).map(|mine| asked.cells(&mine.review.statement));
        let mut initial = before.unwrap_or_default();
        initial.push((C::On, CellValue::Date(today)));
        let signs = |of: Of, cells| Command::Review {
            room: of.room,
            sheet: of.sheet,
            cells,
        };
        view! {
            <p class="strong">{asked.name(i18n)}</p>
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
