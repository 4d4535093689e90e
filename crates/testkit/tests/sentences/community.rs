//! A community to begin with: an administrator, a member of staff, a hall and a participant.

use ledger::{Role, RoomId, RoomKind};
use testkit::{Name, World, oracle};

pub(crate) const ADMIN: Name = Name(0);
pub(crate) const STAFF: Name = Name(1);
pub(crate) const GUEST: Name = Name(2);
pub(crate) const SECOND: Name = Name(3);
/// The invitation by which staff join the board; its limit is one.
pub(crate) const TO_BOARD: usize = 1;

pub(crate) struct Community {
    pub(crate) world: World,
    pub(crate) board: RoomId,
    pub(crate) hall: RoomId,
    /// The invitation by which participants join the hall; its limit is one.
    pub(crate) to_hall: usize,
}

impl Community {
    pub(crate) fn new(seed: u64) -> Self {
        let mut world = World::new(seed, 4);
        let board = world.board();
        world.join(ADMIN, 0).unwrap();
        world.settle().unwrap();
        world.found_board_record(ADMIN).unwrap();
        let to_board = world.invite(ADMIN, board, Role::Staff, 1, None).unwrap();
        world.settle().unwrap();
        world.join(STAFF, to_board).unwrap();
        world.settle().unwrap();
        let hall = world.found(ADMIN, RoomKind::Hall).unwrap();
        let to_hall = world
            .invite(ADMIN, hall, Role::Participant, 1, None)
            .unwrap();
        world.settle().unwrap();
        world.join(GUEST, to_hall).unwrap();
        world.settle().unwrap();
        let guest = world.device(GUEST).id();
        world.admit(STAFF, hall, guest).unwrap();
        let mut community = Self {
            world,
            board,
            hall,
            to_hall,
        };
        community.come_together();
        community
    }

    /// Everybody comes together, and everything holds.
    #[track_caller]
    pub(crate) fn come_together(&mut self) {
        self.world.settle().unwrap();
        oracle::check(&self.world).unwrap();
    }

    pub(crate) fn edit(&mut self, by: Name, venue: &str) {
        let value = consultation::FieldValue::Venue(venue.to_owned());
        let command = consultation::Command::Set(value);
        self.world.edit(by, self.hall, command).unwrap();
    }

    pub(crate) fn venue(&self, name: Name) -> String {
        let document = self.world.device(name).document(self.hall).unwrap();
        consultation::Consultation::read(document).0.venue.value
    }

    pub(crate) fn epoch(&self, room: RoomId) -> u64 {
        self.world.station.log(room).unwrap().epoch()
    }

    pub(crate) fn digest(&self, room: RoomId) -> ledger::Digest {
        self.world.station.log(room).unwrap().digest()
    }
}
