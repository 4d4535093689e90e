//! The columns of all sheets: key, kind and limit of each. Keys are part of the format: never renamed,
//! never reused with another meaning.

use std::borrow::Cow;

use super::choice::{
    Answer, Category, Checker, Confirmation, Correction, Decision, Finding, Funding, Kind,
    LegalOpinion, NoticeKind, Opinion, Publication, RatedItem, Rater, Remark, Role, Screening,
    Selection, Source, TownshipAnswer, Track,
};
use super::community_choice::{BodyKind, DocumentKind, Frequency, SupportKind};
use super::form::Form;
use super::keys;
use super::sheet::Sheet;
use crate::procedure::Requirement;

/// What a cell can hold, and how it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// One line of at most so many characters; a string, empty when nothing was written.
    Line(usize),
    /// Several lines of at most so many characters; a string.
    Lines(usize),
    /// The id of a choice; a string or null.
    Choice,
    /// A day, `2026-11-22`, or null.
    Date,
    /// Whole days, both ends included, `2017-12-13/2017-12-20`, or null.
    Dates,
    /// A minute of the community's own clock, `2026-11-22T19:00`, or null.
    Minute,
    /// From when to when, `2026-11-22T19:00/2026-11-22T21:00`, or null.
    Time,
    /// A count, or an area in 0.01 m², or an amount in 0.01 yuan; an integer or null.
    Count,
    /// Yes or no; a boolean.
    Flag,
    /// Another row; bytes(16) or null.
    Row,
    /// A room; bytes(32) or null.
    Room,
    /// A photo or scan by its SHA-256; bytes(32) or null.
    Blob,
}

impl CellKind {
    /// Characters that it takes; none where no words are written.
    pub fn limit(self) -> usize {
        match self {
            Self::Line(limit) | Self::Lines(limit) => limit,
            _ => 0,
        }
    }
}

/// One line.
const LINE: CellKind = CellKind::Line(200);
/// What a person writes into a box of several lines.
const LINES: CellKind = CellKind::Lines(2_000);

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident = $key:literal: $kind:expr,)*) => {
        /// A column of a sheet.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column {
            $($(#[$doc])* $variant,)*
            /// Why the consultation went on without a requirement; published (二(四)).
            Waived(Requirement),
            /// Why people of one of the groups that 二(一) asks to value were not invited.
            NotInvited(Kind),
        }

        impl Column {
            /// The key of its values in a row's map.
            pub fn key(self) -> Cow<'static, str> {
                match self {
                    $(Self::$variant => Cow::Borrowed($key),)*
                    Self::Waived(requirement) => format!("{WAIVED}{}", requirement.id()).into(),
                    Self::NotInvited(kind) => format!("{NOT_INVITED}{}", kind.id()).into(),
                }
            }

            /// What its cells hold.
            pub fn kind(self) -> CellKind {
                match self {
                    $(Self::$variant => $kind,)*
                    Self::Waived(_) | Self::NotInvited(_) => LINES,
                }
            }
        }
    };
}

const WAIVED: &str = "waived_";
const NOT_INVITED: &str = "not_invited_";

