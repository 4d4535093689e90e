//! What people signed themselves, beside what staff wrote down: a household counts once, and what is read of a
//! consultation tells where each word comes from.

use consultation::paper::{
    Issuer, Line, Matter, Paper, closing_report, objections, rating_summary, register,
};
use consultation::procedure::due::of_hall;
use consultation::procedure::{Facts, Lacks, Pressing, Requirement, Stage, Standing};
use consultation::promise::{PromiseState, Why, promises, score};
use consultation::record::{Checker, Confirmation, Finding, Level, Rater};
use consultation::statement::{About, Checking, Confirming, Heard, Rating, Reviews, row_of};
use consultation::{CellValue, Column, Date, RowId, Said, Sheet, Statement};
use ledger::{EntryId, KeyId, PersonId, Role};
use proptest::prelude::*;

use crate::promise;
use crate::support::{Device, day, set, text};

const DONE: &str = "2018-09-20";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A word with who said it and in which role.
#[derive(Clone, Debug)]
struct Word {
    author: u8,
    role: Role,
    person: Option<PersonId>,
    statement: Statement,
}

fn word(author: u8, role: Role, statement: Statement) -> Word {
    Word {
        author,
        role,
        person: None,
        statement,
    }
}

fn entry(number: usize) -> EntryId {
    EntryId([u8::try_from(number).unwrap() + 1; 32])
}

/// Words as they stand in a log one after the other.
fn heard(words: &[Word]) -> Vec<Heard<'_>> {
    let numbered = words.iter().enumerate();
    let heard = numbered.map(|(number, word)| Heard {
        said: Said {
            author: KeyId([word.author; 16]),
            seq: Some(number as u64 + 1),
            index: number as u64,
            entry: entry(number),
            statement: &word.statement,
        },
        stands: true,
        roles: vec![word.role],
        admitted: Some(word.person),
        received: None,
    });
    heard.collect()
}

fn says(measure: RowId, says: Confirmation, household: &str, on: &str) -> Statement {
    let words = ("停靠时平层不准", household);
    Statement::Confirming(Confirming::new(measure, says, words, date(on), None).unwrap())
}

fn disputes(author: u8, measure: RowId, household: &str, on: &str) -> Word {
    let statement = says(measure, Confirmation::Disputed, household, on);
    word(author, Role::Participant, statement)
}

fn finds(about: About, finding: Finding, on: &str) -> Word {
    let days = (date(on), Some(date("2018-10-12")));
    let found = (Checker::Supervisors, finding);
    let checking = Checking::new(about, found, "三楼门口有高差", days, None).unwrap();
    word(200, Role::Supervisor, Statement::Checking(checking))
}

fn rates(author: u8, level: Level) -> Word {
    let answers = [None, None, None, Some(level), None];
    let (round, rater) = (RowId::FIRST_ROUND, Rater::Residents);
    let rating = Rating::new(round, rater, answers, "谢谢", date("2018-10-14"), None).unwrap();
    word(author, Role::Participant, Statement::Rating(rating))
}

