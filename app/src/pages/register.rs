//! 台账: what was promised in all consultations, with what is late and what is open again.

use consultation::Date;
use consultation::procedure::{PromiseLine, Stage};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{
    Go, Icon, IntoList, More, PAGE, PageHead, Sign, TextInput, TroubleBox, When, table,
};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::{Live, Var};
use crate::platform;
use crate::route::Route;
use crate::session::{Trouble, use_session};
use crate::words;

/// Which measures are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Open,
    Late,
    Reopened,
    Done,
}

impl Shown {
    const ALL: [Self; 5] = [
        Self::All,
        Self::Open,
        Self::Late,
        Self::Reopened,
        Self::Done,
    ];

    fn name(self, i18n: I18n) -> &'static str {
        match self {
            Self::All => t!(i18n, register.all),
            Self::Open => t!(i18n, register.open),
            Self::Late => t!(i18n, register.late),
            Self::Reopened => t!(i18n, register.reopened),
            Self::Done => t!(i18n, promise.done),
        }
    }

    fn holds(self, line: &PromiseLine, today: Option<Date>) -> bool {
        match self {
            Self::All => true,
            Self::Open => !line.is_done(),
            Self::Late => today.is_some_and(|today| line.is_late(today)),
            Self::Reopened => line.is_reopened,
            Self::Done => line.is_done(),
        }
    }
}

/// A measure with the consultation that it comes from.
#[derive(Clone, PartialEq)]
struct Entry {
    room: RoomId,
    of: String,
    line: PromiseLine,
}

/// The register, with filters; printed across the page.
#[component]
pub(crate) fn RegisterPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let shown = Var::new(Shown::Open);
    let wanted = RwSignal::new(String::new());
    let lines = RwSignal::new(PAGE);
    let trouble = RwSignal::new(None::<Trouble>);
    let today = session.today();
    let found = Live::new(move |_| {
        let (consultations, shown) = (session.consultations().get(), shown.get());
        let (wanted, today) = (wanted.get(), today.get());
        let wanted = wanted.trim();
        let mut found = Vec::new();
        for item in consultations.iter() {
            for line in &item.line.promises {
                let of = words::title(i18n, &item.line.title);
                let is_meant = [&of, &line.title, &line.by]
                    .iter()
                    .any(|text| text.contains(wanted));
                if is_meant && shown.holds(line, today) {
                    let (room, line) = (item.room, line.clone());
                    found.push(Entry { room, of, line });
                }
            }
        }
        // What is due first comes first; what has no day last.
        found.sort_by_key(|entry| (entry.line.due.is_none(), entry.line.due));
        found
    });
    let all = Signal::derive(move || found.read().len());
    let filters = Shown::ALL.into_iter().map(|which| {
        view! {
            <button
                class="btn"
                aria-pressed=move || (shown.get() == which).to_string()
                on:click=move |_| shown.set(which)
            >
                {which.name(i18n)}
            </button>
        }
    });
    let rows = move || {
        let today = today.get();
        let found = found.get().into_iter().take(lines.get());
        found.map(|entry| row(i18n, entry, today)).into_list()
    };
    let print = move |_| {
        lines.set(usize::MAX);
        // The lines that were left out are drawn first.
        request_animation_frame(move || {
            if platform::share::print().is_err() {
                trouble.set(Some(Trouble::bug("print")));
            }
        });
    };
    let head = [
        t!(i18n, register.what),
        t!(i18n, register.who),
        t!(i18n, column.due),
        t!(i18n, register.state),
        t!(i18n, consultations.one),
    ];
    let lead = Signal::derive(move || Some(t!(i18n, register.lead, count = all.get())));
    view! {
        <PageHead title=t!(i18n, register.name).to_owned() lead=lead>
            <button class="btn" on:click=print>
                <Icon sign=Sign::Print />
                {t!(i18n, paper.print)}
            </button>
        </PageHead>
        <div class="stack no-print">
            <div class="row" role="group" aria-label=t!(i18n, register.filter)>
                {filters.into_list()}
            </div>
            <TextInput
                id="register-search"
                label=t!(i18n, register.search)
                value=wanted
                hint=t!(i18n, register.search_hint)
            />
        </div>
        <TroubleBox trouble=trouble />
        <When
            when=move || all.get() != 0
            fallback=move || view! { <p class="sheet empty">{t!(i18n, register.none)}</p> }
        >
            <section class="sheet wide" aria-label=t!(i18n, register.name)>
                {table(t!(i18n, register.name).to_owned(), &head, rows.into_any())}
            </section>
            <More shown=lines all=all />
        </When>
    }
}

fn row(i18n: I18n, entry: Entry, today: Option<Date>) -> impl IntoView + use<> {
    let Entry { room, of, line } = entry;
    let is_late = today.is_some_and(|today| line.is_late(today));
    let is_pressing = is_late || line.is_reopened;
    let state = match (line.is_reopened, line.done) {
        (true, _) => t!(i18n, register.reopened).to_owned(),
        (false, Some(done)) => t!(i18n, register.done_on, date = words::day(i18n, done)),
        (false, None) if is_late => t!(i18n, register.late).to_owned(),
        (false, None) => t!(i18n, promise.open).to_owned(),
    };
    let due = line.due.map(|due| words::day(i18n, due));
    view! {
        <tr>
            <td dir="auto">{line.title}</td>
            <td dir="auto">{line.by}</td>
            <td>{due}</td>
            <td>
                <span class="tag" class:tag-due=is_pressing>
                    {state}
                </span>
            </td>
            <td dir="auto">
                <Go to=Route::Stage(room, Stage::Measures)>{of}</Go>
            </td>
        </tr>
    }
}
