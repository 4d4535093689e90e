//! What happened in the sittings of a hall, as a device has it.

use consultation::meeting::{Happened, Heard, Log};
use consultation::{Date, People, RowId, Said, Statement};
use ledger::{EntryId, KeyId, PersonId, Role, RoomId, Seq, Timestamp, authority::Verdict};

use super::Device;

/// The events of a hall's sittings, and who is who there.
#[derive(Clone, Debug)]
pub struct Events {
    lines: Vec<Line>,
    people: People,
}

#[derive(Clone, Debug)]
struct Line {
    entry: EntryId,
    author: KeyId,
    seq: Option<Seq>,
    index: u64,
    happened: Happened,
    stands: bool,
    roles: Vec<Role>,
    admitted: Option<Option<PersonId>>,
    received: Option<Date>,
}

impl Device {
    /// What happened in the sittings of a hall: what is logged, and what waits here.
    pub fn events(&self, now: Timestamp, hall: RoomId) -> Events {
        let members = self.replica.log(hall).map(|log| log.members());
        let mut lines = Vec::new();
        let mut said = Vec::new();
        // What waits is put in the order in which it was said, also across a restart.
        for (index, shown) in (0..).zip(self.replica.statements(hall)) {
            let header = shown.entry.header();
            let Some(payload) = shown.entry.payload() else {
                continue;
            };
            let (entry, author, seq) = (shown.entry.id(), header.author, shown.seq);
            let Some(happened) = Happened::decode(header.kind, payload) else {
                let statement = Statement::decode(header.kind, payload);
                said.push((entry, author, seq, index, statement));
                continue;
            };
            let member = members.and_then(|members| members.get(author));
            lines.push(Line {
                entry,
                author,
                seq,
                index,
                happened,
                stands: shown.verdict == Verdict::Stands,
                roles: self.replica.roles_of(hall, &shown, self.clock(now)),
                admitted: member.and_then(|member| Some(member.admitted?.1)),
                received: shown.received_at.and_then(day),
            });
        }
        let said = said
            .iter()
            .map(|(entry, author, seq, index, statement)| Said {
                author: *author,
                seq: *seq,
                index: *index,
                entry: *entry,
                statement,
            });
        Events {
            people: People::read(said),
            lines,
        }
    }
}

impl Events {
    /// Those of one sitting, in their order.
    pub fn log(&self, sitting: RowId) -> Log<'_> {
        let heard = self.lines.iter().map(|line| Heard {
            entry: line.entry,
            author: line.author,
            seq: line.seq,
            index: line.index,
            happened: &line.happened,
            stands: line.stands,
            roles: line.roles.clone(),
            admitted: line.admitted,
            received: line.received,
        });
        Log::read(&[sitting], heard, &self.people)
    }
}

/// The day in China.
fn day(at: Timestamp) -> Option<Date> {
    let days = (at.0 / 3_600_000 + 8) / 24;
    Date::new(1970, 1, 1)?.plus_days(i32::try_from(days).ok()?)
}
