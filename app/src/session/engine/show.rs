//! From replica and documents to what pages show. Nothing here changes what is stored.

use std::sync::Arc;

use consultation::procedure::Overview;
use consultation::procedure::due::of_board;
use consultation::projection::Board;
use consultation::{
    Changed, CivilTime, Consultation, Document, FieldValue, LongText, PartId, People, projection,
};
use ledger::authority::{Position, Verdict};
use ledger::id_map::IdMap;
use ledger::replica::{Mark as Stored, Replica};
use ledger::{Class, Entry, EntryId, Held, KeyId, Kind, Role, RoomId};

use super::super::view::{
    Alternative, Author, Community, ConsultationItem, ConsultationView, Field, Mark, Part, Person,
    Refused, Reliability, Section, Standing,
};
use super::book::Book;
use super::records::full_text_id;
use super::view::civil;
use super::{State, now, proposals, reviews, rows};

/// A stored mark as it is shown.
pub(super) fn mark(stored: Stored) -> Mark {
    match stored {
        Stored::Saving => Mark::Saving,
        Stored::OnDevice => Mark::Local,
        Stored::Delivered => Mark::Delivered,
        Stored::DeliveredHeld(_) => Mark::Held,
        Stored::Refused(_) => Mark::Refused,
    }
}

pub(super) fn community(
    state: &mut State,
    board: RoomId,
    written: &Board,
    people: &People,
    practice: bool,
) -> Option<Arc<Community>> {
    let me = state.replica.me()?;
    let now = civil(now());
    let of_topics =
        now.map(|now| of_board(&state.board_sheets(), &state.rulings(board), now.date()));
    let mut due = of_topics.unwrap_or_default();
    due.extend(state.letters_due);
    let name = Some(written.name.value.clone()).filter(|name| !name.is_empty());
    let founded = || {
        let founding = state.replica.log(board)?.founding()?;
        founding.name.clone()
    };
    let role = my_role(state, board, me);
    let mut printed = state.sheets_printed.chunks_exact(32);
    let is_printed = printed.any(|room| room == board.as_bytes());
    Some(Arc::new(Community {
        board,
        name: name.or_else(founded).unwrap_or_default(),
        level: written.jurisdiction.value.clone(),
        my_name: my_name(state, board, me, people),
        my_role: role,
        due,
        recovery_sheet_due: role == Role::Administrator && !is_printed && !practice,
        phone: written.phone.value.clone(),
        address: written.address.value.clone(),
    }))
}

/// What this person is called on a board; who joined one of its halls alone is called as there.
fn my_name(state: &State, board: RoomId, me: KeyId, people: &People) -> String {
    let name = |people: &People| people.get(me).map(|person| person.name.clone());
    let of_halls = || {
        let mut halls = state.halls_of(board).into_iter();
        halls.find_map(|hall| name(&state.people(hall)))
    };
    name(people).or_else(of_halls).unwrap_or_default()
}

/// The highest role of this device on a board, or in a hall of it where it has none there; until its join
/// is logged, the one that it was invited to: a device that is not known to the board and has not asked to
/// be came into a hall.
pub(super) fn my_role(state: &State, board: RoomId, me: KeyId) -> Role {
    let replica = &state.replica;
    let roles = |room: RoomId| replica.roles(room, me, now()).into_iter().min();
    if let Some(role) = roles(board) {
        return role;
    }
    let halls = state.halls_of(board);
    if let Some(role) = halls.iter().filter_map(|hall| roles(*hall)).min() {
        return role;
    }
    let log = replica.log(board);
    let is_known = log.is_some_and(|log| log.members().get(me).is_some());
    let waits = replica.waiting(board).into_iter();
    let mut waits = waits.filter_map(|(entry, _)| replica.entry(board, entry));
    let joins = waits.any(|entry| {
        let header = entry.header();
        header.class == Class::Authority && header.kind == Kind::JOIN
    });
    match is_known || joins || halls.is_empty() {
        true => Role::Staff,
        false => Role::Participant,
    }
}

/// Who signed an entry of a room, by the name tags there or else on the board.
pub(super) fn signed_by(
    state: &State,
    room: RoomId,
    (of_hall, of_board): (&People, &People),
    entry: EntryId,
) -> Author {
    let header = state.replica.entry(room, entry).map(Entry::header);
    let key = header.map(|header| header.author);
    let person = key.and_then(|key| of_hall.get(key).or_else(|| of_board.get(key)));
    Author {
        name: person.map(|person| person.name.clone()).unwrap_or_default(),
        device: person
            .map(|person| person.device.clone())
            .unwrap_or_default(),
        when: header.and_then(|header| civil(header.made_at)),
        me: key.is_some() && state.replica.me() == key,
    }
}

