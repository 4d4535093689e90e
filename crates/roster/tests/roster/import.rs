//! What rows become and what is said of them.

use roster::import::{Heading, Mapping, column_letters};
use roster::{PersonKind, Sex, State, UnitUse};

use super::biff;
use super::files::{csv, gbk, xlsx};
use super::generated::{self, HOUSEHOLDS, Oddity, door, oddity};
use super::tools::{has, mappings, open, read, read_text};

#[test]
fn a_thousand_households_come_out_the_same_from_xlsx_xls_and_gbk() {
    let grids = [generated::residents(), generated::units()];
    let new = read(&xlsx(&grids));
    let old = read(&biff::xls(&grids));
    assert_eq!(new.draft, old.draft);
    assert_eq!(new.problems, old.problems);
    for grid in &grids {
        // Merged cells lose their merging in a CSV: what stands above counts.
        let (plain, table) = (
            read(&gbk(&csv(grid))),
            read(&xlsx(std::slice::from_ref(grid))),
        );
        assert_eq!(plain.draft, table.draft);
    }
    let living = |household: &u32| !matches!(oddity(*household), Oddity::Vacant | Oddity::Unsold);
    let residents: u32 = (0..HOUSEHOLDS)
        .filter(living)
        .map(|household| 1 + household % 3)
        .sum();
    let homes = new
        .draft
        .people
        .iter()
        .filter(|person| person.home.is_some())
        .count();
    assert_eq!(homes, residents as usize);
    // Of 50 co-owned flats a second owner, of 50 vacant ones the owner, 13 landlords and the developer live elsewhere.
    assert_eq!(
        new.draft.people.len(),
        residents as usize + 50 + 50 + 13 + 1
    );
    assert_eq!(new.draft.premises.len(), 1_000 + 40);
    for person in &new.draft.people {
        let is_resident = person.home.is_some();
        assert_eq!(is_resident, person.born.is_some(), "{person:?}");
    }
    let sum = "看起来是合计";
    assert!(has(&new, u32::try_from(grids[1].rows.len()).unwrap(), sum));
    let others: Vec<String> = new
        .problems
        .iter()
        .map(ToString::to_string)
        .filter(|problem| !problem.contains(sum))
        .collect();
    // Both owners of a flat have its certificate, with shares written: nothing to be said of it.
    assert_eq!(others, Vec::<String>::new());
}

#[test]
fn each_oddity_becomes_what_it_is() {
    let draft = read(&xlsx(&[generated::residents(), generated::units()])).draft;
    for household in 0..HOUSEHOLDS {
        let (building, unit, room) = door(household);
        let numbers = [building, unit, room].map(|number| number.to_string());
        let mut found = draft.premises.iter().filter(|premises| {
            let place = &premises.place;
            [&place.building, &place.unit, &place.room] == [&numbers[0], &numbers[1], &numbers[2]]
        });
        let premises = found.next().unwrap();
        assert_eq!(found.count(), 0, "{numbers:?}");
        assert_eq!(premises.place.estate, "阳光小区");
        let hundredths = [8_955, 8_950, 123_450, 12_025, 10_130][household as usize % 5];
        assert_eq!(premises.area.unwrap().get(), hundredths);
        let states: &[State] = match oddity(household) {
            Oddity::Vacant | Oddity::Unsold => &[State::Vacant],
            Oddity::Let => &[State::Let],
            Oddity::Apart => &[State::Apart],
            _ => &[],
        };
        assert_eq!(premises.states.as_deref().unwrap(), states);
        let owners: Vec<_> = premises
            .owners
            .iter()
            .map(|share| &draft.people[share.person])
            .collect();
        match oddity(household) {
            Oddity::Unsold => {
                assert_eq!(owners[0].name, "开发商（阳光小区）");
                assert_eq!(owners[0].kind, PersonKind::Body);
            }
            Oddity::CoOwners => assert_eq!(owners.len(), 2),
            Oddity::Let => assert_eq!(owners[0].home, None),
            Oddity::Vacant => assert_eq!(owners[0].home, None),
            // Who owns and lives here is one person.
            _ => assert!(owners[0].home.unwrap().1),
        }
    }
    let spaces = draft
        .premises
        .iter()
        .filter(|premises| premises.unit_use == Some(UnitUse::Parking));
    assert_eq!(
        spaces
            .filter(|space| space.place.building == "地下")
            .count(),
        40
    );
}

