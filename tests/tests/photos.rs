//! Photos, from the camera of one device to the page of another, over a network that breaks.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::community::Entry;
use journeys::{
    Community, Device, Direction, LONG_PATIENCE, Member, Network, Size, eventually_within,
};
use tempfile::TempDir;

const TITLE: &str = "楼道里的灯谁来修";
const PHOTO: &str = "张贴记录：照片";

/// Opens the stage at which notices are posted.
async fn opens_notice(device: &Device) -> Result<()> {
    device.opens_consultation(TITLE).await?;
    device.opens_stage("方案公示").await
}

/// A community with a consultation whose notice was posted once, and a folder for files.
async fn with_posting() -> Result<(Community, TempDir)> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.enters(TITLE).await?;
    tablet.opens_stage("方案公示").await?;
    tablet.adds_row("公示", &[]).await?;
    let place = Entry::Text("张贴地点", "3 幢门厅");
    tablet.adds_row("张贴记录", &[place]).await?;
    tablet.is_all_delivered().await?;
    Ok((community, tempfile::tempdir()?))
}

#[tokio::test]
async fn photo_taken_offline_outlives_a_restart_and_arrives_piece_by_piece() -> Result<()> {
    let (mut community, files) = with_posting().await?;
    let colleague = community
        .is_joined_by("tablet B", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    let tablet = &mut community.tablet_a;
    tablet.is_all_delivered().await?;
    tablet.is_installed().await?;
    let photo = files.path().join("IMG_0001.jpg");
    tablet.takes_photo(&photo).await?;
    let taken = std::fs::read(&photo)?;
    ensure!(has(&taken, b"Exif"), "the photo is not as a camera's");
    opens_notice(tablet).await?;
    tablet.network(Network::Cut);
    tablet.is_offline().await?;
    tablet.chooses_photo("照片", &photo).await?;
    tablet.sees("待补传").await?;
    tablet.sees_pictures(1).await?;
    tablet.sees_a("image", PHOTO).await?;
    tablet.fits().await?;
    // The battery is pulled, and the tablet comes back without a network.
    tablet.is_killed().await?;
    tablet.opens().await?;
    tablet.visits("/").await?;
    tablet.opens_reliability().await?;
    tablet.sees("1 张待补传").await?;
    opens_notice(tablet).await?;
    tablet.sees_pictures(1).await?;
    tablet.sees("待补传").await?;
    // A line on which a piece takes eight seconds: long enough for a person to read how far it is.
    tablet.network(Network::Slow {
        delay: Duration::ZERO,
        bytes_per_second: 8_000,
    });
    tablet.runs("dispatchEvent(new Event('online'));").await?;
    tablet.sees("待补传（已传").await?;
    // Then every connection breaks before a piece is through.
    let direction = Direction::Up;
    let bytes = 40_000;
    tablet.network(Network::ResetAt { direction, bytes });
    tablet.no_longer_sees("待补传").await?;
    tablet.is_all_delivered().await?;
    let [arrived] = &community.relay.photos()?[..] else {
        anyhow::bail!("not one photo, but another number");
    };
    ensure!(arrived.starts_with(b"\xff\xd8\xff"), "it is no JPEG");
    ensure!(!has(arrived, b"Exif"), "it tells more than can be seen");
    ensure!(
        (100_000..=400_000).contains(&arrived.len()),
        "it has {} bytes",
        arrived.len()
    );
    opens_notice(&colleague).await?;
    colleague.sees_pictures(1).await?;
    colleague.reloads().await?;
    colleague.sees_pictures(1).await?;
    // Taken away by one, put back by the same.
    let tablet = &community.tablet_a;
    tablet.presses("照片：移走照片").await?;
    tablet.sees("照片已移走").await?;
    tablet.sees_pictures(0).await?;
    colleague.sees_pictures(0).await?;
    tablet.presses("撤销").await?;
    tablet.sees_pictures(1).await?;
    tablet.is_all_delivered().await?;
    colleague.sees_pictures(1).await
}

#[tokio::test]
async fn relay_that_lost_its_data_gets_the_photos_back_too() -> Result<()> {
    let (mut community, files) = with_posting().await?;
    let photo = files.path().join("IMG_0005.jpg");
    community.tablet_a.takes_photo(&photo).await?;
    community.tablet_a.chooses_photo("照片", &photo).await?;
    community.tablet_a.is_all_delivered().await?;
    let before = community.relay.photos()?;
    ensure!(before.len() == 1, "{} photos", before.len());
    community.relay.is_killed().await?;
    community.relay.loses_its_data()?;
    community.relay.starts().await?;
    eventually_within(LONG_PATIENCE, "the photo to be back", || async {
        Ok((community.relay.photos()? == before).then_some(()))
    })
    .await
}

#[tokio::test]
async fn file_that_is_no_photo_or_far_too_large_is_named_and_not_taken() -> Result<()> {
    let (community, files) = with_posting().await?;
    let tablet = &community.tablet_a;
    let pdf = files.path().join("scan.jpg");
    std::fs::write(&pdf, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")?;
    tablet.chooses_photo("照片", &pdf).await?;
    tablet.sees("选的文件其实是 PDF，不是照片。").await?;
    tablet.sees("纸质材料请直接拍下来").await?;
    tablet.fits().await?;
    let heic = files.path().join("IMG_0002.HEIC");
    std::fs::write(&heic, b"\0\0\0\x18ftypheic\0\0\0\0")?;
    tablet.chooses_photo("照片", &heic).await?;
    tablet.sees("这张照片是 HEIC 格式").await?;
    // A hundred megapixels by its header.
    let huge = files.path().join("huge.png");
    let side = 10_000_u32.to_be_bytes();
    let header = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &side, &side];
    std::fs::write(&huge, header.concat())?;
    tablet.chooses_photo("照片", &huge).await?;
    tablet.sees("这张照片约有 100 百万像素").await?;
    tablet.sees("还没有照片").await?;
    tablet.is_all_delivered().await?;
    ensure!(community.relay.photos()?.is_empty(), "something was sent");
    Ok(())
}

#[tokio::test]
async fn full_storage_refuses_a_photo_with_words_and_loses_nothing() -> Result<()> {
    let (community, files) = with_posting().await?;
    let tablet = &community.tablet_a;
    let photo = files.path().join("IMG_0003.jpg");
    tablet.takes_photo(&photo).await?;
    tablet.chooses_photo("照片", &photo).await?;
    tablet.sees_pictures(1).await?;
    tablet.is_all_delivered().await?;
    let full = "这台设备的空间不够，照片没有加上。";
    // Browsers that say how little is left are believed before anything is tried.
    tablet
        .runs("navigator.storage.estimate = async () => ({ usage: 9e6, quota: 1e7 });")
        .await?;
    tablet.chooses_photo("揭下时的照片", &photo).await?;
    tablet.sees(full).await?;
    tablet.sees("还没有照片").await?;
    tablet.fits().await?;
    // Others promise space that they then have not.
    tablet.runs("delete navigator.storage.estimate;").await?;
    tablet.has_storage_for(Some(1)).await?;
    eventually_within(LONG_PATIENCE, "the storage to be full", || async {
        let other = files.path().join("IMG_0004.jpg");
        tablet.takes_photo(&other).await?;
        tablet.chooses_photo("揭下时的照片", &other).await?;
        Ok(tablet.shows(full).await?.then_some(()))
    })
    .await?;
    tablet.has_storage_for(None).await?;
    tablet.reloads().await?;
    tablet
        .waits("the first photo", |tree| tree.says(PHOTO))
        .await?;
    tablet
        .waits_for_script(
            "the first photo to be whole",
            "return document.querySelector('img.photo')?.naturalHeight === 1600;",
        )
        .await
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|found| found == words)
}
