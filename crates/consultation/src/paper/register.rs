//! 落实台账: what was promised, line by line, with what became of it. Printed across the page.

use super::closing_report::found;
use super::names;
use super::sheet::{Issuer, Matter, Paper};
use crate::calendar::words;
use crate::procedure::Facts;
use crate::projection::Row;
use crate::promise::{Promise, PromiseState, checks, promises};
use crate::record::{Column, Confirmation, Date, Funding, Sheet, hundredths};
use crate::statement::About;

/// The register of the round's measures.
pub fn register(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
    printed: Date,
) -> Paper {
    let mut paper = Paper::new("协商成果落实台账".to_owned(), issuer, printed);
    paper.is_wide = true;
    paper.say(format!("议题：{}", matter.title.trim()));
    let promises = promises(facts);
    let rows = promises.iter().zip(1_usize..);
    let rows = rows.map(|(promise, number)| row(facts, promise, number));
    let head = vec![
        "序号",
        "事项",
        "来源",
        "责任人",
        "配合单位",
        "措施",
        "经费（来源／金额）",
        "时限",
        "进展",
        "佐证",
        "居民确认",
        "居务监督委员会意见",
        "销号日期",
    ];
    paper.table(head, rows.collect(), "还没有要落实的事项。");
    paper.slip = vec!["填表人", "审核人"];
    paper
}

fn row(facts: &Facts<'_>, promise: &Promise<'_>, number: usize) -> Vec<String> {
    let measure = promise.row;
    let of_measure = |sheet| facts.hall.rows_of(sheet, Column::Measure, measure.id);
    let from = measure.row(Column::Matter);
    let from = from.and_then(|id| facts.hall.row(Sheet::Matters, id));
    let photos = of_measure(Sheet::Progress).filter(|step| !step.is_empty(Column::Photo));
    let checks = checks(facts, About::Measure(measure.id)).into_iter();
    let checks = checks.map(|check| found(&check, ""));
    let text = |column| measure.text(column).trim().to_owned();
    let photos = photos.count();
    vec![
        number.to_string(),
        text(Column::Title),
        from.map(|row| row.text(Column::Title).to_owned())
            .unwrap_or_default(),
        text(Column::By),
        text(Column::Partner),
        text(Column::Text),
        funds(promise),
        promise.due.map(words::day).unwrap_or_default(),
        steps(facts, measure).collect::<Vec<_>>().join("\n"),
        match photos {
            0 => String::new(),
            photos => format!("照片 {photos} 张"),
        },
        said(promise),
        checks.collect::<Vec<_>>().join("\n"),
        done(promise),
    ]
}

/// What was done of a measure, each on its day.
pub(super) fn steps(facts: &Facts<'_>, measure: &Row) -> impl Iterator<Item = String> {
    let steps = facts
        .hall
        .rows_of(Sheet::Progress, Column::Measure, measure.id);
    steps.map(|step| {
        let on = step.date(Column::On).map(words::day).unwrap_or_default();
        let to = step.date(Column::Postponed);
        let to = to.map(|day| format!("至{}", words::day(day)));
        let delay = match (step.text(Column::DelayReason).trim(), &to) {
            ("", None) => String::new(),
            ("", Some(to)) => format!("（延期{to}，没有写明原因）"),
            (reason, to) => format!("（延期{}：{reason}）", to.as_deref().unwrap_or_default()),
        };
        format!("{on}{}{delay}", step.text(Column::Text).trim())
    })
}

fn funds(promise: &Promise<'_>) -> String {
    let source = promise.row.choice(Column::Funding);
    let source = source.and_then(Funding::from_id).map(names::funding);
    let amount = promise.row.count(Column::Funds);
    let amount = amount.map(|cents| format!("{} 元", hundredths(cents)));
    let parts = source.map(str::to_owned).into_iter().chain(amount);
    parts.collect::<Vec<_>>().join("／")
}

/// How many households say what, and how many of the words are their own.
fn said(promise: &Promise<'_>) -> String {
    let signed = |says: Confirmation| {
        let voices = promise.voices.iter();
        let signed = voices.filter(|voice| voice.says == says && voice.is_signed());
        match signed.count() {
            0 => String::new(),
            signed => format!("（本人签名 {signed}）"),
        }
    };
    let (confirmed, disputed) = (
        signed(Confirmation::Confirmed),
        signed(Confirmation::Disputed),
    );
    let (confirmations, disputes) = (promise.confirmations, promise.disputes);
    format!("确认 {confirmations}{confirmed}，异议 {disputes}{disputed}")
}

fn done(promise: &Promise<'_>) -> String {
    let day = promise.row.date(Column::DoneOn).map(words::day);
    match promise.state {
        PromiseState::Reopened(_) => "重新办理".to_owned(),
        _ => day.unwrap_or_default(),
    }
}
