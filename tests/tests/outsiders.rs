//! People with bad intent, straight at the relay's wire: refused with the reason, nothing stored,
//! nobody else disturbed.

use anyhow::{Context, Result, ensure};
use journeys::RelayProcess;
use journeys::wire::{Author, Hall, WireClient};
use ledger::entry::Place;
use ledger::wire::Message;
use ledger::{ActorId, Answer, Class, Draft, Entry, Kind, Refusal, Salt, SessionId, Want};

/// A relay with a hall, and what `verify` says of it before anybody tries anything.
async fn hall() -> Result<(RelayProcess, Hall, String)> {
    let relay = RelayProcess::without_app().await?;
    let hall = Hall::founded(&relay).await?;
    let before = relay.verifies().await?;
    Ok((relay, hall, before))
}

/// Nothing was stored, and the administrator works on as if nothing had happened.
async fn undisturbed(relay: &RelayProcess, mut hall: Hall, before: &str) -> Result<()> {
    let after = relay.verifies().await?;
    ensure!(
        before == after,
        "something was stored:\n{before}\nbecame\n{after}"
    );
    let change = hall.change("商量出大家都能接受的办法。")?;
    hall.pushes(relay, &[change]).await
}

#[tokio::test]
async fn key_without_a_grant_is_asked_for_its_join_and_nothing_is_stored() -> Result<()> {
    let (relay, hall, before) = hall().await?;
    let mut outsider = Author::new()?;
    let change = hall.change_as(outsider.actor(hall.room), "外人写的。")?;
    let entry = outsider.writes(hall.room, Class::Record, Kind::CHANGE, change)?;
    let mut client = WireClient::connect(relay.address(), Some(&outsider)).await?;
    ensure!(
        !client.rooms().contains(&hall.room),
        "an outsider may read the hall"
    );
    let answer = client.push_one(&entry).await?;
    ensure!(answer == Answer::Wanting(Want::Join), "it was {answer:?}");
    undisturbed(&relay, hall, &before).await
}

#[tokio::test]
async fn forged_signature_is_refused() -> Result<()> {
    let (relay, mut hall, before) = hall().await?;
    let genuine = hall.change("真的。")?;
    let mut bytes = genuine.to_bytes();
    let in_signature = ledger::entry::HEADER_LEN + 10;
    *bytes.get_mut(in_signature).context("no signature")? ^= 1;
    let forged = Entry::parse(&bytes)?;
    let mut client = WireClient::connect(relay.address(), Some(&hall.administrator)).await?;
    let answer = client.push_one(&forged).await?;
    ensure!(
        answer == Answer::Refused(Refusal::BadSignature),
        "it was {answer:?}"
    );
    let after = relay.verifies().await?;
    ensure!(
        before == after,
        "something was stored:\n{before}\nbecame\n{after}"
    );
    hall.pushes(&relay, &[genuine]).await
}

#[tokio::test]
async fn colleague_cannot_write_in_another_ones_name() -> Result<()> {
    let (relay, hall, _) = hall().await?;
    let colleague = hall.staff(&relay).await?;
    let before = relay.verifies().await?;
    // The header names the administrator, the signature is the colleague's.
    let author = hall.administrator.public().id();
    let session = SessionId([9; 16]);
    let payload = hall.change_as(ActorId::derive(author, hall.room, session), "不是我写的。")?;
    let draft = Draft {
        room: hall.room,
        class: Class::Record,
        kind: Kind::CHANGE,
        payload,
    };
    let place = Place::first(session);
    let unsigned = draft.place(author, place, journeys::wire::now(), Salt([1; 16]))?;
    let signature = colleague.sign(&unsigned.message())?;
    let entry = unsigned.signed(signature);
    let mut client = WireClient::connect(relay.address(), Some(&colleague)).await?;
    let answer = client.push_one(&entry).await?;
    ensure!(
        answer == Answer::Refused(Refusal::BadSignature),
        "it was {answer:?}"
    );
    undisturbed(&relay, hall, &before).await
}

