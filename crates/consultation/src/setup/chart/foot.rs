//! The foot of the chart: who answers and where, by which rules, which version it is.

use super::body::{Term, bodies};
use super::steps::version;
use crate::calendar::words::day;
use crate::paper::Issuer;
use crate::projection::Sheets;
use crate::record::{Column, Date, DocumentKind, Sheet};
use crate::rules::is_in_force;
use crate::setup::venue_words;

pub(super) fn foot(community: Issuer<'_>, board: &Sheets, today: Date) -> Vec<String> {
    let tracks = "三种办法：一般；简易（小事快议）；紧急（先处置、后通报、再补议）".to_owned();
    let mut lines = vec![tracks, answers(community)];
    let in_term = bodies(board, today).into_iter().filter_map(|body| {
        let last = match body.term {
            Term::Running(last) | Term::Ending(last, _) => last,
            Term::Unknown | Term::Ahead(_) | Term::Over(_) => return None,
        };
        Some(format!("{}（任期到{}）", body.title, day(last)))
    });
    push(&mut lines, "协商组织", in_term.collect());
    let venues = board.rows(Sheet::Venues).map(venue_words);
    push(
        &mut lines,
        "协商场所",
        venues.filter(|words| !words.is_empty()).collect(),
    );
    let procedure = DocumentKind::RulesOfProcedure.id();
    let rules = board.rows(Sheet::Documents).filter(|row| {
        row.choice(Column::DocumentKind) == Some(procedure) && is_in_force(row, today)
    });
    let rules = rules.map(|row| {
        let (title, version) = (row.text(Column::Title), row.text(Column::Version));
        match version {
            "" => title.to_owned(),
            version => format!("{title}（{version}）"),
        }
    });
    push(&mut lines, "依据的制度", rules.collect());
    let version =
        version(board, today).map(|since| format!("本图版本：{}起施行的规则", day(since)));
    let version = version.unwrap_or_else(|| "本图版本：默认规则".to_owned());
    lines.push(format!("{version}　打印日期：{}", day(today)));
    lines
}

fn answers(community: Issuer<'_>) -> String {
    let mut words = format!("谁来答复：{}居民委员会", community.name);
    for (label, value) in [("地址", community.address), ("电话", community.phone)] {
        if !value.trim().is_empty() {
            words.push_str(&format!("，{label}：{value}"));
        }
    }
    words
}

fn push(lines: &mut Vec<String>, label: &str, mut words: Vec<String>) {
    words.dedup();
    if !words.is_empty() {
        lines.push(format!("{label}：{}", words.join("；")));
    }
}
