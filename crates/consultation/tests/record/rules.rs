//! The community's own rules: versions on the board, and what is odd about them.

use consultation::calendar::{Certainty, DayKind, Days, Period};
use consultation::procedure::Least;
use consultation::rules::{ShareProblem, WhyOddRule, calendar, least, rule_sets, template};
use consultation::voting::{
    Circumstances, Counts, FractionProblem, Outcome, RuleSet, Tally, built_in, decide, words,
};
use consultation::{
    Cell, CellValue, Column, Command, CommandError, Date, FieldName, FieldValue, Form, Problem,
    RowId, Sheet, Sheets, plan,
};

use crate::support::{Device, day, sync, text};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn cell(row: RowId, column: Column) -> Cell {
    Cell {
        sheet: Sheet::Rules,
        row,
        column,
    }
}

/// The community's own rule of 2024, by which four fifths of those present decide.
fn own(board: &mut Device) -> RowId {
    board.add_row(
        Sheet::Rules,
        vec![
            (Column::Title, text("停车事项表决办法")),
            (Column::StartsFrom, text("COMMUNITY/yes-no")),
            (Column::DecisionShare, text("五分之四以上")),
            (Column::Adopted, text("2024年3月1日居民代表会议通过")),
            (Column::Since, day("2024-03-10")),
        ],
    )
}

fn replaces(row: RowId) -> (Column, CellValue) {
    (Column::Replaces, CellValue::Row(Some(row)))
}

fn odd(board: &Device) -> Vec<(Column, WhyOddRule)> {
    let (_, odd) = rule_sets(&board.sheets());
    odd.iter().map(|odd| (odd.at.column, odd.why)).collect()
}

#[test]
fn an_own_rule_decides_by_its_own_shares_from_its_first_day_on() {
    let mut board = Device::founding_board("柳荫社区");
    let first = own(&mut board);
    board.add_row(
        Sheet::Rules,
        vec![
            (Column::Title, text("停车事项表决办法")),
            (Column::StartsFrom, text("COMMUNITY/yes-no")),
            (Column::TurnoutShare, text("过半数")),
            (Column::DecisionShare, text("三分之二以上")),
            (Column::Since, day("2026-01-01")),
            replaces(first),
        ],
    );
    let (sets, odd) = rule_sets(&board.sheets());
    assert_eq!(odd, []);
    assert_eq!(sets.len(), built_in::all().len() + 1);
    let set = RuleSet::find(&sets, &format!("own/{first}")).unwrap();
    assert_eq!((set.title(), set.versions().len()), ("停车事项表决办法", 2));
    let tally = Tally {
        entitled: Counts::heads(30),
        present_at_opening: Counts::heads(18),
        present: Counts::heads(18),
        yes: Counts::heads(13),
        ..Tally::default()
    };
    for (on, outcome) in [
        // Two thirds of 30 were needed to begin; now more than half is enough.
        ("2025-12-31", Outcome::NotValid),
        ("2026-01-01", Outcome::Passes),
    ] {
        let rule = set.on(date(on)).unwrap();
        let decision = decide(rule, &tally, &Circumstances::on(date(on))).unwrap();
        assert_eq!(decision.outcome, outcome, "{on}");
    }
    assert_eq!(set.on(date("2024-03-09")), None);
    assert_eq!(
        words::law(&set.on(date("2025-01-01")).unwrap().terms().law),
        "本社区《停车事项表决办法》（2024年3月1日居民代表会议通过）"
    );
}

