//! The room of a sitting: who is there with which device, and a network between them that fails.

use consultation::meeting::{
    CameBy, Capacity, Card, CheckIn, Duty, Event, Happened, Log, Moment, OwnedUnit, Setting,
    Sitting, Standing, Tablets, digest,
};
use consultation::voting::built_in;
use consultation::{NameTag, RowId, Statement};
use ledger::{EntryId, PersonId, Role, RoomId, RoomKind};
use testkit::{Name, Random, Weather, World};

/// An administrator's tablet.
pub(crate) const CHAIR: Name = Name(0);
/// The tablet of staff at the first desk.
pub(crate) const DESK: Name = Name(1);
/// The shared tablet at the second desk.
pub(crate) const KIOSK: Name = Name(2);
/// The tablet of a recorder who counts papers.
pub(crate) const TELLER: Name = Name(3);
pub(crate) const TABLETS: [Name; 4] = [CHAIR, DESK, KIOSK, TELLER];
/// Households with a phone in each staircase; the others vote by other ways.
const PHONES: usize = 2;
pub(crate) const STAIRCASES: u16 = 6;
pub(crate) const FLATS: u16 = 16;
/// The same key pairs in all seeds: only the network differs.
const KEYS: u64 = 5;

/// A hall in which a sitting takes place.
pub(crate) struct Room {
    pub(crate) world: World,
    pub(crate) hall: RoomId,
}

pub(crate) fn sitting() -> RowId {
    RowId::from_bytes([1; 16])
}

/// The lift, on which every staircase votes by itself.
pub(crate) fn matter() -> RowId {
    RowId::from_bytes([7; 16])
}

/// A household's owner, by the number of the flat: 0 to 95.
pub(crate) fn person(number: u16) -> PersonId {
    let mut id = [9; 16];
    let (high, low) = (number >> 8, number & 0xff);
    for (byte, part) in id.iter_mut().zip([high, low]) {
        *byte = u8::try_from(part).unwrap();
    }
    PersonId(id)
}

/// The phone of a flat's owner.
pub(crate) fn phone(number: u16) -> Option<Name> {
    let (stairs, flat) = (usize::from(number / FLATS), usize::from(number % FLATS));
    (flat < PHONES).then(|| Name(TABLETS.len() + stairs * PHONES + flat))
}

pub(crate) fn group(stairs: u16) -> String {
    format!("{} 单元", stairs + 1)
}

/// A minute of the evening.
pub(crate) fn at(time: &str) -> Moment {
    format!("2026-01-01T{time}:00").parse().unwrap()
}

pub(crate) fn card(number: u16, name: &str, owns: bool) -> Event {
    let stairs = number / FLATS;
    let door = format!("{}-{:02}", stairs + 1, number % FLATS + 1);
    let unit = OwnedUnit {
        unit: door.clone(),
        building_unit: group(stairs),
        area: 10_000,
        is_parking: false,
    };
    let card = Card {
        person: person(number),
        name: name.to_owned(),
        kind: "registered_resident".to_owned(),
        represents: door,
        household: String::new(),
        is_invited: owns,
        units: if owns { vec![unit] } else { Vec::new() },
    };
    Event::Card(card.into())
}

impl Room {
    /// The hall with everybody in it, their devices on the network, the list of 96 households on the chair's.
    pub(crate) fn new(seed: u64) -> Self {
        let phones = PHONES * usize::from(STAIRCASES);
        let mut world = World::new(KEYS, TABLETS.len() + phones);
        world.pass(18 * 3_600_000);
        let board = world.board();
        world.join(CHAIR, 0).unwrap();
        world.settle().unwrap();
        world.found_board_record(CHAIR).unwrap();
        let to_board = world.invite(CHAIR, board, Role::Staff, 1, None).unwrap();
        let hall = world.found(CHAIR, RoomKind::Hall).unwrap();
        let roles = [Role::Kiosk, Role::Recorder, Role::Participant];
        let [kiosk, recorder, participant] =
            roles.map(|role| world.invite(CHAIR, hall, role, 20, None).unwrap());
        world.settle().unwrap();
        world.join(DESK, to_board).unwrap();
        world.join(KIOSK, kiosk).unwrap();
        world.join(TELLER, recorder).unwrap();
        for number in 0..FLATS * STAIRCASES {
            if let Some(phone) = phone(number) {
                world.join(phone, participant).unwrap();
            }
        }
        world.settle().unwrap();
        for number in 0..FLATS * STAIRCASES {
            if let Some(phone) = phone(number) {
                let key = world.device(phone).id();
                world.admit_as(DESK, hall, key, person(number)).unwrap();
            }
        }
        let mut room = Self { world, hall };
        for (number, tablet) in (900..).zip(TABLETS) {
            let tag = NameTag::new(person(number), &format!("工作人员{number}"), "").unwrap();
            let tag = Statement::NameTag(tag);
            room.world.state(tablet, hall, &tag).unwrap();
        }
        room.meet();
        room.world.random = Random::new(seed);
        room
    }

