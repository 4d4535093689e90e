//! The app's own addresses: which page a path names, and back.
//!
//! A typed table of our own instead of a router crate: a first visit over 2G carries none of it,
//! and a page that does not exist cannot be linked to. Reading and writing the address bar is the
//! platform's work; links in fragments (`#join/…`) never come here.

use consultation::Prose;
use consultation::RowId;
use consultation::procedure::Stage;
use ledger::{PersonId, RoomId};
use roster::{PremisesId, Subject};

/// A paper that can be printed and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PaperKind {
    /// 公示（方案）.
    PlanNotice,
    /// 会议通知、通报.
    Invitation,
    /// 公示（结果）.
    ResultNotice,
    /// 协商结果告知.
    Told,
    /// 提交居民（代表）会议、业主大会或乡镇（街道）的函.
    Submission,
    /// 落实进展.
    Progress,
    /// 落实台账.
    Register,
    /// 异议登记与答复.
    Objections,
    /// 评议表.
    RatingForm,
    /// 评议汇总表.
    RatingSummary,
    /// 结案报告.
    ClosingReport,
    /// 卷内目录.
    FileList,
}

impl PaperKind {
    const ALL: [Self; 12] = [
        Self::PlanNotice,
        Self::Invitation,
        Self::ResultNotice,
        Self::Told,
        Self::Submission,
        Self::Progress,
        Self::Register,
        Self::Objections,
        Self::RatingForm,
        Self::RatingSummary,
        Self::ClosingReport,
        Self::FileList,
    ];

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    fn id(self) -> &'static str {
        match self {
            Self::PlanNotice => "plan-notice",
            Self::Invitation => "invitation",
            Self::ResultNotice => "result-notice",
            Self::Told => "result-told",
            Self::Submission => "submission",
            Self::Progress => "progress",
            Self::Register => "register",
            Self::Objections => "objections",
            Self::RatingForm => "rating-form",
            Self::RatingSummary => "rating-summary",
            Self::ClosingReport => "closing-report",
            Self::FileList => "file-list",
        }
    }

    /// The papers of a stage, in the order in which they are needed.
    pub(crate) fn of_stage(stage: Stage) -> &'static [Self] {
        match stage {
            Stage::Notice => &[Self::PlanNotice, Self::Invitation],
            Stage::Result => &[Self::ResultNotice, Self::Told, Self::Submission],
            Stage::Measures => &[Self::Progress, Self::Register, Self::Objections],
            Stage::Appraisal => &[
                Self::RatingForm,
                Self::RatingSummary,
                Self::ClosingReport,
                Self::FileList,
            ],
            Stage::Screening | Stage::Plan | Stage::Sitting => &[],
        }
    }
}

/// What a community has for its consultations, by pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SetupPart {
    /// 组织与成员.
    Organisation,
    /// 协商场所与形式.
    Venues,
    /// 制度文件.
    Documents,
    /// 协助力量.
    Support,
    /// 方案模板.
    Templates,
}

impl SetupPart {
    /// All of them, in the order in which one would see to them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Organisation,
        Self::Venues,
        Self::Documents,
        Self::Support,
        Self::Templates,
    ];

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.id() == id)
    }

    /// Its word in the address.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Venues => "venues",
            Self::Documents => "documents",
            Self::Support => "support",
            Self::Templates => "templates",
        }
    }
}

/// A page with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// 今日.
    Today,
    /// 协商, the list.
    Consultations,
    /// 新建协商.
    NewConsultation,
    /// One consultation.
    Consultation(RoomId),
    /// One stage of a consultation: what it asks for, and where to see to it.
    Stage(RoomId, Stage),
    /// The same of a round other than the one under way.
    Round(RoomId, RowId, Stage),
    /// A paper of a round: 公示 or 通知, as it is printed.
    Paper(RoomId, RowId, PaperKind),
    /// One of its long texts: 会议记录 or 全文.
    Text(RoomId, Prose),
    /// 议题.
    Topics,
    /// 协商议事目录.
    Catalogue,
    /// 登记议题.
    NewTopic,
    /// 提请函 of a topic.
    Request(RowId),
    /// 公示栏: what is published, and what was written there.
    Publications,
    /// 台账: what was promised in all consultations.
    Register,
    /// 人员与设备.
    People,
    /// 邀请.
    Invite,
    /// 恢复单.
    RecoverySheet,
    /// 本机可靠性.
    Reliability,
    /// 设置.
    Settings,
    /// 本社区的规则.
    Rules,
    /// 居民名册.
    Roster,
    /// 居民名册: importing a table.
    RosterImport,
    /// 居民名册: one person or place.
    RosterCard(Subject),
    /// Bodies, venues, papers, support.
    Setup(SetupPart),
    /// 本社区协商流程图.
    Chart,
    /// 存为模板: a round of a filed consultation.
    SaveTemplate(RoomId, RowId),
    /// 邀请参会人 to one consultation.
    InviteTo(RoomId),
    /// No page has this address.
    Unknown,
}

