//! Pages that belong to no community.

use super::frame::{Frame, Page};
use super::html::Html;

/// The boards of a relay that has several: name and path of each.
pub fn boards<'a>(boards: impl IntoIterator<Item = (&'a str, String)>) -> Page {
    let mut html = Html::default();
    html.mark(r#"<h1>公示栏</h1><p>请选您的社区：</p><ul class="list">"#);
    for (name, path) in boards {
        html.mark(r#"<li><a href=""#).say(&path).mark(r#"">"#);
        html.quote(name).mark("</a></li>");
    }
    html.mark("</ul>");
    around("公示栏", "各社区的协商公示，谁都可以看。", &html)
}

/// What an address gets at which there is nothing, or nothing any more.
pub fn no_such_page() -> Page {
    let mut html = Html::default();
    html.mark("<h1>没有这一页</h1><p>地址可能不完整，也可能社区已经把这份公示撤回了。请再扫一次公告上的二维码，或者到社区询问。</p>")
        .mark(r#"<p><a href="/board">去看公示栏</a></p>"#);
    around("没有这一页", "请再扫一次公告上的二维码。", &html)
}

/// What anybody gets while a relay that has just started reads its boards.
pub fn opening() -> Page {
    let mut html = Html::default();
    html.mark("<h1>公示栏正在打开</h1><p>请过几秒钟再看一次。</p>");
    around("公示栏正在打开", "请过几秒钟再看一次。", &html)
}

fn around(title: &str, description: &str, html: &Html) -> Page {
    let frame = Frame {
        title,
        description,
        home: None,
    };
    frame.around(html)
}
