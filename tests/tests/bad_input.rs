//! Bad input and bad luck: each gets a clear message in the person's language and loses nothing.

use anyhow::{Result, ensure};
use journeys::accessibility::Name;
use journeys::{
    Community, Device, Member, Network, NewConsultation, RelayProcess, Size, eventually,
};

const TITLE: &str = "电动车在哪里充电";

async fn visitor() -> Result<(RelayProcess, Device)> {
    let relay = RelayProcess::start().await?;
    let device = Device::new("visitor", Size::Phone, relay.address()).await?;
    Ok((relay, device))
}

async fn with_consultation() -> Result<Community> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet
        .enters(NewConsultation {
            title: TITLE,
            ..NewConsultation::default()
        })
        .await?;
    tablet.is_all_delivered().await?;
    Ok(community)
}

#[tokio::test]
async fn damaged_link_says_so_and_what_to_do() -> Result<()> {
    let (_relay, device) = visitor().await?;
    device.visits("/#join/abc").await?;
    device.sees("这条链接不完整，打不开。").await?;
    device.sees_a("heading", "欢迎使用众商").await?;
    let address = device.driver()?.current_url().await?;
    ensure!(
        address.fragment().is_none(),
        "the link stays in the address bar: {address}"
    );
    device
        .fills("邀请链接", "https://example.cn/#join/错的")
        .await?;
    device.presses("打开链接").await?;
    device.sees("这条链接不完整，打不开。").await
}

#[tokio::test]
async fn second_founding_by_the_same_link_is_refused_with_the_reason() -> Result<()> {
    let relay = RelayProcess::start().await?;
    let link = relay.founding_link().await?;
    let first = Device::new("first", Size::Tablet, relay.address()).await?;
    first
        .founds_the_community(&link, "示范社区", Member::WANG_MIN)
        .await?;
    first.is_all_delivered().await?;
    let second = Device::new("second", Size::Tablet, relay.address()).await?;
    second.follows(&link).await?;
    second.fills("社区名称", "另一个社区").await?;
    second.presses("下一步").await?;
    second.fills("您的姓名", "赵六").await?;
    second.fills("这台设备叫什么", "赵六的平板").await?;
    second.presses("开通").await?;
    second
        .sees("这条开通链接已经用过，社区已经有管理员了。")
        .await?;
    first.opens_people().await?;
    ensure!(!first.shows("赵六").await?, "the second founder is in");
    Ok(())
}

#[tokio::test]
async fn invitation_used_up_makes_further_ones_wait_for_staff() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let link = tablet.invites_for(1, 30).await?;
    let second = Device::new("second", Size::Tablet, community.relay.address()).await?;
    second.joins_by(&link, Member::LI_JIANGUO).await?;
    let third = Device::new("third", Size::Phone, community.relay.address()).await?;
    third.tries_to_join_by(&link, Member::CHEN_AFANG).await?;
    third.sees("这份邀请的名额已经用完了。").await
}

#[tokio::test]
async fn expired_invitation_says_so() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    // The inviting tablet's clock is forty days slow: by the relay's clock the invitation is over.
    tablet.clock_is_off_by(-40 * 24 * 3600 * 1000).await?;
    tablet.reloads().await?;
    let link = tablet.invites_for(5, 1).await?;
    let late = Device::new("late", Size::Tablet, community.relay.address()).await?;
    late.tries_to_join_by(&link, Member::LI_JIANGUO).await?;
    late.sees("这份邀请已经过期。").await
}

#[tokio::test]
async fn relay_that_cannot_be_reached_or_is_a_captive_portal_is_named() -> Result<()> {
    let community = Community::founded().await?;
    let link = community.tablet_a.invites_staff().await?;
    let device = Device::new("joining", Size::Phone, community.relay.address()).await?;
    device.visits("/").await?;
    device.is_installed().await?;
    device.network(Network::Cut);
    device.tries_to_join_by(&link, Member::LI_JIANGUO).await?;
    device.sees("连不上服务器。").await?;
    device.network(Network::CaptivePortal);
    device.presses("加入").await?;
    device
        .sees("连上的不是本社区的服务器，可能是无线网络的登录页。")
        .await?;
    let name = device.finds("textbox", "您的姓名").await?;
    ensure!(
        name.prop("value").await?.as_deref() == Some(Member::LI_JIANGUO.name),
        "what was typed is gone"
    );
    device.network(Network::Fine);
    device.presses("加入").await?;
    device.sees_a("navigation", "主导航").await
}

#[tokio::test]
async fn browser_that_stores_nothing_is_told_before_a_word_is_written() -> Result<()> {
    let (_relay, device) = visitor().await?;
    let no_storage = "Object.defineProperty(Window.prototype, 'indexedDB', { value: undefined });
        Object.defineProperty(globalThis, 'indexedDB', { value: undefined });";
    device.starts_pages_with(no_storage).await?;
    device.visits("/").await?;
    device
        .sees("这个浏览器不让网页保存内容，写下的关了就没了。")
        .await?;
    device
        .sees("请在浏览器设置里允许网站保存数据，或换一个浏览器打开。")
        .await
}

#[tokio::test]
async fn clock_years_off_is_said_and_nothing_is_refused_for_it() -> Result<()> {
    let community = with_consultation().await?;
    let tablet = &community.tablet_a;
    for years in [3_i64, -40] {
        tablet
            .clock_is_off_by(years * 365 * 24 * 3600 * 1000)
            .await?;
        tablet.reloads().await?;
        tablet.sees_a("heading", TITLE).await?;
        let venue = format!("钟差{years}年时写的地点");
        tablet.changes("地点", &venue).await?;
        tablet.is_marked_delivered().await?;
        tablet.opens_today().await?;
        tablet.sees("这台设备的时钟不准").await?;
        tablet.opens_consultation(TITLE).await?;
    }
    Ok(())
}

