//! The practice community: opened by a second link, never leaves the device.

use anyhow::{Result, ensure};
use journeys::accessibility::{Name, Tree};
use journeys::{Community, Device, Network, RelayProcess, Size};
use serde_json::json;

const BANNER: &str = "练习社区：写什么都不会发出去。";
const WATERMARK: &str = "练习社区　不是真实记录";
/// The sample that two devices changed at once.
const UNSETTLED: &str = "电动自行车集中充电点选址";
const OWN_VENUE: &str = "社区二楼居民议事厅（活动室当晚有合唱排练）";
const COLLEAGUES_VENUE: &str = "7幢架空层，现场看点位";

/// Counts what a page sends anywhere but to its own storage.
const COUNTS_WIRES: &str = "
    window.wires = [];
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
        constructor(...asked) { super(...asked); wires.push(String(asked[0])); }
    };
    const ask = window.fetch;
    window.fetch = (...asked) => { wires.push(String(asked[0]?.url ?? asked[0])); return ask(...asked); };";

/// Notes that the page said 已存本机, however short the time.
const NOTES_WHAT_IS_HERE: &str = "
    window.wasHere = false;
    new MutationObserver(() => { wasHere ||= document.body.innerText.includes('已存本机'); })
        .observe(document.body, { subtree: true, childList: true, characterData: true });";

/// Opens the practice community by its link, in words of a person: by nothing but the address.
async fn opens_practice(device: &Device) -> Result<()> {
    device.visits("/#practice").await?;
    device.sees(BANNER).await?;
    device.sees_a("heading", "进行中的协商").await
}

async fn carries_the_watermark(device: &Device) -> Result<()> {
    let script = format!(
        "const mark = document.querySelector('.watermark');
         if (!mark || getComputedStyle(mark).display === 'none') return false;
         const word = getComputedStyle(mark.firstElementChild, '::before').content;
         return word.includes('{WATERMARK}');"
    );
    device
        .waits_for_script("the watermark to be on the page", &script)
        .await
}

#[tokio::test]
async fn practice_opens_by_its_link_and_works_like_the_real_thing() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let before = relay.verifies().await?;
    let device = Device::new("practice", Size::Tablet, relay.address()).await?;
    device.starts_pages_with(COUNTS_WIRES).await?;
    opens_practice(&device).await?;
    device.is_all_delivered().await?;
    carries_the_watermark(&device).await?;
    device.takes_picture("practice-today").await?;
    device.opens_consultations().await?;
    let all_delivered = |tree: &Tree| {
        let delivered = tree.all("link", &Name::Has("已送达".to_owned())).count();
        delivered >= 6
    };
    device
        .waits("six sample consultations that are delivered", all_delivered)
        .await?;
    carries_the_watermark(&device).await?;
    device.opens_people().await?;
    device.sees("陈静").await?;
    device.goes_to("邀请同事").await?;
    device.sees("不能邀请外面的人").await?;
    let wires = device
        .runs("return wires.filter((it) => it.includes('/sync'));")
        .await?;
    ensure!(wires == json!([]), "practice opened a way out: {wires}");
    let after = relay.verifies().await?;
    ensure!(
        before == after,
        "practice reached the relay:\n{before}\nbecame\n{after}"
    );
    Ok(())
}

#[tokio::test]
async fn practice_goes_on_without_any_network() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("practice", Size::Phone, relay.address()).await?;
    device.visits("/").await?;
    device.presses("打开练习社区").await?;
    device.sees(BANNER).await?;
    device.sees_a("heading", "进行中的协商").await?;
    device.is_installed().await?;
    device.network(Network::Cut);
    device.enters("楼道里的灯几点关").await?;
    device.runs(NOTES_WHAT_IS_HERE).await?;
    device.changes("地点", "小区凉亭").await?;
    device.is_marked_delivered().await?;
    device
        .waits_for_script("已存本机 to have been shown", "return wasHere;")
        .await?;
    device.reloads().await?;
    device.sees_a("heading", "楼道里的灯几点关").await?;
    device.sees(BANNER).await?;
    device.sees_field("地点", "小区凉亭").await?;
    device.is_all_delivered().await?;
    carries_the_watermark(&device).await
}