/// Every hall of the board that is shown, in a line: what is under way first, then what is filed.
pub(super) fn items(state: &mut State) -> Vec<ConsultationItem> {
    state.read_lines();
    let board = state.board().ok();
    let lines = state
        .lines
        .iter()
        .filter(|(room, _)| state.board_of(**room) == board);
    let lines = lines.map(|(room, line)| {
        let mark = state.replica.room_mark(*room).map(mark);
        (*room, line.clone(), mark.unwrap_or_default())
    });
    in_order(lines)
}

/// Lines of halls in the order in which they are shown.
pub(super) fn in_order(
    lines: impl Iterator<Item = (RoomId, Arc<Overview>, Mark)>,
) -> Vec<ConsultationItem> {
    // What lies ahead first, soonest first; then what has no time; then what is past, the last first.
    let today = civil(now());
    let rank = |item: &ConsultationItem| {
        let (filed, start) = (item.line.filed, item.line.start);
        let is_past = start.is_some_and(|start| Some(start) < today);
        let past = filed.or(start.filter(|_| is_past).map(CivilTime::date));
        let ahead = start.filter(|_| !is_past);
        let order = match filed {
            Some(_) => 3,
            None if is_past => 2,
            None => u8::from(start.is_none()),
        };
        (order, std::cmp::Reverse(past), ahead, item.room)
    };
    let mut items: Vec<ConsultationItem> = Vec::new();
    for (room, line, mark) in lines {
        let item = ConsultationItem { room, line, mark };
        let place = items.partition_point(|known| rank(known) < rank(&item));
        items.insert(place, item);
    }
    items
}

pub(super) fn persons(state: &State, board: RoomId, people: &People) -> Vec<Person> {
    let Some(log) = state.replica.log(board) else {
        return Vec::new();
    };
    let me = state.replica.me();
    let mut persons: Vec<Person> = Vec::new();
    for (key, member) in log.members().iter() {
        let Some(right) = member
            .rights
            .last()
            .filter(|right| right.role != Role::Relay)
        else {
            continue;
        };
        let position = Position {
            after: log.len(),
            received_at: now(),
        };
        let standing = log.right_standing(right, position);
        let name = people.get(key);
        persons.push(Person {
            key,
            person: name.map(|person| person.person),
            name: name.map(|person| person.name.clone()).unwrap_or_default(),
            device: name.map(|person| person.device.clone()).unwrap_or_default(),
            role: right.role,
            joined: log
                .line(right.from)
                .and_then(|line| civil(line.received_at)),
            standing: match standing {
                None | Some(Verdict::Stands) => Standing::Valid,
                Some(Verdict::Held(Held::Revoked)) => Standing::Revoked,
                Some(Verdict::Held(Held::Expired)) => Standing::Expired,
                Some(Verdict::Held(Held::JoinOverLimit | Held::Fork)) => Standing::Held,
            },
            me: Some(key) == me,
        });
    }
    persons.sort_by_key(|person| (!person.me, person.role, person.joined));
    persons
}

/// A record as it is shown; the names are those of the hall's own tags, and the board's with these.
pub(super) fn consultation(
    state: &mut State,
    room: RoomId,
    names: (&People, &People),
    before: Option<&ConsultationView>,
) -> Option<ConsultationView> {
    let (of_hall, people) = names;
    let procedure = rows::procedure(state, room, people, before)?;
    let proposals = proposals::of_hall(state, room, names, &procedure.board);
    let reviews = reviews::of_hall(state, room, names, &procedure.reviews);
    let part = state.part(room);
    let guests = match part {
        Part::Staff => reviews::guests(state, room, of_hall),
        _ => Vec::new(),
    };
    let State { replica, books, .. } = state;
    let book = books.get_mut(&room)?;
    let reading = book.read().clone();
    let before = before.filter(|before| before.room == room);
    let mut page = Page {
        replica,
        room,
        people,
        book,
    };
    let full_text = page.full_text(&reading, before);
    let minutes = page.sections(
        &reading.minutes,
        before.map(|before| before.minutes.as_slice()),
    );
    let removed = page.sections(
        &reading.removed,
        before.map(|before| before.removed.as_slice()),
    );
    let fields = page.fields(&reading);
    let lacking = page.replica.lacking(room);
    let received = page.replica.log(room).map_or(0, ledger::RoomLog::len);
    let by_snapshot = page.replica.shown_by_snapshot(room);
    let by_snapshot = by_snapshot.map(|_| (received, received + lacking));
    Some(ConsultationView {
        room,
        name: reading.title.value.clone(),
        fields,
        full_text,
        minutes,
        removed,
        procedure,
        proposals,
        reviews,
        guests,
        part,
        may_write: part == Part::Staff && by_snapshot.is_none(),
        odd: page.book.is_odd,
        lacking,
        by_snapshot,
    })
}

/// What is needed to say of a field who wrote it and how far it has come.
pub(super) struct Page<'a> {
    pub(super) replica: &'a Replica,
    pub(super) room: RoomId,
    pub(super) people: &'a People,
    pub(super) book: &'a mut Book,
}

