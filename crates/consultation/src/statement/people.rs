//! Who is who in a room: names for keys.

use ledger::id_map::IdMap;
use ledger::{EntryId, KeyId, PersonId, Seq};

use super::Statement;

/// A statement with what its entry and its place in the log say about it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Who signed it.
    pub author: KeyId,
    /// Its place in the log; `None` while it is only on this device.
    pub seq: Option<Seq>,
    /// Its index in its author's session, which orders what is not logged yet.
    pub index: u64,
    /// Its entry, which settles what nothing else does.
    pub entry: EntryId,
    /// What it says.
    pub statement: &'a Statement,
}

impl Said<'_> {
    /// Its place among others: logged ones in the order of the log, then those that wait here.
    pub(crate) fn order(&self) -> (Seq, u64, EntryId) {
        (self.seq.unwrap_or(Seq::MAX), self.index, self.entry)
    }
}

/// Somebody, as their newest name tag has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id that records use.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The name of the device that holds the key; may be empty.
    pub device: String,
}

/// The people of a room, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People(IdMap<KeyId, Person>);

impl People {
    /// Reads name tags in any order. A tag speaks only for the key that signed it; the last in log
    /// order counts, and one that is not logged yet comes after all that are.
    pub fn read<'a>(said: impl IntoIterator<Item = Said<'a>>) -> Self {
        let mut newest = IdMap::new();
        for said in said {
            let Statement::NameTag(tag) = said.statement else {
                continue;
            };
            let order = said.order();
            let slot = newest.get_or_insert_with(said.author, || (order, tag));
            if slot.0 < order {
                *slot = (order, tag);
            }
        }
        let people = newest.into_iter().map(|(key, (_, tag))| {
            let person = Person {
                person: tag.person(),
                name: tag.name().to_owned(),
                device: tag.device().to_owned(),
            };
            (key, person)
        });
        Self(people.collect())
    }

    /// Adds those whose name is known elsewhere only: who joined a hall has a name tag there and none on its board.
    #[must_use]
    pub fn or(mut self, elsewhere: Self) -> Self {
        for (key, person) in elsewhere.0 {
            self.0.get_or_insert_with(key, || person);
        }
        self
    }

    /// Who holds the key; `None` while no name tag of it is here, or after it was erased.
    pub fn get(&self, key: KeyId) -> Option<&Person> {
        self.0.get(&key)
    }

    /// Everybody, by key.
    pub fn iter(&self) -> impl Iterator<Item = (KeyId, &Person)> {
        self.0.iter().map(|(key, person)| (*key, person))
    }

    /// How many keys have a name.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody has a name yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use ledger::{EntryId, KeyId, Kind, PersonId};

    use super::{People, Said};
    use crate::statement::{NameTag, Statement};

    fn tag(name: &str) -> Statement {
        Statement::NameTag(NameTag::new(PersonId([1; 16]), name, "").unwrap())
    }

    fn said(author: u8, seq: Option<u64>, index: u64, statement: &Statement) -> Said<'_> {
        let entry = EntryId([u8::try_from(index).unwrap(); 32]);
        Said {
            author: KeyId([author; 16]),
            seq,
            index,
            entry,
            statement,
        }
    }

    #[test]
    fn the_newest_own_tag_counts_in_whatever_order_they_come() {
        let (first, second, unsent, other) = (tag("王"), tag("王小燕"), tag("王晓燕"), tag("李"));
        let unknown = Statement::Other {
            kind: Kind(77),
            bytes: Vec::new(),
        };
        let mut all = [
            said(1, Some(4), 0, &first),
            said(1, Some(9), 1, &second),
            said(2, Some(5), 0, &other),
            said(2, Some(6), 1, &unknown),
        ];
        for _ in 0..all.len() {
            all.rotate_left(1);
            let people = People::read(all);
            assert_eq!(people.get(KeyId([1; 16])).unwrap().name, "王小燕");
            assert_eq!(people.get(KeyId([2; 16])).unwrap().name, "李");
            assert_eq!(people.len(), 2);
        }
        let with_unsent = all.into_iter().chain([said(1, None, 0, &unsent)]);
        assert_eq!(
            People::read(with_unsent).get(KeyId([1; 16])).unwrap().name,
            "王晓燕"
        );
    }
}
