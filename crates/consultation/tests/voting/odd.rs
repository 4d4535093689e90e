//! Rules and sums that cannot be: each is refused by a name that says which field.

use consultation::voting::built_in::{OwnersMatter, graded_sitting, sitting};
use consultation::voting::{
    Area, Blocking, Circumstances, Counts, Fraction, FractionProblem, Grade, Heads, Measure,
    Method, Needed, Part, PropertyUnitId, Roster, RosterError, RuleError, RuleField, Share,
    SilenceClause, Speaker, Tally, Terms, Treatment, VoteError, VoterId, VotingRule, decide, words,
};

use super::support::{date, estate, flat, flats_voted, now, owners_rule};

#[track_caller]
fn check_error(change: impl FnOnce(&mut Terms), error: RuleError) {
    let mut terms = owners_rule(OwnersMatter::Other).into_terms();
    change(&mut terms);
    assert_eq!(VotingRule::new(terms), Err(error));
}

fn turnout(fraction: Fraction) -> Vec<Needed> {
    let share = Share::at_least(fraction);
    let measure = Measure::Heads;
    vec![Needed { measure, share }]
}

#[test]
fn a_fraction_of_three_halves_names_its_field() {
    let field = RuleField::Turnout(Measure::Heads);
    let problem = FractionProblem::MoreThanWhole {
        numerator: 3,
        denominator: 2,
    };
    let error = RuleError::Fraction { field, problem };
    check_error(
        |terms| terms.turnout.needed = turnout(Fraction::new(3, 2)),
        error,
    );
    assert_eq!(
        words::rule_error(error),
        "参加表决的比例（按人数）：3/2 大于 1，永远达不到。"
    );
}

#[test]
fn fractions_of_nothing_by_nothing_and_more_than_all_are_refused() {
    let field = RuleField::Turnout(Measure::Heads);
    for (fraction, problem) in [
        (Fraction::new(0, 3), FractionProblem::Zero),
        (Fraction::new(1, 0), FractionProblem::ZeroDenominator),
        (Fraction::new(0, 0), FractionProblem::ZeroDenominator),
    ] {
        let error = RuleError::Fraction { field, problem };
        check_error(|terms| terms.turnout.needed = turnout(fraction), error);
    }
    let field = RuleField::Decision(Measure::Area);
    let problem = FractionProblem::MoreThanAll;
    check_error(
        |terms| {
            let share = Share::more_than(Fraction::WHOLE);
            let measure = Measure::Area;
            let needed = vec![Needed { measure, share }];
            let base = consultation::voting::Base::All;
            terms.method = Method::YesNo { base, needed };
        },
        RuleError::Fraction { field, problem },
    );
}

#[test]
fn every_other_field_is_named_too() {
    check_error(
        |terms| terms.title = "  ".to_owned(),
        RuleError::Empty(RuleField::Title),
    );
    check_error(
        |terms| terms.law.until = Some(date("2020-12-31")),
        RuleError::EndsBeforeItBegins,
    );
    check_error(
        |terms| terms.conduct.spoiled.blank = Treatment::AsMarked,
        RuleError::NoMark(RuleField::Blank),
    );
    check_error(
        |terms| {
            terms.conduct.silence = SilenceClause::On {
                article: String::new(),
            };
        },
        RuleError::Empty(RuleField::SilenceArticle),
    );
    let mut options = consultation::voting::built_in::options_sitting(now()).into_terms();
    options.conduct.silence = SilenceClause::On {
        article: "九".to_owned(),
    };
    let error = RuleError::SilenceWithoutYesAndNo;
    assert_eq!(VotingRule::new(options), Err(error));
    check_error(
        |terms| {
            let twice = turnout(Fraction::HALF);
            terms.turnout.needed.extend(twice);
        },
        RuleError::Twice(RuleField::Turnout(Measure::Heads)),
    );
    check_error(
        |terms| terms.entitled = consultation::voting::Entitled::Residents,
        RuleError::AreaWithoutOwners(RuleField::Turnout(Measure::Area)),
    );
    check_error(
        |terms| {
            let base = consultation::voting::Base::All;
            let needed = Vec::new();
            terms.method = Method::YesNo { base, needed };
        },
        RuleError::NothingDecides,
    );
}