#[test]
fn heads_are_found_under_titles_and_in_two_lines_and_can_be_corrected() {
    let heads = |text: &str| {
        let sheets = open(text.as_bytes()).unwrap();
        let mapping = Mapping::guess(&sheets, 0).unwrap();
        let columns: Vec<Option<Heading>> = mapping.columns().map(|(_, heading)| heading).collect();
        (mapping.first_row, columns)
    };
    use Heading::*;
    for (text, first_row, expected) in [
        (
            "房号,户主\n3-501,张三\n",
            1,
            vec![Some(Room), Some(Householder)],
        ),
        (
            "2026年名册\n填表日期：,1月\n楼栋,房间号,住户姓名\n",
            3,
            vec![Some(Building), Some(Room), Some(Name)],
        ),
        (
            "房屋,,业主,\n栋号,室号,姓名,联系电话\n1,2,张三,\n",
            2,
            vec![Some(Building), Some(Room), Some(Owner), Some(Phone)],
        ),
        (
            "业主姓名（全称）,\"建筑面积\n(㎡)\"\n",
            1,
            vec![Some(Owner), Some(Area)],
        ),
        (
            "序号,*房 号,产权人,专有面积(平方米)\n",
            1,
            vec![None, Some(Room), Some(Owner), Some(Area)],
        ),
    ] {
        // In a CSV the cells beside a merged head are blank.
        assert_eq!(heads(text), (first_row, expected), "{text}");
    }
    let sheets = open("甲,乙\n3-501,张三\n".as_bytes()).unwrap();
    let error = Mapping::guess(&sheets, 0).unwrap_err();
    assert!(error.to_string().contains("没有找到表头"), "{error}");
    let mut mapping = Mapping::blank(&sheets[0], 0, 1);
    mapping.set(0, Some(Room));
    mapping.set(1, Some(Owner));
    assert_eq!(
        mapping.columns().collect::<Vec<_>>(),
        [("甲", Some(Room)), ("乙", Some(Owner))]
    );
    mapping.set(0, Some(Owner));
    assert_eq!(mapping.get(Room), None);
    assert_eq!(mapping.get(Owner), Some(0));
}

#[test]
fn a_wrong_cell_is_named_by_sheet_row_column_and_what_to_do() {
    let preview = read_text(
        "房号,户主,建筑面积,出生日期,联系电话,身份证号,性别,状态\n\
         3-2-501,张三,\"89,5\",1990年5月,12345,110105194912310021,?,怪\n\
         3-2-502,李四,abc,2090-01-01,13800138000、13900139000,11010519491231002X,女,自住\n\
         ,,,,,,,\n\
         ,王五,,,,,,\n\
         无,,5,,,,,\n",
    );
    let shown: Vec<String> = preview.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown[0],
        "表“CSV”第 2 行 C 列（建筑面积）“89,5”：面积里的逗号看不懂：小数点请用“.”，千位逗号后面要有三位数，例如 1,234.50。这一格没有导入。"
    );
    for (row, words) in [
        (2, "出生日期不完整"),
        (2, "E 列（联系电话）“12345”：电话号码看不懂"),
        (
            2,
            "F 列（身份证号）“1101************21”：身份证号最后一位校验不符",
        ),
        (2, "性别看不懂"),
        (2, "状态看不懂"),
        (3, "面积看不懂"),
        (3, "比今天还晚"),
        (3, "写了几个电话"),
        (5, "按上一行的房号导入"),
        (6, "没有读出房号"),
    ] {
        assert!(has(&preview, row, words), "{row} {words}: {shown:#?}");
    }
    assert!(
        shown
            .iter()
            .all(|words| !words.contains("110105194912310021"))
    );
    let draft = &preview.draft;
    assert_eq!(draft.people[1].born.unwrap().0.to_string(), "1949-12-31");
    assert_eq!(draft.people[1].sex, Some(Sex::Female));
    assert_eq!(draft.people[1].phone, "13800138000");
    assert_eq!(draft.people.len(), 3);
    let sheets = open(b"").unwrap_or_default();
    let lines = preview.shown(&sheets, 0, 10);
    assert_eq!(lines[0].words, "阳光小区3幢2单元501室，户主 张三");
    assert_eq!(lines[3].words, "不导入");
    assert_eq!(
        [column_letters(0), column_letters(26), column_letters(701)],
        ["A", "AA", "ZZ"]
    );
}

