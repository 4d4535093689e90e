//! Every container of every record, as the founder's first change creates them.
//!
//! # Root, all kinds
//!
//! | key | type | holds |
//! |---|---|---|
//! | `kind` | string | `hall`, `board` or `office` |
//! | `schema` | integer | 1; raised only when an older version could no longer write safely |
//!
//! # Hall 议事厅: one consultation
//!
//! | path | type | holds |
//! |---|---|---|
//! | `consultation` | map | the single fields below |
//! | `consultation/title` | string | 议题, one line, at most 200 characters |
//! | `consultation/purpose` | string | 协商目的, at most 2,000 characters |
//! | `consultation/form` | string | 协商形式, see [`Form`](super::Form); null = not decided |
//! | `consultation/venue` | string | 地点, one line |
//! | `consultation/time` | string | 时间, `2026-11-22T19:00` or `2026-11-22T19:00/2026-11-22T21:00`, the community's own clock without zone; null = not set |
//! | `consultation/notice` | string | 公示期, `2017-12-13/2017-12-20`, both days included; null = none |
//! | `full_text` | map | 全文: a long text, see below |
//! | `minutes` | map | 会议记录: a long text, see below |
//! | `rounds` | map by id | rounds after the first; the first one stands in `consultation`, beside `title`: see below |
//! | `participants`, `roles`, `matters`, `notices`, `postings`, `informing`, `remarks`, `sittings`, `attendance`, `tallies`, `papers`, `measures`, `progress`, `confirmations`, `checks`, `ratings`, `replies`, `submissions`, `hosts` | map by id | sheets, see below |
//! | `appraisal` | map | reserved, see below |
//!
//! # Sheets
//!
//! | path | type | holds |
//! |---|---|---|
//! | `…/<id>` | map | a row, under an id in hexadecimal that nobody else can mint; its columns are those of its [`Sheet`](super::Sheet) |
//! | `…/<id>/removed` | boolean | true = taken out; it stays and can be brought back |
//! | `…/<id>/<key>` | see [`Column`](super::Column) | one cell |
//!
//! A round's row also takes `waived_<requirement>` and `not_invited_<kind>`, strings: a reason. A row that names no
//! round belongs to the first.
//!
//! # Long texts
//!
//! | path | type | holds |
//! |---|---|---|
//! | `…/order` | list of bytes(16) | ids of the parts that begin a section, in reading order; an id twice counts where it first stands (two devices moved it), one that is missing comes last |
//! | `…/parts` | map by id in hexadecimal | the parts; created by whoever adds one, under an id that nobody else can mint |
//! | `…/parts/<id>/kind` | string | `opening`, `agenda`, `free`, or `continued` = its words belong to another part's section |
//! | `…/parts/<id>/after` | bytes(16) | of a `continued` part: the part whose words it follows; of two that follow the same, the later made comes first |
//! | `…/parts/<id>/heading` | string | one line; may be empty |
//! | `…/parts/<id>/removed` | boolean | true = taken out; it stays and can be brought back |
//! | `…/parts/<id>/body` | text | the words; about 2,000 characters, a longer paste goes on in `continued` parts |
//!
//! # Board 公示栏
//!
//! | path | type | holds |
//! |---|---|---|
//! | `community` | map | the single fields below |
//! | `community/name` | string | name of the community, township, district or city |
//! | `community/jurisdiction` | string | see [`Jurisdiction`](super::Jurisdiction) |
//! | `community/address`, `community/phone` | string | optional, one line |
//! | `community/office` | bytes(32) | the room of 内部资料 |
//! | `halls` | map by room id in hexadecimal | the list of consultations |
//! | `halls/<room>/title` | string | 议题 when the hall was listed, so that a list needs no other room |
//! | `halls/<room>/created` | integer | milliseconds since 1970, by the founder's clock |
//! | `halls/<room>/archived` | boolean | true = no longer in the list of open ones |
//! | `topics`, `opinions`, `catalogue`, `requests` | map by id | sheets: 议题登记, what the screening bodies say, 协商议事目录, 提请函 |
//! | `rules`, `least_days`, `templates` | map by id | sheets: the community's own rules, versioned |
//! | `rest_days` | map by id | sheet: days off and worked weekends beside those that the program knows |
//! | `publications` | map by id | sheet: what the public pages show |
//! | `letters` | map by id | sheet: what a 受理号 of a letter that is no topic is answered |
//! | `bodies`, `members`, `venues`, `forms_in_use`, `documents`, `support` | map by id | sheets: whom and what the community has for its consultations |
//! | `template_participants`, `template_matters`, `template_measures` | map by id | sheets: what a template that was made of a case holds beside its own row |
//! | `evidence`, `observation`, `plans`, `difficulties`, `supervision` | map by id | reserved, see below |
//!
//! # Office 内部资料
//!
//! | path | type | holds |
//! |---|---|---|
//! | `drafts`, `roster`, `files` | map by id | reserved, see below |
//!
//! # Reserved
//!
//! Room for what comes later: the founder creates these containers, so that no two devices can make one
//! twice, and nobody writes into them yet. A version that knows nothing of a container, a column or a
//! choice keeps what others wrote there through every edit and merge. Dashboards need no room: they are
//! computed.
//!
//! | record | key | for |
//! |---|---|---|
//! | hall | `appraisal` | rating by ballot, closing report |
//! | board | `evidence` | 五个有: what proves each of the five |
//! | board | `observation` | 示范观察点 |
//! | board | `plans` | 年度协商计划 |
//! | board | `difficulties` | 困难与建议 |
//! | board | `supervision` | 督办 |
//! | office | `drafts`, `roster`, `files` | drafts, the roster, hashes of evidence |

