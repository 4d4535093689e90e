//! What the practice community has for its consultations: a council in its term, two venues, the four rules
//! of procedure, forms in use, support. Everything is made up.

use ledger::{ActorId, Timestamp};

use crate::command::{Command, CommandError};
use crate::document::{ChangeBytes, Document};
use crate::record::{
    BodyKind, CellValue, Column, Date, DateSpan, DocumentKind, Form, Frequency, Kind, Selection,
    Sheet, SupportKind,
};

type Cells = Vec<(Column, CellValue)>;

/// The members of the council: name, kind, office, how chosen.
const MEMBERS: [(&str, Kind, &str, Selection); 6] = [
    ("周建华", Kind::Party, "理事长", Selection::Office),
    ("陈静", Kind::Committee, "副理事长", Selection::Office),
    (
        "沈国良",
        Kind::RegisteredResident,
        "理事",
        Selection::Elected,
    ),
    (
        "吴晓梅",
        Kind::UnregisteredResident,
        "理事",
        Selection::Volunteered,
    ),
    (
        "绿源物业项目经理",
        Kind::PropertyFirm,
        "理事",
        Selection::Invited,
    ),
    (
        "柳荫小学工会主席",
        Kind::LocalUnit,
        "理事",
        Selection::Invited,
    ),
];

/// The four papers that every community is to have (二(五)): kind, title, text.
const DOCUMENTS: [(DocumentKind, &str, &str); 4] = [
    (
        DocumentKind::RulesOfProcedure,
        "社区协商议事规则",
        "一、协商主体按事项确定，居民不少于一半。\n二、每人每次发言不超过 3 分钟，同一件事最多说两次。\n三、先求一致，需要表决的，参加表决的过半数同意才通过。",
    ),
    (
        DocumentKind::CarryingOut,
        "协商成果落实办法",
        "一、每件事写明责任人、时限和经费来源。\n二、居民有异议的，5 个工作日内答复。\n三、落实情况每季度公布一次。",
    ),
    (
        DocumentKind::Assessment,
        "协商成果评估办法",
        "一、落实后由居务监督委员会检查。\n二、投入使用满 30 天后请参与人和居民评议。",
    ),
    (
        DocumentKind::Disclosure,
        "协商信息公开制度",
        "一、议题、方案、结果都要公示。\n二、方案公示不少于 7 天，结果公示不少于 7 天。",
    ),
];

/// Writes it all on the practice community's board.
///
/// # Errors
///
/// None on a board; another record takes none of it.
pub fn furnish(
    board: &mut Document,
    actor: ActorId,
    made_at: Timestamp,
    today: Date,
) -> Result<Vec<ChangeBytes>, CommandError> {
    let mut changes = Vec::new();
    let mut add = |sheet, cells| -> Result<_, CommandError> {
        let outcome = board.command(actor, made_at, Command::AddRow { sheet, cells })?;
        changes.extend(outcome.changes);
        Ok(outcome.row)
    };
    let body = add(Sheet::Bodies, council(today))?;
    for (name, kind, position, selection) in MEMBERS {
        let cells = vec![
            (Column::Body, CellValue::Row(body)),
            words(Column::Name, name),
            (Column::Kind, CellValue::choice(kind.id())),
            words(Column::Position, position),
            (Column::Selection, CellValue::choice(selection.id())),
        ];
        add(Sheet::Members, cells)?;
    }
    for (title, location, seats) in [
        ("居民议事厅", "社区服务中心二楼", 40),
        ("红色议事亭", "中心花园东侧", 16),
    ] {
        let cells = vec![
            words(Column::Title, title),
            words(Column::Location, location),
            (Column::Seats, CellValue::Count(Some(seats))),
        ];
        add(Sheet::Venues, cells)?;
    }
    for form in [Form::Deliberation, Form::ResidentsTalk] {
        let form = (Column::Form, CellValue::choice(form.id()));
        add(
            Sheet::FormsInUse,
            vec![form, since(Column::InUseSince, today)],
        )?;
    }
    for (kind, title, text) in DOCUMENTS {
        let cells = vec![
            (Column::DocumentKind, CellValue::choice(kind.id())),
            words(Column::Title, title),
            words(Column::Version, "第一版"),
            words(Column::Text, text),
            words(Column::Adopted, "居民代表会议通过"),
            since(Column::Since, today),
        ];
        add(Sheet::Documents, cells)?;
    }
    let cells = vec![
        (
            Column::SupportKind,
            CellValue::choice(SupportKind::LegalAdviser.id()),
        ),
        words(Column::Name, "社区法律顾问"),
        words(Column::Expertise, "物业、相邻关系"),
        words(Column::Reach, "通过居委会办公室联系"),
    ];
    add(Sheet::Support, cells)?;
    Ok(changes)
}

/// The council: formed a year ago, for three years.
fn council(today: Date) -> Cells {
    let (from, to) = (today.plus_days(-365), today.plus_days(730));
    let term = from.zip(to).and_then(|(from, to)| DateSpan::new(from, to));
    vec![
        (Column::BodyKind, CellValue::choice(BodyKind::Council.id())),
        words(Column::Title, "练习社区共建理事会"),
        words(Column::Basis, "社区共建理事会章程"),
        since(Column::Founded, today),
        words(Column::Formed, "居民代表会议推选"),
        (Column::Term, CellValue::Dates(term)),
        (Column::Meets, CellValue::choice(Frequency::Quarterly.id())),
    ]
}

fn words(column: Column, words: &str) -> (Column, CellValue) {
    (column, CellValue::Text(words.to_owned()))
}

/// A year ago.
fn since(column: Column, today: Date) -> (Column, CellValue) {
    (column, CellValue::Date(today.plus_days(-365)))
}

#[cfg(test)]
mod tests {
    use ledger::{ActorId, Timestamp};

    use super::furnish;
    use crate::document::Document;
    use crate::projection::Sheets;
    use crate::record::{Founding, Jurisdiction};
    use crate::setup::{Term, bodies, missing_documents};

    #[test]
    fn practice_community_has_a_council_in_its_term_and_all_four_rules() {
        let (actor, at) = (ActorId([1; 16]), Timestamp(1));
        let founding = Founding::Board {
            name: "练习社区".to_owned(),
            jurisdiction: Jurisdiction::Community,
            office: None,
        };
        let (mut board, _) = Document::found(actor, at, founding).unwrap();
        for today in ["2026-11-22", "2028-02-29"] {
            let today = today.parse().unwrap();
            let changes = furnish(&mut board, actor, at, today).unwrap();
            assert!(changes.len() <= 20, "{} entries to found", changes.len());
            let (sheets, problems) = Sheets::read(&board);
            assert_eq!(problems, []);
            let council = bodies(&sheets, today);
            let council = council.last().unwrap();
            assert!(matches!(council.term, Term::Running(_)));
            assert_eq!((council.members, council.kinds), (6, 6));
            assert_eq!(missing_documents(&sheets, today), []);
        }
    }
}
