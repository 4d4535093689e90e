//! The board itself: what is up now, topics, the catalogue, results, progress, what was up before.

use super::ABOUT_PATH;
use super::community::Community;
use super::frame::{Frame, Page};
use super::html::Html;
use super::posted::{self, Posted};
use super::topic::{self, State};
use crate::calendar::words::day;
use crate::projection::Row;
use crate::record::{Column, Publication, Sheet};

/// Entries of one list; what is older is asked for at the community.
const LISTED: usize = 50;

/// The board's page.
pub fn index(community: &Community) -> Page {
    let all = posted::all(community);
    let mut html = Html::default();
    html.mark("<h1>")
        .quote(community.name())
        .mark("公示栏</h1>");
    let now = community.now;
    let is_call = |posted: &Posted<'_>| posted.kind == Publication::Solicitation;
    let is_progress = |posted: &Posted<'_>| {
        [Publication::Progress, Publication::Appraisal].contains(&posted.kind)
    };
    let is_result = |posted: &Posted<'_>| posted.kind == Publication::Result;
    let up = |posted: &Posted<'_>| posted.is_up(now) && !is_call(posted) && !is_progress(posted);
    let over = |posted: &Posted<'_>| !posted.is_up(now);
    html.mark("<section><h2>正在公示</h2>");
    if !list(&mut html, community, &all, &up) {
        html.mark("<p>现在没有正在公示的事项。</p>");
    }
    html.mark("</section>");
    section(&mut html, community, &all, "正在征集", &|posted| {
        is_call(posted) && !over(posted)
    });
    topics(&mut html, community, &all);
    section(&mut html, community, &all, "协商结果", &|posted| {
        is_result(posted) && over(posted)
    });
    section(&mut html, community, &all, "落实进展和评议", &is_progress);
    html.add(&community.finder());
    catalogue(&mut html, community);
    section(&mut html, community, &all, "以前的公示", &|posted| {
        over(posted) && !is_result(posted) && !is_progress(posted)
    });
    html.mark("<section><h2>什么是社区协商</h2><p>涉及大家切身利益的事，由居民、业主、社区组织和有关单位坐在一起商量着办：先公示方案，再开会协商，公示结果，落实以后大家来评。</p><p><a href=\"")
        .say(ABOUT_PATH)
        .mark("\">看看一次协商怎么走、您能做什么</a></p></section>");
    html.mark("<section><h2>联系社区</h2><p>有事要商量、有意见要提，可以")
        .add(&community.contact())
        .mark("。</p>");
    if community.office().is_some() {
        html.mark(r#"<p><a class="act" href=""#)
            .say(&community.path())
            .mark(r#"/propose">在网上提一件想商量的事</a></p>"#);
    }
    html.mark("</section>");
    let description = match all.iter().filter(|posted| up(posted)).count() {
        0 => "协商议题、公示、结果和落实进展，谁都可以看。".to_owned(),
        count => format!("正在公示 {count} 项。议题、结果和落实进展，谁都可以看。"),
    };
    let frame = Frame {
        title: &format!("{}公示栏", community.name()),
        description: &description,
        home: None,
    };
    frame.around(&html)
}

/// A list under a heading; none if there is nothing to list.
fn section(
    html: &mut Html,
    community: &Community,
    all: &[Posted<'_>],
    heading: &'static str,
    is_meant: &dyn Fn(&Posted<'_>) -> bool,
) {
    let mut entries = Html::default();
    if list(&mut entries, community, all, is_meant) {
        html.mark("<section><h2>").mark(heading).mark("</h2>");
        html.add(&entries).mark("</section>");
    }
}

/// Writes the publications that are meant; whether there is any.
fn list(
    html: &mut Html,
    community: &Community,
    all: &[Posted<'_>],
    is_meant: &dyn Fn(&Posted<'_>) -> bool,
) -> bool {
    let mut meant = all.iter().filter(|posted| is_meant(posted)).peekable();
    if meant.peek().is_none() {
        return false;
    }
    html.mark(r#"<ul class="list">"#);
    for posted in meant.by_ref().take(LISTED) {
        html.mark("<li>");
        link(html, community, posted);
        html.mark(r#"<br><span class="kind">"#)
            .say(posted.kind_name())
            .mark("</span> ");
        match posted.until(community.now) {
            Some(until) => html.say(&until),
            None => html.say(&day(posted.at.date())).mark("发布"),
        };
        html.mark("</li>");
    }
    html.mark("</ul>");
    if meant.next().is_some() {
        html.mark("<p>更早的，可以到社区查阅。</p>");
    }
    true
}

fn link(html: &mut Html, community: &Community, posted: &Posted<'_>) {
    html.mark(r#"<a href=""#)
        .say(&community.path_of(posted.row.id))
        .mark(r#"">"#)
        .quote(posted.title())
        .mark("</a>");
}

fn topics(html: &mut Html, community: &Community, all: &[Posted<'_>]) {
    let topics = topic::published(community);
    if topics.is_empty() {
        return;
    }
    html.mark(r#"<section><h2>协商议题</h2><ul class="list">"#);
    for row in topics.iter().take(LISTED) {
        html.mark("<li><b>")
            .quote(row.text(Column::Title))
            .mark("</b><br>");
        html.mark(r#"<span class="state">"#)
            .say(State::of(row).name())
            .mark("</span>");
        if let Some(category) = topic::category(row) {
            html.mark(" ").say(category);
        }
        for posted in all.iter().filter(|posted| posted.is_about(row)).take(3) {
            html.mark("<br>").say(posted.kind_name()).mark("：");
            link(html, community, posted);
        }
        html.mark("</li>");
    }
    html.mark("</ul>");
    if topics.len() > LISTED {
        html.mark("<p>更早的，可以到社区查阅。</p>");
    }
    html.mark("</section>");
}

/// The items that stand today, those that must be consulted on first.
fn catalogue(html: &mut Html, community: &Community) {
    let today = community.now.date();
    let stands = |row: &&Row| {
        let is_begun = row.date(Column::On).is_none_or(|on| on <= today);
        let is_over = row.date(Column::Until).is_some_and(|until| until < today);
        is_begun && !is_over && !row.is_empty(Column::Title)
    };
    let mut items: Vec<&Row> = community
        .sheets
        .rows(Sheet::Catalogue)
        .filter(stands)
        .collect();
    if items.is_empty() {
        return;
    }
    items.sort_by_key(|row| !row.flag(Column::MustConsult));
    html.mark("<section><h2>协商议事目录</h2><details><summary>");
    html.say(&format!("共 {} 项，点开看", items.len()));
    html.mark("</summary><ul>");
    for item in items.iter().take(4 * LISTED) {
        html.mark("<li>").quote(item.text(Column::Title));
        if item.flag(Column::MustConsult) {
            html.mark(r#" <span class="kind must">应商必商</span>"#);
        }
        let basis = item.text(Column::Basis);
        if !basis.trim().is_empty() {
            html.mark(r#"<br><span class="small">依据："#)
                .quote(basis)
                .mark("</span>");
        }
        html.mark("</li>");
    }
    html.mark("</ul></details></section>");
}
