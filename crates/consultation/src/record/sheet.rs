//! Sheets: lists of like things in a record, one row each, which staff add to while apart.
//!
//! A row is a map under an id that nobody else can mint; each of its cells is one field, so that two
//! devices that changed different cells both keep their work, and two that changed the same one see
//! both values. A row that is taken out stays and can be brought back.

use ledger::RoomKind;

use super::column::Column;
use super::keys;
use super::minted::minted;

minted! {
    /// Names one row of a sheet.
    RowId, b"zhongshang/row/1"
}

impl RowId {
    /// The first round of every consultation. It stands in the record's map `consultation`, which the
    /// founder creates; later rounds are rows like any other.
    pub const FIRST_ROUND: Self = Self::from_bytes([0; 16]);
}

/// A list of like things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// Rounds of a consultation: plan, stages and outcome of each.
    Rounds,
    /// 协商主体: who takes part, by kind.
    Participants,
    /// 会议角色: who leads, speaks, records and counts.
    Roles,
    /// 协商事项: what is talked about and voted on.
    Matters,
    /// 公示
    Notices,
    /// 张贴记录: proof of posting.
    Postings,
    /// 通报: who was informed, how and when.
    Informing,
    /// 意见与异议 on a notice, with their answers.
    Remarks,
    /// Sittings that were held on paper.
    Sittings,
    /// 到会: who was present, by kind.
    Attendance,
    /// 计票: votes of a sitting by matter and unit.
    Tallies,
    /// Photographed papers.
    Papers,
    /// 落实台账: what is to be done, by whom and by when.
    Measures,
    /// 进展 of a measure: what was done, what delays it.
    Progress,
    /// 居民确认: who says that a measure is done, or is not.
    Confirmations,
    /// 检查 by 居务监督委员会 or a third party, as they stand on paper.
    Checks,
    /// 评议汇总: how many forms say what.
    Ratings,
    /// 议题登记
    Topics,
    /// Opinions of the screening bodies on a topic.
    Opinions,
    /// 协商议事目录
    Catalogue,
    /// 提请函 to the township.
    Requests,
    /// 本社区的表决规则: one row a version.
    Rules,
    /// 最少公示天数: one row a version.
    LeastDays,
    /// 方案模板, by form: one row a version.
    Templates,
    /// 放假调休: days off and worked weekends that the program does not know yet.
    RestDays,
    /// 对外公开: what the board's public pages show, one row a publication.
    Publications,
    /// 协商议事组织: 社区共建理事会, 社区治理委员会 and others.
    Bodies,
    /// Members of a body, in their office.
    Members,
    /// 协商场所: where a consultation can be held.
    Venues,
    /// The forms of consultation that the community uses.
    FormsInUse,
    /// 制度文件: one row a version.
    Documents,
    /// 协助力量: experts, legal advisers, social workers, organisations that help.
    Support,
    /// Who takes part by a template: kinds and numbers, no names.
    TemplateParticipants,
    /// What is talked about by a template.
    TemplateMatters,
    /// What was to be done in the case that a template comes from.
    TemplateMeasures,
    /// 答复: what staff answer to what somebody signed.
    Replies,
    /// 报送: what went to the residents' or owners' assembly or to the township, and what came back.
    Submissions,
    /// 参与社区: the communities whose joint record it is.
    Hosts,
    /// 来信: what a 受理号 of a letter that is no topic is answered.
    Letters,
}

impl Sheet {
    /// All sheets.
    pub const ALL: [Self; 39] = [
        Self::Rounds,
        Self::Participants,
        Self::Roles,
        Self::Matters,
        Self::Notices,
        Self::Postings,
        Self::Informing,
        Self::Remarks,
        Self::Sittings,
        Self::Attendance,
        Self::Tallies,
        Self::Papers,
        Self::Measures,
        Self::Progress,
        Self::Confirmations,
        Self::Checks,
        Self::Ratings,
        Self::Topics,
        Self::Opinions,
        Self::Catalogue,
        Self::Requests,
        Self::Rules,
        Self::LeastDays,
        Self::Templates,
        Self::RestDays,
        Self::Publications,
        Self::Bodies,
        Self::Members,
        Self::Venues,
        Self::FormsInUse,
        Self::Documents,
        Self::Support,
        Self::TemplateParticipants,
        Self::TemplateMatters,
        Self::TemplateMeasures,
        Self::Replies,
        Self::Submissions,
        Self::Hosts,
        Self::Letters,
    ];

