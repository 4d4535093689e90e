//! What the votes of a sitting on paper come to, and what is odd about them.

use consultation::record::Decision;
use consultation::sitting::{
    UnitResult, WhyOdd, results, sentence, suggested, suggested_for_round,
};
use consultation::voting::{
    Area, Counts, Heads, Measure, Outcome, Part, RuleSet, VoteError, built_in,
};
use consultation::{Cell, CellValue, Column, FieldValue, RowId, Sheet};

use crate::support::{Device, sync, text};

fn number(count: u64) -> CellValue {
    CellValue::Count(Some(count))
}

/// A hall with one matter and a sitting.
struct Case {
    hall: Device,
    matter: RowId,
    sitting: RowId,
}

impl Case {
    fn new(rule: &str, day: &str) -> Self {
        let mut hall = Device::founding("加装电梯");
        let rule = FieldValue::Cell(
            Cell::of_round(RowId::FIRST_ROUND, Column::VotingRule),
            text(rule),
        );
        hall.set(rule);
        let matter = hall.add_row(Sheet::Matters, vec![(Column::Title, text("装不装电梯"))]);
        let time = CellValue::Time(Some(format!("{day}T19:00").parse().unwrap()));
        let sitting = hall.add_row(Sheet::Sittings, vec![(Column::Time, time)]);
        Self {
            hall,
            matter,
            sitting,
        }
    }

    /// One unit's votes, by flats of 100 m².
    fn flats(&mut self, unit: &str, all: u64, [yes, no, abstain]: [u64; 3]) -> RowId {
        self.tally(&[
            (Column::Unit, text(unit)),
            (Column::Entitled, number(all)),
            (Column::EntitledArea, number(all * 10_000)),
            (Column::Yes, number(yes)),
            (Column::YesArea, number(yes * 10_000)),
            (Column::No, number(no)),
            (Column::NoArea, number(no * 10_000)),
            (Column::Abstain, number(abstain)),
            (Column::AbstainArea, number(abstain * 10_000)),
        ])
    }

    fn tally(&mut self, cells: &[(Column, CellValue)]) -> RowId {
        let mut cells = cells.to_vec();
        cells.push((Column::Sitting, CellValue::Row(Some(self.sitting))));
        self.hall.add_row(Sheet::Tallies, cells)
    }

    fn write(&mut self, sheet: Sheet, row: RowId, column: Column, value: CellValue) {
        let cell = Cell { sheet, row, column };
        self.hall.set(FieldValue::Cell(cell, value));
    }

    fn results(&self) -> Result<Vec<UnitResult>, (Column, WhyOdd)> {
        let sheets = self.hall.sheets();
        let round = sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
        let sitting = sheets.row(Sheet::Sittings, self.sitting).unwrap();
        let rules = built_in::all();
        results(&sheets, round, sitting, Some(self.matter), &rules)
            .map_err(|odd| (odd.at.column, odd.why))
    }

    fn only(&self) -> UnitResult {
        let mut results = self.results().unwrap();
        assert_eq!(results.len(), 1);
        results.remove(0)
    }

    fn odd(&self) -> (Column, WhyOdd) {
        let odd = match self.results() {
            Err(odd) => return odd,
            Ok(mut results) => results.remove(0).decided.unwrap_err(),
        };
        (odd.at.column, odd.why)
    }

    fn suggested(&self) -> Option<Decision> {
        let sheets = self.hall.sheets();
        let matter = sheets.row(Sheet::Matters, self.matter).unwrap();
        suggested(matter, &self.results().unwrap())
    }
}

const LIFT: &str = "CN-NB-2021/lift";
const SITTING: &str = "COMMUNITY/yes-no";

