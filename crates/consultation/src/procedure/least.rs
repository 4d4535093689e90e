//! The numbers of a community's rules that the procedure needs.

use crate::calendar::Days;
use crate::record::Track;

/// Least days and latest answers. The policy names no numbers; these are where rules start from, and a
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
    /// Working days in which a comment or an objection is answered.
    pub answer: Days,
}

impl Default for Least {
    fn default() -> Self {
        Self {
            plan_notice: Days::new(7),
            simple_notice: Days::new(3),
            result_notice: Days::new(7),
            answer: Days::new(5),
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
