//! The board: whose it is, and which halls there are.

use automerge::ObjType;
use ledger::{RoomId, Timestamp};

use super::field::{self, Field};
use super::problem::Problem;
use crate::document::Document;
use crate::record::{Jurisdiction, keys};

/// A board's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Name of the community or other jurisdiction.
    pub name: Field<String>,
    /// Its level.
    pub jurisdiction: Field<Jurisdiction>,
    /// Address of the office.
    pub address: Field<String>,
    /// Telephone of the office.
    pub phone: Field<String>,
    /// The room of 内部资料, once it is founded.
    pub office: Field<Option<RoomId>>,
    /// Halls, the newest first.
    pub halls: Vec<HallEntry>,
}

/// A hall on the board's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HallEntry {
    /// The hall.
    pub room: RoomId,
    /// 议题 as it stood when the hall was listed or renamed here.
    pub title: Field<String>,
    /// When it was founded, by the founder's clock.
    pub created: Timestamp,
    /// Whether it is archived.
    pub archived: Field<bool>,
}

impl Board {
    /// Reads the board.
    pub fn read(document: &Document) -> (Self, Vec<Problem>) {
        let view = document.view();
        let mut problems = Vec::new();
        let maps = view.objects(&[keys::COMMUNITY], ObjType::Map);
        let lists = view.objects(&[keys::HALLS], ObjType::Map);
        for containers in [&maps, &lists] {
            problems.extend(Problem::of_containers(containers.len()));
        }
        let mut halls = Vec::new();
        for key in view.keys(&lists) {
            let Some(room) = RoomId::from_hex(&key) else {
                problems.push(Problem::UnknownKey);
                continue;
            };
            let hall: Vec<_> = lists
                .iter()
                .flat_map(|list| view.children(list, &key, ObjType::Map))
                .collect();
            let created: Field<Timestamp> = field::read(&view, &hall, keys::CREATED, &mut problems);
            halls.push(HallEntry {
                room,
                title: field::read(&view, &hall, keys::TITLE, &mut problems),
                created: created.value,
                archived: field::read(&view, &hall, keys::ARCHIVED, &mut problems),
            });
        }
        halls.sort_by_key(|hall| (std::cmp::Reverse(hall.created), hall.room));
        let board = Self {
            name: field::read(&view, &maps, keys::NAME, &mut problems),
            jurisdiction: field::read(&view, &maps, keys::JURISDICTION, &mut problems),
            address: field::read(&view, &maps, keys::ADDRESS, &mut problems),
            phone: field::read(&view, &maps, keys::PHONE, &mut problems),
            office: field::read(&view, &maps, keys::OFFICE, &mut problems),
            halls,
        };
        (board, problems)
    }
}
