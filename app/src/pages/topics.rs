//! 议题: what was proposed, and what became of it.

use consultation::{Cell, CellValue, Column, RowId, Sheet, topic};
use leptos::prelude::*;

use crate::components::{
    AcceptanceNumber, AllRows, Go, Icon, IntoList, MarkLine, More, Of, PAGE, PageHead, RowForm,
    Sign, TroubleBox, When, use_board_rows,
};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::navigation::use_navigation;
use crate::pages::stage_panels::TopicSheet;
use crate::route::Route;
use crate::session::{Command, Outcome, RowView, Trouble, use_session};
use crate::words;

/// Most topics that are shown as alike.
const SIMILAR: usize = 3;

/// What is asked when a topic is registered; the rest comes with its screening.
const REGISTERED: [Column; 8] = [
    Column::Title,
    Column::Text,
    Column::Category,
    Column::Source,
    Column::WorkOrder,
    Column::OnBehalf,
    Column::On,
    Column::OtherCommunities,
];

/// The topics of the community, the newest first.
#[component]
pub(crate) fn TopicsPage() -> impl IntoView {
    let i18n = use_i18n();
    let rows = use_board_rows();
    let ids = Live::new(move |_| {
        let mut ids = Vec::new();
        for row in rows.read().iter() {
            if row.sheet == Sheet::Topics && !row.is_removed {
                ids.push(row.id);
            }
        }
        ids
    });
    let shown = RwSignal::new(PAGE);
    let all = Signal::derive(move || ids.read().len());
    let list = move || {
        ids.get()
            .into_iter()
            .take(shown.get())
            .map(|id| view! { <Topic id=id rows=rows /> })
            .into_list()
    };
    view! {
        <PageHead title=t!(i18n, topics.name).to_owned() lead=t!(i18n, topics.lead).to_owned()>
            <Go to=Route::Catalogue class="btn">
                {t!(i18n, sheet.catalogue)}
            </Go>
            <Go to=Route::NewTopic class="btn main">
                <Icon sign=Sign::Plus />
                {t!(i18n, topics.new)}
            </Go>
        </PageHead>
        <When
            when=move || !ids.read().is_empty()
            fallback=move || view! { <p class="hint">{t!(i18n, topics.none)}</p> }
        >
            <ul class="stack">{list}</ul>
            <More shown=shown all=all />
        </When>
    }
}

fn words_of(i18n: I18n, row: &RowView, column: Column) -> String {
    let field = row.cell(column);
    field
        .map(|field| words::field_value(i18n, &field.value))
        .unwrap_or_default()
}

/// One topic: a line that opens to everything about it.
#[component]
fn Topic(id: RowId, rows: AllRows) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let trouble = RwSignal::new(None::<Trouble>);
    let is_open = RwSignal::new(false);
    let row = Live::new(move |_| {
        let rows = rows.read();
        rows.iter().find(|row| row.id == id).cloned()
    });
    let title = move || {
        let title = row
            .read()
            .as_ref()
            .map(|row| words_of(i18n, row, Column::Title));
        words::title(i18n, &title.unwrap_or_default())
    };
    let facts = move || {
        let row = row.read();
        let columns = [
            Column::Screening,
            Column::Source,
            Column::On,
            Column::Category,
        ];
        let row = row.as_ref();
        let facts = columns.map(|column| row.map(|row| words_of(i18n, row, column)));
        words::facts(facts.into_iter().flatten().collect())
    };
    let mark = Signal::derive(move || {
        let row = row.read();
        let marks = row.iter().flat_map(|row| row.cells.iter());
        marks.map(|(_, field)| field.mark).max().unwrap_or_default()
    });
    let hall = Live::new(move |_| row.read().as_ref().and_then(|row| row.hall));
    let joint = Live::new(move |_| row.read().as_ref().and_then(|row| row.joint));
    let joint_way = move || {
        joint.get().map(|room| {
            view! {
                <Go to=Route::Consultation(room) class="btn">
                    {t!(i18n, joint.open)}
                </Go>
            }
        })
    };
    let take_up = move |_| {
        session.send_for_room(Command::TakeUp(id), move |made| match made {
            Ok(room) => navigation.go(Route::Consultation(room)),
            Err(error) => drop(trouble.try_set(Some(error))),
        });
    };
    let writes = session.edits();
    let way_on = move || match hall.get() {
        Some(room) => view! {
            <Go to=Route::Consultation(room) class="btn">
                {t!(i18n, topics.open_hall)}
            </Go>
        }
        .into_any(),
        // What several communities talk about together goes on in their hall.
        None if joint.get().is_some() => ().into_any(),
        None => view! {
            <button class="btn" on:click=take_up>
                {t!(i18n, topics.to_hall)}
            </button>
        }
        .into_any(),
    };
    let room = move || row.read_untracked().as_ref().map(|row| row.room);
    view! {
        <li class="sheet stack">
            <div class="row apart">
                <div class="stack topic-words">
                    <h2 class="card-title" dir="auto">
                        {title}
                    </h2>
                    <span class="card-facts">{facts}</span>
                    <MarkLine mark=mark />
                </div>
                <div class="row">
                    <button
                        class="btn quiet"
                        aria-expanded=move || is_open.get().to_string()
                        on:click=move |_| is_open.update(|open| *open = !*open)
                    >
                        {t!(i18n, topics.details)}
                    </button>
                    {joint_way}
                    {way_on}
                </div>
            </div>
            <TroubleBox trouble=trouble />
            <When when=move || is_open.get()>
                <Similar id=id rows=rows />
                {room()
                    .map(|room| {
                        view! { <TopicSheet room=room topic=id rows=rows may_write=writes /> }.into_any()
                    })}
            </When>
        </li>
    }
}