#[tokio::test]
async fn conflict_is_there_to_be_settled() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("practice", Size::Tablet, relay.address()).await?;
    opens_practice(&device).await?;
    device.opens_consultation(UNSETTLED).await?;
    device
        .sees_conflict("地点", &[OWN_VENUE, COLLEAGUES_VENUE, "陈静"])
        .await?;
    device.takes_picture("practice-conflict").await?;
    device.settles("地点", COLLEAGUES_VENUE).await?;
    device.no_longer_sees(OWN_VENUE).await?;
    device.is_marked_delivered().await?;
    device.reloads().await?;
    device.sees_field("地点", COLLEAGUES_VENUE).await?;
    device.no_longer_sees(OWN_VENUE).await
}

#[tokio::test]
async fn practice_and_a_real_community_leave_each_other_alone() -> Result<()> {
    let community = Community::with_consultation("小区大门几点关").await?;
    let tablet = &community.tablet_a;
    let before = community.relay.verifies().await?;
    let real = tablet.tab().await?;
    let practice = tablet.opens_a_tab().await?;
    opens_practice(tablet).await?;
    tablet.opens_consultation(UNSETTLED).await?;
    tablet.changes("协商目的", "只是练一练。").await?;
    tablet.is_marked_delivered().await?;
    let after = community.relay.verifies().await?;
    ensure!(
        before == after,
        "practice reached the relay:\n{before}\nbecame\n{after}"
    );
    // Neither tab takes the other's right to write.
    tablet.turns_to(&real).await?;
    tablet.no_longer_sees("另一个窗口正在写").await?;
    tablet.changes("地点", "居民议事厅").await?;
    tablet.is_marked_delivered().await?;
    tablet.turns_to(&practice).await?;
    tablet.no_longer_sees("另一个窗口正在写").await?;
    tablet.sees_field("协商目的", "只是练一练。").await?;
    // Leaving, in the tab that practised, leads to the real community, whole.
    tablet.opens_settings().await?;
    tablet.presses("离开练习社区").await?;
    tablet.sees("示范社区").await?;
    tablet.no_longer_sees(BANNER).await?;
    tablet.opens_consultation("小区大门几点关").await?;
    tablet.sees_field("地点", "居民议事厅").await?;
    tablet.reloads().await?;
    tablet.sees_field("地点", "居民议事厅").await?;
    // And what was practised is still there for the next time.
    opens_practice(tablet).await?;
    tablet.opens_consultation(UNSETTLED).await?;
    tablet.sees_field("协商目的", "只是练一练。").await
}

#[tokio::test]
async fn address_leads_into_practice_and_back() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("practice", Size::Tablet, relay.address()).await?;
    device.visits("/").await?;
    device.sees_a("button", "打开练习社区").await?;
    // Only the fragment differs, so the browser by itself loads nothing.
    device.runs("location.hash = 'practice';").await?;
    device.sees(BANNER).await?;
    device.opens_consultation(UNSETTLED).await?;
    device.runs("history.go(-3);").await?;
    device.sees_a("button", "打开练习社区").await?;
    device.no_longer_sees(BANNER).await
}

#[tokio::test]
async fn practice_says_so_on_paper() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("practice", Size::Tablet, relay.address()).await?;
    opens_practice(&device).await?;
    device
        .opens_consultation("停车位调整和消防通道整治")
        .await?;
    device
        .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await?;
    carries_the_watermark(&device).await?;
    let paper = device.prints().await?;
    ensure!(paper.starts_with(b"%PDF"), "nothing was printed");
    Ok(())
}
