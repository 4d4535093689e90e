//! .
use crate::{keys::TestKey, world::World};
use ledger::{
    RoomId,
    link::{InvitationKey, Link, Purpose},
};

pub(crate) fn hall_link() -> Link {
    let world = World::new();
    let invitation = TestKey::named("hall invitation");
    let _ = RoomId::ZERO;
    Link {
        purpose: Purpose::Join,
        board: world.board,
        hall: Some(world.hall),
        relay: world.relay.id(),
        invitation: InvitationKey {
            scalar: invitation.scalar,
            public: invitation.public(),
        },
    }
}
