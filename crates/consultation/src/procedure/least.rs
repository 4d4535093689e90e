//! The numbers of a community's rules that the procedure needs.

use crate::calendar::Days;
use crate::record::Track;
use crate::voting::defaults;

/// Least days. The policy names no numbers; these are where rules start from, and a
/// community's own rules replace them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// 方案公示 of an ordinary consultation: 7 days, as the policy's own solicitation stood (practice of
    /// 丽水, 湖州, 舟山).
    pub plan_notice: Days,
    /// 方案公示 on the simple track.
    pub simple_notice: Days,
    /// 结果公示
    pub result_notice: Days,
}

impl Default for Least {
    fn default() -> Self {
        Self {
            plan_notice: defaults::PLAN_NOTICE,
            simple_notice: defaults::SIMPLE_PLAN_NOTICE,
            result_notice: defaults::RESULT_NOTICE,
        }
    }
}

impl Least {
    /// Days that a plan on this track is posted.
    pub fn plan_days(&self, track: Track) -> Days {
        match track {
            Track::Simple => self.simple_notice,
            Track::Ordinary | Track::Urgent => self.plan_notice,
        }
    }
}
