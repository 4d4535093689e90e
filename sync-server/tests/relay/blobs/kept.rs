//! What is kept is kept: over crashes, on a failing disk, against rot.

use std::fs;

use ledger::Role;
use sync_server::{
    blobs::{BlobId, FOLDER},
    log::SqliteLog,
    verify,
};

use super::client::{path, photo};
use crate::community::Community;

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_puts_photos_off_and_loses_nothing() {
    let mut community = Community::new().await;
    let hall = community.hall;
    let photo = photo(1, 3_000);
    let path = path(hall, &photo);
    let staff = community.client(Role::Staff);
    staff.patch(&path, 0, photo.len(), &photo[..1_000]).await;
    community
        .restart_with(|setup| setup.blobs.as_mut().unwrap().limits.spare_bytes = u64::MAX)
        .await;
    let staff = community.client(Role::Staff);
    let full = staff.uploads(hall, &photo, 3_000).await;
    full.check_refused(507, "disk_full");
    assert!(full.header("retry-after").is_some());
    assert_eq!(staff.head(&path).await.offset(), 1_000);
    community.restart_with(|_| {}).await;
    let staff = community.client(Role::Staff);
    assert!(staff.uploads(hall, &photo, 3_000).await.is_complete());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_at_the_last_step_is_tried_again_without_sending_again() {
    let community = Community::new().await;
    let hall = community.hall;
    let photo = photo(2, 3_000);
    let path = path(hall, &photo);
    let folder = community.world.data().join(FOLDER);
    // Where the file has to be there is a folder, so that it is looked up and cannot be put.
    let in_the_way = folder.join(path.trim_start_matches("/blobs/"));
    fs::create_dir_all(in_the_way.join("more")).unwrap();
    let staff = community.client(Role::Staff);
    let failed = staff.patch(&path, 0, photo.len(), &photo).await;
    failed.check_refused(503, "storage");
    fs::remove_dir_all(&in_the_way).unwrap();
    let left = staff.head(&path).await;
    assert_eq!((left.offset(), left.is_complete()), (photo.len(), false));
    let done = staff.patch(&path, photo.len(), photo.len(), &[]).await;
    assert!(done.is_complete(), "an empty piece is enough");
    assert_eq!(staff.get(&path).await.body, photo);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_answer_is_told_and_not_taken_for_empty() {
    let community = Community::new().await;
    let folder = community.world.data().join(FOLDER);
    fs::write(folder.join(community.hall.to_string()), "in the way").unwrap();
    let staff = community.client(Role::Staff);
    let photo = photo(6, 3_000);
    let path = path(community.hall, &photo);
    staff.head(&path).await.check_refused(503, "storage");
    staff.get(&path).await.check_refused(503, "storage");
    let refused = staff.patch(&path, 0, photo.len(), &photo).await;
    refused.check_refused(503, "storage");
    assert!(refused.header("retry-after").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_half_put_is_never_served_and_goes_with_the_next_start() {
    let mut community = Community::new().await;
    let photo = photo(3, 3_000);
    let path = path(community.hall, &photo);
    let room = community
        .world
        .data()
        .join(FOLDER)
        .join(community.hall.to_string());
    fs::create_dir_all(&room).unwrap();
    let half = room.join(format!("{}#1", BlobId::of(&photo)));
    fs::write(&half, &photo[..1_500]).unwrap();
    let staff = community.client(Role::Staff);
    staff.get(&path).await.check_refused(404, "not_here");
    community.restart_with(|_| {}).await;
    assert!(!half.exists());
    let staff = community.client(Role::Staff);
    assert!(
        staff
            .uploads(community.hall, &photo, 3_000)
            .await
            .is_complete()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_rotted_is_not_served_but_put_aside_and_taken_anew() {
    let community = Community::new().await;
    let hall = community.hall;
    let staff = community.client(Role::Staff);
    let photo = photo(4, 3_000);
    let path = path(hall, &photo);
    assert!(staff.uploads(hall, &photo, 3_000).await.is_complete());
    let file = community
        .world
        .data()
        .join(FOLDER)
        .join(path.trim_start_matches("/blobs/"));
    let mut bytes = fs::read(&file).unwrap();
    bytes[2_000] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let log = SqliteLog::open_read_only(&community.world.data()).unwrap();
    let folder = community.world.data().join(FOLDER);
    let report = verify::blobs(&folder, &log).unwrap();
    assert_eq!(report.problems.len(), 1, "{report}");
    assert!(
        report.to_string().contains("do not have the hash"),
        "{report}"
    );
    staff.get(&path).await.check_refused(404, "not_here");
    assert!(staff.uploads(hall, &photo, 3_000).await.is_complete());
    assert_eq!(staff.get(&path).await.body, photo);
    let report = verify::blobs(&folder, &log).unwrap();
    assert_eq!(report.sound, 1);
    assert!(report.to_string().contains("put aside"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_nothing_wrong_with_what_was_uploaded_and_names_what_was_not() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    for (seed, room) in [(1, community.board()), (2, community.office)] {
        let photo = photo(seed, 5_000);
        assert!(staff.uploads(room, &photo, 5_000).await.is_complete());
    }
    let log = SqliteLog::open_read_only(&community.world.data()).unwrap();
    let folder = community.world.data().join(FOLDER);
    let report = verify::blobs(&folder, &log).unwrap();
    assert_eq!((report.sound, report.problems.len()), (2, 0), "{report}");
    let nowhere = folder.join("09".repeat(32));
    fs::create_dir(&nowhere).unwrap();
    fs::write(nowhere.join(BlobId::of(b"x").to_string()), "x").unwrap();
    fs::write(folder.join("notes.txt"), "x").unwrap();
    let report = verify::blobs(&folder, &log).unwrap();
    let problems: Vec<&str> = report
        .problems
        .iter()
        .map(|(_, problem)| problem.as_str())
        .collect();
    assert_eq!(
        problems,
        [
            "its room is not in the log",
            "the relay puts no such file here"
        ]
    );
}