#[test]
fn a_household_twice_and_one_certificate_for_two_are_listed_and_not_summed() {
    let preview = read_text(
        "房号,户主,业主,产权证号,建筑面积,份额\n\
         3-2-501,张三,张三,证1,89.5,\n\
         3幢2单元501,张三,张三,证1,89.5,\n\
         3-2-501,李四,,,90,\n\
         3-2-502,王五,王五,证1,70,\n\
         3-2-503,赵六,赵六,证3,70,1/2\n\
         3-2-503,,钱七,证3,,2/3\n\
         3-2-504,孙八,周九,证4,60,\n\
         3-2-504,,吴十,证4,,\n\
         3-2-505,,周九,证5,60,\n",
    );
    for (row, words) in [
        (3, "与第 2 行重复"),
        (4, "已有另一位户主"),
        (4, "面积与第 2 行（89.50）不同"),
        (
            5,
            "产权证号与第 2 行（阳光小区3幢2单元501室）相同，但房屋不同",
        ),
        (7, "份额加起来超过 1"),
        (9, "一本产权证写了两位业主（第 8 行是周九）"),
        (10, "与第 8 行的业主同名"),
    ] {
        assert!(
            has(&preview, row, words),
            "{row} {words}: {:#?}",
            preview.problems
        );
    }
    assert!(preview.lines[1].is_twice);
    let draft = &preview.draft;
    assert_eq!(draft.premises.len(), 5);
    assert_eq!(draft.premises[0].area.unwrap().get(), 8_950);
    assert_eq!(draft.premises[0].owners.len(), 1);
    assert_eq!(draft.premises[1].certificate, "");
    assert_eq!(
        draft
            .people
            .iter()
            .filter(|person| person.name == "周九")
            .count(),
        2
    );
    assert_eq!(
        draft
            .people
            .iter()
            .filter(|person| person.name == "张三")
            .count(),
        1
    );
}

#[test]
fn an_identity_number_that_excel_rounded_and_a_formula_without_value_are_named() {
    use super::grid::{Cell, Grid, text};
    let mut grid = Grid::new("表");
    grid.push(["房号", "业主", "身份证号", "建筑面积"].map(text).to_vec());
    grid.push(vec![
        text("3-501"),
        text("张三"),
        Cell::Number(330_203_199_001_011_230.0),
        Cell::Formula("=B1", None),
    ]);
    for bytes in [
        xlsx(std::slice::from_ref(&grid)),
        biff::xls(std::slice::from_ref(&grid)),
    ] {
        let preview = read(&bytes);
        assert!(
            has(&preview, 2, "C 列（身份证号）“3302************"),
            "{:?}",
            preview.problems
        );
        assert!(has(&preview, 2, "末几位已经变成 0"));
        assert!(has(
            &preview,
            2,
            "D 列（建筑面积）：这是公式，文件里没有存下结果"
        ));
        assert_eq!(preview.draft.premises[0].area, None);
    }
}

#[test]
fn in_a_table_of_owners_alone_phone_and_identity_are_the_owners() {
    let preview = read_text(
        "房号,产权人,联系电话,身份证号\n3-501,张三,13800138000,11010519491231002X\n4-502,张三,,11010519491231002X\n",
    );
    let draft = &preview.draft;
    assert_eq!(draft.people.len(), 1);
    assert_eq!(draft.people[0].phone, "13800138000");
    assert_eq!(draft.people[0].home, None);
    assert_eq!(draft.premises[1].owners[0].person, 0);
    assert!(!draft.has_residents && draft.has_owners);
    assert_eq!(
        mappings(&open("房号,产权人\n".as_bytes()).unwrap()).len(),
        1
    );
}

#[test]
fn a_column_of_rooms_that_is_none_is_said_and_does_not_pile_up() {
    let rows: String = (0..150).map(|row| format!("501,业主{row}\n")).collect();
    let preview = read_text(&format!("房号,业主\n{rows}"));
    assert_eq!(preview.draft.premises[0].owners.len(), 100);
    assert!(!has(&preview, 101, "100 位业主"));
    assert!(has(&preview, 102, "100 位业主"));
}