    /// The kind of record that has the sheet.
    pub fn record(self) -> RoomKind {
        match self {
            Self::Topics
            | Self::Opinions
            | Self::Catalogue
            | Self::Requests
            | Self::Rules
            | Self::LeastDays
            | Self::Templates
            | Self::RestDays
            | Self::Publications
            | Self::Bodies
            | Self::Members
            | Self::Venues
            | Self::FormsInUse
            | Self::Documents
            | Self::Support
            | Self::TemplateParticipants
            | Self::TemplateMatters
            | Self::TemplateMeasures
            | Self::Letters => RoomKind::Board,
            _ => RoomKind::Hall,
        }
    }

    /// The key of its map at the root of the record.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rounds => "rounds",
            Self::Participants => "participants",
            Self::Roles => "roles",
            Self::Matters => "matters",
            Self::Notices => "notices",
            Self::Postings => "postings",
            Self::Informing => "informing",
            Self::Remarks => "remarks",
            Self::Sittings => "sittings",
            Self::Attendance => "attendance",
            Self::Tallies => "tallies",
            Self::Papers => "papers",
            Self::Measures => "measures",
            Self::Progress => "progress",
            Self::Confirmations => "confirmations",
            Self::Checks => "checks",
            Self::Ratings => "ratings",
            Self::Topics => "topics",
            Self::Opinions => "opinions",
            Self::Catalogue => "catalogue",
            Self::Requests => "requests",
            Self::Rules => "rules",
            Self::LeastDays => "least_days",
            Self::Templates => "templates",
            Self::RestDays => "rest_days",
            Self::Publications => "publications",
            Self::Bodies => "bodies",
            Self::Members => "members",
            Self::Venues => "venues",
            Self::FormsInUse => "forms_in_use",
            Self::Documents => "documents",
            Self::Support => "support",
            Self::TemplateParticipants => "template_participants",
            Self::TemplateMatters => "template_matters",
            Self::TemplateMeasures => "template_measures",
            Self::Replies => "replies",
            Self::Submissions => "submissions",
            Self::Hosts => "hosts",
            Self::Letters => "letters",
        }
    }

    /// The sheet whose rows stand in the map under this key at the root.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        match key {
            keys::CONSULTATION => Some(Self::Rounds),
            key => Self::ALL.into_iter().find(|sheet| sheet.key() == key),
        }
    }

    /// Its own columns, in reading order; every row also has [`Column::Removed`].
    pub fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Rounds => &[
                C::Purpose,
                C::Form,
                C::Venue,
                C::Time,
                C::Notice,
                C::Track,
                C::LateEntry,
                C::Follows,
                C::Began,
                C::Organiser,
                C::Agenda,
                C::Materials,
                C::Order,
                C::VotingRule,
                C::Entitled,
                C::EntitledArea,
                C::PlanLegal,
                C::PlanLegalNote,
                C::ResultLegal,
                C::ResultLegalNote,
                C::IsTechnical,
                C::ExpertOpinion,
                C::UrgentReason,
                C::UrgentActed,
                C::UrgentReported,
                C::Decision,
                C::DecisionNote,
                C::PartyStudied,
                C::SentUp,
                C::Answer,
                C::AnsweredOn,
                C::ResultTold,
                C::SupervisorsFound,
                C::Rated,
                C::RatingsIssued,
                C::RatingsReturned,
                C::RatingsValid,
                C::RulesMade,
                C::ClosedScreening,
                C::ClosedPlan,
                C::ClosedNotice,
                C::ClosedSitting,
                C::ClosedResult,
                C::ClosedMeasures,
                C::ClosedAppraisal,
                C::Filed,
                C::Approved,
            ],
            Self::Participants => &[
                C::Round,
                C::Kind,
                C::Represents,
                C::Selection,
                C::Count,
                C::MustBePresent,
                C::Seed,
                C::Note,
            ],
            Self::Roles => &[C::Round, C::Role, C::By, C::Represents, C::Note],
            Self::Matters => &[C::Round, C::Title, C::Text, C::Reserved, C::MatterDecision],
            Self::Notices => &[
                C::Round,
                C::NoticeKind,
                C::Period,
                C::Text,
                C::NoticeRow,
                C::Correction,
                C::PostedAt,
            ],
            Self::Postings => &[
                C::NoticeRow,
                C::Place,
                C::PostedAt,
                C::TakenDownAt,
                C::By,
                C::Photo,
                C::PhotoDown,
            ],
            Self::Informing => &[C::Round, C::Kind, C::By, C::Channel, C::On, C::Note],
            Self::Remarks => &[
                C::NoticeRow,
                C::Remark,
                C::Channel,
                C::On,
                C::Text,
                C::OnBehalf,
                C::Reply,
                C::RepliedOn,
                C::CodeHash,
            ],
            Self::Sittings => &[
                C::Round,
                C::Time,
                C::Venue,
                C::By,
                C::Entitled,
                C::Present,
                C::Text,
                C::LateEntry,
            ],
            Self::Attendance => &[C::Sitting, C::Kind, C::Count],
            Self::Tallies => &[
                C::Sitting,
                C::Matter,
                C::Unit,
                C::Entitled,
                C::EntitledArea,
                C::Yes,
                C::YesArea,
                C::No,
                C::NoArea,
                C::Abstain,
                C::AbstainArea,
                C::Invalid,
            ],
            Self::Papers => &[C::Sitting, C::Title, C::Photo, C::On],
            Self::Measures => &[
                C::Round,
                C::Title,
                C::Matter,
                C::Text,
                C::By,
                C::Partner,
                C::Funding,
                C::Funds,
                C::Due,
                C::DoneOn,
                C::Note,
            ],
            Self::Progress => &[
                C::Measure,
                C::On,
                C::Text,
                C::Photo,
                C::DelayReason,
                C::Postponed,
            ],
            Self::Confirmations => &[
                C::Measure,
                C::Confirmation,
                C::Household,
                C::Channel,
                C::On,
                C::Text,
                C::Reply,
                C::RepliedOn,
            ],
            Self::Checks => &[
                C::Measure,
                C::Checker,
                C::Finding,
                C::On,
                C::Text,
                C::Photo,
                C::Due,
                C::DoneOn,
            ],
            Self::Ratings => &[
                C::Round,
                C::Rater,
                C::RatedItem,
                C::VerySatisfied,
                C::Satisfied,
                C::FairlySatisfied,
                C::Unsatisfied,
                C::Unaware,
            ],
            Self::Topics => &[
                C::Title,
                C::Text,
                C::CodeHash,
                C::Category,
                C::Source,
                C::WorkOrder,
                C::OnBehalf,
                C::On,
                C::Screening,
                C::ScreenedOn,
                C::Note,
                C::MergedInto,
                C::Reply,
                C::RepliedOn,
                C::Hall,
                C::CatalogueItem,
                C::OtherCommunities,
                C::PublishedOn,
                C::JointHall,
                C::JointDecision,
                C::JointResult,
                C::JointOn,
                C::FrozenCount,
                C::Frozen,
                C::FrozenHeads,
                C::Call,
            ],
            Self::Opinions => &[C::Topic, C::Kind, C::Opinion, C::Note, C::On],
            Self::Catalogue => &[
                C::Title,
                C::Category,
                C::MustConsult,
                C::Basis,
                C::Version,
                C::On,
                C::Until,
            ],
            Self::Requests => &[
                C::Topic,
                C::By,
                C::On,
                C::Text,
                C::OtherCommunities,
                C::TownshipAnswer,
                C::AnsweredOn,
                C::Note,
                C::Appointed,
                C::FrozenCount,
                C::Frozen,
                C::FrozenHeads,
                C::Addressee,
            ],
            Self::Rules => &[
                C::Title,
                C::StartsFrom,
                C::TurnoutShare,
                C::DecisionShare,
                C::Adopted,
                C::Since,
                C::Until,
                C::Replaces,
                C::Note,
            ],
            Self::LeastDays => &[
                C::PlanDays,
                C::SimpleDays,
                C::ResultDays,
                C::Adopted,
                C::Since,
                C::Until,
                C::Note,
            ],
            Self::Templates => &[
                C::Form,
                C::Agenda,
                C::Order,
                C::Adopted,
                C::Since,
                C::Until,
                C::Note,
                C::Title,
                C::Version,
                C::Purpose,
                C::VotingRule,
            ],
            Self::RestDays => &[C::Title, C::Off, C::Worked, C::Basis],
            Self::Publications => &[
                C::Publication,
                C::Title,
                C::Text,
                C::Period,
                C::By,
                C::Contact,
                C::TakesComments,
                C::Hall,
                C::Topic,
                C::PostedAt,
                C::TakenDownAt,
            ],
            Self::Bodies => &[
                C::BodyKind,
                C::Title,
                C::Basis,
                C::Founded,
                C::Formed,
                C::Term,
                C::Meets,
                C::Note,
            ],
            Self::Members => &[
                C::Body,
                C::Name,
                C::Kind,
                C::Position,
                C::Selection,
                C::TookOffice,
                C::LeftOffice,
                C::Note,
            ],
            Self::Venues => &[C::Title, C::Location, C::Seats, C::Photo, C::Note],
            Self::FormsInUse => &[C::Form, C::InUseSince, C::Until, C::Note],
            Self::Documents => &[
                C::DocumentKind,
                C::Title,
                C::Version,
                C::Text,
                C::Adopted,
                C::AdoptedOn,
                C::Since,
                C::Until,
                C::Photo,
            ],
            Self::Support => &[C::SupportKind, C::Name, C::Expertise, C::Reach, C::Note],
            Self::TemplateParticipants => &[C::Template, C::Kind, C::Count, C::MustBePresent],
            Self::TemplateMatters => &[C::Template, C::Title, C::Text, C::Reserved],
            Self::TemplateMeasures => &[C::Template, C::Title, C::Text, C::Funding],
            Self::Replies => &[C::Statement, C::Reply, C::RepliedOn],
            Self::Submissions => &[
                C::Round,
                C::SubmittedTo,
                C::Text,
                C::On,
                C::Due,
                C::FrozenCount,
                C::Frozen,
                C::FrozenHeads,
                C::Addressee,
                C::Answer,
                C::AnsweredOn,
                C::Yes,
                C::No,
                C::Abstain,
                C::Photo,
                C::Note,
            ],
            Self::Hosts => &[C::Title, C::By, C::Board],
            Self::Letters => &[C::CodeHash, C::On, C::Reply, C::RepliedOn],
        }
    }

    /// Whether the sheet has the column.
    pub fn has(self, column: Column) -> bool {
        match column {
            Column::Waived(_) | Column::NotInvited(_) => self == Self::Rounds,
            Column::Removed => true,
            column => self.columns().contains(&column),
        }
    }

    /// Keys from the root to a row's map.
    pub(crate) fn path(self, row: RowId) -> Vec<String> {
        match (self, row) {
            (Self::Rounds, RowId::FIRST_ROUND) => vec![keys::CONSULTATION.to_owned()],
            _ => vec![self.key().to_owned(), row.to_string()],
        }
    }
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Which list.
    pub sheet: Sheet,
    /// Which row of it.
    pub row: RowId,
    /// Which column of the row.
    pub column: Column,
}

