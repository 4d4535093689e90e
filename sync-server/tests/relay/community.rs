//! A board with its office and a hall, and somebody in every role, each on a socket of their own.

use std::collections::BTreeMap;

use ledger::{Answer, Role, RoomId, RoomKind};
use sync_server::serve::Setup;

use crate::{device::Device, socket::Socket, world::World};

pub(crate) struct Community {
    pub(crate) world: World,
    pub(crate) office: RoomId,
    pub(crate) hall: RoomId,
    devices: BTreeMap<Role, Device>,
    sockets: BTreeMap<Role, Socket>,
}

const ROLES: [(Role, RoomKind); 5] = [
    (Role::Staff, RoomKind::Board),
    (Role::Supervisor, RoomKind::Board),
    (Role::Recorder, RoomKind::Hall),
    (Role::Kiosk, RoomKind::Hall),
    (Role::Participant, RoomKind::Hall),
];

impl Community {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Setup)) -> Self {
        let world = World::with(change).await;
        let board = world.board();
        let mut admin = Device::new();
        let mut socket = Socket::of(&world, &admin).await;
        let mut entries = vec![admin.joins(&world.link)];
        let [office, hall] = [RoomKind::Office, RoomKind::Hall].map(|kind| {
            let founding = admin.founds(kind, board);
            let room = founding.room();
            entries.push(founding);
            room
        });
        let mut devices = BTreeMap::new();
        for (role, kind) in ROLES {
            let device = Device::new();
            let room = if kind == RoomKind::Board { board } else { hall };
            entries.push(admin.grants(room, device.key(), role));
            devices.insert(role, device);
        }
        let outcome = socket.push(&entries).await;
        for entry in &entries {
            assert!(matches!(outcome.of(entry.id()), Answer::Logged(_)));
        }
        devices.insert(Role::Administrator, admin);
        let mut community = Self {
            world,
            office,
            hall,
            devices,
            sockets: BTreeMap::new(),
        };
        community.connect().await;
        community
    }

    /// Connects everybody anew, as after a restart.
    pub(crate) async fn connect(&mut self) {
        for (role, device) in &self.devices {
            let socket = Socket::of(&self.world, device).await;
            self.sockets.insert(*role, socket);
        }
    }

    /// The token of somebody's connection.
    pub(crate) fn token(&self, role: Role) -> String {
        self.sockets[&role].token.unwrap().to_string()
    }

    pub(crate) fn board(&self) -> RoomId {
        self.world.board()
    }

    /// Stops the relay and starts it with something set up differently.
    pub(crate) async fn restart_with(&mut self, change: impl FnOnce(&mut Setup)) {
        self.sockets.clear();
        self.world.restart_with(change).await;
        self.connect().await;
    }
}
