//! Choices from a closed list, stored by an id: how such a list is written down once.

use super::column::Column;

/// A list of choices: the type, the id under which each is stored and by which an interface looks up
/// its name, and all of them in the order in which they are offered. An id that is not in the list is
/// of a later version; a record keeps it and a row gives it back as it is.
macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $id:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Their ids, in the same order.
            pub const IDS: &'static [&'static str] = &[$($id,)*];

            /// The id under which it is stored.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// The one with this id; `None` for one of a later version.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.id() == id)
            }
        }
    };
}

choices! {
    /// 轨道: how much of the procedure a matter needs.
    Track {
        /// 一般: every step.
        Ordinary = "ordinary",
        /// 简易（小事快议）: plan and notice on one sheet, a shorter notice, one sitting or a walk-round.
        Simple = "simple",
        /// 紧急: done first, reported within 24 hours, discussed afterwards.
        Urgent = "urgent",
    }
}

choices! {
    /// What a consultation, or one matter of it, came to (二(四)).
    Decision {
        /// 达成一致
        Agreed = "agreed",
        /// 修改后达成
        AgreedAmended = "agreed_amended",
        /// 再次协商: another round with another plan.
        AnotherRound = "another_round",
        /// 提交居民（代表）会议
        ToResidents = "to_residents",
        /// 提交业主大会
        ToOwners = "to_owners",
        /// 报乡镇（街道）
        ToTownship = "to_township",
    }
}

impl Decision {
    /// Ids of those that leave the decision to others.
    pub const UP: &'static [&'static str] = &["to_residents", "to_owners", "to_township"];

    /// Whether it leaves the decision to others.
    pub fn goes_up(self) -> bool {
        Self::UP.contains(&self.id())
    }
}

choices! {
    /// What became of a matter that went up.
    Answer {
        /// 通过
        Passed = "passed",
        /// 未通过
        Rejected = "rejected",
        /// 退回再次协商
        SentBack = "sent_back",
    }
}

choices! {
    /// 法律审核: what the community's legal adviser says of a plan or a result (三(四)).
    LegalOpinion {
        /// 合法
        Lawful = "lawful",
        /// 修改后合法
        LawfulIfAmended = "lawful_if_amended",
        /// 不合法: nothing goes on, whatever the reasons.
        Unlawful = "unlawful",
    }
}

choices! {
    /// 协商主体: who can take part, the closed list of 二(一); then whom it asks to value in particular.
    Kind {
        /// 基层政府及其派出机关
        Government = "government",
        /// 区域性党建联合体
        PartyAlliance = "party_alliance",
        /// 社区党组织
        Party = "party",
        /// 社区居民委员会
        Committee = "committee",
        /// 社区居务监督委员会
        Supervisors = "supervisors",
        /// 居民小组
        ResidentsGroup = "residents_group",
        /// 驻社区单位
        LocalUnit = "local_unit",
        /// 社区社会组织
        SocialOrganisation = "social_organisation",
        /// 业主委员会
        OwnersCommittee = "owners_committee",
        /// 物业服务企业
        PropertyFirm = "property_firm",
        /// 当地户籍居民
        RegisteredResident = "registered_resident",
        /// 非户籍居民
        UnregisteredResident = "unregistered_resident",
        /// 其他利益相关方
        Stakeholder = "stakeholder",
        /// 老党员、老干部
        Veteran = "veteran",
        /// 党代表、人大代表、政协委员（两代表一委员）
        Delegate = "delegate",
        /// 群团组织负责人
        MassOrganisation = "mass_organisation",
        /// 社会工作者
        SocialWorker = "social_worker",
    }
}

impl Kind {
    /// The four groups that 二(一) asks to value; the others are the thirteen kinds of participants.
    pub const VALUED: [Self; 4] = [
        Self::Veteran,
        Self::Delegate,
        Self::MassOrganisation,
        Self::SocialWorker,
    ];

    /// Whether it is one of the thirteen.
    pub fn is_participant(self) -> bool {
        !Self::VALUED.contains(&self)
    }

    /// Whether it speaks for residents themselves and not for a body.
    pub fn is_resident(self) -> bool {
        matches!(
            self,
            Self::ResidentsGroup | Self::RegisteredResident | Self::UnregisteredResident
        )
    }
}

choices! {
    /// 产生方式: how a participant was chosen (二(五)).
    Selection {
        /// 职务
        Office = "office",
        /// 推选
        Elected = "elected",
        /// 邀请
        Invited = "invited",
        /// 自荐
        Volunteered = "volunteered",
        /// 抽签
        Drawn = "drawn",
    }
}

choices! {
    /// 协商内容的类别 (二(二)).
    Category {
        /// ①发展规划、基础设施等公共事务和公益事业
        PublicAffairs = "public_affairs",
        /// ②居民反映强烈的物业、环境卫生、安全等问题
        Complaints = "complaints",
        /// ③党委政府政策和重点工作的落实
        Policy = "policy",
        /// ④自治章程、居民公约的制订修订
        Charter = "charter",
        /// ⑤法律法规政策要求协商的事项
        Required = "required",
        /// ⑥各类主体提出的其他事项
        Other = "other",
    }
}

choices! {
    /// Where a topic came from.
    Source {
        /// 窗口
        Desk = "desk",
        /// 上门走访
        Door = "door",
        /// 电话
        Telephone = "telephone",
        /// 书面、意见箱
        Paper = "paper",
        /// 网络
        Online = "online",
        /// 12345 热线
        Hotline = "hotline",
        /// 信访
        Petition = "petition",
        /// 征集
        Solicitation = "solicitation",
        /// 社区或上级提出
        Body = "body",
        /// 参与者在议事厅里提出
        Participant = "participant",
    }
}