impl Cell {
    /// A cell of a round.
    pub const fn of_round(round: RowId, column: Column) -> Self {
        Self {
            sheet: Sheet::Rounds,
            row: round,
            column,
        }
    }

    /// The cell at a path of keys.
    pub(crate) fn at(path: &[&str]) -> Option<Self> {
        let (sheet, row, key) = match path {
            [keys::CONSULTATION, key] => (Sheet::Rounds, RowId::FIRST_ROUND, *key),
            [sheet, row, key] => (Sheet::of_key(sheet)?, RowId::from_key(row)?, *key),
            _ => return None,
        };
        let column = Column::of_key(sheet, key)?;
        Some(Self { sheet, row, column })
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, RowId, Sheet};

    #[test]
    fn every_cell_is_found_by_its_path() {
        for sheet in Sheet::ALL {
            for row in [RowId::FIRST_ROUND, RowId::from_bytes([9; 16])] {
                for column in sheet.columns().iter().copied() {
                    let cell = Cell { sheet, row, column };
                    let (path, key) = (sheet.path(row), column.key());
                    let path: Vec<&str> = path.iter().map(String::as_str).chain([&*key]).collect();
                    assert_eq!(Cell::at(&path), Some(cell), "{path:?}");
                }
            }
        }
    }
}