#[test]
fn grades_outside_one_to_five_are_refused() {
    let graded = |least_mean, blocking| {
        let mut terms = graded_sitting(date("2026-01-01")).into_terms();
        terms.method = Method::Graded {
            least_mean,
            blocking,
        };
        VotingRule::new(terms)
    };
    let mean = Err(RuleError::OutsideGrades(RuleField::LeastMean));
    assert_eq!(graded(Fraction::new(11, 2), Blocking::None), mean);
    assert_eq!(graded(Fraction::HALF, Blocking::None), mean);
    let six = Blocking::UpTo(Grade::new(6));
    let grade = Err(RuleError::OutsideGrades(RuleField::BlockingGrade));
    assert_eq!(graded(Fraction::new(7, 2), six), grade);
}

#[test]
fn more_votes_than_people_are_refused() {
    let rule = owners_rule(OwnersMatter::Other);
    let circumstances = Circumstances::on(now());
    let refused = |tally: &Tally, part, measure| {
        let error = VoteError::MoreThanEntitled { part, measure };
        assert_eq!(decide(&rule, tally, &circumstances), Err(error));
    };
    refused(&flats_voted(96, 60, 37, 0), Part::Votes, Measure::Heads);
    let mut tally = flats_voted(96, 60, 0, 0);
    tally.yes.area = Area::square_metres(9_601);
    refused(&tally, Part::Votes, Measure::Area);
    tally = flats_voted(96, 60, 0, 0);
    tally.recused = Counts::heads(97);
    refused(&tally, Part::Recused, Measure::Heads);

    let meeting = sitting(date("2026-01-01"));
    let tally = super::support::met(30, 24, 20, 5, 0);
    let error = VoteError::MoreThanEntitled {
        part: Part::Votes,
        measure: Measure::Heads,
    };
    assert_eq!(decide(&meeting, &tally, &circumstances), Err(error));
    assert_eq!(
        words::vote_error(error),
        "各项票数合计（按人数）超过了有表决权的总数，请核对。"
    );
}

#[test]
fn an_area_that_was_not_entered_is_asked_for() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut tally = flats_voted(96, 60, 0, 0);
    tally.entitled.area = Area::ZERO;
    let error = VoteError::NotMeasured(Measure::Area);
    let decision = decide(&rule, &tally, &Circumstances::on(now()));
    assert_eq!(decision, Err(error));
    assert_eq!(
        words::vote_error(error),
        "规则要按面积计算，还没有填写专有面积。"
    );
}

#[test]
fn odd_lists_are_no_roster() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut units = estate(2);
    units[1].id = PropertyUnitId::new("1");
    let error = RosterError::Twice("1".to_owned());
    assert_eq!(Roster::of_owners(&rule, &units), Err(error));
    let nobody = [flat("1", &[], 100)];
    let error = RosterError::Nobody("1".to_owned());
    assert_eq!(Roster::of_owners(&rule, &nobody), Err(error));
    let mut huge = estate(1);
    huge[0].area = Area::hundredths(u64::MAX);
    let error = RosterError::AreaTooLarge(PropertyUnitId::new("1"));
    assert_eq!(Roster::of_owners(&rule, &huge), Err(error));
}

#[test]
fn owners_of_two_units_agree_on_one_person() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut units = [
        flat("1", &["husband", "wife"], 100),
        flat("2", &["husband", "wife"], 100),
    ];
    units[0].speaker = Speaker::Agreed(VoterId::new("wife"));
    let roster = Roster::of_owners(&rule, &units).unwrap();
    assert_eq!(roster.heads()[0].speaker, units[0].speaker);
    units[1].speaker = Speaker::Agreed(VoterId::new("husband"));
    let error = RosterError::SpeakersDiffer(PropertyUnitId::new("2"));
    assert_eq!(Roster::of_owners(&rule, &units), Err(error));
    units[1].speaker = Speaker::Agreed(VoterId::new("child"));
    let error = RosterError::SpeakerIsNoOwner(PropertyUnitId::new("2"));
    assert_eq!(Roster::of_owners(&rule, &units), Err(error));
}

#[test]
fn the_largest_numbers_there_are_are_compared_exactly() {
    let rule = owners_rule(OwnersMatter::Other);
    let all = Counts::new(Heads::new(u64::MAX), Area::hundredths(u64::MAX));
    let tally = |yes| Tally {
        entitled: all,
        yes: Counts::new(Heads::new(yes), Area::hundredths(yes)),
        ..Tally::default()
    };
    let circumstances = Circumstances::on(now());
    let two_thirds = u64::MAX / 3 * 2;
    let outcome = |yes| {
        let decision = decide(&rule, &tally(yes), &circumstances).unwrap();
        decision.outcome
    };
    use consultation::voting::Outcome;
    assert_eq!(outcome(two_thirds), Outcome::Passes);
    assert_eq!(outcome(two_thirds - 1), Outcome::NotValid);
}
