//! The desk as a page uses it: questions as bytes, cards handed back and in again.

use ledger::payload;
use roster::desk::ask::{
    Arrange, Ask, CardsOf, Cell, Changes, Check, Choose, Export, Exported, Find, Lines, OpenFile,
    Opened, Own, Parts, Remove, Settle, Stored, Take, Undo, Veil, Write,
};
use roster::{Card, Subject};

use super::page::{Page, copy, today};

const FILE: &str = "小区,房号,姓名,与户主关系,出生日期,电话,业主,产权证号,建筑面积\n\
    阳光小区,3-501,张三,户主,1960-01-01,13800138000,张三,证1,89.5\n\
    阳光小区,3-501,张小三,子女,1990-01-01,,,,\n\
    阳光小区,3-502,李四,户主,1970-01-01,13900139000,李四,证2,\"89,5\"\n";

fn cell(label: &str, value: &str) -> Cell {
    Cell {
        label: label.to_owned(),
        value: value.to_owned(),
        options: Vec::new(),
    }
}

#[test]
fn every_part_of_the_community_is_counted_for_itself() {
    let mut page = Page::default();
    page.import(
        "小区,房号,居民小组,网格,姓名,出生日期,业主,产权证号,建筑面积\n\
         阳光小区,3-1-501,一组,,张三,1960-01-01,张三,证1,89.5\n\
         阳光小区,3-1-501,一组,,张小三,2020-01-01,,,\n\
         阳光小区,10-2-502,二组,,李四,1970-01-01,李四,证2,100\n",
    );
    let parts = page.ask(Parts { today: today() }).unwrap().parts;
    let lines = parts.iter().map(|part| {
        let people = [part.households, part.residents, part.of_age, part.owners];
        (part.kind.as_str(), part.name.as_str(), people, part.area)
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            ("小区", "阳光小区", [2, 3, 2, 2], 18_950),
            ("幢", "阳光小区3幢", [1, 2, 1, 1], 8_950),
            ("幢", "阳光小区10幢", [1, 1, 1, 1], 10_000),
            ("单元", "阳光小区3幢1单元", [1, 2, 1, 1], 8_950),
            ("单元", "阳光小区10幢2单元", [1, 1, 1, 1], 10_000),
            ("居民小组", "一组", [1, 2, 1, 1], 8_950),
            ("居民小组", "二组", [1, 1, 1, 1], 10_000),
        ]
    );
}

#[test]
fn a_file_is_opened_checked_chosen_from_and_taken() {
    let mut page = Page::default();
    page.hand_over();
    let opened = page.bytes(OpenFile::NUMBER, FILE.as_bytes()).unwrap();
    let opened: Opened = payload::decode(&opened).unwrap();
    assert_eq!(opened.sheets.len(), 1);
    assert!(opened.sheets[0].is_taken);
    let holds = |column: usize| {
        let heading = opened.sheets[0].columns[column].heading.unwrap();
        opened.headings[heading as usize].as_str()
    };
    assert_eq!((holds(0), holds(2), holds(8)), ("小区", "姓名", "建筑面积"));
    let checked = page.check();
    assert_eq!((checked.lines, checked.wrong_lines), (3, 1));
    assert_eq!((checked.premises, checked.people), (2, 3));
    assert_eq!(checked.kinds[0].all, 5);
    let lines = Lines {
        count: 9,
        only_wrong: true,
    };
    let lines = page.ask(lines).unwrap().lines;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].problems[0].contains("面积里的逗号看不懂"));
    let stale = page.ask(Take { chosen: 4 }).unwrap_err();
    assert!(stale.contains("再看一次"), "{stale}");
    let changes = page.ask(Changes { kind: 0, count: 9 }).unwrap().changes;
    let names: Vec<_> = changes.iter().map(|change| change.name.as_str()).collect();
    assert!(names.contains(&"张三") && names.contains(&"阳光小区3幢501室"));
    let chosen = page
        .ask(Choose {
            place: None,
            kind: Some(0),
            is_chosen: false,
        })
        .unwrap();
    assert_eq!(chosen.kinds[0].chosen, 0);
    let child = changes
        .iter()
        .find(|change| change.name == "张小三")
        .unwrap();
    page.choose(child.place, true);
    page.write(Take { chosen: 1 }).unwrap();
    // The door comes along with who lives behind it, and with its owner.
    let standing = page.hand_over();
    assert_eq!((standing.units.premises, standing.people.residents), (1, 2));
}

