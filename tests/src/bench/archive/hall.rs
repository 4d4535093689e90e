//! One consultation with all that a procedure brings with it: what was planned, who took part, what
//! was posted and said, how it was voted, what was done.

use anyhow::{Context, Result, ensure};
use consultation::procedure::Stage;
use consultation::{
    CellValue, CivilTime, Column, Command, Date, DateSpan, Founding, PartKind, Place, RowId, Sheet,
    TextTarget, TimeSpan,
};
use ledger::{Entry, RoomId};

use super::{CLOSED, founding};
use crate::bench::scribe::Scribe;
use crate::wire::Author;

use Column as C;

/// Days from the first word to the file of one that is filed.
const WHOLE: i32 = 150;
/// What somebody says or writes in a sentence or two.
const WORDS: &str = "居民代表提出，车位应当先满足本小区住户的需要，外来车辆按时段收费；\
                     物业公司表示可以在夜间开放，收入归全体业主，每季度公布一次。";

/// Which consultation, and how far it has come.
pub(super) struct Plan {
    /// 议题
    pub(super) title: String,
    /// Its first day.
    begins: Date,
    /// The day of the last step that was taken.
    today: Date,
}

impl Plan {
    /// The consultation with this number: first those that are filed, then those under way.
    pub(super) fn of(number: usize, today: Date) -> Result<Self> {
        let subjects = [
            "加装电梯",
            "停车位分配",
            "垃圾投放点调整",
            "雨污分流施工",
            "楼道扶手安装",
        ];
        let subject = subjects.get(number % subjects.len()).context("a subject")?;
        let place = i32::try_from(number)?;
        let ago = match number.checked_sub(CLOSED) {
            // One every four days, over somewhat more than two years.
            None => WHOLE + 10 + 4 * (i32::try_from(CLOSED)? - place),
            // Evenly at all stages.
            Some(open) => 6 + 7 * i32::try_from(open)?,
        };
        Ok(Self {
            title: format!("{}幢{subject}（第{number}件）", number % 37 + 1),
            begins: today.plus_days(-ago).context("a day")?,
            today,
        })
    }

    /// So many days after the first.
    pub(super) fn day(&self, after: i32) -> Result<Date> {
        self.begins.plus_days(after).context("a day")
    }

    fn minute(&self, after: i32) -> Result<CivilTime> {
        CivilTime::new(self.day(after)?, 9, 30).context("a minute")
    }

    fn has_come(&self, after: i32) -> Result<bool> {
        Ok(self.day(after)? <= self.today)
    }
}

/// A cell of words.
pub(super) fn text(words: &str) -> CellValue {
    CellValue::Text(words.to_owned())
}

/// Writes a consultation and gives its room and its entries.
pub(super) fn written(
    author: &mut Author,
    board: RoomId,
    plan: &Plan,
) -> Result<(RoomId, Vec<Entry>)> {
    let found = founding(author, board)?;
    let room = found.room();
    let mut hall = Hall {
        scribe: Scribe::founding(
            author,
            room,
            Founding::Hall {
                title: plan.title.clone(),
            },
        )?,
        plan,
    };
    hall.is_planned()?;
    if plan.has_come(10)? {
        hall.is_noticed("plan", 10)?;
        hall.is_informed()?;
    }
    if plan.has_come(30)? {
        hall.closes(Stage::Notice, 29)?;
        hall.sits()?;
    }
    if plan.has_come(34)? {
        hall.is_noticed("result", 34)?;
        hall.round(C::ResultLegal, CellValue::choice("lawful"))?;
        hall.date(C::ResultTold, 36)?;
    }
    if plan.has_come(60)? {
        hall.closes(Stage::Result, 58)?;
        hall.is_carried_out()?;
    }
    if plan.has_come(WHOLE)? {
        hall.is_filed()?;
    }
    let mut entries = vec![found];
    entries.extend(hall.scribe.sealed(author)?);
    ensure!(entries.len() > 20, "hardly anything was written");
    Ok((room, entries))
}

struct Hall<'a> {
    scribe: Scribe,
    plan: &'a Plan,
}

