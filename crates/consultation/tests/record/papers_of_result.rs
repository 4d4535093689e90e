//! Papers from the result to the file, made from merged rows.

use consultation::calendar::{Calendar, Days, Period};
use consultation::going_up::Signed;
use consultation::paper::{
    Gap, Issuer, Line, Matter, Paper, closing_report, file_list, objections, plan_notice, progress,
    rating_form, rating_summary, register, request, result_notice, submission, told,
};
use consultation::procedure::{Facts, Requirement};
use consultation::statement::Ruling;
use consultation::{CellValue, Column, Date, RowId, Sheet};
use ledger::{EntryId, KeyId};

use crate::support::{Device, Nothing, day, minute, set, text};

const ISSUER: Issuer<'static> = Issuer {
    name: "柳荫社区居民委员会",
    phone: "0574-8700 0000",
    address: "柳荫路 18 号社区服务大厅",
};
const NOW: &str = "2018-10-15T09:00";
const TITLE: &str = "三幢一单元加装电梯";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn count(count: u64) -> CellValue {
    CellValue::Count(Some(count))
}

fn row(named: RowId) -> CellValue {
    CellValue::Row(Some(named))
}

/// The lifts of 2017, from the vote to the file.
fn carried_out() -> Device {
    let mut hall = Device::founding(TITLE);
    for (column, value) in [
        (Column::Began, day("2017-06-01")),
        (Column::Purpose, text("解决高层老人出行难。")),
        (Column::Form, CellValue::choice("special_topic")),
        (Column::Decision, CellValue::choice("agreed_amended")),
        (Column::DecisionNote, text("费用按楼层分摊，一层不出。")),
        (Column::ClosedSitting, day("2017-12-28")),
        (Column::ResultTold, day("2018-01-10")),
        (Column::ClosedMeasures, day("2018-09-20")),
        (Column::RulesMade, text("《电梯使用维护公约》")),
        (Column::RatingsIssued, count(96)),
        (Column::RatingsReturned, count(90)),
        (Column::RatingsValid, count(88)),
    ] {
        set(&mut hall, column, value);
    }
    let matter = hall.add_row(
        Sheet::Matters,
        vec![
            (Column::Title, text("加装电梯")),
            (Column::MatterDecision, CellValue::choice("agreed")),
        ],
    );
    let time = CellValue::Time(Some("2017-12-27T19:00/2017-12-27T21:00".parse().unwrap()));
    let sitting = hall.add_row(Sheet::Sittings, vec![(Column::Time, time)]);
    hall.add_row(
        Sheet::Tallies,
        vec![
            (Column::Sitting, row(sitting)),
            (Column::Matter, row(matter)),
            (Column::Unit, text("1单元")),
            (Column::Entitled, count(16)),
            (Column::Yes, count(14)),
            (Column::No, count(2)),
        ],
    );
    let notice = hall.add_row(
        Sheet::Notices,
        vec![(Column::NoticeKind, CellValue::choice("plan"))],
    );
    hall.add_row(
        Sheet::Remarks,
        vec![
            (Column::NoticeRow, row(notice)),
            (Column::Remark, CellValue::choice("objection")),
            (Column::Text, text("担心挡光")),
            (Column::Reply, text("已调整井道位置")),
        ],
    );
    let measure = hall.add_row(
        Sheet::Measures,
        vec![
            (Column::Title, text("电梯安装")),
            (Column::Matter, row(matter)),
            (Column::By, text("业主小组")),
            (Column::Partner, text("电梯公司")),
            (Column::Funding, CellValue::choice("residents")),
            (Column::Funds, count(48_000_050)),
            (Column::Due, day("2018-09-30")),
            (Column::DoneOn, day("2018-09-15")),
        ],
    );
    hall.add_row(
        Sheet::Progress,
        vec![
            (Column::Measure, row(measure)),
            (Column::On, day("2018-03-05")),
            (Column::Text, text("开工")),
            (Column::Photo, CellValue::Blob(Some([5; 32]))),
        ],
    );
    hall.add_row(
        Sheet::Confirmations,
        vec![
            (Column::Measure, row(measure)),
            (Column::Confirmation, CellValue::choice("disputed")),
            (Column::On, day("2018-09-18")),
            (Column::Text, text("平层不准")),
        ],
    );
    hall.add_row(
        Sheet::Checks,
        vec![
            (Column::Measure, row(measure)),
            (Column::Checker, CellValue::choice("supervisors")),
            (Column::Finding, CellValue::choice("done")),
            (Column::On, day("2018-09-25")),
        ],
    );
    hall.add_row(
        Sheet::Ratings,
        vec![
            (Column::RatedItem, CellValue::choice("quality")),
            (Column::VerySatisfied, count(50)),
            (Column::Satisfied, count(20)),
            (Column::FairlySatisfied, count(9)),
            (Column::Unsatisfied, count(2)),
            (Column::Unaware, count(7)),
        ],
    );
    hall
}