columns! {
    /// Whether the row was taken out; it stays and can be brought back.
    Removed = "removed": CellKind::Flag,
    /// The round that the row belongs to.
    Round = "round": CellKind::Row,

    // A round's plan.
    /// 协商目的
    Purpose = "purpose": LINES,
    /// 协商形式, see [`Form`](super::Form).
    Form = "form": CellKind::Choice,
    /// 地点
    Venue = "venue": LINE,
    /// 时间
    Time = "time": CellKind::Time,
    /// 公示期 of the plan
    Notice = "notice": CellKind::Dates,
    /// 轨道, see [`Track`](super::Track); null = 一般.
    Track = "track": CellKind::Choice,
    /// 补录: entered afterwards with the real dates.
    LateEntry = "late_entry": CellKind::Flag,
    /// The round before it; null for the first one.
    Follows = "follows": CellKind::Row,
    /// When the round began.
    Began = "began": CellKind::Date,
    /// 组织者
    Organiser = "organiser": LINE,
    /// 议程
    Agenda = "agenda": LINES,
    /// 材料
    Materials = "materials": LINES,
    /// 议事规则: rules of order.
    Order = "order": LINES,
    /// 表决规则: the id and version of the rule.
    VotingRule = "voting_rule": LINE,
    /// 法律审核 of the plan, see [`LegalOpinion`](super::LegalOpinion).
    PlanLegal = "plan_legal": CellKind::Choice,
    /// Who gave it, in what office, and what is to be changed.
    PlanLegalNote = "plan_legal_note": LINES,
    /// 法律审核 of the draft result.
    ResultLegal = "result_legal": CellKind::Choice,
    /// Who gave it, in what office, and what is to be changed.
    ResultLegalNote = "result_legal_note": LINES,
    /// 专业性、技术性较强: experts are to assess it (二(一)).
    IsTechnical = "is_technical": CellKind::Flag,
    /// 专家或第三方论证评估
    ExpertOpinion = "expert_opinion": LINES,
    /// 紧急: why it could not wait.
    UrgentReason = "urgent_reason": LINES,
    /// 紧急: when it was dealt with.
    UrgentActed = "urgent_acted": CellKind::Minute,
    /// 紧急: when it was reported.
    UrgentReported = "urgent_reported": CellKind::Minute,
    /// What the round came to, see [`Decision`](super::Decision).
    Decision = "decision": CellKind::Choice,
    /// Why, and what was agreed.
    DecisionNote = "decision_note": LINES,
    /// 社区党组织研究讨论, before 提交居民（代表）会议.
    PartyStudied = "party_studied": CellKind::Date,
    /// When it went up.
    SentUp = "sent_up": CellKind::Date,
    /// What came back, see [`Answer`](super::Answer).
    Answer = "answer": CellKind::Choice,
    /// When it came back.
    AnsweredOn = "answered_on": CellKind::Date,
    /// 协商结果告知: when proposer, objectors and bodies were told.
    ResultTold = "result_told": CellKind::Date,
    /// What 居务监督委员会 and a third party found, until each of them says it in their own name.
    SupervisorsFound = "supervisors_found": LINES,
    /// How participants and residents rated it, in numbers.
    Rated = "rated": LINES,
    /// 受理筛选 is done; null = open.
    ClosedScreening = "closed_1": CellKind::Date,
    /// 协商方案 is done.
    ClosedPlan = "closed_2": CellKind::Date,
    /// 方案公示与通报 is done.
    ClosedNotice = "closed_3": CellKind::Date,
    /// 协商议事 is done.
    ClosedSitting = "closed_4": CellKind::Date,
    /// 结果公示 is done.
    ClosedResult = "closed_5": CellKind::Date,
    /// 组织实施 is done.
    ClosedMeasures = "closed_6": CellKind::Date,
    /// 监督评议 is done.
    ClosedAppraisal = "closed_7": CellKind::Date,
    /// 归档: the file is complete.
    Filed = "filed": CellKind::Date,

    // Words that several sheets use.
    /// 名称: of a topic, a matter, a body.
    Title = "title": LINE,
    /// The whole text.
    Text = "text": CellKind::Lines(10_000),
    /// A remark of staff.
    Note = "note": LINES,
    /// The day it happened.
    On = "on": CellKind::Date,
    /// Who did it or to whom, as a body or an office, never a person's name.
    By = "by": LINE,
    /// How: by phone, on the wall, in a group.
    Channel = "channel": LINE,
    /// A photo or scan that proves it.
    Photo = "photo": CellKind::Blob,
    /// A number of people, households or seats.
    Count = "count": CellKind::Count,

    // Participants.
    /// See [`Kind`].
    Kind = "kind": CellKind::Choice,
    /// 代表谁
    Represents = "represents": LINE,
    /// 产生方式, see [`Selection`](super::Selection).
    Selection = "selection": CellKind::Choice,
    /// Whether no sitting is held without them (必须到场).
    MustBePresent = "must_be_present": CellKind::Flag,
    /// 抽签: the printed seed, with which anyone can draw again.
    Seed = "seed": LINE,

    // Roles.
    /// 角色, see [`Role`](super::Role).
    Role = "role": CellKind::Choice,

    // Matters.
    /// 保留事项: the residents' or owners' own decision (民法典 278, 二(四)).
    Reserved = "reserved": CellKind::Choice,
    /// What the matter came to, see [`Decision`](super::Decision).
    MatterDecision = "matter_decision": CellKind::Choice,

    // Notices, proof of posting, who was informed, what was said of it.
    /// See [`NoticeKind`](super::NoticeKind).
    NoticeKind = "notice_kind": CellKind::Choice,
    /// The notice that the row belongs to.
    NoticeRow = "notice_row": CellKind::Row,
    /// 更正, see [`Correction`](super::Correction).
    Correction = "correction": CellKind::Choice,
    /// 公示期
    Period = "period": CellKind::Dates,
    /// 张贴地点
    Place = "place": LINE,
    /// 张贴时间
    PostedAt = "posted_at": CellKind::Minute,
    /// 揭下时间
    TakenDownAt = "taken_down_at": CellKind::Minute,
    /// The photo when it was taken down.
    PhotoDown = "photo_down": CellKind::Blob,
    /// See [`Remark`](super::Remark).
    Remark = "remark": CellKind::Choice,
    /// 答复
    Reply = "reply": LINES,
    /// 答复日期
    RepliedOn = "replied_on": CellKind::Date,

    // Sittings held on paper.
    /// The sitting that the row belongs to.
    Sitting = "sitting": CellKind::Row,
    /// The matter that the row belongs to.
    Matter = "matter": CellKind::Row,
    /// 单元: where votes are counted unit by unit.
    Unit = "unit": LINE,
    /// 应到 / 有权表决, heads.
    Entitled = "entitled": CellKind::Count,
    /// 有权表决的专有面积, 0.01 m².
    EntitledArea = "entitled_area": CellKind::Count,
    /// 实到
    Present = "present": CellKind::Count,
    /// 同意, heads.
    Yes = "yes": CellKind::Count,
    /// 同意, 0.01 m².
    YesArea = "yes_area": CellKind::Count,
    /// 反对, heads.
    No = "no": CellKind::Count,
    /// 反对, 0.01 m².
    NoArea = "no_area": CellKind::Count,
    /// 弃权, heads.
    Abstain = "abstain": CellKind::Count,
    /// 弃权, 0.01 m².
    AbstainArea = "abstain_area": CellKind::Count,
    /// 无效, heads.
    Invalid = "invalid": CellKind::Count,

    // Carrying out.
    /// 时限
    Due = "due": CellKind::Date,
    /// 已销号: when it was done; written anew when it was opened again.
    DoneOn = "done_on": CellKind::Date,
    /// 配合单位
    Partner = "partner": LINE,
    /// 经费来源, see [`Funding`](super::Funding).
    Funding = "funding": CellKind::Choice,
    /// 经费, 0.01 yuan.
    Funds = "funds": CellKind::Count,
    /// The measure that the row belongs to.
    Measure = "measure": CellKind::Row,
    /// 延期的原因
    DelayReason = "delay_reason": LINES,
    /// 延期至: the new last day.
    Postponed = "postponed": CellKind::Date,
    /// See [`Confirmation`](super::Confirmation).
    Confirmation = "confirmation": CellKind::Choice,
    /// 哪一户、哪个单位: a room or an office, never a person's name.
    Household = "household": LINE,
    /// See [`Checker`](super::Checker).
    Checker = "checker": CellKind::Choice,
    /// See [`Finding`](super::Finding).
    Finding = "finding": CellKind::Choice,

    // Rating.
    /// See [`Rater`](super::Rater).
    Rater = "rater": CellKind::Choice,
    /// See [`RatedItem`](super::RatedItem).
    RatedItem = "rated_item": CellKind::Choice,
    /// 很满意, forms.
    VerySatisfied = "very_satisfied": CellKind::Count,
    /// 满意, forms.
    Satisfied = "satisfied": CellKind::Count,
    /// 基本满意, forms.
    FairlySatisfied = "fairly_satisfied": CellKind::Count,
    /// 不满意, forms.
    Unsatisfied = "unsatisfied": CellKind::Count,
    /// 不了解, forms: outside the rate.
    Unaware = "unaware": CellKind::Count,
    /// 发放的评议表
    RatingsIssued = "ratings_issued": CellKind::Count,
    /// 收回的评议表
    RatingsReturned = "ratings_returned": CellKind::Count,
    /// 有效的评议表
    RatingsValid = "ratings_valid": CellKind::Count,
    /// 本次形成或修改的制度
    RulesMade = "rules_made": LINES,

    // Topics and the catalogue, on the board.
    /// SHA-256 of the 受理号: who has the number finds the topic, nobody else learns whose it is.
    CodeHash = "code_hash": CellKind::Blob,
    /// See [`Category`](super::Category).
    Category = "category": CellKind::Choice,
    /// See [`Source`](super::Source).
    Source = "source": CellKind::Choice,
    /// 工单号 of 12345 or 信访.
    WorkOrder = "work_order": LINE,
    /// 代录: written by staff for a person who asked for it.
    OnBehalf = "on_behalf": CellKind::Flag,
    /// See [`Screening`](super::Screening).
    Screening = "screening": CellKind::Choice,
    /// When it was screened.
    ScreenedOn = "screened_on": CellKind::Date,
    /// The topic that it was merged into.
    MergedInto = "merged_into": CellKind::Row,
    /// The hall of its consultation.
    Hall = "hall": CellKind::Room,
    /// The item of the catalogue that it belongs to.
    CatalogueItem = "catalogue_item": CellKind::Row,
    /// 涉及的其他社区
    OtherCommunities = "other_communities": LINE,
    /// 议题公示
    PublishedOn = "published_on": CellKind::Date,
    /// The topic that the row belongs to.
    Topic = "topic": CellKind::Row,
    /// See [`Opinion`](super::Opinion).
    Opinion = "opinion": CellKind::Choice,
    /// 应商必商
    MustConsult = "must_consult": CellKind::Flag,
    /// 依据
    Basis = "basis": LINE,
    // The community's own rules, on the board.
    /// The id of the rule that the community's own one starts from.
    StartsFrom = "starts_from": LINE,
    /// The version of the rule that this one replaces.
    Replaces = "replaces": CellKind::Row,
    /// 参加（到会）的比例, in words or figures: 三分之二以上, 超过1/2. Empty = as in the rule it starts from.
    TurnoutShare = "turnout_share": LINE,
    /// 同意的比例, likewise.
    DecisionShare = "decision_share": LINE,
    /// 通过方式: by whom and when the rule was adopted.
    Adopted = "adopted": LINE,
    /// 施行日期: the first day on which it holds.
    Since = "since": CellKind::Date,
    /// 方案公示: the least days.
    PlanDays = "plan_days": CellKind::Count,
    /// 方案公示 on the simple track: the least days.
    SimpleDays = "simple_days": CellKind::Count,
    /// 结果公示: the least days.
    ResultDays = "result_days": CellKind::Count,
    /// 放假: days off.
    Off = "off": CellKind::Dates,
    /// 调休上班: a weekend that is worked.
    Worked = "worked": CellKind::Dates,

    // The catalogue.
    /// The version of the catalogue in which it stands first.
    Version = "version": LINE,
    /// Until when it stands; null = still.
    Until = "until": CellKind::Date,
    /// 提请函: see [`TownshipAnswer`](super::TownshipAnswer).
    TownshipAnswer = "township_answer": CellKind::Choice,

    // What the public pages show.
    /// See [`Publication`](super::Publication).
    Publication = "publication": CellKind::Choice,
    /// 提意见的方式: telephone, place, box; empty = the telephone and address of the board.
    Contact = "contact": LINES,
    /// 接受意见: whether the page says how to object where its kind alone would not.
    TakesComments = "takes_comments": CellKind::Flag,

    // Who and what a community has for its consultations.
    /// See [`BodyKind`].
    BodyKind = "body_kind": CellKind::Choice,
    /// 成立日期
    Founded = "founded": CellKind::Date,
    /// 怎样产生的
    Formed = "formed": LINE,
    /// 任期
    Term = "term": CellKind::Dates,
    /// See [`Frequency`].
    Meets = "meets": CellKind::Choice,
    /// The body that the row belongs to.
    Body = "body": CellKind::Row,
    /// 姓名或单位, of an office that is public; never anybody's telephone number or home.
    Name = "name": LINE,
    /// 职务 in a body.
    Position = "position": LINE,
    /// 任职日期
    TookOffice = "took_office": CellKind::Date,
    /// 离任日期; null = in office.
    LeftOffice = "left_office": CellKind::Date,
    /// 地址 of a venue.
    Location = "location": LINE,
    /// 座位数
    Seats = "seats": CellKind::Count,
    /// 启用日期 of a form.
    InUseSince = "in_use_since": CellKind::Date,
    /// See [`DocumentKind`].
    DocumentKind = "document_kind": CellKind::Choice,
    /// 通过日期
    AdoptedOn = "adopted_on": CellKind::Date,
    /// See [`SupportKind`].
    SupportKind = "support_kind": CellKind::Choice,
    /// 专长: what somebody can help with.
    Expertise = "expertise": LINE,
    /// 怎样联系, through the office.
    Reach = "reach": LINE,
    /// The template that the row belongs to.
    Template = "template": CellKind::Row,
    /// The statement that the row answers: the first sixteen bytes of its entry's id.
    Statement = "statement": CellKind::Row,
    // What went up, and what came back.
    /// 报送对象: one of the decisions that leave it to others, see [`Decision`](super::Decision).
    SubmittedTo = "submitted_to": CellKind::Choice,
    /// How many heads the record had when it went up, see [`Frozen`](crate::going_up::Frozen).
    FrozenCount = "frozen_count": CellKind::Count,
    /// SHA-256 over these heads.
    Frozen = "frozen": CellKind::Blob,
    /// The heads themselves, a hash in each line.
    FrozenHeads = "frozen_heads": CellKind::Lines(10_000),
    /// Who answers on a device of their own: the id of a key or an invitation in each line.
    Addressee = "addressee": LINES,
    /// 指定牵头的社区
    Appointed = "appointed": LINE,

    // A joint record of several communities.
    /// The board of a community that takes part.
    Board = "board": CellKind::Room,
    /// 乡镇（街道）党委批准协商程序: the day.
    Approved = "approved": CellKind::Date,
    /// The hall of the joint record, on the board of a community that takes part.
    JointHall = "joint_hall": CellKind::Room,
    /// What the joint record came to, see [`Decision`](super::Decision).
    JointDecision = "joint_decision": CellKind::Choice,
    /// What was agreed in it.
    JointResult = "joint_result": LINES,
    /// When it was written back.
    JointOn = "joint_on": CellKind::Date,
    /// The call (征集) that a topic answers: a row of `publications`.
    Call = "call": CellKind::Row,
}

