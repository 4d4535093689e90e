//! What the procedure looks at: one round, and everything around it.

use super::least::Least;
use crate::calendar::{Calendar, Days};
use crate::going_up::{Answered, Signed, answer};
use crate::projection::{Row, Sheets};
use crate::promise::Promised;
use crate::record::{
    CivilTime, Column, Decision, Kind, LegalOpinion, NoticeKind, RowId, Sheet, Track,
};
use crate::statement::Reviews;

/// The record and the day, and nothing else.
#[derive(Debug)]
pub struct Facts<'a> {
    /// 议题 of the record.
    pub title: &'a str,
    /// The hall's sheets.
    pub hall: &'a Sheets,
    /// The board's sheets; empty ones while the board is not here.
    pub board: &'a Sheets,
    /// The board's topic that this consultation came from, if any.
    pub topic: Option<&'a Row>,
    /// The round.
    pub round: &'a Row,
    /// The numbers of the rules.
    pub least: Least,
    /// What was answered by those whom hall and board asked, under their own signature.
    pub rulings: &'a [Signed],
    /// Rest days.
    pub calendar: &'a Calendar,
    /// Now, by the community's clock.
    pub now: CivilTime,
    /// What people of the hall said under their own signature.
    pub reviews: &'a Reviews,
    /// The round's promises, once they were read from all this; another round has others.
    pub promised: Promised<'a>,
}

/// The three bodies that screen topics together (二(四)), with what each said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opinions<'a>(pub [(Kind, Option<&'a Row>); 3]);

impl<'a> Opinions<'a> {
    /// The bodies that screen, in the policy's order.
    pub const BODIES: [Kind; 3] = [Kind::PartyAlliance, Kind::Party, Kind::Committee];

    /// The newest opinion of each body on a topic.
    pub fn of(board: &'a Sheets, topic: RowId) -> Self {
        Self(Self::BODIES.map(|body| {
            let opinions = board.rows_of(Sheet::Opinions, Column::Topic, topic);
            let of_body = opinions.filter(|row| row.choice(Column::Kind) == Some(body.id()));
            (
                body,
                of_body.filter(|row| !row.is_empty(Column::Opinion)).last(),
            )
        }))
    }

    /// The bodies that said nothing yet.
    pub fn missing(&self) -> impl Iterator<Item = Kind> {
        let silent = self.0.iter().filter(|(_, opinion)| opinion.is_none());
        silent.map(|(body, _)| *body)
    }
}

impl<'a> Facts<'a> {
    /// 轨道; an ordinary one if none was chosen or it is of a later version.
    pub fn track(&self) -> Track {
        let chosen = self.round.choice(Column::Track).and_then(Track::from_id);
        chosen.unwrap_or(Track::Ordinary)
    }

    /// What the round came to.
    pub fn decision(&self) -> Option<Decision> {
        self.round
            .choice(Column::Decision)
            .and_then(Decision::from_id)
    }

    /// Whether several communities keep the record together.
    pub fn is_joint(&self) -> bool {
        self.hall.rows(Sheet::Hosts).next().is_some()
    }

    /// What went up in the round, the last of it.
    pub fn submission(&self) -> Option<&'a Row> {
        self.rows(Sheet::Submissions).last()
    }

    /// What was answered to a row of the hall or of the board.
    pub fn answer(&self, row: &'a Row) -> Option<Answered<'a>> {
        answer(row, self.rulings)
    }

    /// Days for which a notice of this kind is posted, by the rules and the track.
    pub fn notice_days(&self, kind: NoticeKind) -> Days {
        match kind {
            NoticeKind::Result => self.least.result_notice,
            NoticeKind::Topic | NoticeKind::Plan => self.least.plan_days(self.track()),
        }
    }

    /// The legal adviser's opinion in a column.
    pub(super) fn legal(&self, column: Column) -> Option<LegalOpinion> {
        self.round.choice(column).and_then(LegalOpinion::from_id)
    }

    /// Rows of a sheet that belong to the round.
    pub fn rows(&self, sheet: Sheet) -> impl Iterator<Item = &'a Row> {
        self.hall.rows_of_round(sheet, self.round.id)
    }

    /// Kinds that take part, each once.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self
            .rows(Sheet::Participants)
            .filter_map(|row| Kind::from_id(row.choice(Column::Kind)?))
            .filter(|kind| kind.is_participant())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}