    /// Somebody says something at a time, and the network does what it does.
    pub(crate) fn say(&mut self, by: Name, time: &str, event: Event) -> EntryId {
        let happened = Happened::new(sitting(), at(time), None, event).unwrap();
        let said = self.world.happens(by, self.hall, &happened).unwrap();
        self.stir();
        said
    }

    pub(crate) fn comes(&mut self, desk: Name, time: &str, number: u16) {
        let came = CheckIn {
            person: person(number),
            capacity: Capacity::Attending,
            came_by: CameBy::Name,
            holds: Vec::new(),
            basis: String::new(),
            signature: None,
        };
        self.say(desk, time, Event::CheckIn(came));
    }

    pub(crate) fn posts(&mut self, who: Name, duty: Duty) {
        let post = Event::Post {
            duties: vec![duty],
            name: format!("{duty:?}"),
        };
        self.say(who, "18:30", post);
    }

    /// A few things happen to a few devices: frames travel, come twice, overtake or vanish, links break.
    fn stir(&mut self) {
        self.world.weather = Weather {
            drops: 2,
            duplicates: 5,
            reorders: 3,
        };
        let names = self.world.names();
        for _ in 0..self.world.random.below(10) {
            let Some(name) = self.world.random.pick(&names).copied() else {
                continue;
            };
            match self.world.random.below(50) {
                0 => self.world.cut(name),
                1..5 => {
                    self.world.connect(name);
                }
                _ => {
                    self.world.nudge(name);
                }
            }
            self.world.turn(4, None).unwrap();
        }
        self.world.weather = Weather::default();
    }

    /// Everybody with a network comes together.
    pub(crate) fn meet(&mut self) {
        for name in self.world.names() {
            self.world.cut(name);
        }
        self.world.settle().unwrap();
    }

    /// An hour goes by, in which whoever has a network tries.
    pub(crate) fn an_hour_goes_by(&mut self) {
        for _ in 0..60 {
            self.world.pass(60_000);
            self.world.tick();
            self.stir();
        }
    }

    /// A device stores what it was asked to.
    pub(crate) fn store(&mut self, name: Name) {
        while self.world.device(name).is_busy() {
            self.world.nudge(name);
        }
    }

    /// Reads the sitting as a device has it.
    pub(crate) fn read<T>(&self, name: Name, read: impl FnOnce(&Log<'_>) -> T) -> T {
        let device = self.world.device(name);
        let events = device.events(self.world.now, self.hall);
        read(&events.log(sitting()))
    }

    pub(crate) fn sitting(&self, name: Name) -> Sitting {
        let rules = built_in::all();
        let setting = Setting {
            rules: &rules,
            announced: &[matter()],
        };
        self.read(name, |log| Sitting::read(log, setting))
    }

    fn digest(&self, name: Name) -> [u8; 32] {
        let document = self.world.device(name).document(self.hall).unwrap();
        self.read(name, |log| digest(log, &document.heads()))
    }

    /// A tablet says what it has.
    pub(crate) fn reports(&mut self, tablet: Name, time: &str) {
        self.store(tablet);
        let replica = self.world.device(tablet).replica();
        let read = replica.log(self.hall).unwrap().len();
        let unsent = u64::try_from(replica.waiting(self.hall).len()).unwrap();
        let digest = self.digest(tablet);
        let report = Event::Report {
            read,
            unsent,
            digest,
        };
        self.say(tablet, time, report);
    }

    /// How the others stand to a tablet, as its light shows it.
    pub(crate) fn standing(&self, tablet: Name) -> Vec<Standing> {
        let mine = self.world.device(tablet).id();
        let digest = self.digest(tablet);
        self.read(tablet, |log| {
            let tablets = Tablets::read(log);
            let standing = tablets.standing(log, mine, &digest);
            standing.into_iter().map(|(_, standing)| standing).collect()
        })
    }
}