#[test]
fn an_import_is_taken_back_on_another_device_and_the_taking_back_as_well() {
    let mut page = Page::default();
    page.hand_over();
    page.import(FILE);
    let before = page.find("");
    let phone = page.find("zxs").entries[0].subject;
    let form = page.form(phone, &[("电话", "13700137000")]);
    page.write(form).unwrap();
    let mut other = Page {
        cards: page.cards.iter().map(copy).collect(),
        asked: 1_000,
        ..Page::default()
    };
    let last = other.hand_over().last.unwrap();
    assert_eq!(last.cards, 4, "what was changed since stays out of it");
    other.write(Undo { subject: None }).unwrap();
    assert_eq!(other.hand_over().units.premises, 0);
    assert_eq!(other.hand_over().people.all, 1);
    other.write(Undo { subject: None }).unwrap();
    assert_eq!(other.find(""), before);
}

#[test]
fn a_form_says_what_is_wrong_in_its_own_words_and_writes_nothing() {
    let mut page = Page::default();
    page.hand_over();
    page.import(FILE);
    let person = page.subject("李四");
    let form = page.form(person, &[("出生日期", "昨天"), ("电话", "12")]);
    let words = page.write(form).unwrap_err();
    assert!(
        words.contains("出生日期“昨天”：日期看不懂。请写成 1990-05-06。"),
        "{words}"
    );
    assert!(words.contains("电话“12”："), "{words}");
    let place = page.subject("3-502");
    let form = page.form(place, &[("室", "501")]);
    assert!(page.write(form).unwrap_err().contains("已经在名册里"));
    let form = page.form(place, &[("建筑面积", "70.5"), ("状态", "出租")]);
    page.write(form).unwrap();
    let seen = page.look(place);
    let line = |label: &str| seen.lines.iter().find(|line| line.label == label);
    assert_eq!(line("建筑面积").unwrap().value, "70.50");
    assert_eq!(line("状态").unwrap().value, "出租");
    assert_eq!(seen.related.len(), 2, "who lives and who owns there stays");
}

#[test]
fn a_person_is_added_behind_a_door_and_an_owner_to_it() {
    let mut page = Page::default();
    page.hand_over();
    let nowhere = page.write(Write {
        subject: None,
        is_person: false,
        home: None,
        cells: vec![cell("小区", "阳光小区"), cell("室", "")],
        today: today(),
    });
    assert!(nowhere.unwrap_err().contains("请写房号"));
    page.write(Write {
        subject: None,
        is_person: false,
        home: None,
        cells: vec![cell("小区", "阳光小区"), cell("幢", "3"), cell("室", "501")],
        today: today(),
    })
    .unwrap();
    let Subject::Premises(premises) = page.subject("3-501") else {
        panic!("a place");
    };
    page.write(Write {
        subject: None,
        is_person: true,
        home: Some(premises),
        cells: vec![cell("姓名", "王五"), cell("与户主关系", "户主")],
        today: today(),
    })
    .unwrap();
    let owner = |name: &str, share: &str| Own {
        premises,
        person: None,
        name: name.to_owned(),
        phone: String::new(),
        share: share.to_owned(),
        is_over: false,
        today: today(),
    };
    page.write(owner("赵六", "2/3")).unwrap();
    let words = page.write(owner("钱七", "1/2")).unwrap_err();
    assert!(words.contains("超过 1"), "{words}");
    assert!(
        page.write(owner("钱七", "一半"))
            .unwrap_err()
            .contains("份额")
    );
    assert!(page.write(owner("钱七、孙八", "")).is_err());
    let seen = page.look(Subject::Premises(premises));
    let how: Vec<_> = seen.related.iter().map(|one| one.how.as_str()).collect();
    assert_eq!(how, ["户主", "业主 2/3"]);
    let kept = page.write(Remove {
        subject: Subject::Premises(premises),
    });
    assert!(kept.unwrap_err().contains("还有住户"));
    let person = page.subject("王五");
    page.write(Remove { subject: person }).unwrap();
    assert_eq!(page.hand_over().people.residents, 0);
    page.write(Undo {
        subject: Some(person),
    })
    .unwrap();
    assert_eq!(page.hand_over().people.residents, 1);
}

