//! 会议记录, 协商纪要 and 签到表 of a sitting that tablets ran.

use consultation::meeting::{
    CameBy, Capacity, Card, CheckIn, Duty, Event, Happened, Heard, Log, Opening, OwnedUnit,
    RollHead, Setting, Sitting, Stance, StepKind, Via, Vote, sum,
};
use consultation::paper::{Gap, Issuer, Line, Matter, Paper, Sat, minutes, sign_in, summary};
use consultation::statement::{NameTag, People, Said, Statement};
use consultation::voting::{Mark, built_in};
use consultation::{Column, Date, RowId, Sheet, Sheets};
use ledger::{EntryId, KeyId, PersonId, Role};

use crate::support::{Device, text};

const ISSUER: Issuer<'static> = Issuer {
    name: "柳荫社区居民委员会",
    phone: "0574-8700 0000",
    address: "",
};
const CHAIR: u8 = 1;
const RULE: &str = "CN-NB-2021/lift";

/// What happened in a sitting, in the order of the log.
struct Evening {
    sheets: Sheets,
    sitting: RowId,
    matter: RowId,
    said: Vec<(u8, Role, Happened)>,
}

fn person(number: u8) -> PersonId {
    PersonId([number; 16])
}

fn entry(number: usize) -> EntryId {
    EntryId([u8::try_from(number).unwrap(); 32])
}

impl Evening {
    fn new() -> Self {
        let mut hall = Device::founding("三幢一单元加装电梯");
        let matter = hall.add_row(Sheet::Matters, vec![(Column::Title, text("安装方案"))]);
        let sitting = hall.add_row(Sheet::Sittings, vec![(Column::Venue, text("社区活动室"))]);
        Self {
            sheets: hall.sheets(),
            sitting,
            matter,
            said: Vec::new(),
        }
    }

    fn say(&mut self, who: u8, time: &str, event: Event) -> EntryId {
        let at = format!("2026-11-28T{time}:00").parse().unwrap();
        let happened = Happened::new(self.sitting, at, None, event).unwrap();
        let role = if who == CHAIR || who == 2 {
            Role::Staff
        } else {
            Role::Participant
        };
        self.said.push((who, role, happened));
        entry(self.said.len())
    }