choices! {
    /// 筛选结果: what became of a proposed topic.
    Screening {
        /// 受理
        Accepted = "accepted",
        /// 合并
        Merged = "merged",
        /// 不予受理
        Declined = "declined",
    }
}

choices! {
    /// A body's opinion on a topic.
    Opinion {
        /// 同意
        Agrees = "agrees",
        /// 不同意
        Objects = "objects",
        /// 无意见
        Abstains = "abstains",
    }
}

choices! {
    /// What a notice publishes.
    NoticeKind {
        /// 议题公示
        Topic = "topic",
        /// 方案公示
        Plan = "plan",
        /// 结果公示
        Result = "result",
    }
}

choices! {
    /// 更正: how far a notice's text was changed while it was posted.
    Correction {
        /// A slip of the pen: the period runs on.
        Typo = "typo",
        /// 实质内容: the period starts again.
        Substance = "substance",
    }
}

choices! {
    /// What somebody said of a notice.
    Remark {
        /// 意见、建议
        Comment = "comment",
        /// 异议
        Objection = "objection",
    }
}

choices! {
    /// 提请函: what the township answers (二(二)).
    TownshipAnswer {
        /// 乡镇（街道）牵头
        Leads = "leads",
        /// 指定社区牵头
        Appoints = "appoints",
        /// 不予牵头
        Declines = "declines",
    }
}

choices! {
    /// What a publication of the board is.
    Publication {
        /// 方案公示
        Plan = "plan",
        /// 结果公示
        Result = "result",
        /// 落实进展
        Progress = "progress",
        /// 征集
        Solicitation = "solicitation",
        /// 议题公示
        Topic = "topic",
        /// 其他
        Other = "other",
        /// 评议结果
        Appraisal = "appraisal",
    }
}

choices! {
    /// 会议角色: who does what in a sitting, a hearing (民主听证会) or a vote.
    Role {
        /// 主持人
        Chair = "chair",
        /// 记录人
        Recorder = "recorder",
        /// 听证主持人
        HearingChair = "hearing_chair",
        /// 陈述人: says what is proposed and why.
        Speaker = "speaker",
        /// 听证代表: asks, argues and says what those think whom they speak for.
        Delegate = "delegate",
        /// 旁听人: listens.
        Listener = "listener",
        /// 计票人
        Teller = "teller",
        /// 监票人
        Scrutineer = "scrutineer",
    }
}

choices! {
    /// 经费来源 of a measure.
    Funding {
        /// 社区工作经费
        Community = "community",
        /// 党组织服务群众专项经费
        Party = "party",
        /// 专项工作经费
        Special = "special",
        /// 政府购买服务
        Purchase = "purchase",
        /// 业主共有资金
        Owners = "owners",
        /// 居民自筹
        Residents = "residents",
        /// 单位捐助
        Donation = "donation",
    }
}

choices! {
    /// What residents say of a measure.
    Confirmation {
        /// 已落实
        Confirmed = "confirmed",
        /// 有异议: not done, or not as it was agreed.
        Disputed = "disputed",
    }
}

choices! {
    /// Who looks whether a promise was kept (二(五)).
    Checker {
        /// 居务监督委员会
        Supervisors = "supervisors",
        /// 第三方机构
        ThirdParty = "third_party",
    }
}

choices! {
    /// What a check found.
    Finding {
        /// 已落实
        Done = "done",
        /// 限期整改: done in part, or badly; with the day by which it is put right.
        Rectify = "rectify",
        /// 异议成立: the measure is open again.
        Upheld = "upheld",
    }
}

choices! {
    /// 评议表: what is rated.
    RatedItem {
        /// 程序公开
        Openness = "openness",
        /// 充分表达
        Voice = "voice",
        /// 结果公正
        Fairness = "fairness",
        /// 落实质量
        Quality = "quality",
        /// 落实时效
        Timeliness = "timeliness",
    }
}

choices! {
    /// 评议表: who rates.
    Rater {
        /// 参与协商的
        Participants = "participants",
        /// 其他居民
        Residents = "residents",
    }
}

choices! {
    /// 评议表: the five answers.
    Level {
        /// 很满意
        VerySatisfied = "very_satisfied",
        /// 满意
        Satisfied = "satisfied",
        /// 基本满意
        FairlySatisfied = "fairly_satisfied",
        /// 不满意
        Unsatisfied = "unsatisfied",
        /// 不了解: outside the rate.
        Unaware = "unaware",
    }
}

impl Level {
    /// The column in which staff count the forms that say so.
    pub fn column(self) -> Column {
        match self {
            Self::VerySatisfied => Column::VerySatisfied,
            Self::Satisfied => Column::Satisfied,
            Self::FairlySatisfied => Column::FairlySatisfied,
            Self::Unsatisfied => Column::Unsatisfied,
            Self::Unaware => Column::Unaware,
        }
    }
}

pub(crate) use choices;

#[cfg(test)]
mod tests {
    use super::{Category, Decision, Kind, Track};

    #[test]
    fn ids_lead_back_and_differ() {
        for (position, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(Kind::from_id(kind.id()), Some(*kind));
            let others = Kind::ALL.iter().skip(position + 1);
            assert!(others.into_iter().all(|other| other.id() != kind.id()));
        }
        assert_eq!(Track::from_id("later"), None);
        assert_eq!((Category::ALL.len(), Decision::ALL.len()), (6, 6));
    }

    #[test]
    fn thirteen_kinds_take_part_and_four_are_valued() {
        let participants = Kind::ALL.iter().filter(|kind| kind.is_participant());
        assert_eq!(participants.count(), 13);
        assert!(Kind::VALUED.iter().all(|kind| !kind.is_participant()));
    }
}
