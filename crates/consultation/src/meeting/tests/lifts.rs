//! Case (b) of the rules, held on one evening: 96 households in six staircases of 16, six rolls, six votes by the law
//! since 2021, one of which fails (rules.md B9).

use super::{Hall, Who, ballot};
use crate::meeting::choice::{Conducted, Duty, Via};
use crate::meeting::event::Event;
use crate::voting::{Mark, Outcome};

const RULE: &str = "CN-NB-2021/lift";

fn estate() -> Hall {
    let mut hall = Hall::default();
    for number in 0..96_u16 {
        let (stairs, flat) = (number / 16 + 1, number % 16 + 1);
        hall.owner(
            number,
            &format!("{stairs} 单元"),
            &[&format!("{stairs}-{flat:02}")],
        );
    }
    hall.posts(Who::Tablet(1), Duty::Chair);
    hall.posts(Who::Tablet(2), Duty::CheckIn);
    hall.posts(Who::Tablet(3), Duty::Teller);
    hall.posts(Who::Kiosk(4), Duty::CheckIn);
    hall.begins("19:00");
    hall
}

#[test]
fn six_staircases_vote_apart_and_one_fails() {
    let mut hall = estate();
    let (chair, teller, shared) = (Who::Tablet(1), Who::Tablet(3), Who::Kiosk(4));
    // Ayes, noes and abstentions by staircase; the fourth has ten of sixteen, one short of two thirds.
    let said = [
        (15, 1, 0),
        (13, 0, 3),
        (12, 4, 0),
        (10, 0, 0),
        (9, 2, 1),
        (16, 0, 0),
    ];
    let mut openings = Vec::new();
    for (stairs, (yes, no, abstain)) in (0_u16..).zip(said) {
        let group = format!("{} 单元", stairs + 1);
        let opening = hall.opens_as(chair, "19:30", RULE, &group, Conducted::Named);
        for flat in 0..(yes + no + abstain) {
            let mark = match flat {
                flat if flat < yes => Mark::Yes,
                flat if flat < yes + no => Mark::No,
                _ => Mark::Abstain,
            };
            let number = stairs * 16 + flat;
            // A third each by own phone, on the shared tablet, and on paper that two people saw.
            match number % 3 {
                0 => {
                    let event = ballot(opening, number, mark, Via::OwnDevice);
                    hall.say(Who::Phone(number), "19:31", event);
                }
                1 => {
                    let event = ballot(opening, number, mark, Via::SharedTablet);
                    hall.say(shared, "19:31", event);
                }
                _ => {
                    let event = ballot(opening, number, mark, Via::Paper);
                    let paper = hall.say(teller, "19:31", event);
                    let ballots = vec![paper];
                    hall.say(chair, "19:32", Event::Witness { ballots });
                }
            }
        }
        hall.closes(chair, "19:40", opening);
        openings.push(opening);
    }
    for tablet in [Who::Tablet(2), teller, shared] {
        hall.reports(tablet, "19:50");
    }
    let votes = hall.votes();
    let outcomes: Vec<Outcome> = votes
        .iter()
        .map(|vote| vote.decided.clone().unwrap().unwrap().outcome)
        .collect();
    assert_eq!(
        outcomes,
        [
            Outcome::Passes,
            Outcome::Passes,
            Outcome::Passes,
            Outcome::NotValid,
            Outcome::Passes,
            Outcome::Passes,
        ]
    );
    for vote in &votes {
        assert_eq!(vote.doubts, [], "{}", vote.opening.group);
        assert_eq!(vote.all.heads.get(), 16);
        assert_eq!(vote.all.area.get(), 160_000);
    }
    let fourth = votes.get(3).unwrap();
    assert!(
        fourth.lines().join("\n").contains("10"),
        "{:?}",
        fourth.lines()
    );
    assert!(fourth.opening.sentence.contains("有权表决的业主 16 人"));
}
