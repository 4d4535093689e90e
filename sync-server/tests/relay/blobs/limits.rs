//! What is not taken, and that it is told why.

use ledger::Role;

use super::client::{path, photo};
use crate::community::Community;

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_renamed_to_jpg_is_refused_at_its_first_bytes_and_named() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let pdf = [b"%PDF-1.7\n".as_slice(), &[b' '; 5_000]].concat();
    let path = path(community.hall, &pdf);
    let refused = staff.patch(&path, 0, pdf.len(), &pdf[..1_000]).await;
    refused.check_refused(415, "not_a_picture");
    let body = String::from_utf8(refused.body.clone()).unwrap();
    assert!(body.contains("this is a PDF"), "{body}");
    assert_eq!(staff.head(&path).await.offset(), 0, "nothing is left of it");
    for first in 1..9 {
        // However it is cut into pieces, it is found out in the end.
        staff.patch(&path, 0, pdf.len(), &pdf[..first]).await;
        let refused = staff.patch(&path, first, pdf.len(), &pdf[first..]).await;
        refused.check_refused(415, "not_a_picture");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_pixels_and_a_place_are_found_in_the_header() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let mut large = photo(1, 4_000);
    // Height and width of the frame: 10,000 each.
    large[25..29].copy_from_slice(&[0x27, 0x10, 0x27, 0x10]);
    let mut placed = b"\xff\xd8\xff\xe1\x00\x1eExif\0\0MM\0\x2a\0\0\0\x08\0\x01\x88\x25".to_vec();
    placed.extend([0; 10]);
    placed.extend(&photo(1, 4_000)[2..]);
    for (bytes, reason) in [(large, "too_many_pixels"), (placed, "location")] {
        let path = path(community.hall, &bytes);
        let refused = staff.patch(&path, 0, bytes.len(), &bytes).await;
        refused.check_refused(422, reason);
        assert_eq!(staff.head(&path).await.offset(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_before_it_comes() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let photo = photo(2, 500_000);
    let path = path(community.hall, &photo);
    let blob = staff.patch(&path, 0, 1_048_577, &photo[..100]).await;
    blob.check_refused(413, "blob_too_large");
    let piece = staff.patch(&path, 0, photo.len(), &photo[..262_145]).await;
    piece.check_refused(413, "piece_too_large");
    let beyond = staff.patch(&path, 0, 100, &photo[..101]).await;
    beyond.check_refused(400, "beyond_length");
    assert_eq!(staff.head(&path).await.offset(), 0);
    let tables: [&[(&str, String)]; 3] = [
        &[("upload-length", "100".to_owned())],
        &[
            ("upload-offset", "0".to_owned()),
            ("upload-length", "0".to_owned()),
        ],
        &[
            ("upload-offset", "+0".to_owned()),
            ("upload-length", "9".to_owned()),
        ],
    ];
    for headers in tables {
        let refused = staff.send("PATCH", &path, headers, &photo[..9]).await;
        refused.check_refused(400, "fields");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_without_a_length_is_bounded_too() {
    let community = Community::new().await;
    let staff = community.client(Role::Staff);
    let photo = photo(3, 500_000);
    let path = path(community.hall, &photo);
    let mut body = format!("{:x}\r\n", photo.len()).into_bytes();
    body.extend(&photo);
    body.extend(b"\r\n0\r\n\r\n");
    let headers = staff.headers(&[
        ("transfer-encoding", "chunked".to_owned()),
        ("upload-offset", "0".to_owned()),
        ("upload-length", photo.len().to_string()),
    ]);
    let reply = crate::http::streamed(community.world.addr(), "PATCH", &path, &headers, &body);
    reply.await.check_refused(413, "piece_too_large");
    assert_eq!(staff.head(&path).await.offset(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn quotas_of_a_room_and_of_a_key_hold_over_a_restart() {
    let mut community = Community::with(|setup| {
        let limits = &mut setup.blobs.as_mut().unwrap().limits;
        (limits.room_bytes, limits.key_bytes) = (10_000, 5_000);
    })
    .await;
    let hall = community.hall;
    let kiosk = community.client(Role::Kiosk);
    assert!(
        kiosk
            .uploads(hall, &photo(1, 4_000), 4_000)
            .await
            .is_complete()
    );
    let refused = kiosk.uploads(hall, &photo(2, 1_001), 4_000).await;
    refused.check_refused(507, "key_quota");
    community
        .restart_with(|setup| {
            let limits = &mut setup.blobs.as_mut().unwrap().limits;
            (limits.room_bytes, limits.key_bytes) = (10_000, 5_000);
        })
        .await;
    let kiosk = community.client(Role::Kiosk);
    let refused = kiosk
        .uploads(community.office, &photo(3, 1_001), 4_000)
        .await;
    refused.check_refused(507, "key_quota");
    let staff = community.client(Role::Staff);
    assert!(
        staff
            .uploads(hall, &photo(4, 6_000), 6_000)
            .await
            .is_complete()
    );
    let refused = staff.uploads(hall, &photo(5, 100), 100).await;
    refused.check_refused(507, "room_quota");
    let elsewhere = staff.uploads(community.office, &photo(5, 100), 100).await;
    assert!(elsewhere.is_complete(), "another room has its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_begins_too_many_loses_the_one_that_it_left_longest() {
    let community = Community::with(|setup| {
        setup.blobs.as_mut().unwrap().limits.unfinished_per_key = 2;
    })
    .await;
    let kiosk = community.client(Role::Kiosk);
    let photos = [1, 2, 3].map(|seed| photo(seed, 2_000));
    let paths = photos.each_ref().map(|photo| path(community.hall, photo));
    for (photo, path) in photos.iter().zip(&paths) {
        let begun = kiosk.patch(path, 0, photo.len(), &photo[..1_000]).await;
        assert_eq!(begun.offset(), 1_000);
    }
    let mut offsets = Vec::new();
    for path in &paths {
        offsets.push(kiosk.head(path).await.offset());
    }
    assert_eq!(offsets.iter().sum::<usize>(), 2_000, "{offsets:?}");
    assert_eq!(offsets[2], 1_000, "the new one is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_sends_too_much_at_once_is_put_off() {
    let community = Community::with(|setup| {
        setup.blobs.as_mut().unwrap().limits.pieces_per_key = 0;
    })
    .await;
    let kiosk = community.client(Role::Kiosk);
    let refused = kiosk.uploads(community.hall, &photo(1, 2_000), 2_000).await;
    refused.check_refused(503, "busy");
    assert!(refused.header("retry-after").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_that_stops_coming_is_not_waited_for_and_what_came_is_kept() {
    let community = Community::with(|setup| {
        let limits = &mut setup.blobs.as_mut().unwrap().limits;
        limits.piece_silence = std::time::Duration::from_millis(300);
    })
    .await;
    let kiosk = community.client(Role::Kiosk);
    let photo = photo(1, 2_000);
    let path = path(community.hall, &photo);
    let headers = kiosk.headers(&[
        ("content-length", "2000".to_owned()),
        ("upload-offset", "0".to_owned()),
        ("upload-length", "2000".to_owned()),
    ]);
    let addr = community.world.addr();
    let reply = crate::http::streamed(addr, "PATCH", &path, &headers, &photo[..700]).await;
    reply.check_refused(408, "slow");
    assert_eq!(reply.offset(), 700);
    assert_eq!(kiosk.head(&path).await.offset(), 700);
}
