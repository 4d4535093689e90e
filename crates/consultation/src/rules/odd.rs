//! Why something on the board is no rule, and in which cell.

use super::share::ShareProblem;
use crate::projection::Row;
use crate::record::{Cell, Column};
use crate::voting::{RuleError, words};

/// A version of a rule that is not used, or not as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OddRule {
    /// The cell in which to put it right.
    pub at: Cell,
    /// What is odd.
    pub why: WhyOddRule,
}

/// What is odd about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyOddRule {
    /// The cell has to be written.
    Empty,
    /// Two devices wrote different things while apart; staff have to choose first.
    Differs,
    /// Nobody knows the rule that it starts from.
    UnknownRule,
    /// The share makes no sense.
    Share(ShareProblem),
    /// A community's rules cannot ask for less than the law does.
    UnderLaw,
    /// The rule that it starts from decides by something else than a share.
    NoShare,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// It replaces itself, at once or by way of others.
    ComesBack,
    /// A notice stands for at least one day and at most a year.
    Days,
    /// The days are more than a holiday has.
    TooManyDays,
    /// A day that is off in another row, or in the same, and worked in this one.
    OffAndWorked,
    /// 调休 is for weekends; the day is worked anyhow.
    WorkedAnyhow,
    /// The terms as a whole make no rule.
    Rule(RuleError),
}

impl OddRule {
    pub(super) fn new(row: &Row, column: Column, why: WhyOddRule) -> Self {
        let at = row.at(column);
        Self { at, why }
    }

    /// What is odd, in a sentence that names the cell.
    pub fn words(&self) -> String {
        let what = match self.why {
            WhyOddRule::Empty => "还没有填写。",
            WhyOddRule::Differs => "两台设备填写的不一致，请先核对。",
            WhyOddRule::UnknownRule => "没有这条规则，请从列表中选择。",
            WhyOddRule::Share(problem) => return format!("{}：{}", self.name(), problem.words()),
            WhyOddRule::UnderLaw => "不能低于法律规定的比例。",
            WhyOddRule::NoShare => "所依据的规则不按比例决定，这一栏请留空。",
            WhyOddRule::EndsBeforeItBegins => "早于施行日期。",
            WhyOddRule::ComesBack => "这一版最后又接回了它自己，请改正“代替哪一版”。",
            WhyOddRule::Days => "公示天数应在 1 天至 365 天之间。",
            WhyOddRule::TooManyDays => "一次最多 31 天，请核对起止日期。",
            WhyOddRule::OffAndWorked => "和放假的日子重合，请核对。",
            WhyOddRule::WorkedAnyhow => "不是周六、周日，本来就上班，不用填写。",
            WhyOddRule::Rule(error) => return words::rule_error(error),
        };
        format!("{}：{what}", self.name())
    }

    fn name(&self) -> &'static str {
        match self.at.column {
            Column::Title => "规则名称",
            Column::StartsFrom => "依据的规则",
            Column::TurnoutShare => "参加（到会）的比例",
            Column::DecisionShare => "同意的比例",
            Column::Since => "施行日期",
            Column::Until => "终止日期",
            Column::Replaces => "代替哪一版",
            Column::PlanDays => "方案公示天数",
            Column::SimpleDays => "简易方案公示天数",
            Column::ResultDays => "结果公示天数",
            Column::Off => "放假",
            Column::Worked => "调休上班",
            _ => "本社区规则",
        }
    }
}
