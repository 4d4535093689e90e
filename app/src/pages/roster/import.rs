//! Importing a table: choose a file, say what its columns hold, look at what it becomes, choose what to change.
//!
//! Nothing is written before the last press. A file that cannot be read says why and leaves everything as it was.

mod changes;
mod columns;
mod lines;

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use roster::Birthday;
use roster::desk::ask::{Ask, Check, Checked, NewCards, Opened, Take};

use super::work::Work;
use crate::components::{Go, Icon, IntoList, PageHead, Sign, TextInput, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
use crate::platform::clerk::picked_file;
use crate::route::Route;
use crate::session::{Session, Trouble, use_session};
use changes::ChangeLists;
use columns::Sheets;
use lines::LineList;

/// What a person can choose in the file picker.
const KINDS: &str = ".xlsx,.xls,.csv,.txt,.tsv";

/// What the steps share; a plain value.
#[derive(Clone, Copy)]
struct Steps {
    opened: Var<Option<Arc<Opened>>>,
    checked: Var<Option<Arc<Checked>>>,
    trouble: RwSignal<Option<Trouble>>,
    is_busy: RwSignal<bool>,
}

/// The three steps.
#[component]
pub(crate) fn RosterImportPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let steps = Steps {
        opened: Var::new(None),
        checked: Var::new(None),
        trouble: RwSignal::new(None),
        is_busy: RwSignal::new(false),
    };
    let name = RwSignal::new(String::new());
    let estate = RwSignal::new(String::new());
    let taken = Var::new(None::<NewCards>);
    let pick = move |event: Event| {
        let Some(file) = picked_file(&event) else {
            return;
        };
        name.set(file.name());
        steps.opened.set(None);
        steps.checked.set(None);
        taken.set(None);
        steps.begin();
        session.open_file(file, move |opened| {
            steps.opened.set(steps.end(opened).map(Arc::new));
        });
    };
    let check = move |_| {
        let Some(today) = session.today().get_untracked() else {
            return;
        };
        let asked = Check {
            estate: estate.get_untracked(),
            today: Birthday(today),
        };
        steps.checked.set(None);
        steps.check(session, &asked);
    };
    let chosen = Signal::derive(move || {
        let checked = steps.checked.read();
        let kinds = checked.iter().flat_map(|checked| &checked.kinds);
        kinds.map(|kind| kind.chosen).sum::<u32>()
    });
    let take = move |_| {
        let asked = Take {
            chosen: chosen.get_untracked(),
        };
        steps.begin();
        session.write_roster(&asked, move |new| {
            if let Some(new) = steps.end(new) {
                steps.opened.set(None);
                steps.checked.set(None);
                taken.set(Some(new));
            }
        });
    };
    let file_line = move || {
        let name = name.get();
        let is_open = steps.opened.read().is_some();
        is_open.then(|| view! { <p dir="auto">{t!(i18n, roster.file_here, name = name)}</p> })
    };
    let button = move || match chosen.get() {
        0 => t!(i18n, roster.take_none).to_owned(),
        count => t!(i18n, roster.take, count = count),
    };
    let back = (Route::Roster, t!(i18n, roster.name).to_owned());
    view! {
        <PageHead title=t!(i18n, roster.import).to_owned() back=back />
        <div class="stack-l">
            <section class="sheet stack">
                <label class="btn main pick-file">
                    <Icon sign=Sign::Register />
                    {t!(i18n, roster.choose)}
                    <input
                        type="file"
                        accept=KINDS
                        aria-label=t!(i18n, roster.choose)
                        disabled=move || steps.is_busy.get()
                        on:change=pick
                    />
                </label>
                <p class="hint">{t!(i18n, roster.choose_hint)}</p>
                {file_line}
            </section>
            <TroubleBox trouble=steps.trouble />
            <Work is_on=steps.is_busy />
            <Taken taken=taken />
            <When when=move || steps.opened.read().is_some()>
                <Sheets steps=steps />
                <section class="sheet stack">
                    <TextInput
                        id="roster-estate"
                        label=t!(i18n, roster.estate)
                        value=estate
                        hint=t!(i18n, roster.estate_hint)
                    />
                    <button
                        class="btn main"
                        disabled=move || steps.is_busy.get()
                        on:click=check
                    >
                        {t!(i18n, roster.check)}
                    </button>
                </section>
            </When>
            <When when=move || steps.checked.read().is_some()>
                <LineList steps=steps />
                <ChangeLists steps=steps />
                <button
                    class="btn main"
                    disabled=move || {
                        steps.is_busy.get() || chosen.get() == 0 || !session.writes().get()
                    }
                    on:click=take
                >
                    {button}
                </button>
            </When>
        </div>
    }
}

impl Steps {
    /// One thing at a time: what can be pressed waits.
    fn begin(self) {
        self.is_busy.set(true);
        self.trouble.set(None);
    }

    /// What came of it, if anything did; what went wrong is said.
    fn end<T>(self, answer: Result<T, Trouble>) -> Option<T> {
        // The page may have been left since.
        let _ = self.is_busy.try_set(false);
        answer
            .map_err(|why| drop(self.trouble.try_set(Some(why))))
            .ok()
    }

    /// Asks something of which the counts come back.
    fn check<A>(self, session: Session, asked: &A)
    where
        A: Ask<Answer = Checked> + minicbor::Encode<()>,
    {
        self.begin();
        session.ask_roster(asked, move |checked| {
            self.checked.set(self.end(checked).map(Arc::new));
        });
    }
}

/// What was imported, with the way to it.
#[component]
fn Taken(taken: Var<Option<NewCards>>) -> impl IntoView {
    let i18n = use_i18n();
    let said = move || {
        let new = taken.get()?;
        let mut words = vec![t!(i18n, roster.taken, count = new.cards.len())];
        if new.passed_over > 0 {
            words.push(t!(i18n, roster.passed_over, count = new.passed_over));
        }
        let words = words.into_iter().map(|words| view! { <p>{words}</p> });
        Some(view! {
            <div class="banner banner-calm stack">
                {words.into_list()}
                <Go to=Route::Roster class="btn">
                    {t!(i18n, roster.look)}
                </Go>
            </div>
        })
    };
    view! { <div role="status">{said}</div> }
}
