//! Who is there: proofs that prove nothing end the connection.

use ledger::{
    Role,
    relay::{Config, Effect},
    wire::{self, Farewell, Message},
};

use crate::{
    desk::{Desk, ORIGIN, Outcome},
    keys::{TestKey, verify},
    world::World,
};

#[test]
fn a_welcome_proves_the_relay() {
    let mut desk = Desk::new(Config::new(ORIGIN));
    let (conn, asked) = desk.connect();
    let hello = desk.hello(&TestKey::named("device"), asked, ORIGIN);
    let own = hello.nonce;
    let effects = desk.receive(conn, Message::Hello(hello));
    let [Effect::Send(_, Message::Welcome(welcome))] = &effects[..] else {
        panic!("{effects:?}");
    };
    let message = wire::welcome_message(desk.key.id(), own, asked);
    assert!(verify(&desk.key.public(), &message, &welcome.signature));
}

#[track_caller]
fn check_hung_up(effects: &[Effect], why: Farewell) {
    let is_closed = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Close(_, reason) if *reason == why));
    assert!(is_closed, "{effects:?}");
}

#[test]
fn a_hello_that_proves_nothing_ends_the_connection() {
    let mut desk = Desk::new(Config::new(ORIGIN));
    let key = TestKey::named("device");
    let (conn, asked) = desk.connect();
    let elsewhere = desk.hello(&key, asked, "https://evil.example");
    check_hung_up(
        &desk.receive(conn, Message::Hello(elsewhere)),
        Farewell::BadProof,
    );

    let (conn, asked) = desk.connect();
    let mut stolen = desk.hello(&key, asked, ORIGIN);
    if let Some(proof) = &mut stolen.proof {
        proof.key = TestKey::named("victim").public();
    }
    check_hung_up(
        &desk.receive(conn, Message::Hello(stolen)),
        Farewell::BadProof,
    );

    let recorded = desk.hello(&key, asked, ORIGIN);
    let (conn, _) = desk.connect();
    check_hung_up(
        &desk.receive(conn, Message::Hello(recorded)),
        Farewell::BadProof,
    );

    let (conn, asked) = desk.connect();
    let mut later = desk.hello(&key, asked, ORIGIN);
    later.protocols = vec![2];
    check_hung_up(
        &desk.receive(conn, Message::Hello(later)),
        Farewell::Protocol,
    );
}

#[test]
fn nothing_is_taken_before_the_hello() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let (conn, _) = desk.connect();
    let said = world.pen(Role::Participant).say(world.hall, "too soon");
    let effects = desk.push_bytes(conn, vec![said.to_bytes()]);
    check_hung_up(&effects, Farewell::Malformed);
    assert_eq!(Outcome::of(&effects).appended, []);
    let (conn, _) = desk.connect();
    assert_eq!(desk.receive(conn, Message::Unknown), []);
}
