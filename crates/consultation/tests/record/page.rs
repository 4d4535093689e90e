//! docs/record.md says of every key what the code says: it is printed from it.

use std::fmt::Write;

use consultation::procedure::Requirement;
use consultation::{CellKind, Column, Form, Sheet};
use ledger::RoomKind;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/record.md");
const BEGIN: &str = "<!-- written by `UPDATE_VECTORS=1 cargo test -p consultation` -->\n";

/// What the code's own comments say of a thing.
struct Comments(Vec<(String, String)>);

impl Comments {
    /// Reads comments by what stands under them: a name, and of `Name = "key"` the key.
    fn of(source: &str) -> Self {
        let mut found = Vec::new();
        let mut comment = String::new();
        for line in source.lines().map(str::trim) {
            if let Some(words) = line.strip_prefix("/// ") {
                comment += &format!("{words} ");
                continue;
            }
            let key = line.split('"').nth(1).filter(|_| line.contains(" = \""));
            let name = line.split([',', ' ', '(']).next().unwrap_or("");
            found.push((key.unwrap_or(name).to_owned(), plain(&comment)));
            comment.clear();
        }
        Self(found)
    }

    fn get(&self, key: &str) -> &str {
        let mut found = self.0.iter().filter(|(other, _)| other == key);
        let found = found.find(|(_, words)| !words.is_empty());
        found.map_or("", |(_, words)| words)
    }
}

/// Words without links and line ends.
fn plain(words: &str) -> String {
    let mut plain = words.trim().replace("[`", "`").replace("`]", "`");
    while let Some((before, rest)) = plain.split_once("`(") {
        let (_, after) = rest.split_once(')').unwrap_or(("", rest));
        plain = format!("{before}`{after}");
    }
    plain
}

fn holds(kind: CellKind) -> String {
    match kind {
        CellKind::Line(limit) => format!("line, at most {limit} characters"),
        CellKind::Lines(limit) => format!("lines, at most {limit} characters"),
        CellKind::Choice => "choice".to_owned(),
        CellKind::Date => "day".to_owned(),
        CellKind::Dates => "days".to_owned(),
        CellKind::Minute => "minute".to_owned(),
        CellKind::Time => "time".to_owned(),
        CellKind::Count => "count".to_owned(),
        CellKind::Flag => "yes or no".to_owned(),
        CellKind::Row => "row".to_owned(),
        CellKind::Room => "room".to_owned(),
        CellKind::Blob => "blob".to_owned(),
    }
}

fn layout(page: &mut String) {
    let source = include_str!("../../src/record/layout.rs");
    for line in source.lines().map_while(|line| line.strip_prefix("//!")) {
        let line = plain(line);
        match line.strip_prefix("# ") {
            Some(heading) => writeln!(page, "## {heading}").unwrap(),
            None => writeln!(page, "{line}").unwrap(),
        }
    }
}

fn sheets(page: &mut String) {
    let columns = Comments::of(include_str!("../../src/record/column.rs"));
    let names = Comments::of(include_str!("../../src/record/sheet.rs"));
    for (kind, heading) in [
        (RoomKind::Hall, "Sheets of a hall"),
        (RoomKind::Board, "Sheets of a board"),
    ] {
        writeln!(page, "\n## {heading}").unwrap();
        for sheet in Sheet::ALL
            .into_iter()
            .filter(|sheet| sheet.record() == kind)
        {
            let words = names.get(&format!("{sheet:?}"));
            assert!(!words.is_empty(), "{sheet:?} says what it is");
            writeln!(page, "\n### `{}`\n\n{words}\n", sheet.key()).unwrap();
            writeln!(page, "| key | holds | meaning |\n|---|---|---|").unwrap();
            for column in sheet.columns() {
                let (key, words) = (column.key(), columns.get(&column.key()));
                assert!(!words.is_empty(), "{column:?} says what it is");
                let list = column.choices().map(|(list, _)| format!(" of `{list}`"));
                let holds = holds(column.kind()) + &list.unwrap_or_default();
                writeln!(page, "| `{key}` | {holds} | {words} |").unwrap();
            }
        }
    }
}

fn choices(page: &mut String) {
    let words = [
        concat!(
            include_str!("../../src/record/choice.rs"),
            include_str!("../../src/record/community_choice.rs")
        ),
        include_str!("../../src/record/form.rs"),
    ];
    let forms: Vec<String> = Form::KNOWN.iter().map(|form| format!("{form:?}")).collect();
    writeln!(page, "\n## Choices\n").unwrap();
    writeln!(page, "| list | id | meaning |\n|---|---|---|").unwrap();
    let mut printed = Vec::new();
    for column in Sheet::ALL.iter().flat_map(|sheet| sheet.columns()) {
        let Some((list, ids)) = column.choices().filter(|(list, _)| !printed.contains(list)) else {
            continue;
        };
        printed.push(list);
        for (id, form) in ids.iter().zip(forms.iter().cycle()) {
            let words = match column {
                Column::Form => Comments::of(words[1]).get(form).to_owned(),
                _ => of_list(words[0], ids, id),
            };
            assert!(!words.is_empty(), "{list}: {id} says what it is");
            writeln!(page, "| `{list}` | `{id}` | {words} |").unwrap();
        }
    }
}

/// The comment of an id in the list that has all of these ids: two lists may share one.
fn of_list(source: &str, ids: &[&str], id: &str) -> String {
    let has_all = |list: &&str| ids.iter().all(|id| list.contains(&format!("= \"{id}\"")));
    let list = source.split("choices! {").find(has_all).unwrap_or("");
    Comments::of(list).get(id).to_owned()
}

fn requirements(page: &mut String) {
    let words = Comments::of(include_str!("../../src/procedure/requirement.rs"));
    writeln!(page, "\n## Requirements\n").unwrap();
    writeln!(
        page,
        "| stage | id | policy | what is asked for |\n|---|---|---|---|"
    )
    .unwrap();
    for asked in Requirement::ALL {
        let (stage, id, policy) = (asked.stage().id(), asked.id(), asked.policy());
        writeln!(
            page,
            "| `{stage}` | `{id}` | {policy} | {} |",
            words.get(id)
        )
        .unwrap();
    }
}

fn printed() -> String {
    let mut page = String::new();
    layout(&mut page);
    sheets(&mut page);
    choices(&mut page);
    requirements(&mut page);
    page
}

#[test]
fn the_page_prints_the_record_that_is_written() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, table) = page.split_once(BEGIN).expect("the page has its place");
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let page = [before, BEGIN, &printed()].concat();
        std::fs::write(PAGE, page).unwrap();
        return;
    }
    let hint = "run UPDATE_VECTORS=1 cargo test -p consultation";
    for (line, expected) in table.lines().zip(printed().lines()) {
        assert_eq!(line, expected, "{hint}");
    }
    assert_eq!(table.len(), printed().len(), "{hint}");
}

#[test]
fn every_requirement_cites_an_item_that_the_policy_has() {
    let items = [
        "一", "二(一)", "二(二)", "二(三)", "二(四)", "二(五)", "三(一)", "三(二)", "三(三)",
        "三(四)",
    ];
    for asked in Requirement::ALL {
        assert!(items.contains(&asked.policy()), "{asked:?}");
    }
}