#[tokio::test]
async fn change_under_another_devices_actor_is_refused() -> Result<()> {
    let (relay, hall, _) = hall().await?;
    let mut colleague = hall.staff(&relay).await?;
    let before = relay.verifies().await?;
    let change = hall.change_as(hall.administrator.actor(hall.room), "借别人的名义。")?;
    let entry = colleague.writes(hall.room, Class::Record, Kind::CHANGE, change)?;
    let mut client = WireClient::connect(relay.address(), Some(&colleague)).await?;
    let answer = client.push_one(&entry).await?;
    ensure!(
        answer == Answer::Refused(Refusal::ForeignActor),
        "it was {answer:?}"
    );
    undisturbed(&relay, hall, &before).await
}

#[tokio::test]
async fn entry_replayed_into_another_room_is_refused() -> Result<()> {
    let (relay, hall, _) = hall().await?;
    let mut colleague = hall.staff(&relay).await?;
    let before = relay.verifies().await?;
    let change = hall.change_as(colleague.actor(hall.room), "写给这一场的。")?;
    let entry = colleague.writes(hall.room, Class::Record, Kind::CHANGE, change.clone())?;
    // The same signed bytes with another room in the header: there the place in the colleague's chain is
    // taken, and the signature would not fit either.
    let mut bytes = entry.to_bytes();
    let room = bytes.get_mut(2..34).context("no room in the header")?;
    room.copy_from_slice(hall.board.as_bytes());
    let moved = Entry::parse(&bytes)?;
    let mut client = WireClient::connect(relay.address(), Some(&colleague)).await?;
    let answer = client.push_one(&moved).await?;
    ensure!(
        answer == Answer::Refused(Refusal::ForkedChange),
        "moved: {answer:?}"
    );
    // Signed anew for the other room: the change's actor belongs to the first.
    let resigned = colleague.writes(hall.board, Class::Record, Kind::CHANGE, change)?;
    let answer = client.push_one(&resigned).await?;
    ensure!(
        answer == Answer::Refused(Refusal::ForeignActor),
        "signed anew: {answer:?}"
    );
    undisturbed(&relay, hall, &before).await
}

#[tokio::test]
async fn same_entry_twice_is_stored_once() -> Result<()> {
    let (relay, mut hall, _) = hall().await?;
    let change = hall.change("只记一次。")?;
    hall.pushes(&relay, std::slice::from_ref(&change)).await?;
    let once = relay.verifies().await?;
    let outsider = Author::new()?;
    let mut client = WireClient::connect(relay.address(), Some(&outsider)).await?;
    let answer = client.push_one(&change).await?;
    ensure!(
        matches!(answer, Answer::Logged(_)),
        "the second time it was {answer:?}"
    );
    ensure!(once == relay.verifies().await?, "it was stored twice");
    Ok(())
}

#[tokio::test]
async fn recorded_greeting_does_not_open_the_door_again() -> Result<()> {
    let (relay, hall, before) = hall().await?;
    let recorded = WireClient::recorded_hello(relay.address(), &hall.administrator).await?;
    let answer = WireClient::replays(relay.address(), &recorded).await?;
    ensure!(
        matches!(answer, Message::Goodbye(_)),
        "the replayed greeting was met by {answer:?}"
    );
    undisturbed(&relay, hall, &before).await
}

#[tokio::test]
async fn visitor_reads_no_hall() -> Result<()> {
    let (relay, hall, before) = hall().await?;
    let mut visitor = WireClient::connect(relay.address(), None).await?;
    ensure!(
        !visitor.rooms().contains(&hall.room),
        "the hall is listed to a visitor"
    );
    visitor.open(hall.room).await?;
    let answer = visitor.next().await?;
    ensure!(
        !matches!(answer, Message::Entries(_)),
        "a visitor was given the hall"
    );
    undisturbed(&relay, hall, &before).await
}

#[tokio::test]
async fn rubbish_is_answered_and_disturbs_nobody() -> Result<()> {
    let (relay, hall, before) = hall().await?;
    for rubbish in [Vec::new(), vec![0; 10], vec![255; 300], vec![1; 70_000]] {
        let other = WireClient::connect(relay.address(), Some(&hall.administrator)).await?;
        other.pushes_rubbish(rubbish).await;
    }
    undisturbed(&relay, hall, &before).await
}
