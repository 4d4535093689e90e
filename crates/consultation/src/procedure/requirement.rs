//! What a stage asks for.

use super::stage::Stage;
use crate::record::Track;
use crate::record::choice::choices;

choices! {
    /// Something that has to be so before a stage counts as closed.
    Requirement {
        /// Several communities: the township's party committee approved the procedure.
        ProcedureApproved = "procedure_approved",
        /// The matter is said in one sentence.
        Title = "title",
        /// It belongs to one of the six categories.
        Category = "category",
        /// 党组织、居委会、区域性党建联合体 gave their opinions.
        JointScreening = "joint_screening",
        /// It was accepted.
        Accepted = "accepted",
        /// Who proposed it was told.
        ProposerTold = "proposer_told",
        /// 议题公示
        TopicPublished = "topic_published",
        /// Two or more communities: the township answered the 提请函.
        TownshipAnswered = "township_answered",
        /// 紧急: it is said why it could not wait.
        UrgentReason = "urgent_reason",
        /// 紧急: it was reported within 24 hours.
        UrgentReport = "urgent_report",
        /// 协商目的
        Purpose = "purpose",
        /// 协商形式
        Form = "form",
        /// Time and place.
        TimeAndVenue = "time_and_venue",
        /// 组织者
        Organiser = "organiser",
        /// 议程
        Agenda = "agenda",
        /// 协商主体, each with 代表谁 and 产生方式.
        Participants = "participants",
        /// 重视吸纳: each of the four groups invited, or why not.
        Valued = "valued",
        /// 专家或第三方论证评估
        Experts = "experts",
        /// 表决规则
        VotingRule = "voting_rule",
        /// 法律审核 of the plan.
        PlanLegal = "plan_legal",
        /// 方案公示 for at least the days of the rules, with proof of posting.
        PlanPosted = "plan_posted",
        /// 通报: every kind that takes part was informed.
        Informed = "informed",
        /// Every comment and objection on the plan was answered.
        PlanRemarks = "plan_remarks",
        /// A sitting was held, after the notice.
        SittingHeld = "sitting_held",
        /// Who was there, by kind, and those without whom no sitting is held.
        Attendance = "attendance",
        /// Each matter has an outcome, and the round.
        Outcome = "outcome",
        /// 法律审核 of the draft result.
        ResultLegal = "result_legal",
        /// 结果公示 for at least the days of the rules, with proof of posting.
        ResultPosted = "result_posted",
        /// Every comment and objection on the result was answered.
        ResultRemarks = "result_remarks",
        /// 协商结果告知
        ResultTold = "result_told",
        /// 社区党组织研究讨论, before 提交居民（代表）会议.
        PartyStudied = "party_studied",
        /// What has to go up went up, reserved matters too.
        SentUp = "sent_up",
        /// The decision came back.
        AnswerBack = "answer_back",
        /// 落实台账 holds what is to be done, and why a day was moved.
        Measures = "measures",
        /// Everything in it is done.
        MeasuresDone = "measures_done",
        /// Every dispute of a measure was answered.
        Disputes = "disputes",
        /// 居务监督委员会 checked it.
        Supervised = "supervised",
        /// Participants and residents rated it.
        Rated = "rated",
    }
}

/// Where a requirement is met: the part of a consultation's page, or another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// What the round itself says at the stage.
    Round,
    /// The topic, on the page 议题.
    Topic,
    /// The plan.
    Plan,
    /// Who takes part.
    Participants,
    /// Notice, posting and informing.
    Notice,
    /// The sitting and its outcome.
    Sitting,
    /// The result.
    Result,
    /// Its way up, and the answer.
    Up,
    /// 落实台账
    Measures,
    /// Supervision and rating.
    Appraisal,
}

impl Requirement {
    /// The stage that asks for it.
    pub fn stage(self) -> Stage {
        use Requirement as R;
        match self {
            R::ProcedureApproved
            | R::Title
            | R::Category
            | R::JointScreening
            | R::Accepted
            | R::ProposerTold
            | R::TopicPublished
            | R::TownshipAnswered
            | R::UrgentReason
            | R::UrgentReport => Stage::Screening,
            R::Purpose
            | R::Form
            | R::TimeAndVenue
            | R::Organiser
            | R::Agenda
            | R::Participants
            | R::Valued
            | R::Experts
            | R::VotingRule
            | R::PlanLegal => Stage::Plan,
            R::PlanPosted | R::Informed | R::PlanRemarks => Stage::Notice,
            R::SittingHeld | R::Attendance | R::Outcome => Stage::Sitting,
            R::ResultLegal
            | R::ResultPosted
            | R::ResultRemarks
            | R::ResultTold
            | R::PartyStudied
            | R::SentUp
            | R::AnswerBack => Stage::Result,
            R::Measures | R::MeasuresDone | R::Disputes => Stage::Measures,
            R::Supervised | R::Rated => Stage::Appraisal,
        }
    }

    /// The item of the policy that asks for it.
    pub fn policy(self) -> &'static str {
        use Requirement as R;
        match self {
            R::Category | R::TownshipAnswered | R::ProcedureApproved => "二(二)",
            R::Form => "二(三)",
            R::Valued | R::Experts => "二(一)",
            R::Participants
            | R::VotingRule
            | R::ProposerTold
            | R::TopicPublished
            | R::ResultTold
            | R::Measures
            | R::MeasuresDone
            | R::Disputes
            | R::Supervised
            | R::Rated => "二(五)",
            R::PlanLegal | R::ResultLegal => "三(四)",
            _ => "二(四)",
        }
    }

    /// Where it is met.
    pub fn spot(self) -> Spot {
        match (self, self.stage()) {
            (Self::Participants | Self::Valued, _) => Spot::Participants,
            (Self::ProcedureApproved, _) => Spot::Round,
            (Self::SentUp | Self::AnswerBack, _) => Spot::Up,
            (_, Stage::Screening) => Spot::Topic,
            (_, Stage::Plan) => Spot::Plan,
            (_, Stage::Notice) => Spot::Notice,
            (_, Stage::Sitting) => Spot::Sitting,
            (_, Stage::Result) => Spot::Result,
            (_, Stage::Measures) => Spot::Measures,
            (_, Stage::Appraisal) => Spot::Appraisal,
        }
    }

    /// Whether a consultation on this track is asked for it.
    pub fn applies_to(self, track: Track) -> bool {
        use Requirement as R;
        match track {
            Track::Ordinary => !matches!(self, R::UrgentReason | R::UrgentReport),
            // 小事快议: plan and notice on one sheet, one sitting or a walk-round, a result sheet.
            Track::Simple => !matches!(
                self,
                R::UrgentReason
                    | R::UrgentReport
                    | R::TopicPublished
                    | R::Agenda
                    | R::Valued
                    | R::VotingRule
                    | R::PlanLegal
            ),
            // 先处置、后通报、再补议: what comes before an act that could not wait is left out.
            Track::Urgent => !matches!(
                self,
                R::JointScreening | R::Accepted | R::TopicPublished | R::PlanPosted | R::Agenda
            ),
        }
    }
}
