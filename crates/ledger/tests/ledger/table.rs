//! The authority table against one written by hand, cell by cell, and against the page that
//! prints it.

use ledger::{
    Class, Kind, Refusal, Role, RoomId, RoomKind, Want,
    authority::{Reject, Verdict},
    entry::Place,
    payload::{self, Admit, Adopt, Erase, Grant, Grantee, RelayKey, Revoke},
};

use crate::{
    keys::TestKey,
    raw_change::RawChange,
    world::{Pen, World},
};

const ROOMS: [RoomKind; 3] = [RoomKind::Board, RoomKind::Office, RoomKind::Hall];

/// Every known kind of every class and some that nobody has named yet.
fn kinds() -> impl Iterator<Item = Kind> {
    (0..23).chain([u16::MAX]).map(Kind)
}

/// Who may write on the board, in the office, in a hall. A letter a role: Administrator, Staff,
/// superVisor, Recorder, Kiosk, Participant, relaY.
fn expected(class: Class, kind: Kind) -> [&'static str; 3] {
    match (class, kind.0) {
        (Class::Authority, 1) => ["", "", ""],
        (Class::Authority, 2 | 4 | 6) => ["A", "A", "AS"],
        (Class::Authority, 5) => ["A", "AS", "AS"],
        (Class::Authority, _) => ["A", "A", "A"],
        (Class::Record, _) => ["AS", "AS", "ASR"],
        (Class::Statement, _) => ["ASV", "ASRKY", "ASVRKP"],
        (Class::Maintenance, 1) => ["AS", "AS", "AS"],
        (Class::Maintenance, 2) => ["Y", "Y", "Y"],
        (Class::Maintenance, _) => ["", "", ""],
    }
}

fn letter(role: Role) -> char {
    match role {
        Role::Administrator => 'A',
        Role::Staff => 'S',
        Role::Supervisor => 'V',
        Role::Recorder => 'R',
        Role::Kiosk => 'K',
        Role::Participant => 'P',
        Role::Relay => 'Y',
    }
}

fn may(role: Role, room: RoomKind, class: Class, kind: Kind) -> bool {
    ROOMS
        .iter()
        .zip(expected(class, kind))
        .any(|(other, roles)| *other == room && roles.contains(letter(role)))
}

#[test]
fn every_cell_of_the_table_is_as_written_by_hand() {
    let mut cells = 0;
    for role in Role::ALL {
        for room in ROOMS {
            for class in Class::ALL {
                for kind in kinds() {
                    assert_eq!(
                        role.writes(room, class, kind),
                        may(role, room, class, kind),
                        "{role:?} in {room:?}: {class:?} {kind:?}"
                    );
                    cells += 1;
                }
            }
        }
    }
    assert_eq!(cells, 2_016);
}

/// A payload with which nothing but the author's right can be wrong.
fn payload(world: &World, pen: &Pen, room: RoomKind, class: Class, kind: Kind) -> Vec<u8> {
    let someone = match room {
        RoomKind::Board => Role::Supervisor,
        RoomKind::Office | RoomKind::Hall => Role::Participant,
    };
    let key = world.people[&someone].id();
    match (class, kind) {
        (Class::Authority, Kind::GRANT) => payload::encode(&Grant {
            to: Grantee::Invitation {
                key: TestKey::named("table").public(),
                limit: 1,
            },
            role: someone,
            expires: None,
        }),
        (Class::Authority, Kind::REVOKE) => payload::encode(&Revoke { key }),
        (Class::Authority, Kind::ADOPT) => payload::encode(&Adopt { entries: vec![] }),
        (Class::Authority, Kind::ADMIT) => payload::encode(&Admit { key, person: None }),
        (Class::Authority, Kind::RELAY_KEY) => payload::encode(&RelayKey {
            key: TestKey::named("table").public(),
        }),
        (Class::Record, Kind::CHANGE) => RawChange::first(pen.actor(world.room(room))).bytes(),
        (Class::Maintenance, Kind::ERASE) => payload::encode(&Erase {
            target: ledger::EntryId([0xee; 32]),
        }),
        _ => b"whatever".to_vec(),
    }
}

/// What judging says, by the table and by where a role is given.
fn judged(role: Role, room: RoomKind, class: Class, kind: Kind) -> Result<Verdict, Reject> {
    let refused = Err(Reject::Refused(Refusal::NotAllowed));
    let is_newer = class == Class::Authority && !(1..=7).contains(&kind.0);
    if is_newer {
        return Err(Reject::Wanting(Want::NewerRelay));
    }
    if role.home() == RoomKind::Hall && room != RoomKind::Hall {
        return Err(Reject::Wanting(Want::Join)); // a hall's roles are known in that hall only
    }
    if !may(role, room, class, kind) {
        return refused;
    }
    match (room, class, kind) {
        // No role is given in an office, so there is nobody to invite, revoke or admit there.
        (RoomKind::Office, Class::Authority, Kind::GRANT) => refused,
        (RoomKind::Office, Class::Authority, Kind::REVOKE | Kind::ADMIT) => {
            Err(Reject::Wanting(Want::Join))
        }
        _ => Ok(Verdict::Stands),
    }
}

