//! Cards as bytes, and the book that is read from them.

use ledger::PersonId;
use proptest::prelude::*;
use roster::cards::{OddCard, Part};
use roster::{
    Birthday, Book, Card, CardError, Content, FloorArea, Home, Person, PersonKind, Place, Premises,
    PremisesId, PropertyUnit, Registration, Revision, Sex, Share, State, Subject, UnitUse,
};

use consultation::record::Date;

pub(crate) fn any_card() -> impl Strategy<Value = Card> {
    let premises = (
        any::<[u8; 4]>(),
        0_u64..=100_000_000,
        any::<[u8; 2]>(),
        "[一-龥a-z]{0,8}",
        1_u32..9,
    );
    let premises = premises.prop_map(|(numbers, area, owners, words, part)| {
        let [building, unit, room, states] = numbers.map(|number| number.to_string());
        let has_unit = owners[0] % 3 != 0;
        Content::Premises(Premises {
            place: Place {
                estate: words.clone(),
                building,
                unit,
                room,
            },
            group: words.clone(),
            grid: String::new(),
            unit: has_unit.then(|| PropertyUnit {
                area: FloorArea::hundredths(area).filter(|_| part % 2 == 0),
                unit_use: [
                    UnitUse::Residential,
                    UnitUse::Commercial,
                    UnitUse::Parking,
                    UnitUse::Other,
                ][part as usize % 4],
                certificate: words,
                owners: owners
                    .map(|owner| Share {
                        owner: PersonId([owner % 4; 16]),
                        part: Part::new(part, 9),
                    })
                    .to_vec(),
            }),
            states: [State::Apart, State::Vacant, State::Let][..states.len() % 4].to_vec(),
        })
    });
    let person = ("[一-龥]{1,4}", 1_u16..9999, 1_u8..29, any::<[u8; 2]>());
    let person = person.prop_map(|(name, year, day, [home, odd])| {
        Content::Person(Person {
            name,
            kind: if odd % 5 == 0 {
                PersonKind::Body
            } else {
                PersonKind::Human
            },
            sex: [None, Some(Sex::Male), Some(Sex::Female)][usize::from(odd) % 3],
            born: Date::new(year, 2, day)
                .map(Birthday)
                .filter(|_| odd % 2 == 0),
            phone: format!("138{odd:08}"),
            registration: [
                None,
                Some(Registration::Here),
                Some(Registration::Elsewhere),
            ][usize::from(odd) % 3],
            home: (odd % 4 != 0).then_some(Home {
                premises: PremisesId([home % 4; 16]),
                is_householder: odd % 7 == 0,
            }),
            tags: vec!["老党员".to_owned(); usize::from(odd % 3)],
        })
    });
    let content = prop_oneof![premises, person];
    let names = (
        any::<u8>(),
        0_u8..4,
        prop::collection::vec(any::<u8>(), 0..3),
        any::<bool>(),
    );
    (content, names).prop_map(|(content, (revision, subject, replaces, is_gone))| {
        let subject = match content {
            Content::Premises(_) => Subject::Premises(PremisesId([subject; 16])),
            Content::Person(_) => Subject::Person(PersonId([subject; 16])),
        };
        Card {
            revision: Revision([revision; 16]),
            replaces: replaces
                .into_iter()
                .map(|old| Revision([old; 16]))
                .collect(),
            subject,
            content: (!is_gone).then_some(content),
        }
    })
}

fn person(name: &str) -> Option<Content> {
    Some(Content::Person(Person {
        name: name.to_owned(),
        ..Person::default()
    }))
}

fn card(revision: u8, replaces: &[u8], content: Option<Content>) -> Card {
    Card {
        revision: Revision([revision; 16]),
        replaces: replaces.iter().map(|old| Revision([*old; 16])).collect(),
        subject: Subject::Person(PersonId([9; 16])),
        content,
    }
}

fn stands(cards: &[Card]) -> (Option<String>, usize) {
    let book = Book::read(cards.iter().cloned());
    let name = book
        .people()
        .get(&PersonId([9; 16]))
        .map(|person| person.name.clone());
    (
        name,
        book.clashes().first().map_or(0, |clash| clash.cards.len()),
    )
}

