//! What a device fetches only when it is asked for: another language, the practice community, the roster's
//! program. Without a network the app says so and loses nothing; once fetched, they need none.

use anyhow::{Result, ensure};
use journeys::{Community, Device, Network, RelayProcess, Size, eventually};
use serde_json::json;

const TITLE: &str = "楼道里的灯谁来修";
const BANNER: &str = "练习社区：写什么都不会发出去。";

/// How many files of the roster's program are kept on the device.
const KEPT: &str = r#"
const done = arguments[arguments.length - 1];
caches.keys().then(async (names) => {
  const release = await caches.open(names.find((name) => name.startsWith("release-")));
  const kept = await release.keys();
  done(kept.filter((file) => new URL(file.url).pathname.startsWith("/roster-")).length);
});
"#;

/// Takes them away, as they are missing on a device that joined where the network was gone at once.
const LOSES: &str = r#"
const done = arguments[arguments.length - 1];
caches.keys().then(async (names) => {
  const release = await caches.open(names.find((name) => name.startsWith("release-")));
  for (const file of await release.keys()) {
    if (new URL(file.url).pathname.startsWith("/roster-")) await release.delete(file);
  }
  done(true);
});
"#;

/// A community with a consultation, on a tablet that has the app and whose pages come from the device.
async fn at_work() -> Result<Community> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.is_installed().await?;
    tablet.reloads().await?;
    tablet.sees_a("heading", TITLE).await?;
    Ok(community)
}

#[tokio::test]
async fn language_waits_for_the_network_and_stays_when_it_was_here_once() -> Result<()> {
    let community = at_work().await?;
    let tablet = &community.tablet_a;
    tablet.network(Network::Cut);
    tablet.opens_settings().await?;
    tablet.presses_a("radio", "English").await?;
    tablet.sees("这种文字还没有下载到这台设备。").await?;
    tablet.sees("现在的文字照常使用。").await?;
    tablet.fits().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.changes("地点", "3 幢门厅").await?;
    tablet.is_stored_here().await?;

    tablet.network_returns().await?;
    tablet.is_all_delivered().await?;
    tablet.opens_settings().await?;
    tablet.presses_a("radio", "English").await?;
    tablet.sees_a("navigation", "Main navigation").await?;
    tablet.network(Network::Cut);
    tablet.reloads().await?;
    tablet.sees_a("navigation", "Main navigation").await?;
    tablet.presses_a("radio", "简体中文").await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "3 幢门厅").await
}

#[tokio::test]
async fn practice_waits_for_the_network_and_the_real_community_is_one_step_back() -> Result<()> {
    let community = at_work().await?;
    let tablet = &community.tablet_a;
    tablet.network(Network::Cut);
    tablet.visits("/#practice").await?;
    tablet.sees("练习社区还没有下载到这台设备。").await?;
    tablet.sees("您的社区和记录不受影响。").await?;
    tablet.fits().await?;
    tablet.runs("history.back();").await?;
    tablet.sees_a("heading", TITLE).await?;
    tablet.changes("地点", "3 幢门厅").await?;
    tablet.is_stored_here().await?;

    tablet.visits("/#practice").await?;
    tablet.sees("练习社区还没有下载到这台设备。").await?;
    tablet.network(Network::Fine);
    tablet.presses("再试一次").await?;
    tablet.sees(BANNER).await?;
    tablet.sees_a("heading", "进行中的协商").await?;
    tablet.network(Network::Cut);
    tablet.reloads().await?;
    tablet.sees(BANNER).await?;
    tablet.opens_settings().await?;
    tablet.presses("离开练习社区").await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "3 幢门厅").await
}

#[tokio::test]
async fn visitor_who_would_practise_without_a_network_can_once_it_is_there() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("visitor", Size::Phone, relay.address()).await?;
    device.visits("/").await?;
    device.is_installed().await?;
    device.reloads().await?;
    device.network(Network::Cut);
    device.presses("打开练习社区").await?;
    device.sees("练习社区还没有下载到这台设备。").await?;
    device.sees("下载以后，没有网络也能练习。").await?;
    device.fits().await?;
    device.network(Network::Fine);
    device.presses("再试一次").await?;
    device.sees(BANNER).await
}

#[tokio::test]
async fn roster_comes_to_staff_by_itself_and_without_it_waits_for_the_network() -> Result<()> {
    let community = at_work().await?;
    let tablet = &community.tablet_a;
    let all = eventually("the roster's program to be kept", || async {
        let kept = tablet.runs_and_waits(KEPT).await?;
        Ok(kept.as_u64().filter(|kept| *kept > 1))
    })
    .await?;
    tablet.network(Network::Cut);
    tablet.opens_settings().await?;
    tablet.goes_to("居民名册").await?;
    tablet.sees("名册还是空的").await?;
    tablet.presses("添加房屋").await?;
    tablet.fills("室", "501").await?;
    tablet.presses("保存").await?;
    tablet.sees_a("heading", "501室").await?;

    tablet.runs_and_waits(LOSES).await?;
    tablet.visits("/settings").await?;
    tablet.goes_to("居民名册").await?;
    tablet.sees("名册程序还没有下载到这台设备。").await?;
    tablet.sees("写好的都还在。").await?;
    tablet.fits().await?;
    ensure!(
        tablet.runs_and_waits(KEPT).await? == json!(0),
        "the program is not gone"
    );
    tablet.network_returns().await?;
    tablet.opens_settings().await?;
    tablet.goes_to("居民名册").await?;
    tablet.sees("全部房屋（1 套）").await?;
    tablet.is_all_delivered().await?;
    let again = tablet.runs_and_waits(KEPT).await?;
    ensure!(again == json!(all), "{again} of {all} files are kept");
    tablet.network(Network::Cut);
    tablet.reloads().await?;
    tablet.sees("全部房屋（1 套）").await
}