#[test]
fn what_two_devices_wrote_apart_is_shown_and_settled() {
    let mut page = Page::default();
    page.hand_over();
    page.import(FILE);
    let person = page.subject("张三");
    let mut other = Page {
        cards: page.cards.iter().map(copy).collect(),
        asked: 1_000,
        ..Page::default()
    };
    other.hand_over();
    let here = page.form(person, &[("电话", "13700137000")]);
    page.write(here).unwrap();
    let there = other.form(person, &[("电话", "13600136000")]);
    let there = other.write(there).unwrap();
    page.cards
        .extend(there.cards.into_iter().map(|card| Stored { at: 9, card }));
    assert_eq!(page.hand_over().clashes.len(), 1);
    assert_eq!(page.look(person).variants.len(), 2);
    page.write(Settle {
        subject: person,
        variant: 0,
    })
    .unwrap();
    assert!(page.hand_over().clashes.is_empty());
    assert_eq!(page.find("13700137000").entries.len(), 1);
}

#[test]
fn every_version_of_a_person_is_named_to_be_erased() {
    let mut page = Page::default();
    page.hand_over();
    page.import(FILE);
    let person = page.subject("张三");
    let form = page.form(person, &[("电话", "13700137000")]);
    page.write(form).unwrap();
    let places = page.ask(CardsOf { subject: person }).unwrap().places;
    assert_eq!(places.len(), 2);
    let named: Vec<usize> = places.iter().map(|place| *place as usize).collect();
    for (place, stored) in page.cards.iter().enumerate() {
        let card = Card::decode(&stored.card).unwrap();
        assert_eq!(named.contains(&place), card.subject == person);
    }
    let mut place = 0;
    page.cards.retain(|_| {
        place += 1;
        !named.contains(&(place - 1))
    });
    let standing = page.hand_over();
    assert_eq!(standing.people.all, 2);
    assert_eq!(
        standing.odd.len(),
        1,
        "the flat has an owner who is not known any more"
    );
    let Subject::Person(id) = person else {
        panic!("a person");
    };
    let gone = page.ask(Export {
        what: Exported::Person,
        person: Some(id),
    });
    assert!(gone.is_err());
}

#[test]
fn a_head_that_was_not_found_is_pointed_at() {
    let mut page = Page::default();
    page.hand_over();
    let file = "一,二,三\n门,谁,多大\n3-501,张三,89.5\n";
    let opened = page.bytes(OpenFile::NUMBER, file.as_bytes()).unwrap();
    let opened: Opened = payload::decode(&opened).unwrap();
    assert!(!opened.sheets[0].is_taken);
    assert!(opened.sheets[0].trouble.contains("没有找到表头"));
    let empty = page.ask(Check {
        estate: String::new(),
        today: today(),
    });
    assert!(empty.unwrap_err().contains("没有要导入的工作表"));
    page.ask(Arrange {
        head: Some(2),
        ..Arrange::default()
    })
    .unwrap();
    for (column, label) in [(0, "室"), (1, "姓名")] {
        let heading = opened.headings.iter().position(|one| one == label).unwrap();
        page.ask(Arrange {
            column: Some(column),
            heading: Some(u32::try_from(heading).unwrap()),
            ..Arrange::default()
        })
        .unwrap();
    }
    let checked = page.check();
    assert_eq!((checked.lines, checked.people), (1, 1));
}

#[test]
fn a_message_of_another_version_is_answered_in_words() {
    let mut page = Page::default();
    assert!(page.bytes(200, &[]).unwrap_err().contains("版本不一致"));
    assert!(page.bytes(Find::NUMBER, b"\xff").is_err());
    assert!(
        page.bytes(
            Lines::NUMBER,
            &payload::encode(&Lines {
                count: 1,
                only_wrong: false,
            })
        )
        .unwrap_err()
        .contains("没有打开的文件")
    );
    assert!(page.bytes(OpenFile::NUMBER, b"%PDF-1.7").is_err());
}

#[test]
fn people_of_the_roster_are_found_in_a_text_and_masked() {
    let mut page = Page::default();
    page.hand_over();
    page.import(FILE);
    let veiled = page
        .ask(Veil {
            text: "张小三和张三到会，李先生请假。".to_owned(),
        })
        .unwrap();
    assert_eq!(veiled.names, ["张小三", "张三"]);
    assert_eq!(veiled.text, "张*三和张*到会，李先生请假。");
}
