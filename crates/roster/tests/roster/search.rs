//! Finding people and places, and what leaves the roster as a file.

use roster::{Book, Index, Subject, export};

use super::files::xlsx;
use super::generated;
use super::tools::{book, compare, read, read_text};

fn found(book: &Book, question: &str) -> Vec<String> {
    let hits = Index::of(book).find(question, 10);
    let name = |subject| match subject {
        Subject::Person(id) => book.people()[&id].name.clone(),
        Subject::Premises(id) => book.premises()[&id].place.short(),
    };
    hits.into_iter().map(|hit| name(hit.subject)).collect()
}

#[test]
fn people_are_found_by_initials_parts_of_names_doors_and_phones() {
    let book = book(&read_text(
        "房号,姓名,电话,业主\n3-2-501,曾小明,13800138000,曾小明\n3-2-502,欧阳静,13900139000,\n4-1-501,单秀英,,\n,单小明,,\n",
    ));
    for (question, expected) in [
        ("zxm", vec!["曾小明"]),
        ("dxm", vec!["单小明"]),
        ("cxm", vec!["单小明", "曾小明"]),
        ("xm", vec!["单小明", "曾小明"]),
        ("oy", vec!["欧阳静"]),
        ("小明", vec!["单小明", "曾小明"]),
        ("3-2-502", vec!["3-2-502", "欧阳静"]),
        ("501 s", vec!["单小明", "单秀英"]),
        ("0138", vec!["曾小明"]),
        ("欧阳静", vec!["欧阳静"]),
        ("不在", vec![]),
        ("  ", vec![]),
    ] {
        assert_eq!(found(&book, question), expected, "{question}");
    }
}

#[test]
fn who_lives_in_a_group_or_a_grid_is_found_by_its_name() {
    let book = book(&read_text(
        "房号,姓名,居民小组,网格\n3-2-501,曾小明,第三居民小组,柳荫二网格\n4-1-501,单秀英,第一居民小组,柳荫二网格\n",
    ));
    assert_eq!(found(&book, "第三居民小组"), ["3-2-501", "曾小明"]);
    assert_eq!(found(&book, "柳荫二网格").len(), 4);
}

#[test]
fn an_owner_who_lives_elsewhere_is_found_by_the_flat() {
    let book = book(&read_text("房号,业主\n3-2-501,宁波某某有限公司\n"));
    assert_eq!(found(&book, "3幢2单元501室 公司"), ["宁波某某有限公司"]);
}

#[test]
fn an_export_reads_back_as_it_was() {
    let book = book(&read(&xlsx(&[generated::residents(), generated::units()])));
    for text in [export::residents(&book), export::units(&book)] {
        assert!(text.starts_with("\u{feff}小区,幢,单元,室,"));
        let again = compare(&book, &read(text.as_bytes()), 1);
        let changed: Vec<_> = again
            .changes
            .iter()
            .filter(|change| change.is_suggested())
            .collect();
        assert!(changed.is_empty(), "{changed:#?}");
    }
}

#[test]
fn cells_that_a_program_would_run_are_harmless() {
    let book = book(&read_text(
        "房号,姓名\n3-501,\"=HYPERLINK(\"\"http://x\"\")\"\n3-502,@SUM\n3-503,-1\n",
    ));
    let text = export::residents(&book);
    assert!(text.contains(",'=HYPERLINK,"), "{text}");
    assert!(text.contains(",'@SUM,"));
    assert!(text.contains(",'-1,"));
    for cell in text.split([',', '\n']) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn a_person_takes_along_all_that_is_held_of_them() {
    let book = book(&read_text(
        "房号,姓名,与户主关系,性别,出生日期,电话,户籍,标签,业主,份额\n\
         3-501,张三,户主,男,1960-01-01,13800138000,户籍,老党员、党代表,张三,1/2\n",
    ));
    let (id, _) = book.people().first_key_value().unwrap();
    let text = export::person(&book, *id).unwrap();
    for line in [
        "姓名,张三",
        "性别,男",
        "出生日期,1960-01-01",
        "电话,13800138000",
        "户籍,户籍",
        "标签,老党员、党代表",
        "住处,阳光小区3幢501室",
        "户主,是",
        "拥有的房屋,阳光小区3幢501室 1/2",
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
    }
    assert_eq!(export::person(&book, ledger::PersonId([0; 16])), None);
}
