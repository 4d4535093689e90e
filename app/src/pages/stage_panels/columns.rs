//! Which fields and sheets belong to a stage, in the order in which one would see to them.

use consultation::procedure::Stage;
use consultation::{Column, RowId, Sheet};
use ledger::RoomId;

use crate::components::{Inner, Of};

use Column as C;

const POSTINGS: Inner = Inner {
    sheet: Sheet::Postings,
    owner: C::NoticeRow,
    columns: &[
        C::Place,
        C::PostedAt,
        C::Photo,
        C::TakenDownAt,
        C::PhotoDown,
        C::By,
    ],
};
const REMARKS: Inner = Inner {
    sheet: Sheet::Remarks,
    owner: C::NoticeRow,
    columns: &[
        C::Remark,
        C::Channel,
        C::On,
        C::Text,
        C::OnBehalf,
        C::Reply,
        C::RepliedOn,
    ],
};
const CORRECTIONS: Inner = Inner {
    sheet: Sheet::Notices,
    owner: C::NoticeRow,
    columns: &[C::Correction, C::PostedAt, C::Text],
};
const ATTENDANCE: Inner = Inner {
    sheet: Sheet::Attendance,
    owner: C::Sitting,
    columns: &[C::Kind, C::Count],
};
const TALLIES: Inner = Inner {
    sheet: Sheet::Tallies,
    owner: C::Sitting,
    columns: &[
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
};
const PAPERS: Inner = Inner {
    sheet: Sheet::Papers,
    owner: C::Sitting,
    columns: &[C::Title, C::On, C::Photo],
};

const PROGRESS: Inner = Inner {
    sheet: Sheet::Progress,
    owner: C::Measure,
    columns: &[C::On, C::Text, C::Photo, C::DelayReason, C::Postponed],
};
const CONFIRMATIONS: Inner = Inner {
    sheet: Sheet::Confirmations,
    owner: C::Measure,
    columns: &[
        C::Confirmation,
        C::Household,
        C::Channel,
        C::On,
        C::Text,
        C::Reply,
        C::RepliedOn,
    ],
};
const CHECKS: Inner = Inner {
    sheet: Sheet::Checks,
    owner: C::Measure,
    columns: &[
        C::Checker,
        C::Finding,
        C::On,
        C::Text,
        C::Photo,
        C::Due,
        C::DoneOn,
    ],
};

/// Cells of the round that a stage asks for, beside the plan's own card.
pub(super) fn round_columns(stage: Stage) -> &'static [Column] {
    match stage {
        Stage::Screening => &[
            C::Track,
            C::LateEntry,
            C::Began,
            C::UrgentReason,
            C::UrgentActed,
            C::UrgentReported,
            C::Approved,
        ],
        Stage::Plan => &[
            C::Organiser,
            C::Agenda,
            C::Materials,
            C::Order,
            C::VotingRule,
            C::Entitled,
            C::EntitledArea,
            C::IsTechnical,
            C::ExpertOpinion,
            C::PlanLegal,
            C::PlanLegalNote,
        ],
        Stage::Notice => &[],
        Stage::Sitting => &[C::Decision, C::DecisionNote],
        Stage::Result => &[
            C::ResultLegal,
            C::ResultLegalNote,
            C::ResultTold,
            C::PartyStudied,
        ],
        Stage::Measures => &[],
        Stage::Appraisal => &[
            C::SupervisorsFound,
            C::RatingsIssued,
            C::RatingsReturned,
            C::RatingsValid,
            C::Rated,
            C::RulesMade,
            C::Filed,
        ],
    }
}

/// What came back on paper to something that went up.
pub(super) const ON_PAPER: [Column; 7] = [
    C::Answer,
    C::AnsweredOn,
    C::Yes,
    C::No,
    C::Abstain,
    C::Photo,
    C::Note,
];

/// The sheets of a stage.
pub(super) fn sheets(stage: Stage, room: RoomId, round: RowId) -> Vec<Of> {
    let of = |sheet, columns| Of {
        owner: Some((C::Round, round)),
        ..Of::all(room, sheet, columns)
    };
    let notices = |kind| Of {
        told_by: Some((C::NoticeKind, kind)),
        inner: &[POSTINGS, CORRECTIONS, REMARKS],
        ..of(Sheet::Notices, &[C::Period, C::Text])
    };
    match stage {
        Stage::Screening => vec![Of::all(room, Sheet::Hosts, &[C::Title, C::By])],
        Stage::Plan => vec![
            of(
                Sheet::Participants,
                &[
                    C::Kind,
                    C::Represents,
                    C::Selection,
                    C::Count,
                    C::MustBePresent,
                    C::Note,
                ],
            ),
            of(Sheet::Matters, &[C::Title, C::Text, C::Reserved]),
            of(Sheet::Roles, &[C::Role, C::By, C::Represents, C::Note]),
        ],
        Stage::Notice => vec![
            notices("plan"),
            of(
                Sheet::Informing,
                &[C::Kind, C::By, C::Channel, C::On, C::Note],
            ),
        ],
        Stage::Sitting => vec![
            Of {
                inner: &[ATTENDANCE, TALLIES, PAPERS],
                ..of(
                    Sheet::Sittings,
                    &[C::Time, C::Venue, C::By, C::Entitled, C::Present, C::Text],
                )
            },
            of(Sheet::Matters, &[C::Title, C::MatterDecision]),
        ],
        Stage::Result => vec![
            notices("result"),
            of(
                Sheet::Submissions,
                &[C::SubmittedTo, C::Text, C::On, C::Due],
            ),
        ],
        Stage::Measures => vec![Of {
            inner: &[PROGRESS, CONFIRMATIONS, CHECKS],
            ..of(
                Sheet::Measures,
                &[
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
            )
        }],
        Stage::Appraisal => vec![of(
            Sheet::Ratings,
            &[
                C::Rater,
                C::RatedItem,
                C::VerySatisfied,
                C::Satisfied,
                C::FairlySatisfied,
                C::Unsatisfied,
                C::Unaware,
            ],
        )],
    }
}

/// What is asked for on the track 紧急 alone.
pub(super) const OF_URGENT: [Column; 3] = [C::UrgentReason, C::UrgentActed, C::UrgentReported];
