//! Why there is no rule, no roster or no result.

use super::number::measure;
use crate::calendar::words::day;
use crate::record::Date;
use crate::voting::decision::VoteError;
use crate::voting::fraction::FractionProblem;
use crate::voting::measure::Measure;
use crate::voting::roster::RosterError;
use crate::voting::rule_error::{RuleError, RuleField};
use crate::voting::tally::Part;

/// Why terms are no rule, with the field.
pub fn rule_error(error: RuleError) -> String {
    match error {
        RuleError::Fraction { field, problem } => {
            format!("{}：{}", name(field), fraction_problem(problem))
        }
        RuleError::Empty(field) => format!("{}：没有填写。", name(field)),
        RuleError::NothingDecides => "规则没有写明多少同意才通过。".to_owned(),
        RuleError::SilenceWithoutYesAndNo => {
            "只有同意、反对的表决，才谈得上未表示意见计入多数。".to_owned()
        }
        RuleError::Twice(field) => format!("{}：写了两次。", name(field)),
        RuleError::AreaWithoutOwners(field) => {
            format!("{}：只有业主表决才按面积计算。", name(field))
        }
        RuleError::EndsBeforeItBegins => "失效日期早于施行日期。".to_owned(),
        RuleError::OutsideGrades(field) => format!("{}：应在 1 至 5 分之间。", name(field)),
        RuleError::NoMark(field) => format!("{}：只能算无效或者弃权。", name(field)),
    }
}

/// Why a share makes no sense.
pub fn fraction_problem(problem: FractionProblem) -> String {
    match problem {
        FractionProblem::ZeroDenominator => "分母不能是 0。".to_owned(),
        FractionProblem::Zero => "比例不能是 0。".to_owned(),
        FractionProblem::MoreThanWhole {
            numerator,
            denominator,
        } => format!("{numerator}/{denominator} 大于 1，永远达不到。"),
        FractionProblem::MoreThanAll => "不可能超过全部；要全体同意，请写“至少全部”。".to_owned(),
    }
}

fn name(field: RuleField) -> String {
    match field {
        RuleField::Id => "规则编号".to_owned(),
        RuleField::Title => "规则名称".to_owned(),
        RuleField::LawId => "依据".to_owned(),
        RuleField::Turnout(by) => format!("参加表决的比例（{}）", measure(by)),
        RuleField::Decision(by) => format!("同意的比例（{}）", measure(by)),
        RuleField::LeastMean => "平均分".to_owned(),
        RuleField::BlockingGrade => "一票须再议的分数".to_owned(),
        RuleField::Contested => "存在较大争议的比例".to_owned(),
        RuleField::Convening(by) => format!("提议召开的比例（{}）", measure(by)),
        RuleField::SeveralTicks => "选了两项以上的票".to_owned(),
        RuleField::Blank => "没有选择的票".to_owned(),
        RuleField::SilenceArticle => "未表示意见计入多数的条款号".to_owned(),
        RuleField::MustBePresent => "必须到会的一方".to_owned(),
    }
}

/// No version of a rule holds on the day of the vote.
pub fn no_rule(on: Date) -> String {
    format!("没有{}适用的表决规则，请按当时的规定录入。", day(on))
}

/// Why there is no result.
pub fn vote_error(error: VoteError) -> String {
    match error {
        VoteError::NobodyEntitled => "没有有表决权的人，请先核对名册。".to_owned(),
        VoteError::NotMeasured(Measure::Area) => {
            "规则要按面积计算，还没有填写专有面积。".to_owned()
        }
        VoteError::NotMeasured(Measure::Households) => {
            "规则要按户数计算，还没有填写户数。".to_owned()
        }
        VoteError::NotMeasured(Measure::Heads) => "还没有填写人数。".to_owned(),
        VoteError::MoreThanEntitled { part, measure: by } => {
            let part = match part {
                Part::Recused => "回避的",
                Part::Present => "到会的",
                Part::Votes => "各项票数合计",
            };
            format!("{part}（{}）超过了有表决权的总数，请核对。", measure(by))
        }
    }
}

/// Why a list is no roster.
pub fn roster_error(error: &RosterError) -> String {
    match error {
        RosterError::Twice(id) => format!("{id} 在名册里出现了两次。"),
        RosterError::Nobody(id) => format!("{id} 没有登记业主或成员。"),
        RosterError::AreaTooLarge(id) => format!("{id} 的面积太大，请核对。"),
        RosterError::SpeakerIsNoOwner(id) => format!("{id} 约定的表决人不是共有人。"),
        RosterError::SpeakersDiffer(id) => {
            format!("{id} 的共有人在别处约定了另一名表决人，请核对。")
        }
        RosterError::SeveralBuildingUnits => {
            "这条规则按单元分别表决，不能合成一个总数。".to_owned()
        }
    }
}
