//! One room's document on this device, with what is needed to say who wrote what and how far it
//! has come.

use consultation::{Changed, Consultation, Document, Sheets};
use ledger::id_map::IdMap;
use ledger::replica::{Mark, Replica};
use ledger::{ActorId, Class, Entry, EntryId, KeyId, RoomId};

/// A document and its bookkeeping.
pub(super) struct Book {
    pub(super) document: Document,
    /// The last full reading, and what changed since; kept for the room that is open.
    reading: Option<Consultation>,
    changed: Changed,
    /// The sheets as last read, and what changed since.
    sheets: Option<Sheets>,
    sheets_changed: Changed,
    authors: IdMap<ActorId, KeyId>,
    /// This device's changes that the relay may not have, with what each touched.
    own: IdMap<EntryId, Changed>,
    pub(super) is_odd: bool,
}

impl Book {
    /// Builds the document from the record's changes.
    pub(super) fn build(room: RoomId, changes: &[&Entry]) -> Self {
        let mut book = Self {
            document: Document::empty(),
            reading: None,
            changed: Changed::default(),
            sheets: None,
            sheets_changed: Changed::default(),
            authors: IdMap::new(),
            own: IdMap::new(),
            is_odd: false,
        };
        book.apply(room, changes);
        book
    }

    /// Takes in a batch of changes and says what they changed.
    pub(super) fn apply(&mut self, room: RoomId, changes: &[&Entry]) -> Changed {
        for entry in changes {
            self.note(room, entry);
        }
        let applied = self
            .document
            .apply(changes.iter().filter_map(|entry| entry.payload()));
        self.is_odd |= !applied.set_aside.is_empty();
        self.touch(applied.changed.clone());
        applied.changed
    }

    /// Takes in changes of whose authors nothing is known.
    pub(super) fn take(&mut self, changes: &[Vec<u8>]) {
        let applied = self.document.apply(changes.iter().map(Vec::as_slice));
        self.is_odd |= !applied.set_aside.is_empty();
        self.touch(applied.changed);
    }

    fn note(&mut self, room: RoomId, entry: &Entry) {
        let header = entry.header();
        if header.class != Class::Record {
            return;
        }
        self.authors.insert(
            ActorId::derive(header.author, room, header.session),
            header.author,
        );
    }

    /// Notes a change of this device that the document already has.
    pub(super) fn note_own(
        &mut self,
        (actor, author): (ActorId, KeyId),
        entry: EntryId,
        changed: &Changed,
    ) {
        self.authors.insert(actor, author);
        self.own.insert(entry, changed.clone());
    }

    /// Notes what a reading has to look at again.
    pub(super) fn touch(&mut self, changed: Changed) {
        if !changed.is_nothing() {
            self.sheets_changed.join(changed.clone());
            self.changed.join(changed);
        }
    }

    /// The record as it reads now; only what changed is read anew.
    pub(super) fn read(&mut self) -> &Consultation {
        let changed = std::mem::take(&mut self.changed);
        let reading = match self.reading.take() {
            Some(before) if changed.is_nothing() => before,
            Some(before) => {
                let (reading, problems) = before.reread(&self.document, &changed);
                self.is_odd |= !problems.is_empty();
                reading
            }
            None => {
                let (reading, problems) = Consultation::read(&self.document);
                self.is_odd |= !problems.is_empty();
                reading
            }
        };
        self.reading.insert(reading)
    }

    /// The sheets as they read now; only those that changed are read anew.
    pub(super) fn sheets(&mut self) -> &Sheets {
        let changed = std::mem::take(&mut self.sheets_changed);
        let (sheets, problems) = match self.sheets.take() {
            Some(before) => before.reread(&self.document, &changed),
            None => Sheets::read(&self.document),
        };
        self.is_odd |= !problems.is_empty();
        self.sheets.insert(sheets)
    }

    /// Whose actor it is.
    pub(super) fn author(&self, actor: ActorId) -> Option<KeyId> {
        self.authors.get(&actor).copied()
    }

    /// The least mark of this device's changes that touch something; those from before this page
    /// was opened touch everything.
    pub(super) fn mark(
        &mut self,
        replica: &Replica,
        room: RoomId,
        touches: impl Fn(&Changed) -> bool,
    ) -> Mark {
        self.own
            .retain(|entry, _| replica.mark(room, *entry) != Some(Mark::Delivered));
        let waiting = replica.waiting(room);
        let unknown = waiting.iter().map(|(entry, _)| entry).filter(|entry| {
            !self.own.contains_key(*entry)
                && replica
                    .entry(room, **entry)
                    .is_some_and(|entry| entry.header().class == Class::Record)
        });
        let known = self
            .own
            .iter()
            .filter(|(_, changed)| touches(changed))
            .map(|(entry, _)| entry);
        known
            .chain(unknown)
            .filter_map(|entry| replica.mark(room, *entry))
            .min()
            .unwrap_or(Mark::Delivered)
    }
}
