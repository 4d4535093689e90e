//! 会议记录, 协商纪要 and 签到表, from what happened in a sitting: nothing on them is typed a second time.

use std::fmt::Write as _;

use ledger::PersonId;

use super::names;
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::meeting::{Attendee, Capacity, Duty, Opinion, Sitting, Stance, StepKind, VoteResult};
use crate::projection::Row;
use crate::record::{Column, Date, Kind, RowId, Sheet};
use crate::statement::People;
use crate::voting::{Outcome, words};

/// A sitting as papers tell of it.
#[derive(Clone, Copy, Debug)]
pub struct Sat<'s> {
    /// Its row.
    pub row: &'s Row,
    /// What happened.
    pub sitting: &'s Sitting,
    /// Who holds which key.
    pub people: &'s People,
}

impl Sat<'_> {
    /// The name of somebody, by their card or else by their name tag; 【姓名已删除】 where neither is there.
    fn name(&self, person: PersonId) -> String {
        let attendee = self.sitting.attendance.get(person);
        let name = attendee.map_or("", |attendee| attendee.name());
        if !name.is_empty() {
            return name.to_owned();
        }
        let mut tags = self.people.iter();
        let tag = tags.find(|(_, known)| known.person == person);
        tag.map_or_else(
            || "【姓名已删除】".to_owned(),
            |(_, known)| known.name.clone(),
        )
    }

    /// A name with whom the person comes for: 张建明（302 室）.
    fn name_and_door(&self, person: PersonId) -> String {
        let attendee = self.sitting.attendance.get(person);
        let card = attendee.and_then(|attendee| attendee.card.as_ref());
        match card.map(|card| card.represents.as_str()) {
            None | Some("") => self.name(person),
            Some(door) => format!("{}（{door}）", self.name(person)),
        }
    }

    /// Who did something by their tablet, each once.
    fn on_duty(&self, duty: Duty) -> String {
        let tablets = self.sitting.tablets.iter();
        let tablets = tablets.filter(|tablet| tablet.did.contains(&duty));
        let mut names: Vec<String> = Vec::new();
        for person in tablets.filter_map(|tablet| tablet.person) {
            let name = self.name(person);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("、")
    }

    fn attendees(&self) -> impl Iterator<Item = &Attendee> {
        self.sitting.attendance.iter()
    }

    fn came(&self, capacity: Capacity) -> Vec<&Attendee> {
        let came = self.attendees();
        came.filter(|attendee| attendee.capacity == Some(capacity))
            .collect()
    }

    /// From when to when: 2026年11月28日（星期六）19:00至21:05.
    fn time(&self) -> String {
        let course = &self.sitting.course;
        let Some(opened) = course.opened() else {
            return self
                .row
                .time(Column::Time)
                .map(names::time)
                .unwrap_or_default();
        };
        let from = names::minute(opened.time());
        match course.closed() {
            None => from,
            Some(closed) if closed.time().date() == opened.time().date() => {
                format!("{from}至{}", names::clock(closed.time()))
            }
            Some(closed) => format!("{from}至{}", names::minute(closed.time())),
        }
    }

    fn venue(&self, matter: &Matter<'_>) -> String {
        match self.row.text(Column::Venue).trim() {
            "" => matter.round.text(Column::Venue).to_owned(),
            venue => venue.to_owned(),
        }
    }

    /// 「应到 62 人，实到 42 人，列席 3 人，旁听 5 人。」
    fn numbers(&self) -> String {
        let invited = self.attendees().filter(|one| one.is_invited()).count();
        let mut words = format!("应到 {invited} 人");
        let kinds = [
            ("实到", Capacity::Attending),
            ("列席", Capacity::Observing),
            ("旁听", Capacity::Listening),
        ];
        for (label, capacity) in kinds {
            let count = self.came(capacity).len();
            if count > 0 || capacity == Capacity::Attending {
                let _ = write!(words, "，{label} {count} 人");
            }
        }
        let represented: usize = self.attendees().map(|one| one.holds.len()).sum();
        if represented > 0 {
            let _ = write!(words, "，书面委托 {represented} 人");
        }
        words + "。"
    }

    /// Those who are invited and did not come.
    fn absent(&self) -> String {
        let absent = self.attendees();
        let absent = absent.filter(|one| one.is_invited() && one.capacity.is_none());
        let held: Vec<PersonId> = self
            .attendees()
            .flat_map(|one| one.holds.iter().copied())
            .collect();
        let names: Vec<String> = absent
            .map(|one| match held.contains(&one.person) {
                true => format!("{}（书面委托）", self.name(one.person)),
                false => self.name(one.person),
            })
            .collect();
        names.join("、")
    }

    /// How many came of each kind.
    fn by_kind(&self) -> String {
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for attendee in self.attendees().filter(|one| one.came().is_some()) {
            let kind = attendee
                .card
                .as_ref()
                .and_then(|card| Kind::from_id(&card.kind));
            let name = kind.map_or("其他", names::kind);
            match kinds.iter_mut().find(|(other, _)| *other == name) {
                Some((_, count)) => *count += 1,
                None => kinds.push((name, 1)),
            }
        }
        let kinds = kinds.into_iter();
        let kinds = kinds.map(|(name, count)| format!("{name} {count} 人"));
        kinds.collect::<Vec<_>>().join("、")
    }
}

