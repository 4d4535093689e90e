//! A consultation in a line: what lists and the first page of the day show of it.
//!
//! Reading it takes the whole record, so a device may keep it, as text, and show it before it has read
//! the record again. It says on which days it stays right, and which marks of the board's topic it
//! was read with.

use super::check::periods;
use super::due::{Due, of_hall, optional, written};
use super::facts::Facts;
use super::requirement::Requirement;
use super::stage::Stage;
use super::standing::Standing;
use crate::command::clean_line;
use crate::going_up::{Signed, answer};
use crate::projection::{ListItem, Row};
use crate::promise::{Promise, PromiseState, promises};
use crate::record::{CivilTime, Column, Date, Decision, Form, NoticeKind, RowId, Sheet, Track};

/// The first line of the text; another version reads nothing out of it.
const VERSION: &str = "5";

/// Between the words of a measure or of what went up; no cell of one line holds it.
const BETWEEN: &str = "\t";

/// Characters of what is asked that a line keeps.
const ASKS: usize = 200;

/// What stands in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// 议题
    pub title: String,
    /// 协商形式 of the round under way.
    pub form: Option<Form>,
    /// 地点
    pub venue: String,
    /// When it was or will be held.
    pub start: Option<CivilTime>,
    /// How many fields and cells staff have to choose values of.
    pub conflicts: usize,
    /// The stage that is under way; `None` when all are done.
    pub stage: Option<Stage>,
    /// 轨道
    pub track: Track,
    /// When it was filed.
    pub filed: Option<Date>,
    /// What it waits for.
    pub due: Vec<Due>,
    /// When the round under way began.
    pub began: Option<Date>,
    /// What the board said, by [`Facts::board_marks`].
    pub board_marks: usize,
    /// What was promised in the round under way, for the register of all.
    pub promises: Vec<PromiseLine>,
    /// What went up in all rounds, for the list of whoever is to answer.
    pub submissions: Vec<SubmissionLine>,
    /// The first and the last day on which this stays right while nobody writes anything.
    pub holds: (Date, Option<Date>),
}

/// A measure in a line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseLine {
    /// 事项
    pub title: String,
    /// 责任人
    pub by: String,
    /// The last day for it, after what was postponed.
    pub due: Option<Date>,
    /// 销号日期
    pub done: Option<Date>,
    /// Whether it is open again in spite of that.
    pub is_reopened: bool,
}

impl PromiseLine {
    fn of(promise: &Promise<'_>) -> Self {
        let text = |column| promise.row.text(column).trim().to_owned();
        Self {
            title: text(Column::Title),
            by: text(Column::By),
            due: promise.due,
            done: promise.row.date(Column::DoneOn),
            is_reopened: matches!(promise.state, PromiseState::Reopened(_)),
        }
    }

    /// Whether its day is over and it is not done.
    pub fn is_late(&self, today: Date) -> bool {
        !self.is_done() && self.due.is_some_and(|due| due < today)
    }

    /// Whether it is done and stays so.
    pub fn is_done(&self) -> bool {
        self.done.is_some() && !self.is_reopened
    }

    fn to_line(&self) -> String {
        [
            self.title.clone(),
            self.by.clone(),
            written(self.due),
            written(self.done),
            self.is_reopened.to_string(),
        ]
        .join(BETWEEN)
    }

    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(BETWEEN);
        Some(Self {
            title: words.next()?.to_owned(),
            by: words.next()?.to_owned(),
            due: optional(words.next()?)?,
            done: optional(words.next()?)?,
            is_reopened: words.next()?.parse().ok()?,
        })
    }
}

/// What went up, in a line of the list of whoever is to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionLine {
    /// Its row.
    pub row: RowId,
    /// 报送对象, an id of [`Decision`](crate::record::Decision).
    pub to: String,
    /// When it went up.
    pub sent: Option<Date>,
    /// By when an answer is wanted.
    pub due: Option<Date>,
    /// The id of the answer; empty while there is none.
    pub answer: String,
    /// The day of the answer.
    pub answered: Option<Date>,
    /// What is asked.
    pub asks: String,
}

impl SubmissionLine {
    /// The line of a row of [`Sheet::Submissions`] or [`Sheet::Requests`].
    pub fn of(row: &Row, rulings: &[Signed]) -> Self {
        let answer = answer(row, rulings);
        let is_request = row.sheet() == Sheet::Requests;
        let to = row.choice(Column::SubmittedTo).unwrap_or_default();
        Self {
            row: row.id,
            to: if is_request {
                Decision::ToTownship.id()
            } else {
                to
            }
            .to_owned(),
            sent: row.date(Column::On),
            due: row.date(Column::Due),
            answer: answer
                .map(|answer| answer.id.to_owned())
                .unwrap_or_default(),
            answered: answer.and_then(|answer| answer.on),
            asks: clean_line(row.text(Column::Text)),
        }
    }

    /// Whether an answer is wanted and its day is over.
    pub fn is_late(&self, today: Date) -> bool {
        self.answer.is_empty() && self.due.is_some_and(|due| due < today)
    }

    fn to_line(&self) -> String {
        let asks: String = self.asks.chars().take(ASKS).collect();
        let words = [
            self.row.to_string(),
            self.to.clone(),
            written(self.sent),
            written(self.due),
            self.answer.clone(),
            written(self.answered),
            asks,
        ];
        words.join(BETWEEN)
    }

    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(BETWEEN);
        Some(Self {
            row: RowId::from_key(words.next()?)?,
            to: words.next()?.to_owned(),
            sent: optional(words.next()?)?,
            due: optional(words.next()?)?,
            answer: words.next()?.to_owned(),
            answered: optional(words.next()?)?,
            asks: words.next()?.to_owned(),
        })
    }
}