/// Topics that may be about the same thing, and merging this one into one of them.
#[component]
fn Similar(id: RowId, rows: AllRows) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let alike = Live::new(move |_| {
        let rows = rows.read();
        let topics = || {
            rows.iter()
                .filter(|row| row.sheet == Sheet::Topics && !row.is_removed)
        };
        let words = |row: &RowView| {
            let columns = [Column::Title, Column::Text];
            let words = columns.map(|column| words_of(i18n, row, column));
            words.join(" ")
        };
        let own = topics().find(|row| row.id == id).map(|row| words(row));
        let others: Vec<(RowId, String)> = topics()
            .filter(|row| row.id != id)
            .map(|row| (row.id, words(row)))
            .collect();
        let others = others.iter().map(|(id, words)| (*id, words.as_str()));
        let found = topic::similar(&own.unwrap_or_default(), others);
        let title = |id| {
            let row = topics().find(|row| row.id == id)?;
            Some((row.room, id, words_of(i18n, row, Column::Title)))
        };
        let found = found.into_iter().take(SIMILAR);
        found.filter_map(|(id, _)| title(id)).collect::<Vec<_>>()
    });
    let merge = move |room, other| {
        let cell = |column| Cell {
            sheet: Sheet::Topics,
            row: id,
            column,
        };
        for (column, value) in [
            (Column::MergedInto, CellValue::Row(Some(other))),
            (Column::Screening, CellValue::choice("merged")),
        ] {
            session.set_cell(room, cell(column), value, trouble);
        }
    };
    let items = move || {
        let alike = alike.get().into_iter().map(|(room, other, title)| {
            view! {
                <li class="row apart">
                    <span dir="auto">{title.clone()}</span>
                    <button
                        class="btn quiet small"
                        aria-label=t!(i18n, topics.merge_named, title = title)
                        on:click=move |_| merge(room, other)
                    >
                        {t!(i18n, topics.merge)}
                    </button>
                </li>
            }
        });
        alike.into_list()
    };
    view! {
        <When when=move || !alike.read().is_empty()>
            <section class="stack" aria-label=t!(i18n, topics.similar)>
                <h3>{t!(i18n, topics.similar)}</h3>
                <ul>{items}</ul>
                <TroubleBox trouble=trouble />
            </section>
        </When>
    }
}

/// Tells the number once; nobody can find it again.
fn registered(i18n: I18n, number: String) -> impl IntoView {
    view! {
        <div class="stack" role="status">
            <h2>{t!(i18n, topics.code)}</h2>
            <AcceptanceNumber number=number hint=t!(i18n, topics.code_hint) />
            <Go to=Route::Topics class="btn main">
                {t!(i18n, action.understood)}
            </Go>
        </div>
    }
}

/// 登记议题: at the desk, at the door, on the telephone.
#[component]
pub(crate) fn NewTopicPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let board = session
        .community()
        .get_untracked()
        .map(|community| community.board);
    let code = RwSignal::new(String::new());
    let form = move |room| {
        let of = Of::all(room, Sheet::Topics, &REGISTERED);
        let close = Callback::new(move |outcome| match outcome {
            Some(Outcome::Code(number)) => code.set(number),
            _ => navigation.go(Route::Topics),
        });
        let registers = |_, cells| Command::Register(cells);
        view! { <RowForm of=of on_close=close writes=registers /> }.into_any()
    };
    let page = move || match code.read().as_str() {
        "" => board.map(form).into_any(),
        number => registered(i18n, number.to_owned()).into_any(),
    };
    view! {
        <PageHead
            title=t!(i18n, topics.new).to_owned()
            back=(Route::Topics, t!(i18n, topics.name).to_owned())
        />
        <div class="sheet wide-form">{page}</div>
    }
}
