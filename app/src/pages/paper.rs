//! A paper of a round as it is printed: 公示（方案） or 会议通知; one press copies it as text and picture.

mod publishing;
mod request;

use std::sync::Arc;

use consultation::calendar::{Period, stated_days};
use consultation::paper::{self, Gap, Line, Matter, Paper};
use consultation::procedure::Facts;
use consultation::record::{NoticeKind, Publication};
use consultation::{CellValue, CivilTime, Column, Date, RowId, Sheet};
use ledger::RoomId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{
    Arriving, Icon, IntoList, PageHead, Qr, Sign, TextInput, TroubleBox, When, table,
};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::use_opened;
use crate::platform;
use crate::route::{PaperKind, Route};
use crate::session::{Community, ConsultationView, Trouble, use_session};
use crate::words;
use publishing::Publishing;
pub(crate) use request::RequestPage;

/// Digits of a record's number that a paper bears: enough to tell the records of a relay apart.
const RECORD_DIGITS: usize = 12;

/// Shows a paper and what it still lacks.
#[component]
pub(crate) fn PaperPage(room: RoomId, round: RowId, kind: PaperKind) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (opened, missing) = use_opened(room);
    let to = RwSignal::new(String::new());
    let paper = Live::new(move |_| {
        let (opened, community) = (opened.read(), session.community().read());
        let view = opened.as_ref()?;
        make(
            view,
            community.as_deref()?,
            round,
            kind,
            &to.read(),
            session.now().get()?,
        )
    });
    let name = words::paper(i18n, kind);
    let place = Live::new(move |_| {
        let (opened, community) = (opened.read(), session.community().read());
        let public = shown_as(kind).filter(|_| !session.is_practice());
        let path = match (public, community.as_deref()) {
            (Some(of), Some(community)) => {
                let row = opened
                    .as_ref()
                    .and_then(|view| publishing::newest(view, of));
                public_path(community.board, row.map(|row| row.id))
            }
            _ => Route::Consultation(room).path(),
        };
        Place {
            address: platform::address::absolute(&path),
            is_public: public.is_some(),
        }
    });
    let sheet = move || shown(i18n, paper, (room, place));
    view! {
        <div class="no-print stack">
            <PageHead
                title=name.to_owned()
                back=(Route::Consultation(room), t!(i18n, paper.back).to_owned())
            />
            <Arriving opened=opened missing=missing />
            {matches!(kind, PaperKind::Invitation | PaperKind::Told)
                .then(|| {
                    view! {
                        <TextInput
                            id="addressee"
                            label=t!(i18n, paper.addressee)
                            value=to
                            hint=t!(i18n, paper.addressee_hint)
                        />
                    }
                        .into_any()
                })}
            <Handing paper=paper place=place />
            {publication(kind)
                .map(|of| view! { <Publishing room=room of=of paper=paper opened=opened round=round /> })}
        </div>
        {sheet}
    }
}

/// What a paper still lacks; 打印, 复制.
#[component]
fn Handing(paper: Live<Option<Arc<Paper>>>, place: Live<Place>) -> impl IntoView {
    let i18n = use_i18n();
    let trouble = RwSignal::new(None::<Trouble>);
    let copied = RwSignal::new("");
    let gaps = move || {
        let paper = paper.read();
        let gaps = paper.iter().flat_map(|paper| paper.gaps.iter());
        let gaps = gaps.map(|gap| gap_words(i18n, *gap));
        gaps.collect::<Vec<_>>().join(t!(i18n, lacks.and))
    };
    let has_gaps = Live::new(move |_| {
        paper
            .read()
            .as_ref()
            .is_some_and(|paper| !paper.gaps.is_empty())
    });
    let uncertain = move || {
        let year = paper.read().as_ref()?.uncertain?;
        Some(view! { <p class="banner">{t!(i18n, paper.uncertain, year = year)}</p> }.into_any())
    };
    let print = move |_| {
        if platform::share::print().is_err() {
            trouble.set(Some(Trouble::bug("print")));
        }
    };
    let copy = move |_| {
        let Some(paper) = paper.get_untracked() else {
            return;
        };
        let Place { address, is_public } = place.get_untracked();
        let mut text = paper.to_text();
        if is_public {
            text.push_str(&address);
        }
        spawn_local(async move {
            let drawn = platform::picture::draw(&lines(&paper), &address).await;
            let words = match drawn {
                Ok(picture) => match platform::share::copy_both(&text, &picture).await {
                    Ok(()) => t!(i18n, paper.copied_both),
                    Err(_) => only_text(i18n, &text, Some(&picture)).await,
                },
                Err(_) => only_text(i18n, &text, None).await,
            };
            let _ = copied.try_set(words);
        });
    };
    view! {
        <When when=move || has_gaps.get()>
            <p class="banner">{move || t!(i18n, paper.gaps, gaps = gaps())}</p>
        </When>
        {uncertain}
        <div class="row">
            <button class="btn main" on:click=print>
                <Icon sign=Sign::Print />
                {t!(i18n, paper.print)}
            </button>
            <button class="btn" on:click=copy>
                <Icon sign=Sign::Copy />
                {t!(i18n, paper.copy)}
            </button>
            <span role="status" class="step">
                {move || copied.get()}
            </span>
        </div>
        <TroubleBox trouble=trouble />
    }
}

