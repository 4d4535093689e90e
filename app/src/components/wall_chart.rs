//! The community's own flow chart as a drawing for the wall: boxes, arrows and words where the domain put them.

use consultation::setup::chart::{ChartSize, TextStyle, WallChart};
use leptos::prelude::*;

use crate::components::IntoList;

/// Draws the chart at a size.
#[component]
pub(crate) fn WallChartSheet(chart: WallChart, size: ChartSize) -> impl IntoView {
    let drawing = chart.draw(size);
    let boxes = drawing.boxes.iter().map(|area| {
        view! {
            <rect class="node" x=area.x y=area.y width=area.width height=area.height rx="8" />
        }
    });
    let paths = drawing.paths.iter().map(|path| {
        view! { <path d=path.clone() /> }
    });
    let texts = drawing.texts.iter().map(|text| {
        let class = match text.style {
            TextStyle::Name => "name",
            TextStyle::Plain => "plain",
            TextStyle::Way => "way",
        };
        view! {
            <text class=class x=text.x y=text.y>
                {text.words.clone()}
            </text>
        }
    });
    let class = match size {
        ChartSize::A4 => "paper wall wall-a4",
        ChartSize::A3 => "paper wall wall-a3",
    };
    let foot = chart.foot.iter();
    let foot = foot.map(|line| view! { <p dir="auto">{line.clone()}</p> });
    view! {
        <article class=class aria-label=chart.title.clone() lang="zh-Hans">
            <h2 dir="auto">{chart.title.clone()}</h2>
            <div class="wall-view" tabindex="0" role="group" aria-label=chart.title.clone()>
                <svg
                    class="flow wall-flow"
                    viewBox=format!("0 0 {} {}", drawing.width, drawing.height)
                >
                    {boxes.into_list()}
                    {paths.into_list()}
                    {texts.into_list()}
                </svg>
            </div>
            <div class="wall-foot">{foot.into_list()}</div>
        </article>
    }
}
