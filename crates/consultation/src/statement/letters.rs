//! The letters of an office: only what the relay wrote down. Whoever else signed one, staff or a recorder's
//! tablet, would put words into the mouth of somebody without an account.

use ledger::KeyId;
use ledger::id_map::IdMap;

use super::{Letter, LetterKind, Said, Statement};
use crate::command::Command;
use crate::projection::{Row, Sheets};
use crate::record::{
    CellValue, Column, Date, FieldValue, NoticeKind, Publication, Remark, RowId, Sheet,
};

/// Where a remark came from, as the list of remarks says it.
const CHANNEL: &str = "公开网页";

/// The letters among the statements of an office, in the order in which they come; `relay` are the keys of
/// the board's relay.
pub fn letters<'a>(
    said: impl IntoIterator<Item = Said<'a>>,
    relay: &[KeyId],
) -> Vec<(Said<'a>, &'a Letter)> {
    let mut letters = Vec::new();
    for said in said {
        if let Statement::Letter(letter) = said.statement
            && relay.contains(&said.author)
        {
            letters.push((said, letter));
        }
    }
    letters
}

/// The rows by which a board speaks of letters, by the hashes of their numbers; of several that devices made apart, the
/// last with a reply.
pub fn noted(board: &Sheets) -> IdMap<[u8; 32], &Row> {
    let rows = |is_answered| {
        let rows = board.rows(Sheet::Letters);
        rows.filter(move |row| row.is_empty(Column::Reply) != is_answered)
    };
    let mut noted = IdMap::new();
    for row in rows(false).chain(rows(true)) {
        if let Some(hash) = row.blob(Column::CodeHash) {
            noted.insert(hash, row);
        }
    }
    noted
}

impl Letter {
    /// The kind of notice under which staff enter it: that of the plan or the result which the publication that it
    /// speaks of shows. `None` for what is no remark on a notice.
    pub fn notice_kind(&self, publication: &Row) -> Option<NoticeKind> {
        self.remark()?;
        let shows = publication.choice(Column::Publication)?;
        match Publication::from_id(shows)? {
            Publication::Plan => Some(NoticeKind::Plan),
            Publication::Result => Some(NoticeKind::Result),
            _ => None,
        }
    }

    /// The remark of a hall that it was entered as.
    pub fn entered<'a>(&self, hall: &'a Sheets) -> Option<&'a Row> {
        let mut remarks = hall.rows(Sheet::Remarks);
        remarks.find(|row| row.blob(Column::CodeHash) == Some(self.code_hash()))
    }

    /// The cells of the remark on a notice that staff enter it as: its words, not who wrote it.
    pub fn to_remark(&self, notice: RowId, on: Option<Date>) -> Vec<(Column, CellValue)> {
        let remark = self.remark().map(|remark| remark.id().to_owned());
        vec![
            (Column::NoticeRow, CellValue::Row(Some(notice))),
            (Column::Remark, CellValue::Choice(remark)),
            (Column::Channel, CellValue::Text(CHANNEL.to_owned())),
            (Column::On, CellValue::Date(on)),
            (Column::Text, CellValue::Text(self.text().to_owned())),
            (Column::CodeHash, CellValue::Blob(Some(self.code_hash()))),
        ]
    }

    /// What says on a board that it came on a day, with these cells: an answer. From then on its number is found.
    pub fn note(
        &self,
        board: &Sheets,
        on: Option<Date>,
        cells: Vec<(Column, CellValue)>,
    ) -> Vec<Command> {
        if let Some(row) = noted(board).get(&self.code_hash()) {
            return cells.into_iter().map(|cell| set(row, cell)).collect();
        }
        let mut all = vec![
            (Column::CodeHash, CellValue::Blob(Some(self.code_hash()))),
            (Column::On, CellValue::Date(on)),
        ];
        all.extend(cells);
        let (sheet, cells) = (Sheet::Letters, all);
        vec![Command::AddRow { sheet, cells }]
    }

    /// What writes the same answer into the remark that it was entered as; what was answered there stays.
    pub fn note_in_hall(&self, hall: &Sheets, cells: Vec<(Column, CellValue)>) -> Vec<Command> {
        let Some(row) = self.entered(hall) else {
            return Vec::new();
        };
        let missing = cells
            .into_iter()
            .filter(|(column, _)| row.is_empty(*column));
        missing.map(|cell| set(row, cell)).collect()
    }

    /// Whether staff enter it among the topics, and not as a remark on a notice.
    pub fn becomes_topic(&self) -> bool {
        self.remark().is_none()
    }

    fn remark(&self) -> Option<Remark> {
        match self.kind() {
            LetterKind::Comment => Some(Remark::Comment),
            LetterKind::Objection => Some(Remark::Objection),
            LetterKind::Answer | LetterKind::Proposal => None,
        }
    }
}

fn set(row: &Row, (column, value): (Column, CellValue)) -> Command {
    Command::Set(FieldValue::Cell(row.at(column), value))
}

/// The notice of a kind that was put up last; what corrects another is none of its own.
pub fn last_notice(hall: &Sheets, kind: NoticeKind) -> Option<RowId> {
    let notices = hall.rows(Sheet::Notices);
    let of_kind = notices.filter(|row| row.choice(Column::NoticeKind) == Some(kind.id()));
    let own = of_kind.filter(|row| row.row(Column::NoticeRow).is_none());
    own.last().map(|row| row.id)
}

#[cfg(test)]
mod tests {
    use ledger::{EntryId, KeyId};

    use super::letters;
    use crate::statement::{Letter, LetterKind, Said, Statement, Typed};

    #[test]
    fn a_letter_is_what_the_relay_wrote_down_and_nobody_else() {
        let typed = Typed {
            text: "夜里太吵".to_owned(),
            ..Typed::default()
        };
        let letter = Letter::new(LetterKind::Comment, None, &typed, [7; 32]).unwrap();
        let statement = Statement::Letter(letter.clone());
        let said = |author: u8| Said {
            author: KeyId([author; 16]),
            seq: Some(u64::from(author)),
            index: 0,
            entry: EntryId([author; 32]),
            statement: &statement,
        };
        let relay = [KeyId([1; 16]), KeyId([2; 16])];
        let read = letters([said(1), said(2), said(3)], &relay);
        let authors: Vec<u8> = read.iter().map(|(said, _)| said.author.0[0]).collect();
        assert_eq!(authors, [1, 2]);
        assert_eq!(read[0].1, &letter);
        assert!(letters([said(1)], &[]).is_empty());
    }
}