impl Route {
    /// The page that a path names.
    pub(crate) fn from_path(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let room = |hex: &str| RoomId::from_hex(hex);
        match parts.as_slice() {
            [] | ["index.html"] => Self::Today,
            ["consultations"] => Self::Consultations,
            ["consultations", "new"] => Self::NewConsultation,
            ["consultations", hex] => room(hex).map_or(Self::Unknown, Self::Consultation),
            ["consultations", hex, name] => match (room(hex), *name) {
                (Some(room), "minutes") => Self::Text(room, Prose::Minutes),
                (Some(room), "full-text") => Self::Text(room, Prose::FullText),
                (Some(room), "invite") => Self::InviteTo(room),
                (Some(room), id) => {
                    Stage::from_id(id).map_or(Self::Unknown, |stage| Self::Stage(room, stage))
                }
                _ => Self::Unknown,
            },
            ["consultations", hex, "template", round] => {
                let round = RowId::from_key(round);
                let named = room(hex).zip(round);
                named.map_or(Self::Unknown, |(room, round)| {
                    Self::SaveTemplate(room, round)
                })
            }
            ["consultations", hex, name, round] => match (room(hex), RowId::from_key(round)) {
                (Some(room), Some(round)) => match (PaperKind::from_id(name), Stage::from_id(name))
                {
                    (Some(kind), _) => Self::Paper(room, round, kind),
                    (None, Some(stage)) => Self::Round(room, round, stage),
                    _ => Self::Unknown,
                },
                _ => Self::Unknown,
            },
            ["topics"] => Self::Topics,
            ["topics", "catalogue"] => Self::Catalogue,
            ["topics", "new"] => Self::NewTopic,
            ["topics", "request", topic] => {
                RowId::from_key(topic).map_or(Self::Unknown, Self::Request)
            }
            ["publications"] => Self::Publications,
            ["register"] => Self::Register,
            ["people"] => Self::People,
            ["people", "invite"] => Self::Invite,
            ["people", "recovery-sheet"] => Self::RecoverySheet,
            ["reliability"] => Self::Reliability,
            ["roster"] => Self::Roster,
            ["roster", "import"] => Self::RosterImport,
            ["roster", kind, hex] => subject(kind, hex).map_or(Self::Unknown, Self::RosterCard),
            ["settings"] => Self::Settings,
            ["settings", "rules"] => Self::Rules,
            ["settings", "chart"] => Self::Chart,
            ["settings", part] => SetupPart::from_id(part).map_or(Self::Unknown, Self::Setup),
            _ => Self::Unknown,
        }
    }

