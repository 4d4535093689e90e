//! 评议表 and its summary: five things are rated, without a name; 「不了解」 is outside the rate.

use super::names;
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::procedure::Facts;
use crate::promise::{counted, has_too_few, too_few};
use crate::record::{Column, Date, RatedItem};

const LEVELS: [&str; 5] = ["很满意", "满意", "基本满意", "不满意", "不了解"];

/// The form that is given out.
pub fn rating_form(issuer: Issuer<'_>, matter: &Matter<'_>, printed: Date) -> Paper {
    let mut paper = Paper::new("社区协商评议表".to_owned(), issuer, printed);
    paper.say(format!("评议事项：{}", matter.title.trim()));
    paper.say("每一行只选一项，打“√”。不用写名字。".to_owned());
    paper.say("我是：□ 参与协商的　□ 其他居民".to_owned());
    let rows = RatedItem::ALL.iter().map(|item| {
        let boxes = LEVELS.map(|_| "□".to_owned());
        std::iter::once(names::rated(*item).to_owned())
            .chain(boxes)
            .collect()
    });
    paper.table(head(), rows.collect(), "");
    paper.slip = vec!["还想说的话"];
    paper
}

/// 评议汇总表: how many forms said what, on paper and filled in by people themselves.
pub fn rating_summary(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
    printed: Date,
) -> Paper {
    let mut paper = Paper::new(format!("{}的评议汇总表", matter.about()), issuer, printed);
    for (label, column) in [
        ("发放", Column::RatingsIssued),
        ("收回", Column::RatingsReturned),
        ("有效", Column::RatingsValid),
    ] {
        let count = matter.round.count(column);
        let count = count.map(|count| format!("{count} 份")).unwrap_or_default();
        paper.must(label, count, Gap::Cell(column));
    }
    let signed: Vec<_> = facts.reviews.rating(facts.round.id).collect();
    if !signed.is_empty() {
        let count = signed.len();
        paper.say(format!(
            "另有本人在自己设备上填写并签名 {count} 份，已计入下表；其余为代录。"
        ));
    }
    let mut head = head();
    head.push("满意率");
    let lines = RatedItem::ALL.iter().filter_map(|item| {
        let counts = counted(facts, Some(*item));
        let is_rated = counts.iter().any(|count| *count > 0);
        is_rated.then(|| line(*item, counts))
    });
    paper.table(head, lines.collect(), "还没有评议结果。");
    if has_too_few(facts) {
        paper.say(format!("评议{}。", too_few()));
    }
    paper.say("满意率＝（很满意＋满意＋基本满意）÷（除“不了解”外的全部），只舍不入。".to_owned());
    let said = signed.iter().map(|(_, rating)| rating.text());
    let said: Vec<&str> = said.filter(|text| !text.is_empty()).collect();
    paper.may("本人还说", &said.join("\n"));
    paper.slip = vec!["统计人", "监督人"];
    paper
}

fn head() -> Vec<&'static str> {
    std::iter::once("评议什么").chain(LEVELS).collect()
}

fn line(item: RatedItem, counts: [u64; 5]) -> Vec<String> {
    let [very, satisfied, fairly, not, _] = counts;
    let yes = very.saturating_add(satisfied).saturating_add(fairly);
    let rate = yes
        .saturating_mul(1_000)
        .checked_div(yes.saturating_add(not));
    let rate = rate.map(|rate| format!("{}.{}%", rate / 10, rate % 10));
    let counts = counts.map(|count| count.to_string());
    std::iter::once(names::rated(item).to_owned())
        .chain(counts)
        .chain([rate.unwrap_or_default()])
        .collect()
}