impl Column {
    /// The column of a sheet with this key.
    pub(crate) fn of_key(sheet: Sheet, key: &str) -> Option<Self> {
        if key == keys::REMOVED {
            return Some(Self::Removed);
        }
        let of_round = |prefix| key.strip_prefix(prefix).filter(|_| sheet == Sheet::Rounds);
        if let Some(id) = of_round(WAIVED) {
            return Requirement::from_id(id).map(Self::Waived);
        }
        if let Some(id) = of_round(NOT_INVITED) {
            return Kind::from_id(id).map(Self::NotInvited);
        }
        let mut columns = sheet.columns().iter().copied();
        columns.find(|column| column.key() == key)
    }

    /// Whether its cells name another row of the same sheet, so that rows form chains.
    pub fn is_chain(self) -> bool {
        matches!(self, Self::Follows | Self::MergedInto | Self::Replaces)
    }

    /// Whether its counts are areas in 0.01 m².
    pub fn is_area(self) -> bool {
        matches!(
            self,
            Self::EntitledArea | Self::YesArea | Self::NoArea | Self::AbstainArea
        )
    }

    /// Whether its counts are amounts in 0.01 yuan.
    pub fn is_money(self) -> bool {
        self == Self::Funds
    }

    /// Whether some sheet holds words under this key.
    pub(crate) fn holds_words(key: &str) -> bool {
        Sheet::ALL.into_iter().any(|sheet| {
            let kind = Self::of_key(sheet, key).map(Self::kind);
            matches!(kind, Some(CellKind::Line(_) | CellKind::Lines(_)))
        })
    }