/// The estate of 1999: three buildings of two units, sixteen households each.
#[test]
fn six_units_have_their_own_results_of_2017_and_beside_them_those_since_2021() {
    let votes = [
        ("1幢1单元", [16, 0, 0], Outcome::Passes, Outcome::Passes),
        ("1幢2单元", [13, 0, 3], Outcome::Passes, Outcome::Passes),
        // One objection stopped it then, and does not since 2021.
        ("2幢1单元", [15, 1, 0], Outcome::Fails, Outcome::Passes),
        // Ten of sixteen were too few though nobody objected, and are no turnout today.
        ("2幢2单元", [10, 0, 0], Outcome::Fails, Outcome::NotValid),
        // Eleven are two thirds of all, and a turnout.
        ("3幢1单元", [11, 0, 0], Outcome::Passes, Outcome::Passes),
        // Abstentions are no 同意: 11 of 16 who take part are less than ¾.
        ("3幢2单元", [11, 0, 5], Outcome::Passes, Outcome::Fails),
    ];
    let mut case = Case::new(LIFT, "2017-12-20");
    for (unit, voted, _, _) in &votes {
        case.flats(unit, 16, *voted);
    }
    let results = case.results().unwrap();
    assert_eq!(results.len(), 6);
    for (result, (unit, _, then, now)) in results.iter().zip(votes) {
        assert_eq!(result.unit, unit);
        let decision = result.decided.as_ref().unwrap();
        assert_eq!(decision.law.id.as_str(), "CN-NB-2017");
        assert_eq!(decision.outcome, then, "{unit}");
        let [beside] = result.beside.as_slice() else {
            panic!("{:?}", result.beside);
        };
        assert_eq!(beside.law.id.as_str(), "CN-NB-2021");
        assert_eq!(beside.outcome, now, "{unit}");
        assert!(!beside.may_be_carried_out());
    }
    assert_eq!(
        results[2].lines(),
        [
            "2017年12月20日表决，适用：宁波市既有住宅加装电梯原规定（待核）",
            "同意的人数（占全体）：15 ≥ 16 × ⅔ ≈ 10.67，达到",
            "同意的面积（占全体）：1500 ≥ 1600 × ⅔ ≈ 1066.67，达到",
            "1 人反对；按规则只要有人反对，就不通过",
            "结果：未通过",
        ]
    );
    let beside = &results[2].lines_beside()[0];
    assert!(beside[0].contains("对照（当日不适用）"), "{beside:?}");
    assert_eq!(beside.last().unwrap(), "结果：通过");
    assert_eq!(case.suggested(), None, "units differ: staff decide");
}

#[test]
fn before_any_rule_of_the_day_every_version_is_a_comparison() {
    let mut case = Case::new(LIFT, "2006-09-10");
    case.flats("1幢1单元", 16, [9, 7, 0]);
    let result = case.only();
    let odd = result.decided.as_ref().unwrap_err();
    assert_eq!(odd.at.column, Column::VotingRule);
    assert_eq!(
        result.lines(),
        ["没有2006年9月10日适用的表决规则，请按当时的规定录入。"]
    );
    assert_eq!(result.beside.len(), 2);
    assert!(result.beside.iter().all(|beside| !beside.is_in_force()));
    assert_eq!(case.suggested(), None);
}

#[test]
fn where_all_count_together_the_units_are_added_up() {
    let mut case = Case::new("CN-CivilCode-2021/use-fund", "2026-11-20");
    case.flats("1幢", 48, [30, 2, 0]);
    case.flats("2幢", 48, [3, 29, 0]);
    let result = case.only();
    assert_eq!(result.unit, "");
    assert_eq!(result.sums.entitled.heads.get(), 96);
    assert_eq!(result.decided.unwrap().outcome, Outcome::Passes);
    assert_eq!(case.suggested(), Some(Decision::Agreed));

    let reserved = CellValue::choice("to_owners");
    case.write(Sheet::Matters, case.matter, Column::Reserved, reserved);
    assert_eq!(case.suggested(), Some(Decision::ToOwners));
}

#[test]
fn a_sitting_of_the_community_needs_two_thirds_of_those_invited_and_half_of_those_present() {
    for (present, yes, outcome, suggestion) in [
        (30, 25, Outcome::Passes, Decision::Agreed),
        // More than half, but less than two thirds: contested.
        (30, 16, Outcome::Passes, Decision::ToResidents),
        (30, 15, Outcome::Fails, Decision::AnotherRound),
        (19, 19, Outcome::NotValid, Decision::AnotherRound),
    ] {
        let mut case = Case::new(SITTING, "2026-11-20");
        case.write(Sheet::Sittings, case.sitting, Column::Entitled, number(30));
        case.write(
            Sheet::Sittings,
            case.sitting,
            Column::Present,
            number(present),
        );
        case.tally(&[(Column::Yes, number(yes))]);
        assert_eq!(case.only().decided.unwrap().outcome, outcome, "{yes}");
        assert_eq!(case.suggested(), Some(suggestion), "{yes}");
    }
}

