//! In pieces, over cuts and restarts, by two at once.

use ledger::Role;
use sync_server::blobs::SHELF;

use super::client::{path, photo};
use crate::community::Community;

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_comes_in_pieces_is_there_once_it_is_whole_and_not_before() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let photo = photo(1, 300_000);
    let path = path(community.hall, &photo);
    let begin = staff.head(&path).await;
    assert_eq!((begin.status, begin.offset()), (204, 0));
    let limit = begin.header("upload-limit").unwrap();
    assert_eq!(
        limit,
        "max-size=1048576, max-append-size=262144, max-age=604800"
    );
    let first = staff.patch(&path, 0, photo.len(), &photo[..200_000]).await;
    assert_eq!((first.status, first.offset()), (204, 200_000));
    assert!(!first.is_complete());
    staff.get(&path).await.check_refused(404, "not_here");
    let last = staff
        .patch(&path, 200_000, photo.len(), &photo[200_000..])
        .await;
    assert!(last.is_complete(), "{:?}", last.reason());
    let kept = staff.get(&path).await;
    assert_eq!(kept.status, 200);
    assert_eq!(kept.body, photo);
    let again = staff.patch(&path, 0, photo.len(), &photo[..10]).await;
    assert!(again.is_complete(), "what is there is not taken again");
    assert_eq!(again.offset(), photo.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_before_a_cut_and_before_a_restart_need_not_come_again() {
    let mut community = Community::new().await;
    let photo = photo(2, 250_000);
    let path = path(community.hall, &photo);
    let staff = community.client(Role::Staff);
    staff.breaks_off(&path, 0, &photo, 100_000).await;
    staff.waits_for(&path, 100_000).await;
    community.restart_with(|_| {}).await;
    let staff = community.client(Role::Staff);
    assert_eq!(staff.head(&path).await.offset(), 100_000);
    let early = staff.patch(&path, 0, photo.len(), &photo[..50]).await;
    early.check_refused(409, "offset");
    assert_eq!(early.offset(), 100_000, "where to go on");
    let gap = staff.patch(&path, 100_001, photo.len(), &[0]).await;
    gap.check_refused(409, "offset");
    let done = staff.uploads(community.hall, &photo, 100_000).await;
    assert!(done.is_complete());
    community.restart_with(|_| {}).await;
    let kept = community.client(Role::Participant).get(&path).await;
    assert_eq!(kept.body, photo);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_upload_one_photo_do_not_disturb_each_other() {
    let community = Community::new().await;
    let photo = photo(3, 200_000);
    let path = path(community.hall, &photo);
    let (staff, kiosk) = (community.client(Role::Staff), community.client(Role::Kiosk));
    let wrong = vec![0xff; 100_000];
    let spoilt = [&photo[..1_000], &wrong].concat();
    kiosk.patch(&path, 0, photo.len(), &spoilt).await;
    assert_eq!(staff.head(&path).await.offset(), 0, "each has its own");
    let (one, other) = tokio::join!(
        staff.uploads(community.hall, &photo, 30_000),
        kiosk.uploads(community.hall, &photo, 30_000),
    );
    assert!(one.is_complete());
    assert!(other.is_complete() || other.reason().as_deref() == Some("hash"));
    assert_eq!(staff.get(&path).await.body, photo);
    assert!(kiosk.head(&path).await.is_complete());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_photo_from_many_at_once_is_kept_once() {
    let community = Community::new().await;
    let photo = photo(4, 60_000);
    let roles = [Role::Staff, Role::Kiosk, Role::Recorder, Role::Participant];
    let clients = roles.map(|role| community.client(role));
    let uploads = clients
        .iter()
        .map(|client| client.uploads(community.hall, &photo, 7_000));
    for reply in futures_util::future::join_all(uploads).await {
        assert!(reply.is_complete(), "{:?}", reply.reason());
    }
    let shelf = community.world.data().join(SHELF);
    let left: Vec<_> = std::fs::read_dir(shelf)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name != "used-by-key")
        .collect();
    assert!(left.is_empty(), "nothing is left on the shelf: {left:?}");
    let metrics = community.visitor().get("/metrics").await.body;
    let metrics = String::from_utf8(metrics).unwrap();
    assert!(
        metrics.contains("zhongshang_blobs_stored_total 1\n"),
        "{metrics}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_with_another_hash_are_thrown_away_and_sent_again_they_are_taken() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let photo = photo(5, 9_000);
    let path = path(community.hall, &photo);
    let mut spoilt = photo.clone();
    spoilt[8_000] ^= 1;
    let refused = staff.patch(&path, 0, photo.len(), &spoilt).await;
    refused.check_refused(422, "hash");
    assert_eq!(refused.offset(), 0);
    assert_eq!(staff.head(&path).await.offset(), 0);
    let done = staff.uploads(community.hall, &photo, 9_000).await;
    assert!(done.is_complete());
}