#[test]
fn a_later_card_replaces_and_cards_written_apart_are_a_clash() {
    let first = card(1, &[], person("张三"));
    let second = card(2, &[1], person("张山"));
    let apart = card(3, &[1], person("章三"));
    let both = card(4, &[2, 3], person("张三丰"));
    let gone = card(5, &[4], None);
    for (cards, name, clash) in [
        (vec![&first], Some("张三"), 0),
        (vec![&first, &second], Some("张山"), 0),
        // The order of arrival decides nothing where one card names the other.
        (vec![&second, &first], Some("张山"), 0),
        (vec![&first, &second, &apart], Some("章三"), 2),
        (vec![&apart, &first, &second], Some("张山"), 2),
        (vec![&first, &second, &apart, &both], Some("张三丰"), 0),
        (vec![&first, &second, &apart, &both, &gone], None, 0),
        // A statement that was erased leaves the rest readable.
        (vec![&apart], Some("章三"), 0),
    ] {
        let cards: Vec<Card> = cards.into_iter().cloned().collect();
        assert_eq!(stands(&cards), (name.map(str::to_owned), clash));
    }
    let book = Book::read([first, second, apart]);
    let settled = book.card(
        Revision([7; 16]),
        Subject::Person(PersonId([9; 16])),
        person("张三"),
    );
    assert_eq!(settled.replaces, [Revision([2; 16]), Revision([3; 16])]);
}

#[test]
fn the_bytes_are_these_and_unknown_keys_are_passed_over() {
    let card = card(1, &[], person("张"));
    let mut bytes = vec![0xa5, 0x00, 0x01, 0x01, 0x50];
    bytes.extend([1; 16]);
    bytes.extend([0x02, 0x80, 0x04, 0x50]);
    bytes.extend([9; 16]);
    bytes.extend([
        0x06, 0xa4, 0x00, 0x63, 0xe5, 0xbc, 0xa0, 0x01, 0x00, 0x04, 0x60, 0x07, 0x80,
    ]);
    assert_eq!(card.encode(), bytes);
    let mut more = bytes.clone();
    more[0] = 0xa6;
    more.extend([0x18, 99, 0x82, 1, 2]);
    assert_eq!(Card::decode(&more).unwrap(), card);
    let mut later = bytes;
    later[2] = 2;
    assert_eq!(Card::decode(&later), Err(CardError::Later(2)));
    assert_eq!(Card::decode(b"\xa0"), Err(CardError::NoCard));
}

#[test]
fn what_cannot_be_is_listed_and_the_rest_is_read() {
    let owner = |id: u8| Share {
        owner: PersonId([id; 16]),
        part: Part::new(2, 3),
    };
    let unit = PropertyUnit {
        area: None,
        unit_use: UnitUse::Residential,
        certificate: String::new(),
        owners: vec![owner(1), owner(2)],
    };
    let premises = Premises {
        unit: Some(unit),
        ..Premises::default()
    };
    let home = Home {
        premises: PremisesId([8; 16]),
        is_householder: false,
    };
    let lost = Person {
        home: Some(home),
        ..Person::default()
    };
    let cards = [
        (
            Subject::Premises(PremisesId([3; 16])),
            Content::Premises(premises),
        ),
        (Subject::Person(PersonId([1; 16])), Content::Person(lost)),
    ];
    let empty = Book::default();
    let cards = (1..)
        .zip(cards)
        .map(|(name, (subject, content))| empty.card(Revision([name; 16]), subject, Some(content)));
    let odd = Book::read(cards).odd();
    let premises = PremisesId([3; 16]);
    assert_eq!(
        odd,
        [
            OddCard::NoSuchHome(PersonId([1; 16])),
            OddCard::NoSuchOwner(premises, PersonId([2; 16])),
            OddCard::MoreThanWhole(premises),
        ]
    );
}

proptest! {
    #[test]
    fn a_card_reads_back(card in any_card()) {
        prop_assert_eq!(Card::decode(&card.encode()), Ok(card));
    }

    #[test]
    fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Card::decode(&bytes);
    }

    #[test]
    fn spoiled_cards_never_panic(card in any_card(), place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = card.encode();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(card) = Card::decode(&bytes) {
            prop_assert_eq!(Card::decode(&card.encode()), Ok(card));
        }
    }

    #[test]
    fn any_cards_make_a_book_and_every_card_of_a_clash_was_written(
        cards in prop::collection::vec(any_card(), 0..20)
    ) {
        let book = Book::read(cards.clone());
        for clash in book.clashes() {
            prop_assert!(clash.cards.len() > 1);
            prop_assert!(clash.cards.iter().all(|card| cards.contains(card)));
        }
        let _ = book.odd();
    }
}
