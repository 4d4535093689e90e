//! What is wanting or refused: named, and nothing of it stored.

use ledger::{
    Answer, Entry, EntryId, KeyId, Kind, Refusal, Role, RoomId, RoomKind, Signature, Want,
    entry::{HEADER_LEN, SLOT_LEN},
    limits,
    relay::Config,
};

use crate::{
    desk::{Desk, ORIGIN, Outcome, refused, spoilt},
    keys::TestKey,
    world::{Pen, World, founding},
};

#[test]
fn an_outsider_wants_a_join_and_nothing_is_stored() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let mut outsider = Pen::new("outsider");
    let conn = desk.device(&outsider.key);
    for room in [world.board, world.office, world.hall] {
        let said = outsider.say(room, "let me in");
        desk.check_rejected(conn, &said, Answer::Wanting(Want::Join));
    }
}

#[test]
fn a_forged_signature_is_refused_and_the_true_entry_is_taken_afterwards() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "my words");
    let forged = spoilt(&said, HEADER_LEN + 10);
    assert_eq!(forged.id(), said.id(), "the id leaves the signature out");
    desk.check_rejected(conn, &forged, refused(Refusal::BadSignature));
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn words_put_into_anothers_mouth_are_refused() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "my words");
    for at in [55, 80, 110] {
        let altered = spoilt(&said.slot(), at); // session, prev, made_at
        let altered = desk.push(conn, std::slice::from_ref(&altered)).answers[&altered.id()];
        assert!(
            matches!(altered, Answer::Wanting(Want::Payload)),
            "{altered:?}"
        );
    }
    let mut thief = world.pen(Role::Supervisor);
    thief.key = TestKey::named("thief");
    let mut bytes = thief.say(world.hall, "not hers").to_bytes();
    bytes[37..53].copy_from_slice(world.people[&Role::Participant].id().as_bytes());
    let stolen = Entry::parse(&bytes).unwrap();
    desk.check_rejected(conn, &stolen, refused(Refusal::BadSignature));
}

#[test]
fn an_entry_replayed_into_another_room_is_refused() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Supervisor).say(world.hall, "in the hall");
    let mut bytes = said.to_bytes();
    bytes[2..34].copy_from_slice(world.board.as_bytes());
    let replayed = Entry::parse(&bytes).unwrap();
    desk.check_rejected(conn, &replayed, refused(Refusal::BadSignature));
}

#[test]
fn a_join_whose_proof_is_not_the_invitations_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("invitation");
    let grant = world.by(Role::Staff, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 5, None)
    });
    world.logs.stand(&grant);
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut guest = Pen::new("guest");
    let join = |guest: &mut Pen, proof| {
        let join = ledger::payload::Join {
            invitation: key.id(),
            key: guest.key.public(),
            proof,
        };
        guest.authority(hall, Kind::JOIN, &join)
    };
    let for_another = key.sign(&ledger::payload::Join::message(hall, KeyId([1; 16])));
    let for_elsewhere = key.sign(&ledger::payload::Join::message(world.board, guest.id()));
    for proof in [for_another, for_elsewhere, Signature([1; 64])] {
        let entry = join(&mut guest, proof);
        desk.check_rejected(conn, &entry, refused(Refusal::BadProof));
    }
    let unsigned = spoilt(&guest.join(hall, &key), HEADER_LEN);
    desk.check_rejected(conn, &unsigned, refused(Refusal::BadSignature));
    let entry = guest.join(hall, &key);
    desk.check(conn, &entry, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn a_second_founding_is_refused() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let mut second = Pen::new("second administrator");
    let conn = desk.device(&second.key);
    let join = second.join(world.board, &world.first);
    desk.check_rejected(conn, &join, refused(Refusal::InvitationUsed));
}

#[test]
fn a_board_of_another_relay_is_hosted_only_if_the_operator_allows_it() {
    let first = TestKey::named("first invitation");
    let mut other = Pen::new("another relay");
    let found = crate::world::board_founding(&other.key, &first);
    let entry = other.found(&found);
    let mut desk = Desk::new(Config::new(ORIGIN));
    let conn = desk.visitor();
    desk.check_rejected(conn, &entry, refused(Refusal::BoardNotHosted));
    let mut config = Config::new(ORIGIN);
    config.hosted.insert(entry.room());
    let mut desk = Desk::new(config);
    let conn = desk.visitor();
    desk.check(conn, &entry, |answer| *answer == Answer::Logged(1));
}

#[test]
fn an_entry_of_an_unknown_room_or_board_says_which_is_missing() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut staff = world.pen(Role::Staff);
    let said = staff.say(RoomId([9; 32]), "hello");
    desk.check_rejected(conn, &said, Answer::Wanting(Want::Room));
    let found = staff.found(&founding(RoomKind::Hall, Some(RoomId([9; 32])), 7));
    desk.check_rejected(conn, &found, Answer::Wanting(Want::Board));
}

#[test]
fn bytes_that_are_no_entry_are_answered_when_they_are_long_enough_to_have_an_id() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "words");
    let id_of = |bytes: &[u8]| {
        use sha2::Digest as _;
        let message = [ledger::entry::TAG, &bytes[..HEADER_LEN]].concat();
        EntryId(sha2::Sha256::digest(message).into())
    };
    let mut check = |spoil: &dyn Fn(&mut Vec<u8>), expected: Option<Answer>| {
        let mut bytes = said.to_bytes();
        spoil(&mut bytes);
        let id = bytes.get(..HEADER_LEN).map(id_of);
        let outcome = Outcome::of(&desk.push_bytes(conn, vec![bytes]));
        let answer = id.and_then(|id| outcome.answers.get(&id)).copied();
        assert_eq!(answer, expected);
        assert_eq!(outcome.answers.len(), usize::from(expected.is_some()));
        assert_eq!(outcome.appended, []);
    };
    check(
        &|bytes| bytes[0] = 9,
        Some(Answer::Wanting(Want::NewerRelay)),
    );
    check(
        &|bytes| bytes[1] = 9,
        Some(Answer::Wanting(Want::NewerRelay)),
    );
    check(&|bytes| bytes[34] = 9, Some(refused(Refusal::Malformed)));
    check(&|bytes| bytes.push(9), Some(refused(Refusal::Malformed)));
    check(
        &|bytes| bytes[SLOT_LEN + 16] ^= 9,
        Some(refused(Refusal::Malformed)),
    );
    check(
        &|bytes| bytes.resize(limits::ENTRY_BYTES + 1, 0),
        Some(refused(Refusal::TooLarge)),
    );
    check(
        &|bytes| bytes.truncate(HEADER_LEN),
        Some(refused(Refusal::Malformed)),
    );
    check(&|bytes| bytes.truncate(HEADER_LEN - 1), None);
    check(&|bytes| bytes.clear(), None);
}