#[test]
fn who_was_present_is_added_up_from_the_kinds_if_nobody_wrote_the_sum() {
    let mut case = Case::new(SITTING, "2026-11-20");
    case.write(Sheet::Sittings, case.sitting, Column::Entitled, number(30));
    case.tally(&[(Column::Yes, number(18)), (Column::No, number(4))]);
    assert_eq!(case.odd(), (Column::Present, WhyOdd::Empty));
    for (kind, count) in [("registered_resident", 19), ("property_firm", 3)] {
        case.hall.add_row(
            Sheet::Attendance,
            vec![
                (Column::Sitting, CellValue::Row(Some(case.sitting))),
                (Column::Kind, CellValue::choice(kind)),
                (Column::Count, number(count)),
            ],
        );
    }
    let result = case.only();
    assert_eq!(result.sums.present.heads.get(), 22);
    assert_eq!(result.decided.unwrap().outcome, Outcome::Passes);
}

#[test]
fn what_is_odd_names_its_cell() {
    let votes = |case: &mut Case| case.flats("", 16, [13, 0, 0]);
    let day = "2017-12-20";

    let case = Case::new("", day);
    assert_eq!(case.odd(), (Column::VotingRule, WhyOdd::NoRule));
    let case = Case::new("过半数同意", day);
    assert_eq!(case.odd(), (Column::VotingRule, WhyOdd::UnknownRule));
    let case = Case::new("COMMUNITY/graded", day);
    assert_eq!(case.odd(), (Column::VotingRule, WhyOdd::OtherMethod));
    let case = Case::new(LIFT, day);
    assert_eq!(case.odd(), (Column::Time, WhyOdd::NoTally));

    let mut case = Case::new(LIFT, day);
    case.write(
        Sheet::Sittings,
        case.sitting,
        Column::Time,
        CellValue::Time(None),
    );
    votes(&mut case);
    assert_eq!(case.odd(), (Column::Time, WhyOdd::NoDay));

    let mut case = Case::new(LIFT, day);
    votes(&mut case);
    case.hall
        .add_row(Sheet::Matters, vec![(Column::Title, text("费用分摊"))]);
    assert_eq!(case.odd(), (Column::Matter, WhyOdd::NoMatter));

    let mut case = Case::new(LIFT, day);
    votes(&mut case);
    votes(&mut case);
    assert_eq!(case.odd(), (Column::Unit, WhyOdd::UnitTwice));

    let mut case = Case::new(LIFT, day);
    case.tally(&[(Column::Entitled, number(16)), (Column::Yes, number(13))]);
    assert_eq!(case.odd(), (Column::YesArea, WhyOdd::Empty));
    let mut case = Case::new(LIFT, day);
    case.tally(&[(Column::Entitled, number(16))]);
    assert_eq!(case.odd(), (Column::Yes, WhyOdd::Empty));
}

