//! 意见箱: forms by which somebody without an account writes to the office, and what they are answered.
//!
//! Whatever goes wrong, the page that says so holds the form with everything that was typed.

use std::collections::BTreeMap;

use ledger::RoomId;

use super::community::Community;
use super::frame::{Frame, Page};
use super::html::Html;
use super::posted;
use crate::record::{Publication, RowId};
use crate::statement::{Letter, LetterError, LetterKind, Typed};
use crate::topic::AcceptanceCode;

/// What somebody writes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A thing of their own that they want to have talked about.
    Proposal,
    /// A publication of the board.
    Publication(RowId),
}

/// The forms of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterBox {
    office: RoomId,
    name: String,
    path: String,
    contact: Html,
    publications: BTreeMap<RowId, Open>,
}

/// A publication about which something can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    is_call: bool,
    title: String,
}

impl LetterBox {
    /// The forms of a board; none while it has no office to which letters could go.
    pub fn of(community: &Community) -> Option<Self> {
        let all = posted::all(community).into_iter();
        let open = all.filter(|posted| posted.takes_letters(community));
        let publications = open.map(|posted| {
            let is_call = posted.kind == Publication::Solicitation;
            let title = posted.title().to_owned();
            (posted.row.id, Open { is_call, title })
        });
        Some(Self {
            office: community.office()?,
            name: community.name().to_owned(),
            path: community.path(),
            contact: community.contact(),
            publications: publications.collect(),
        })
    }

    /// The room that letters go to.
    pub fn office(&self) -> RoomId {
        self.office
    }

    /// Whether something can be written about it now.
    pub fn takes(&self, subject: Subject) -> bool {
        match subject {
            Subject::Proposal => true,
            Subject::Publication(id) => self.publications.contains_key(&id),
        }
    }

    /// The letter that was typed.
    ///
    /// # Errors
    ///
    /// What is wrong with it; [`LetterBox::again`] shows it.
    pub fn letter(
        &self,
        subject: Subject,
        typed: &Typed,
        code: AcceptanceCode,
    ) -> Result<Letter, LetterError> {
        let (kind, about) = match subject {
            Subject::Proposal => (LetterKind::Proposal, None),
            Subject::Publication(id) => {
                let is_call = self.publications.get(&id).is_some_and(|open| open.is_call);
                let kind = match is_call {
                    true => LetterKind::Answer,
                    false if typed.kind == LetterKind::Objection.id() => LetterKind::Objection,
                    false => LetterKind::Comment,
                };
                (kind, Some(id))
            }
        };
        Letter::new(kind, about, typed, code.hash())
    }

    /// The empty form.
    pub fn form(&self, subject: Subject) -> Page {
        self.page(subject, &Typed::default(), None)
    }

    /// The form with what was typed and what is wrong with it.
    pub fn again(&self, subject: Subject, typed: &Typed, error: LetterError) -> Page {
        let mut words = Html::default();
        match error {
            LetterError::NoTitle => words.mark("请写上是什么事。"),
            LetterError::NoText => words.mark("请写上您的意见。"),
            LetterError::TooLong {
                field,
                limit,
                found,
            } => words.say(&format!(
                "“{}”最多 {limit} 个字，现在有 {found} 个字，请删短一些；内容多的，可以写在纸上交到社区。",
                label(field)
            )),
        };
        words.mark("您写的都还在下面。");
        self.page(subject, typed, Some(&words))
    }

    /// The form with what was typed, because it cannot be taken now.
    pub fn put_off(&self, subject: Subject, typed: &Typed) -> Page {
        let mut words = Html::default();
        words
            .mark("还没有提交成功：现在来信太多，或者正在维护。您写的都还在下面，请过几分钟再提交，也可以")
            .add(&self.contact)
            .mark("。");
        self.page(subject, typed, Some(&words))
    }

    /// What whoever sent too much at once is told.
    pub fn too_large(&self, subject: Subject) -> Page {
        let mut words = Html::default();
        words.mark("内容太长，没有收下。请退回上一页，把您写的删短到 2000 个字以内再提交；内容多的，可以写在纸上交到社区。");
        self.page(subject, &Typed::default(), Some(&words))
    }

