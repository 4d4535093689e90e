//! The page of one publication, which also prints as a sheet for the wall.

use super::community::Community;
use super::frame::{Frame, Page};
use super::html::Html;
use super::posted::{self, Posted};
use crate::calendar::words::day;
use crate::record::{Column, Publication, RowId};

/// Characters of the text that a link preview shows.
const PREVIEW: usize = 80;
/// Publications of the same matter that a page links to.
const BESIDE: usize = 20;

/// The pages of what is published, the newest first. What is not posted yet, or was taken out, has none.
pub fn notices(community: &Community) -> Vec<(RowId, Page)> {
    let all = posted::all(community);
    let pages = all
        .iter()
        .map(|this| (this.row.id, page(community, this, &all)));
    pages.collect()
}

fn page(community: &Community, this: &Posted<'_>, all: &[Posted<'_>]) -> Page {
    let mut html = Html::default();
    html.mark(r#"<article><p><span class="kind">"#)
        .say(this.kind_name())
        .mark("</span></p><h1>")
        .quote(this.title())
        .mark("</h1>");
    if let Some(until) = this.until(community.now) {
        html.mark(r#"<p class="period">"#)
            .say(&until)
            .mark("。</p>");
    }
    html.mark(r#"<div class="text">"#)
        .paragraphs(this.row.text(Column::Text))
        .mark("</div>");
    how(&mut html, community, this);
    html.mark(r#"<p class="signed">"#)
        .quote(match this.row.text(Column::By).trim() {
            "" => community.name(),
            by => by,
        })
        .mark("<br>")
        .say(&day(this.at.date()))
        .mark(r#"</p><p class="slip">张贴人：＿＿＿＿＿＿　张贴时间：＿＿＿＿＿＿<br>张贴地点：＿＿＿＿＿＿　揭下时间：＿＿＿＿＿＿</p></article>"#);
    beside(&mut html, community, this, all);
    let preview = preview(this);
    let frame = Frame {
        title: &format!("{}｜{}", this.title(), community.name()),
        description: &preview,
        home: Some((community.name(), &community.path())),
    };
    frame.around(&html)
}

/// How to comment and object, on everything that asks for it.
fn how(html: &mut Html, community: &Community, this: &Posted<'_>) {
    let (heading, lead, always) = match this.kind {
        Publication::Solicitation => (
            "怎样参加",
            "征集期内，居民、业主、租户和辖区单位都可以提。",
            true,
        ),
        Publication::Plan | Publication::Result | Publication::Topic => (
            "有不同意见怎么提",
            "公示期内，谁都可以提意见、提异议，可以不留姓名，社区会逐条答复。",
            true,
        ),
        Publication::Progress | Publication::Other | Publication::Appraisal => {
            ("有意见怎么提", "谁都可以提，可以不留姓名。", false)
        }
    };
    if !this.is_up(community.now) || !(always || this.row.flag(Column::TakesComments)) {
        return;
    }
    html.mark(r#"<section class="how"><h2>"#)
        .say(heading)
        .mark("</h2><p>")
        .say(lead)
        .mark("</p>");
    match this.row.text(Column::Contact).trim() {
        "" => html
            .mark("<p>可以")
            .add(&community.contact())
            .mark("。</p>"),
        contact => html.paragraphs(contact),
    };
    if this.takes_letters(community) {
        html.mark(r#"<p class="screen"><a class="act" href=""#)
            .say(&community.path_of(this.row.id))
            .mark(r#"/comment">在网上提</a></p>"#);
    }
    html.mark("</section>");
}

/// The other publications of the same matter.
fn beside(html: &mut Html, community: &Community, this: &Posted<'_>, all: &[Posted<'_>]) {
    let mut others = all.iter().filter(|other| this.is_beside(other)).peekable();
    if others.peek().is_none() {
        return;
    }
    html.mark("<nav><h2>同一件事的其他公示</h2><ul>");
    for other in others.take(BESIDE) {
        html.mark(r#"<li><a href=""#)
            .say(&community.path_of(other.row.id))
            .mark(r#"">"#)
            .quote(other.title())
            .mark("</a>（")
            .say(other.kind_name())
            .mark("，")
            .say(&day(other.at.date()))
            .mark("）</li>");
    }
    html.mark("</ul></nav>");
}

/// The beginning of the text.
fn preview(this: &Posted<'_>) -> String {
    let text = this.row.text(Column::Text);
    let mut preview: String = text.chars().take(PREVIEW).collect();
    if preview.len() < text.len() {
        preview.push('…');
    }
    match preview.trim() {
        "" => this.kind_name().to_owned(),
        words => words.to_owned(),
    }
}