/// Where the code on a paper leads.
#[derive(Clone, PartialEq, Eq)]
struct Place {
    address: String,
    /// To what anybody can read, and not into the record.
    is_public: bool,
}

/// The page of a publication, or of the board while there is none.
pub(crate) fn public_path(board: RoomId, publication: Option<RowId>) -> String {
    match publication {
        Some(row) => format!("/board/{board}/{row}"),
        None => format!("/board/{board}"),
    }
}

/// The publication that whoever holds a paper wants to read; `None` for papers of the office.
fn shown_as(kind: PaperKind) -> Option<Publication> {
    match kind {
        PaperKind::Invitation => Some(Publication::Plan),
        PaperKind::Told => Some(Publication::Result),
        kind => publication(kind).map(|(of, _)| of),
    }
}

/// Which kind of publication a paper can be, with the notice whose period is its own; `None` for papers that are not for
/// everybody.
fn publication(kind: PaperKind) -> Option<(Publication, Option<NoticeKind>)> {
    match kind {
        PaperKind::PlanNotice => Some((Publication::Plan, Some(NoticeKind::Plan))),
        PaperKind::ResultNotice => Some((Publication::Result, Some(NoticeKind::Result))),
        PaperKind::Progress => Some((Publication::Progress, None)),
        PaperKind::RatingSummary => Some((Publication::Appraisal, None)),
        _ => None,
    }
}

/// What every publication begins with: who put it up now, and how to reach them.
pub(crate) fn issued(community: &Community, now: Option<CivilTime>) -> [(Column, CellValue); 4] {
    [
        (Column::By, CellValue::Text(community.name.clone())),
        (Column::Contact, CellValue::Text(contact(community))),
        (Column::TakesComments, CellValue::Flag(true)),
        (Column::PostedAt, CellValue::Minute(now)),
    ]
}

fn contact(community: &Community) -> String {
    let parts = [community.phone.trim(), community.address.trim()];
    let parts = parts.into_iter().filter(|words| !words.is_empty());
    parts.collect::<Vec<_>>().join("，")
}

/// Where both cannot be copied at once: the text is copied and the picture saved as a file.
async fn only_text(
    i18n: I18n,
    text: &str,
    picture: Option<&platform::picture::Picture>,
) -> &'static str {
    let is_saved = picture.is_some_and(|picture| platform::share::save(picture).is_ok());
    match (platform::share::copy(text).await, is_saved) {
        (Ok(()), true) => t!(i18n, paper.copied_text),
        (Ok(()), false) => t!(i18n, paper.copied_only_text),
        (Err(_), true) => t!(i18n, paper.saved_picture),
        (Err(_), false) => t!(i18n, paper.not_copied),
    }
}

fn make(
    view: &ConsultationView,
    community: &Community,
    round: RowId,
    kind: PaperKind,
    to: &str,
    now: CivilTime,
) -> Option<Arc<Paper>> {
    let (procedure, today) = (&view.procedure, now.date());
    let sheets = &procedure.hall;
    let row = sheets.row(Sheet::Rounds, round)?;
    let issuer = community.issuer();
    let rule = words::rule(sheets, &view.procedure.board, round);
    let rule = rule.and_then(|rule| rule.sentence).unwrap_or_default();
    let matter = Matter {
        title: &view.name,
        round: row,
        sheets,
        rule: &rule,
    };
    let made = procedure.look(round, now, |facts| match kind {
        PaperKind::PlanNotice => {
            let (posted, period) = posting(facts, NoticeKind::Plan);
            paper::plan_notice(issuer, &matter, posted, period)
        }
        PaperKind::Invitation => paper::invitation(issuer, &matter, to, today),
        PaperKind::ResultNotice => {
            let (posted, period) = posting(facts, NoticeKind::Result);
            paper::result_notice(issuer, &matter, facts, posted, period)
        }
        PaperKind::Told => paper::told(issuer, &matter, facts, to, today),
        PaperKind::Submission => paper::submission(issuer, &matter, today),
        PaperKind::Progress => paper::progress(issuer, &matter, facts, today),
        PaperKind::Register => paper::register(issuer, &matter, facts, today),
        PaperKind::Objections => paper::objections(issuer, &matter, facts, today),
        PaperKind::RatingForm => paper::rating_form(issuer, &matter, today),
        PaperKind::RatingSummary => paper::rating_summary(issuer, &matter, facts, today),
        PaperKind::ClosingReport => paper::closing_report(issuer, &matter, facts, today),
        PaperKind::FileList => paper::file_list(issuer, &matter, facts, today),
    });
    made.map(Arc::new)
}

