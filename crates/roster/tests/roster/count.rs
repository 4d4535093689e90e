//! Numbers of the book, against what voting makes of the same units.

use consultation::voting::{Area, Heads, PropertyUse, Roster, built_in, rule_on};
use proptest::prelude::*;
use roster::{Book, Scope, count};

use super::cards::any_card;
use super::files::xlsx;
use super::generated::{self, HOUSEHOLDS, Oddity, oddity};
use super::tools::{book, read, today};

#[test]
fn a_thousand_households_come_to_these_numbers() {
    let book = book(&read(&xlsx(&[generated::residents(), generated::units()])));
    let numbers = count::numbers(&book, &Scope::Community, today());
    assert_eq!(numbers.households, Heads::new(900));
    // 850 who own alone, 13 landlords with several flats each, the developer, 50 pairs.
    assert_eq!(numbers.owners, Heads::new(850 + 13 + 1 + 50));
    assert_eq!(
        numbers.area,
        Area::hundredths(200 * (8_955 + 8_950 + 123_450 + 12_025 + 10_130))
    );
    assert_eq!(numbers.age_unknown, []);
    assert_eq!(numbers.without_owner, []);
    let living = |household: &u32| !matches!(oddity(*household), Oddity::Vacant | Oddity::Unsold);
    let residents: u32 = (0..HOUSEHOLDS)
        .filter(living)
        .map(|household| 1 + household % 3)
        .sum();
    assert_eq!(numbers.residents, Heads::new(u64::from(residents)));
    let building = Scope::Building("阳光小区".to_owned(), "3".to_owned());
    let of_building = count::numbers(&book, &building, today());
    assert_eq!(of_building.households, Heads::new(90));
    assert_eq!(count::units(&book, &building).len(), 100);
    let grids = ["第1网格", "第2网格", "第3网格", "第4网格"].map(|grid| {
        count::numbers(&book, &Scope::Grid(grid.to_owned()), today())
            .residents
            .get()
    });
    assert_eq!(grids.iter().sum::<u64>(), u64::from(residents));
    assert_eq!(
        count::households(&book, &Scope::Community, today()).len(),
        900
    );
}

proptest! {
    #[test]
    fn owners_and_area_are_what_voting_freezes(cards in prop::collection::vec(any_card(), 0..30)) {
        let book = Book::read(cards);
        let numbers = count::numbers(&book, &Scope::Community, today());
        let rules = built_in::owners(built_in::OwnersMatter::Other);
        let rule = rule_on(&rules, today()).unwrap();
        let units = count::units(&book, &Scope::Community);
        let frozen = Roster::of_owners(rule, &units).unwrap();
        prop_assert_eq!(frozen.counts().heads, numbers.owners);
        prop_assert_eq!(frozen.counts().area, numbers.area);
        let parking = units.iter().filter(|unit| unit.property_use == PropertyUse::Parking).count();
        prop_assert_eq!(frozen.left_out().len(), parking);
    }

    #[test]
    fn parts_of_the_community_come_to_the_whole(cards in prop::collection::vec(any_card(), 0..30)) {
        let book = Book::read(cards);
        let whole = count::numbers(&book, &Scope::Community, today());
        let mut estates: Vec<String> =
            book.premises().values().map(|premises| premises.place.estate.clone()).collect();
        estates.sort();
        estates.dedup();
        let parts = estates.into_iter().map(|estate| count::numbers(&book, &Scope::Estate(estate), today()));
        let (mut households, mut residents, mut of_age, mut area) = (0, 0, 0, 0);
        for part in parts {
            households += part.households.get();
            residents += part.residents.get();
            of_age += part.of_age.get();
            area += part.area.get();
        }
        prop_assert_eq!([households, residents, of_age], [whole.households.get(), whole.residents.get(), whole.of_age.get()]);
        prop_assert_eq!(area, whole.area.get());
        prop_assert!(of_age <= residents && households <= residents);
        let voting = count::residents(&book, &Scope::Community).len() + whole.age_unknown.len();
        prop_assert_eq!(u64::try_from(voting).unwrap(), residents);
    }
}
