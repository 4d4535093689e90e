//! The order of a hearing (民主听证会): statement, questions, debate, last word. It advises; whoever
//! decides gets its report.

use crate::record::Role;

/// One phase of a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// What happens, as it stands on the agenda.
    pub words: &'static str,
    /// Who speaks or acts, in this order.
    pub roles: &'static [Role],
}

/// The phases in their order.
pub const HEARING: [Phase; 8] = [
    Phase {
        words: "主持人宣布听证事项、听证纪律，介绍陈述人和听证代表",
        roles: &[Role::HearingChair],
    },
    Phase {
        words: "陈述：陈述人说明方案和理由",
        roles: &[Role::Speaker],
    },
    Phase {
        words: "质询：听证代表向陈述人提问，陈述人当场回答",
        roles: &[Role::Delegate, Role::Speaker],
    },
    Phase {
        words: "辩论：听证代表就分歧发言，赞成和反对轮流",
        roles: &[Role::Delegate],
    },
    Phase {
        words: "最后陈述：陈述人和听证代表各作最后说明",
        roles: &[Role::Speaker, Role::Delegate],
    },
    Phase {
        words: "主持人归纳各方意见，宣读记录要点",
        roles: &[Role::HearingChair, Role::Recorder],
    },
    Phase {
        words: "参加人核对记录并签字",
        roles: &[Role::Speaker, Role::Delegate],
    },
    Phase {
        words: "会后形成听证报告，报决定单位参考",
        roles: &[Role::Recorder],
    },
];