    /// What whoever wrote is told, with the number.
    pub fn received(&self, code: AcceptanceCode) -> Page {
        let mut html = Html::default();
        html.mark(r#"<h1>收到了</h1><p>您的受理号是：</p><p class="number">"#)
            .say(&code.to_string())
            .mark("</p><p><b>请把它抄下来或者截图保存。</b>这个号只在这里出现一次，凭它可以查办到哪一步了。</p><p>社区工作人员会先看过再登记、答复，一般在 5 个工作日以内；登记或者答复以后，凭这个号才查得到。您留下的称呼和联系方式只有工作人员看得到，不会公开。</p>");
        let title = "收到了";
        self.frame(title).around(&html)
    }

    fn page(&self, subject: Subject, typed: &Typed, wrong: Option<&Html>) -> Page {
        let mut html = Html::default();
        let heading = self.heading(subject);
        html.mark("<h1>").quote(&heading).mark("</h1>");
        if let Some(wrong) = wrong {
            html.mark(r#"<p class="behind" role="alert">"#)
                .add(wrong)
                .mark("</p>");
        }
        html.mark(r#"<form method="post" action=""#).say(&self.path);
        match subject {
            Subject::Proposal => html.mark("/propose"),
            Subject::Publication(id) => html.mark("/").say(&id.to_string()).mark("/comment"),
        };
        html.mark(r#"">"#);
        match subject {
            Subject::Proposal => {
                input(&mut html, "title", &typed.title);
            }
            Subject::Publication(id) => {
                let open = self.publications.get(&id);
                if open.is_some_and(|open| !open.is_call) {
                    kinds(&mut html, typed);
                }
            }
        }
        html.mark(r#"<p><label for="text">"#)
            .say(label("text"))
            .mark(r#"</label><textarea id="text" name="text" rows="8">"#)
            .say_lines(&typed.text)
            .mark("</textarea></p>");
        input(&mut html, "name", &typed.name);
        input(&mut html, "contact", &typed.contact);
        html.mark(r#"<p class="small">只有社区工作人员看得到，不会公开。提交以后会给您一个受理号。</p><button>提交</button></form>"#);
        self.frame(&heading).around(&html)
    }

    fn heading(&self, subject: Subject) -> String {
        let open = match subject {
            Subject::Proposal => return "提一件想商量的事".to_owned(),
            Subject::Publication(id) => self.publications.get(&id),
        };
        match open {
            Some(open) if open.is_call => format!("参加征集：{}", open.title),
            Some(open) => format!("对“{}”提意见", open.title),
            None => "提意见".to_owned(),
        }
    }

    fn frame<'a>(&'a self, title: &'a str) -> Frame<'a> {
        Frame {
            title,
            description: "不用注册，可以不留姓名。",
            home: Some((&self.name, &self.path)),
        }
    }
}

/// What a box is called.
fn label(field: &str) -> &'static str {
    match field {
        "title" => "什么事",
        "text" => "您的话",
        "name" => "怎么称呼您（可以不填）",
        _ => "怎么联系您（可以不填）",
    }
}

fn input(html: &mut Html, field: &'static str, value: &str) {
    html.mark(r#"<p><label for=""#)
        .mark(field)
        .mark(r#"">"#)
        .say(label(field))
        .mark(r#"</label><input id=""#)
        .mark(field)
        .mark(r#"" name=""#)
        .mark(field)
        .mark(r#"" value=""#)
        .say(value)
        .mark(r#""></p>"#);
}

fn kinds(html: &mut Html, typed: &Typed) {
    let is_objection = typed.kind == LetterKind::Objection.id();
    let (comment, objection) = match is_objection {
        true => ("", " checked"),
        false => (" checked", ""),
    };
    html.mark(r#"<fieldset><legend>您要提的是</legend><label><input type="radio" name="kind" value="comment""#)
        .mark(comment)
        .mark(r#">意见建议</label><label><input type="radio" name="kind" value="objection""#)
        .mark(objection)
        .mark(">异议：认为方案或结果不对</label></fieldset>");
}
