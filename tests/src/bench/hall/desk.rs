//! What staff do of a sitting: the list of those who are to come, admission, check-in, openings.

use std::time::Instant;

use anyhow::{Result, ensure};
use consultation::meeting::{CameBy, Capacity, Card, CheckIn, Event, Stance, StepKind};
use ledger::payload::{self, Admit};
use ledger::{Answer, Class, Entry, EntryId, KeyId, Kind, RoomId};

use super::motion::{self, door, person};
use crate::RelayProcess;
use crate::bench::scribe;
use crate::wire::{Author, Hall, WireClient};

/// The tablets of a sitting: the desk, which writes down as well, and the chair's.
pub(super) struct Desk {
    hall: Hall,
    desk: WireClient,
    chair: Author,
    podium: WireClient,
    people: u16,
}

impl Desk {
    /// Sets a sitting up: the list of those who are to come is there.
    ///
    /// # Errors
    /// When the relay refuses something.
    pub(super) async fn prepared(
        mut hall: Hall,
        relay: &RelayProcess,
        people: u16,
    ) -> Result<Self> {
        let cards = (0..people).map(|number| {
            let card = Card {
                person: person(number),
                name: format!("居民{number}"),
                kind: "registered_resident".to_owned(),
                represents: door(number),
                household: door(number),
                is_invited: true,
                units: Vec::new(),
            };
            says(&mut hall.administrator, hall.room, Event::Card(card.into()))
        });
        let cards: Vec<Entry> = cards.collect::<Result<_>>()?;
        let mut desk = WireClient::connect(relay.address(), Some(&hall.administrator)).await?;
        scribe::push(&mut desk, &cards).await?;
        let chair = hall.staff(relay).await?;
        let podium = WireClient::connect(relay.address(), Some(&chair)).await?;
        Ok(Self {
            hall,
            desk,
            chair,
            podium,
            people,
        })
    }

    /// Says of each key whose it is, and checks everybody in.
    ///
    /// # Errors
    /// When the relay refuses something.
    pub(super) async fn admits(&mut self, keys: &[KeyId]) -> Result<()> {
        let mut entries = Vec::new();
        for (number, key) in (0..).zip(keys) {
            let person = person(number);
            let admit = Admit {
                key: *key,
                person: Some(person),
            };
            let admit = payload::encode(&admit);
            let (room, desk) = (self.hall.room, &mut self.hall.administrator);
            entries.push(desk.writes(room, Class::Authority, Kind::ADMIT, admit)?);
            let came = CheckIn {
                person,
                capacity: Capacity::Attending,
                came_by: CameBy::Code,
                holds: Vec::new(),
                basis: String::new(),
                signature: None,
            };
            entries.push(says(desk, room, Event::CheckIn(came))?);
        }
        scribe::push(&mut self.desk, &entries).await
    }

    /// Opens the sitting.
    ///
    /// # Errors
    /// When the relay refuses it.
    pub(super) async fn begins(&mut self) -> Result<EntryId> {
        let step = Event::Step {
            step: StepKind::Opened,
            item: None,
            reason: String::new(),
        };
        let step = says(&mut self.chair, self.hall.room, step)?;
        logged(&mut self.podium, std::slice::from_ref(&step)).await?;
        Ok(step.id())
    }

    /// Writes down what somebody said.
    ///
    /// # Errors
    /// When the relay refuses it.
    pub(super) async fn writes_down(&mut self, number: u8) -> Result<()> {
        let speech = Event::Speech {
            person: person(u16::from(number)),
            stance: Some(Stance::For),
            item: None,
            text: "老年住户担心夜间噪声，建议错时停车到晚上八点为止，物业公司同意。".to_owned(),
        };
        let speech = says(&mut self.hall.administrator, self.hall.room, speech)?;
        logged(&mut self.desk, &[speech]).await
    }

    /// Opens the vote on a matter with its roll; gives when that was pushed.
    ///
    /// # Errors
    /// When the relay refuses it.
    pub(super) async fn opens(&mut self, number: u8) -> Result<(EntryId, Instant)> {
        let heads = motion::roll(self.people);
        let roll = Event::Roll {
            heads: heads.clone(),
        };
        let roll = says(&mut self.chair, self.hall.room, roll)?;
        let opening = motion::opening(number, &heads, roll.id())?;
        let opening = says(&mut self.chair, self.hall.room, opening)?;
        let entry = opening.id();
        let pushed = Instant::now();
        logged(&mut self.podium, &[roll, opening]).await?;
        Ok((entry, pushed))
    }
}

fn says(author: &mut Author, hall: RoomId, event: Event) -> Result<Entry> {
    let (kind, payload) = motion::happens(event)?;
    author.writes(hall, Class::Statement, kind, payload)
}

async fn logged(client: &mut WireClient, entries: &[Entry]) -> Result<()> {
    for (id, answer) in client.push(entries).await? {
        ensure!(matches!(answer, Answer::Logged(_)), "{id} was {answer:?}");
    }
    Ok(())
}