#[tokio::test]
async fn damaged_row_is_set_aside_and_comes_back_from_the_relay() -> Result<()> {
    let community = with_consultation().await?;
    let tablet = &community.tablet_a;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_marked_delivered().await?;
    tablet.network(Network::Cut);
    let damaged = tablet
        .runs_and_waits(
            "const done = arguments[arguments.length - 1];
             const open = indexedDB.open('zhongshang');
             open.onsuccess = () => {
               const store = open.result.transaction('entries', 'readwrite').objectStore('entries');
               let last = null;
               store.openCursor(null, 'prev').onsuccess = ({ target }) => {
                 const cursor = target.result;
                 if (!cursor) return done('no row');
                 const bytes = new Uint8Array(cursor.value);
                 bytes[bytes.length >> 1] ^= 255;
                 cursor.update(bytes).onsuccess = () => { open.result.close(); done('damaged'); };
               };
             };",
        )
        .await?;
    ensure!(
        damaged == "damaged",
        "the row could not be damaged: {damaged}"
    );
    tablet.reloads().await?;
    tablet.sees("条数据损坏").await?;
    tablet.network(Network::Fine);
    tablet.reloads().await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.sees_field("地点", "社区二楼").await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn paste_of_fifty_thousand_characters_is_kept_whole() -> Result<()> {
    let community = with_consultation().await?;
    let tablet = &community.tablet_a;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    let pasted = long_text(50_000);
    tablet.writes_in_section(1, &pasted).await?;
    tablet.is_all_delivered().await?;
    tablet.reloads().await?;
    let kept = eventually("the pasted text to be back", || async {
        let all = tablet.sections().await?.concat();
        Ok((all.chars().filter(|c| *c != '\n').count() >= 49_000).then_some(all))
    })
    .await?;
    let bare = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    ensure!(
        bare(&kept) == bare(&pasted),
        "the pasted text came back changed"
    );
    Ok(())
}

#[tokio::test]
async fn paste_above_the_limit_is_refused_with_words() -> Result<()> {
    let community = with_consultation().await?;
    let tablet = &community.tablet_a;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    tablet.writes_in_section(1, "原来的话。").await?;
    tablet.is_all_delivered().await?;
    tablet.pastes_in_section(1, &long_text(200_001)).await?;
    tablet.sees("一次最多 200000 个字").await?;
    tablet.reloads().await?;
    tablet.sees_each_once(&["原来的话。"]).await
}

#[tokio::test]
async fn title_of_ten_thousand_characters_is_refused_and_kept_in_the_box() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let title = "长".repeat(10_000);
    tablet
        .fills_in(NewConsultation {
            title: &title,
            ..NewConsultation::default()
        })
        .await?;
    tablet.presses("建立协商").await?;
    tablet.sees("写了 10000 个字，最多 200 个字。").await?;
    let typed = tablet
        .finds("textbox", "议题")
        .await?
        .prop("value")
        .await?
        .unwrap_or_default();
    ensure!(typed == title, "the box lost the title");
    Ok(())
}

#[tokio::test]
async fn control_characters_and_scripts_are_inert() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let title = "名字\u{202e}倒着\u{0007}写<img src=x onerror=alert(1)>𰻝";
    tablet
        .fills_in(NewConsultation {
            title,
            ..NewConsultation::default()
        })
        .await?;
    tablet.presses("建立协商").await?;
    tablet
        .sees("粘贴的文字里有看不见的控制字符，已去掉，其余一字未改。")
        .await?;
    tablet
        .sees_a(
            "heading",
            Name::Is("名字倒着写<img src=x onerror=alert(1)>𰻝".to_owned()),
        )
        .await?;
    tablet.opens_consultations().await?;
    tablet
        .sees("名字倒着写<img src=x onerror=alert(1)>𰻝")
        .await
}

#[tokio::test]
async fn cleared_site_data_raises_a_clear_page_and_one_scan_brings_everything_back() -> Result<()> {
    let community = with_consultation().await?;
    let tablet = &community.tablet_a;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_marked_delivered().await?;
    let helper = community
        .is_joined_by("helper", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    helper.opens_consultation(TITLE).await?;
    let link = tablet.invites_staff().await?;
    helper.loses_stored("indexeddb").await?;
    helper.visits("/").await?;
    helper.sees("这台设备上的记录被清掉了").await?;
    helper.takes_picture("wiped").await?;
    helper.presses("继续").await?;
    helper.joins_by(&link, Member::LI_JIANGUO).await?;
    helper.opens_consultation(TITLE).await?;
    helper.sees_field("地点", "社区二楼").await
}

/// Paragraphs of Chinese text with this many characters in all.
fn long_text(length: usize) -> String {
    let words = "居民代表提出充电棚离住户太近夜里有声音建议移到南门空地并加装顶棚和监控";
    let all: Vec<char> = words.chars().cycle().take(length).collect();
    let lines: Vec<String> = all.chunks(80).map(|line| line.iter().collect()).collect();
    let mut text = lines.join("\n");
    let over = text.chars().count().saturating_sub(length);
    for _ in 0..over {
        text.pop();
    }
    text
}