    /// The sheet of whose rows a person chooses one for its cells; none for columns that say what a row
    /// belongs to, which the page knows.
    pub fn chooses_from(self) -> Option<Sheet> {
        match self {
            Self::Matter => Some(Sheet::Matters),
            Self::Replaces => Some(Sheet::Rules),
            Self::CatalogueItem => Some(Sheet::Catalogue),
            _ => None,
        }
    }

    /// Whether people read its cells. The others say what a row belongs to or where it stands, which a page shows in
    /// its own way, or are for the program alone.
    pub fn is_for_reading(self) -> bool {
        match self {
            Self::Removed
            | Self::CodeHash
            | Self::FrozenCount
            | Self::Frozen
            | Self::FrozenHeads
            | Self::Addressee
            | Self::ClosedScreening
            | Self::ClosedPlan
            | Self::ClosedNotice
            | Self::ClosedSitting
            | Self::ClosedResult
            | Self::ClosedMeasures
            | Self::ClosedAppraisal => false,
            column => match column.kind() {
                CellKind::Room => false,
                CellKind::Row => column.chooses_from().is_some(),
                _ => true,
            },
        }
    }

    /// The list that a choice is made from: its name, by which an interface finds the names of the
    /// choices, and their ids in the order in which they are offered. `None` for other columns.
    pub fn choices(self) -> Option<(&'static str, &'static [&'static str])> {
        Some(match self {
            Self::Form => ("form", Form::IDS),
            Self::Track => ("track", Track::IDS),
            Self::PlanLegal | Self::ResultLegal => ("legal", LegalOpinion::IDS),
            Self::Decision | Self::MatterDecision | Self::JointDecision => {
                ("decision", Decision::IDS)
            }
            Self::Reserved | Self::SubmittedTo => ("decision", Decision::UP),
            Self::Answer => ("answer", Answer::IDS),
            Self::Kind => ("kind", Kind::IDS),
            Self::Selection => ("selection", Selection::IDS),
            Self::Role => ("role", Role::IDS),
            Self::NoticeKind => ("notice_kind", NoticeKind::IDS),
            Self::Correction => ("correction", Correction::IDS),
            Self::Remark => ("remark", Remark::IDS),
            Self::Category => ("category", Category::IDS),
            Self::Source => ("source", Source::IDS),
            Self::Screening => ("screening", Screening::IDS),
            Self::Opinion => ("opinion", Opinion::IDS),
            Self::TownshipAnswer => ("township_answer", TownshipAnswer::IDS),
            Self::Funding => ("funding", Funding::IDS),
            Self::Confirmation => ("confirmation", Confirmation::IDS),
            Self::Checker => ("checker", Checker::IDS),
            Self::Finding => ("finding", Finding::IDS),
            Self::Rater => ("rater", Rater::IDS),
            Self::RatedItem => ("rated_item", RatedItem::IDS),
            Self::Publication => ("publication", Publication::IDS),
            Self::BodyKind => ("body_kind", BodyKind::IDS),
            Self::Meets => ("frequency", Frequency::IDS),
            Self::DocumentKind => ("document_kind", DocumentKind::IDS),
            Self::SupportKind => ("support_kind", SupportKind::IDS),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{CellKind, Sheet};

    #[test]
    fn every_choice_has_its_list() {
        for column in Sheet::ALL.iter().flat_map(|sheet| sheet.columns()) {
            let is_choice = column.kind() == CellKind::Choice;
            assert_eq!(column.choices().is_some(), is_choice, "{column:?}");
        }
    }
}
