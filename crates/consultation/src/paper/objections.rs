//! 异议登记与答复: everything that was said against a plan, a result or a measure, with its answer.

use super::result::{all_remarks, is_objection};
use super::sheet::{Issuer, Matter, Paper};
use crate::calendar::words;
use crate::procedure::Facts;
use crate::projection::Row;
use crate::promise::{Source, Voice, promises};
use crate::record::{Column, Confirmation, Date};

/// The list of the round.
pub fn objections(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
    printed: Date,
) -> Paper {
    let mut paper = Paper::new("异议登记与答复".to_owned(), issuer, printed);
    paper.is_wide = true;
    paper.say(format!("议题：{}", matter.title.trim()));
    let of_notices = to_notices(matter).map(of_notice);
    let of_measures = to_measures(facts).map(of_measure);
    let rows = of_notices.chain(of_measures).zip(1_usize..);
    let rows = rows.map(|(line, number)| {
        let number = std::iter::once(number.to_string());
        number.chain(line).collect()
    });
    let head = vec![
        "序号",
        "收到日期",
        "对什么",
        "方式",
        "内容",
        "答复",
        "答复日期",
    ];
    paper.table(head, rows.collect(), "没有收到异议。");
    paper.slip = vec!["登记人"];
    paper
}

/// Whether there is anything to list.
pub(super) fn are_there(matter: &Matter<'_>, facts: &Facts<'_>) -> bool {
    to_notices(matter).next().is_some() || to_measures(facts).next().is_some()
}

fn to_notices<'a>(matter: &Matter<'a>) -> impl Iterator<Item = &'a Row> {
    all_remarks(matter).filter(|row| is_objection(row))
}

fn to_measures<'f, 'a>(facts: &'f Facts<'a>) -> impl Iterator<Item = &'f Voice<'a>> {
    let voices = promises(facts).iter().flat_map(|promise| &promise.voices);
    voices.filter(|voice| voice.says == Confirmation::Disputed)
}

fn day(day: Option<Date>) -> String {
    day.map(words::day).unwrap_or_default()
}

fn of_notice(row: &Row) -> [String; 6] {
    let text = |column| row.text(column).trim().to_owned();
    [
        day(row.date(Column::On)),
        "方案或结果".to_owned(),
        text(Column::Channel),
        text(Column::Text),
        text(Column::Reply),
        day(row.date(Column::RepliedOn)),
    ]
}

fn of_measure(voice: &Voice<'_>) -> [String; 6] {
    let source = voice.source.words();
    let channel = match voice.source {
        Source::Row(row) => row.text(Column::Channel).trim(),
        Source::Signed(_) => "",
    };
    // What was begun and has no day yet stands there all the same.
    let (reply, replied) = match (voice.answer, voice.source) {
        (Some((words, on)), _) => (words, Some(on)),
        (None, Source::Row(row)) => (row.text(Column::Reply).trim(), row.date(Column::RepliedOn)),
        (None, Source::Signed(_)) => ("", None),
    };
    [
        day(voice.on),
        "落实".to_owned(),
        match channel {
            "" => source.to_owned(),
            channel => format!("{channel}（{source}）"),
        },
        voice.text.to_owned(),
        reply.to_owned(),
        day(replied),
    ]
}
