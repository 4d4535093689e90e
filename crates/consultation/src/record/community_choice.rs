//! Choices of what a community has for its consultations: bodies, papers, helpers.

use super::choice::choices;

choices! {
    /// 协商议事组织 (二(一)).
    BodyKind {
        /// 社区共建理事会
        Council = "council",
        /// 社区治理委员会
        Governance = "governance",
        /// 其他
        Other = "other",
    }
}

choices! {
    /// How often a body meets.
    Frequency {
        /// 每月
        Monthly = "monthly",
        /// 每季度
        Quarterly = "quarterly",
        /// 每半年
        HalfYearly = "half_yearly",
        /// 每年
        Yearly = "yearly",
        /// 有事就开
        AsNeeded = "as_needed",
    }
}

choices! {
    /// 制度文件 (二(五)).
    DocumentKind {
        /// 协商议事规则
        RulesOfProcedure = "rules_of_procedure",
        /// 成果落实机制
        CarryingOut = "carrying_out",
        /// 成果评估机制
        Assessment = "assessment",
        /// 信息公开制度
        Disclosure = "disclosure",
        /// 自治章程、居民公约
        Charter = "charter",
        /// 其他
        Other = "other",
    }
}

impl DocumentKind {
    /// The four that every community is to have (二(五)).
    pub const EXPECTED: [Self; 4] = [
        Self::RulesOfProcedure,
        Self::CarryingOut,
        Self::Assessment,
        Self::Disclosure,
    ];
}

choices! {
    /// 协助力量 (二(一), 三(四)).
    SupportKind {
        /// 专家
        Expert = "expert",
        /// 法律顾问
        LegalAdviser = "legal_adviser",
        /// 社会工作者
        SocialWorker = "social_worker",
        /// 支持单位、社会组织
        Organisation = "organisation",
    }
}
