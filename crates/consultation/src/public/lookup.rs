//! 「我提的事怎么样了」: what whoever holds a 受理号 is told.
//!
//! A number that was mistyped, one that was made up and one that is not here yet get the same words:
//! nobody learns from them which numbers there are.

use std::collections::BTreeMap;

use super::community::Community;
use super::frame::{AsOf, Frame, Page};
use super::html::Html;
use super::posted;
use super::topic::{self, State};
use crate::calendar::words::day;
use crate::projection::Row;
use crate::record::{Column, Sheet};
use crate::statement::noted;
use crate::topic::AcceptanceCode;

/// Characters of what was typed that are looked at; a number has twelve, with gaps between.
const TYPED: usize = 64;
/// Publications that an answer links to.
const LINKS: usize = 10;

/// The answers to every number of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    answers: BTreeMap<[u8; 32], Html>,
    unknown: Html,
    finder: Html,
    name: String,
    path: String,
}

impl LookUp {
    /// The answers of a board.
    pub fn of(community: &Community) -> Self {
        let mut answers = BTreeMap::new();
        let all = posted::all(community);
        for row in community.sheets.rows(Sheet::Topics) {
            if let Some(hash) = row.blob(Column::CodeHash) {
                let answer = || answer(community, row, &all);
                answers.entry(hash).or_insert_with(answer);
            }
        }
        for (hash, row) in noted(&community.sheets).iter() {
            let answer = || letter(community, row);
            answers.entry(*hash).or_insert_with(answer);
        }
        Self {
            answers,
            unknown: unknown(community),
            finder: community.finder(),
            name: community.name().to_owned(),
            path: community.path(),
        }
    }

    /// The page for what somebody typed; nothing of it is repeated.
    pub fn page(&self, typed: &str, as_of: AsOf) -> String {
        let typed: String = typed.chars().take(TYPED).collect();
        let code = typed.parse::<AcceptanceCode>().ok();
        let answer = code.and_then(|code| self.answers.get(&code.hash()));
        let mut html = Html::default();
        html.mark("<h1>我提的事怎么样了</h1>");
        match typed.trim() {
            "" => &mut html,
            _ => html.add(answer.unwrap_or(&self.unknown)),
        };
        html.add(&self.finder);
        self.frame().around(&html).to_html(as_of)
    }

    /// The page for somebody who asks too often, with the time after which to come again.
    pub fn too_often(&self) -> Page {
        let mut html = Html::default();
        html.mark("<h1>请过一分钟再查</h1><p>从您这里来的查询太多了，请过一分钟再试。受理号没有失效，您提的事照常办理。</p>");
        self.frame().around(&html)
    }

    fn frame(&self) -> Frame<'_> {
        Frame {
            title: "我提的事怎么样了",
            description: "凭受理号查询办理情况。",
            home: Some((&self.name, &self.path)),
        }
    }
}

fn answer(community: &Community, row: &Row, all: &[posted::Posted<'_>]) -> Html {
    let mut html = Html::default();
    html.mark("<section><h2>").quote(title(row)).mark("</h2>");
    if let Some(on) = row.date(Column::On) {
        html.mark("<p>").say(&day(on)).mark("提出。</p>");
    }
    let state = State::of(row);
    html.mark("<p>").say(state.sentence());
    if let Some(on) = row
        .date(Column::ScreenedOn)
        .filter(|_| state != State::Received)
    {
        html.mark("（").say(&day(on)).mark("）");
    }
    html.mark("</p>");
    let target = topic::merged_into(community, row).filter(|_| state == State::Merged);
    if let Some(target) = target {
        html.mark("<p>合并到：<b>")
            .quote(title(target))
            .mark("</b>，");
        html.say(State::of(target).name()).mark("。</p>");
    }
    reply(&mut html, row);
    let about = target.unwrap_or(row);
    let mut links = all
        .iter()
        .filter(|posted| posted.is_about(about))
        .peekable();
    if links.peek().is_some() {
        html.mark("<h3>有关的公示</h3><ul>");
        for posted in links.take(LINKS) {
            html.mark(r#"<li><a href=""#)
                .say(&community.path_of(posted.row.id))
                .mark(r#"">"#)
                .quote(posted.title())
                .mark("</a></li>");
        }
        html.mark("</ul>");
    }
    further(html, community)
}

/// What whoever wrote a letter that is no topic is told.
fn letter(community: &Community, row: &Row) -> Html {
    let mut html = Html::default();
    html.mark("<section><h2>您的来信</h2>");
    if let Some(on) = row.date(Column::On) {
        html.mark("<p>").say(&day(on)).mark("收到。</p>");
    }
    if !reply(&mut html, row) {
        html.mark("<p>已经登记，正在办理。答复以后，会写在这里。</p>");
    }
    further(html, community)
}

/// Says what the community answered, and when; whether it did.
fn reply(html: &mut Html, row: &Row) -> bool {
    let reply = row.text(Column::Reply);
    if reply.trim().is_empty() {
        return false;
    }
    html.mark("<h3>社区的答复</h3>").paragraphs(reply);
    if let Some(on) = row.date(Column::RepliedOn) {
        html.mark("<p>").say(&day(on)).mark("答复</p>");
    }
    true
}

/// Ends with how to say more.
fn further(mut html: Html, community: &Community) -> Html {
    html.mark("<p>对答复不满意，或者想补充情况，可以")
        .add(&community.contact())
        .mark("，说出受理号就行。</p></section>");
    html
}

fn title(row: &Row) -> &str {
    match row.text(Column::Title).trim() {
        "" => "您提的事",
        title => title,
    }
}

fn unknown(community: &Community) -> Html {
    let mut html = Html::default();
    html.mark("<section><h2>没有查到</h2><p>请对照手里的单子再看一遍：受理号是 12 个字母和数字，数字 0 和字母 O、数字 1 和字母 I、L 不用区分。</p>")
        .mark("<p>刚在网上提的、在家里和楼道里登记的，要等社区登记好、登记的设备连上网络才查得到，可以过几天再查。</p><p>还是查不到，可以")
        .add(&community.contact())
        .mark("，说说是什么时候、提的什么事，社区帮您找。</p></section>");
    html
}
