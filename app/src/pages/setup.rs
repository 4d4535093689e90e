//! What the community has for its consultations: bodies with members, venues and forms, papers, support,
//! templates. How things stand comes first, then the rows.

use consultation::record::BodyKind;
use consultation::{CellValue, Column, Sheet};
use leptos::prelude::*;

use crate::components::{
    AllRows, BoardSheets, Icon, Inner, IntoList, PageHead, Sign, TroubleBox, When, use_board_rows,
};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::route::{Route, SetupPart};
use crate::session::{Trouble, use_session};
use crate::words;

use Column as C;

const MEMBERS: Inner = Inner {
    sheet: Sheet::Members,
    owner: C::Body,
    columns: &[
        C::Name,
        C::Kind,
        C::Position,
        C::Selection,
        C::TookOffice,
        C::LeftOffice,
        C::Note,
    ],
};

const OF_TEMPLATE: [Inner; 3] = [
    Inner {
        sheet: Sheet::TemplateParticipants,
        owner: C::Template,
        columns: &[C::Kind, C::Count, C::MustBePresent],
    },
    Inner {
        sheet: Sheet::TemplateMatters,
        owner: C::Template,
        columns: &[C::Title, C::Text, C::Reserved],
    },
    Inner {
        sheet: Sheet::TemplateMeasures,
        owner: C::Template,
        columns: &[C::Title, C::Text, C::Funding],
    },
];

/// The sheets of a part, with their columns.
fn sheets(part: SetupPart) -> &'static [(Sheet, &'static [Column])] {
    match part {
        SetupPart::Organisation => &[(
            Sheet::Bodies,
            &[
                C::BodyKind,
                C::Title,
                C::Basis,
                C::Founded,
                C::Formed,
                C::Term,
                C::Meets,
                C::Note,
            ],
        )],
        SetupPart::Venues => &[
            (
                Sheet::Venues,
                &[C::Title, C::Location, C::Seats, C::Photo, C::Note],
            ),
            (
                Sheet::FormsInUse,
                &[C::Form, C::InUseSince, C::Until, C::Note],
            ),
        ],
        SetupPart::Documents => &[(
            Sheet::Documents,
            &[
                C::DocumentKind,
                C::Title,
                C::Version,
                C::Text,
                C::Adopted,
                C::AdoptedOn,
                C::Since,
                C::Until,
                C::Photo,
            ],
        )],
        SetupPart::Support => &[(
            Sheet::Support,
            &[C::SupportKind, C::Name, C::Expertise, C::Reach, C::Note],
        )],
        SetupPart::Templates => &[(
            Sheet::Templates,
            &[
                C::Title,
                C::Version,
                C::Form,
                C::Purpose,
                C::Agenda,
                C::Order,
                C::VotingRule,
                C::Adopted,
                C::Since,
                C::Until,
            ],
        )],
    }
}

/// What stands within a row of a part.
fn inner(part: SetupPart) -> &'static [Inner] {
    match part {
        SetupPart::Organisation => &[MEMBERS],
        SetupPart::Templates => &OF_TEMPLATE,
        _ => &[],
    }
}

/// One part of it.
#[component]
pub(crate) fn SetupPage(part: SetupPart) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rows = use_board_rows();
    let (lead, hint) = match part {
        SetupPart::Organisation => (
            t!(i18n, setup.organisation_lead),
            Some(t!(i18n, setup.public)),
        ),
        SetupPart::Venues => (t!(i18n, setup.venues_lead), None),
        SetupPart::Documents => (t!(i18n, setup.documents_lead), None),
        SetupPart::Support => (t!(i18n, setup.support_lead), Some(t!(i18n, setup.reach))),
        SetupPart::Templates => (t!(i18n, template.page_lead), None),
    };
    let board = session.board();
    let lines = Live::new(move |_| {
        let today = session.today().get();
        let lines = today.map(|today| words::setup_lines(i18n, part, &board.read().sheets, today));
        lines.unwrap_or_default()
    });
    let shown = move || {
        let lines = lines.get().into_iter();
        let lines = lines.map(|(words, needs)| {
            view! {
                <li class:warning=needs dir="auto">
                    {words}
                </li>
            }
        });
        lines.into_list()
    };
    view! {
        <PageHead
            title=words::setup_part(i18n, part).to_owned()
            lead=lead.to_owned()
            back=(Route::Settings, t!(i18n, settings.name).to_owned())
        />
        <div class="stack-l">
            {hint.map(|hint| view! { <p class="hint">{hint}</p> }.into_any())}
            <When when=move || !lines.read().is_empty()>
                <section class="sheet stack" aria-labelledby="standing">
                    <h2 id="standing">{t!(i18n, setup.look)}</h2>
                    <ul class="stack">{shown}</ul>
                </section>
            </When>
            {(part == SetupPart::Organisation).then(|| view! { <Presets rows=rows /> }.into_any())}
            <BoardSheets rows=rows sheets=sheets(part) inner=inner(part) />
        </div>
    }
}

/// The bodies that the policy names, each added with one press while there is none of its kind.
#[component]
fn Presets(rows: AllRows) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let is_there = Live::new(move |_| {
        let rows = rows.read();
        let mut rows = rows.iter();
        rows.any(|row| row.sheet == Sheet::Bodies && !row.is_removed)
    });
    let add = move |kind: BodyKind, name: String| {
        let Some(community) = session.community().get_untracked() else {
            return;
        };
        let cells = vec![
            (C::BodyKind, CellValue::choice(kind.id())),
            (C::Title, CellValue::Text(name)),
        ];
        session.add_row(community.board, Sheet::Bodies, cells, trouble);
    };
    let buttons = move || {
        let kinds = [BodyKind::Council, BodyKind::Governance];
        let buttons = kinds.map(|kind| {
            let name = words::choice(i18n, "body_kind", kind.id());
            view! {
                <button class="btn" on:click=move |_| add(kind, name.clone())>
                    <Icon sign=Sign::Plus />
                    {t!(i18n, setup.preset, name = name.clone())}
                </button>
            }
        });
        buttons.into_list()
    };
    view! {
        <When when=move || session.edits().get() && !is_there.get()>
            <div class="row">{buttons}</div>
        </When>
        <TroubleBox trouble=trouble />
    }
}
