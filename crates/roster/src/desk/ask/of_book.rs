//! Questions on the book.

use ledger::PersonId;
use minicbor::bytes::ByteVec;

use crate::birthday::Birthday;
use crate::cards::{PremisesId, Subject};

/// These are the cards from now on, in the order of the log.
pub struct TakeCards {
    /// The cards.
    pub cards: Vec<Stored>,
    /// Ages are those of this day.
    pub today: Birthday,
}

/// A card as it is stored.
pub struct Stored {
    /// When it was written, milliseconds since 1970 by its writer's clock.
    pub at: u64,
    /// Its bytes.
    pub card: ByteVec,
}

/// What the roster comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who lives here.
    pub people: PeopleNumbers,
    /// What is owned here.
    pub units: UnitNumbers,
    /// Whom two versions were written of that know nothing of each other.
    pub clashes: Vec<Entry>,
    /// What cannot be, in words.
    pub odd: Vec<String>,
    /// Cards that this version cannot read; they are kept.
    pub unread: u32,
    /// What was written in one go last and can be taken back.
    pub last: Option<Batch>,
}

/// Who lives here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleNumbers {
    /// People and bodies, those who only own with them.
    pub all: u32,
    /// Places in which somebody lives.
    pub households: u32,
    /// Who lives here.
    pub residents: u32,
    /// Of them, who have reached 18.
    pub of_age: u32,
    /// Of them, whose day of birth is not known.
    pub age_unknown: u32,
    /// Of them, who are registered elsewhere (非户籍).
    pub elsewhere: u32,
}

/// What is owned here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitNumbers {
    /// Places.
    pub premises: u32,
    /// Owners, one head each.
    pub owners: u32,
    /// The area of all units without parking, 0.01 m².
    pub area: u64,
    /// Units without a known owner.
    pub without_owner: u32,
    /// Units without a known area.
    pub without_area: u32,
}

/// What the parts of the community come to.
pub struct Parts {
    /// The day by which people are of age.
    pub today: Birthday,
}

/// The parts, kind by kind, each kind in the order of its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartsShown {
    /// 小区, 幢, 单元, 居民小组, 网格, as far as they are written.
    pub parts: Vec<Part>,
}

/// A part of the community, counted for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What kind of part it is.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Places in which somebody lives.
    pub households: u32,
    /// Who lives there.
    pub residents: u32,
    /// Of them, who have reached 18.
    pub of_age: u32,
    /// Owners, one head each.
    pub owners: u32,
    /// The area of all units without parking, 0.01 m².
    pub area: u64,
}

/// Cards that were written in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// When, milliseconds since 1970.
    pub at: u64,
    /// How many of them still say the newest of their subject.
    pub cards: u32,
}

/// Who and what fits some words; without words every place, by its numbers.
pub struct Find {
    /// Initials, a name, a room, a phone.
    pub words: String,
    /// How many at most, from the first one.
    pub count: u32,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many there are, counted up to a thousand for a search by words.
    pub total: u32,
    /// Those that were wanted.
    pub entries: Vec<Entry>,
}

/// A person or a place in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who or what.
    pub subject: Subject,
    /// The name of a person; the numbers of a place.
    pub name: String,
    /// Where they live or own; who lives there.
    pub about: String,
}

/// All of a person or a place.
pub struct Look {
    /// Who or what; the boxes of an empty form without.
    pub subject: Option<Subject>,
    /// Whether the empty form is a person's.
    pub is_person: bool,
}

/// All that is known of a person or a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardPage {
    /// Who or what; nobody yet on an empty form.
    pub subject: Option<Subject>,
    /// Name or numbers.
    pub title: String,
    /// What is known, for reading.
    pub lines: Vec<Line>,
    /// What can be written, as it stands.
    pub cells: Vec<Cell>,
    /// Who lives and owns there; where they live and what they own.
    pub related: Vec<Related>,
    /// Versions that were written apart, when there are several.
    pub variants: Vec<Variant>,
}

/// Something that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A box of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What belongs there, as a table's head would say it.
    pub label: String,
    /// What stands there.
    pub value: String,
    /// What may stand there, where that is a closed list; nothing may, too.
    pub options: Vec<String>,
}

/// Somebody or something that belongs to a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// How: 户主, 业主 1/2, 住处.
    pub how: String,
    /// Whether it is by ownership, which can be ended.
    pub is_owner: bool,
    /// Who or what.
    pub entry: Entry,
}

/// One of several versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// What it says.
    pub lines: Vec<Line>,
}

/// A card by hand: what the boxes of the form say.
pub struct Write {
    /// Whose; a new one without.
    pub subject: Option<Subject>,
    /// Of a new one: whether it is a person.
    pub is_person: bool,
    /// Of a new person: behind which door.
    pub home: Option<PremisesId>,
    /// The boxes.
    pub cells: Vec<Cell>,
    /// Nobody is born after it.
    pub today: Birthday,
}