fn made(hall: &Device, make: impl Fn(&Matter<'_>, &Facts<'_>) -> Paper) -> Paper {
    let sheets = hall.sheets();
    let round = sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
    let matter = Matter {
        title: TITLE,
        round,
        sheets: &sheets,
        rule: "",
    };
    let nothing = Nothing::new();
    let facts = nothing.facts(TITLE, &sheets, round, NOW);
    make(&matter, &facts)
}

fn entry(paper: &Paper, name: &str) -> String {
    let found = paper.lines.iter().find_map(|line| match line {
        Line::Entry { label, words } if *label == name => Some(words.clone()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no {name}: {paper:?}"))
}

fn table(paper: &Paper) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let found = paper.lines.iter().find_map(|line| match line {
        Line::Table { head, rows } => Some((head.clone(), rows.clone())),
        _ => None,
    });
    let (head, rows) = found.unwrap_or_else(|| panic!("no table: {paper:?}"));
    assert!(rows.iter().all(|row| row.len() == head.len()), "{rows:?}");
    (head, rows)
}

#[test]
fn a_result_is_posted_with_votes_answers_measures_and_its_period() {
    let period = Period::of(&Calendar::built_in(), date("2017-12-29"), Days::new(7));
    let paper = made(&carried_out(), |matter, facts| {
        result_notice(ISSUER, matter, facts, date("2017-12-29"), period.ok())
    });
    assert_eq!(paper.title, "关于三幢一单元加装电梯的协商结果公示");
    assert!(
        paper
            .to_text()
            .contains("于2017年12月27日就“三幢一单元加装电梯”组织了社区协商")
    );
    assert_eq!(
        entry(&paper, "协商结果"),
        "修改后达成一致\n1. 加装电梯：达成一致"
    );
    assert_eq!(
        entry(&paper, "表决情况"),
        "加装电梯 1单元：有权 16，同意 14，反对 2"
    );
    assert_eq!(
        entry(&paper, "意见和异议"),
        "公示期内收到意见 0 条、异议 1 条，都已答复。\n1. 异议：担心挡光　答复：已调整井道位置"
    );
    assert_eq!(
        entry(&paper, "落实安排"),
        "1. 电梯安装，由业主小组负责，2018年9月30日前完成"
    );
    assert!(entry(&paper, "公示期").starts_with("7 天：2017年12月30日至2018年1月5日"));
    assert_eq!(entry(&paper, "协商形式"), "专题议事会");
    let gaps = [
        Gap::Cell(Column::Venue),
        Gap::Cell(Column::Organiser),
        Gap::Participants,
    ];
    assert_eq!(paper.gaps, gaps);
}

#[test]
fn a_result_names_where_it_was_talked_over_and_who_organised_it() {
    let mut hall = carried_out();
    set(&mut hall, Column::Venue, text("社区二楼议事厅"));
    set(&mut hall, Column::Organiser, text("社区党组织"));
    let places = |hall: &Device| {
        let paper = made(hall, |matter, facts| {
            result_notice(ISSUER, matter, facts, date("2017-12-29"), None)
        });
        (entry(&paper, "地点"), entry(&paper, "组织者"))
    };
    let organiser = "社区党组织".to_owned();
    assert_eq!(
        places(&hall),
        ("社区二楼议事厅".to_owned(), organiser.clone())
    );
    for venue in ["三幢门厅", "小区凉亭", "三幢门厅"] {
        hall.add_row(Sheet::Sittings, vec![(Column::Venue, text(venue))]);
    }
    assert_eq!(places(&hall), ("三幢门厅、小区凉亭".to_owned(), organiser));
}

#[test]
fn objections_are_posted_with_their_answers_and_without_who_raised_them() {
    let mut hall = Device::founding(TITLE);
    let notice = hall.add_row(
        Sheet::Notices,
        vec![(Column::NoticeKind, CellValue::choice("result"))],
    );
    for (kind, said, reply) in [
        ("comment", "支持", "谢谢"),
        (
            "objection",
            "三幢 402 室王阿姨怕吵，请打 13812345678",
            "2018年1月10日前请厂家加隔音垫",
        ),
        ("objection", "费用太高", ""),
    ] {
        hall.add_row(
            Sheet::Remarks,
            vec![
                (Column::NoticeRow, row(notice)),
                (Column::Remark, CellValue::choice(kind)),
                (Column::Text, text(said)),
                (Column::Reply, text(reply)),
            ],
        );
    }
    let expected = "公示期内收到意见 1 条、异议 2 条，还有 1 条正在答复。\n\
                    1. 异议：【房号】【姓名】阿姨怕吵，请打 【联系方式】　答复：2018年1月10日前请厂家加隔音垫\n\
                    2. 异议：费用太高　答复：正在答复";
    let notice = made(&hall, |matter, facts| {
        result_notice(ISSUER, matter, facts, date("2017-12-29"), None)
    });
    assert_eq!(entry(&notice, "意见和异议"), expected);
    let letter = made(&hall, |matter, facts| {
        told(ISSUER, matter, facts, "住户", date("2018-01-10"))
    });
    assert_eq!(entry(&letter, "意见和异议"), expected);
}

#[test]
fn votes_are_posted_with_the_areas_where_they_were_counted() {
    let mut hall = Device::founding(TITLE);
    let sitting = hall.add_row(Sheet::Sittings, vec![]);
    let counts = [
        (Column::Entitled, 96),
        (Column::EntitledArea, 960_000),
        (Column::Yes, 60),
        (Column::YesArea, 610_050),
        (Column::NoArea, 40_000),
        (Column::Abstain, 4),
        (Column::Invalid, 1),
    ];
    let mut cells = vec![(Column::Sitting, row(sitting))];
    cells.extend(counts.map(|(column, number)| (column, count(number))));
    hall.add_row(Sheet::Tallies, cells);
    let paper = made(&hall, |matter, facts| {
        result_notice(ISSUER, matter, facts, date("2017-12-29"), None)
    });
    assert_eq!(
        entry(&paper, "表决情况"),
        "有权 96（9600.00 平方米），同意 60（6100.50 平方米），反对 400.00 平方米，弃权 4，无效 1"
    );
}

/// What went up on a day and came back on paper with its counts.
fn goes_up(hall: &mut Device, to: &str, answer: &str, more: Vec<(Column, CellValue)>) {
    let mut cells = vec![
        (Column::SubmittedTo, CellValue::choice(to)),
        (Column::On, day("2018-01-02")),
        (Column::Answer, CellValue::choice(answer)),
        (Column::AnsweredOn, day("2018-01-20")),
    ];
    cells.extend(more);
    hall.add_row(Sheet::Submissions, cells);
}

#[test]
fn what_the_assembly_decided_stands_on_every_paper_of_the_result_and_not_on_the_letter_to_it() {
    let mut hall = carried_out();
    let decision = CellValue::choice("to_owners");
    set(&mut hall, Column::Decision, decision);
    let counted = vec![
        (Column::Yes, count(64)),
        (Column::No, count(4)),
        (Column::Note, text("费用按楼层分摊")),
    ];
    goes_up(&mut hall, "to_residents", "sent_back", vec![]);
    goes_up(&mut hall, "to_owners", "passed", counted);
    let sent = date("2018-01-22");
    let papers = [
        made(&hall, |matter, facts| {
            result_notice(ISSUER, matter, facts, sent, None)
        }),
        made(&hall, |matter, facts| {
            told(ISSUER, matter, facts, "住户", sent)
        }),
        made(&hall, |matter, facts| {
            closing_report(ISSUER, matter, facts, sent)
        }),
    ];
    for paper in &papers {
        assert_eq!(
            entry(paper, "协商结果"),
            "提交业主大会\n1. 加装电梯：达成一致\n2018年1月20日居民（代表）会议：退回再次协商\n\
             2018年1月20日业主大会：通过（同意 64，反对 4）。理由：费用按楼层分摊"
        );
    }
    for paper in &papers[..2] {
        assert!(entry(paper, "撤销权").contains("1 年内请求人民法院予以撤销"));
    }
    let letter = made(&hall, |matter, _| submission(ISSUER, matter, sent));
    assert_eq!(
        entry(&letter, "协商情况"),
        "提交业主大会\n1. 加装电梯：达成一致"
    );
}

#[test]
fn what_the_township_signed_stands_on_the_result_and_owners_have_nothing_to_challenge() {
    let mut hall = carried_out();
    let decision = CellValue::choice("to_township");
    set(&mut hall, Column::Decision, decision);
    let sent = hall.add_row(Sheet::Submissions, vec![(Column::On, day("2018-01-02"))]);
    let notice = |rulings: &[Signed]| {
        made(&hall, |matter, facts| {
            let nothing = Nothing::new();
            let facts = Facts {
                rulings,
                ..nothing.facts(facts.title, facts.hall, facts.round, NOW)
            };
            result_notice(ISSUER, matter, &facts, date("2018-01-22"), None)
        })
    };
    let waiting = entry(&notice(&[]), "协商结果");
    assert_eq!(waiting, "报乡镇（街道）\n1. 加装电梯：达成一致");
    let on = Some(date("2018-01-20"));
    let ruling = Ruling::new(sent, "rejected", on, "先修消防通道", "").unwrap();
    let answered = notice(&[Signed {
        author: KeyId([4; 16]),
        entry: EntryId([5; 32]),
        ruling,
    }]);
    let answer = "2018年1月20日乡镇人民政府（街道办事处）：未通过。理由：先修消防通道";
    assert_eq!(entry(&answered, "协商结果"), format!("{waiting}\n{answer}"));
    assert!(!answered.to_text().contains("撤销权"));
}

#[test]
fn an_answer_that_was_entered_in_the_round_itself_stands_on_the_result_too() {
    let mut hall = Device::founding(TITLE);
    for (column, value) in [
        (Column::Decision, CellValue::choice("to_residents")),
        (Column::SentUp, day("2018-01-02")),
        (Column::Answer, CellValue::choice("passed")),
        (Column::AnsweredOn, day("2018-01-20")),
    ] {
        set(&mut hall, column, value);
    }
    let paper = made(&hall, |matter, facts| {
        result_notice(ISSUER, matter, facts, date("2018-01-22"), None)
    });
    assert_eq!(
        entry(&paper, "协商结果"),
        "提交居民（代表）会议\n2018年1月20日居民（代表）会议：通过"
    );
    let listed = made(&hall, |matter, facts| {
        file_list(ISSUER, matter, facts, date("2018-10-15"))
    });
    let (_, rows) = table(&listed);
    let titles: Vec<_> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(
        titles[..2],
        ["提交居民（代表）会议的函", "居民（代表）会议的决定或答复"]
    );
}

#[test]
fn what_was_gone_on_without_is_posted_with_its_reason() {
    let mut hall = carried_out();
    for (requirement, reason) in [
        (Requirement::PlanLegal, "社区没有法律顾问"),
        (Requirement::ResultTold, "当场告知"),
    ] {
        set(&mut hall, Column::Waived(requirement), text(reason));
    }
    let (on, name) = (date("2017-12-29"), "暂缺的程序和理由");
    let plan = made(&hall, |matter, _| plan_notice(ISSUER, matter, on, None));
    let of_plan = "“协商方案”中的一项（《实施意见》三(四)）：社区没有法律顾问";
    assert_eq!(entry(&plan, name), of_plan);
    let both = format!("{of_plan}\n“结果公示”中的一项（《实施意见》二(五)）：当场告知");
    let result = made(&hall, |matter, facts| {
        result_notice(ISSUER, matter, facts, on, None)
    });
    assert_eq!(entry(&result, name), both);
    let report = made(&hall, |matter, facts| {
        closing_report(ISSUER, matter, facts, on)
    });
    assert_eq!(entry(&report, name), both);
    let whole = made(&carried_out(), |matter, _| {
        plan_notice(ISSUER, matter, on, None)
    });
    assert!(!whole.to_text().contains(name));
}

#[test]
fn a_letter_says_what_was_raised_what_came_of_it_and_what_one_can_do() {
    let mut board = Device::founding_board("柳荫社区");
    let topic = board.add_row(Sheet::Topics, vec![(Column::On, day("2017-05-20"))]);
    let (board, nothing) = (board.sheets(), Nothing::new());
    let paper = made(&carried_out(), |matter, facts| {
        let facts = Facts {
            board: &board,
            topic: board.row(Sheet::Topics, topic),
            ..nothing.facts(facts.title, facts.hall, facts.round, NOW)
        };
        let to = "三幢一单元 402 室住户";
        told(ISSUER, matter, &facts, to, date("2018-01-10"))
    });
    let text = paper.to_text();
    assert!(text.contains("三幢一单元 402 室住户："));
    assert!(text.contains("“三幢一单元加装电梯”已经协商"));
    assert_eq!(
        entry(&paper, "受理号"),
        "＿＿＿＿＿＿＿＿＿＿＿＿（2017年5月20日登记）"
    );
    assert_eq!(entry(&paper, "理由"), "费用按楼层分摊，一层不出。");
    assert!(entry(&paper, "不同意怎么办").contains("0574-8700 0000"));
    let nowhere = Issuer {
        phone: "",
        address: " ",
        ..ISSUER
    };
    let paper = made(&carried_out(), |matter, facts| {
        told(nowhere, matter, facts, "住户", date("2018-01-10"))
    });
    assert_eq!(paper.gaps, [Gap::Contact]);
    assert_eq!(entry(&paper, "受理号"), "＿＿＿＿＿＿＿＿＿＿＿＿");
}

#[test]
fn what_goes_up_names_who_decides_and_asks_for_their_answer() {
    let mut hall = carried_out();
    set(
        &mut hall,
        Column::Decision,
        CellValue::choice("to_residents"),
    );
    let paper = made(&hall, |matter, _| {
        submission(ISSUER, matter, date("2018-01-02"))
    });
    assert_eq!(paper.title, "关于提请审议决定“三幢一单元加装电梯”的函");
    assert!(paper.to_text().contains("居民（代表）会议：\n"));
    assert_eq!(paper.gaps, [Gap::Cell(Column::PartyStudied)]);
    set(&mut hall, Column::PartyStudied, day("2018-01-01"));
    let paper = made(&hall, |matter, _| {
        submission(ISSUER, matter, date("2018-01-02"))
    });
    assert_eq!(entry(&paper, "社区党组织意见"), "2018年1月1日已研究讨论");
    assert!(paper.slip[0].contains("退回再次协商"));
    // A reserved matter goes to the owners although the round as a whole goes to the residents.
    hall.add_row(
        Sheet::Submissions,
        vec![(Column::SubmittedTo, CellValue::choice("to_owners"))],
    );
    let paper = made(&hall, |matter, _| {
        submission(ISSUER, matter, date("2018-01-02"))
    });
    assert_eq!(paper.title, "关于提请依法共同决定“三幢一单元加装电梯”的函");
    assert!(paper.to_text().contains("业主大会：\n"));
    assert!(!paper.to_text().contains("社区党组织意见"));
}

#[test]
fn a_request_names_the_communities_what_was_said_and_what_the_bodies_think() {
    let mut board = Device::founding_board("柳荫社区");
    let topic = board.add_row(
        Sheet::Topics,
        vec![
            (Column::Title, text(TITLE)),
            (Column::Text, text("两个小区共用一处投放点")),
            (Column::OtherCommunities, text("梅园社区")),
        ],
    );
    board.add_row(
        Sheet::Opinions,
        vec![
            (Column::Topic, row(topic)),
            (Column::Kind, CellValue::choice("party")),
            (Column::Opinion, CellValue::choice("agrees")),
        ],
    );
    let alone = board.add_row(Sheet::Topics, vec![(Column::Title, text(TITLE))]);
    let board = board.sheets();
    let of = |topic| {
        let topic = board.row(Sheet::Topics, topic).unwrap();
        request(ISSUER, &board, topic, date("2018-01-02"))
    };
    let paper = of(topic);
    assert_eq!(entry(&paper, "涉及的社区"), "梅园社区");
    assert_eq!(entry(&paper, "居民反映"), "两个小区共用一处投放点");
    assert_eq!(entry(&paper, "联席筛选意见"), "社区党组织：同意");
    let none = of(alone);
    assert_eq!(none.gaps, [Gap::Cell(Column::OtherCommunities)]);
}

#[test]
fn the_register_has_all_its_columns_and_lies_across_the_page() {
    let paper = made(&carried_out(), |matter, facts| {
        register(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert!(paper.is_wide);
    let (head, rows) = table(&paper);
    assert_eq!(head.len(), 13);
    assert_eq!(
        rows,
        [[
            "1",
            "电梯安装",
            "加装电梯",
            "业主小组",
            "电梯公司",
            "",
            "居民自筹／480000.50 元",
            "2018年9月30日",
            "2018年3月5日开工",
            "照片 1 张",
            "确认 0，异议 1",
            "2018年9月25日居务监督委员会：已落实（代录）",
            "2018年9月15日",
        ]]
    );
}

#[test]
fn what_others_than_the_supervisors_found_stands_under_their_own_name_with_their_words() {
    let mut hall = carried_out();
    let measure = hall.add_row(Sheet::Measures, vec![(Column::Title, text("坡道"))]);
    for (checker, words) in [(Some("third_party"), "坡度合适"), (None, "")] {
        let mut cells = vec![
            (Column::Measure, row(measure)),
            (Column::Finding, CellValue::choice("done")),
            (Column::On, day("2018-09-26")),
            (Column::Text, text(words)),
        ];
        cells.extend(checker.map(|checker| (Column::Checker, CellValue::choice(checker))));
        hall.add_row(Sheet::Checks, cells);
    }
    let report = made(&hall, |matter, facts| {
        closing_report(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert_eq!(
        entry(&report, "监督检查"),
        "2018年9月25日居务监督委员会检查“电梯安装”：已落实（代录）\n\
         2018年9月26日第三方机构检查“坡道”：已落实（代录）：坡度合适\n\
         2018年9月26日（没有写明谁检查）检查“坡道”：已落实（代录）"
    );
    let register = made(&hall, |matter, facts| {
        register(ISSUER, matter, facts, date("2018-10-15"))
    });
    let (_, rows) = table(&register);
    assert_eq!(
        rows[1][11],
        "2018年9月26日第三方机构：已落实（代录）：坡度合适\n2018年9月26日（没有写明谁检查）：已落实（代录）"
    );
}

#[test]
fn a_day_that_was_moved_stands_on_the_register_with_its_reason_or_with_a_gap() {
    let mut hall = Device::founding(TITLE);
    let measure = hall.add_row(Sheet::Measures, vec![(Column::Title, text("坡道"))]);
    for (reason, to) in [("等材料", "2018-10-31"), ("", "2018-11-30")] {
        hall.add_row(
            Sheet::Progress,
            vec![
                (Column::Measure, row(measure)),
                (Column::DelayReason, text(reason)),
                (Column::Postponed, day(to)),
            ],
        );
    }
    let paper = made(&hall, |matter, facts| {
        register(ISSUER, matter, facts, date("2018-10-15"))
    });
    let (_, rows) = table(&paper);
    assert_eq!(
        rows[0][8],
        "（延期至2018年10月31日：等材料）\n（延期至2018年11月30日，没有写明原因）"
    );
    assert_eq!(rows[0][7], "2018年10月31日");
}

#[test]
fn progress_is_told_measure_by_measure_and_names_nobody_who_spoke() {
    let paper = made(&carried_out(), |matter, facts| {
        progress(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert_eq!(
        entry(&paper, "落实情况"),
        "1. 电梯安装，由业主小组负责，2018年9月30日前完成：2018年9月15日按时完成；居民确认 0，异议 1（本人签名 0 条，代录 1 \
         条）\n2018年3月5日开工"
    );
    assert!(paper.gaps.is_empty(), "{:?}", paper.gaps);
    assert!(
        !paper.to_text().contains("平层不准"),
        "what a household said is not for everybody"
    );
    let none = made(&Device::founding(TITLE), |matter, facts| {
        progress(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert_eq!(none.gaps, [Gap::Measures]);
}

#[test]
fn objections_of_notices_and_of_measures_stand_in_one_list() {
    let paper = made(&carried_out(), |matter, facts| {
        objections(ISSUER, matter, facts, date("2018-10-15"))
    });
    let (_, rows) = table(&paper);
    let about: Vec<_> = rows
        .iter()
        .map(|row| (row[2].as_str(), row[4].as_str()))
        .collect();
    assert_eq!(about, [("方案或结果", "担心挡光"), ("落实", "平层不准")]);
    let none = made(&Device::founding(TITLE), |matter, facts| {
        objections(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert!(none.to_text().contains("没有收到异议。"));
}

#[test]
fn ratings_are_a_form_to_fill_in_and_a_summary_without_those_who_do_not_know() {
    let form = made(&carried_out(), |matter, _| {
        rating_form(ISSUER, matter, date("2018-10-15"))
    });
    let (head, rows) = table(&form);
    assert_eq!((head.len(), rows.len()), (6, 5));
    let summary = made(&carried_out(), |matter, facts| {
        rating_summary(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert_eq!(entry(&summary, "收回"), "90 份");
    let (_, rows) = table(&summary);
    assert_eq!(
        rows,
        [["落实质量", "50", "20", "9", "2", "7", "97.5%"]],
        "79 of 81"
    );
    assert!(!summary.to_text().contains("仅供参考"));
    let none = made(&Device::founding(TITLE), |matter, facts| {
        rating_summary(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert!(none.to_text().contains("评议不足 10 份，仅供参考。"));
}

#[test]
fn a_report_tells_the_course_the_result_the_work_and_the_score() {
    let paper = made(&carried_out(), |matter, facts| {
        closing_report(ISSUER, matter, facts, date("2018-10-15"))
    });
    assert_eq!(
        entry(&paper, "经过"),
        "2017年6月1日开始；2017年12月28日完成“协商议事”；2018年9月20日完成“组织实施”"
    );
    assert_eq!(
        entry(&paper, "落实情况"),
        "1. 电梯安装：2018年9月15日按时完成；居民确认 0，异议 1（本人签名 0 条，代录 1 条）"
    );
    assert_eq!(
        entry(&paper, "监督检查"),
        "2018年9月25日居务监督委员会检查“电梯安装”：已落实（代录）"
    );
    assert!(entry(&paper, "绩效评分").contains("按时落实：1/1 × 20 = 20.00 分"));
    assert_eq!(
        entry(&paper, "本次形成或修改的制度"),
        "《电梯使用维护公约》"
    );
}

#[test]
fn the_file_lists_its_papers_by_day() {
    let mut hall = carried_out();
    let notice = hall.add_row(
        Sheet::Notices,
        vec![
            (Column::NoticeKind, CellValue::choice("result")),
            (
                Column::Period,
                CellValue::Dates(Some("2017-12-29/2018-01-05".parse().unwrap())),
            ),
        ],
    );
    for place in ["小区大门", "三幢门厅"] {
        hall.add_row(
            Sheet::Postings,
            vec![
                (Column::NoticeRow, row(notice)),
                (Column::Place, text(place)),
                (Column::PostedAt, minute("2017-12-29T09:00")),
            ],
        );
    }
    let paper = made(&hall, |matter, facts| {
        file_list(ISSUER, matter, facts, date("2018-10-15"))
    });
    let (_, rows) = table(&paper);
    let listed: Vec<_> = rows
        .iter()
        .map(|row| (row[1].as_str(), row[2].as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ("签到表", "2017年12月27日"),
            ("会议记录", "2017年12月27日"),
            ("计票表、表决票", "2017年12月27日"),
            ("结果公示及张贴照片", "2017年12月29日"),
            ("协商结果告知及送达回证", "2018年1月10日"),
            ("落实台账及佐证", "2018年9月20日"),
            ("协商方案", ""),
            ("方案公示及张贴照片", ""),
            ("异议登记与答复", ""),
            ("评议表、评议汇总表", ""),
            ("结案报告", ""),
        ]
    );
    assert!(paper.to_text().contains("保管期限：30 年"));
    let posted = rows.iter().find(|row| row[1].starts_with("结果公示"));
    assert_eq!(posted.unwrap()[4], "张贴 2 处");
}

#[test]
fn the_file_lists_what_went_up_and_came_back_and_what_lawyers_said_and_is_whole_before_it_is_filed()
{
    let mut board = Device::founding_board("柳荫社区");
    let topic = board.add_row(Sheet::Topics, vec![(Column::On, day("2017-12-01"))]);
    board.add_row(
        Sheet::Requests,
        vec![
            (Column::Topic, row(topic)),
            (Column::On, day("2017-12-02")),
            (Column::TownshipAnswer, CellValue::choice("appoints")),
            (Column::Appointed, text("梅园社区")),
            (Column::AnsweredOn, day("2017-12-05")),
        ],
    );
    let mut hall = Device::founding(TITLE);
    for (column, value) in [
        (Column::Approved, day("2017-12-08")),
        (Column::PlanLegal, CellValue::choice("lawful")),
        (Column::ResultLegal, CellValue::choice("lawful")),
    ] {
        set(&mut hall, column, value);
    }
    goes_up(&mut hall, "to_residents", "passed", vec![]);
    let (board, nothing) = (board.sheets(), Nothing::new());
    let paper = made(&hall, |matter, facts| {
        let facts = Facts {
            board: &board,
            topic: board.row(Sheet::Topics, topic),
            ..nothing.facts(facts.title, facts.hall, facts.round, NOW)
        };
        file_list(ISSUER, matter, &facts, date("2018-10-15"))
    });
    let (_, rows) = table(&paper);
    let listed: Vec<_> = rows
        .iter()
        .map(|row| (row[1].as_str(), row[2].as_str(), row[4].as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ("议题登记", "2017年12月1日", ""),
            ("提请牵头协商的函", "2017年12月2日", ""),
            (
                "乡镇（街道）的答复",
                "2017年12月5日",
                "指定社区牵头 梅园社区"
            ),
            ("乡镇（街道）党委对协商程序的批准", "2017年12月8日", ""),
            ("提交居民（代表）会议的函", "2018年1月2日", ""),
            ("居民（代表）会议的决定或答复", "2018年1月20日", "通过"),
            ("联席筛选意见", "", ""),
            ("协商方案", "", ""),
            ("方案的法律审核意见", "", ""),
            ("结果的法律审核意见", "", ""),
            ("落实台账及佐证", "", ""),
            ("评议表、评议汇总表", "", ""),
            ("结案报告", "", ""),
        ]
    );
}
