//! What a path of the public pages names.

use consultation::{RowId, public, public::Subject};
use ledger::RoomId;

/// Bytes of a typed number that are kept; it has twelve characters, with gaps between.
const TYPED: usize = 200;

/// What somebody wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    About,
    Style,
    Boards,
    Board(RoomId),
    Publication(RoomId, RowId),
    LookUp(RoomId),
    Form(RoomId, Subject),
    Nothing,
}

/// Reads a path. A slash at its end makes no difference, as people type one.
pub(super) fn asked(path: &str) -> Asked {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path == public::ABOUT_PATH {
        return Asked::About;
    }
    if path == public::style_path() {
        return Asked::Style;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let room = |hex: &str| RoomId::from_hex(hex);
    let asked = match parts.as_slice() {
        ["", "board"] => Some(Asked::Boards),
        ["", "board", hex] => room(hex).map(Asked::Board),
        ["", "board", hex, "lookup"] => room(hex).map(Asked::LookUp),
        ["", "board", hex, "propose"] => room(hex).map(|room| Asked::Form(room, Subject::Proposal)),
        ["", "board", hex, id, "comment"] => room(hex)
            .zip(RowId::from_key(id))
            .map(|(room, id)| Asked::Form(room, Subject::Publication(id))),
        ["", "board", hex, id] => room(hex)
            .zip(RowId::from_key(id))
            .map(|(room, id)| Asked::Publication(room, id)),
        _ => None,
    };
    asked.unwrap_or(Asked::Nothing)
}

/// The number in a query, as it was typed; empty if there is none.
pub(super) fn number(query: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let number = pairs.find(|(name, _)| name == "number");
    let number = number
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    match number.len() > TYPED {
        true => "?".to_owned(),
        false => number.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_page_or_nothing() {
        let (room, id) = (RoomId([10; 32]), RowId::from_bytes([11; 16]));
        for (path, expected) in [
            ("/board".to_owned(), Asked::Boards),
            ("/board/".to_owned(), Asked::Boards),
            (format!("/board/{room}"), Asked::Board(room)),
            (format!("/board/{room}/{id}"), Asked::Publication(room, id)),
            (format!("/board/{room}/lookup"), Asked::LookUp(room)),
            (
                format!("/board/{room}/propose"),
                Asked::Form(room, Subject::Proposal),
            ),
            (
                format!("/board/{room}/{id}/comment"),
                Asked::Form(room, Subject::Publication(id)),
            ),
            (public::style_path().to_owned(), Asked::Style),
            ("/about-consultation".to_owned(), Asked::About),
            (format!("/board/{room}/{id}/x"), Asked::Nothing),
            (
                "/board/style-0000000000000000.css".to_owned(),
                Asked::Nothing,
            ),
            ("/board/../relay.key".to_owned(), Asked::Nothing),
            (format!("//board/{room}"), Asked::Nothing),
        ] {
            assert_eq!(asked(&path), expected, "{path}");
        }
    }

    #[test]
    fn neither_the_app_nor_its_service_worker_answers_a_public_page() {
        let worker = include_str!("../../../../public/sw.js");
        let (_, pages) = worker.split_once("const PAGES = [").unwrap();
        let (pages, _) = pages.split_once("];").unwrap();
        assert!(pages.contains("consultations"));
        for first in ["board", "about-consultation"] {
            assert!(!pages.contains(first), "{first}");
            assert!(!crate::http::app_files::PAGES.contains(&first), "{first}");
        }
    }

    #[test]
    fn a_number_is_read_as_a_form_sends_it() {
        assert_eq!(number("number=G123-4567+89ab"), "G123-4567 89ab");
        assert_eq!(number("x=1&number=%EF%BC%8D"), "－");
        assert_eq!(number(""), "");
        assert_eq!(number(&format!("number={}", "G".repeat(5_000))), "?");
    }
}
