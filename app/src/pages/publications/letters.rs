//! 来信: what somebody without an account wrote on the public pages, entered, answered or erased.

use std::sync::Arc;

use consultation::statement::row_of;
use consultation::{CellValue, Column, RowId, Sheet};
use ledger::{EntryId, RoomId};
use leptos::prelude::*;

use crate::components::{IntoList, More, Of, PAGE, RowForm, TroubleBox, When, use_entering};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::session::{Command, LetterView, Trouble, use_session};
use crate::words;

/// What is being done with a letter.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Reply,
    Erase,
}

/// What a page does with its letters.
#[derive(Clone, Copy)]
struct Desk {
    open: RwSignal<Option<(EntryId, Doing)>>,
    trouble: RwSignal<Option<Trouble>>,
    takes: Callback<Vec<(Column, CellValue)>>,
}

/// 来信.
#[component]
pub(super) fn Letters() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let desk = Desk {
        open: RwSignal::new(None),
        trouble,
        takes: use_entering(trouble),
    };
    let shown = RwSignal::new(PAGE);
    let all = Signal::derive(move || session.letters().read().len());
    // What comes while an answer is being typed is shown after it.
    let letters = Live::new(move |last: Option<&Vec<Arc<LetterView>>>| {
        let last = last.filter(|_| desk.open.read().is_some());
        let all = || {
            session
                .letters()
                .read()
                .iter()
                .take(shown.get())
                .cloned()
                .collect()
        };
        last.cloned().unwrap_or_else(all)
    });
    let items = move || {
        let letters = letters.get().into_iter();
        letters.map(|letter| item(i18n, letter, desk)).into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby="letters">
            <h2 id="letters">{t!(i18n, publications.letters)}</h2>
            <p class="hint">{t!(i18n, publications.letters_lead)}</p>
            <When
                when=move || all.get() != 0
                fallback=move || view! { <p>{t!(i18n, publications.no_letters)}</p> }
            >
                <ul class="stack">{items}</ul>
                <More shown=shown all=all />
            </When>
            <TroubleBox trouble=trouble />
        </section>
    }
}

fn item(i18n: I18n, shown: Arc<LetterView>, desk: Desk) -> impl IntoView {
    let letter = &shown.letter;
    let kind = words::choice(i18n, "letter", letter.kind().id());
    let title = match letter.title() {
        "" => shown.about.clone(),
        title => title.to_owned(),
    };
    let when = shown.when.map(|when| words::moment(i18n, when));
    let facts = words::facts(vec![
        when.unwrap_or_default(),
        letter.name().to_owned(),
        letter.contact().to_owned(),
    ]);
    let text = letter.text().to_owned();
    let taken = match (shown.is_taken_up, letter.becomes_topic()) {
        (true, true) => t!(i18n, proposal.taken),
        (true, false) => t!(i18n, publications.remarked),
        _ => "",
    };
    let reply = shown.is_answered.then(|| {
        let words = format!(
            "{}\u{ff1a}{}",
            words::column(i18n, Column::Reply),
            shown.reply
        );
        view! { <p class="text" dir="auto">{words}</p> }
    });
    let way_on = {
        let title = title.clone();
        move || way_on(i18n, &shown, &title, desk)
    };
    view! {
        <li class="row-card stack">
            <div class="row">
                <span class="tag">{kind}</span>
                <h3 dir="auto">{title}</h3>
            </div>
            <p class="text" dir="auto">
                {text}
            </p>
            <span class="card-facts" dir="auto">
                {facts}
            </span>
            {reply}
            <p class="hint">{taken}</p>
            {way_on}
        </li>
    }
}

fn replies(of: Of, cells: Vec<(Column, CellValue)>) -> Command {
    Command::ReplyLetter {
        row: of.owner.map_or(RowId::FIRST_ROUND, |(_, row)| row),
        cells,
    }
}

/// The buttons of a letter, or what one of them asks.
fn way_on(i18n: I18n, shown: &Arc<LetterView>, title: &str, desk: Desk) -> AnyView {
    let session = use_session();
    let entry = shown.entry;
    let doing = desk.open.get();
    if doing.is_some_and(|(open, _)| open != entry) {
        return ().into_any(); // one thing after the other: another form would take this one's words away
    }
    let opens = move |doing| desk.open.set(Some((entry, doing)));
    match doing.map(|(_, doing)| doing) {
        Some(Doing::Reply) => {
            let board = session.community().get_untracked();
            let board = board.map_or(RoomId::ZERO, |community| community.board);
            let of = Of {
                owner: Some((Column::Statement, row_of(entry))),
                ..Of::all(board, Sheet::Letters, &[Column::Reply])
            };
            let close = Callback::new(move |_| desk.open.set(None));
            let begins = vec![(Column::Reply, CellValue::Text(shown.reply.clone()))];
            view! { <RowForm of=of on_close=close writes=replies initial=begins /> }.into_any()
        }
        Some(Doing::Erase) => {
            let erase = move |_| {
                desk.open.set(None);
                session.send_and_tell(Command::EraseLetter(entry), desk.trouble);
            };
            view! {
                <p class="strong">{t!(i18n, publications.erase_sure)}</p>
                <div class="row">
                    <button class="btn danger" on:click=erase>
                        {t!(i18n, publications.erase)}
                    </button>
                    <button class="btn quiet" on:click=move |_| desk.open.set(None)>
                        {t!(i18n, action.cancel)}
                    </button>
                </div>
            }
            .into_any()
        }
        None => {
            let named = |name: &str| format!("{name}\u{ff1a}{title}");
            let reply = words::column(i18n, Column::Reply);
            let erase = t!(i18n, publications.erase);
            let becomes = shown.letter.becomes_topic();
            let entered = match (shown.is_taken_up, becomes) {
                (false, true) => Some((
                    t!(i18n, proposal.take),
                    t!(i18n, proposal.take_named, title = title),
                )),
                (false, false) if shown.has_notice => {
                    let name = t!(i18n, publications.remark);
                    Some((name, named(name)))
                }
                _ => None,
            };
            let enter = entered.map(|(name, label)| {
                let letter = shown.letter.clone();
                let enter = move |_| match becomes {
                    true => desk.takes.run(letter.to_topic()),
                    false => {
                        session.send_and_tell(Command::EnterLetter(row_of(entry)), desk.trouble);
                    }
                };
                view! {
                    <button class="btn small" aria-label=label on:click=enter>
                        {name}
                    </button>
                }
            });
            let answers = !(shown.is_taken_up && becomes);
            let reply = answers.then(|| {
                view! {
                    <button class="btn small" aria-label=named(reply) on:click=move |_| opens(Doing::Reply)>
                        {reply}
                    </button>
                }
            });
            view! {
                <div class="row">
                    {enter} {reply}
                    <button class="btn quiet small" aria-label=named(erase) on:click=move |_| opens(Doing::Erase)>
                        {erase}
                    </button>
                </div>
            }
            .into_any()
        }
    }
}