#[test]
fn what_is_no_rule_names_its_cell_and_the_version_before_goes_on() {
    use WhyOddRule as W;
    let over = FractionProblem::MoreThanWhole {
        numerator: 3,
        denominator: 2,
    };
    let mut board = Device::founding_board("柳荫社区");
    let row = own(&mut board);
    let share = |problem| W::Share(problem);
    for (column, value, why) in [
        (
            Column::DecisionShare,
            text("3/2以上"),
            share(ShareProblem::Fraction(over)),
        ),
        (
            Column::TurnoutShare,
            text("三分之二"),
            share(ShareProblem::NoBound),
        ),
        (Column::StartsFrom, text("过半数同意"), W::UnknownRule),
        (Column::StartsFrom, text(""), W::Empty),
        (Column::StartsFrom, text("COMMUNITY/graded"), W::NoShare),
        (Column::Title, text(""), W::Empty),
        (Column::Since, CellValue::Date(None), W::Empty),
        (Column::Until, day("2024-03-09"), W::EndsBeforeItBegins),
    ] {
        let mut board = board.peer(2);
        board.set(FieldValue::Cell(cell(row, column), value));
        let expected = match why {
            W::NoShare => Column::DecisionShare,
            _ => column,
        };
        assert_eq!(odd(&board), [(expected, why)]);
        let (sets, _) = rule_sets(&board.sheets());
        assert_eq!(RuleSet::find(&sets, &format!("own/{row}")), None);
    }

    board.add_row(
        Sheet::Rules,
        vec![(Column::Title, text("草稿")), replaces(row)],
    );
    assert_eq!(odd(&board), [(Column::Since, W::Empty)]);
    let (sets, _) = rule_sets(&board.sheets());
    assert!(RuleSet::find(&sets, &format!("own/{row}")).is_some());
}

#[test]
fn an_own_rule_asks_for_more_than_the_law_and_never_for_less() {
    for (column, words, is_odd) in [
        (Column::DecisionShare, "过半数", false),
        (Column::DecisionShare, "三分之二以上", false),
        (Column::DecisionShare, "半数以上", true),
        (Column::DecisionShare, "五分之二以上", true),
        (Column::TurnoutShare, "三分之二以上", false),
        (Column::TurnoutShare, "过半数", true),
    ] {
        let mut board = Device::founding_board("柳荫社区");
        let row = own(&mut board);
        let fund = text("CN-CivilCode-2021/use-fund");
        board.set(FieldValue::Cell(cell(row, Column::StartsFrom), fund));
        board.set(FieldValue::Cell(cell(row, Column::DecisionShare), text("")));
        board.set(FieldValue::Cell(cell(row, column), text(words)));
        let expected = is_odd.then_some((column, WhyOddRule::UnderLaw));
        assert_eq!(odd(&board), Vec::from_iter(expected), "{words}");
    }
}

#[test]
fn a_rule_that_replaces_itself_is_refused_where_it_is_written() {
    let mut board = Device::founding_board("柳荫社区");
    let first = own(&mut board);
    let second = board.add_row(Sheet::Rules, vec![replaces(first)]);
    for (row, named) in [(first, first), (first, second)] {
        let at = cell(row, Column::Replaces);
        let value = FieldValue::Cell(at, CellValue::Row(Some(named)));
        let field = FieldName::Cell(at);
        for command in [Command::Set(value.clone()), Command::SettleConflict(value)] {
            let error = board.try_command(command).unwrap_err();
            assert_eq!(error, CommandError::ComesBack { field });
        }
    }
}

