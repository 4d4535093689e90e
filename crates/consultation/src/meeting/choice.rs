//! Choices of a sitting, under the ids by which they are stored.

use crate::record::choice::choices;

choices! {
    /// In what capacity somebody is there.
    Capacity {
        /// 出席: may vote, where entitled.
        Attending = "attending",
        /// 列席: speaks, does not vote.
        Observing = "observing",
        /// 旁听: listens.
        Listening = "listening",
    }
}

choices! {
    /// How somebody was checked in.
    CameBy {
        /// 扫码
        Code = "code",
        /// 点名: by a name on the list.
        Name = "name",
        /// 现场登记: was on no list.
        WalkIn = "walk_in",
    }
}

choices! {
    /// 平板分工: what a tablet of the sitting does.
    Duty {
        /// 主持人
        Chair = "chair",
        /// 签到台
        CheckIn = "check_in",
        /// 记录人
        Recorder = "recorder",
        /// 计票人
        Teller = "teller",
        /// 监票人
        Scrutineer = "scrutineer",
    }
}

choices! {
    /// 立场
    Stance {
        /// 赞成
        For = "for",
        /// 反对
        Against = "against",
        /// 建议、提问
        Other = "other",
    }
}

choices! {
    /// What happens to somebody's turn to speak.
    FloorStep {
        /// 申请发言
        Asks = "asks",
        /// 撤回申请
        Withdraws = "withdraws",
        /// 开始发言
        Begins = "begins",
        /// 发言完毕
        Ends = "ends",
    }
}

choices! {
    /// How a ballot reached the record.
    Via {
        /// 本人设备
        OwnDevice = "own_device",
        /// 现场公用平板, passed along.
        SharedTablet = "shared_tablet",
        /// 唱名: called out, entered for the person.
        RollCall = "roll_call",
        /// 记名举手: a raised hand, entered for the person.
        Hands = "hands",
        /// 纸票: a named paper, entered for the person.
        Paper = "paper",
    }
}

impl Via {
    /// Whether somebody else enters it for the person, so that a second one has to confirm it.
    pub fn is_entered(self) -> bool {
        matches!(self, Self::RollCall | Self::Hands | Self::Paper)
    }
}

choices! {
    /// How a vote is taken.
    Conducted {
        /// 记名: ballots with names, by whatever device or paper.
        Named = "named",
        /// 举手: hands are counted, no names.
        Hands = "hands",
        /// 无记名纸票: tellers count papers without names.
        SecretPaper = "secret_paper",
    }
}

impl Conducted {
    /// Whether tellers count, and no ballot has a name.
    pub fn is_counted_by_tellers(self) -> bool {
        self != Self::Named
    }
}

choices! {
    /// What becomes of a sitting.
    StepKind {
        /// 开会
        Opened = "opened",
        /// 进入议程: the item is the matter at hand.
        Item = "item",
        /// 休会
        Adjourned = "adjourned",
        /// 延期
        Postponed = "postponed",
        /// 中止
        Stopped = "stopped",
        /// 复会
        Resumed = "resumed",
        /// 散会
        Closed = "closed",
    }
}

impl StepKind {
    /// Whether it needs a reason, which the minutes have.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Adjourned | Self::Postponed | Self::Stopped)
    }
}

choices! {
    /// What staff settle about a vote, each time with a reason.
    Settles {
        /// These ballots, which the closing does not name, count as if it did.
        Count = "count",
        /// These ballots do not count.
        Refuse = "refuse",
        /// Of two openings of one matter, the other's ballots count with this one's.
        Join = "join",
        /// This opening comes to nothing.
        Void = "void",
        /// A tablet does not come back; the result is final without it.
        WithoutTablet = "without_tablet",
    }
}

choices! {
    /// In which order those who asked may speak.
    Order {
        /// 首次发言优先
        FirstTimers = "first_timers",
        /// 正反交替: for and against take turns, first-timers before others within each.
        Alternating = "alternating",
        /// 先到先讲
        Plain = "plain",
    }
}
