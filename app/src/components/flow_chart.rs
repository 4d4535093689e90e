//! 协商流程图: the seven stages as one drawing, and the way around a consultation.
//!
//! Drawn twice, lying for wide pages and standing for phones; the style sheet shows one of them.

use consultation::RowId;
use consultation::procedure::{Stage, Standing};
use ledger::RoomId;
use leptos::prelude::*;
use leptos::tachys::svg;

use crate::components::IntoList;
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::navigation::{follows, use_navigation};
use crate::route::Route;
use crate::words;

/// How the drawing stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Lying,
    Standing,
}

/// Width and height of a box.
const BOX: (usize, usize) = (112, 56);
/// From one box to the next, lying and standing.
const STEP: (usize, usize) = (132, 84);

impl Way {
    /// The corner of the box of a stage.
    fn corner(self, stage: Stage) -> (usize, usize) {
        let before = stage.number() - 1;
        match self {
            Self::Lying => (4 + before * STEP.0, 6),
            Self::Standing => (8, 6 + before * STEP.1),
        }
    }
}

/// Shows where a consultation stands; every stage leads to what it asks for.
#[component]
pub(crate) fn FlowChart(
    room: RoomId,
    /// A round other than the one under way.
    #[prop(optional_no_strip)]
    round: Option<RowId>,
    standing: Live<Standing>,
    /// The stage that is looked at.
    shown: Live<Stage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || match standing.read().stage {
        Some(stage) => t!(
            i18n,
            procedure.chart,
            number = stage.number(),
            stage = words::stage(i18n, stage)
        ),
        None => t!(i18n, procedure.chart_done).to_owned(),
    };
    let drawing = move |way: Way| {
        let boxes = Stage::ALL.iter().map(|stage| {
            node(
                i18n,
                Route::stage(room, round, *stage),
                way,
                *stage,
                standing,
                shown,
            )
        });
        let (class, size) = match way {
            Way::Lying => ("flow flow-lying", "0 0 912 132"),
            Way::Standing => ("flow flow-standing", "0 0 340 576"),
        };
        view! {
            <svg class=class viewBox=size role="group" aria-label=name>
                {boxes.into_list()}
                {ways_out(i18n, way)}
            </svg>
        }
    };
    view! {
        <div class="sheet chart">
            {drawing(Way::Lying)}
            {drawing(Way::Standing)}
        </div>
    }
}

/// One stage: its box, the arrow that leads to the next, its name and the day it was closed.
fn node(
    i18n: I18n,
    to: Route,
    way: Way,
    stage: Stage,
    standing: Live<Standing>,
    shown: Live<Stage>,
) -> impl IntoView {
    let navigation = use_navigation();
    let (x, y) = way.corner(stage);
    let middle = x + BOX.0 / 2;
    let is_done = move || {
        standing
            .read()
            .step(stage)
            .is_some_and(|step| step.is_done())
    };
    let class = move || match standing.read().stage == Some(stage) {
        true => "node now",
        false if is_done() => "node done",
        false => "node",
    };
    let closed = move || {
        let closed = standing.read().step(stage).and_then(|step| step.closed);
        closed
            .map(|date| words::day(i18n, date))
            .unwrap_or_default()
    };
    let has_day = move || {
        standing
            .read()
            .step(stage)
            .is_some_and(|step| step.closed.is_some())
    };
    let arrow = match (way, stage) {
        (_, Stage::Appraisal) => String::new(),
        (Way::Lying, _) => format!("M{} {}h16m-6-4l6 4-6 4", x + BOX.0 + 1, y + BOX.1 / 2),
        (Way::Standing, _) => format!("M{middle} {}v22m-4-7l4 7 4-7", y + BOX.1 + 2),
    };
    let name = words::short_stage(i18n, stage);
    let follow = move |event: leptos::ev::MouseEvent| {
        if follows(&event) {
            navigation.go(to);
        }
    };
    let content = view! {
        <rect class=class x=x y=y width=BOX.0 height=BOX.1 rx="10" />
        <text x=middle y=move || if has_day() { y + 25 } else { y + 34 }>
            {name}
        </text>
        <text class="day" x=middle y=y + 45>
            {closed}
        </text>
    };
    // In a view this would become a link of HTML, in which nothing is drawn.
    let link = svg::a()
        .attr("href", navigation.address(to))
        .attr("aria-current", move || {
            (shown.get() == stage).then_some("step")
        })
        .on(leptos::ev::click, follow)
        .child(content);
    view! {
        <g>
            {link}
            <path class:went=is_done d=arrow />
        </g>
    }
}

/// The ways out of 协商议事: another round, or up.
fn ways_out(i18n: I18n, way: Way) -> impl IntoView {
    let (again, again_at, up, up_at) = match way {
        Way::Lying => (
            "M420 64C420 106 204 106 192 68m-3 8l3-8 7 5",
            (282, 116),
            "M468 64v40h28m-6-4l6 4-6 4",
            (504, 109),
        ),
        Way::Standing => (
            "M122 278C172 264 172 136 126 122m8-3l-8 3 5 7",
            (168, 206),
            "M122 298h38m-6-4l6 4-6 4",
            (168, 294),
        ),
    };
    let (first, second) = (t!(i18n, procedure.up_first), t!(i18n, procedure.up_second));
    let lines = match way {
        Way::Lying => vec![format!("{first}{second}")],
        Way::Standing => vec![first.to_owned(), second.to_owned()],
    };
    let (x, y) = up_at;
    let lines = lines.into_iter().zip([y, y + 20]).map(|(words, y)| {
        view! {
            <text class="way" x=x y=y>
                {words}
            </text>
        }
    });
    view! {
        <g>
            <path class="side" d=again />
            <text class="way" x=again_at.0 y=again_at.1>
                {t!(i18n, choice.decision.another_round)}
            </text>
            <path class="side" d=up />
            {lines.into_list()}
        </g>
    }
}