#[test]
fn rules_that_two_devices_made_replace_each_other_are_said_and_never_loop() {
    let mut first = Device::founding_board("柳荫社区");
    let (one, two) = (own(&mut first), own(&mut first));
    let mut second = first.peer(2);
    for (device, row, named) in [(&mut first, one, two), (&mut second, two, one)] {
        let named = CellValue::Row(Some(named));
        device.set(FieldValue::Cell(cell(row, Column::Replaces), named));
    }
    sync(&mut first, &mut second);
    let (sheets, problems) = Sheets::read(&first.document);
    assert_eq!(problems, [Problem::ComesBack]);
    let (sets, odd) = rule_sets(&sheets);
    let ring: Vec<_> = odd.iter().map(|odd| (odd.at.row, odd.why)).collect();
    let mut expected = [(one, WhyOddRule::ComesBack), (two, WhyOddRule::ComesBack)];
    expected.sort_by_key(|(row, _)| {
        sheets
            .all(Sheet::Rules)
            .iter()
            .position(|other| other.id == *row)
    });
    assert_eq!(ring, expected);
    assert!(odd[0].words().starts_with("代替哪一版："));
    for row in [one, two] {
        assert!(
            RuleSet::find(&sets, &format!("own/{row}")).is_some(),
            "each by itself"
        );
    }

    // Somebody puts it right: nothing was lost.
    let none = FieldValue::Cell(cell(one, Column::Replaces), CellValue::Row(None));
    first.set(none);
    assert_eq!(Sheets::read(&first.document).1, []);
    let set = |row| {
        let (sets, _) = rule_sets(&first.sheets());
        RuleSet::find(&sets, &format!("own/{row}")).cloned()
    };
    assert_eq!(set(one), set(two));
}

#[test]
fn topics_and_rounds_that_come_back_to_themselves_are_said_and_never_loop() {
    let mut first = Device::founding_board("柳荫社区");
    let topics = ["电梯", "加装电梯", "三幢电梯"]
        .map(|title| first.add_row(Sheet::Topics, vec![(Column::Title, text(title))]));
    let merge = |device: &mut Device, from: usize, into: usize| {
        let at = Cell {
            sheet: Sheet::Topics,
            row: topics[from],
            column: Column::MergedInto,
        };
        let into = CellValue::Row(Some(topics[into]));
        device.set(FieldValue::Cell(at, into));
    };
    let mut second = first.peer(2);
    merge(&mut first, 0, 1);
    merge(&mut first, 1, 2);
    merge(&mut second, 2, 0);
    sync(&mut first, &mut second);
    let (sheets, problems) = Sheets::read(&first.document);
    assert_eq!(problems, [Problem::ComesBack]);
    let chain = sheets.chain(Sheet::Topics, Column::MergedInto, topics[1]);
    assert!(chain.comes_back);
    let ids: Vec<RowId> = chain.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [topics[1], topics[2], topics[0]]);

    let mut hall = Device::founding("加装电梯");
    let second = hall.add_row(
        Sheet::Rounds,
        vec![(Column::Follows, CellValue::Row(Some(RowId::FIRST_ROUND)))],
    );
    let at = Cell::of_round(RowId::FIRST_ROUND, Column::Follows);
    let value = FieldValue::Cell(at, CellValue::Row(Some(second)));
    let field = FieldName::Cell(at);
    let error = hall.try_command(Command::Set(value)).unwrap_err();
    assert_eq!(error, CommandError::ComesBack { field });
    let sheets = hall.sheets();
    let chain = sheets.chain(Sheet::Rounds, Column::Follows, second);
    assert_eq!((chain.rows.len(), chain.comes_back), (2, false));
}

#[test]
fn least_days_follow_the_version_of_the_day() {
    let mut board = Device::founding_board("柳荫社区");
    let on = |board: &Device, day: &str| least(&board.sheets(), date(day));
    assert_eq!(on(&board, "2026-11-27"), (Least::default(), vec![]));
    for (since, plan) in [("2020-01-01", 10), ("2026-01-01", 5)] {
        board.add_row(
            Sheet::LeastDays,
            vec![
                (Column::PlanDays, CellValue::Count(Some(plan))),
                (Column::Since, day(since)),
            ],
        );
    }
    let plan = |day: &str| on(&board, day).0.plan_notice;
    assert_eq!(
        plan("2019-12-31"),
        Days::new(7),
        "where the product starts from"
    );
    assert_eq!(plan("2025-12-31"), Days::new(10));
    assert_eq!(plan("2026-11-27"), Days::new(5));
    let (least, _) = on(&board, "2026-11-27");
    assert_eq!(least.result_notice, Days::new(7));
}

