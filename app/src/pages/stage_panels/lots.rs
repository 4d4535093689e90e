//! 抽签 from a pasted list, with a seed that is printed, so that anybody can draw again.

use consultation::plan::{LotsError, draw};
use consultation::{CellValue, Column, RowId, Sheet};
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{Choose, Icon, Sign, TextArea, TextInput, TroubleBox};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Var;
use crate::session::{Command, Trouble, use_session};

/// Between names, in any of the interface's languages.
const COMMA: &str = "\u{3001}";

fn error_words(i18n: I18n, error: LotsError) -> String {
    match error {
        LotsError::NoSeed => t!(i18n, lots.no_seed).to_owned(),
        LotsError::Twice { line, earlier } => {
            t!(i18n, lots.twice, line = line, earlier = earlier)
        }
        LotsError::TooFew { wanted, there } => {
            t!(i18n, lots.too_few, wanted = wanted, there = there)
        }
    }
}

/// Who was drawn and, where there is room for it, the whole list: who has list and seed can draw again.
fn note(i18n: I18n, drawn: &[String], list: &str) -> String {
    let names = drawn.join(COMMA);
    let list: Vec<&str> = list.split_whitespace().collect();
    let whole = t!(i18n, lots.note, names = names, list = list.join(COMMA));
    match whole.chars().count() <= Column::Note.kind().limit() {
        true => whole,
        false => t!(i18n, lots.note_short, names = names),
    }
}

/// Draws, shows who was drawn, and puts them on the plan with the seed.
#[component]
pub(super) fn Lots(room: RoomId, round: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let [list, seed, wanted, kind] = [(); 4].map(|()| RwSignal::new(String::new()));
    let drawn = Var::new(None::<Result<Vec<String>, String>>);
    let trouble = RwSignal::new(None::<Trouble>);
    let draw_now = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = wanted.read_untracked().trim().parse().unwrap_or(0);
        if wanted == 0 {
            drawn.set(Some(Err(t!(i18n, lots.no_number).to_owned())));
            return;
        }
        let list = list.read_untracked();
        let names = draw(&list, &seed.read_untracked(), wanted);
        let names = names.map(|names| names.into_iter().map(str::to_owned).collect());
        drawn.set(Some(names.map_err(|error| error_words(i18n, error))));
    };
    let put_down = move |names: Vec<String>| {
        let kind = kind.get_untracked();
        let cells = vec![
            (Column::Round, CellValue::Row(Some(round))),
            (
                Column::Kind,
                CellValue::Choice((!kind.is_empty()).then_some(kind)),
            ),
            (Column::Selection, CellValue::choice("drawn")),
            (Column::Count, CellValue::Count(Some(names.len() as u64))),
            (Column::Seed, CellValue::Text(seed.get_untracked())),
            (
                Column::Note,
                CellValue::Text(note(i18n, &names, &list.read_untracked())),
            ),
        ];
        let sheet = Sheet::Participants;
        let put = Command::AddRow { room, sheet, cells };
        session.send_then(put, trouble, move |_| drawn.set(None));
    };
    let result = move || match drawn.get()? {
        Err(words) => Some(view! { <p class="warning">{words}</p> }.into_any()),
        Ok(names) => {
            let shown = names.join(COMMA);
            Some(
                view! {
                    <p>
                        {t!(i18n, lots.drawn, count = names.len())}
                        <b dir="auto">{shown}</b>
                    </p>
                    <button
                        class="btn main"
                        type="button"
                        on:click=move |_| put_down(names.clone())
                    >
                        {t!(i18n, lots.put_down)}
                    </button>
                }
                .into_any(),
            )
        }
    };
    let (choices, ids) = Column::Kind.choices().unwrap_or_default();
    view! {
        <details class="sheet">
            <summary>
                <h2>{t!(i18n, lots.name)}</h2>
            </summary>
            <form class="stack" on:submit=draw_now>
                <p class="hint">{t!(i18n, lots.lead)}</p>
                <Choose list=choices ids=ids label=t!(i18n, lots.kind) value=kind />
                <TextArea id="lots-list" label=t!(i18n, lots.list) value=list rows=6 />
                <div class="pair">
                    <TextInput id="lots-wanted" label=t!(i18n, lots.wanted) value=wanted />
                    <TextInput
                        id="lots-seed"
                        label=t!(i18n, lots.seed)
                        value=seed
                        hint=t!(i18n, lots.seed_hint)
                    />
                </div>
                <div role="status" class="stack step">
                    {result}
                </div>
                <TroubleBox trouble=trouble />
                <button class="btn" type="submit">
                    <Icon sign=Sign::Undo />
                    {t!(i18n, lots.draw)}
                </button>
            </form>
        </details>
    }
}