fn read<T>(hall: &Device, words: &[Word], look: impl Fn(&Facts<'_>) -> T) -> T {
    promise::read_with(hall, &Reviews::read(heard(words)), look)
}

fn state(hall: &Device, words: &[Word]) -> PromiseState {
    read(hall, words, |facts| promises(facts)[0].state)
}

fn unmet(hall: &Device, words: &[Word], requirement: Requirement) -> Option<Lacks> {
    read(hall, words, |facts| promise::lacks_of(facts, requirement))
}

fn due(hall: &Device, words: &[Word], what: Pressing) -> Vec<Option<Date>> {
    let due = read(hall, words, |facts| of_hall(facts, &Standing::of(facts)));
    let due = due.into_iter().filter(|due| due.what == what);
    due.map(|due| due.by).collect()
}

/// A hall with `seats` participants and one measure that was done.
fn carried_out(seats: u64) -> (Device, RowId) {
    let (mut hall, measure) = promise::promised(seats);
    promise::done(&mut hall, measure, DONE);
    (hall, measure)
}

/// What staff wrote down for a household.
fn written(hall: &mut Device, measure: RowId, household: &str, on: &str) {
    promise::says(hall, measure, "disputed", household, on);
}

#[test]
fn households_that_signed_and_one_that_telephoned_open_a_measure_together() {
    let (mut hall, measure) = carried_out(96);
    written(&mut hall, measure, "3幢1单元201", "2018-09-25");
    let mut words = vec![
        disputes(1, measure, " ３幢１单元201", "2018-09-25"),
        disputes(2, measure, "3幢1单元301", "2018-09-26"),
    ];
    let done = PromiseState::Done { in_time: true };
    assert_eq!(state(&hall, &words), done, "a household counts once");
    words.push(disputes(3, measure, "", "2018-09-26"));
    let reopened = PromiseState::Reopened(Why::Households(3));
    assert_eq!(state(&hall, &words), reopened);
    let before = [
        disputes(2, measure, "3幢1单元301", "2018-09-19"),
        disputes(3, measure, "", "2018-09-19"),
    ];
    assert_eq!(state(&hall, &before), done, "said before it was done");
}

#[test]
fn a_person_whom_staff_named_counts_once_on_two_devices() {
    let (hall, measure) = carried_out(96);
    let mut words = vec![
        disputes(1, measure, "", "2018-09-25"),
        disputes(2, measure, "", "2018-09-25"),
        disputes(3, measure, "", "2018-09-25"),
    ];
    let reopened = PromiseState::Reopened(Why::Households(3));
    assert_eq!(state(&hall, &words), reopened);
    for word in &mut words[..2] {
        word.person = Some(PersonId([5; 16]));
    }
    let done = PromiseState::Done { in_time: true };
    assert_eq!(state(&hall, &words), done);
}

#[test]
fn a_signed_check_upholds_a_dispute_and_asks_for_what_its_author_alone_calls_put_right() {
    let (hall, measure) = carried_out(96);
    let about = About::Measure(measure);
    let upheld = [finds(about, Finding::Upheld, "2018-09-28")];
    assert_eq!(state(&hall, &upheld), PromiseState::Reopened(Why::Upheld));
    let mut words = vec![finds(about, Finding::Rectify, "2018-09-28")];
    let lacks = Some(Lacks::Rectifications(1));
    assert_eq!(unmet(&hall, &words, Requirement::Supervised), lacks);
    let by = vec![Some(date("2018-10-12"))];
    assert_eq!(due(&hall, &words, Pressing::Rectifications), by);
    let mut as_staff = finds(about, Finding::Done, "2018-10-11");
    (as_staff.author, as_staff.role) = (1, Role::Staff);
    words.push(as_staff);
    assert_eq!(unmet(&hall, &words, Requirement::Supervised), lacks);
    words.push(finds(about, Finding::Done, "2018-10-11"));
    assert_eq!(unmet(&hall, &words, Requirement::Supervised), None);
    assert_eq!(due(&hall, &words, Pressing::Rectifications), []);
    let whole = [finds(
        About::Round(RowId::FIRST_ROUND),
        Finding::Done,
        "2018-10-11",
    )];
    assert_eq!(unmet(&hall, &whole, Requirement::Supervised), None);
}

#[test]
fn a_signed_dispute_is_answered_by_a_row_that_names_it_within_five_working_days() {
    let (mut hall, measure) = carried_out(96);
    // 国庆: 1 to 7 October are off, 29 and 30 September are worked.
    let words = [disputes(1, measure, "201", "2018-09-28")];
    let by = vec![Some(date("2018-10-10"))];
    assert_eq!(due(&hall, &words, Pressing::Disputes), by);
    assert_eq!(
        unmet(&hall, &words, Requirement::Disputes),
        Some(Lacks::Disputes(1))
    );
    let answers = |hall: &mut Device, number, on| {
        hall.add_row(
            Sheet::Replies,
            vec![
                (
                    Column::Statement,
                    CellValue::Row(Some(row_of(entry(number)))),
                ),
                (Column::Reply, text("已请厂家调整平层")),
                (Column::RepliedOn, on),
            ],
        )
    };
    answers(&mut hall, 7, day("2018-10-09"));
    answers(&mut hall, 0, CellValue::Date(None));
    assert_eq!(
        due(&hall, &words, Pressing::Disputes),
        by,
        "another's answer, and one without a day"
    );
    answers(&mut hall, 0, day("2018-10-09"));
    assert_eq!(due(&hall, &words, Pressing::Disputes), []);
    assert_eq!(unmet(&hall, &words, Requirement::Disputes), None);
}

#[test]
fn forms_that_were_filled_in_on_devices_are_counted_with_those_on_paper() {
    let (mut hall, _) = carried_out(96);
    let words = [
        rates(1, Level::Satisfied),
        rates(2, Level::Unsatisfied),
        rates(3, Level::Unaware),
        rates(2, Level::VerySatisfied),
    ];
    assert_eq!(unmet(&hall, &[], Requirement::Rated), Some(Lacks::Nothing));
    assert_eq!(unmet(&hall, &words, Requirement::Rated), None);
    let count = |count| CellValue::Count(Some(count));
    hall.add_row(
        Sheet::Ratings,
        vec![
            (Column::RatedItem, CellValue::choice("quality")),
            (Column::Satisfied, count(7)),
            (Column::Unsatisfied, count(1)),
        ],
    );
    let part = read(&hall, &words, |facts| score(facts).0[2].words());
    assert_eq!(part, "群众满意：9/10 × 30 = 27.00 分");
}

fn made(
    hall: &Device,
    words: &[Word],
    make: impl Fn(Issuer<'_>, &Matter<'_>, &Facts<'_>) -> Paper,
) -> Paper {
    let issuer = Issuer {
        name: "柳荫社区居民委员会",
        phone: "0574-8700 0000",
        address: "柳荫路 18 号",
    };
    read(hall, words, |facts| {
        let matter = Matter {
            title: "加装电梯",
            round: facts.round,
            sheets: facts.hall,
            rule: "",
        };
        make(issuer, &matter, facts)
    })
}

fn rows(paper: &Paper) -> Vec<Vec<String>> {
    let tables = paper.lines.iter().filter_map(|line| match line {
        Line::Table { rows, .. } => Some(rows.clone()),
        _ => None,
    });
    tables.flatten().collect()
}

#[test]
fn papers_say_which_words_are_signed_and_which_were_written_down() {
    let (mut hall, measure) = carried_out(96);
    written(&mut hall, measure, "201", "2018-09-24");
    let words = [
        disputes(1, measure, "402 室", "2018-09-25"),
        finds(About::Measure(measure), Finding::Done, "2018-10-11"),
        rates(1, Level::Satisfied),
    ];
    let printed = date("2018-10-15");
    let paper = made(&hall, &words, |issuer, matter, facts| {
        register(issuer, matter, facts, printed)
    });
    let row = &rows(&paper)[0];
    assert_eq!(row[10], "确认 0，异议 2（本人签名 1）");
    assert_eq!(
        row[11],
        "2018年10月11日居务监督委员会：已落实（本人签名）：三楼门口有高差"
    );
    let paper = made(&hall, &words, |issuer, matter, facts| {
        objections(issuer, matter, facts, printed)
    });
    let listed: Vec<String> = rows(&paper).iter().map(|row| row[3].clone()).collect();
    assert_eq!(listed, ["代录", "本人签名"]);
    let paper = made(&hall, &words, |issuer, matter, facts| {
        rating_summary(issuer, matter, facts, printed)
    });
    let line = ["落实质量", "0", "1", "0", "0", "0", "100.0%"];
    assert_eq!(rows(&paper), [line]);
    let words_of = paper.to_text();
    assert!(words_of.contains("签名 1 份") && words_of.contains("本人还说：谢谢"));
    let paper = made(&hall, &words, |issuer, matter, facts| {
        closing_report(issuer, matter, facts, printed)
    });
    let said = "异议 2（本人签名 1 条，代录 1 条）";
    assert!(paper.to_text().contains(said), "{}", paper.to_text());
}

proptest! {
    #[test]
    fn a_household_counts_once_whoever_wrote_it_down_and_in_whatever_order(
        on_paper in prop::collection::vec(0_usize..5, 0..4),
        signed in prop::collection::vec((1_u8..6, 0_usize..5, any::<bool>()), 0..6),
        seats in 0_u64..60,
        turn in 0_usize..6,
    ) {
        let (mut hall, measure) = carried_out(seats);
        let door = |door: usize| format!("{door}室");
        for household in &on_paper {
            written(&mut hall, measure, &door(*household), "2018-09-25");
        }
        let said = |(author, household, is_late): &(u8, usize, bool)| {
            let on = if *is_late { "2018-09-25" } else { "2018-09-19" };
            disputes(*author, measure, &door(*household), on)
        };
        let words: Vec<Word> = signed.iter().map(said).collect();
        // An author's last word counts; of an author one door.
        let mut doors: Vec<usize> = on_paper.clone();
        for author in 1..6 {
            let last = signed.iter().rev().find(|(by, ..)| *by == author);
            doors.extend(last.filter(|(.., is_late)| *is_late).map(|(_, door, _)| *door));
        }
        doors.sort_unstable();
        doors.dedup();
        let read_of = |reviews: &Reviews| {
            promise::read_with(&hall, reviews, |facts| {
                let promise = &promises(facts)[0];
                (promise.disputes, promise.state)
            })
        };
        let (disputes, state) = read_of(&Reviews::read(heard(&words)));
        prop_assert_eq!(disputes, doors.len());
        let share = disputes > 0 && seats > 0 && disputes as u64 * 100 >= seats * 5;
        let is_reopened = matches!(state, PromiseState::Reopened(_));
        prop_assert_eq!(is_reopened, disputes >= 3 || share);
        let mut turned = heard(&words);
        let turn = turn % turned.len().max(1);
        turned.rotate_left(turn);
        let twice: Vec<Heard<'_>> = turned.iter().chain(&turned).cloned().collect();
        prop_assert_eq!(read_of(&Reviews::read(twice)), (disputes, state));
    }
}

#[test]
fn who_waits_to_be_admitted_is_listed_until_the_consultation_is_done() {
    let waiting = |hall: &Device| {
        let reviews = Reviews::default().with_waiting(3);
        let due = promise::read_with(hall, &reviews, |facts| of_hall(facts, &Standing::of(facts)));
        let mut waiting = due.iter().filter(|due| due.what == Pressing::Admissions);
        waiting.next().map(|due| (due.count, due.by))
    };
    let mut hall = Device::founding("三幢加装电梯");
    assert_eq!(waiting(&hall), Some((3, None)));
    for requirement in Requirement::ALL {
        set(&mut hall, Column::Waived(*requirement), text("补录"));
    }
    for stage in Stage::ALL {
        set(&mut hall, stage.closed(), day("2018-01-01"));
    }
    assert_eq!(waiting(&hall), None);
}
