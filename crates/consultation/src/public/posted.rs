//! What is published: rows of the board's sheet that staff have posted.

use ledger::RoomId;

use super::community::Community;
use crate::calendar::{Period, stated_days};
use crate::projection::Row;
use crate::record::{CivilTime, Column, Date, Publication, RowId, Sheet};

/// Publications that have pages, the newest: more than a community makes in ten years, and no more
/// than a relay can hold for many communities.
pub const MOST_POSTED: usize = 1_000;

/// A publication that was posted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posted<'a> {
    pub(super) row: &'a Row,
    pub(super) kind: Publication,
    pub(super) at: CivilTime,
    /// The last day of its period, after giving way to rest days.
    pub(super) last: Option<Date>,
    pub(super) taken_down: Option<CivilTime>,
    hall: Option<RoomId>,
    topic: Option<RowId>,
}

/// The publications that have pages, the newest first. What is not posted yet, or was taken out, has
/// none.
pub(super) fn all(community: &Community) -> Vec<Posted<'_>> {
    let rows = community.sheets.rows(Sheet::Publications);
    let mut all: Vec<_> = rows
        .filter_map(|row| Posted::read(community, row))
        .collect();
    all.sort_by_key(|posted| std::cmp::Reverse((posted.at, posted.row.id)));
    all.truncate(MOST_POSTED);
    all
}

impl<'a> Posted<'a> {
    fn read(community: &Community, row: &'a Row) -> Option<Self> {
        let at = row.minute(Column::PostedAt)?;
        let is_empty = row.is_empty(Column::Title) && row.is_empty(Column::Text);
        if at > community.now || is_empty {
            return None;
        }
        let kind = row.choice(Column::Publication);
        let taken_down = row.minute(Column::TakenDownAt);
        Some(Self {
            row,
            kind: kind
                .and_then(Publication::from_id)
                .unwrap_or(Publication::Other),
            at,
            last: last(community, row),
            taken_down: taken_down.filter(|down| *down <= community.now),
            hall: row.room(Column::Hall),
            topic: row.row(Column::Topic),
        })
    }

    /// Its title; one that has none is called by its kind.
    pub(super) fn title(&self) -> &'a str {
        match self.row.text(Column::Title).trim() {
            "" => self.kind_name(),
            title => title,
        }
    }

    pub(super) fn kind_name(&self) -> &'static str {
        match self.kind {
            Publication::Plan => "方案公示",
            Publication::Result => "结果公示",
            Publication::Progress => "落实进展",
            Publication::Solicitation => "征集",
            Publication::Topic => "议题公示",
            Publication::Other => "公告",
            Publication::Appraisal => "评议结果",
        }
    }

    /// Whether it is up and its period is not over.
    pub(super) fn is_up(&self, now: CivilTime) -> bool {
        self.taken_down.is_none() && self.last.is_none_or(|last| now.date() <= last)
    }

    /// Whether something can be written about it on its page.
    pub(super) fn takes_letters(&self, community: &Community) -> bool {
        let is_open = self.row.flag(Column::TakesComments) && self.is_up(community.now);
        is_open && community.office().is_some()
    }

    /// Until when it is up, and how long that is.
    pub(super) fn until(&self, now: CivilTime) -> Option<String> {
        let what = match self.kind {
            Publication::Solicitation => "征集",
            _ => "公示期",
        };
        let words = crate::calendar::words::day_and_weekday;
        if let Some(down) = self.taken_down {
            return Some(format!("已于{}揭下", words(down.date())));
        }
        let last = self.last?;
        let left = last.day_number().checked_sub(now.date().day_number());
        Some(match left {
            None => format!("{what}已于{}结束", words(last)),
            Some(0) => format!("{what}今天（{}）24时结束", words(last)),
            Some(days) => format!("{what}到{}24时，还剩 {days} 天", words(last)),
        })
    }

    /// Whether both speak of the same consultation or topic.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let same_hall = self.hall.is_some() && self.hall == other.hall;
        let same_topic = self.topic.is_some() && self.topic == other.topic;
        self.row.id != other.row.id && (same_hall || same_topic)
    }

    /// Whether it speaks of a topic.
    pub(super) fn is_about(&self, topic: &Row) -> bool {
        let is_of_hall = self.hall.is_some() && self.hall == topic.room(Column::Hall);
        self.topic == Some(topic.id) || is_of_hall
    }
}

/// The last day of the stated period; a rest day gives way to the next working day (民法典 203).
fn last(community: &Community, row: &Row) -> Option<Date> {
    let stated = row.dates(Column::Period)?;
    let days = stated_days(stated.from(), stated.to()).ok();
    let period = days.and_then(|days| Period::of(&community.calendar, stated.from(), days).ok());
    Some(period.map_or(stated.to(), Period::last))
}
