//! Who reads and who adds: the board in public, the hall among its people, the office for staff.

use ledger::Role;

use super::client::{path, photo};
use crate::{community::Community, world::PATIENCE};

#[tokio::test(flavor = "multi_thread")]
async fn photos_of_the_board_are_public_and_cached_for_ever_and_run_nothing() {
    let community = Community::new().await;
    let photo = photo(1, 100_000);
    let path = path(community.board(), &photo);
    let staff = community.client(Role::Staff);
    assert!(
        staff
            .uploads(community.board(), &photo, 60_000)
            .await
            .is_complete()
    );
    let reply = community.visitor().get(&path).await;
    assert_eq!((reply.status, &reply.body), (200, &photo));
    let id = path.rsplit('/').next().unwrap();
    let tag = format!("\"{id}\"");
    let name = format!("inline; filename=\"{}.jpg\"", &id[..12]);
    for (header, value) in [
        ("content-type", "image/jpeg"),
        ("content-length", "100000"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("etag", tag.as_str()),
        ("content-disposition", name.as_str()),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(reply.header(header).as_deref(), Some(value), "{header}");
    }
    let policy = reply.header("content-security-policy").unwrap();
    assert!(
        policy.contains("sandbox") && !policy.contains("script-src"),
        "{policy}"
    );
    let head = community.visitor().head(&path).await;
    assert_eq!(head.header("content-length").unwrap(), "100000");
    assert!(head.body.is_empty());
    let visitor = community.visitor();
    let known = [("if-none-match", tag)];
    assert_eq!(visitor.send("GET", &path, &known, &[]).await.status, 304);
    let rest = [("range", "bytes=70000-".to_owned())];
    let rest = visitor.send("GET", &path, &rest, &[]).await;
    assert_eq!(rest.status, 206);
    assert_eq!(
        rest.header("content-range").unwrap(),
        "bytes 70000-99999/100000"
    );
    assert_eq!(rest.body, photo[70_000..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_write_into_a_room_uploads_there() {
    let community = Community::new().await;
    let (board, office, hall) = (community.board(), community.office, community.hall);
    let photo = photo(2, 2_000);
    let table = [
        (Role::Supervisor, office),
        (Role::Participant, office),
        (Role::Participant, board),
        (Role::Kiosk, board),
        (Role::Recorder, board),
    ];
    for (role, room) in table {
        let client = community.client(role);
        let path = path(room, &photo);
        let refused = client.patch(&path, 0, photo.len(), &photo).await;
        refused.check_refused(403, "not_allowed");
    }
    for room in [board, office, hall] {
        let path = path(room, &photo);
        for token in [None, Some("00".repeat(16)), Some("nonsense".to_owned())] {
            let stranger = community.bearer(token.as_deref());
            let refused = stranger.patch(&path, 0, photo.len(), &photo).await;
            refused.check_refused(401, "token");
            assert_eq!(refused.header("www-authenticate").unwrap(), "Bearer");
        }
    }
    let staff = community.client(Role::Staff);
    let nothing = staff.get(&path(board, &photo)).await;
    nothing.check_refused(404, "not_here");
}

#[tokio::test(flavor = "multi_thread")]
async fn tablets_of_the_hall_hand_over_to_the_office_what_only_staff_read() {
    let community = Community::new().await;
    let office = community.office;
    let photo = photo(3, 3_000);
    let path = path(office, &photo);
    let kiosk = community.client(Role::Kiosk);
    assert_eq!(kiosk.head(&path).await.offset(), 0);
    assert!(kiosk.uploads(office, &photo, 1_000).await.is_complete());
    let there = kiosk.head(&path).await;
    assert!(there.is_complete() && there.header("content-type").is_none());
    kiosk.get(&path).await.check_refused(403, "not_allowed");
    let recorder = community.client(Role::Recorder);
    recorder.get(&path).await.check_refused(403, "not_allowed");
    let participant = community.client(Role::Participant);
    participant
        .head(&path)
        .await
        .check_refused(403, "not_allowed");
    community
        .visitor()
        .get(&path)
        .await
        .check_refused(401, "token");
    let staff = community.client(Role::Staff).get(&path).await;
    assert_eq!(staff.body, photo);
    assert_eq!(staff.header("cache-control").unwrap(), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_of_one_room_and_a_token_of_one_connection() {
    let mut community = Community::new().await;
    let photo = photo(4, 3_000);
    let hall = path(community.hall, &photo);
    let kiosk = community.client(Role::Kiosk);
    assert!(
        kiosk
            .uploads(community.hall, &photo, 3_000)
            .await
            .is_complete()
    );
    let elsewhere = path(community.board(), &photo);
    community
        .visitor()
        .get(&elsewhere)
        .await
        .check_refused(404, "not_here");
    community
        .visitor()
        .get(&hall)
        .await
        .check_refused(401, "token");
    let before = community.token(Role::Kiosk);
    community.connect().await;
    let stale = community.bearer(Some(&before));
    let deadline = std::time::Instant::now() + PATIENCE;
    while stale.get(&hall).await.status != 401 {
        // The relay may not have heard yet that the connection ended.
        assert!(
            std::time::Instant::now() < deadline,
            "a token outlives its connection"
        );
    }
    assert_eq!(community.client(Role::Kiosk).get(&hall).await.body, photo);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_no_room_or_no_page_of_this_relay_is_told_so() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let photo = photo(5, 100);
    let nowhere = path(ledger::RoomId([9; 32]), &photo);
    staff.get(&nowhere).await.check_refused(404, "no_room");
    let upload = staff.patch(&nowhere, 0, photo.len(), &photo).await;
    upload.check_refused(404, "no_room");
    for wrong in ["/blobs/abc", "/blobs/a/b/c", "/blobs/%2e%2e/relay.key"] {
        staff.get(wrong).await.check_refused(404, "address");
    }
    let path = path(community.hall, &photo);
    let evil = [("origin", "https://evil.example".to_owned())];
    let foreign = staff.send("GET", &path, &evil, &[]).await;
    foreign.check_refused(403, "origin");
    assert_eq!(staff.send("DELETE", &path, &[], &[]).await.status, 405);
}