    /// The page's path.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Today | Self::Unknown => "/".to_owned(),
            Self::Consultations => "/consultations".to_owned(),
            Self::NewConsultation => "/consultations/new".to_owned(),
            Self::Consultation(room) => format!("/consultations/{room}"),
            Self::Text(room, Prose::Minutes) => format!("/consultations/{room}/minutes"),
            Self::Text(room, Prose::FullText) => format!("/consultations/{room}/full-text"),
            Self::Stage(room, stage) => format!("/consultations/{room}/{}", stage.id()),
            Self::Round(room, round, stage) => {
                format!("/consultations/{room}/{}/{round}", stage.id())
            }
            Self::Paper(room, round, kind) => {
                format!("/consultations/{room}/{}/{round}", kind.id())
            }
            Self::Topics => "/topics".to_owned(),
            Self::Catalogue => "/topics/catalogue".to_owned(),
            Self::NewTopic => "/topics/new".to_owned(),
            Self::Request(topic) => format!("/topics/request/{topic}"),
            Self::Publications => "/publications".to_owned(),
            Self::Register => "/register".to_owned(),
            Self::People => "/people".to_owned(),
            Self::Invite => "/people/invite".to_owned(),
            Self::InviteTo(room) => format!("/consultations/{room}/invite"),
            Self::RecoverySheet => "/people/recovery-sheet".to_owned(),
            Self::Reliability => "/reliability".to_owned(),
            Self::Roster => "/roster".to_owned(),
            Self::RosterImport => "/roster/import".to_owned(),
            Self::RosterCard(Subject::Premises(id)) => format!("/roster/{PLACE}/{id}"),
            Self::RosterCard(Subject::Person(id)) => format!("/roster/{PERSON}/{id}"),
            Self::Settings => "/settings".to_owned(),
            Self::Rules => "/settings/rules".to_owned(),
            Self::Setup(part) => format!("/settings/{}", part.id()),
            Self::Chart => "/settings/chart".to_owned(),
            Self::SaveTemplate(room, round) => format!("/consultations/{room}/template/{round}"),
        }
    }

    /// A stage of a round; of the round under way without naming it, so that the page goes on with the next.
    pub(crate) fn stage(room: RoomId, round: Option<RowId>, stage: Stage) -> Self {
        match round {
            Some(round) => Self::Round(room, round, stage),
            None => Self::Stage(room, stage),
        }
    }

    /// The entry of the rail under which the page lies.
    pub(crate) fn section(self) -> Self {
        match self {
            Self::NewConsultation
            | Self::Consultation(_)
            | Self::Stage(..)
            | Self::Round(..)
            | Self::Paper(..)
            | Self::Text(..)
            | Self::SaveTemplate(..)
            | Self::InviteTo(_) => Self::Consultations,
            Self::NewTopic | Self::Catalogue | Self::Request(_) => Self::Topics,
            Self::People
            | Self::Invite
            | Self::RecoverySheet
            | Self::Reliability
            | Self::Rules
            | Self::Roster
            | Self::RosterImport
            | Self::RosterCard(_)
            | Self::Setup(_)
            | Self::Chart => Self::Settings,
            other => other,
        }
    }
}

/// How the addresses of the roster's cards go on.
const PLACE: &str = "places";
const PERSON: &str = "people";

/// The card that an address of the roster names.
fn subject(kind: &str, hex: &str) -> Option<Subject> {
    let id = PersonId::from_hex(hex)?;
    match kind {
        PERSON => Some(Subject::Person(id)),
        PLACE => Some(Subject::Premises(PremisesId(id.0))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_its_page() {
        let room = RoomId([7; 32]);
        for route in [
            Route::Today,
            Route::Consultations,
            Route::NewConsultation,
            Route::Consultation(room),
            Route::Text(room, Prose::Minutes),
            Route::Text(room, Prose::FullText),
            Route::Stage(room, Stage::Notice),
            Route::Round(room, RowId::from_bytes([5; 16]), Stage::Sitting),
            Route::Round(room, RowId::FIRST_ROUND, Stage::Plan),
            Route::Paper(room, RowId::FIRST_ROUND, PaperKind::PlanNotice),
            Route::Paper(room, RowId::FIRST_ROUND, PaperKind::Invitation),
            Route::Topics,
            Route::Catalogue,
            Route::NewTopic,
            Route::Request(RowId::FIRST_ROUND),
            Route::Publications,
            Route::Register,
            Route::People,
            Route::Invite,
            Route::InviteTo(room),
            Route::RecoverySheet,
            Route::Reliability,
            Route::Settings,
            Route::Rules,
            Route::Roster,
            Route::RosterImport,
            Route::RosterCard(Subject::Premises(PremisesId([3; 16]))),
            Route::RosterCard(Subject::Person(PersonId([4; 16]))),
            Route::Setup(SetupPart::Organisation),
            Route::Setup(SetupPart::Support),
            Route::Chart,
            Route::SaveTemplate(room, RowId::FIRST_ROUND),
        ] {
            assert_eq!(Route::from_path(&route.path()), route);
        }
    }

    #[test]
    fn an_odd_path_names_no_page() {
        for path in [
            "/consultations/abc",
            "/nowhere",
            "/people/x/y",
            "/roster/people/xy",
        ] {
            assert_eq!(Route::from_path(path), Route::Unknown, "{path}");
        }
    }
}
