//! Typing into a text that others type into: what to send, and what to show.
//!
//! The text area stays the browser's own, so that input methods, undo and the caret work as people
//! know them. `base` is the text on which area and record last agreed; what the area has beyond it
//! is this person's, what a projection has beyond it is the others'. While an input method composes
//! a word nothing is sent and nothing is brought in.
//!
//! Letters typed close together are sent as one change, [`PAUSE`] after the first of them: a change
//! a letter would make the record's history grow a hundredfold. Until then the mark says that they
//! are not stored. Whatever could overtake them (others' words, leaving the area, hiding or leaving
//! the page) sends them at once.

use std::sync::Arc;
use std::time::Duration;

use ledger::RoomId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::live::Live;
use crate::platform;
use crate::session::{Command, Mark, Section, SectionBody, Session, Trouble, What, use_session};
use crate::splice::Splice;

/// Longest text taken from one paste, in UTF-16 units; above it the paste is refused with words.
const PASTE_LIMIT: usize = 200_000;

/// How long letters wait for those that follow.
const PAUSE: Duration = Duration::from_millis(250);

/// The state of one text area.
#[derive(Clone, Copy)]
pub(crate) struct Typing {
    room: RoomId,
    section: Live<Arc<Section>>,
    area: NodeRef<html::Textarea>,
    session: Session,
    base: StoredValue<String>,
    /// The projection that was last brought into the area.
    seen: StoredValue<SectionBody>,
    composing: StoredValue<bool>,
    /// Whether the area has been given the text. Before that it is empty, and what it shows says
    /// nothing about what the person wants.
    filled: StoredValue<bool>,
    /// Whether the area may have words that were not sent yet.
    has_unsent: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Typing {
    /// Keeps `area` and the section in line.
    pub(crate) fn new(
        room: RoomId,
        section: Live<Arc<Section>>,
        area: NodeRef<html::Textarea>,
    ) -> Self {
        let body = section.read_untracked().body.clone();
        let typing = Self {
            room,
            section,
            area,
            session: use_session(),
            base: StoredValue::new(body.to_string()),
            seen: StoredValue::new(body),
            composing: StoredValue::new(false),
            filled: StoredValue::new(false),
            has_unsent: RwSignal::new(false),
            trouble: RwSignal::new(None),
        };
        let body = Live::new(move |_| section.read().body.clone());
        Effect::new(move |_| {
            // Reading subscribes; tracking alone would not compute the memo, and so hear nothing.
            drop(body.get());
            typing.align();
        });
        StoredValue::new_local(platform::presence::on_leaving(move || typing.align()));
        on_cleanup(move || {
            typing.composing.set_value(false);
            typing.align();
            typing.note_sent();
        });
        typing
    }

    /// The text to begin with.
    pub(crate) fn initial(self) -> String {
        self.base.get_value()
    }

    /// What went wrong with the last input.
    pub(crate) fn trouble(self) -> Signal<Option<Trouble>> {
        self.trouble.into()
    }

    /// How far what the area shows has come: the section's mark, or not stored.
    pub(crate) fn mark(self) -> Signal<Mark> {
        Signal::derive(move || match self.has_unsent.get() {
            true => Mark::Saving,
            false => self.section.read().mark,
        })
    }

    /// The person changed the area.
    pub(crate) fn typed(self) {
        if self.has_unsent.get_untracked() {
            return;
        }
        self.has_unsent.set(true);
        self.session.has_typed();
        spawn_local(async move {
            platform::timer::sleep(PAUSE).await;
            if self.has_unsent.try_get_untracked() == Some(true) {
                self.align();
            }
        });
    }

    /// The person left the area.
    pub(crate) fn left(self) {
        self.align();
    }

    /// An input method begins to compose a word.
    pub(crate) fn begin_composition(self) {
        self.align();
        self.composing.set_value(true);
    }

    /// The word is composed.
    pub(crate) fn end_composition(self) {
        self.composing.set_value(false);
        self.align();
    }

    /// Sends what the area has beyond `base` and brings in what the record has beyond it.
    fn align(self) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        if self.composing.get_value() {
            return;
        }
        self.note_sent();
        let base = self.base.get_value();
        if !self.filled.get_value() {
            platform::editor::show(&area, &base, |place| place);
            self.filled.set_value(true);
        }
        let shown = platform::editor::text(&area);
        let caret = platform::editor::caret(&area);
        let local = Splice::between(&base, &shown, Some(caret));
        if let Some(local) = &local
            && local.insert.encode_utf16().count() > PASTE_LIMIT
        {
            return self.refuse(&area, &base, local);
        }
        let body = self.section.read_untracked().body.clone();
        let remote = if body == self.seen.get_value() {
            None
        } else {
            Splice::between(&base, &body, None)
        };
        self.seen.set_value(body);
        let splices = match (local, &remote) {
            (None, _) => Vec::new(),
            (Some(local), None) => vec![local],
            (Some(local), Some(remote)) => local.after(remote),
        };
        let start = remote
            .as_ref()
            .map_or(base.clone(), |remote| remote.apply(&base));
        let text = splices
            .iter()
            .fold(start, |text, splice| splice.apply(&text));
        if let Some(remote) = &remote {
            platform::editor::show(&area, &text, |place| remote.carry_caret(place));
        }
        self.base.set_value(text);
        for splice in splices {
            self.send(splice);
        }
    }

    fn note_sent(self) {
        if self.has_unsent.get_untracked() {
            self.has_unsent.set(false);
            self.session.typed_is_sent();
        }
    }

    fn send(self, splice: Splice) {
        let Splice {
            index,
            delete,
            insert,
        } = splice;
        let section = self.section.read_untracked().id;
        let command = Command::SpliceText {
            room: self.room,
            section,
            index,
            delete,
            insert,
        };
        let reply = self.session.send(command);
        self.trouble.set(None);
        spawn_local(async move {
            if let Err(error) = reply.await {
                self.take_back(error);
            }
        });
    }

    /// The record did not take it: the area shows the record again, and the reason.
    fn take_back(self, error: Trouble) {
        if let (Some(area), Some(body)) = (
            self.area.try_get_untracked().flatten(),
            self.section.try_get_untracked(),
        ) {
            platform::editor::show(&area, &body.body, |place| place);
            self.base.set_value(body.body.to_string());
            self.seen.set_value(body.body.clone());
            self.trouble.set(Some(error));
        }
    }

    fn refuse(self, area: &platform::editor::Area, base: &str, paste: &Splice) {
        let length = paste.insert.chars().count();
        platform::editor::show(area, base, |_| paste.index);
        let what = What::TextTooLong {
            length,
            limit: PASTE_LIMIT,
        };
        self.trouble.set(Some(Trouble::new(what)));
    }
}
