//! How many days before a meeting it is to be announced.

use super::days::Days;
use super::period::{PeriodError, later, stated_days};
use crate::record::{Date, Form};

/// What people are called to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Convocation {
    /// 协商会: a sitting of a consultation in any of its forms.
    Sitting,
    /// 居民代表会议
    RepresentativesMeeting,
    /// 居民会议
    ResidentsMeeting,
    /// 业主大会定期会议
    OwnersMeeting,
    /// 业主大会临时会议
    ExtraordinaryOwnersMeeting,
}

/// Whether a meeting was announced early enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingNotice {
    /// When it was announced.
    pub announced: Date,
    /// When it is held.
    pub meeting: Date,
    /// Days between, the day of the announcement not counted.
    pub given: Days,
    /// Days that the rules ask for.
    pub least: Days,
    /// The first day on which it could be held.
    pub earliest: Date,
}

impl Convocation {
    /// What a form of consultation calls people to. 业主协商 is a sitting; a 业主大会 is called by
    /// 业主委员会 and is no form of consultation.
    pub fn of(form: &Form) -> Self {
        match form {
            Form::ResidentsMeeting => Self::ResidentsMeeting,
            Form::RepresentativesMeeting => Self::RepresentativesMeeting,
            _ => Self::Sitting,
        }
    }

    /// The days of notice that rules start from: 业主大会 15 and 7 (浙江 2009, 杭州 2021); 居民会议 10 by
    /// analogy to 村民委员会组织法 21; the others have no number in the law.
    pub fn least_notice(self) -> Days {
        Days::new(match self {
            Self::Sitting => 3,
            Self::RepresentativesMeeting => 5,
            Self::ResidentsMeeting => 10,
            Self::OwnersMeeting => 15,
            Self::ExtraordinaryOwnersMeeting => 7,
        })
    }
}

impl MeetingNotice {
    /// Whether there were days enough.
    pub fn is_met(self) -> bool {
        self.given >= self.least
    }
}

/// Compares the day of an announcement with that of the meeting. The day of the announcement is not
/// counted (民法典 201). Rest days move nothing here: the meeting is held on its day.
///
/// # Errors
///
/// When the meeting is not after its announcement, or no days are asked for.
pub fn meeting_notice(
    announced: Date,
    meeting: Date,
    least: Days,
) -> Result<MeetingNotice, PeriodError> {
    if least == Days::new(0) {
        return Err(PeriodError::NoDays);
    }
    Ok(MeetingNotice {
        announced,
        meeting,
        given: stated_days(announced, meeting)?,
        least,
        earliest: later(announced, least.get())?,
    })
}
