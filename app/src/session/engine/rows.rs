//! From sheets to rows that pages show, and where the procedure stands.

use std::sync::Arc;

use consultation::calendar::Calendar;
use consultation::going_up::Signed;
use consultation::procedure::{Facts, Standing};
use consultation::projection::Board;
use consultation::promise::Promised;
use consultation::rules;
use consultation::statement::Reviews;
use consultation::{
    CellValue, CivilTime, Column, FieldValue, People, Row, RowId, Sheet, Sheets, projection,
};
use ledger::RoomId;
use ledger::id_map::IdMap;

use super::super::view::{BoardView, ConsultationView, Procedure, RowView};
use super::lines::no_round;
use super::show::Page;
use super::view::civil;
use super::{State, now};

/// Sheets of the board that belong to a topic, with the topics themselves.
const OF_TOPICS: [Sheet; 3] = [Sheet::Topics, Sheet::Opinions, Sheet::Requests];

/// What the procedure looks at: the board's sheets, the hall and its own; what was answered; and what
/// stands in for a round, rest days, and the time.
pub(super) fn facts<'a>(
    title: &'a str,
    (board, hall, room): (&'a Sheets, &'a Sheets, RoomId),
    rulings: &'a [Signed],
    (none, calendar, now): (&'a Row, &'a Calendar, CivilTime),
    reviews: &'a Reviews,
) -> Facts<'a> {
    let mut topics = board.rows(Sheet::Topics);
    let round = hall.rows(Sheet::Rounds).last().unwrap_or(none);
    Facts {
        title,
        hall,
        board,
        topic: topics.find(|row| row.room(Column::Hall) == Some(room)),
        round,
        least: rules::least_of_round(board, round, now.date()),
        rulings,
        calendar,
        now,
        reviews,
        promised: Promised::default(),
    }
}

/// Where a consultation stands, read anew; rows that are as they were keep their place in memory.
pub(super) fn procedure(
    state: &mut State,
    room: RoomId,
    people: &People,
    before: Option<&ConsultationView>,
) -> Option<Arc<Procedure>> {
    let board_room = state.board().ok();
    let board = state.board_sheets();
    let hall = state.sheets(room)?;
    let title = state.books.get_mut(&room)?.read().title.value.clone();
    let (none, (calendar, _)) = (no_round(), rules::calendar(&board));
    let now = civil(now())?;
    let mut answers = state.answers(room, people);
    if let Some(board) = board_room {
        answers.join(state.answers(board, people));
    }
    let known = state.signed.known(room);
    let reviews = known.unwrap_or_else(|| state.reviews(room));
    let look = || {
        facts(
            &title,
            (&board, &hall, room),
            &answers.rulings,
            (&none, &calendar, now),
            &reviews,
        )
    };
    let topic = look().topic;
    let mut rounds = Vec::new();
    for round in hall.rows(Sheet::Rounds) {
        let mut facts = look();
        facts.round = round;
        facts.least = rules::least_of_round(&board, round, now.date());
        rounds.push((round.id, Standing::of(&facts)));
    }
    if rounds.is_empty() {
        rounds.push((RowId::FIRST_ROUND, Standing::of(&look())));
    }
    let before = before.filter(|before| before.room == room);
    let known = by_id(before.map_or(&[][..], |before| before.procedure.rows.as_slice()));
    let mut rows = Vec::new();
    let topic = topic.map(|row| row.id);
    let of_hall = Sheet::ALL.into_iter().flat_map(|sheet| hall.all(sheet));
    for row in of_hall {
        rows.extend(view(state, room, row, people, &known));
    }
    if let (Some(board_room), Some(topic)) = (board_room, topic) {
        let of_topic = OF_TOPICS.into_iter().flat_map(|sheet| board.all(sheet));
        let is_meant = |row: &&Row| row.id == topic || row.row(Column::Topic) == Some(topic);
        for row in of_topic.filter(is_meant) {
            rows.extend(view(state, board_room, row, people, &known));
        }
    }
    let procedure = Procedure {
        rounds,
        hall,
        board,
        rows,
        answers,
        topic,
        reviews,
    };
    Some(match before {
        Some(before) if *before.procedure == procedure => before.procedure.clone(),
        _ => Arc::new(procedure),
    })
}

/// The board as pages show it; rows that are as they were keep their place in memory.
pub(super) fn board(
    state: &mut State,
    room: RoomId,
    written: &Board,
    people: &People,
    before: &[Arc<RowView>],
) -> BoardView {
    let Some(sheets) = state.sheets(room) else {
        return BoardView::default();
    };
    let known = by_id(before);
    let mut rows = Vec::new();
    let read = if state.is_board_open {
        &Sheet::ALL[..]
    } else {
        &[]
    };
    for sheet in read {
        for row in sheets.all(*sheet).iter().rev() {
            rows.extend(view(state, room, row, people, &known));
        }
    }
    let fields = page(state, room, people).map(|mut page| page.of_board(written));
    BoardView {
        fields: fields.unwrap_or_default(),
        answers: state.answers(room, people),
        rows,
        sheets,
    }
}

/// Rows as they were last shown, by their ids.
fn by_id(rows: &[Arc<RowView>]) -> IdMap<RowId, &Arc<RowView>> {
    rows.iter().map(|row| (row.id, row)).collect()
}

fn page<'a>(state: &'a mut State, room: RoomId, people: &'a People) -> Option<Page<'a>> {
    let State { replica, books, .. } = state;
    Some(Page {
        replica,
        room,
        people,
        book: books.get_mut(&room)?,
    })
}

fn view(
    state: &mut State,
    room: RoomId,
    row: &Row,
    people: &People,
    known: &IdMap<RowId, &Arc<RowView>>,
) -> Option<Arc<RowView>> {
    let mut page = page(state, room, people)?;
    let mut names = Vec::new();
    let mut cells = Vec::new();
    let sheet = row.sheet();
    let written = row.cells().map(|(column, _)| column);
    let reasons = written.filter(|column| !sheet.columns().contains(column));
    for column in sheet.columns().iter().copied().chain(reasons) {
        if !column.is_for_reading() {
            names.extend(row.row(column).map(|named| (column, named)));
            continue;
        }
        let empty = || projection::Field {
            value: CellValue::empty(column.kind()),
            origin: None,
            others: Vec::new(),
        };
        let written = row.cell(column).cloned().unwrap_or_else(empty);
        let field = page.field(&written, |value| FieldValue::Cell(row.at(column), value));
        cells.push((column, field));
    }
    let view = RowView {
        room,
        sheet,
        id: row.id,
        is_removed: row.is_removed,
        names,
        hall: row.room(Column::Hall),
        joint: row.room(Column::JointHall),
        cells,
    };
    let same = known.get(&row.id).filter(|known| ****known == view);
    Some(same.map_or_else(|| Arc::new(view), |same| Arc::clone(same)))
}