/// When the newest notice of this kind was put up and for how long; from today for as long as the rules
/// ask, while nobody wrote it down.
fn posting(facts: &Facts<'_>, kind: NoticeKind) -> (Date, Option<Period>) {
    let (calendar, today) = (facts.calendar, facts.now.date());
    let notices = facts.rows(Sheet::Notices);
    let of_kind = notices.filter(|row| row.choice(Column::NoticeKind) == Some(kind.id()));
    let stated = of_kind.filter_map(|row| row.dates(Column::Period)).last();
    if let Some(stated) = stated {
        let days = stated_days(stated.from(), stated.to());
        let period = days.and_then(|days| Period::of(calendar, stated.from(), days));
        return (stated.from(), period.ok());
    }
    let days = facts.notice_days(kind);
    (today, Period::of(calendar, today, days).ok())
}

fn gap_words(i18n: I18n, gap: Gap) -> String {
    match gap {
        Gap::Cell(column) => words::column(i18n, column).to_owned(),
        Gap::Participants => words::sheet(i18n, Sheet::Participants).to_owned(),
        Gap::Contact => t!(i18n, paper.contact).to_owned(),
        Gap::Period => t!(i18n, field.notice).to_owned(),
        Gap::Measures => words::sheet(i18n, Sheet::Measures).to_owned(),
    }
}

/// The paper's lines as the picture draws them: the title first.
fn lines(paper: &Paper) -> Vec<String> {
    paper.to_text().lines().map(str::to_owned).collect()
}

/// A paper as it is printed.
fn shown(
    i18n: I18n,
    paper: Live<Option<Arc<Paper>>>,
    (room, place): (RoomId, Live<Place>),
) -> Option<AnyView> {
    let (paper, place) = (paper.get()?, place.read());
    let lines = paper.lines.iter().map(|line| match line {
        Line::Words(words) => view! { <p dir="auto">{words.clone()}</p> }.into_any(),
        Line::Entry { label, words } => view! {
            <p dir="auto">
                <b>{format!("{label}\u{ff1a}")}</b>
                // A list begins on a line of its own.
                {words.contains('\n').then_some("\n")} {words.clone()}
            </p>
        }
        .into_any(),
        Line::Table { head, rows: lines } => table(paper.title.clone(), head, rows(lines)),
    });
    let slip = paper.slip.iter().map(|label| {
        view! { <span class="blank">{format!("{label}\u{ff1a}")}</span> }
    });
    // The number is the office's own; the year stands there already.
    let year = paper.date.split('年').next().unwrap_or_default();
    let number = format!("编号：　　　社协〔{year}〕　　号");
    let record = room.to_string();
    let record = record.get(..RECORD_DIGITS).unwrap_or_default();
    let record = format!("记录编号：{record}");
    let sheet = view! {
        <article class="paper notice" class:wide=paper.is_wide aria-label=paper.title.clone() lang="zh-Hans">
            <p class="notice-number">{number}</p>
            <h2 dir="auto">{paper.title.clone()}</h2>
            <div class="notice-body">{lines.into_list()}</div>
            <div class="notice-end">
                <div class="notice-code">
                    <Qr text=place.address.clone() label=t!(i18n, paper.qr_label) />
                    {place.is_public.then_some(paper::SCAN)}
                    <span>{record}</span>
                </div>
                <div class="notice-signed">
                    <p dir="auto">{paper.signed.clone()}</p>
                    <p>{paper.date.clone()}</p>
                </div>
            </div>
            <div class="slip">{slip.into_list()}</div>
        </article>
    };
    Some(sheet.into_any())
}

fn rows(rows: &[Vec<String>]) -> AnyView {
    let rows = rows.iter().map(|row| {
        let cells = row.iter();
        let cells = cells.map(|words| view! { <td dir="auto">{words.clone()}</td> });
        view! { <tr>{cells.into_list()}</tr> }
    });
    rows.into_list().into_any()
}