#[test]
fn a_notice_of_no_day_or_of_ages_is_said_and_not_used() {
    for count in [0, 366, 70_000] {
        let mut board = Device::founding_board("柳荫社区");
        board.add_row(
            Sheet::LeastDays,
            vec![(Column::ResultDays, CellValue::Count(Some(count)))],
        );
        let (least, odd) = least(&board.sheets(), date("2026-11-27"));
        assert_eq!(least, Least::default());
        assert_eq!(odd.len(), 1);
        assert_eq!(
            odd[0].words(),
            "结果公示天数：公示天数应在 1 天至 365 天之间。"
        );
    }
}

#[test]
fn an_own_template_replaces_that_of_its_form() {
    let mut board = Device::founding_board("柳荫社区");
    board.add_row(
        Sheet::Templates,
        vec![
            (Column::Form, CellValue::choice("hearing")),
            (Column::Agenda, text("一、陈述\n二、质询\n<b>𬭎㛃</b>")),
        ],
    );
    let board = board.sheets();
    let hearing = template(&board, &Form::Hearing, date("2026-11-27"));
    assert_eq!(hearing.agenda, "一、陈述\n二、质询\n<b>𬭎㛃</b>");
    assert_eq!(hearing.order, plan::template(&Form::Hearing).order);
    let other = template(&board, &Form::Online, date("2026-11-27"));
    assert_eq!(other, plan::template(&Form::Online));
}

/// Days that a community enters of one holiday.
fn rest(board: &mut Device, off: &str, worked: &str) -> RowId {
    let days = |days: &str| CellValue::Dates((!days.is_empty()).then(|| days.parse().unwrap()));
    board.add_row(
        Sheet::RestDays,
        vec![(Column::Off, days(off)), (Column::Worked, days(worked))],
    )
}

#[test]
fn days_off_that_a_community_enters_move_the_end_of_a_period() {
    let mut board = Device::founding_board("柳荫社区");
    let period = |board: &Device| {
        let (calendar, odd) = calendar(&board.sheets());
        assert_eq!(odd, []);
        Period::of(&calendar, date("2026-12-25"), Days::new(7)).unwrap()
    };
    let before = period(&board);
    assert_eq!(before.last(), date("2027-01-01"));
    assert_eq!(before.certainty(), Certainty::WeekendsOnly { year: 2027 });
    let marks = |board: &Device| calendar(&board.sheets()).0.own().mark();
    let none = marks(&board);
    rest(&mut board, "2027-01-01/2027-01-03", "2027-01-09/2027-01-09");
    let after = period(&board);
    assert_eq!(after.last(), date("2027-01-04"));
    assert_eq!(after.certainty(), Certainty::ByTable);
    assert_ne!(
        marks(&board),
        none,
        "what was counted without is counted anew"
    );
}

#[test]
fn days_that_make_no_sense_are_said_and_not_counted() {
    let mut board = Device::founding_board("柳荫社区");
    rest(&mut board, "2027-10-01/2027-10-07", "");
    for (off, worked, why) in [
        ("", "2027-10-02/2027-10-02", WhyOddRule::OffAndWorked),
        ("", "2027-10-08/2027-10-09", WhyOddRule::WorkedAnyhow),
        ("", "2027-01-01/2028-01-01", WhyOddRule::TooManyDays),
        ("2027-02-01/2072-02-07", "", WhyOddRule::TooManyDays),
    ] {
        let mut board = board.peer(2);
        let row = rest(&mut board, off, worked);
        let (calendar, odd) = calendar(&board.sheets());
        let [odd] = odd[..] else {
            panic!("{odd:?}");
        };
        assert_eq!((odd.at.row, odd.why), (row, why));
        let day = |day| calendar.day(date(day)).0;
        assert_eq!(day("2027-10-02"), DayKind::Off);
        assert_eq!(day("2027-10-09"), DayKind::Weekend);
        assert_eq!(day("2027-02-02"), DayKind::Working);
    }
}