/// The full minutes, which are filed.
pub fn minutes(issuer: Issuer<'_>, matter: &Matter<'_>, sat: Sat<'_>, on: Date) -> Paper {
    let form = matter.form();
    let title = format!("{}的{form}会议记录", matter.about());
    let mut paper = Paper::new(title, issuer, on);
    let sitting = sat.sitting;
    paper.must("时间", sat.time(), Gap::Cell(Column::Time));
    paper.must("地点", sat.venue(matter), Gap::Cell(Column::Venue));
    paper.must("主持人", chair(matter, sat), Gap::Participants);
    paper.must("记录人", recorder(matter, sat), Gap::Participants);
    paper.may("到会", &format!("{}{}", sat.numbers(), of_kinds(sat)));
    paper.may("缺席", &sat.absent());
    paper.may("议题", &matters(matter));
    paper.may("议程", &agenda(matter, sat));
    paper.may("发言要点", &speeches(sat));
    paper.may("意见", &wall(sat));
    paper.may("回避", &recused(matter, sat));
    for vote in standing(sitting) {
        paper.may("表决", &vote_in_full(matter, vote));
    }
    paper.may("形成的意见", &passed(matter, sat, true));
    paper.may("未达成的事项和去向", &passed(matter, sat, false));
    paper.may("会后事项", &super::result::measures(matter));
    paper.may("补充记录", sat.row.text(Column::Text));
    if !sitting.signed.is_empty() || !sitting.seals.is_empty() {
        paper.say("以上记录已当场宣读，确认无误。".to_owned());
    }
    paper.may("签字", &signatures(sat));
    paper.may("附件", &attached(sat));
    let addenda = sitting.addenda.iter();
    let addenda = addenda.map(|(at, text)| format!("{}　{text}", names::minute(at.time())));
    let addenda = addenda.collect::<Vec<_>>().join("\n");
    paper.may("补记（封存之后）", &addenda);
    paper.slip = vec!["主持人签名", "记录人签名", "与会代表签名"];
    paper
}

/// The summary of one page, which is published: numbers by kind, no names.
pub fn summary(issuer: Issuer<'_>, matter: &Matter<'_>, sat: Sat<'_>, on: Date) -> Paper {
    let mut paper = Paper::new(format!("{}的协商纪要", matter.about()), issuer, on);
    paper.must("时间", sat.time(), Gap::Cell(Column::Time));
    paper.must("地点", sat.venue(matter), Gap::Cell(Column::Venue));
    paper.may("参加人员", &format!("{}{}", sat.numbers(), of_kinds(sat)));
    paper.may("协商事项", &matters(matter));
    let votes: Vec<String> = standing(sat.sitting)
        .map(|vote| format!("{}：{}", named(matter, vote), in_short(vote)))
        .collect();
    paper.may("表决情况", &votes.join("\n"));
    paper.may("达成的意见", &passed(matter, sat, true));
    paper.may("没有达成的事项和去向", &passed(matter, sat, false));
    paper.may("落实安排", &super::result::measures(matter));
    paper
}

/// 签到表: one row a person. `shown` masks names for a copy that is shown around.
pub fn sign_in(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    sat: Sat<'_>,
    on: Date,
    shown: impl Fn(&str) -> String,
) -> Paper {
    let mut paper = Paper::new(format!("{}的会议签到表", matter.about()), issuer, on);
    paper.must("时间", sat.time(), Gap::Cell(Column::Time));
    paper.must("地点", sat.venue(matter), Gap::Cell(Column::Venue));
    paper.say(sat.numbers());
    let rows = sat.attendees().zip(1..).map(|(attendee, number)| {
        let person = attendee.person;
        let card = attendee.card.as_ref();
        let times = attendee.there.iter();
        let times = times.map(|(from, until)| match until {
            Some(until) => format!(
                "{}—{}",
                names::clock(from.time()),
                names::clock(until.time())
            ),
            None => names::clock(from.time()),
        });
        let held = attendee.holds.iter();
        let held = held.map(|person| shown(&sat.name(*person)));
        let held = held.collect::<Vec<_>>().join("、");
        vec![
            number.to_string(),
            shown(&sat.name(person)),
            card.map_or_else(String::new, |card| card.represents.clone()),
            attendee.capacity.map_or("未到", capacity).to_owned(),
            times.collect::<Vec<_>>().join("，"),
            match held.is_empty() {
                true => String::new(),
                false => format!("代{held}"),
            },
            match attendee.signature {
                Some(_) => "已签（见原件）".to_owned(),
                None => String::new(),
            },
        ]
    });
    let head = vec!["序号", "姓名", "代表", "身份", "到会", "委托", "签名"];
    paper.table(head, rows.collect(), "还没有人签到。");
    paper
}

fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Attending => "出席",
        Capacity::Observing => "列席",
        Capacity::Listening => "旁听",
    }
}

fn of_kinds(sat: Sat<'_>) -> String {
    match sat.by_kind().as_str() {
        "" => String::new(),
        kinds => format!("其中{kinds}。"),
    }
}

/// Who led the sitting: whoever had the chair's tablet, or else as the plan says.
fn chair(matter: &Matter<'_>, sat: Sat<'_>) -> String {
    match sat.on_duty(Duty::Chair).as_str() {
        "" => by_role(matter, "chair"),
        chair => chair.to_owned(),
    }
}

fn recorder(matter: &Matter<'_>, sat: Sat<'_>) -> String {
    match sat.on_duty(Duty::Recorder).as_str() {
        "" => by_role(matter, "recorder"),
        recorder => recorder.to_owned(),
    }
}

fn by_role(matter: &Matter<'_>, role: &str) -> String {
    let rows = matter.rows(Sheet::Roles);
    let rows = rows.filter(|row| row.choice(Column::Role) == Some(role));
    let names: Vec<&str> = rows.map(|row| row.text(Column::By).trim()).collect();
    names.join("、")
}

fn matters(matter: &Matter<'_>) -> String {
    let rows = matter.rows(Sheet::Matters).zip(1..);
    let lines = rows.map(|(row, number)| format!("{number}. {}", row.text(Column::Title).trim()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The steps of the sitting with their times and reasons.
fn agenda(matter: &Matter<'_>, sat: Sat<'_>) -> String {
    let steps = sat.sitting.course.steps.iter().filter_map(|step| {
        let words = match step.step {
            StepKind::Opened => "开会".to_owned(),
            StepKind::Item => item(matter, step.item?)?,
            StepKind::Adjourned => "休会".to_owned(),
            StepKind::Postponed => "延期".to_owned(),
            StepKind::Stopped => "中止".to_owned(),
            StepKind::Resumed => "复会".to_owned(),
            StepKind::Closed => "散会".to_owned(),
        };
        let time = names::clock(step.at.time());
        Some(match step.reason.as_str() {
            "" => format!("{time}　{words}"),
            reason => format!("{time}　{words}（{reason}）"),
        })
    });
    steps.collect::<Vec<_>>().join("\n")
}

/// The title of a row that something is about: an item of the agenda or a matter.
fn item(matter: &Matter<'_>, id: RowId) -> Option<String> {
    let row = matter.sheets.row(Sheet::Matters, id)?;
    Some(row.text(Column::Title).trim().to_owned())
}

fn speeches(sat: Sat<'_>) -> String {
    let speeches = sat.sitting.speeches.iter().zip(1..);
    let lines = speeches.map(|(speech, number)| {
        let stance = speech.stance.map(stance).unwrap_or_default();
        format!(
            "{number}. {}{stance}：{}",
            sat.name_and_door(speech.person),
            speech.text
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "（赞成）",
        Stance::Against => "（反对）",
        Stance::Other => "（建议）",
    }
}

fn wall(sat: Sat<'_>) -> String {
    let lines = sat.sitting.opinions.iter().zip(1..);
    let lines = lines.map(|(opinion, number)| {
        let Opinion {
            person,
            is_on_behalf,
            text,
            support,
            ..
        } = opinion;
        let who = person.map_or_else(|| "未具名".to_owned(), |person| sat.name_and_door(person));
        let how = if *is_on_behalf { "，代录" } else { "" };
        let shared = match support {
            0 => String::new(),
            support => format!("　附议 {support} 人"),
        };
        format!(
            "{number}. {who}{}{how}：{text}{shared}",
            stance(opinion.stance)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn recused(matter: &Matter<'_>, sat: Sat<'_>) -> String {
    let lines = sat.sitting.recused.iter().map(|recusal| {
        let on = item(matter, recusal.matter).unwrap_or_default();
        format!("{}（{on}）：{}", sat.name(recusal.person), recusal.reason)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The votes that came to something.
fn standing(sitting: &Sitting) -> impl Iterator<Item = &VoteResult> {
    sitting.votes.iter().filter(|vote| !vote.is_void)
}

/// What was put to the vote, in a few words: the matter, the staircase.
fn named(matter: &Matter<'_>, vote: &VoteResult) -> String {
    let title = item(matter, vote.opening.matter).unwrap_or_else(|| "临时事项".to_owned());
    match vote.opening.group.as_str() {
        "" => title,
        group => format!("{title}（{group}）"),
    }
}

/// A vote step by step: text, rule, sums, result, and what is open.
fn vote_in_full(matter: &Matter<'_>, vote: &VoteResult) -> String {
    let mut lines = vec![
        named(matter, vote),
        format!("表决内容：{}", vote.opening.text),
        format!("表决办法：{}", vote.opening.sentence),
        format!("计票：{}", sums(vote)),
    ];
    lines.extend(vote.lines());
    for settled in &vote.settled {
        lines.push(format!("核对处理：{}", settled.reason));
    }
    if !vote.is_final() {
        let open = vote.doubts.len();
        lines.push(format!("以上为暂定结果，还有 {open} 项待核对。"));
    }
    lines.join("\n")
}

/// 「有权 16，同意 13，反对 1，弃权 1，无效 0，未投 1」
fn sums(vote: &VoteResult) -> String {
    let tally = &vote.tally;
    let heads = |counts: &crate::voting::Counts| counts.heads.get();
    let mut voted = 0;
    let mut words = format!("有权 {}", heads(&tally.base()));
    let mut add = |label: &str, count: u64, is_always: bool| {
        voted += count;
        if is_always || count > 0 {
            let _ = write!(words, "，{label} {count}");
        }
    };
    let is_graded = tally.grades.iter().any(|counts| !counts.is_zero());
    let has_options = !tally.options.is_empty();
    let is_yes_or_no = !is_graded && !has_options;
    add("同意", heads(&tally.yes), is_yes_or_no);
    add("反对", heads(&tally.no), is_yes_or_no);
    for (counts, number) in tally.options.iter().zip(1..) {
        add(&format!("方案 {number}"), heads(counts), true);
    }
    for (counts, grade) in tally.grades.iter().zip(1..) {
        add(&format!("{grade} 分"), heads(counts), is_graded);
    }
    add("弃权", heads(&tally.abstain), is_yes_or_no);
    add("无效", heads(&tally.invalid), false);
    add("待定", heads(&tally.held), false);
    let silent = heads(&tally.base()).saturating_sub(voted);
    if silent > 0 {
        let _ = write!(words, "，未投 {silent}");
    }
    words
}

fn in_short(vote: &VoteResult) -> String {
    let outcome = match &vote.decided {
        Some(Ok(decision)) => words::outcome(&decision.outcome),
        Some(Err(error)) => words::vote_error(*error),
        None => String::new(),
    };
    let note = if vote.is_final() { "" } else { "（暂定）" };
    format!("{}，{outcome}{note}", sums(vote))
}

/// What was agreed, or what was not and where it goes.
fn passed(matter: &Matter<'_>, sat: Sat<'_>, is_passed: bool) -> String {
    let lines = standing(sat.sitting).filter_map(|vote| {
        let Some(Ok(decision)) = &vote.decided else {
            return None;
        };
        let passes = matches!(decision.outcome, Outcome::Passes | Outcome::Chosen(_));
        if passes != is_passed {
            return None;
        }
        let row = matter.sheets.row(Sheet::Matters, vote.opening.matter);
        let goes = row.and_then(|row| row.choice(Column::MatterDecision));
        let goes = goes.and_then(crate::record::Decision::from_id);
        let name = named(matter, vote);
        Some(match (is_passed, goes) {
            (true, _) => format!("{name}：{}", vote.opening.text),
            (false, Some(goes)) => format!("{name}：{}", names::decision(goes)),
            (false, None) => format!("{name}：{}", words::outcome(&decision.outcome)),
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn signatures(sat: Sat<'_>) -> String {
    let signed = sat.sitting.signed.iter();
    let lines = signed.map(|(person, reason)| match reason.as_str() {
        "" => sat.name(*person),
        reason => format!("{}（{reason}）", sat.name(*person)),
    });
    lines.collect::<Vec<_>>().join("、")
}

/// What lies with the minutes.
fn attached(sat: Sat<'_>) -> String {
    let came = sat.attendees().filter(|one| one.came().is_some()).count();
    let votes = standing(sat.sitting);
    let papers: usize = votes
        .flat_map(|vote| &vote.ballots)
        .filter(|ballot| ballot.via == crate::meeting::Via::Paper)
        .count();
    let mut lines = Vec::new();
    if came > 0 {
        lines.push(format!("签到表（{came} 人）"));
    }
    if papers > 0 {
        lines.push(format!("纸质表决票 {papers} 张"));
    }
    lines.join("；")
}
