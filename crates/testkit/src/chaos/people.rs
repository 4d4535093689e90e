//! What people do of their own accord.

use ledger::{EntryId, Role, RoomId, RoomKind, Timestamp};

use crate::{Name, Scenario, World, world::Forgery};

/// Halls in one community; more would only make runs slower.
const HALLS: usize = 3;

impl World {
    /// Somebody does something, if their device lets them.
    ///
    /// # Errors
    /// When an attack was stored.
    pub(super) fn person(&mut self, scenario: &Scenario) -> Result<(), String> {
        let names = self.names();
        let Some(by) = self.random.pick(&names).copied() else {
            return Ok(());
        };
        if !self.device(by).is_on() {
            return Ok(());
        }
        let rooms = self.device(by).replica().rooms();
        let room = self.random.pick(&rooms).copied();
        let dice = self.random.below(100);
        let Some(room) = room else {
            return self.newcomer(by);
        };
        match dice {
            0..=34 => self.edits(by, room),
            35..=54 => self.speaks(by, room),
            55..=60 => self.founds(by),
            61..=68 => self.invites(by, room),
            69..=76 => self.newcomer(by)?,
            77..=81 => self.admits(by, room),
            82..=84 => self.erases(by, room),
            85..=87 => self.promotes(by, room),
            88..=93 if scenario.quarrels => self.quarrels(by, room),
            94..=97 if scenario.hostile => self.harms(by, room)?,
            _ => {}
        }
        Ok(())
    }

    fn is_staff(&self, by: Name, room: RoomId) -> bool {
        let roles = self.roles(by, room);
        roles
            .iter()
            .any(|role| matches!(role, Role::Administrator | Role::Staff))
    }

    fn edits(&mut self, by: Name, room: RoomId) {
        let done = self.edit_something(by, room);
        self.note(|| format!("{by:?} edits {room:?}: {done:?}"));
    }

    fn speaks(&mut self, by: Name, room: RoomId) {
        let choice = u8::try_from(self.random.below(4)).unwrap_or(0);
        let bytes = match self.random.chance(4) {
            true => 60_000,
            false => 1 + self.random.below(80),
        };
        let said = self.say(by, room, choice, bytes);
        self.note(|| format!("{by:?} says {choice} in {room:?}: {said:?}"));
    }

    fn founds(&mut self, by: Name) {
        if !self.is_staff(by, self.board()) {
            return;
        }
        let rooms = self.device(by).replica().rooms();
        let of = |kind| {
            let is = |room: &&RoomId| self.kind(by, **room) == Some(kind);
            rooms.iter().filter(is).count()
        };
        let kind = match (of(RoomKind::Office), of(RoomKind::Hall)) {
            (0, 1..) => RoomKind::Office,
            (_, 0..HALLS) => RoomKind::Hall,
            _ => return,
        };
        let founded = self.found(by, kind);
        self.note(|| format!("{by:?} founds a {kind:?}: {founded:?}"));
    }

    fn invites(&mut self, by: Name, room: RoomId) {
        if !self.is_staff(by, room) {
            return;
        }
        let roles: &[Role] = match self.kind(by, room) {
            Some(RoomKind::Board) => &[
                Role::Staff,
                Role::Staff,
                Role::Administrator,
                Role::Supervisor,
            ],
            Some(RoomKind::Hall) => &[Role::Participant, Role::Recorder, Role::Kiosk],
            _ => return,
        };
        let Some(role) = self.random.pick(roles).copied() else {
            return;
        };
        let limit = 1 + u32::try_from(self.random.below(3)).unwrap_or(0);
        let expires = self.random.chance(30).then(|| {
            let millis = self.random.between(1_000, 100_000);
            Timestamp(self.now.0 + millis)
        });
        let invited = self.invite(by, room, role, limit, expires);
        self.note(|| format!("{by:?} invites {role:?} to {room:?}: {invited:?}"));
    }

    fn newcomer(&mut self, by: Name) -> Result<(), String> {
        let count = self.invitations().len();
        // The founding invitation is for one; somebody may still find its link.
        let place = match self.random.chance(95) {
            true if count > 1 => 1 + self.random.below(count - 1),
            true => return Ok(()),
            false => 0,
        };
        let joined = self.join(by, place);
        self.note(|| format!("{by:?} joins by invitation {place}: {joined:?}"));
        Ok(())
    }