use automerge::ObjType;
use ledger::RoomKind;

use super::keys;

/// The version of the schema that this crate writes.
pub const SCHEMA: i64 = 1;

/// Containers of a long text, relative to its own map.
pub(crate) const PROSE: [(&str, ObjType); 2] =
    [(keys::ORDER, ObjType::List), (keys::PARTS, ObjType::Map)];

/// The maps at the root of a record of this kind.
pub(crate) fn maps(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Hall => &[
            keys::CONSULTATION,
            keys::FULL_TEXT,
            keys::MINUTES,
            "rounds",
            "participants",
            "roles",
            "matters",
            "notices",
            "postings",
            "informing",
            "remarks",
            "sittings",
            "attendance",
            "tallies",
            "papers",
            "measures",
            "progress",
            "confirmations",
            "checks",
            "ratings",
            "appraisal",
            "replies",
            "submissions",
            "hosts",
        ],
        RoomKind::Board => &[
            keys::COMMUNITY,
            keys::HALLS,
            "topics",
            "opinions",
            "catalogue",
            "requests",
            "evidence",
            "observation",
            "plans",
            "difficulties",
            "supervision",
            "rules",
            "least_days",
            "templates",
            "rest_days",
            "publications",
            "bodies",
            "members",
            "venues",
            "forms_in_use",
            "documents",
            "support",
            "template_participants",
            "template_matters",
            "template_measures",
            "letters",
        ],
        RoomKind::Office => &["drafts", "roster", "files"],
    }
}

/// Containers that stand there for what comes later; see the table above.
pub const RESERVED: [(RoomKind, &str); 9] = [
    (RoomKind::Hall, "appraisal"),
    (RoomKind::Board, "evidence"),
    (RoomKind::Board, "observation"),
    (RoomKind::Board, "plans"),
    (RoomKind::Board, "difficulties"),
    (RoomKind::Board, "supervision"),
    (RoomKind::Office, "drafts"),
    (RoomKind::Office, "roster"),
    (RoomKind::Office, "files"),
];

/// The word by which a record says what kind it is.
pub(crate) fn kind_id(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Hall => "hall",
        RoomKind::Board => "board",
        RoomKind::Office => "office",
    }
}

/// The kind that a record says it is.
pub(crate) fn kind_of(id: &str) -> Option<RoomKind> {
    [RoomKind::Hall, RoomKind::Board, RoomKind::Office]
        .into_iter()
        .find(|kind| kind_id(*kind) == id)
}

#[cfg(test)]
mod tests {
    use super::{RESERVED, maps};
    use crate::record::{Column, Sheet};

    #[test]
    fn the_founder_makes_every_sheet_and_every_reserved_container() {
        for sheet in Sheet::ALL {
            assert!(maps(sheet.record()).contains(&sheet.key()), "{sheet:?}");
        }
        for (kind, key) in RESERVED {
            assert!(maps(kind).contains(&key), "{key}");
            let is_sheet = Sheet::ALL.iter().any(|sheet| sheet.key() == key);
            assert!(!is_sheet, "{key} is in use, and no longer reserved");
        }
    }

    #[test]
    fn no_key_has_two_meanings() {
        let columns = Sheet::ALL.iter().flat_map(|sheet| sheet.columns());
        let columns: Vec<Column> = columns.copied().collect();
        for (place, column) in columns.iter().enumerate() {
            let others = columns.iter().skip(place + 1);
            let same_key = others.filter(|other| other.key() == column.key());
            assert!(
                same_key.into_iter().all(|other| other == column),
                "{column:?}"
            );
        }
    }
}