#[test]
fn judging_follows_the_table_for_everybody_everywhere() {
    let world = World::new();
    for role in Role::ALL {
        for room in ROOMS {
            for class in Class::ALL {
                let by_table = |kind: &Kind| {
                    class != Class::Authority || ![Kind::FOUND, Kind::JOIN].contains(kind)
                };
                for kind in kinds().filter(by_table) {
                    let mut pen = world.pen(role);
                    let payload = payload(&world, &pen, room, class, kind);
                    let entry = pen.scribble(world.room(room), class, kind, payload);
                    assert_eq!(
                        world.logs.judge(&entry),
                        judged(role, room, class, kind),
                        "{role:?} in {room:?}: {class:?} {kind:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn roles_are_given_only_where_they_are_at_home_and_only_by_those_above() {
    let world = World::new();
    for role in Role::ALL {
        for room in ROOMS {
            for given in Role::ALL {
                let is_home = match given {
                    Role::Administrator | Role::Staff | Role::Supervisor => room == RoomKind::Board,
                    Role::Recorder | Role::Kiosk | Role::Participant => room == RoomKind::Hall,
                    Role::Relay => false,
                };
                let is_above =
                    role == Role::Administrator || role == Role::Staff && room == RoomKind::Hall;
                assert_eq!(
                    role.grants(given, room),
                    is_home && is_above,
                    "{role:?} gives {given:?} in {room:?}"
                );
                let key = TestKey::named("somebody").public();
                let grant = Grant {
                    to: Grantee::Key(key),
                    role: given,
                    expires: None,
                };
                let entry = world.pen(role).scribble(
                    world.room(room),
                    Class::Authority,
                    Kind::GRANT,
                    payload::encode(&grant),
                );
                let stands = world.logs.judge(&entry) == Ok(Verdict::Stands);
                assert_eq!(stands, is_home && is_above, "{role:?} {given:?} {room:?}");
            }
        }
    }
}

#[test]
fn rooms_are_founded_by_those_who_may() {
    let world = World::new();
    for role in Role::ALL {
        for kind in [RoomKind::Office, RoomKind::Hall] {
            let found = crate::world::founding(kind, Some(world.board), 9);
            let mut pen = world.pen(role);
            pen.places.insert(RoomId::ZERO, Place::first(pen.session));
            let entry = pen.scribble(
                RoomId::ZERO,
                Class::Authority,
                Kind::FOUND,
                payload::encode(&found),
            );
            let expected = match role {
                Role::Administrator | Role::Staff => Ok(Verdict::Stands),
                Role::Supervisor | Role::Relay => Err(Reject::Refused(Refusal::NotAllowed)),
                _ => Err(Reject::Wanting(Want::Join)),
            };
            assert_eq!(
                world.logs.judge(&entry),
                expected,
                "{role:?} founds {kind:?}"
            );
        }
    }
}

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/protocol.md");
const BEGIN: &str =
    "<!-- authority table: written by `UPDATE_VECTORS=1 cargo test -p ledger` -->\n";
const END: &str = "<!-- end of authority table -->";

/// The table in the words of the page.
fn printed() -> String {
    let rows: [(&str, Class, Kind); 10] = [
        ("authority 2 `GRANT`", Class::Authority, Kind::GRANT),
        ("authority 4 `REVOKE`", Class::Authority, Kind::REVOKE),
        ("authority 5 `ADOPT`", Class::Authority, Kind::ADOPT),
        ("authority 6 `ADMIT`", Class::Authority, Kind::ADMIT),
        ("authority 7 `RELAY_KEY`", Class::Authority, Kind::RELAY_KEY),
        ("record, every kind", Class::Record, Kind::CHANGE),
        ("statement, every kind", Class::Statement, Kind(0)),
        ("maintenance 1 `ERASE`", Class::Maintenance, Kind::ERASE),
        (
            "maintenance 2 `CHECKPOINT`",
            Class::Maintenance,
            Kind::CHECKPOINT,
        ),
        ("maintenance, any other kind", Class::Maintenance, Kind(3)),
    ];
    let mut page = "| what | board | office | hall |\n|---|---|---|---|\n".to_owned();
    for (what, class, kind) in rows {
        let cells = ROOMS.map(|room| {
            let roles = Role::ALL
                .into_iter()
                .filter(|role| role.writes(room, class, kind))
                .map(|role| format!("{role:?}").to_lowercase());
            let roles = roles.collect::<Vec<_>>().join(", ");
            if roles.is_empty() {
                "nobody".to_owned()
            } else {
                roles
            }
        });
        page += &format!("| {what} | {} |\n", cells.join(" | "));
    }
    page
}

#[test]
fn the_page_prints_the_table_that_is_in_force() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page
        .split_once(BEGIN)
        .expect("the page has the table's place");
    let (table, after) = rest.split_once(END).expect("and its end");
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let page = [before, BEGIN, &printed(), END, after].concat();
        std::fs::write(PAGE, page).unwrap();
        return;
    }
    assert_eq!(
        table,
        printed(),
        "run UPDATE_VECTORS=1 cargo test -p ledger"
    );
}
