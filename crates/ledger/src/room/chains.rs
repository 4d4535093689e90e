//! The chains that authors leave behind: evidence of what is missing or copied, never a gate.

use crate::id_map::{IdMap, IdSet};
use crate::{Class, EntryId, Header, KeyId, SessionId};

/// Every author's sessions in one room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chains {
    links: IdMap<(KeyId, SessionId), IdMap<u64, EntryId>>,
    openings: IdMap<KeyId, IdMap<EntryId, IdSet<SessionId>>>,
    statements: IdSet<EntryId>,
}

impl Chains {
    pub(crate) fn add(&mut self, id: EntryId, header: &Header) {
        self.links
            .get_or_insert_with((header.author, header.session), IdMap::new)
            .get_or_insert_with(header.index, || id);
        if header.class == Class::Statement {
            self.statements.insert(id);
        }
        if header.index == 0 {
            self.openings
                .get_or_insert_with(header.author, IdMap::new)
                .get_or_insert_with(header.prev, IdSet::new)
                .insert(header.session);
        }
    }

    /// The entry that already has this place, if it is another one.
    pub(crate) fn rival(&self, id: EntryId, header: &Header) -> Option<EntryId> {
        let taken = self
            .links
            .get(&(header.author, header.session))?
            .get(&header.index)?;
        (*taken != id).then_some(*taken)
    }

    /// The last entry of a session, with its index.
    pub(crate) fn last(&self, author: KeyId, session: SessionId) -> Option<(u64, EntryId)> {
        let links = self.links.get(&(author, session))?;
        let (index, id) = links.iter().next_back()?;
        Some((*index, *id))
    }

    /// Every entry of an author.
    pub(crate) fn of(&self, author: KeyId) -> impl Iterator<Item = EntryId> {
        let own = self.links.iter().filter(move |((by, _), _)| *by == author);
        own.flat_map(|(_, links)| links.values().copied())
    }

    pub(crate) fn is_statement(&self, id: EntryId) -> bool {
        self.statements.contains(&id)
    }

    /// Indices below a session's last that are not here.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (KeyId, SessionId, u64)> {
        self.links.iter().flat_map(|((author, session), links)| {
            let last = links.keys().next_back().copied().unwrap_or(0);
            (0..last)
                .filter(|index| !links.contains_key(index))
                .map(|index| (*author, *session, index))
        })
    }

    /// Keys of which two sessions follow the same entry, as happens when a device is copied.
    pub(crate) fn copied(&self) -> impl Iterator<Item = KeyId> {
        self.openings.iter().flat_map(|(key, openings)| {
            let several = openings.values().filter(|sessions| sessions.len() > 1);
            several.map(|_| *key)
        })
    }
}
