//! The seven stages of 二(四).

use crate::record::Column;
use crate::record::choice::choices;

choices! {
    /// A stage of the procedure.
    Stage {
        /// 受理筛选
        Screening = "screening",
        /// 协商方案
        Plan = "plan",
        /// 方案公示与通报
        Notice = "notice",
        /// 协商议事
        Sitting = "sitting",
        /// 结果公示
        Result = "result",
        /// 组织实施
        Measures = "measures",
        /// 监督评议
        Appraisal = "appraisal",
    }
}

impl Stage {
    /// 1 to 7.
    pub fn number(self) -> usize {
        let before = Self::ALL.iter().take_while(|stage| **stage != self);
        before.count() + 1
    }

    /// The column of a round that holds the day on which the stage was closed.
    pub fn closed(self) -> Column {
        match self {
            Self::Screening => Column::ClosedScreening,
            Self::Plan => Column::ClosedPlan,
            Self::Notice => Column::ClosedNotice,
            Self::Sitting => Column::ClosedSitting,
            Self::Result => Column::ClosedResult,
            Self::Measures => Column::ClosedMeasures,
            Self::Appraisal => Column::ClosedAppraisal,
        }
    }
}
