//! The boxes of the chart: what each stage asks for on each track. Words follow 二(二) to 二(五) and
//! [`Requirement::applies_to`](crate::procedure::Requirement::applies_to).

use super::ChartStep;
use crate::calendar::{Convocation, Days};
use crate::projection::Sheets;
use crate::record::{Column, Date, Sheet, Track};
use crate::rules;
use crate::voting::defaults::{ANSWER_WORKING_DAYS, RATED_AFTER};

/// The seven stages and 归档.
pub(super) fn steps(board: &Sheets, today: Date) -> Vec<ChartStep> {
    let (least, _) = rules::least(board, today);
    let own = |column| rules::has_own_least(board, today, column);
    let days = |days: Days, column| match own(column) {
        true => format!("公示 {days} 天"),
        false => format!("公示 {days} 天\n（默认）"),
    };
    let plan = |track| {
        let column = match track {
            Track::Simple => Column::SimpleDays,
            Track::Ordinary | Track::Urgent => Column::PlanDays,
        };
        days(least.plan_days(track), column)
    };
    let result = days(least.result_notice, Column::ResultDays);
    let answered = format!("{ANSWER_WORKING_DAYS} 个工作日内\n答复异议");
    let rated = format!("投入使用\n{RATED_AFTER} 天后评议");
    let called = Convocation::Sitting.least_notice();
    let all = |words: &str| [words.to_owned(), words.to_owned(), words.to_owned()];
    let each = |words: [&str; 3]| words.map(str::to_owned);
    vec![
        ChartStep {
            name: "1 受理筛选".to_owned(),
            who: "居民、单位都能提；党组织、居委会、党建联合体筛选",
            tracks: each(["三方提出意见", "三方提出意见", "先处置，\n24 小时内报告"]),
            ways: &["不予受理或者合并，向提议人说明理由"],
            basis: "二(二)、二(四)",
        },
        ChartStep {
            name: "2 协商方案".to_owned(),
            who: "居委会拟定目的、形式、主体、议程；法律顾问审核",
            tracks: each([
                "方案齐全，\n法律审核",
                "方案、公示\n一张表",
                "补议方案，\n法律审核",
            ]),
            ways: &[],
            basis: "二(一)、二(三)",
        },
        ChartStep {
            name: "3 方案公示".to_owned(),
            who: "居委会张贴公示，通报各协商主体，意见逐条答复",
            tracks: [
                plan(Track::Ordinary),
                plan(Track::Simple),
                "通报各协商主体".to_owned(),
            ],
            ways: &[],
            basis: "二(四)",
        },
        ChartStep {
            name: "4 协商议事".to_owned(),
            who: "主持人主持，各方发言，能一致的先求一致，再表决",
            tracks: [
                format!("提前 {called} 天通知，\n开会协商"),
                "一次会，或者\n上门征询".to_owned(),
                "处置以后补议".to_owned(),
            ],
            ways: &[
                "没有形成一致：再次协商",
                "依法由居民、业主决定的：提交居民（代表）会议、业主大会，或者报乡镇（街道）",
            ],
            basis: "二(三)、二(四)",
        },
        ChartStep {
            name: "5 结果公示".to_owned(),
            who: "居委会公示结果，告知提议人和提出异议的人",
            tracks: all(&result),
            ways: &[],
            basis: "二(四)、二(五)",
        },
        ChartStep {
            name: "6 组织实施".to_owned(),
            who: "责任人按落实台账办理，进展公开，居民确认",
            tracks: all(&answered),
            ways: &["异议成立的，重新办"],
            basis: "二(五)",
        },
        ChartStep {
            name: "7 监督评议".to_owned(),
            who: "居务监督委员会检查，参与人和居民评议",
            tracks: all(&rated),
            ways: &[],
            basis: "二(五)",
        },
        ChartStep {
            name: "归档".to_owned(),
            who: "写结案报告，编卷内目录",
            tracks: all("材料入卷"),
            ways: &[],
            basis: "二(四)",
        },
    ]
}

/// The day from which the newest of the community's least days holds.
pub(super) fn version(board: &Sheets, today: Date) -> Option<Date> {
    let sheets = [Sheet::LeastDays, Sheet::Documents];
    let rows = sheets.into_iter().flat_map(|sheet| board.rows(sheet));
    let holding = rows.filter(|row| rules::is_in_force(row, today));
    holding.filter_map(|row| row.date(Column::Since)).max()
}
