//! What every page has around its words: head, link preview, the way back, the foot.

use super::ABOUT_PATH;
use super::html::Html;
use super::style::style_path;
use crate::calendar::words::day;
use crate::record::CivilTime;

/// A page, whole but for the line that says as of when it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    before: String,
    after: String,
}

/// As of when a page is, by the community's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The board was like this then, and nothing is known that has changed since.
    Current(CivilTime),
    /// The board was like this then; what came later cannot be shown for now.
    Behind(CivilTime),
    /// The page does not depend on a board.
    Always,
}

impl Page {
    /// The page as it is sent.
    pub fn to_html(&self, as_of: AsOf) -> String {
        let mut line = Html::default();
        match as_of {
            AsOf::Current(time) => {
                line.mark(r#"<p class="small screen">内容截至"#);
                line.say(&minute(time)).mark("。</p>");
            }
            AsOf::Behind(time) => {
                line.mark(r#"<p class="behind screen">本页暂时不能更新，现在看到的是"#);
                line.say(&minute(time));
                line.mark("的内容。要了解最新情况，请到社区询问。</p>");
            }
            AsOf::Always => {}
        }
        [&self.before, line.into_string().as_str(), &self.after].concat()
    }
}

/// `2026年11月27日 16:05`
fn minute(time: CivilTime) -> String {
    let (date, hour, minute) = (day(time.date()), time.hour(), time.minute());
    format!("{date} {hour:02}:{minute:02}")
}

/// What differs from page to page beside its words.
pub(super) struct Frame<'a> {
    /// Title of the page, as a browser and a link preview show it.
    pub(super) title: &'a str,
    /// What a link preview says below it.
    pub(super) description: &'a str,
    /// Whose page it is, and where the board is.
    pub(super) home: Option<(&'a str, &'a str)>,
}

impl Frame<'_> {
    /// The page around its words; the line that says as of when it is comes before them.
    pub(super) fn around(&self, words: &Html) -> Page {
        let mut before = Html::default();
        before
            .mark(r#"<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">"#)
            .mark(r#"<meta name="viewport" content="width=device-width,initial-scale=1"><title>"#)
            .say(self.title)
            .mark(r#"</title><meta name="description" content=""#)
            .say(self.description)
            .mark(r#""><meta property="og:title" content=""#)
            .say(self.title)
            .mark(r#""><meta property="og:description" content=""#)
            .say(self.description)
            .mark(r#""><meta property="og:type" content="website"><meta property="og:locale" content="zh_CN"><link rel="stylesheet" href=""#)
            .say(style_path())
            .mark(r#""></head><body>"#);
        if let Some((name, path)) = self.home {
            before.mark(r#"<header><a href=""#).say(path).mark(r#"">"#);
            before.quote(name).mark("公示栏</a></header>");
        }
        before.mark("<main>");
        let mut after = words.clone();
        after
            .mark(r#"</main><footer><p><a href=""#)
            .say(ABOUT_PATH)
            .mark(r#"">什么是社区协商</a></p></footer></body></html>"#);
        Page {
            before: before.into_string(),
            after: after.into_string(),
        }
    }
}