#[test]
fn sums_that_cannot_be_name_their_cell() {
    let too_many = |part, measure| WhyOdd::Sums(VoteError::MoreThanEntitled { part, measure });
    let by_heads = || too_many(Part::Votes, Measure::Heads);
    for (all, votes, column) in [
        (16, [17, 0, 0], Column::Yes),
        (16, [0, 17, 0], Column::No),
        (16, [10, 5, 2], Column::Entitled),
    ] {
        let mut case = Case::new(LIFT, "2017-12-20");
        case.flats("1单元", all, votes);
        assert_eq!(case.odd(), (column, by_heads()));
    }
    let mut case = Case::new(LIFT, "2017-12-20");
    let row = case.flats("1单元", 16, [16, 0, 0]);
    case.write(Sheet::Tallies, row, Column::YesArea, number(160_001));
    assert_eq!(
        case.odd(),
        (Column::YesArea, too_many(Part::Votes, Measure::Area))
    );
    case.write(Sheet::Tallies, row, Column::EntitledArea, number(0));
    let unmeasured = WhyOdd::Sums(VoteError::NotMeasured(Measure::Area));
    assert_eq!(case.odd(), (Column::EntitledArea, unmeasured));
    case.write(Sheet::Tallies, row, Column::Entitled, number(0));
    let nobody = WhyOdd::Sums(VoteError::NobodyEntitled);
    assert_eq!(case.odd(), (Column::Entitled, nobody));

    let mut case = Case::new(SITTING, "2026-11-20");
    case.write(Sheet::Sittings, case.sitting, Column::Entitled, number(30));
    case.write(Sheet::Sittings, case.sitting, Column::Present, number(31));
    case.tally(&[(Column::Yes, number(20))]);
    let present = too_many(Part::Present, Measure::Heads);
    assert_eq!(case.odd(), (Column::Present, present));
    case.write(Sheet::Sittings, case.sitting, Column::Present, number(20));
    case.tally(&[(Column::Unit, text("补投")), (Column::Yes, number(5))]);
    assert_eq!(case.odd(), (Column::Present, by_heads()));
    let Ok(results) = case.results() else {
        panic!("nothing was read");
    };
    assert_eq!(results[0].lines(), ["各项票数合计超过了实到人数，请核对。"]);
}

#[test]
fn sums_that_two_devices_wrote_apart_are_not_chosen_between() {
    let mut case = Case::new(LIFT, "2017-12-20");
    let row = case.flats("1单元", 16, [13, 0, 0]);
    let mut other = case.hall.peer(2);
    let cell = Cell {
        sheet: Sheet::Tallies,
        row,
        column: Column::Yes,
    };
    case.hall.set(FieldValue::Cell(cell, number(12)));
    other.set(FieldValue::Cell(cell, number(14)));
    sync(&mut case.hall, &mut other);
    assert_eq!(case.odd(), (Column::Yes, WhyOdd::Differs));
}

#[test]
fn votes_of_several_matters_go_to_their_own() {
    let mut case = Case::new(LIFT, "2017-12-20");
    let cost = vec![(Column::Title, text("费用分摊"))];
    let cost = case.hall.add_row(Sheet::Matters, cost);
    for (matter, votes) in [(case.matter, [13, 0, 0]), (cost, [9, 7, 0])] {
        let row = case.flats("1单元", 16, votes);
        let matter = CellValue::Row(Some(matter));
        case.write(Sheet::Tallies, row, Column::Matter, matter);
    }
    assert_eq!(case.suggested(), Some(Decision::Agreed));
    case.matter = cost;
    assert_eq!(case.suggested(), Some(Decision::AnotherRound));
}

#[test]
fn a_rule_is_read_aloud_before_its_vote() {
    let rules = built_in::all();
    let lift = RuleSet::find(&rules, LIFT).unwrap();
    let unit = Counts::new(Heads::new(16), Area::square_metres(1_600));
    let aloud = |day: &str| {
        let rule = lift.on_or_newest(Some(day.parse().unwrap())).unwrap();
        sentence(rule, &unit).unwrap()
    };
    assert_eq!(
        aloud("2017-12-20"),
        "有权表决的业主 16 人，专有面积共 1600 平方米。全体业主，按人数、按面积都要至少三分之二同意才通过（弃权、没有投票的都不算同意）；只要有人反对，就不通过。"
    );
    assert!(aloud("2006-06-01").contains("至少 11 人、且面积至少"));
    let nobody = sentence(lift.on_or_newest(None).unwrap(), &Counts::ZERO);
    assert_eq!(nobody, Err(VoteError::NobodyEntitled));
}

#[test]
fn a_round_goes_where_its_farthest_matter_goes() {
    use Decision as D;
    for (matters, round) in [
        (
            vec![Some(D::Agreed), Some(D::AgreedAmended)],
            Some(D::AgreedAmended),
        ),
        (
            vec![Some(D::AnotherRound), Some(D::Agreed)],
            Some(D::AnotherRound),
        ),
        (
            vec![Some(D::AnotherRound), Some(D::ToOwners)],
            Some(D::ToOwners),
        ),
        (vec![Some(D::Agreed), None], None),
        (vec![], None),
    ] {
        assert_eq!(suggested_for_round(matters.clone()), round, "{matters:?}");
    }
}