/// Who owns a place: one more, or one less.
pub struct Own {
    /// The place.
    pub premises: PremisesId,
    /// Somebody of the roster; otherwise a new one of this name.
    pub person: Option<PersonId>,
    /// The name of a new one.
    pub name: String,
    /// The phone of a new one; may be empty.
    pub phone: String,
    /// `1/2`; empty where it is not written.
    pub share: String,
    /// Whether the ownership ends.
    pub is_over: bool,
    /// Nobody is born after it.
    pub today: Birthday,
}

/// Somebody or something is gone from the roster; what was known stays in the office until it is erased.
pub struct Remove {
    /// Who or what.
    pub subject: Subject,
}

/// Which of several versions holds.
pub struct Settle {
    /// Of whom.
    pub subject: Subject,
    /// Its place among the variants.
    pub variant: u32,
}

/// Takes back what was written last: of one person or place, or in one go without.
pub struct Undo {
    /// Of whom.
    pub subject: Option<Subject>,
}

/// Cards to be signed and stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCards {
    /// Their bytes.
    pub cards: Vec<ByteVec>,
    /// Whom the first one is about.
    pub subject: Option<Subject>,
    /// How many changes were passed over, because somebody changed the same since the file was checked.
    pub passed_over: u32,
}

/// Which of the cards, by their places among those that were handed in, hold data of a person or a place.
pub struct CardsOf {
    /// Who or what.
    pub subject: Subject,
}

/// Places among the cards.
pub struct Places {
    /// Counted from 0.
    pub places: Vec<u32>,
}

/// A table for Excel and WPS.
pub struct Export {
    /// Which.
    pub what: Exported,
    /// Of one person: who.
    pub person: Option<PersonId>,
}

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exported {
    /// Who lives here.
    Residents,
    /// Who owns here.
    Units,
    /// All that is known of one person (个人信息保护法 45).
    Person,
}

/// Looks for people of the roster in a text that is about to be published.
pub struct Veil {
    /// The text.
    pub text: String,
}

/// A text and who of the roster is named in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Veiled {
    /// The names, each once, as they stand there.
    pub names: Vec<String>,
    /// The text with those names masked.
    pub text: String,
}

/// A text.
pub struct Text {
    /// The text.
    pub text: String,
}

ledger::in_map!(TakeCards { 0: cards, 1: today });
ledger::in_map!(Stored { 0: at, 1: card });
ledger::in_map!(Standing {
    0: people,
    1: units,
    2: clashes,
    3: odd,
    4: unread,
    5: last
});
ledger::in_map!(PeopleNumbers {
    0: all,
    1: households,
    2: residents,
    3: of_age,
    4: age_unknown,
    5: elsewhere
});
ledger::in_map!(UnitNumbers {
    0: premises,
    1: owners,
    2: area,
    3: without_owner,
    4: without_area
});
ledger::in_map!(Parts { 0: today });
ledger::in_map!(PartsShown { 0: parts });
ledger::in_map!(Part {
    0: kind,
    1: name,
    2: households,
    3: residents,
    4: of_age,
    5: owners,
    6: area
});
ledger::in_map!(Batch { 0: at, 1: cards });
ledger::in_map!(Find { 0: words, 1: count });
ledger::in_map!(Found {
    0: total,
    1: entries
});
ledger::in_map!(Entry {
    0: subject,
    1: name,
    2: about
});
ledger::in_map!(Look {
    0: subject,
    1: is_person
});
ledger::in_map!(CardPage {
    0: subject,
    1: title,
    2: lines,
    3: cells,
    4: related,
    5: variants
});
ledger::in_map!(Line { 0: label, 1: value });
ledger::in_map!(Cell {
    0: label,
    1: value,
    2: options
});
ledger::in_map!(Related {
    0: how,
    1: is_owner,
    2: entry
});
ledger::in_map!(Variant { 0: lines });
ledger::in_map!(Write {
    0: subject,
    1: is_person,
    2: home,
    3: cells,
    4: today
});
ledger::in_map!(Own {
    0: premises,
    1: person,
    2: name,
    3: phone,
    4: share,
    5: is_over,
    6: today
});
ledger::in_map!(Remove { 0: subject });
ledger::in_map!(Settle {
    0: subject,
    1: variant
});
ledger::in_map!(NewCards {
    0: cards,
    1: subject,
    2: passed_over
});
ledger::in_map!(Undo { 0: subject });
ledger::in_map!(CardsOf { 0: subject });
ledger::in_map!(Places { 0: places });
ledger::in_map!(Export { 0: what, 1: person });
ledger::in_map!(Veil { 0: text });
ledger::in_map!(Veiled { 0: names, 1: text });
ledger::in_map!(Text { 0: text });
ledger::as_number!(Exported {
    0: Residents,
    1: Units,
    2: Person
});