    fn heard(&self) -> impl Iterator<Item = Heard<'_>> {
        self.said
            .iter()
            .zip(1..)
            .map(|((who, role, happened), number)| Heard {
                entry: entry(number),
                author: KeyId([*who; 16]),
                seq: u64::try_from(number).ok(),
                index: 0,
                happened,
                stands: true,
                roles: vec![*role],
                admitted: (*role == Role::Participant).then_some(Some(person(*who))),
                received: None,
            })
    }

    fn people() -> People {
        let tag = Statement::NameTag(NameTag::new(person(90), "王小燕", "1 号平板").unwrap());
        People::read([Said {
            author: KeyId([CHAIR; 16]),
            seq: Some(1),
            index: 0,
            entry: entry(200),
            statement: &tag,
        }])
    }

    /// Reads the evening and makes a paper of it.
    fn paper(&self, make: impl Fn(&Matter<'_>, Sat<'_>) -> Paper) -> Paper {
        let people = Self::people();
        let rules = built_in::all();
        let setting = Setting {
            rules: &rules,
            announced: &[self.matter],
        };
        let log = Log::read(&[self.sitting], self.heard(), &people);
        let sitting = Sitting::read(&log, setting);
        let round = self.sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
        let matter = Matter {
            title: "三幢一单元加装电梯",
            round,
            sheets: &self.sheets,
            rule: "",
        };
        let sat = Sat {
            row: self.sheets.row(Sheet::Sittings, self.sitting).unwrap(),
            sitting: &sitting,
            people: &people,
        };
        make(&matter, sat)
    }

    fn minutes(&self) -> Paper {
        self.paper(|matter, sat| minutes(ISSUER, matter, sat, day()))
    }

    fn owner(&mut self, number: u8) {
        let unit = OwnedUnit {
            unit: format!("{number}01"),
            building_unit: String::new(),
            area: 10_000,
            is_parking: false,
        };
        let card = Card {
            person: person(number),
            name: format!("业主{number}"),
            kind: "registered_resident".to_owned(),
            represents: format!("{number}01 室"),
            household: String::new(),
            is_invited: true,
            units: vec![unit],
        };
        self.say(CHAIR, "18:00", Event::Card(card.into()));
    }

    fn comes(&mut self, number: u8, capacity: Capacity, holds: Vec<PersonId>) {
        let came = CheckIn {
            person: person(number),
            capacity,
            came_by: CameBy::Name,
            basis: match holds.is_empty() {
                true => String::new(),
                false => "委托书".to_owned(),
            },
            holds,
            signature: Some([1; 32]),
        };
        self.say(CHAIR, "18:55", Event::CheckIn(came));
    }

    fn step(&mut self, time: &str, step: StepKind, item: Option<RowId>, reason: &str) {
        let reason = reason.to_owned();
        self.say(CHAIR, time, Event::Step { step, item, reason });
    }

    /// Four owners vote by their phones; `yes` of them agree.
    fn votes(&mut self, yes: u8) {
        let heads = (11..15).map(|number| RollHead {
            label: format!("{number}01"),
            voters: vec![person(number)],
            area: 10_000,
            household: String::new(),
        });
        let roll = self.say(
            CHAIR,
            "19:30",
            Event::Roll {
                heads: heads.collect(),
            },
        );
        let opening = Opening {
            matter: self.matter,
            text: "同意按乙方案加装电梯。".to_owned(),
            rule: RULE.to_owned(),
            sentence: String::new(),
            way: consultation::meeting::Conducted::Named,
            group: "1 单元".to_owned(),
            options: Vec::new(),
            rolls: vec![roll],
        };
        let opening = self.say(CHAIR, "19:30", Event::Opening(opening.into()));
        let mut entries = Vec::new();
        for number in 11..15 {
            let vote = Vote {
                opening,
                voter: person(number),
                mark: if number < 11 + yes {
                    Mark::Yes
                } else {
                    Mark::No
                },
                via: Via::OwnDevice,
                holder: None,
                is_signed: true,
                evidence: None,
            };
            entries.push(self.say(number, "19:31", Event::Ballot(vote)));
        }
        entries.sort_unstable();
        let (digest, count) = (sum(&entries), 4);
        let lists = vec![self.say(CHAIR, "19:40", Event::Listed { entries })];
        let closing = Event::Closing {
            opening,
            lists,
            count,
            digest,
        };
        self.say(CHAIR, "19:40", closing);
    }

    fn held(yes: u8) -> Self {
        let mut evening = Self::new();
        for number in 11..16 {
            evening.owner(number);
        }
        let post = Event::Post {
            duties: vec![Duty::Chair, Duty::Recorder],
            name: "1 号平板".to_owned(),
        };
        evening.say(CHAIR, "18:50", post);
        for number in 11..14 {
            evening.comes(number, Capacity::Attending, Vec::new());
        }
        evening.comes(14, Capacity::Attending, vec![person(15)]);
        evening.step("19:00", StepKind::Opened, None, "");
        evening.step("19:05", StepKind::Item, Some(evening.matter), "");
        let speech = Event::Speech {
            person: person(12),
            stance: Some(Stance::Against),
            item: None,
            text: "一楼采光受影响。".to_owned(),
        };
        evening.say(CHAIR, "19:10", speech);
        let opinion = Event::Opinion {
            person: None,
            matter: None,
            stance: Stance::For,
            text: "老人上下楼难。".to_owned(),
        };
        let opinion = evening.say(13, "19:12", opinion);
        let support = Event::Support {
            opinion,
            person: None,
        };
        evening.say(14, "19:13", support);
        evening.votes(yes);
        evening.step("20:00", StepKind::Adjourned, None, "停电");
        evening.step("20:20", StepKind::Resumed, None, "");
        evening.step("21:05", StepKind::Closed, None, "");
        evening
    }
}

fn day() -> Date {
    "2026-11-28".parse().unwrap()
}

fn entry_of<'p>(paper: &'p Paper, wanted: &str) -> &'p str {
    let mut entries = paper.lines.iter().filter_map(|line| match line {
        Line::Entry { label, words } if *label == wanted => Some(words.as_str()),
        _ => None,
    });
    entries.next_back().unwrap_or_default()
}

