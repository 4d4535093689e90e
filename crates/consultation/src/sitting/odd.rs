//! Why votes make no result, and in which cell.

use crate::record::{Cell, Column, Date};
use crate::voting::{Part, VoteError, words};

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddVote {
    /// The cell in which to see to it, for the page to point at.
    pub at: Cell,
    /// What is odd.
    pub why: WhyOdd,
}

/// What is odd about votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyOdd {
    /// The plan names no rule.
    NoRule,
    /// The plan names a rule that nobody knows: in free words, or of a later version.
    UnknownRule,
    /// The day of the sitting is not written.
    NoDay,
    /// No version of the rule holds on that day.
    NoRuleOn(Date),
    /// No votes were entered for the sitting; the cell is one of the sitting itself.
    NoTally,
    /// The round has several matters, and the votes do not say on which they are.
    NoMatter,
    /// The rule asks for options or grades; the tellers' sums are of 同意, 反对 and 弃权.
    OtherMethod,
    /// Votes of this unit were entered twice.
    UnitTwice,
    /// The cell has to be written.
    Empty,
    /// Two devices wrote different things while apart; staff have to choose first.
    Differs,
    /// The sums cannot be.
    Sums(VoteError),
}

impl OddVote {
    pub(super) fn new(at: Cell, why: WhyOdd) -> Self {
        Self { at, why }
    }

    /// Whether more voted than were there.
    fn is_over_present(&self) -> bool {
        let WhyOdd::Sums(VoteError::MoreThanEntitled { part, .. }) = self.why else {
            return false;
        };
        part == Part::Votes && self.at.column == Column::Present
    }

    /// What is odd, in a sentence.
    pub fn words(&self) -> String {
        let words = match &self.why {
            WhyOdd::NoRule => "方案里还没有选表决规则。",
            WhyOdd::UnknownRule => {
                "方案里的表决规则不在可选的规则中，不能自动计算，请在方案中选一条。"
            }
            WhyOdd::NoDay => "还没有填写会议时间，不知道按哪一版规则计算。",
            WhyOdd::NoRuleOn(day) => return words::no_rule(*day),
            WhyOdd::NoTally => "还没有填写票数。",
            WhyOdd::NoMatter => "本轮有几个事项，请写明这些票数是哪一个事项的。",
            WhyOdd::OtherMethod => "这条规则不是按同意、反对计票的，不能按票数自动计算。",
            WhyOdd::UnitTwice => "同一个单元填写了两次票数，请核对，留下一份。",
            WhyOdd::Empty => return format!("{}：还没有填写。", name(self.at.column)),
            WhyOdd::Differs => {
                return format!("{}：两台设备填写的不一致，请先核对。", name(self.at.column));
            }
            WhyOdd::Sums(_) if self.is_over_present() => "各项票数合计超过了实到人数，请核对。",
            WhyOdd::Sums(error) => {
                let error = words::vote_error(*error);
                return format!("{}：{error}", name(self.at.column));
            }
        };
        words.to_owned()
    }
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Entitled => "有权表决人数",
        Column::EntitledArea => "有权表决的专有面积",
        Column::Present => "实到人数",
        Column::Yes => "同意人数",
        Column::YesArea => "同意的面积",
        Column::No => "反对人数",
        Column::NoArea => "反对的面积",
        Column::Abstain => "弃权人数",
        Column::AbstainArea => "弃权的面积",
        Column::Invalid => "无效票数",
        _ => "票数",
    }
}