    fn admits(&mut self, by: Name, room: RoomId) {
        if !self.is_staff(by, room) || self.kind(by, room) != Some(RoomKind::Hall) {
            return;
        }
        let log = self.device(by).replica().log(room);
        let keys: Vec<_> = log
            .into_iter()
            .flat_map(|log| log.members().iter().map(|(key, _)| key))
            .collect();
        if let Some(key) = self.random.pick(&keys).copied() {
            let admitted = self.admit(by, room, key);
            self.note(|| format!("{by:?} admits {key:?} to {room:?}: {admitted:?}"));
        }
    }

    /// A statement that is here, or one that waits on somebody else's device.
    fn erases(&mut self, by: Name, room: RoomId) {
        let names = self.names();
        let Some(from) = self.random.pick(&names).copied() else {
            return;
        };
        let statements = self.device(from).replica().statements(room);
        let ids: Vec<EntryId> = statements.iter().map(|shown| shown.entry.id()).collect();
        let waiting = self.device(from).replica().waiting(room);
        let any: Vec<EntryId> = match self.random.chance(10) {
            true => waiting.iter().map(|(id, _)| *id).collect(),
            false => ids,
        };
        if let Some(target) = self.random.pick(&any).copied() {
            let erased = self.erase(by, room, target);
            self.note(|| format!("{by:?} erases {target:?} in {room:?}: {erased:?}"));
        }
    }

    fn promotes(&mut self, by: Name, room: RoomId) {
        let names = self.names();
        let Some(whom) = self.random.pick(&names).copied() else {
            return;
        };
        let role = match self.kind(by, room) {
            Some(RoomKind::Board) => Role::Staff,
            Some(RoomKind::Hall) => Role::Recorder,
            _ => return,
        };
        if self.is_staff(by, room) && !self.roles(whom, room).is_empty() {
            let granted = self.promote(by, room, whom, role);
            self.note(|| format!("{by:?} makes {whom:?} {role:?} in {room:?}: {granted:?}"));
        }
    }

    fn quarrels(&mut self, by: Name, room: RoomId) {
        if !self.is_staff(by, room) {
            return;
        }
        match self.random.below(3) {
            0 => {
                let names = self.names();
                // Somebody has to stay who can set things right again.
                let others = names.get(1..).unwrap_or_default();
                let Some(whom) = self.random.pick(others).copied() else {
                    return;
                };
                let key = self.device(whom).id();
                let log = self.device(by).replica().log(room);
                let is_member = log.is_some_and(|log| log.members().get(key).is_some());
                if is_member && key != self.device(Name(0)).id() {
                    let revoked = self.revoke(by, room, key);
                    self.note(|| format!("{by:?} revokes {whom:?} in {room:?}: {revoked:?}"));
                }
            }
            1 => {
                let log = self.device(by).replica().log(room);
                let held: Vec<EntryId> = log
                    .into_iter()
                    .flat_map(|log| log.held().filter_map(|(seq, _)| Some(log.line(seq)?.entry)))
                    .collect();
                if let Some(entry) = self.random.pick(&held).copied() {
                    let adopted = self.adopt(by, room, vec![entry]);
                    self.note(|| format!("{by:?} adopts {entry:?} in {room:?}: {adopted:?}"));
                }
            }
            _ => {
                let count = self.invitations().len();
                let place = self.random.below(count);
                let limit = self
                    .invitations()
                    .get(place)
                    .map_or(0, |invitation| invitation.limit);
                if place > 0 {
                    let raised = self.raise(by, place, limit + 2);
                    self.note(|| format!("{by:?} raises invitation {place}: {raised:?}"));
                }
            }
        }
    }

    fn harms(&mut self, by: Name, room: RoomId) -> Result<(), String> {
        if self.random.chance(25) {
            let roles = self.roles(by, room);
            if self.kind(by, room) == Some(RoomKind::Hall) && !roles.is_empty() {
                let answers = self.fork(by, room)?;
                self.note(|| format!("{by:?} forks in {room:?}: {answers:?}"));
            }
            return Ok(());
        }
        if let Some(forgery) = self.random.pick(&Forgery::ALL).copied() {
            let answers = self.attack(forgery, by, room)?;
            self.note(|| format!("{forgery:?} in the name of {by:?}: {answers:?}"));
        }
        Ok(())
    }
}