impl Facts<'_> {
    /// What the board says of the topic, as far as the procedure asks for it, the days of its rules
    /// and those off: while these are the same and the hall is, so is where the consultation stands.
    pub fn board_marks(&self) -> usize {
        let least = self.least;
        let mut marks = self.calendar.own().mark();
        for days in [least.plan_notice, least.simple_notice, least.result_notice] {
            marks = marks
                .wrapping_mul(4_001)
                .wrapping_add(usize::from(days.get()));
        }
        for requirement in Requirement::ALL {
            if requirement.is_of_topic() {
                let is_met = self.lacks(*requirement).is_none();
                marks = marks.wrapping_mul(2).wrapping_add(usize::from(is_met));
            }
        }
        marks
    }
}

impl Requirement {
    /// Whether it is met on the board and not in the hall.
    fn is_of_topic(self) -> bool {
        use Requirement as R;
        matches!(
            self,
            R::Category
                | R::JointScreening
                | R::Accepted
                | R::ProposerTold
                | R::TopicPublished
                | R::TownshipAnswered
        )
    }
}

impl Overview {
    /// Reads a consultation; `item` for what stands outside its sheets.
    pub fn of(item: &ListItem, facts: &Facts<'_>, standing: &Standing) -> Self {
        let due = of_hall(facts, standing);
        let first = facts.hall.row(Sheet::Rounds, RowId::FIRST_ROUND);
        let round = |column| {
            let is_written = !facts.round.is_empty(column);
            first.filter(|_| !is_written).unwrap_or(facts.round)
        };
        let form = round(Column::Form).choice(Column::Form);
        let time = round(Column::Time).time(Column::Time);
        Self {
            title: item.title.value.clone(),
            form: form.map(Form::from_id),
            venue: round(Column::Venue).text(Column::Venue).to_owned(),
            start: time.map(|time| time.start()),
            conflicts: usize::from(item.title.is_conflicted()) + facts.hall.conflicts(),
            stage: standing.stage,
            track: facts.track(),
            filed: standing.filed,
            began: facts.round.date(Column::Began),
            board_marks: facts.board_marks(),
            promises: promises(facts).iter().map(PromiseLine::of).collect(),
            submissions: {
                let rows = facts.hall.rows(Sheet::Submissions);
                rows.map(|row| SubmissionLine::of(row, facts.rulings))
                    .collect()
            },
            holds: (facts.now.date(), changes_after(facts)),
            due,
        }
    }

    /// Whether it is as right on a day as when it was read.
    pub fn holds_on(&self, day: Date) -> bool {
        let (from, until) = self.holds;
        from <= day && until.is_none_or(|until| day <= until)
    }

    /// As a device keeps it; `None` for one that does not fit a text of lines.
    pub fn to_text(&self) -> Option<String> {
        let mut lines = vec![
            VERSION.to_owned(),
            self.title.clone(),
            self.venue.clone(),
            self.form.as_ref().map_or("", Form::id).to_owned(),
            written(self.start),
            self.conflicts.to_string(),
            self.stage.map_or("", Stage::id).to_owned(),
            self.track.id().to_owned(),
            written(self.filed),
            written(self.began),
            self.board_marks.to_string(),
            written(Some(self.holds.0)),
            written(self.holds.1),
            self.due.len().to_string(),
            self.submissions.len().to_string(),
        ];
        lines.extend(self.due.iter().map(Due::to_line));
        lines.extend(self.submissions.iter().map(SubmissionLine::to_line));
        lines.extend(self.promises.iter().map(PromiseLine::to_line));
        let has_breaks = lines.iter().any(|line| line.contains('\n'));
        (!has_breaks).then(|| lines.join("\n"))
    }

    /// Reads what [`Self::to_text`] wrote; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        lines.next().filter(|version| *version == VERSION)?;
        let overview = Self {
            title: lines.next()?.to_owned(),
            venue: lines.next()?.to_owned(),
            form: lines
                .next()
                .map(|id| (!id.is_empty()).then(|| Form::from_id(id)))?,
            start: optional(lines.next()?)?,
            conflicts: lines.next()?.parse().ok()?,
            stage: match lines.next()? {
                "" => None,
                id => Some(Stage::from_id(id)?),
            },
            track: Track::from_id(lines.next()?)?,
            filed: optional(lines.next()?)?,
            began: optional(lines.next()?)?,
            board_marks: lines.next()?.parse().ok()?,
            holds: (lines.next()?.parse().ok()?, optional(lines.next()?)?),
            due: Vec::new(),
            promises: Vec::new(),
            submissions: Vec::new(),
        };
        let due: usize = lines.next()?.parse().ok()?;
        let sent: usize = lines.next()?.parse().ok()?;
        let due = lines.by_ref().take(due).map(Due::from_line);
        let due = due.collect::<Option<_>>()?;
        let submissions = lines.by_ref().take(sent).map(SubmissionLine::from_line);
        let submissions = submissions.collect::<Option<_>>()?;
        let promises = lines.map(PromiseLine::from_line).collect::<Option<_>>()?;
        Some(Self {
            due,
            promises,
            submissions,
            ..overview
        })
    }
}

/// The last day of a notice that hangs: when it is over, the stage may be done by that alone.
fn changes_after(facts: &Facts<'_>) -> Option<Date> {
    let kinds = [NoticeKind::Plan, NoticeKind::Result].into_iter();
    let periods = kinds.flat_map(|kind| periods(facts, kind));
    let last = periods.map(|(_, period)| period.last());
    last.filter(|last| *last >= facts.now.date()).min()
}