impl Hall<'_> {
    fn round(&mut self, column: Column, value: CellValue) -> Result<()> {
        let round = RowId::FIRST_ROUND;
        self.scribe.sets(Sheet::Rounds, round, column, value)
    }

    fn date(&mut self, column: Column, after: i32) -> Result<()> {
        let day = self.plan.day(after)?;
        self.round(column, CellValue::Date(Some(day)))
    }

    fn closes(&mut self, stage: Stage, after: i32) -> Result<()> {
        self.date(stage.closed(), after)
    }

    fn is_planned(&mut self) -> Result<()> {
        self.date(C::Began, 1)?;
        self.closes(Stage::Screening, 4)?;
        let time = TimeSpan::new(self.plan.minute(30)?, None).context("a time")?;
        for (column, value) in [
            (C::Purpose, text(WORDS)),
            (C::Form, CellValue::choice("deliberation")),
            (C::Venue, text("社区二楼议事厅")),
            (C::Time, CellValue::Time(Some(time))),
            (C::Organiser, text("社区居委会")),
            (
                C::Agenda,
                text("一、介绍方案\n二、发言\n三、答复\n四、表决"),
            ),
            (C::Materials, text("方案、平面图、报价单")),
            (C::Order, text("每人发言三分钟，先到先说")),
            (C::VotingRule, text("CN-NB-2021")),
            (C::PlanLegal, CellValue::choice("lawful")),
            (C::PlanLegalNote, text("社区法律顾问审核，未见不合法之处")),
        ] {
            self.round(column, value)?;
        }
        for (kind, whom) in [
            ("registered_resident", "各单元推选的居民"),
            ("unregistered_resident", "租住户"),
            ("property_firm", "物业服务企业"),
            ("owners_committee", "业主委员会"),
            ("veteran", "老党员"),
            ("delegate", "区人大代表"),
            ("mass_organisation", "妇联"),
            ("social_worker", "社工站"),
        ] {
            let cells = vec![
                (C::Kind, CellValue::choice(kind)),
                (C::Represents, text(whom)),
                (C::Selection, CellValue::choice("elected")),
                (C::Count, CellValue::Count(Some(3))),
            ];
            self.scribe.adds(Sheet::Participants, cells)?;
        }
        for title in ["是否实施", "费用怎样分摊"] {
            let cells = vec![(C::Title, text(title)), (C::Text, text(WORDS))];
            self.scribe.adds(Sheet::Matters, cells)?;
        }
        let replace = Command::ReplaceText {
            target: TextTarget::FullText,
            text: WORDS.repeat(8),
        };
        self.scribe.does(replace)?;
        self.closes(Stage::Plan, 9)
    }

    fn is_noticed(&mut self, kind: &str, posted: i32) -> Result<()> {
        let (up, down) = (self.plan.minute(posted)?, self.plan.minute(posted + 17)?);
        let period = DateSpan::new(up.date(), self.plan.day(posted + 15)?);
        let cells = vec![
            (C::NoticeKind, CellValue::choice(kind)),
            (C::Period, CellValue::Dates(period)),
            (C::Text, text(WORDS)),
        ];
        let notice = self.scribe.adds(Sheet::Notices, cells)?;
        let of_notice = (C::NoticeRow, CellValue::Row(Some(notice)));
        for place in ["小区东门公告栏", "社区居务公开栏"] {
            let cells = vec![
                of_notice.clone(),
                (C::Place, text(place)),
                (C::PostedAt, CellValue::Minute(Some(up))),
                (C::By, text("网格员")),
                (C::Photo, CellValue::Blob(Some([7; 32]))),
            ];
            let posting = self.scribe.adds(Sheet::Postings, cells)?;
            if self.plan.has_come(posted + 17)? {
                let down = CellValue::Minute(Some(down));
                let sheet = Sheet::Postings;
                self.scribe.sets(sheet, posting, C::TakenDownAt, down)?;
            }
        }
        for after in [2, 5, 6] {
            if !self.plan.has_come(posted + after)? {
                continue;
            }
            let came = self.plan.day(posted + after)?;
            let cells = vec![
                of_notice.clone(),
                (C::Remark, CellValue::choice("comment")),
                (C::Channel, text("电话")),
                (C::On, CellValue::Date(Some(came))),
                (C::Text, text(WORDS)),
            ];
            let remark = self.scribe.adds(Sheet::Remarks, cells)?;
            if self.plan.has_come(posted + after + 9)? {
                let replied = CellValue::Date(Some(self.plan.day(posted + after + 2)?));
                let sheet = Sheet::Remarks;
                self.scribe
                    .sets(sheet, remark, C::Reply, text("已采纳，写入方案"))?;
                self.scribe.sets(sheet, remark, C::RepliedOn, replied)?;
            }
        }
        Ok(())
    }

    fn is_informed(&mut self) -> Result<()> {
        for kind in [
            "registered_resident",
            "unregistered_resident",
            "property_firm",
            "owners_committee",
        ] {
            let day = self.plan.day(11)?;
            let cells = vec![
                (C::Kind, CellValue::choice(kind)),
                (C::By, text("社区居委会")),
                (C::Channel, text("微信群和书面通知")),
                (C::On, CellValue::Date(Some(day))),
            ];
            self.scribe.adds(Sheet::Informing, cells)?;
        }
        Ok(())
    }

    fn sits(&mut self) -> Result<()> {
        let time = TimeSpan::new(self.plan.minute(30)?, None);
        let cells = vec![
            (C::Time, CellValue::Time(time)),
            (C::Venue, text("社区二楼议事厅")),
            (C::Entitled, CellValue::Count(Some(24))),
            (C::Present, CellValue::Count(Some(22))),
            (C::Text, text(&WORDS.repeat(4))),
        ];
        let sitting = self.scribe.adds(Sheet::Sittings, cells)?;
        let of_sitting = (C::Sitting, CellValue::Row(Some(sitting)));
        for kind in [
            "registered_resident",
            "unregistered_resident",
            "property_firm",
        ] {
            let cells = vec![
                of_sitting.clone(),
                (C::Kind, CellValue::choice(kind)),
                (C::Count, CellValue::Count(Some(7))),
            ];
            self.scribe.adds(Sheet::Attendance, cells)?;
        }
        for unit in ["一单元", "二单元", "三单元", "四单元"] {
            let cells = vec![
                of_sitting.clone(),
                (C::Unit, text(unit)),
                (C::Entitled, CellValue::Count(Some(16))),
                (C::Yes, CellValue::Count(Some(13))),
                (C::No, CellValue::Count(Some(1))),
                (C::Abstain, CellValue::Count(Some(2))),
            ];
            self.scribe.adds(Sheet::Tallies, cells)?;
        }
        let section = self.scribe.does(Command::AddSection {
            kind: PartKind::Opening,
            heading: "开场".to_owned(),
            place: Place::Last,
        })?;
        let target = TextTarget::Section(section.section.context("a section")?);
        for index in 0..4 {
            let splice = Command::SpliceText {
                target,
                index: index * WORDS.encode_utf16().count(),
                delete: 0,
                insert: WORDS.to_owned(),
            };
            self.scribe.does(splice)?;
        }
        if !self.plan.has_come(32)? {
            return Ok(());
        }
        let (sheets, _) = consultation::Sheets::read(&self.scribe.document);
        for matter in sheets.rows(Sheet::Matters) {
            let agreed = CellValue::choice("agreed");
            let column = C::MatterDecision;
            self.scribe
                .sets(Sheet::Matters, matter.id, column, agreed)?;
        }
        self.round(C::Decision, CellValue::choice("agreed"))?;
        self.round(C::DecisionNote, text(WORDS))?;
        self.closes(Stage::Sitting, 32)
    }

    fn is_carried_out(&mut self) -> Result<()> {
        for (measure, due) in [("施工单位进场", 75), ("完工验收", 100), ("公布账目", 130)]
        {
            let day = CellValue::Date(Some(self.plan.day(due)?));
            let cells = vec![
                (C::Title, text(measure)),
                (C::By, text("物业服务企业")),
                (C::Due, day.clone()),
            ];
            let row = self.scribe.adds(Sheet::Measures, cells)?;
            if self.plan.has_come(due + 2)? {
                self.scribe.sets(Sheet::Measures, row, C::DoneOn, day)?;
            }
        }
        Ok(())
    }

    fn is_filed(&mut self) -> Result<()> {
        self.closes(Stage::Measures, 132)?;
        self.round(C::SupervisorsFound, text("已逐项核对，全部落实"))?;
        self.round(C::Rated, text("发出评议表60份，收回52份，满意49份"))?;
        self.closes(Stage::Appraisal, 140)?;
        self.date(C::Filed, WHOLE)
    }
}
