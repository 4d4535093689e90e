//! Rest days, working days and ages.

use consultation::Form;
use consultation::calendar::{
    AgeError, Calendar, Certainty, Convocation, DayKind, Days, OwnDays, Years, age_on, answer_due,
    is_of_age,
};

use super::date;

#[test]
fn the_yearly_notices_decide_what_is_a_rest_day() {
    let calendar = Calendar::built_in();
    for (day, kind) in [
        ("2017-12-31", DayKind::Weekend),
        ("2018-01-01", DayKind::Off),
        ("2017-09-30", DayKind::WorkedWeekend),
        ("2018-12-29", DayKind::WorkedWeekend),
        ("2018-12-31", DayKind::Off),
        ("2026-02-14", DayKind::WorkedWeekend),
        ("2026-02-23", DayKind::Off),
        ("2026-02-24", DayKind::Working),
        ("2026-10-07", DayKind::Off),
        ("2026-10-10", DayKind::WorkedWeekend),
        ("2026-11-28", DayKind::Weekend),
    ] {
        assert_eq!(calendar.day(date(day)), (kind, Certainty::ByTable), "{day}");
    }
}

#[test]
fn the_last_days_of_december_wait_for_the_next_notice() {
    let calendar = Calendar::built_in();
    let missing = Certainty::WeekendsOnly { year: 2027 };
    assert_eq!(calendar.day(date("2026-12-28")).1, Certainty::ByTable);
    assert_eq!(calendar.day(date("2026-12-31")).1, missing);
    assert_eq!(calendar.day(date("2027-03-01")).1, missing);
}

#[test]
fn a_community_enters_the_next_years_days_itself() {
    let own = OwnDays {
        off: vec!["2027-01-01/2027-01-03".parse().unwrap()],
        worked: vec!["2027-01-09/2027-01-09".parse().unwrap()],
    };
    let calendar = Calendar::built_in().with_own(own);
    for (day, kind) in [
        ("2026-12-31", DayKind::Working),
        ("2027-01-01", DayKind::Off),
        ("2027-01-04", DayKind::Working),
        ("2027-01-09", DayKind::WorkedWeekend),
        ("2027-01-10", DayKind::Weekend),
    ] {
        assert_eq!(calendar.day(date(day)), (kind, Certainty::ByTable), "{day}");
    }
    let missing = Certainty::WeekendsOnly { year: 2028 };
    assert_eq!(calendar.day(date("2027-12-31")).1, missing);
}

#[test]
fn five_working_days_leave_weekends_out_and_count_worked_ones() {
    let calendar = Calendar::built_in();
    for (received, due) in [
        ("2026-11-27", "2026-12-04"),
        ("2026-11-28", "2026-12-04"),
        ("2026-09-30", "2026-10-13"),
        ("2026-02-12", "2026-02-26"),
    ] {
        let deadline = answer_due(&calendar, date(received), Days::new(5)).unwrap();
        assert_eq!(deadline.last, date(due), "{received}");
        assert_eq!(deadline.certainty, Certainty::ByTable);
    }
    let deadline = answer_due(&calendar, date("2026-12-30"), Days::new(5)).unwrap();
    let missing = Certainty::WeekendsOnly { year: 2027 };
    assert_eq!(deadline.certainty, missing);
}

#[test]
fn d9_seventeen_years_and_364_days_are_not_eighteen() {
    let born = date("2008-11-28");
    let eighteen = Years::new(18);
    assert!(!is_of_age(born, date("2026-11-27"), eighteen));
    assert!(is_of_age(born, date("2026-11-28"), eighteen));
    assert_eq!(age_on(born, date("2026-11-27")), Ok(Years::new(17)));
    let leap = date("2008-02-29");
    assert!(!is_of_age(leap, date("2026-02-28"), eighteen));
    assert!(is_of_age(leap, date("2026-03-01"), eighteen));
    let day = date("2000-01-01");
    assert_eq!(age_on(born, day), Err(AgeError::BornLater { born, day }));
    assert!(!is_of_age(born, day, Years::new(0)));
}

#[test]
fn each_form_has_its_days_of_notice() {
    for (form, days) in [
        (Form::Hearing, 3),
        (Form::Owners, 3),
        (Form::RepresentativesMeeting, 5),
        (Form::ResidentsMeeting, 10),
        (Form::Other("later".to_owned()), 3),
    ] {
        assert_eq!(Convocation::of(&form).least_notice(), Days::new(days));
    }
}