impl Page<'_> {
    /// Name, address and telephone of the community.
    pub(super) fn of_board(&mut self, board: &Board) -> Vec<Field> {
        vec![
            self.field(&board.name, FieldValue::CommunityName),
            self.field(&board.address, FieldValue::Address),
            self.field(&board.phone, FieldValue::Phone),
        ]
    }

    fn fields(&mut self, reading: &Consultation) -> Vec<Field> {
        vec![
            self.field(&reading.title, FieldValue::Title),
            self.field(&reading.purpose, FieldValue::Purpose),
            self.field(&reading.form, FieldValue::Form),
            self.field(&reading.venue, FieldValue::Venue),
            self.field(&reading.time, FieldValue::Time),
            self.field(&reading.notice, FieldValue::Notice),
        ]
    }

    pub(super) fn field<T: Clone>(
        &mut self,
        field: &projection::Field<T>,
        value: impl Fn(T) -> FieldValue,
    ) -> Field {
        let shown = value(field.value.clone());
        let alternatives = match field.is_conflicted() {
            false => Vec::new(),
            true => field
                .alternatives()
                .into_iter()
                .map(|alternative| Alternative {
                    value: value(alternative.value),
                    author: self.author(alternative.origin),
                })
                .collect(),
        };
        let name = shown.name();
        let mark = self.mark_of(|changed| changed.fields.contains(&name));
        Field {
            value: shown,
            alternatives,
            mark,
        }
    }

    fn author(&self, origin: Option<projection::Origin>) -> Author {
        let key = origin.and_then(|origin| self.book.author(origin.actor));
        let person = key.and_then(|key| self.people.get(key));
        Author {
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            device: person
                .map(|person| person.device.clone())
                .unwrap_or_default(),
            when: origin.and_then(|origin| civil(origin.made_at)),
            me: key.is_some() && key == self.replica.me(),
        }
    }

    fn mark_of(&mut self, touches: impl Fn(&Changed) -> bool) -> Mark {
        let touches = |changed: &Changed| changed.other || touches(changed);
        mark(self.book.mark(self.replica, self.room, touches))
    }

    /// Sections as they are shown; what is as it was before keeps its place in memory.
    fn sections(
        &mut self,
        sections: &[Arc<projection::Section>],
        before: Option<&[Arc<Section>]>,
    ) -> Vec<Arc<Section>> {
        let known: IdMap<PartId, &Arc<Section>> = before
            .unwrap_or_default()
            .iter()
            .map(|section| (section.id, section))
            .collect();
        sections
            .iter()
            .map(|section| {
                let id = section.id;
                let heading = self.field(&section.heading, |text| FieldValue::Heading(id, text));
                self.section(id, heading, &section.text, known.get(&id).copied())
            })
            .collect()
    }

    fn full_text(
        &mut self,
        reading: &Consultation,
        before: Option<&ConsultationView>,
    ) -> Vec<Arc<Section>> {
        let Some(id) = full_text_id() else {
            return Vec::new();
        };
        let value = FieldValue::Heading(id, String::new());
        let heading = Field {
            value,
            alternatives: Vec::new(),
            mark: Mark::Delivered,
        };
        let before = before.and_then(|before| before.full_text.first());
        vec![self.section(id, heading, &reading.full_text, before)]
    }

    fn section(
        &mut self,
        id: PartId,
        heading: Field,
        text: &LongText,
        before: Option<&Arc<Section>>,
    ) -> Arc<Section> {
        let mark =
            self.mark_of(|changed| text.parts.iter().any(|part| changed.parts.contains(part)));
        let is_same_text = |before: &&Arc<Section>| *before.body == *text.text;
        let same = before.filter(is_same_text);
        let body = same.map_or_else(|| Arc::from(text.text.as_str()), |same| same.body.clone());
        let section = Section {
            id,
            heading,
            body,
            mark,
        };
        match before {
            Some(before) if **before == section => before.clone(),
            _ => Arc::new(section),
        }
    }
}

pub(super) fn reliability(state: &State) -> Reliability {
    let refused = state
        .replica
        .refused()
        .into_iter()
        .map(|(room, entry, reason)| Refused {
            words: state
                .replica
                .entry(room, entry)
                .and_then(|entry| entry.payload())
                .map(Document::words_of)
                .unwrap_or_default(),
            about: state
                .lines
                .get(&room)
                .map(|line| line.title.clone())
                .unwrap_or_default(),
            when: state
                .replica
                .entry(room, entry)
                .and_then(|entry| civil(entry.header().made_at)),
            reason,
        });
    Reliability {
        persisted: state.persisted,
        space: state.space,
        unsent: state.replica.unsent(),
        last_receipt: state.last_receipt.and_then(civil),
        clock_drift: state.drift,
        marks_whole: true,
        set_aside: state.set_aside,
        refused: refused.collect(),
        photos: state.carrier.views(),
        trouble: state
            .trouble
            .clone()
            .or_else(|| state.storage_trouble.clone()),
        version: env!("CARGO_PKG_VERSION"),
    }
}