#[test]
fn the_minutes_tell_of_the_evening() {
    let paper = Evening::held(3).minutes();
    assert_eq!(paper.gaps, []);
    let says = |label| entry_of(&paper, label);
    assert_eq!(says("时间"), "2026年11月28日（星期六）19:00至21:05");
    assert_eq!((says("地点"), says("主持人")), ("社区活动室", "王小燕"));
    assert_eq!(
        says("到会"),
        "应到 5 人，实到 4 人，书面委托 1 人。其中当地户籍居民 4 人。"
    );
    assert_eq!(says("缺席"), "业主15（书面委托）");
    assert_eq!(
        says("议程"),
        "19:00　开会\n19:05　安装方案\n20:00　休会（停电）\n20:20　复会\n21:05　散会"
    );
    assert_eq!(
        says("发言要点"),
        "1. 业主12（1201 室）（反对）：一楼采光受影响。"
    );
    assert_eq!(
        says("意见"),
        "1. 业主13（1301 室）（赞成）：老人上下楼难。　附议 1 人"
    );
    let vote = says("表决");
    assert!(
        vote.starts_with("安装方案（1 单元）\n表决内容：同意按乙方案加装电梯。"),
        "{vote}"
    );
    assert!(vote.contains("有权 4，同意 3，反对 1，弃权 0"), "{vote}");
    assert!(vote.ends_with("结果：通过"), "{vote}");
    assert_eq!(
        says("形成的意见"),
        "安装方案（1 单元）：同意按乙方案加装电梯。"
    );
    assert_eq!(says("未达成的事项和去向"), "");
    assert_eq!(says("附件"), "签到表（4 人）");
}

#[test]
fn what_failed_stands_with_where_it_goes() {
    let paper = Evening::held(1).minutes();
    assert_eq!(entry_of(&paper, "形成的意见"), "");
    assert_eq!(
        entry_of(&paper, "未达成的事项和去向"),
        "安装方案（1 单元）：未通过"
    );
}

#[test]
fn whoever_signed_stands_there_and_so_does_what_was_added_later() {
    let mut evening = Evening::held(3);
    let signed = Event::Signed {
        person: person(12),
        signature: None,
        reason: "不会写字，按手印".to_owned(),
    };
    evening.say(CHAIR, "21:00", signed);
    let added = Event::Addendum {
        text: "门牌号应为 1202。".to_owned(),
    };
    evening.say(CHAIR, "21:30", added);
    let paper = evening.minutes();
    assert_eq!(entry_of(&paper, "签字"), "业主12（不会写字，按手印）");
    assert_eq!(
        entry_of(&paper, "补记（封存之后）"),
        "2026年11月28日（星期六）21:30　门牌号应为 1202。"
    );
    let read = Line::Words("以上记录已当场宣读，确认无误。".to_owned());
    assert!(paper.lines.contains(&read));
}

#[test]
fn the_summary_has_numbers_and_no_names() {
    let paper = Evening::held(3).paper(|matter, sat| summary(ISSUER, matter, sat, day()));
    let body = paper.to_text();
    assert!(
        body.contains("安装方案（1 单元）：有权 4，同意 3，反对 1，弃权 0，通过"),
        "{body}"
    );
    assert!(
        !body.contains("业主1") && !body.contains("王小燕"),
        "{body}"
    );
}

#[test]
fn everybody_has_a_row_of_the_sign_in_sheet() {
    let mask = |name: &str| format!("{}*", name.chars().next().unwrap_or('*'));
    let evening = Evening::held(3);
    let paper = evening.paper(|matter, sat| sign_in(ISSUER, matter, sat, day(), mask));
    let Some(Line::Table { head, rows }) = paper.lines.last() else {
        panic!("a table: {:?}", paper.lines);
    };
    assert_eq!((head.len(), rows.len()), (7, 5));
    let holder = rows.iter().find(|row| !row[5].is_empty()).unwrap();
    assert_eq!(
        holder[1..],
        ["业*", "1401 室", "出席", "18:55", "代业*", "已签（见原件）"].map(str::to_owned)
    );
    let absent = rows.last().unwrap();
    assert_eq!((absent[3].as_str(), absent[4].as_str()), ("未到", ""));
}

#[test]
fn a_sitting_of_which_nothing_is_known_has_gaps() {
    let paper = Evening::new().minutes();
    assert_eq!(
        paper.gaps,
        [
            Gap::Cell(Column::Time),
            Gap::Participants,
            Gap::Participants
        ]
    );
    assert_eq!(entry_of(&paper, "到会"), "应到 0 人，实到 0 人。");
}
