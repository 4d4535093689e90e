//! What was answered to what went up, and whether it counts.

use ledger::{EntryId, KeyId, Role, RoomLog};

use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, Sheet};
use crate::statement::{Ruling, Said, Statement};

/// A ruling that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Whose key signed it.
    pub author: KeyId,
    /// The entry, which nobody can alter.
    pub entry: EntryId,
    /// What it says.
    pub ruling: Ruling,
}

/// An answer, whichever way it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The id of the choice.
    pub id: &'a str,
    /// Its day; a paper whose day was not entered has none.
    pub on: Option<Date>,
    /// Why; may be empty on paper.
    pub reason: &'a str,
    /// Who is to lead; may be empty.
    pub appointed: &'a str,
    /// The ruling; `None` for what staff entered from a paper.
    pub signed: Option<&'a Signed>,
}

/// The sheets whose rows are answered, with the column in which staff enter a paper's answer.
const ANSWERED: [(Sheet, Column); 2] = [
    (Sheet::Submissions, Column::Answer),
    (Sheet::Requests, Column::TownshipAnswer),
];

/// Whether a key may answer for one that a row names: a supervisor of the board, by that very key or by that
/// invitation. So neither staff nor participants answer their own letter, nor 居务监督委员会 that of the community.
pub fn may_answer(board: &RoomLog, author: KeyId, named: KeyId) -> bool {
    let members = board.members();
    let member = members.get(author);
    let is_supervisor = member.is_some_and(|member| {
        let mut rights = member.rights.iter();
        rights.any(|right| right.role == Role::Supervisor)
    });
    let invitation = members.invitation(named);
    let joined = invitation.is_some_and(|invitation| invitation.joins.contains(&author));
    is_supervisor && (author == named || joined)
}

/// The keys and invitations that a row names as those that answer.
pub fn addressees(row: &Row) -> impl Iterator<Item = KeyId> + Clone + '_ {
    let lines = row.text(Column::Addressee).lines();
    lines.filter_map(|line| crate::hex::decode(line.trim()).map(KeyId))
}

/// The rulings of a room that count, of each row the last: `may` says whether an author answers for a key that
/// the row names. Only what stands is to be handed in.
pub fn rulings<'a>(
    said: impl IntoIterator<Item = Said<'a>>,
    sheets: &Sheets,
    may: impl Fn(KeyId, KeyId) -> bool,
) -> Vec<Signed> {
    let mut counted: Vec<(Said<'a>, &Ruling)> = Vec::new();
    for said in said {
        let Statement::Ruling(ruling) = said.statement else {
            continue;
        };
        let mut rows = ANSWERED.iter();
        let row = rows.find_map(|(sheet, _)| sheets.row(*sheet, ruling.row()));
        let is_asked = row.is_some_and(|row| addressees(row).any(|named| may(said.author, named)));
        if is_asked {
            counted.push((said, ruling));
        }
    }
    counted.sort_by_key(|(said, _)| said.order());
    let mut last: Vec<Signed> = Vec::new();
    for (said, ruling) in counted {
        last.retain(|known| known.ruling.row() != ruling.row());
        last.push(Signed {
            author: said.author,
            entry: said.entry,
            ruling: ruling.clone(),
        });
    }
    last
}

/// What was answered to a row: by the ruling if there is one, else as staff entered it from the paper.
pub fn answer<'a>(row: &'a Row, rulings: &'a [Signed]) -> Option<Answered<'a>> {
    let mut rulings = rulings.iter();
    if let Some(signed) = rulings.find(|signed| signed.ruling.row() == row.id) {
        let ruling = &signed.ruling;
        return Some(Answered {
            id: ruling.answer(),
            on: Some(ruling.on()),
            reason: ruling.reason(),
            appointed: ruling.appointed(),
            signed: Some(signed),
        });
    }
    let mut columns = ANSWERED.iter();
    let (_, column) = columns.find(|(sheet, _)| *sheet == row.sheet())?;
    Some(Answered {
        id: row.choice(*column)?,
        on: row.date(Column::AnsweredOn),
        reason: row.text(Column::Note),
        appointed: row.text(Column::Appointed),
        signed: None,
    })
}
